"""One chain, not a pile of forms: what is written once turns up where it helps."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from workbook.model import At, Entry, Json, Stop
from workbook.usecases.filling import fill
from workbook.usecases.library import Library
from workbook.usecases.open_entry import OpenEntry
from workbook.usecases.shown import answer_parts
from workbook.usecases.workbook import Workbook

Do = Callable[..., OpenEntry]


@pytest.fixture(name="do")
def _do(book: Workbook) -> Do:
    """Fill in an exercise, with nothing refused."""

    def done(exercise: str, give: Any = None, **answers: Json) -> OpenEntry:
        opened = book.begin(exercise, give=give)
        problems = fill(opened, answers)
        assert [problem for problem in problems if problem.refused] == []
        return opened

    return done


@pytest.fixture(name="planned")
def _planned(do: Do) -> OpenEntry:
    """A trigger in the map, and a plan for it with an action and a person."""
    do(
        "tm.external_map",
        triggers=[
            {"label": "payday", "likelihood": 80, "action": "plan"},
            {"label": "the library", "likelihood": 0},
        ],
    )
    return do(
        "hr.situation_plan",
        situation="payday",
        type="pos_emotion",
        actions_in_moment=[{"action": "Give my card to Dana", "ready": True}],
        people=["Dana"],
    )


def _offers(opened: OpenEntry) -> dict[str, Any]:
    return {offer.next.open: offer.give for offer in opened.evaluation.next}


def _alerts(opened: OpenEntry) -> list[tuple[str, str]]:
    return [(alert.level, alert.door) for alert in opened.evaluation.alerts]


def _opened_by_alerts(opened: OpenEntry) -> list[tuple[str | None, str]]:
    return [(alert.open, alert.door) for alert in opened.evaluation.alerts]


def _told(opened: OpenEntry, block: str) -> str:
    state = opened.evaluation.blocks[block]
    return "\n".join(str(part) for part in answer_parts(opened.compiled, state))


def test_a_trigger_of_the_map_is_picked_in_the_plan(book: Workbook, do: Do) -> None:
    """The strongest trigger is offered first; a plan for it is offered at once."""
    written = do(
        "tm.external_map",
        triggers=[
            {"label": "the library", "likelihood": 0},
            {"label": "payday", "likelihood": 80},
        ],
    )
    assert "hr.situation_plan" in _offers(written)
    plan = book.begin("hr.situation_plan")
    offered: Any = plan.block_at(Stop("situation")).options
    assert [item.words for item in offered.offered] == ["payday", "the library"]


def test_the_action_of_a_plan_stands_on_the_card(planned: OpenEntry, do: Do) -> None:
    """From the plan to the card: the action is picked, with the person's name."""
    assert "hr.coping_card" in _offers(planned)
    card = do("hr.coping_card", actions=["Give my card to Dana"], people=["Dana"])
    assert "Give my card to Dana" in _told(card, "card")
    assert "Dana" in _told(card, "card")


def test_a_trigger_called_otherwise_is_called_so_everywhere(
    book: Workbook, planned: OpenEntry
) -> None:
    """A pick keeps the thing, not its words."""
    map_ = book.begin("tm.external_map")
    row = map_.evaluation.blocks["triggers"].rows[0].id
    map_.answer_at(Stop("triggers", row, "label"), "the 25th")
    assert "the 25th" in _told(planned, "situation")


def test_a_person_once_named_is_offered_wherever_people_are_asked_for(
    book: Workbook, planned: OpenEntry, library: Library
) -> None:
    """Named in a plan, offered in every exercise that asks for somebody."""
    assert _told(planned, "people") == "Dana"
    asked = 0
    for exercise in library.ids():
        opened = book.begin(exercise)
        for state in opened.evaluation.blocks.values():
            for block in (state.block, *state.columns):
                options: Any = state.options if block is state.block else block.options
                picked_from = getattr(options, "from_", ())
                if isinstance(picked_from, tuple) and "people" in picked_from:
                    assert "Dana" in [item.words for item in options.offered]
                    asked += 1
        book.leave(opened)
    assert asked >= 10
    assert book.uses(_entry(book, "people").id)


def _entry(book: Workbook, exercise: str) -> Entry:
    return next(head for head in book.heads() if head.exercise == exercise)


def test_yes_i_used_is_met_with_safety_first(
    book: Workbook, planned: OpenEntry, do: Do
) -> None:
    """The log's answer shows the overdose door at once; then the review is offered,
    with the situation it belongs to; there too the notice comes before any question
    of why."""
    assert _told(planned, "situation") == "payday"
    log = do("tm.craving_log", intensity=8, trigger="payday", used="yes")
    assert ("safety", "used") in _alerts(log)
    offers = _offers(log)
    assert next(iter(offers)) == "hr.lapse_debrief"
    review = book.begin("hr.lapse_debrief", give=offers["hr.lapse_debrief"])
    assert _told(review, "situation") == "payday"
    first = review.stops()[0]
    assert first == Stop("safe_now")
    review.answer_at(first, review.parse_at(first, "yes"))
    taken = Stop("substances")
    review.answer_at(taken, review.parse_at(taken, ["opioids"]))
    assert ("safety", "used") in _alerts(review)
    shown = [b for b, state in review.evaluation.blocks.items() if state.shown]
    asked = [str(block.id) for block in review.exercise.blocks()]
    assert "overdose_notice" in shown
    assert (
        asked.index("overdose_notice") < asked.index("when") < asked.index("situation")
    )
    assert book.held(At(review.entry.id, "situation"), review) is not None


def test_an_urge_of_seven_opens_the_urge_tool_before_anything_else(
    book: Workbook, library: Library
) -> None:
    """Asked first, at 7 the tool is offered; at 6 it is not."""
    for exercise in library.ids():
        if not library.exercise(exercise).craving_check:
            continue
        opened = book.begin(exercise)
        first = Stop("craving_before")
        assert opened.stops()[0] == first
        opened.answer_at(first, opened.parse_at(first, 6))
        assert _opened_by_alerts(opened) == []
        opened.answer_at(first, opened.parse_at(first, 7))
        assert _opened_by_alerts(opened) == [("tm.urge_surf", "urge")]
        book.leave(opened)


def test_an_urge_that_rose_by_two_is_told_of_afterwards(book: Workbook) -> None:
    """From 2 to 4 is reason enough; from 2 to 3 is not."""
    opened = book.begin("tm.chain")
    for stop, mark in (("craving_before", 2), ("craving_after", 3)):
        opened.answer(stop, opened.parse_at(Stop(stop), mark))
    assert _opened_by_alerts(opened) == []
    opened.answer("craving_after", opened.parse_at(Stop("craving_after"), 4))
    assert _opened_by_alerts(opened) == [("tm.urge_surf", "urge")]


def test_other_words_are_offered_in_every_list_of_that_kind(
    book: Workbook, do: Do
) -> None:
    """What helped once, in one's own words, is offered where coping is asked for."""
    do("tm.craving_log", intensity=5, did="feed the cat")
    for exercise, block in (
        ("tm.craving_log", "did"),
        ("tm.chain", "switch_tools"),
        ("tm.urge_surf", "what_helped"),
    ):
        opened = book.begin(exercise)
        options: Any = opened.block_at(Stop(block)).options
        assert options.more == ("feed the cat",)
        value = opened.parse_at(Stop(block), "Feed the CAT")
        assert value in ("feed the cat", ("feed the cat",))


def test_the_words_of_a_thing_that_is_gone_say_so(
    book: Workbook, planned: OpenEntry
) -> None:
    """The map may be deleted; the plan stays, and says what is missing."""
    book.delete(_entry(book, "tm.external_map").id)
    assert _told(book.open(planned.entry.id), "situation") == "(removed)"
