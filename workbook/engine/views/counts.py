"""How often, how much on average, and how large: `count`, `mean`, `bars`."""

from decimal import Decimal

from attrs import frozen

from workbook.engine.plain_words import short_weekdays, weekdays
from workbook.engine.views.common import (
    NOTHING,
    Key,
    Parts,
    amount,
    bar,
    bars,
    cell,
    head,
    in_order,
    kept,
    keys,
    shown,
    tally,
)
from workbook.model import Expr, Get, Grid, Item, Source
from workbook.words import _


@frozen(kw_only=True)
class Count:
    """`count`: how often each `by` came; with `across`, a grid of both.

    Under `least` rows nothing is shown: a pattern needs more than one evening.
    """

    of: Source
    by: Expr
    across: Expr | None = None
    where: Expr | None = None
    least: int = 1

    def parts(self, get: Get) -> Parts:
        """A bar for each group, or the grid."""
        items = kept(get, self.of, self.where)
        counts = tally(keys(get, self.of, self.by, item) for item in items)
        if len(items) < self.least or not counts:
            return ()
        if self.across is not None:
            return self._grid(get, items, in_order(self.by, counts), self.across)
        rows = [
            (key.label, Decimal(counts[key]), str(counts[key]))
            for key in in_order(self.by, counts)
        ]
        return (bars((head(get, self.of, self.by), _("times")), rows),)

    def _grid(
        self, get: Get, items: tuple[Item, ...], down: list[Key], across: str
    ) -> Parts:
        pairs: dict[tuple[str, str], int] = {}
        crossing = [(item, keys(get, self.of, across, item)) for item in items]
        for item, columns in crossing:
            for row in keys(get, self.of, self.by, item):
                for column in columns:
                    at = (row.label, column.label)
                    pairs[at] = pairs.get(at, 0) + 1
        if not pairs:
            return ()
        labels = _across(in_order(across, tally(own for _item, own in crossing)))
        rows = tuple(
            (key.label, *(str(pairs.get((key.label, one), NOTHING)) for one in labels))
            for key in down
            if any((key.label, one) in pairs for one in labels)
        )
        short = dict(zip(weekdays(), short_weekdays(), strict=True))
        top = (head(get, self.of, self.by), *(short.get(one, one) for one in labels))
        return (Grid(top, rows),)


def _across(found: list[Key]) -> tuple[str, ...]:
    """The columns; of a week, all seven days."""
    labels = tuple(key.label for key in found)
    return weekdays() if set(labels) <= set(weekdays()) else labels


@frozen(kw_only=True)
class Mean:
    """`mean`: the mean of `value` for each `by`, with how many it is from.

    A group under `least` is left out: one good day is no pattern.  Without `by`,
    one line for all.
    """

    of: Source
    value: Expr
    by: Expr | None = None
    where: Expr | None = None
    least: int = 3

    def parts(self, get: Get) -> Parts:
        """The highest mean first."""
        numbers = [
            (item, value)
            for item in kept(get, self.of, self.where)
            if (value := amount(get, self.value, item)) is not None
        ]
        if self.by is None:
            return self._line([value for _item, value in numbers])
        groups: dict[str, list[Decimal]] = {}
        for item, value in numbers:
            for key in keys(get, self.of, self.by, item):
                groups.setdefault(key.label, []).append(value)
        means = [
            (label, _mean(values), len(values))
            for label, values in groups.items()
            if len(values) >= max(self.least, 1)
        ]
        if not means:
            return ()
        means.sort(key=lambda found: -found[1])
        most = max(abs(mean) for _label, mean, _n in means)
        rows = tuple((label, shown(m), str(n), bar(m, most)) for label, m, n in means)
        return (Grid((head(get, self.of, self.by), _("mean"), _("from"), ""), rows),)

    def _line(self, values: list[Decimal]) -> Parts:
        if len(values) < max(self.least, 1):
            return ()
        said = _("The mean is {mean}, from {count}.")
        return (said.format(mean=shown(_mean(values)), count=len(values)),)


def _mean(values: list[Decimal]) -> Decimal:
    return sum(values, Decimal(0)) / len(values)


@frozen(kw_only=True)
class Bars:
    """`bars`: a bar for each row, in the order of the rows."""

    of: Source
    value: Expr
    where: Expr | None = None

    def parts(self, get: Get) -> Parts:
        """Rows without a number are left out."""
        rows = [
            (item.words, value, cell(get, self.of, self.value, item))
            for item in kept(get, self.of, self.where)
            if (value := amount(get, self.value, item)) is not None
        ]
        return (bars(("", head(get, self.of, self.value)), rows),) if rows else ()
