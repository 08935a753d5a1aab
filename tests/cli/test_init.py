"""`init` asks nothing when it is told what to do."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from workbook.cli import passphrases
from workbook.store import open_store, state_of

Call = Callable[..., Any]


def test_without_a_passphrase_the_workbook_is_open(call: Call, home: Path) -> None:
    """It says so, and how one is set."""
    done = call("init", "--no-passphrase")
    assert done.code == 0
    assert state_of(home) == "open"
    assert "workbook passphrase" in done.out


def test_with_a_file_it_is_sealed_and_the_spare_key_is_shown_once(
    call: Call, home: Path, secret: Path
) -> None:
    """Fifteen words, and they open it."""
    done = call("init", before=("--passphrase-file", str(secret)))
    assert (done.code, done.err) == (0, "")
    assert state_of(home) == "sealed"
    spare = [line for line in done.out.splitlines() if len(line.split()) == 15]
    assert len(spare) == 1
    again = call(
        "recover",
        "--spare-key-file",
        "-",
        typed=spare[0],
        before=("--passphrase-file", str(secret)),
    )
    assert again.code == 0


def test_the_passphrase_may_come_from_standard_input(call: Call, home: Path) -> None:
    """Its first line, without the line's end."""
    assert (
        call("init", typed="hush now\r\nmore\n", before=("--passphrase-file", "-")).code
        == 0
    )
    open_store(home, "hush now").close()


def test_with_neither_and_no_terminal_it_says_what_to_add(
    call: Call, home: Path
) -> None:
    """Nothing is made."""
    done = call("init")
    assert done.code == 2
    assert "--no-passphrase" in done.err
    assert not home.exists()


def test_both_do_not_go_together(call: Call, secret: Path) -> None:
    """Nobody can say which was meant."""
    done = call("init", "--no-passphrase", before=("--passphrase-file", str(secret)))
    assert done.code == 2


def test_on_a_terminal_it_asks_twice(
    call: Call, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two that differ set nothing; nothing typed is asked again."""
    typed = iter(["", "first one", "another", "good words", "good words"])
    monkeypatch.setattr(passphrases, "can_ask", lambda: True)
    monkeypatch.setattr(passphrases, "getpass", lambda _prompt: next(typed))
    done = call("init")
    assert done.code == 0
    assert "not the same" in done.err
    open_store(home, "good words").close()


def test_there_is_no_second_workbook_over_the_first(made: Call) -> None:
    """Told before a passphrase is asked."""
    done = made("init", "--no-passphrase")
    assert done.code == 7
    assert "already" in done.err


def test_an_empty_file_is_no_passphrase(call: Call, tmp_path: Path, home: Path) -> None:
    """Nothing is made."""
    file = tmp_path / "empty"
    file.write_text("\n")
    done = call("init", before=("--passphrase-file", str(file)))
    assert done.code == 2
    assert not home.exists()


@pytest.mark.parametrize("name", ["/nonexistent/file", "/"])
def test_a_file_that_cannot_be_read_is_told(call: Call, name: str, home: Path) -> None:
    """With what to name instead."""
    done = call("init", before=("--passphrase-file", name))
    assert done.code == 2
    assert "cannot be read" in done.err
    assert not home.exists()


def test_a_file_that_is_no_text_is_told(call: Call, tmp_path: Path) -> None:
    """Guessing at its letters could lock a person out."""
    file = tmp_path / "latin"
    file.write_bytes(b"caf\xe9\n")
    done = call("init", before=("--passphrase-file", str(file)))
    assert (done.code, "UTF-8" in done.err) == (2, True)
