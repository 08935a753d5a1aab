"""What a computed block reads through: `workbook.model.Get`, while evaluating."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING

from attrs import frozen

from workbook.engine.found import picked_from
from workbook.engine.logic import (
    Any3,
    ExpressionFailed,
    absent,
    part_of_day,
    present,
    weekday,
)
from workbook.engine.near import Near
from workbook.engine.plain_words import in_words
from workbook.engine.scope import ITEM_FACTS
from workbook.engine.shapes import Column, labels_of
from workbook.model import (
    MISSING,
    BlockType,
    Cells,
    Grid,
    Item,
    Missing,
    Sheet,
    Thing,
    Unread,
    Value,
)
from workbook.words import _

if TYPE_CHECKING:
    from workbook.engine.evaluate import _Run
    from workbook.engine.evaluation import BlockState, Context, RowState
    from workbook.engine.graph import BlockNode


def cells_of(row: RowState, types: Mapping[str, BlockType]) -> Cells:
    """A row's cells, and the numbers they hold as `column.number`."""
    cells: dict[str, Value] = dict(row.values())
    for name, cell in row.cells.items():
        value = present(cell.value)
        type_ = types.get(cell.block.type)
        if value is not None and type_ is not None:
            numbers = type_.scores(cell.options, value)
            cells |= {f"{name}.{part}": number for part, number in numbers.items()}
    return cells


def item_cell(item: Item, name: str, context: Context) -> Any3:
    """A cell of an item, or one of the facts every item has."""
    if name in item.cells:
        value = item.cells[name]
        return MISSING if isinstance(value, Unread | Sheet) else value
    if name not in ITEM_FACTS:
        return MISSING
    match name:
        case "weekday":
            return weekday(item.when)
        case "hour":
            return Decimal(item.when.hour)
        case "part_of_day":
            return part_of_day(item.when)
        case "date":
            return item.when.date()
        case "days_ago":
            return Decimal((context.today - item.when.date()).days)
    return item.words


def plain_words(
    value: Value | Missing, choices: Mapping[str, str], context: Context
) -> str:
    """A value as one line of words, where no block type is at hand to say it better."""
    if absent(value) or isinstance(value, Unread):
        return ""
    match value:
        case str():
            return choices.get(value, value)
        case tuple():
            return ", ".join(plain_words(one, choices, context) for one in value)
        case Thing():
            item = context.known.get(value)
            return item.words if item else _("(removed)")
        case Sheet():
            return "; ".join(part for part in value.parts if not isinstance(part, Grid))
    return in_words(value)


@frozen
class Reading:
    """`Get` for one block of a running evaluation."""

    run: _Run
    node: BlockNode

    @property
    def around(self) -> Near:
        """Collections and today."""
        return Near(self.run.context, self.node, self.run)

    def value(self, name: str) -> Value | Missing:
        """The effective answer of a block or score."""
        score = self.run.scores.get(name)
        if score is not None:
            return MISSING if score.value is None else score.value
        head, _dot, part = name.partition(".")
        state = self.run.blocks.get(head)
        if state is None or not state.shown:
            return MISSING
        if part:
            return self._part(state, part)
        value = present(state.value)
        return MISSING if value is None else value

    def _part(self, state: BlockState, part: str) -> Value | Missing:
        type_ = self.run.compiled.types.get(state.block.type)
        value = present(state.value)
        if type_ is None or value is None:
            return MISSING
        return type_.scores(state.options, value).get(part, MISSING)

    def words(self, name: str) -> str:
        """A block's answer as one line of words; a table's rows by name."""
        state = self.run.blocks.get(name)
        if state is None:
            return plain_words(self.value(name), {}, self.run.context)
        if not state.shown:
            return ""
        if state.rows:
            return ", ".join(
                filter(None, (self._row_words(state, row) for row in state.rows))
            )
        return self._lines(state)

    def _lines(self, state: BlockState) -> str:
        type_ = self.run.compiled.types.get(state.block.type)
        value = present(state.value)
        if value is None:
            return ""
        if type_ is None or isinstance(value, Sheet):
            return plain_words(value, {}, self.run.context)
        return ", ".join(type_.lines(state.options, value))

    def _row_words(self, state: BlockState, row: RowState) -> str:
        if row.label:
            return row.label
        collects = state.block.collects
        cells = row.cells
        named = [cells[collects.words]] if collects and collects.words in cells else []
        for cell in (*named, *cells.values()):
            words = self._lines(cell)
            if words:
                return words
        return ""

    def items(self, source: str) -> tuple[Item, ...]:
        """The rows of a table, or the things of a collection that are offered."""
        if source.startswith("@"):
            things = self.run.context.things(source[1:])
            return tuple(item for item in things if item.offered)
        state = self.run.blocks.get(source)
        if state is None or not state.shown:
            return ()
        entry = self.run.context.entry
        if not state.rows:
            return tuple(self._picked(state))
        return tuple(
            Item(
                thing=Thing(entry, source, row.id),
                words=self._row_words(state, row),
                cells={**cells_of(row, self.run.compiled.types), "row": row.id},
                when=self.run.context.moment,
            )
            for row in state.rows
        )

    def _picked(self, state: BlockState) -> Iterator[Item]:
        """What a pick holds, as rows: things with their cells, in the order picked."""
        value = present(state.value)
        for one in value if isinstance(value, tuple) else (value,):
            item = self.run.context.known.get(one) if isinstance(one, Thing) else None
            if item is not None:
                yield item

    def _column(self, source: str, column: str) -> Column | None:
        """A column of a collection, or of one a pick picks from."""
        shapes = self.run.compiled.shapes
        names: tuple[str, ...] = (source.removeprefix("@"),)
        if not source.startswith("@"):
            state = self.run.blocks.get(source)
            names = picked_from(state.options) if state else ()
        for name in names:
            if name in shapes and column in shapes[name].columns:
                return shapes[name].columns[column]
        return None

    def cell_words(self, source: str, column: str, item: Item) -> str:
        """One cell as words."""
        if not source.startswith("@"):
            row = self._row(source, item)
            if row is not None and column in row.cells:
                return self._lines(row.cells[column])
        known = self._column(source, column)
        value = item_cell(item, column, self.run.context)
        return plain_words(value, known.choices if known else {}, self.run.context)

    def value_words(self, source: str, column: str, value: Value) -> str:
        """A value of that column, or one member of its list, as words."""
        choices: Mapping[str, str] = {}
        if source.startswith("@"):
            shape = self.run.compiled.shapes.get(source[1:])
            known = shape.columns.get(column) if shape else None
            choices = known.choices if known else {}
        else:
            state = self.run.blocks.get(source)
            for block in state.columns if state else ():
                if block.id == column:
                    choices = labels_of(block.options)
            if state is not None and source == column:
                choices = labels_of(state.options)
        return plain_words(value, choices, self.run.context)

    def _row(self, source: str, item: Item) -> RowState | None:
        state = self.run.blocks.get(source)
        for row in state.rows if state else ():
            if row.id == item.thing.row:
                return row
        return None

    def label(self, source: str, column: str) -> str:
        """What a column is called."""
        known = self._column(source, column)
        if known is not None or source.startswith("@"):
            return known.label if known else column
        state = self.run.blocks.get(source)
        for block in state.columns if state else ():
            if block.id == column:
                return block.short
        return column

    def evaluate(self, expression: str, item: Item | None = None) -> Value | Missing:
        """An expression of this block's options."""
        compiled = self.node.expressions.get(
            (expression, item is not None)
        ) or self.node.expressions.get((expression, item is None))
        if compiled is None:
            return MISSING
        try:
            value = self.run.work_out(compiled, item.cells if item else {}, item)
        except ExpressionFailed:
            return MISSING
        return MISSING if absent(value) else value
