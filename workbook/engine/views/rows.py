"""Rows as they are, the highest first, or as words side by side."""

from attrs import frozen

from workbook.engine.views.common import (
    Key,
    Parts,
    amount,
    columns_grid,
    in_order,
    kept,
    keys,
    tally,
)
from workbook.model import Expr, Get, Grid, Source
from workbook.words import _

_SIDE_BY_SIDE = 4


@frozen(kw_only=True)
class ListOf:
    """`list`: rows as they are, or only their words when no columns are named.

    `top` keeps the first rows of a table, and the newest of whole entries.
    """

    of: Source
    where: Expr | None = None
    show: tuple[Expr, ...] = ()
    top: int | None = None

    def parts(self, get: Get) -> Parts:
        """A grid of the columns, or a line for each item."""
        items = kept(get, self.of, self.where)
        if self.top is not None and all(item.thing.row is None for item in items):
            items = tuple(sorted(items, key=lambda item: item.when, reverse=True))
        items = items[: self.top]
        if not items:
            return ()
        if not self.show:
            return tuple(item.words for item in items if item.words)
        grid = columns_grid(get, self.of, self.show, items, named=False)
        return (grid,) if grid.head else ()


@frozen(kw_only=True)
class Rank:
    """`rank`: the highest first, the lowest with `least_first`.

    What has no number has no place.
    """

    of: Source
    by: Expr
    top: int = 5
    show: tuple[Expr, ...] = ()
    where: Expr | None = None
    least_first: bool = False

    def parts(self, get: Get) -> Parts:
        """A row for each; the number is shown when it is a column of its own."""
        found = [
            (value, item)
            for item in kept(get, self.of, self.where)
            if (value := amount(get, self.by, item)) is not None
        ]
        # Sorting is stable: what is equal stays in the person's own order.
        found.sort(key=lambda pair: pair[0] if self.least_first else -pair[0])
        items = [item for _value, item in found[: self.top]]
        if not items:
            return ()
        column = self.by.isidentifier() and self.by not in self.show
        show = (self.by, *self.show) if column else self.show
        return (columns_grid(get, self.of, show, items, named=True),)


@frozen(kw_only=True)
class Groups:
    """`groups`: the words of items under what they are grouped by."""

    of: Source
    by: Expr
    where: Expr | None = None

    def parts(self, get: Get) -> Parts:
        """Columns side by side; from five groups on, a line for each."""
        items = [item for item in kept(get, self.of, self.where) if item.words]
        members = [(item, keys(get, self.of, self.by, item)) for item in items]
        columns = [
            (key.label, [i.words for i, own in members if key.label in _labels(own)])
            for key in in_order(self.by, tally(own for _item, own in members))
        ]
        if lost := [item.words for item, own in members if not own]:
            columns.append((_("not said"), lost))
        if len(columns) > _SIDE_BY_SIDE:
            return tuple(f"{label}: {', '.join(words)}" for label, words in columns)
        if not columns:
            return ()
        most = max(len(words) for _label, words in columns)
        rows = zip(*([*w, *[""] * (most - len(w))] for _l, w in columns), strict=True)
        return (Grid(tuple(label for label, _words in columns), tuple(rows)),)


def _labels(own: tuple[Key, ...]) -> set[str]:
    return {key.label for key in own}
