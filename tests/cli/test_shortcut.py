"""`shortcut`: a start-menu entry and a command of one's own."""

import os
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from workbook.cli import shortcut as shortcut_

Call = Callable[..., Any]


@pytest.fixture(autouse=True)
def _linux(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same on every machine the tests run on."""
    monkeypatch.setattr(shortcut_, "_on_mac", lambda: False)


@pytest.fixture
def person(tmp_path: Path) -> Path:
    """The person's own folder."""
    return tmp_path / "person"


@pytest.fixture
def menu(tmp_path: Path) -> Path:
    """Where the start menu is looked for."""
    return tmp_path / "data" / "applications" / "workbook.desktop"


def test_a_menu_entry_is_called_workbook_and_nothing_else(
    call: Call, menu: Path
) -> None:
    """Whatever the workbook is about; what was written is said."""
    done = call("shortcut", "--menu")
    assert (done.code, done.err) == (0, "")
    assert f"Written: {menu}" in done.out
    text = menu.read_text()
    assert text.startswith("[Desktop Entry]\n")
    assert "\nName=Workbook\n" in text
    assert "\nTerminal=true\n" in text
    assert sys.executable in text


def test_a_command_of_a_chosen_name_starts_this_installation(
    call: Call, person: Path, tmp_path: Path, home: Path
) -> None:
    """From any folder, on the folder that was named."""
    done = call("shortcut", "--name", "wb-mine")
    assert done.code == 0
    assert "not on your PATH yet" in done.out.replace("\n", " ")
    script = person / ".local" / "bin" / "wb-mine"
    assert stat.S_IMODE(script.stat().st_mode) == 0o700
    started = subprocess.run(
        [str(script), "init", "--no-passphrase"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert started.returncode == 0, started.stderr
    assert (home / "keys.json").exists()


def test_on_the_path_it_says_how_to_start_it(
    call: Call, person: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No line to add then."""
    folder = person / ".local" / "bin"
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")
    assert "Start it with: wb-mine" in call("shortcut", "--name", "wb-mine").out
    again = call("shortcut", "--name", "wb-mine")
    assert again.code == 0


def test_somebody_else_s_file_is_never_replaced_or_removed(
    call: Call, person: Path, menu: Path
) -> None:
    """And then nothing at all is written."""
    script = person / ".local" / "bin" / "mine"
    script.parent.mkdir(parents=True)
    script.write_text("#!/bin/sh\necho mine\n")
    done = call("shortcut", "--menu", "--name", "mine")
    assert done.code == 1
    assert "not made here" in done.err.replace("\n", " ")
    assert not menu.exists()
    call("shortcut", "--remove")
    assert script.read_text() == "#!/bin/sh\necho mine\n"


def test_a_link_is_somebody_else_s(call: Call, person: Path, tmp_path: Path) -> None:
    """What it leads to is not touched."""
    target = tmp_path / "target"
    target.write_text(f"# {shortcut_.MARK}\n")
    link = person / ".local" / "bin" / "mine"
    link.parent.mkdir(parents=True)
    link.symlink_to(target)
    assert call("shortcut", "--name", "mine").code == 1
    call("shortcut", "--remove")
    assert link.is_symlink()


def test_a_command_that_exists_is_not_hidden(call: Call) -> None:
    """`ls` stays `ls`."""
    done = call("shortcut", "--name", "ls")
    assert done.code == 1
    assert "Choose another name." in done.err


@pytest.mark.parametrize("name", ["../evil", "a b", "", "-x", "1st", "a/b", "x" * 40])
def test_a_name_must_be_one(call: Call, person: Path, name: str) -> None:
    """Letters, digits, - and _."""
    assert call("shortcut", "--name", name).code == 2
    assert not (person / ".local").exists()


def test_everything_made_here_can_be_taken_away(
    call: Call, person: Path, menu: Path
) -> None:
    """And is named; a second time there is nothing."""
    call("shortcut", "--menu", "--name", "wb-one")
    call("shortcut", "--name", "wb-two")
    done = call("shortcut", "--remove")
    assert done.out.count("Removed:") == 3
    assert not menu.exists()
    assert not list((person / ".local" / "bin").iterdir())
    assert "nothing to remove" in call("shortcut", "--remove").out


def test_without_a_terminal_it_says_what_to_add(call: Call) -> None:
    """It never guesses."""
    done = call("shortcut")
    assert done.code == 2
    assert "--menu" in done.err


def test_removing_stands_alone(call: Call) -> None:
    """Nobody can say what was meant otherwise."""
    assert call("shortcut", "--remove", "--menu").code == 2


def test_a_path_with_odd_signs_is_quoted_as_the_specification_says() -> None:
    """A quote, a dollar, a backslash, a per cent sign."""
    assert shortcut_._exec_word("/a b/$x") == '"/a b/\\\\$x"'
    assert shortcut_._exec_word('50%"') == '"50%%\\\\""'
    assert shortcut_._exec_word("a\\b") == '"a\\\\\\\\b"'


def test_on_a_mac_it_is_a_command_file(
    call: Call, person: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """That Finder opens in a terminal."""
    monkeypatch.setattr(shortcut_, "_on_mac", lambda: True)
    assert call("shortcut", "--menu").code == 0
    file = person / "Applications" / "Workbook.command"
    assert file.read_text().startswith("#!/bin/sh\n")
    assert os.access(file, os.X_OK)
