"""What one did in a talk, strengths first."""

from decimal import Decimal

import pytest

from workbook.model import FixedRow, Name, Words
from workbook.testing import BlockTypeLaws
from workbook_plugins.communication.rubric import RubricBlock, RubricOptions


def behaviour(id_: str) -> FixedRow:
    return FixedRow(id=Name(id_), label=Words(id_.replace("_", " ")))


OPTIONS = RubricOptions(
    behaviours=(behaviour("says_no"), behaviour("no_excuse"), behaviour("leaves"))
)


class TestLaws(BlockTypeLaws):
    """The laws of every block type."""

    block_type = RubricBlock()
    options = (OPTIONS,)


def test_a_row_for_each_behaviour() -> None:
    """One column, `self`, from 0 to 2."""
    assert RubricBlock().rows(OPTIONS) == OPTIONS.behaviours
    (column,) = RubricBlock().columns(OPTIONS)
    assert (column.id, column.type) == ("self", "scale")


def test_strengths_come_first() -> None:
    """Yes, then partly, then no; equal ones in the author's order."""
    value = {
        "says_no": {"self": Decimal(0)},
        "no_excuse": {"self": Decimal(2)},
        "leaves": {"self": Decimal(1)},
    }
    assert list(RubricBlock().lines(OPTIONS, value)) == [
        "no excuse: yes",
        "leaves: partly",
        "says no: no",
    ]


def test_what_was_not_answered_is_left_out() -> None:
    """An open row is not a no."""
    lines = RubricBlock().lines(
        OPTIONS, {"leaves": {"self": Decimal(1)}, "no_excuse": {}}
    )
    assert list(lines) == ["leaves: partly"]


@pytest.mark.parametrize(
    ("behaviours", "path"),
    [
        ((), ("behaviours",)),
        ((behaviour("a"), behaviour("a")), ("behaviours", 1, "id")),
    ],
)
def test_what_an_author_should_know(
    behaviours: tuple[FixedRow, ...], path: tuple[str | int, ...]
) -> None:
    """No behaviour, and one id twice, are faults."""
    options = RubricOptions(behaviours=behaviours)
    assert [fault.path for fault in RubricBlock().check(options)] == [path]
