"""Every shipped exercise on every path class, by the road a script takes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest

from workbook.engine import Answered, evaluate
from workbook.model import State
from workbook.plain import layout
from workbook.safety.pages import columns
from workbook.testing.facts import Fact, facts_of, goals_of
from workbook.testing.furnish import book_in_memory, furnish
from workbook.testing.walks import PathClass, Walks, walks
from workbook.usecases.filling import fill
from workbook.usecases.leaving import Plans
from workbook.usecases.library import Library
from workbook.usecases.open_entry import OpenEntry
from workbook.usecases.shown import EntryView, entry_view
from workbook.usecases.workbook import Workbook

EARLIER = 3
"""How often an exercise was done before, where that decides what is shown."""


@pytest.fixture(name="known", scope="session")
def _known() -> dict[str, Walks]:
    """The paths found so far, by exercise: they are the same for every test."""
    return {}


@pytest.fixture(name="paths")
def _paths(shipped, known: dict[str, Walks]) -> Walks:
    exercise = shipped.exercise.id
    if exercise not in known:
        known[exercise] = walks(shipped.compiled)
    return known[exercise]


def _filled(book: Workbook, exercise: str, path: PathClass) -> OpenEntry:
    opened = book.begin(exercise)
    problems = fill(opened, path.answers)
    assert [problem for problem in problems if problem.refused] == []
    return opened


def _answered(opened: OpenEntry) -> dict[str, dict[str | None, Answered]]:
    return {block: dict(rows) for block, rows in opened.answers.items() if rows}


def test_every_condition_can_be_met_and_not_met(paths: Walks) -> None:
    """Nothing an author wrote can never be seen, or always is; every question has an
    answer, and every view something to tell."""
    assert [str(fact) for fact in paths.unreached] == []


def test_every_path_is_kept_as_it_was_filled_in(
    shipped, paths: Walks, library: Library
) -> None:
    """No answer is refused; it ends finished where it can; what was worked out step by
    step is what is worked out at once; opened again, it is the same; and it can be
    read in lines of forty and of eighty columns."""
    for path in paths.paths:
        book = book_in_memory(library, path.today)
        assert furnish(book, path.given) == ()
        opened = _filled(book, shipped.exercise.id, path)
        assert (opened.entry.state is State.FINISHED) == path.finishes
        whole = evaluate(opened.compiled, opened.answers, book.context(opened.entry))
        assert opened.evaluation.same_as(whole)
        assert book.flush()
        if opened.born:
            again = Workbook(book.store, library, book.clock, Plans(None))
            reopened = again.open(opened.entry.id)
            assert _answered(reopened) == _answered(opened)
            assert reopened.evaluation.same_as(whole)
            again.saver.close()
            for width in (40, 80):
                _fits(entry_view(book, opened.entry.id), width)
        book.close()


def _fits(view: EntryView, width: int) -> None:
    for line in _lines(view, width):
        assert columns(line) <= width, line


def _lines(view: EntryView, width: int) -> Iterator[str]:
    yield from layout.wrapped(view.title, width)
    for page in view.pages:
        for said in page.said:
            yield from layout.wrapped(said.question, width)
            for part in said.parts:
                yield from layout.part(part, width)
    for total in view.summaries:
        yield from layout.wrapped(layout.named(total.label, total.words), width)


def test_every_condition_is_met_and_not_met_in_a_workbook(
    shipped, paths: Walks, library: Library
) -> None:
    """Not only with things made up for a test: with things really written, and with
    earlier times where an exercise looks back on them."""
    seen: set[Fact] = set()
    for path in paths.paths:
        book = book_in_memory(library, path.today)
        furnish(book, path.given)
        opened = _filled(book, shipped.exercise.id, path)
        seen |= facts_of(shipped.compiled, opened.evaluation)
        book.close()
    seen |= _seen_after_earlier_times(shipped, paths, library)
    conditions = {goal for goal in goals_of(shipped.compiled) if goal.kind != "view"}
    assert sorted(map(str, conditions - seen)) == []


def _seen_after_earlier_times(
    shipped, paths: Walks, library: Library
) -> frozenset[Fact]:
    fullest = max(paths.paths, key=lambda path: len(path.shows))
    book = book_in_memory(library)
    furnish(book, fullest.given)
    if shipped.exercise.keeps == "many":
        for day in range(EARLIER, 0, -1):
            at = book.clock.now() - timedelta(days=day)
            earlier = book.begin(shipped.exercise.id, at)
            fill(earlier, fullest.answers)
            book.leave(earlier)
    opened = _filled(book, shipped.exercise.id, fullest)
    facts = facts_of(shipped.compiled, opened.evaluation)
    book.close()
    return facts
