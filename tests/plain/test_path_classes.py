"""Every shipped exercise on every path class: plain lines store what a script does."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from workbook.model import NEW_ROW, Block, Json, State, Stop
from workbook.plain.walk import walk
from workbook.testing.furnish import book_in_memory, furnish
from workbook.testing.walks import Answers, PathClass, path_classes
from workbook.usecases.filling import fill
from workbook.usecases.library import Library
from workbook.usecases.open_entry import OpenEntry
from workbook.usecases.workbook import Workbook

FILES = sorted((Path(__file__).parents[2] / "exercises").glob("*/*.yaml"))


def _answering(answers: Answers) -> Callable[[Stop, Block, OpenEntry], Json]:
    """What a person on this path says at a stop; None is nothing."""

    def chosen(stop: Stop, _block: Block, opened: OpenEntry) -> Json:
        raw: Any = answers.get(stop.block)
        whole: Json = raw
        if stop.column is None or raw is None or raw == {"declined": True}:
            return whole
        return _cells(raw, stop, opened).get(stop.column)

    return chosen


def _by_hand(answers: Answers, library: Library, exercise: str) -> dict[str, Json]:
    """The answers as the conftest's person can type them: a timer is stopped after a
    minute, with the same first and last rating."""
    typed = dict(answers)
    for block in library.compiled(exercise).exercise.blocks():
        if block.type == "timer" and block.id in typed:
            marks: Any = typed[block.id]
            first, last = (mark.partition(":")[2] for mark in (marks[0], marks[-1]))
            typed[block.id] = [f"0:{first}", f"60:{last}"]
    return typed


def _cells(raw: Any, stop: Stop, opened: OpenEntry) -> Mapping[str, Json]:
    if isinstance(raw, Mapping):
        found: Mapping[str, Json] = raw.get(stop.row, {})
        return found
    ids = [row.id for row in opened.evaluation.blocks[stop.block].rows]
    place = len(ids) if stop.row == NEW_ROW else ids.index(stop.row or "")
    return raw[place] if place < len(raw) else {}


def _walked(book: Workbook, exercise: str, before: set[str]) -> OpenEntry:
    """The entry of an exercise that was not there before, or the one it keeps."""
    ids = [head.id for head in book.heads() if head.exercise == exercise]
    new = [one for one in ids if one not in before]
    return book.open(new[0]) if new else book.begin(exercise)


@pytest.fixture
def both_roads(
    library: Library,
    person: Any,
    session_of: Any,
    as_stored: Callable[[OpenEntry], dict[str, Any]],
) -> Callable[[str, PathClass], None]:
    """One path, typed by a person and given by a script; both end alike."""

    def walked(exercise: str, path: PathClass) -> None:
        typed = book_in_memory(library, path.today)
        given = book_in_memory(library, path.today)
        for book in (typed, given):
            furnish(book, path.given)
        before = {head.id for head in typed.heads()}
        answers = _by_hand(path.answers, library, exercise)
        there = person(_answering(answers), rows=99)
        walk(session_of(there, typed), exercise)
        script = given.begin(exercise)
        problems = fill(script, answers)
        assert [one for one in problems if one.refused] == []
        mine = _walked(typed, exercise, before)
        assert as_stored(mine) == as_stored(script), there.text[-3000:]
        assert mine.entry.state == script.entry.state
        assert (mine.entry.state is State.FINISHED) == path.finishes
        typed.close()
        given.close()

    return walked


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_plain_lines_store_what_a_script_does(
    file: Path, library: Library, both_roads: Callable[[str, PathClass], None]
) -> None:
    """Each prompt answered from the path's own answers: the same entry, finished or
    not, as when they are given all at once."""
    exercise = next(one for one in library.ids() if one.endswith(file.stem))
    for path in path_classes(library.compiled(exercise)):
        both_roads(exercise, path)
