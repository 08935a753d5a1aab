"""The table of ready answers."""

import pytest

from workbook.model import Block, Name, RowLimits
from workbook.testing import BlockTypeLaws
from workbook_plugins.communication.refusals import RefusalsBlock, RefusalsOptions

COLUMNS = (
    Block(id=Name("who"), type="choice"),
    Block(id=Name("my_no"), type="text"),
    Block(id=Name("second_no"), type="text"),
)


def options(*answers: str) -> RefusalsOptions:
    return RefusalsOptions(
        columns=COLUMNS, rows=RowLimits(max=5), answers=tuple(map(Name, answers))
    )


OPTIONS = options("my_no", "second_no")


class TestLaws(BlockTypeLaws):
    """The laws of every block type."""

    block_type = RefusalsBlock()
    options = (OPTIONS,)


def test_it_is_a_table_of_free_rows() -> None:
    """Columns and limits are the author's."""
    assert RefusalsBlock().columns(OPTIONS) == COLUMNS
    assert RefusalsBlock().rows(OPTIONS) == RowLimits(max=5)


def test_each_answer_is_read_at_its_column() -> None:
    """Both answers of a row are read; other columns are not."""
    row = {"who": "sorry", "my_no": "Maybe later.", "second_no": "I'm on antibiotics."}
    found = RefusalsBlock().problems(OPTIONS, row)
    assert [problem.column for problem in found] == ["my_no", "second_no"]


def test_a_firm_row_has_no_remark() -> None:
    """Answers that stand, and those not written yet, are left alone."""
    assert list(RefusalsBlock().problems(OPTIONS, {"my_no": "No. Not for me."})) == []


@pytest.mark.parametrize(
    ("given", "path"),
    [(options(), ("answers",)), (options("my_no", "yes"), ("answers", 1))],
)
def test_what_an_author_should_know(
    given: RefusalsOptions, path: tuple[str | int, ...]
) -> None:
    """`answers` names one column or more of the table."""
    assert [fault.path for fault in RefusalsBlock().check(given)] == [path]
