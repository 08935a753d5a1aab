"""What one block sees of its surroundings when it says what it offers.

The same surroundings for all, but each block has its own list of *other* words,
and a pick its own idea of what is best.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING, Protocol

from attrs import frozen

from workbook.engine.logic import ExpressionFailed, absent
from workbook.model import Block, Cells, Item, Thing

if TYPE_CHECKING:
    from workbook.engine.evaluation import Context
    from workbook.engine.graph import BlockNode
    from workbook.engine.logic import Any3
    from workbook.engine.terms import Expression


class WorksOut(Protocol):
    """Can work out an expression over an item."""

    def work_out(
        self, expression: Expression, cells: Cells = ..., item: Item | None = ...
    ) -> Any3:
        """The expression's value. Raises ExpressionFailed."""
        ...


@frozen
class Near:
    """`Around`, as one block (or one column of it) sees it."""

    context: Context
    node: BlockNode
    run: WorksOut
    column_block: Block | None = None

    @property
    def today(self) -> date:
        """The local date."""
        return self.context.today

    @property
    def moment(self) -> datetime:
        """The moment the entry tells of."""
        return self.context.moment

    @property
    def entry(self) -> str:
        """The entry's id."""
        return self.context.entry

    @property
    def known(self) -> Mapping[Thing, Item]:
        """Every thing there is."""
        return self.context.known

    def column(self, block: Block) -> Near:
        """The surroundings of one column."""
        return Near(self.context, self.node, self.run, block)

    def others(self, name: str) -> tuple[str, ...]:
        """Words under *other*; without a list name, those written at this block."""
        if name:
            return self.context.others(name)
        return self.context.others(self.list_name())

    def list_name(self) -> str:
        """The name of this block's (or column's) own list."""
        if self.column_block is None:
            return self.node.others
        return f"{self.node.home}.{self.column_block.id}"

    def things(self, collection: str) -> tuple[Item, ...]:
        """The things of a collection."""
        return self.context.things(collection)

    def best_first(self, items: Iterable[Item]) -> tuple[Item, ...]:
        """The items, what this block calls best first, whatever list they are of."""
        best = self.node.best_of(self.column_block)
        if best is None:
            return tuple(items)
        return tuple(sorted(items, key=lambda item: self._rank(best, item)))

    def _rank(self, best: Expression, item: Item) -> tuple[bool, object]:
        try:
            value = self.run.work_out(best, {}, item)
        except ExpressionFailed:
            return (True, 0)
        return (True, 0) if absent(value) else (False, -value)
