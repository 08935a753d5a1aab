"""`passphrase` and `recover`: who can open the workbook."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from workbook.cli import passphrases
from workbook.store import open_store, state_of

Call = Callable[..., Any]


def spare_in(out: str) -> list[str]:
    return [line.strip() for line in out.splitlines() if len(line.split()) == 15]


def test_the_first_passphrase_seals_and_shows_a_spare_key(
    made: Call, home: Path
) -> None:
    """What was written stays."""
    made("urge", "5")
    done = made("passphrase", "--new-file", "-", typed="new words\n")
    assert done.code == 0, done.err
    assert state_of(home) == "sealed"
    (spare,) = spare_in(done.out)
    store = open_store(home, "new words")
    assert len(store.heads()) == 1
    store.close()
    again = made(
        "recover", "--spare-key-file", "-", "--new-file", str(_file(home)), typed=spare
    )
    assert again.code == 0, again.err
    open_store(home, "third words").close()


def _file(home: Path) -> Path:
    file = home.parent / "third"
    file.write_text("third words\n", encoding="utf-8")
    return file


def test_a_later_one_replaces_the_old_and_shows_nothing(
    sealed: Call, home: Path
) -> None:
    """The old one opens nothing now."""
    done = sealed("passphrase", "--new-file", "-", typed="new words\n")
    assert (done.code, spare_in(done.out)) == (0, [])
    assert sealed("entries").code == 4
    open_store(home, "new words").close()


def test_the_old_one_must_be_right(call: Call, spare: str, tmp_path: Path) -> None:
    """Nothing changes otherwise."""
    wrong = tmp_path / "wrong"
    wrong.write_text("not this\n")
    done = call(
        "passphrase",
        "--new-file",
        "-",
        typed="new\n",
        before=("--passphrase-file", str(wrong)),
    )
    assert done.code == 4
    assert "recover" in done.err
    assert spare


def test_a_new_spare_key_replaces_the_old(sealed: Call, spare: str, home: Path) -> None:
    """The passphrase stays."""
    done = sealed("passphrase", "--spare-key")
    (fresh,) = spare_in(done.out)
    assert fresh != spare
    assert sealed("recover", "--spare-key-file", "-", typed=spare).code == 4
    assert sealed("recover", "--spare-key-file", "-", typed=fresh).code == 0
    assert state_of(home) == "sealed"


def test_without_a_passphrase_there_is_no_spare_key(made: Call) -> None:
    """Told with the mend."""
    done = made("passphrase", "--spare-key")
    assert done.code == 1
    assert "workbook passphrase" in done.err


def test_a_new_passphrase_needs_a_terminal_or_a_file(sealed: Call) -> None:
    """It is never an argument."""
    done = sealed("passphrase")
    assert done.code == 2
    assert "--new-file" in done.err


@pytest.mark.parametrize(
    ("before", "words"),
    [
        (("--passphrase-file", "-"), ("passphrase", "--new-file", "-")),
        ((), ("recover", "--spare-key-file", "-", "--new-file", "-")),
        (("--passphrase-file", "-"), ("recover", "--spare-key-file", "-")),
    ],
)
@pytest.mark.usefixtures("sealed")
def test_two_secrets_cannot_both_be_standard_input(
    call: Call, before: tuple[str, ...], words: tuple[str, ...]
) -> None:
    """Refused with a sentence, before anything is read."""
    done = call(*words, typed="a\nb\n", before=before)
    assert (done.code, done.out) == (2, "")
    assert "standard input" in done.err


def test_recovering_takes_the_file_before_the_command_as_the_new_one(
    call: Call, spare: str, tmp_path: Path, home: Path
) -> None:
    """The old one is lost, so it can only be the new one."""
    file = tmp_path / "new"
    file.write_text("brand new words\n")
    done = call(
        "recover",
        "--spare-key-file",
        "-",
        typed=spare,
        before=("--passphrase-file", str(file)),
    )
    assert done.code == 0, done.err
    open_store(home, "brand new words").close()


def test_a_wrong_spare_key_from_a_file_is_tried_once(sealed: Call, spare: str) -> None:
    """With its own exit code."""
    wrong = " ".join(reversed(spare.split()))
    done = sealed("recover", "--spare-key-file", "-", typed=wrong)
    assert (done.code, done.out) == (4, "")


def test_on_a_terminal_a_slip_in_the_spare_key_is_asked_again(
    call: Call, spare: str, monkeypatch: pytest.MonkeyPatch, home: Path
) -> None:
    """The new passphrase need not be typed again."""
    typed = iter([spare.replace(spare.partition(" ")[0], "zzzz", 1), spare])
    monkeypatch.setattr(passphrases, "can_ask", lambda: True)
    monkeypatch.setattr(passphrases, "getpass", lambda _prompt: "good words")
    monkeypatch.setattr(passphrases, "ask_line", lambda _prompt: next(typed))
    done = call("recover")
    assert done.code == 0, done.err
    open_store(home, "good words").close()
