"""What became of one plugin, in words its author can act on.

A reason tells the type of an exception and where it was raised.  What an
exception says is told only from loading, when nothing of a person's is in
memory: afterwards its text may hold their words, and is never repeated.
"""

import traceback
from pathlib import Path
from typing import Literal

from attrs import frozen

from workbook.words import _

SAID_AT_MOST = 160
"""Characters of an exception's own text that a reason repeats."""

_BETWEEN = {"pluggy", "importlib"}
"""Packages that stand between us and a plugin's own lines."""


@frozen(kw_only=True)
class PluginState:
    """One entry point of the group `workbook`, and whether it is used.

    `name` is the entry point's, `dist` and `version` name the package it came
    with ("" when unknown).  `reason` and `mend` are one sentence each, empty
    for a plugin that was loaded.
    """

    name: str
    dist: str = ""
    version: str = ""
    state: Literal["loaded", "set aside"] = "loaded"
    reason: str = ""
    mend: str = ""


class Unfit(Exception):
    """A plugin is set aside: why, and what can be done."""

    def __init__(self, reason: str, mend: str) -> None:
        super().__init__(reason)
        self.reason = reason
        self.mend = mend


def place_of(error: BaseException) -> str:
    """Where `error` was raised, as `folder/file.py, line 3`; "" when unknown."""
    if isinstance(error, SyntaxError) and error.filename:
        return _line(error.filename, error.lineno or 0)
    frames = traceback.extract_tb(error.__traceback__)
    own = [
        frame
        for frame in frames
        if not frame.filename.startswith("<") and not _is_ours(frame.filename)
    ]
    return _line(own[-1].filename, own[-1].lineno or 0) if own else ""


def _is_ours(filename: str) -> bool:
    path = Path(filename)
    return path.parent == Path(__file__).parent or not _BETWEEN.isdisjoint(path.parts)


def _line(filename: str, number: int) -> str:
    path = Path(filename)
    name = f"{path.parent.name}/{path.name}" if path.parent.name else path.name
    return _("{file}, line {line}").format(file=name, line=number)


def kind_and_place(error: BaseException) -> str:
    """`ValueError at zones.py, line 3`: all that may be told at any time."""
    place = place_of(error)
    kind = type(error).__name__
    return _("{kind} at {place}").format(kind=kind, place=place) if place else kind


def in_words(error: BaseException) -> str:
    """Type, place and text of an exception raised while loading, on one line."""
    said = " ".join(str(error).split())
    if len(said) > SAID_AT_MOST:
        said = said[: SAID_AT_MOST - 1] + "…"
    return f"{kind_and_place(error)}: {said}" if said else kind_and_place(error)
