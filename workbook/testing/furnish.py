"""A workbook with things in it, for a test to begin from."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any

from workbook.authoring.given import TODAY
from workbook.store import MemoryStore
from workbook.testing.clock import FakeClock
from workbook.testing.raw import as_json
from workbook.usecases.filling import FillProblem, fill
from workbook.usecases.leaving import Plans
from workbook.usecases.library import Library
from workbook.usecases.workbook import Workbook


def book_in_memory(library: Library, today: str = "") -> Workbook:
    """An empty workbook at noon of a day, an author's tests' own when none is named."""
    clock = FakeClock()
    noon = datetime.combine(date.fromisoformat(today) if today else TODAY, time(12))
    clock.moment = noon.replace(tzinfo=clock.moment.tzinfo)
    return Workbook(MemoryStore(), library, clock, Plans(None))


def furnish(book: Workbook, given: Mapping[str, Any]) -> tuple[FillProblem, ...]:
    """Write things into a workbook, in their home exercises; what was not taken.

    `given` is as in an exercise's tests: collection → things, each its words or a
    mapping of columns.  Only what a question asks comes along: totals are worked out
    anew.  `date` or `when` dates an entry back.
    """
    shapes = book.library.shapes

    def place(name: str) -> tuple[bool, int]:
        """Rows before whole entries; what is called after others comes after them."""
        shape = shapes[name]
        picks = sum(column.kind == "thing" for column in shape.columns.values())
        return not shape.block, picks

    problems: list[FillProblem] = []
    for name in sorted(given, key=place):
        things = given[name]
        for thing in things if isinstance(things, list) else [things]:
            is_cells = isinstance(thing, Mapping)
            cells = dict(thing) if is_cells else {shapes[name].words: thing}
            problems += _written(book, name, cells)
    return tuple(problems)


def _written(
    book: Workbook, collection: str, cells: Mapping[str, Any]
) -> tuple[FillProblem, ...]:
    """One thing, as its home exercise takes it."""
    shape = book.library.shapes[collection]
    known = {
        name: as_json(cell) for name, cell in cells.items() if name in shape.columns
    }
    if shape.block:
        opened = book.begin(shape.exercise)
        problems = fill(opened, {shape.block: [known]})
    else:
        opened = book.begin(shape.exercise, _moment(book, cells))
        blocks = {block.id for block in opened.exercise.blocks()}
        problems = fill(opened, {n: raw for n, raw in known.items() if n in blocks})
    book.leave(opened)
    return tuple(problem for problem in problems if problem.refused)


def _moment(book: Workbook, cells: Mapping[str, Any]) -> datetime | None:
    said = str(cells.get("when") or cells.get("date") or "")
    if not said:
        return None
    moment = datetime.fromisoformat(said)
    if ":" not in said:
        moment = moment.replace(hour=12)
    return moment.replace(tzinfo=book.clock.now().tzinfo)
