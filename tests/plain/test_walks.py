"""Every shipped exercise, walked from its first question to its end."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from workbook.model import Block, Json, Stop
from workbook.plain.walk import walk
from workbook.usecases.filling import fill
from workbook.usecases.library import Library
from workbook.usecases.open_entry import OpenEntry
from workbook.usecases.workbook import Workbook

FIRST = "people"


def _in_order(library: Library) -> list[str]:
    """The homes of what others pick go first."""
    ids = list(library.ids())
    return sorted(ids, key=lambda one: (one != FIRST, one.startswith(("cm", "hr", "ts"))))


@pytest.fixture(params=["first", "last", "pass", "skip", "mixed"])
def choose(request: pytest.FixtureRequest, value: Callable[..., Json]) -> Any:
    """The ways through an exercise: lowest, highest, nothing said, nothing, some."""
    way = request.param

    def chosen(stop: Stop, block: Block, opened: OpenEntry) -> Json:
        if way == "skip":
            return None
        if way == "pass":
            return {"declined": True}
        if way == "mixed" and len(str(stop.block) + str(stop.column)) % 3 == 0:
            return None
        word = f"{block.id} {len(opened.evaluation.blocks[stop.block].rows)}"
        return value(block, opened, last=way == "last", word=word.replace("_", " "))

    return chosen


def _newest(book: Workbook, exercise: str) -> OpenEntry | None:
    for head in book.heads():
        if head.exercise == exercise:
            return book.open(head.id)
    return None


def test_plain_lines_and_a_script_store_the_same(
    library: Library,
    book: Workbook,
    more_books: Callable[[], Workbook],
    choose: Any,
    person: Any,
    session_of: Any,
    as_stored: Callable[[OpenEntry], dict[str, Any]],
) -> None:
    """Every exercise in turn, each picking from the ones before."""
    other = more_books()
    for exercise in _in_order(library):
        there = person(choose)
        session = session_of(there)
        walk(session, exercise)
        opened = other.begin(exercise)
        problems = fill(opened, there.answers())
        assert [p for p in problems if p.refused] == [], (exercise, there.text[-2000:])
        mine = _newest(book, exercise)
        mine_stored = as_stored(mine) if mine is not None else {}
        theirs = _newest(other, exercise)
        assert mine_stored == (as_stored(theirs) if theirs else {}), exercise
