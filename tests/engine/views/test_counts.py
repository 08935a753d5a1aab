from decimal import Decimal
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from workbook.engine.plain_words import short_weekdays
from workbook.engine.views.common import bar
from workbook.engine.views.counts import Bars, Count, Mean
from workbook.model import Expr, Grid, Source

U = Source("@urges")
WEEK = "'this week' if days_ago < 7 else 'before'"


def test_every_member_of_a_list_is_counted(fake: Any, entry: Any) -> None:
    """Shown by label, the most frequent first, a number beside every bar."""
    get = fake(
        sources={
            U: (entry(1, did=("call", "walk")), entry(2, did=("walk",)), entry(3))
        },
        codes={"walk": "Go for a walk", "call": "Call"},
        labels={"did": "What I did"},
    )
    assert Count(of=U, by=Expr("did")).parts(get) == (
        Grid(
            ("What I did", "times", ""),
            (("Go for a walk", "2", "##"), ("Call", "1", "#")),
        ),
    )


def test_nothing_is_counted_under_the_least_number_of_rows(
    fake: Any, entry: Any
) -> None:
    """Two evenings are no pattern."""
    get = fake(sources={U: (entry(1, day="fri"), entry(2, day="fri"))})
    assert Count(of=U, by=Expr("day"), least=3).parts(get) == ()
    assert Count(of=U, by=Expr("day"), least=2).parts(get) != ()


def test_a_heat_map_has_hours_down_and_the_whole_week_across(
    fake: Any, entry: Any
) -> None:
    """Hours by number, days from Monday; a dash where there was none. 38 columns."""
    urges = (entry(0, 18), entry(0, 18), entry(7, 18), entry(6, 9), entry(1, 22))
    get = fake(sources={U: urges})
    (grid,) = Count(of=U, by=Expr("hour"), across=Expr("weekday")).parts(get)
    assert grid == Grid(
        ("hour", *short_weekdays()),
        (
            ("9", "1", "-", "-", "-", "-", "-", "-"),
            ("18", "-", "-", "-", "-", "-", "-", "3"),
            ("22", "-", "-", "-", "-", "-", "1", "-"),
        ),
    )
    assert max(len(line) for line in str(grid).splitlines()) <= 40


def test_groups_named_in_a_formula_stand_in_its_order(fake: Any, entry: Any) -> None:
    """This week before what was earlier, whichever has more."""
    urges = (entry(9, n=9), entry(8, n=8), entry(1, n=1))
    formula = {WEEK: lambda cells: "this week" if cells["n"] < 7 else "before"}
    get = fake(sources={U: urges}, formulas=formula)
    (grid,) = Count(of=U, by=Expr(WEEK)).parts(get)
    assert isinstance(grid, Grid)
    assert [cells[0] for cells in grid.rows] == ["this week", "before"]


def test_parts_of_the_day_begin_at_night(fake: Any, entry: Any) -> None:
    """As the day goes, not as often as it was."""
    parts = ("evening", "evening", "night", "morning")
    urges = tuple(entry(n, part=part) for n, part in enumerate(parts))
    (grid,) = Count(of=U, by=Expr("part")).parts(fake(sources={U: urges}))
    assert isinstance(grid, Grid)
    assert [cells[0] for cells in grid.rows] == ["night", "morning", "evening"]


def test_means_are_rounded_half_up_and_say_how_many_they_are_from(
    fake: Any, entry: Any
) -> None:
    """Groups under the least number are left out; the highest mean comes first."""
    urges = (
        *(entry(n, did="walk", drop=drop) for n, drop in enumerate((2, 2, 2, 3))),
        *(entry(n, did="call", drop=4) for n in range(3)),
        *(entry(n, did="wait", drop=9) for n in range(2)),
        entry(1, did="walk"),
    )
    get = fake(sources={U: urges})
    assert Mean(of=U, value=Expr("drop"), by=Expr("did")).parts(get) == (
        Grid(
            ("did", "mean", "from", ""),
            (("call", "4", "3", "####"), ("walk", "2.3", "4", "##")),
        ),
    )
    assert Mean(of=U, value=Expr("drop"), by=Expr("did"), least=5).parts(get) == ()


def test_a_mean_of_all_is_a_sentence(fake: Any, entry: Any) -> None:
    """2.25 is 2.3: rounded half up, as by hand."""
    urges = tuple(entry(n, drop=drop) for n, drop in enumerate((2, 2, 2, 3)))
    get = fake(sources={U: urges})
    whole = Mean(of=U, value=Expr("drop"))
    assert whole.parts(get) == ("The mean is 2.3, from 4.",)
    assert whole.parts(fake()) == ()


def test_bars_keep_the_order_of_the_rows(fake: Any, row: Any) -> None:
    """A row without a number has no bar."""
    rows = (row("alone", sure=30), row("no answer"), row("at work", sure=85))
    get = fake(sources={U: rows}, labels={"sure": "How sure"}, codes={"30": "30%"})
    assert Bars(of=U, value=Expr("sure")).parts(get) == (
        Grid(
            ("", "How sure", ""),
            (("alone", "30%", "###"), ("at work", "85", "#########")),
        ),
    )
    assert Bars(of=U, value=Expr("other")).parts(get) == ()


@given(st.decimals(-1000, 1000, places=1), st.decimals(0, 1000, places=1))
def test_a_bar_is_never_longer_than_ten(value: Decimal, most: Decimal) -> None:
    """And below zero it looks different."""
    drawn = bar(value, max(most, abs(value)))
    assert len(drawn) <= 10
    assert set(drawn) <= ({"#"} if value >= 0 else {"-"})


def test_bars_of_one_chart_can_be_compared() -> None:
    """Up to ten a mark is one, up to a hundred it is ten."""
    assert bar(Decimal(3), Decimal(7)) == "###"
    assert bar(Decimal(30), Decimal(70)) == "###"
    assert bar(Decimal(500), Decimal(1000)) == "#####"
