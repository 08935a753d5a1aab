"""Rows: a person's own (`table`), or the author's (`grid`).

Every column is a block of its own, so a table has next to no rules: the engine
gives each cell to its column's type.  `parse` and `dump` handle the mapping of
one row, column → raw cell, and hand it through; no cell is looked at here.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import ClassVar, cast

from attrs import frozen

from workbook.model import (
    Block,
    BlockType,
    Fault,
    FixedRow,
    Json,
    Kind,
    Refused,
    RowLimits,
    Value,
)
from workbook.words import _

_WHOLE = ("table", "grid", "note", "timer", "computed")


@frozen(kw_only=True)
class TableOptions:
    """A row of `columns`, as often as the person likes."""

    columns: tuple[Block, ...]
    rows: RowLimits = RowLimits()


@frozen(kw_only=True)
class GridOptions:
    """The author's rows, each with the same columns."""

    rows: tuple[FixedRow, ...]
    columns: tuple[Block, ...]


def column_faults(columns: tuple[Block, ...]) -> Iterator[Fault]:
    """What cannot stand in a column."""
    if not columns:
        yield Fault(_("a table needs a column"), ("columns",))
    seen: set[str] = set()
    for index, column in enumerate(columns):
        if column.type in _WHOLE:
            said = _("“{type}” cannot stand in a column").format(type=column.type)
            yield Fault(said, ("columns", index, "type"))
        if column.id in seen:
            said = _("the id “{id}” is there twice").format(id=column.id)
            yield Fault(said, ("columns", index, "id"))
        seen.add(column.id)


class _Rows(BlockType):
    kind: ClassVar[Kind] = "rows"

    def parse(self, options: object, raw: Json) -> Value:
        """One row, as a mapping of columns. Its cells are the columns' to read."""
        if not isinstance(raw, Mapping):
            raise Refused(
                _("A row is a mapping: column, then answer."),
                _("Write it like {example}.").format(example=self._example(options)),
            )
        return cast("Mapping[str, Value]", dict(raw))

    def dump(self, options: object, value: Value) -> Json:
        """The row's cells as they are."""
        return dict(cast("Mapping[str, Json]", value))

    def lines(self, options: object, value: Value) -> tuple[str, ...]:
        """Nothing: a row is shown cell by cell, by its columns."""
        return ()

    def columns(self, options: object) -> tuple[Block, ...]:
        """The author's columns."""
        return cast("TableOptions | GridOptions", options).columns

    def _example(self, options: object) -> str:
        inside = ", ".join(f"{column.id}: .." for column in self.columns(options)[:2])
        return f"{{{inside}}}"


class Table(_Rows):
    """Rows a person adds, moves and takes out."""

    name: ClassVar[str] = "table"
    options: ClassVar[type] = TableOptions

    def check(self, options: object) -> Iterable[Fault]:
        """Columns there are, and limits that leave room for a row."""
        o = cast("TableOptions", options)
        yield from column_faults(o.columns)
        if not 0 <= o.rows.min <= o.rows.max or o.rows.max < 1:
            yield Fault(_("min and max leave no room for a row"), ("rows", "max"))

    def rows(self, options: object) -> RowLimits:
        """How many, and how one is added."""
        return cast("TableOptions", options).rows


class Grid(_Rows):
    """Rows the author gives; their ids never change."""

    name: ClassVar[str] = "grid"
    options: ClassVar[type] = GridOptions

    def check(self, options: object) -> Iterable[Fault]:
        """Columns and rows there are, each once."""
        o = cast("GridOptions", options)
        yield from column_faults(o.columns)
        if not o.rows:
            yield Fault(_("a grid needs a row"), ("rows",))
        seen: set[str] = set()
        for index, row in enumerate(o.rows):
            if row.id in seen:
                said = _("the id “{id}” is there twice").format(id=row.id)
                yield Fault(said, ("rows", index, "id"))
            seen.add(row.id)

    def rows(self, options: object) -> tuple[FixedRow, ...]:
        """The author's rows."""
        return cast("GridOptions", options).rows
