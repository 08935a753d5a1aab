from datetime import datetime
from decimal import Decimal
from typing import Any

import pytest
from attrs import field, frozen

from workbook.engine.blocks.computed import VIEWS, Computed, ComputedOptions
from workbook.engine.views.counts import Count
from workbook.engine.views.days import Flag, Together, Trend
from workbook.engine.views.rows import ListOf, Rank
from workbook.model import (
    MISSING,
    Expr,
    Grid,
    Item,
    Missing,
    Refused,
    Sheet,
    Source,
    Template,
    Thing,
    Value,
    Words,
)

T = Source("triggers")
NOTHING = Words("Nothing yet.")


@frozen
class Reads:
    """Just enough of `Get` for one row and one number."""

    answers: dict[str, Value] = field(factory=dict)
    rows: tuple[Item, ...] = ()

    def items(self, _source: str) -> tuple[Item, ...]:
        return self.rows

    def words(self, name: str) -> str:
        return str(self.answers.get(name, ""))

    def evaluate(self, name: str, item: Item | None = None) -> Value | Missing:
        cells = self.answers if item is None else item.cells
        return cells.get(name, MISSING)


PAYDAY = Item(thing=Thing("e", "t", "r"), words="payday", when=datetime(2026, 1, 5))


def derived(options: ComputedOptions, get: Any) -> Value | Missing:
    assert list(Computed().check(options)) == []
    return Computed().derive(options, get)


def test_a_value_stays_a_value() -> None:
    """Expressions can go on with it; lines say it in words."""
    options = ComputedOptions(value=Expr("sure"), empty=NOTHING)
    value = derived(options, Reads({"sure": Decimal("70.0")}))
    assert value == Decimal(70)
    assert Computed().lines(options, Decimal("70.0")) == ("70",)


def test_other_views_give_a_sheet() -> None:
    """In words and grids, a line each."""
    options = ComputedOptions(list_=ListOf(of=T))
    assert derived(options, Reads(rows=(PAYDAY,))) == Sheet(("payday",))
    options = ComputedOptions(words=(Template("{a}!"), Template("{b}!")))
    assert derived(options, Reads({"a": "yes"})) == Sheet(("yes!",))
    sheet = Sheet(("above", Grid(("a", "b"), (("1", "22"), ("333", "")))))
    lines = Computed().lines(options, sheet)
    assert lines == ("above", "a    b", "1    22", "333")


@pytest.mark.parametrize(
    "view",
    [{"value": Expr("sure")}, {"words": (Template("{a}"),)}, {"list_": ListOf(of=T)}],
)
def test_while_there_is_nothing_the_authors_words_stand_there(view: Any) -> None:
    """Without such words, there is no value at all."""
    assert derived(ComputedOptions(**view, empty=NOTHING), Reads()) == Sheet((NOTHING,))
    assert derived(ComputedOptions(**view), Reads()) is MISSING


def test_nothing_can_be_answered() -> None:
    """It is worked out, never typed."""
    with pytest.raises(Refused):
        Computed().parse(ComputedOptions(value=Expr("x")), 7)


def test_exactly_one_view_is_named() -> None:
    """None is a fault that lists them; each one too many is a fault of its own."""
    (fault,) = Computed().check(ComputedOptions())
    assert "list" in fault.hint
    assert len(VIEWS) == 11
    two = ComputedOptions(value=Expr("x"), list_=ListOf(of=T))
    assert [fault.path for fault in Computed().check(two)] == [("list",)]


@pytest.mark.parametrize(
    ("options", "path"),
    [
        (ComputedOptions(rank=Rank(of=T, by=Expr("x"), top=0)), ("rank", "top")),
        (ComputedOptions(list_=ListOf(of=T, top=0)), ("list", "top")),
        (
            ComputedOptions(trend=Trend(of=T, value=Expr("x"), days=0)),
            ("trend", "days"),
        ),
        (
            ComputedOptions(
                together=Together(
                    of=T, flags=(Flag(label=Words("a"), when=Expr("x")),) * 2
                )
            ),
            ("together", "flags"),
        ),
    ],
)
def test_a_view_without_room_is_a_fault(
    options: ComputedOptions, path: tuple[str, ...]
) -> None:
    """The fault leads to the key inside the view."""
    assert [fault.path for fault in Computed().check(options)] == [path]


def test_a_count_is_a_view_like_any_other() -> None:
    """It is found by its key."""
    options = ComputedOptions(count=Count(of=T, by=Expr("x")), empty=NOTHING)
    assert derived(options, Reads()) == Sheet((NOTHING,))
