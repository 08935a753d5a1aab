import pytest

from workbook.engine.blocks.tables import Grid, GridOptions, Table, TableOptions
from workbook.model import Block, FixedRow, Json, Name, Refused, RowLimits, Words

LABEL = Block(id=Name("label"), type="text")
ROW = FixedRow(id=Name("monday"), label=Words("Monday"))


def test_a_row_is_handed_through_untouched() -> None:
    """Its cells are read by their columns, not here."""
    raw: Json = {"label": "payday", "other": [1, None]}
    assert Table().parse(TableOptions(columns=(LABEL,)), raw) == raw
    assert Table().lines(TableOptions(columns=(LABEL,)), {"label": "payday"}) == ()


def test_what_is_no_row_is_refused_with_an_example() -> None:
    """The example names the table's own columns."""
    with pytest.raises(Refused) as refused:
        Table().parse(TableOptions(columns=(LABEL,)), "payday")
    assert refused.value.hint == "Write it like {label: ..}."


def test_columns_and_rows_are_told_to_the_engine() -> None:
    """Free rows by their limits, fixed rows one by one."""
    limits = RowLimits(min=1, max=3)
    table = TableOptions(columns=(LABEL,), rows=limits)
    assert Table().rows(table) == limits
    assert Table().columns(table) == (LABEL,)
    grid = GridOptions(rows=(ROW,), columns=(LABEL,))
    assert Grid().rows(grid) == (ROW,)
    assert Grid().columns(grid) == (LABEL,)


def test_tables_an_author_cannot_have_meant_are_faults() -> None:
    """Each fault leads to its key."""
    inner = Block(id=Name("inner"), type="table")
    bad = TableOptions(columns=(LABEL, LABEL, inner), rows=RowLimits(min=3, max=2))
    assert [fault.path for fault in Table().check(bad)] == [
        ("columns", 1, "id"),
        ("columns", 2, "type"),
        ("rows", "max"),
    ]
    assert [f.path for f in Table().check(TableOptions(columns=()))] == [("columns",)]
    twice = GridOptions(rows=(ROW, ROW), columns=(LABEL,))
    assert [fault.path for fault in Grid().check(twice)] == [("rows", 1, "id")]
    empty = GridOptions(rows=(), columns=(LABEL,))
    assert [fault.path for fault in Grid().check(empty)] == [("rows",)]
