"""Every shipped exercise in the hands of somebody who jumps about in it."""

from __future__ import annotations

from random import Random

import pytest

from workbook.engine import Answered, evaluate
from workbook.engine.blocks.pick import NewThing
from workbook.errors import Refused
from workbook.model import DECLINED, NEW_ROW, Stop
from workbook.testing.furnish import book_in_memory, furnish
from workbook.testing.samples import samples
from workbook.usecases.library import Library
from workbook.usecases.open_entry import OpenEntry

STEPS = 40
"""How many things are done, one after another."""


def _step(opened: OpenEntry, chance: Random) -> None:
    """One thing a person may do now: mostly an answer, anywhere."""
    stop = chance.choice(opened.stops())
    kind = chance.random()
    if kind < 0.1:
        opened.undo()
    elif kind < 0.15:
        opened.redo()
    elif stop.row == NEW_ROW or kind > 0.35:
        _answer(opened, stop, chance)
    elif kind < 0.25 or stop.row is None:
        opened.answer_at(stop, chance.choice((None, DECLINED)))
    elif not opened.compiled.block(stop.block).fixed:
        if kind < 0.3:
            opened.remove_row(stop.block, stop.row)
        else:
            rows = opened.evaluation.blocks[stop.block].rows
            opened.move_row(stop.block, stop.row, chance.randrange(len(rows)))


def _answer(opened: OpenEntry, stop: Stop, chance: Random) -> None:
    context = opened.book.context(opened.entry)
    found = samples(opened.block_at(stop), opened.type_at(stop), context)
    if not found:
        return
    try:
        opened.answer_at(stop, opened.parse_at(stop, chance.choice(found)))
    except NewThing as new:
        opened.add_and_pick(stop, new)


@pytest.mark.parametrize("start", [1, 2])
def test_step_by_step_is_as_all_at_once(shipped, library: Library, start: int) -> None:
    """Answered in any order, passed over, taken back, done again, rows moved and
    removed: after every step it is what a fresh look at the answers gives; and all
    of it taken back is what was there."""
    exercise = shipped.exercise
    chance = Random(f"{exercise.id} {start}")  # noqa: S311 - the same way every time
    test = chance.choice(exercise.tests)
    book = book_in_memory(library, test.today)
    furnish(book, test.given)
    opened = book.begin(exercise.id)
    before = _answers(opened)
    for _number in range(STEPS):
        try:
            _step(opened, chance)
        except Refused:
            continue  # a list that is full: nothing is changed
        context = book.context(opened.entry)
        whole = evaluate(opened.compiled, opened.answers, context)
        assert opened.evaluation.same_as(whole)
    while opened.undo() is not None:
        pass
    assert _answers(opened) == before
    book.close()


def _answers(opened: OpenEntry) -> dict[str, dict[str | None, Answered]]:
    return {block: dict(rows) for block, rows in opened.answers.items() if rows}
