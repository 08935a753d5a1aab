"""Words that exist nowhere else, typed at a real terminal and looked for on the disk.

Every file under the data folder, the cache, the temporary folder and the person's
own folder is searched for them, in each form a program might have left them.
"""

from __future__ import annotations

import base64
import json
import random
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pexpect
import pytest

if TYPE_CHECKING:
    from tests.e2e.conftest import Run, Sit, Sitting

PASSPHRASE = "qumbrelish vortapane"  # noqa: S105 - opens nothing but this test
CARD = "hr.coping_card"
ROUNDS = (
    ("tm.external_map", ("5", "{}", "{}", "80", "", "{}", "{}", "{}")),
    (CARD, ("4", "{}", "{}", "", "{}", "{}")),
    ("tm.craving_log", ("6", "{}", "", "{}", "{}", "{}")),
    ("tm.external_map", ("{}", "{}", "50", "{}", "//{}")),
)


class Canaries:
    """Makes the words, and finds them again."""

    def __init__(self) -> None:
        self.dice = random.Random(20)  # noqa: S311 - they need only be unique
        self.words: list[str] = []

    def filled(self, line: str) -> str:
        """The line with a new word in its place."""
        if "{}" not in line:
            return line
        letters = self.dice.choices("bcdfghjklmnpqrstvwxz", k=12)
        self.words.append("".join(letters))
        return line.format(self.words[-1])


def forms(word: str) -> Iterator[bytes]:
    """A word as it could lie in a file."""
    plain = word.encode()
    yield plain
    yield plain.hex().encode()
    for encoding in ("utf-16-le", "utf-16-be", "utf-32-le"):
        yield word.encode(encoding)
    for wide in (plain, word.encode("utf-16-le")):
        for before in range(3):
            # What stands before moves the letters of base64, and spoils its ends.
            coded = base64.b64encode(bytes(before) + wide + bytes(3))
            yield coded[4 : 4 + len(wide) // 3 * 4 - 4]


def found(words: list[str], *folders: Path) -> dict[str, set[str]]:
    """In which files each word lies, names of files included."""
    hits: dict[str, set[str]] = {}
    wanted = {word: tuple(forms(word)) for word in words}
    for path in (path for folder in folders for path in folder.rglob("*")):
        held = path.read_bytes() if path.is_file() else b""
        held = (held + path.name.encode()).lower()
        for word, shapes in wanted.items():
            if any(shape.lower() in held for shape in shapes):
                hits.setdefault(word, set()).add(path.name)
    return hits


def test_the_search_would_find_them(tmp_path: Path) -> None:
    """Planted in each form, a word is found."""
    for number, shape in enumerate(forms("bcdfghjklmnp")):
        (tmp_path / f"{number}").write_bytes(b"x" * number + shape)
    (tmp_path / "bcdfghjklmnp").mkdir()
    names = {path.name for path in tmp_path.iterdir()}
    assert len(names) > 10
    assert found(["bcdfghjklmnp"], tmp_path) == {"bcdfghjklmnp": names}
    somewhere = base64.b64encode(b"my bcdfghjklmnp, as it was")
    assert any(shape in somewhere for shape in forms("bcdfghjklmnp"))


def kill_somewhere(sitting: Sitting, canaries: Canaries) -> None:
    """In the middle of a line, or however far the last one came."""
    end = canaries.dice.choice(("", "\r", "\r80\r"))
    sitting.press(canaries.filled("{}") + end)
    sitting.child.expect(pexpect.TIMEOUT, timeout=canaries.dice.random() / 30)
    command = Path(f"/proc/{sitting.child.pid}/cmdline")
    if command.exists():
        said = command.read_bytes().decode()
        assert not any(word in said for word in canaries.words)
    sitting.kill()


def test_what_is_typed_is_nowhere_unsealed(
    sit: Sit,
    run: Run,
    environment: dict[str, str],
    cache: Path,
    tmp_path: Path,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    """Killed at any moment, no file holds a word, but for a plan while it is open."""
    key = tmp_path_factory.mktemp("key") / "passphrase"
    key.write_text(PASSPHRASE)
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    environment["TMPDIR"] = str(temporary)
    opened = ("--passphrase-file", str(key))
    spare = run(*opened, "init").stdout.strip().splitlines()[-1].strip()
    assert len(spare.split()) == 15
    canaries = Canaries()
    secrets = [*PASSPHRASE.split(), spare]

    for exercise, lines in ROUNDS:
        sitting = sit(*opened, "do", exercise)
        sitting.read()
        for line in lines:
            sitting.type(canaries.filled(line))
        kill_somewhere(sitting, canaries)
        assert found([*canaries.words, *secrets], tmp_path, cache) == {}

    shown = "".join(
        run(*opened, "show", entry["id"]).stdout
        for entry in json.loads(run(*opened, "entries", "--json").stdout)
    )
    kept = [word for word in canaries.words if word in shown]
    assert len(kept) >= 6  # they were really taken in

    sitting = sit(*opened)
    sitting.read()
    sitting.type_all("c", "o 1", "y")
    assert "left open for Help now" in sitting.said
    hits = found([*canaries.words, *secrets], tmp_path, cache)
    assert hits
    assert {name for names in hits.values() for name in names} == {"plans"}
    sitting.type("o 1")
    sitting.kill()
    assert found([*canaries.words, *secrets], tmp_path, cache) == {}
