"""The library's index: cards and collection shapes, so that a list reads no YAML.

A cache, and only that: it lies in the user's cache folder, holds nothing a person
wrote, and any fault with it means that it is made again.  JSON, never pickle: a
file somebody else could have written must not be able to run code.
"""

import json
import os
import time
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, Literal, cast

import attrs
from attrs import frozen

from workbook.engine import Shape
from workbook.model import BlockType, Exercise
from workbook.usecases.exercise_files import ExerciseFile, Stamp

FORMAT = 1
NAME = "library.json"
SETTLED_NS = 2_000_000_000
"""A file changed this shortly before the index was written may change again
without its time of change moving: some clocks tick that slowly."""


@frozen(kw_only=True)
class Card:
    """What is told of an exercise without opening it.

    `number` is its place in the whole list, from 1.  `collects` names the
    collections it is home of, `doors` those of Help now it may be left open
    behind.  `hide_if` is its expression, "" when it has none.
    """

    id: str
    number: int = 0
    title: str
    family: str
    version: int
    minutes: int
    purpose: str
    why: str
    smallest: str
    keeps: Literal["one", "many"]
    modes: tuple[str, ...]
    sensitivity: int
    collects: tuple[str, ...]
    doors: tuple[str, ...]
    comes_up: bool
    hide_if: str
    file: str
    hash: str


@frozen(kw_only=True)
class Shelved:
    """A card with the shapes of its exercise's collections.

    `among` names the collections it was checked among, "" where it was not.
    """

    card: Card
    shapes: tuple[Shape, ...]
    among: str = ""


def card_of(exercise: Exercise, file: str, shapes: tuple[Shape, ...]) -> Card:
    """The card of an exercise read from `file`."""
    return Card(
        id=exercise.id,
        title=exercise.title,
        family=exercise.family,
        version=exercise.version,
        minutes=exercise.minutes,
        purpose=exercise.purpose,
        why=exercise.why,
        smallest=exercise.smallest,
        keeps=exercise.keeps,
        modes=exercise.modes,
        sensitivity=exercise.sensitivity,
        collects=tuple(shape.name for shape in shapes),
        doors=exercise.help_now.doors if exercise.help_now else (),
        comes_up=bool(exercise.comes_up),
        hide_if=exercise.hide_if or "",
        file=file,
        hash=exercise.hash,
    )


def print_of(version: str, types: Mapping[str, BlockType]) -> str:
    """What an index is good for: this version, with these block types."""
    known = sorted(f"{name}:{kind.kind}:{_keys(kind)}" for name, kind in types.items())
    return "\n".join((version, *known))


def _keys(kind: BlockType) -> str:
    try:
        return ",".join(field.name for field in attrs.fields(kind.options))
    except (AttributeError, TypeError):  # no attrs class: told when it is used
        return "?"


class Index:
    """The index as it was read, and what is to be written."""

    def __init__(self, folder: Path | None, good_for: str) -> None:
        self._path = folder / NAME if folder else None
        self._good_for = good_for
        self._old = self._read()
        self._new: dict[str, dict[str, Any]] = {}
        self._fresh = False

    def get(self, file: ExerciseFile) -> Shelved | None:
        """What was kept of a file, if it is still the same."""
        kept = self._old.get(file.name)
        if kept is None or file.stamp is None:
            return None
        try:
            if tuple(kept["stamp"]) != file.stamp or kept["family"] != file.family:
                return None
            shelved = Shelved(
                card=_card(kept["card"]),
                shapes=tuple(Shape.from_json(one) for one in kept["shapes"]),
                among=str(kept["among"]),
            )
        except (LookupError, TypeError, ValueError, AttributeError):
            return None
        self._new[file.name] = kept
        return shelved

    def put(self, file: ExerciseFile, shelved: Shelved) -> None:
        """Keep what was read of a file."""
        if file.stamp is None:
            return
        self._fresh = True
        self._new[file.name] = {
            "stamp": list(file.stamp),
            "family": file.family,
            "card": attrs.asdict(shelved.card),
            "shapes": [shape.as_json() for shape in shelved.shapes],
            "among": shelved.among,
        }

    def drop(self, file: ExerciseFile) -> None:
        """Keep nothing of a file."""
        self._new.pop(file.name, None)

    def save(self) -> None:
        """Write it, whole or not at all; what goes wrong is of no matter."""
        if self._path is None:
            return
        if self._fresh or self._new.keys() != self._old.keys():
            with suppress(OSError, ValueError):
                self._write(self._path)

    def _read(self) -> dict[str, dict[str, Any]]:
        if self._path is None:
            return {}
        try:
            raw = json.loads(self._path.read_bytes())
            if raw["format"] != FORMAT or raw["good_for"] != self._good_for:
                return {}
            settled = int(raw["written"]) - SETTLED_NS
            files = cast("dict[str, dict[str, Any]]", raw["files"])
            return {
                name: kept
                for name, kept in files.items()
                if _newest(kept["stamp"]) < settled
            }
        except (
            OSError,
            ValueError,
            LookupError,
            TypeError,
            AttributeError,
            RecursionError,
        ):
            return {}

    def _write(self, path: Path) -> None:
        whole = {
            "format": FORMAT,
            "good_for": self._good_for,
            "written": time.time_ns(),
            "files": self._new,
        }
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        beside = path.with_name(f"{path.name}.{os.getpid()}")
        with suppress(FileNotFoundError):
            beside.unlink()
        handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        try:
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                json.dump(whole, file)
            beside.replace(path)
        except BaseException:
            with suppress(OSError):
                beside.unlink()
            raise


def _newest(stamp: Stamp) -> int:
    return max(int(stamp[1]), int(stamp[2]))


def _card(raw: Mapping[str, Any]) -> Card:
    """The card `attrs.asdict` gave. Raises TypeError when it is none."""
    values: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value
        for name, value in raw.items()
    }
    card = Card(**values)
    for name, kind in _KINDS.items():
        if not isinstance(getattr(card, name), kind):
            raise TypeError(name)
    return card


_KINDS: Mapping[str, type] = {
    "id": str,
    "title": str,
    "family": str,
    "version": int,
    "minutes": int,
    "purpose": str,
    "why": str,
    "smallest": str,
    "keeps": str,
    "modes": tuple,
    "sensitivity": int,
    "collects": tuple,
    "doors": tuple,
    "comes_up": bool,
    "hide_if": str,
    "file": str,
    "hash": str,
}
