from decimal import Decimal
from typing import Any

import pytest

from workbook.engine.views.rows import Groups, ListOf, Rank
from workbook.model import Expr, Get, Grid, Source

T = Source("triggers")
RISK = "likelihood * exposure"


@pytest.fixture
def triggers(fake: Any, row: Any) -> Get:
    get: Get = fake(
        sources={
            T: (
                row("payday", likelihood=80, exposure=1, category="time", action=""),
                row("the bar", likelihood=60, exposure=3, category="place"),
                row(
                    "Alex", likelihood=60, exposure=3, category="person", action="call"
                ),
                row("a song", category=("thing", "place")),
            )
        },
        labels={"likelihood": "How likely", "action": "What I do", "category": "Kind"},
        codes={"place": "A place", "person": "Somebody", "thing": "A thing"},
        formulas={
            RISK: lambda c: c["likelihood"] * c["exposure"],
            "likelihood > 70": lambda c: c["likelihood"] > 70,
        },
    )
    return get


def test_the_highest_come_first_and_what_has_no_number_has_no_place(
    triggers: Get,
) -> None:
    """Equal ones stay in the person's order; a formula's number is not shown."""
    rank = Rank(of=T, by=Expr(RISK), show=(Expr("likelihood"),))
    assert rank.parts(triggers) == (
        Grid(
            ("", "How likely"),
            (("the bar", "60"), ("Alex", "60"), ("payday", "80")),
        ),
    )


def test_a_column_that_ranks_is_shown_once(triggers: Get) -> None:
    """The lowest first when asked, and only so many."""
    rank = Rank(of=T, by=Expr("likelihood"), least_first=True, top=1)
    assert rank.parts(triggers) == (Grid(("", "How likely"), (("the bar", "60"),)),)


def test_rows_are_listed_as_they_are(triggers: Get) -> None:
    """Empty columns fall away; without columns, only the words."""
    show = (Expr("category"), Expr("nothing"), Expr("action"))
    assert ListOf(of=T, show=show, top=3).parts(triggers) == (
        Grid(
            ("Kind", "What I do"),
            (("time", ""), ("A place", ""), ("Somebody", "call")),
        ),
    )
    assert ListOf(of=T, where=Expr("likelihood > 70")).parts(triggers) == ("payday",)
    assert ListOf(of=T, show=(Expr("nothing"),)).parts(triggers) == ()


def test_the_newest_entries_are_the_top_of_a_collection(fake: Any, entry: Any) -> None:
    """What was written last week is not hidden by what was written last year."""
    get = fake(sources={"@waves": (entry(9), entry(3), entry(1))})
    top = ListOf(of=Source("@waves"), top=2)
    assert top.parts(get) == ("1 days ago", "3 days ago")
    everything = ListOf(of=Source("@waves")).parts(get)
    assert everything == ("9 days ago", "3 days ago", "1 days ago")


def test_words_stand_side_by_side_in_their_groups(triggers: Get) -> None:
    """A row in two groups stands in both; the fullest group comes first."""
    assert Groups(of=T, by=Expr("category")).parts(triggers) == (
        Grid(
            ("A place", "time", "Somebody", "A thing"),
            (("the bar", "payday", "Alex", "a song"), ("a song", "", "", "")),
        ),
    )


def test_many_groups_are_lines_and_nobody_is_lost(fake: Any, row: Any) -> None:
    """What has no group is named last."""
    rows = tuple(row(f"w{n}", kind=f"k{n}") for n in range(5))
    get = fake(sources={T: (*rows, row("alone"))})
    lines = Groups(of=T, by=Expr("kind")).parts(get)
    assert lines == (
        "k0: w0",
        "k1: w1",
        "k2: w2",
        "k3: w3",
        "k4: w4",
        "not said: alone",
    )


def test_nothing_written_shows_nothing(fake: Any) -> None:
    """So that the block's own words for “empty” can stand there."""
    views = (Rank(of=T, by=Expr("x")), ListOf(of=T), Groups(of=T, by=Expr("x")))
    assert [view.parts(fake()) for view in views] == [(), (), ()]


def test_a_shown_column_that_says_the_words_stands_for_them(
    fake: Any, row: Any
) -> None:
    """The same name twice in a row helps nobody."""
    get = fake(sources={T: (row("payday", label="payday", risk=Decimal(3)),)})
    rank = Rank(of=T, by=Expr("risk"), show=(Expr("label"),))
    assert rank.parts(get) == (Grid(("risk", "label"), (("3", "payday"),)),)
