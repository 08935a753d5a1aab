"""The table of if-then plans."""

from decimal import Decimal

import pytest

from workbook.model import Block, Cells, Name, RowLimits, Thing
from workbook.testing import BlockTypeLaws
from workbook_plugins.high_risk.if_then import IfThenBlock, IfThenOptions

COLUMNS = (
    Block(id=Name("if_"), type="pick"),
    Block(id=Name("then"), type="text"),
    Block(id=Name("strength"), type="scale"),
)


def options(cue: str = "if_", plan: str = "then") -> IfThenOptions:
    return IfThenOptions(
        columns=COLUMNS, rows=RowLimits(max=5), cue=Name(cue), plan=Name(plan)
    )


class TestLaws(BlockTypeLaws):
    """The laws of every block type."""

    block_type = IfThenBlock()
    options = (options(),)


def test_it_is_a_table_of_free_rows() -> None:
    """Columns and limits are the author's."""
    assert IfThenBlock().columns(options()) == COLUMNS
    assert IfThenBlock().rows(options()) == RowLimits(max=5)


def test_remarks_stand_at_their_column() -> None:
    """A vague cue and a plan of not doing are told, each at its column."""
    row: Cells = {"if_": "stressed", "then": "I will not drink", "strength": Decimal(3)}
    found = IfThenBlock().problems(options(), row)
    assert [problem.column for problem in found] == ["if_", "then"]


def test_a_clear_row_has_no_remark() -> None:
    """A concrete cue and one action are left alone."""
    row = {"if_": "payday", "then": "call Sam at four"}
    assert list(IfThenBlock().problems(options(), row)) == []


@pytest.mark.parametrize("row", [{}, {"if_": Thing("e1", "triggers", "r1")}])
def test_what_is_no_text_is_left_alone(row: dict[str, Thing]) -> None:
    """An empty row, and a cue that was picked, get no remark."""
    assert list(IfThenBlock().problems(options(), row)) == []


@pytest.mark.parametrize(
    ("given", "path"),
    [
        (options(cue="when"), ("cue",)),
        (options(plan="do"), ("plan",)),
        (options(cue="then"), ("plan",)),
    ],
)
def test_what_an_author_should_know(
    given: IfThenOptions, path: tuple[str | int, ...]
) -> None:
    """`cue` and `plan` must be two columns of the table."""
    assert [fault.path for fault in IfThenBlock().check(given)] == [path]
