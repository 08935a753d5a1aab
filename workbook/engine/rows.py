"""A table, row by row: which rows there are, and the state of every cell.

A column reads the earlier cells of its row, as they count there, and everything
outside.  Rows that nothing touched since the last evaluation are taken over as
they are.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

import attrs
from attrs import frozen

from workbook.engine.evaluation import Answered, BlockState, RowState
from workbook.engine.logic import absent, present
from workbook.engine.near import Near
from workbook.model import DECLINED, MISSING, Block, Cells, Problem, Value

if TYPE_CHECKING:
    from workbook.engine.evaluate import _Run
    from workbook.engine.graph import BlockNode, ColumnNode

_NO_CELLS: Cells = {}


@frozen
class Rows:
    """One table of a running evaluation."""

    run: _Run
    node: BlockNode

    def table(self, near: Near, options: object, sensitivity: int) -> BlockState:
        """The table's state, as if it were shown."""
        columns = tuple(self._offered(column, near) for column in self.node.columns)
        value = self.run.stored(self.node.key)
        rows = () if value is DECLINED else tuple(self._rows(columns))
        return BlockState(
            block=self.node.block,
            options=options,
            shown=True,
            value=value,
            sensitivity=sensitivity,
            rows=rows,
            columns=columns,
            lacking=value is not DECLINED and _lacks_rows(self.node, rows),
        )

    def _offered(self, column: ColumnNode, near: Near) -> Block:
        """A column with its options as offered now."""
        if column.type is None or column.block.options is None:
            return column.block
        options = column.type.offer(column.block.options, near.column(column.block))
        if options is column.block.options:
            return column.block
        return attrs.evolve(column.block, options=options)

    def _rows(self, columns: tuple[Block, ...]) -> Iterator[RowState]:
        stored = self.run.answers.get(self.node.key, {})
        old = self._untouched(columns)
        for row_id, order, label in _row_ids(self.node, stored):
            if row_id in old:
                yield old[row_id]
                continue
            answered = stored.get(row_id)
            value = answered.value if answered else _NO_CELLS
            cells = value if isinstance(value, Mapping) else _NO_CELLS
            states = self._cells(columns, cells)
            yield RowState(
                id=row_id,
                order=order,
                label=label,
                cells=states,
                problems=self._problems(states),
            )

    def _untouched(self, columns: tuple[Block, ...]) -> Mapping[str, RowState]:
        """Rows of the last evaluation that nothing touched."""
        run, key = self.run, self.node.key
        if run.before is None or key not in run.rows_changed:
            return {}
        before = run.before.blocks.get(key)
        if before is None or not before.shown or before.columns != columns:
            return {}
        changed = run.rows_changed[key]
        return {row.id: row for row in before.rows if row.id not in changed}

    def _cells(
        self, columns: tuple[Block, ...], stored: Cells
    ) -> Mapping[str, BlockState]:
        """The row's cells: each sees those before it, as they count."""
        counting: dict[str, Value] = {}
        states: dict[str, BlockState] = {}
        for column, block in zip(self.node.columns, columns, strict=True):
            state = self._cell(column, block, stored, counting)
            states[block.id] = state
            if state.value is not MISSING:
                counting[block.id] = state.value
        return states

    def _cell(
        self, column: ColumnNode, block: Block, stored: Cells, earlier: Cells
    ) -> BlockState:
        shown = self.run.holds(column.show, earlier)
        value = stored.get(block.id, MISSING) if shown else MISSING
        known = present(value)
        problems: tuple[Problem, ...] = ()
        if known is not None and column.type is not None:
            problems = tuple(column.type.problems(block.options, known))
        table = self.run.sensitivity(self.node.block)
        return BlockState(
            block=block,
            options=block.options,
            shown=shown,
            value=value,
            problems=problems,
            sensitivity=max(table, block.sensitivity or 0),
            lacking=shown and block.required and value is MISSING,
            failed="" if column.type else block.type,
        )

    def _problems(self, states: Mapping[str, BlockState]) -> tuple[Problem, ...]:
        """What the table's type says of the row as a whole."""
        known = {
            name: state.value
            for name, state in states.items()
            if state.value is not MISSING and not absent(state.value)
        }
        if self.node.type is None or not known:
            return ()
        return tuple(self.node.type.problems(self.node.block.options, known))


def hidden_table(state: BlockState) -> BlockState:
    """What a hidden table still says: which columns it would have."""
    return attrs.evolve(state, shown=False, value=MISSING, rows=(), lacking=False)


def _lacks_rows(node: BlockNode, rows: tuple[RowState, ...]) -> bool:
    """Whether a table needs more rows, or a row a cell."""
    least = node.limits.min if node.limits else 0
    if node.block.required and not node.fixed:
        least = max(least, 1)
    return len(rows) < least or any(
        cell.lacking for row in rows for cell in row.cells.values()
    )


def _row_ids(
    node: BlockNode, stored: Mapping[str | None, Answered]
) -> list[tuple[str, str, str]]:
    """(id, order, label) of every row: the fixed ones, or the stored ones in order."""
    if node.fixed:
        return [(row.id, "", row.label) for row in node.fixed]
    rows = [(key, one.order, "") for key, one in stored.items() if key is not None]
    return sorted(rows, key=lambda row: (row[1], row[0]))
