"""The group: its help, its laziness, its edges."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
import pytest

from workbook.cli import group
from workbook.cli.now import now
from workbook.store import posix

Call = Callable[..., Any]

COMMANDS = [
    "init",
    "list",
    "about",
    "do",
    "entries",
    "show",
    "today",
    "now",
    "urge",
    "daily",
    "author",
    "plugins",
    "passphrase",
    "recover",
    "lock",
    "settings",
    "shortcut",
    "doctor",
]
HEAVY = ("attr", "yaml", "pluggy", "tinydb", "cryptography", "textual", "platformdirs")


def run(*words: str, **more: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-P", *words],
        capture_output=True,
        text=True,
        env={**os.environ, **more},
        check=False,
    )


def test_every_command_of_the_contract_is_there_and_no_other(call: Call) -> None:
    """`--help` lists each command with its line."""
    done = call("--help")
    assert done.code == 0
    listed = done.out.partition("Commands:")[2].split("\n")
    assert [line.split()[0] for line in listed if line.strip()] == COMMANDS


@pytest.mark.parametrize("name", [*COMMANDS, "author check"])
def test_the_help_of_each_command_has_an_example(call: Call, name: str) -> None:
    """And nothing is opened or made for it."""
    done = call(*name.split(), "--help")
    assert done.code == 0
    assert f"Example: workbook {name}" in done.out
    assert done.err == ""


def test_the_line_of_now_is_the_one_it_says_itself() -> None:
    """The table and the command do not drift apart."""
    assert group._COMMANDS["now"][1] == now.short_help


@pytest.mark.parametrize(
    ("words", "allowed"),
    [(("--help",), ()), (("now",), ("platformdirs",)), (("--version",), ())],
)
def test_help_and_now_wait_for_nothing_but_click(
    words: tuple[str, ...], allowed: tuple[str, ...]
) -> None:
    """No plugin, YAML, key derivation, attrs or store is imported on their way."""
    script = (
        "import sys\n"
        "from workbook.cli.group import workbook\n"
        "try:\n"
        f"    workbook({list(words)!r})\n"
        "except SystemExit:\n"
        "    pass\n"
        "names = {name.partition('.')[0] for name in sys.modules}\n"
        "ours = [n for n in sys.modules if n.startswith('workbook.')]\n"
        "print(sorted(names), sorted(ours), file=sys.stderr)\n"
    )
    done = subprocess.run(
        [sys.executable, "-P", "-c", script],
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
        check=False,
    )
    for name in HEAVY:
        assert name in allowed or f"'{name}'" not in done.stderr
    for layer in ("usecases", "store", "host", "engine", "model", "authoring"):
        assert f"workbook.{layer}" not in done.stderr


def test_now_imports_no_platformdirs_when_the_folder_is_named(tmp_path: Path) -> None:
    """The one import left is for finding the usual folder."""
    done = run("-X", "importtime", "-m", "workbook", "--home", str(tmp_path), "now")
    assert done.returncode == 0
    assert "platformdirs" not in done.stderr


def test_python_that_is_too_old_is_told_in_one_sentence() -> None:
    """Before anything is imported that it could not read."""
    script = "import sys; sys.version_info = (3, 10, 4); import workbook.cli"
    done = run("-c", script)
    assert done.returncode == 1
    assert done.stderr.startswith(
        "Workbook needs Python 3.11 or newer; this one is 3.10."
    )
    assert len(done.stderr.splitlines()) == 1


def test_an_unknown_command_says_what_was_perhaps_meant(call: Call) -> None:
    """A slip of the finger costs nothing."""
    done = call("entry")
    assert done.code == 2
    assert "There is no command “entry”. Did you mean “entries”?" in done.err
    assert done.out == ""


def test_python_m_workbook_is_the_same() -> None:
    """For where no script was put on the PATH."""
    done = run("-m", "workbook", "--version")
    assert done.returncode == 0
    assert done.stdout.strip()


def test_a_reader_that_goes_away_is_no_error() -> None:
    """`workbook list | head -1` prints one line and nothing on standard error."""
    script = f"{sys.executable} -P -m workbook list --json | head -c 1"
    done = subprocess.run(
        ["/bin/bash", "-c", f"set -o pipefail; {script}"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_every_row_of_the_table_is_a_command() -> None:
    """What `--help` promises can be called."""
    context = click.Context(group.workbook)
    for name in group.workbook.list_commands(context):
        command = group.workbook.get_command(context, name)
        assert command is not None
        assert command.name == name


@pytest.mark.parametrize(
    "word", ["list", "about external", "plugins", "now", "author check x"]
)
def test_what_needs_no_passphrase_makes_no_folder(
    call: Call, home: Path, word: str
) -> None:
    """It runs where no workbook is, and leaves nothing there."""
    call(*word.split())
    call(*word.split(), "--json")
    assert not home.exists()


@pytest.mark.parametrize("word", ["list", "about external", "plugins", "now"])
@pytest.mark.usefixtures("sealed")
def test_what_needs_no_passphrase_does_not_open_a_sealed_workbook(
    call: Call, monkeypatch: pytest.MonkeyPatch, word: str
) -> None:
    """No sealed file is read, and a passphrase file is not looked at."""

    def unread(path: Path) -> bytes:
        raise AssertionError(path)

    monkeypatch.setattr(posix, "read_file", unread)
    done = call(*word.split(), before=("--passphrase-file", "/nonexistent"))
    assert (done.code, done.err) == (0, "")


@pytest.mark.parametrize("word", ["entries", "today", "show x", "do external", "daily"])
def test_what_needs_a_workbook_says_how_to_begin_one(
    call: Call, home: Path, word: str
) -> None:
    """And makes none."""
    done = call(*word.split())
    assert done.code == 10
    assert "workbook init" in done.err
    assert done.out == ""
    assert not home.exists()
