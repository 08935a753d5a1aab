"""Every shipped exercise, walked from its first question to its end."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from workbook.model import Block, Json, State, Stop
from workbook.plain.terminal import Left
from workbook.plain.walk import walk
from workbook.safety.pages import columns
from workbook.usecases.filling import fill
from workbook.usecases.library import Library
from workbook.usecases.open_entry import OpenEntry
from workbook.usecases.workbook import Workbook

FIRST = "people"


def _in_order(library: Library) -> list[str]:
    """The homes of what others pick go first."""
    ids = list(library.ids())
    return sorted(
        ids, key=lambda one: (one != FIRST, one.startswith(("cm", "hr", "ts")))
    )


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
        return value(block, last=way == "last", word=word.replace("_", " "))

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


def _some(value: Callable[..., Json], **how: Any) -> Any:
    def chosen(stop: Stop, block: Block, opened: OpenEntry) -> Json:
        word = f"{block.id} {len(opened.evaluation.blocks[stop.block].rows)}"
        return value(block, word=word.replace("_", " "), **how)

    return chosen


AT_LENGTH = ["tm.external_map", "hr.situation_plan", "hr.coping_card", "tm.urge_surf"]
AT_LENGTH += ["sa.safety_plan", "cm.refusal_roleplay", "cm.i_statement", "ts.step_10"]


@pytest.fixture
def straight(
    more_books: Callable[[], Workbook],
    person: Any,
    session_of: Any,
    value: Callable[..., Json],
    as_stored: Callable[[OpenEntry], dict[str, Any]],
) -> Callable[..., tuple[dict[str, Any], int]]:
    """A walk without detours: what it stores, and how often something was typed."""

    def walked(exercise: str) -> tuple[dict[str, Any], int]:
        book = more_books()
        there = person(_some(value))
        walk(session_of(there, book), exercise)
        opened = _newest(book, exercise)
        assert opened is not None
        return as_stored(opened), len(there.turns)

    return walked


@pytest.mark.parametrize("typed", [["/back", ""], ["/now"], ["/help"], ["?"], ["/nwo"]])
@pytest.mark.parametrize("exercise", AT_LENGTH)
def test_a_detour_at_every_prompt_loses_nothing(
    exercise: str,
    typed: list[str],
    book: Workbook,
    person: Any,
    session_of: Any,
    value: Callable[..., Json],
    straight: Callable[..., tuple[dict[str, Any], int]],
    as_stored: Callable[[OpenEntry], dict[str, Any]],
) -> None:
    """/back, /now, /help or a slip at each prompt: the answers are the same."""
    there = person(_some(value))
    first: list[Stop] = []

    def around(stop: Stop) -> list[str]:
        first.append(stop)
        return list(typed) if len(first) > 1 else []

    there.around = around
    walk(session_of(there), exercise)
    assert sum(said == typed[0] for _seen, said in there.turns) == len(first) - 1 > 1
    opened = _newest(book, exercise)
    assert opened is not None
    assert as_stored(opened) == straight(exercise)[0]


@pytest.mark.parametrize("exercise", AT_LENGTH)
def test_the_end_of_the_input_keeps_everything_and_is_resumed_there(
    exercise: str,
    more_books: Callable[[], Workbook],
    person: Any,
    session_of: Any,
    value: Callable[..., Json],
    straight: Callable[..., tuple[dict[str, Any], int]],
    as_stored: Callable[[OpenEntry], dict[str, Any]],
) -> None:
    """Cut off at any prompt, gone on with later: as if nothing had happened."""
    whole, turns = straight(exercise)
    for cut in range(turns):
        book = more_books()
        there = person(_some(value))
        there.last_turn = cut
        with pytest.raises(Left):
            walk(session_of(there, book), exercise)
        assert book.flush()
        again = person(_some(value))
        begun = [head for head in book.heads() if head.exercise == exercise]
        entry = begun[0].id if begun and begun[0].state is State.DRAFT else ""
        if begun and not entry:
            continue  # it was finished before the input ended
        walk(session_of(again, book), exercise, entry=entry)
        opened = _newest(book, exercise)
        assert opened is not None
        assert as_stored(opened) == whole, (cut, there.text[-500:], again.text[-3000:])


@pytest.mark.parametrize("width", [40, 62])
def test_prose_fits_the_terminal(
    library: Library,
    person: Any,
    session_of: Any,
    value: Callable[..., Json],
    width: int,
) -> None:
    """No line is longer than the terminal is wide, in any exercise."""
    for exercise in _in_order(library):
        there = person(_some(value), width=width)
        walk(session_of(there), exercise)
        assert [line for line in there.lines if columns(line) > width] == []
