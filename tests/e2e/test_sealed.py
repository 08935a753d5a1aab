"""With a passphrase: only it, or the spare key, opens what was written.

The real cost of a passphrase is paid here, so it is all one evening.
"""

from __future__ import annotations

import json
import signal
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.e2e.conftest import Run, Sit, Sitting

PASSPHRASE = "three quiet herons"  # noqa: S105 - opens nothing but this test
NEXT = "four loud geese"
TYPED = ("Zanzibar corner", "my quiet plan", "call Quillan")
"""Words that stand in no exercise, and so in no index of exercises."""


def to_the_end(sitting: Sitting) -> None:
    """A row of the map, in words of one's own."""
    sitting.type_all("3", TYPED[0], "place", "80", "few", "no", *TYPED[1:])
    assert "Row 2." in sitting.said


def spare_key(sitting: Sitting) -> list[str]:
    """The fifteen words as they stand on the screen."""
    rows = [line.split() for line in sitting.lines]
    words = [
        word
        for row in rows
        if len(row) == 10 and row[0].isdecimal()
        for word in row[1::2]
    ]
    assert len(words) == 15
    return words


def type_two_back(sitting: Sitting, words: list[str]) -> None:
    for _time in range(2):
        place = int(sitting.said.split("What is word ")[1].split("?")[0])
        sitting.type(words[place - 1])
    assert "The spare key is yours." in sitting.said


def nothing_in_clear(folder: Path) -> None:
    """Nothing of what was typed is in any file, nor in the name of one."""
    secrets = [*TYPED, PASSPHRASE, NEXT]
    for path in folder.rglob("*"):
        held = path.read_bytes() if path.is_file() else b""
        for words in secrets:
            for word in words.split():
                if len(word) > 6:  # "corner" may well stand in an exercise
                    assert word.encode() not in held, path
                    assert word not in path.name


def test_sealed_from_the_first_word(sit: Sit, run: Run, tmp_path: Path) -> None:
    """Killed, locked, unlocked, opened with the spare key: kept, and never in clear."""
    sitting = sit()
    sitting.read()
    sitting.type_all("", "3", "1", PASSPHRASE, PASSPHRASE)
    words = spare_key(sitting)
    type_two_back(sitting, words)
    assert "Today, " in sitting.said
    sitting.type("3")
    to_the_end(sitting)
    nothing_in_clear(tmp_path)
    sitting.kill()
    nothing_in_clear(tmp_path)

    sitting = sit()
    assert "Type your passphrase." in sitting.read()
    assert TYPED[0] not in sitting.said
    assert "112" in sitting.type("/now")
    sitting.type("q")
    for _time in range(3):
        sitting.type("wrong")
        assert "That passphrase does not open this workbook." in sitting.said
    assert "Here are the ways on:" in sitting.said
    sitting.type_all("k", " ".join(words), NEXT, NEXT)
    assert "The new passphrase is set. The workbook is open." in sitting.said
    assert "Go on with “Outside triggers”" in sitting.said
    sitting.type("1")
    assert TYPED[0] in sitting.said

    sitting.type("/lock")
    assert "Locked. What you wrote is kept." in sitting.said
    nothing_in_clear(tmp_path)
    sitting.type(NEXT)
    assert "Row 2." in sitting.said
    sitting.signal(signal.SIGTERM)
    assert "Everything is kept." in sitting.end()
    nothing_in_clear(tmp_path)

    old = run("--passphrase-file", "-", "entries", typed=PASSPHRASE + "\n")
    assert old.returncode == 4
    opened = ("--passphrase-file", "-")
    listed = run(*opened, "entries", "--json", typed=NEXT + "\n").stdout
    shown = run(*opened, "show", json.loads(listed)[0]["id"], typed=NEXT + "\n")
    assert TYPED[0] in shown.stdout
    assert run("entries").returncode == 5
