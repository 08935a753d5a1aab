"""Today: a table of situations and what is offered in them."""

from datetime import date, datetime, timedelta

import attrs
import pytest

from workbook.usecases.today import Begun, Coming, Facts, Offered, today

NOW = datetime(2026, 1, 21, 10)
CARD = Offered(exercise="hr.coping_card", title="My help card", minutes=3)
TRIGGERS = Offered(exercise="tm.external_map", title="Outside triggers", minutes=15)
CHECK = Offered(exercise="co.daily_check", title="How today is", minutes=2)
PLAN = Offered(exercise="hr.situation_plan", title="A plan", minutes=20)
ALL = (CARD, TRIGGERS, CHECK, PLAN)


def begun(offered, hours_ago):
    touched = NOW - timedelta(hours=hours_ago)
    return Begun(
        entry=f"e{hours_ago}", offered=offered, page=3, pages=5, touched=touched
    )


def coming(days, first=-1, last=0):
    day = NOW.date() + timedelta(days=days)
    return Coming(
        entry="p",
        offered=PLAN,
        words="Your plan for payday",
        text="You marked it as a risk.",
        day=day,
        first=day + timedelta(days=first),
        last=day + timedelta(days=last),
    )


LATER = Facts(
    now=NOW,
    first_day=date(2026, 1, 1),
    last_seen=date(2026, 1, 20),
    offered=ALL,
    used=frozenset({"co.daily_check"}),
    checked=date(2026, 1, 20),
)
FIRST = Facts(now=NOW, first_day=None, last_seen=None, offered=ALL)


@pytest.mark.parametrize(
    ("facts", "kinds"),
    [
        (FIRST, ["first", "short", "first"]),
        (attrs.evolve(FIRST, used=frozenset({"hr.coping_card"})), ["first", "short"]),
        (attrs.evolve(FIRST, begun=(begun(PLAN, 1),)), ["begun", "first", "short"]),
        (
            attrs.evolve(FIRST, begun=(begun(CARD, 1),), coming=(coming(1),)),
            ["soon", "begun", "short"],
        ),
        (LATER, ["short"]),
        (attrs.evolve(LATER, checked=NOW.date()), []),
        (attrs.evolve(LATER, coming=(coming(1),)), ["soon", "short"]),
        (attrs.evolve(LATER, coming=(coming(0),)), ["soon", "short"]),
        (attrs.evolve(LATER, coming=(coming(2),)), ["short"]),
        (attrs.evolve(LATER, coming=(coming(-1, 1, 1),)), ["soon", "short"]),
        (attrs.evolve(LATER, coming=(coming(-2, 1, 1),)), ["short"]),
        (
            attrs.evolve(LATER, begun=(begun(PLAN, 9), begun(CARD, 1))),
            ["begun", "short"],
        ),
        (attrs.evolve(LATER, begun=(begun(CHECK, 1),)), ["begun"]),
        (attrs.evolve(LATER, offered=(CARD,)), []),
    ],
)
def test_what_is_offered(facts, kinds):
    """Something soon, what was begun, something short; the first week fills what lacks."""
    assert kinds == [one.kind for one in today(facts).suggestions]


def test_the_draft_touched_last_goes_first():
    """Of several drafts, the one a person was at last."""
    facts = attrs.evolve(LATER, begun=(begun(PLAN, 9), begun(CARD, 1)))
    assert today(facts).suggestions[0].entry == "e1"


def test_never_more_than_three_and_never_twice():
    """Three is the most, and no exercise is named twice."""
    facts = attrs.evolve(
        FIRST, coming=(coming(0), coming(1)), begun=(begun(PLAN, 1), begun(CARD, 2))
    )
    exercises = [one.exercise for one in today(facts).suggestions]
    assert len(exercises) <= 3
    assert len(set(exercises)) == len(exercises)


def test_after_a_week_away_nothing_is_late():
    """Seven days away are met with a welcome, not a count."""
    away = attrs.evolve(LATER, last_seen=date(2026, 1, 14))
    assert today(away).greeting == ("Welcome back. Nothing is late.",)
    assert "Welcome" not in today(LATER).greeting[0]


def test_days_not_written_are_fine():
    """Unwritten days are named once, with their absolution, and never for today."""
    facts = attrs.evolve(LATER, checked=date(2026, 1, 18))
    assert today(facts).suggestions[0].why == ("2 days are not written. That is fine.",)


def test_everything_says_why():
    """No suggestion stands without a reason."""
    facts = attrs.evolve(FIRST, coming=(coming(1),), begun=(begun(PLAN, 1),))
    assert all(one.why for one in today(facts).suggestions)
