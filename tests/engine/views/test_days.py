from typing import Any

import pytest

from workbook.engine.views.days import Flag, Together, Trend
from workbook.model import Expr, Grid, Source, Words

C = Source("@checks")
MOOD = Expr("mood")


def test_a_week_is_a_bar_for_each_day(fake: Any, entry: Any) -> None:
    """Today last; a day without an entry has a dash, never a zero."""
    get = fake(sources={C: (entry(9, mood=1), entry(6, mood=4), entry(0, mood=2))})
    grid, said = Trend(of=C, value=MOOD).parts(get)
    assert grid == Grid(
        ("", "", ""),
        (
            ("Mon 5 Jan", "4", "####"),
            ("Tue 6 Jan", "-", ""),
            ("Wed 7 Jan", "-", ""),
            ("Thu 8 Jan", "-", ""),
            ("Fri 9 Jan", "-", ""),
            ("Sat 10 Jan", "-", ""),
            ("Sun 11 Jan", "2", "##"),
        ),
    )
    assert said == "From 4 on 5 Jan to 2 on 11 Jan."
    assert max(len(line) for line in str(grid).splitlines()) <= 38


def test_two_weeks_are_laid_out_as_a_calendar(fake: Any, entry: Any) -> None:
    """A week a row, from Monday; days outside the span stay empty."""
    get = fake(sources={C: (entry(12, mood=-2), entry(1, mood=3))})
    grid, _said = Trend(of=C, value=MOOD, days=13).parts(get)
    assert isinstance(grid, Grid)
    assert grid.head == ("from", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
    assert grid.rows == (
        ("29 Dec", "", "-2", "-", "-", "-", "-", "-"),
        ("5 Jan", "-", "-", "-", "-", "-", "3", "-"),
    )
    assert max(len(line) for line in str(grid).splitlines()) <= 41


@pytest.mark.parametrize(
    ("how", "mark"), [("mean", "5.5"), ("highest", "8"), ("count", "2")]
)
def test_a_day_with_two_entries_has_one_mark(
    fake: Any, entry: Any, how: Any, mark: str
) -> None:
    """Their mean, the highest, or how many there were."""
    get = fake(sources={C: (entry(0, 9, mood=3), entry(0, 20, mood=8))})
    (grid,) = Trend(of=C, value=MOOD, how=how).parts(get)
    assert isinstance(grid, Grid)
    assert grid.rows[-1][1] == mark


def test_counting_takes_answers_that_are_not_a_no(fake: Any, entry: Any) -> None:
    """Words count, a no does not."""
    days = (entry(0, 8, said="yes"), entry(0, 9, said=False), entry(0, 10))
    get = fake(sources={C: days})
    (grid,) = Trend(of=C, value=Expr("said"), how="count").parts(get)
    assert isinstance(grid, Grid)
    assert grid.rows[-1][1] == "1"


def test_a_span_without_entries_shows_nothing(fake: Any, entry: Any) -> None:
    """What was longer ago is not drawn in."""
    assert Trend(of=C, value=MOOD).parts(fake(sources={C: (entry(8, mood=1),)})) == ()


FLAGS = (
    Flag(label=Words("low mood"), when=Expr("low")),
    Flag(label=Words("bad sleep"), when=Expr("bad")),
    Flag(label=Words("pain"), when=Expr("pain")),
)


def test_what_came_on_the_same_day_is_counted_not_explained(
    fake: Any, entry: Any
) -> None:
    """Only pairs that came together more often than chance would bring them."""
    days = [entry(n, low=n < 5, bad=n < 4, pain=n % 2 == 0) for n in range(12)]
    get = fake(sources={C: tuple(days)})
    assert Together(of=C, flags=FLAGS).parts(get) == (
        "low mood and bad sleep: both on 4 of 12 days.",
        "low mood and pain: both on 3 of 12 days.",
    )


def test_under_ten_days_nothing_is_said(fake: Any, entry: Any) -> None:
    """Days on which one of the two is not known do not count."""
    days = [entry(n, low=n < 5, bad=n < 5) for n in range(9)]
    days += [entry(n, low=True) for n in range(20, 30)]
    get = fake(sources={C: tuple(days)})
    assert Together(of=C, flags=FLAGS).parts(get) == ()
    assert Together(of=C, flags=FLAGS, least=9).parts(get) != ()


def test_several_entries_of_a_day_are_one_day(fake: Any, entry: Any) -> None:
    """A flag came on a day when it came in any of its entries."""
    morning = [entry(n, 8, low=n < 4, bad=False) for n in range(10)]
    evening = [entry(n, 20, low=False, bad=n < 4) for n in range(10)]
    get = fake(sources={C: (*morning, *evening)})
    assert Together(of=C, flags=FLAGS).parts(get) == (
        "low mood and bad sleep: both on 4 of 10 days.",
    )
