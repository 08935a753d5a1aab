"""Opening a workbook for a command."""

import errno
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from workbook.cli import passphrases
from workbook.store import posix

Call = Callable[..., Any]


def picture(home: Path) -> dict[str, tuple[int, bytes]]:
    return {
        str(path): (path.stat().st_mtime_ns, path.read_bytes())
        for path in sorted(home.rglob("*"))
        if path.is_file()
    }


def test_a_wrong_passphrase_says_so_and_touches_nothing(
    call: Call, spare: str, home: Path, tmp_path: Path
) -> None:
    """One try from a file, with its own exit code."""
    assert spare
    wrong = tmp_path / "wrong"
    wrong.write_text("not this\n")
    before = picture(home)
    done = call("entries", "--json", before=("--passphrase-file", str(wrong)))
    assert (done.code, done.out) == (4, "")
    assert "workbook recover" in done.err
    assert picture(home) == before


def test_on_a_terminal_it_is_asked_three_times(
    call: Call, spare: str, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After the third the ways on are said."""
    assert spare
    asked: list[str] = []

    def getpass(prompt: str) -> str:
        asked.append(prompt)
        return "not this"

    monkeypatch.setattr(passphrases, "can_ask", lambda: True)
    monkeypatch.setattr(passphrases, "getpass", getpass)
    before = picture(home)
    done = call("entries")
    assert (done.code, len(asked)) == (4, 3)
    assert done.err.count("does not open this workbook") == 3
    assert "workbook recover" in done.err
    assert picture(home) == before


def test_the_right_one_on_a_second_try_goes_on(
    call: Call, spare: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The slip is said and forgotten."""
    assert spare
    typed = iter(["slip", "three calm words"])
    monkeypatch.setattr(passphrases, "can_ask", lambda: True)
    monkeypatch.setattr(passphrases, "getpass", lambda _prompt: next(typed))
    done = call("entries", "--json")
    assert (done.code, done.json) == (0, [])


def test_help_now_is_there_where_the_passphrase_is_asked(
    call: Call, spare: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Typed instead of it."""
    assert spare
    typed = iter(["/now", "three calm words"])
    monkeypatch.setattr(passphrases, "can_ask", lambda: True)
    monkeypatch.setattr(passphrases, "getpass", lambda _prompt: next(typed))
    done = call("entries")
    assert done.code == 0
    assert "Danger to life: call 911" in done.out


def test_standard_input_gives_the_passphrase_and_then_the_answers(
    call: Call, spare: str
) -> None:
    """Its first line, no more: what follows belongs to whoever reads on."""
    assert spare
    done = call(
        "urge",
        "--did",
        "sang",
        typed="three calm words\n4\n",
        before=("--passphrase-file", "-"),
    )
    assert done.code == 0, done.err
    assert "Kept." in done.out


def test_a_second_process_is_told_that_it_is_open(made: Call, home: Path) -> None:
    """With its own exit code; nothing is changed."""
    script = (
        "import sys\n"
        "from pathlib import Path\n"
        "from workbook.store import open_store\n"
        f"store = open_store(Path({str(home)!r}))\n"
        "print('open', flush=True)\n"
        "sys.stdin.read()\n"
    )
    with subprocess.Popen(
        [sys.executable, "-P", "-c", script],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "open\n"
        for words in (("urge", "5"), ("entries", "--json"), ("today",)):
            done = made(*words)
            assert (done.code, done.out) == (6, "")
            assert "another window" in done.err
        other.communicate("")
    assert made("entries", "--json").json == []


def test_where_nobody_names_a_folder_the_environment_does(
    call: Call, home: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """An option goes before it."""
    from click.testing import CliRunner

    from workbook.cli.group import workbook

    monkeypatch.setenv("WORKBOOK_HOME", str(tmp_path / "named"))
    assert CliRunner().invoke(workbook, ["init", "--no-passphrase"]).exit_code == 0
    assert (tmp_path / "named" / "keys.json").exists()
    assert call("init", "--no-passphrase").code == 0
    assert (home / "keys.json").exists()


def test_the_usual_folder_is_the_system_s(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Where data of programs lies."""
    from click.testing import CliRunner
    from platformdirs import user_data_path

    from workbook.cli.group import workbook

    monkeypatch.chdir(tmp_path)
    assert CliRunner().invoke(workbook, ["init", "--no-passphrase"]).exit_code == 0
    assert (user_data_path("workbook", appauthor=False) / "keys.json").exists()


def test_what_an_opening_mended_is_said(made: Call, home: Path) -> None:
    """On standard error, also with --json."""
    (home / "keys.json").unlink()
    done = made("entries", "--json")
    assert (done.code, done.json) == (0, [])
    assert "keys.json" in done.err
    assert made("entries", "--json").err == ""


def test_damage_is_told_and_nothing_is_touched(made: Call, home: Path) -> None:
    """With its own exit code."""
    made("urge", "5")
    made("urge", "6")
    (log,) = (home / "log").iterdir()
    raw = bytearray(log.read_bytes())
    raw[len(raw) // 3] ^= 1
    log.write_bytes(raw)
    before = picture(home)
    done = made("entries", "--json")
    assert (done.code, done.out) == (8, "")
    assert picture(home) == before


def test_an_unwritable_home_is_told(
    call: Call, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With its own exit code; nothing half made is left."""

    def forbidden(path: Path, *_more: object, **_options: object) -> None:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))

    monkeypatch.setattr(posix, "make_folder", forbidden)
    done = call("init", "--no-passphrase")
    assert done.code == 7
    assert "--home" in done.err
    assert not home.exists()
