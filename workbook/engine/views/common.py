"""What the views share: which items, under which heading, in which order.

A view reads through `Get` and gives back parts of a sheet: lines of words and
small grids.  Numbers always stand beside what draws them, bars are `#`, so that
a view reads aloud as well as it looks.  Views that group count every member of a
list in a cell.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal

from attrs import frozen

from workbook.engine.plain_words import (
    in_words,
    number,
    rounded,
    short_weekdays,
    weekdays,
)
from workbook.model import DECLINED, MISSING, Expr, Get, Grid, Item, Value
from workbook.words import _

Parts = tuple[str | Grid, ...]
"""What a view shows; () when there is nothing yet."""

NOTHING = "-"
"""Stands where there is no number: an empty cell could be a slip."""

_BAR = 10
_FULL = Decimal(100)


@frozen
class Key:
    """What an item is grouped by: how it is called, and the value it is."""

    label: str
    value: Value


def kept(get: Get, of: str, where: str | None) -> tuple[Item, ...]:
    """The items of a source, those where the condition is true."""
    items = get.items(of)
    if where is None:
        return items
    return tuple(item for item in items if get.evaluate(where, item) is True)


def cell(get: Get, of: str, expression: str, item: Item) -> str:
    """A column as words; any other expression as its value."""
    if expression.isidentifier():
        words = get.cell_words(of, expression, item)
        if words:
            return words
    return in_words(get.evaluate(expression, item))


def amount(get: Get, expression: str, item: Item) -> Decimal | None:
    """The number an expression gives for an item; a yes counts as 1."""
    value = get.evaluate(expression, item)
    if isinstance(value, bool):
        return Decimal(value)
    if isinstance(value, Decimal) and value.is_finite():
        return value
    return None


def keys(get: Get, of: str, by: str, item: Item) -> tuple[Key, ...]:
    """The groups an item belongs to: one, or one for each member of a list."""
    value = get.evaluate(by, item)
    if value is MISSING or value is DECLINED:
        return ()
    if not isinstance(value, tuple):
        return (Key(cell(get, of, by, item), value),)
    found: dict[str, Key] = {}
    for member in value:
        words = in_words(member)
        if by.isidentifier():
            words = get.value_words(of, by, member)
        found.setdefault(words, Key(words, member))
    return tuple(found.values())


def head(get: Get, of: str, expression: str) -> str:
    """What a column is called; "" for a formula."""
    if not expression.isidentifier():
        return ""
    label = get.label(of, expression)
    facts = {
        "weekday": _("day"),
        "hour": _("hour"),
        "part_of_day": _("part of the day"),
        "date": _("date"),
        "days_ago": _("days ago"),
        "words": "",
    }
    return facts.get(expression, label) if label == expression else label


def parts_of_day() -> tuple[str, ...]:
    """From midnight on, six hours each."""
    return (_("night"), _("morning"), _("afternoon"), _("evening"))


def in_order(by: str, counts: Mapping[Key, int]) -> list[Key]:
    """Groups in the order people expect.

    Days from Monday, parts of the day from night, numbers and dates upward, the
    texts of a formula as they stand in it; anything else, the most frequent
    first.
    """
    labels = {key.label for key in counts}
    for names in (weekdays(), short_weekdays(), parts_of_day()):
        if labels <= set(names):
            return sorted(counts, key=lambda key: names.index(key.label))
    for kind in (Decimal, date):
        if all(isinstance(key.value, kind) for key in counts):
            return sorted(counts, key=lambda key: _comparable(key.value))
    if not by.isidentifier() and all(label in by for label in labels):
        return sorted(counts, key=lambda key: by.index(key.label))
    return sorted(counts, key=lambda key: -counts[key])


def _comparable(value: Value) -> Decimal:
    """A number or a day as a number."""
    if isinstance(value, Decimal):
        return value
    return Decimal(value.toordinal()) if isinstance(value, date) else Decimal(0)


def tally(groups: Iterable[Sequence[Key]]) -> dict[Key, int]:
    """How often each key came. Keys of one label are one group."""
    first: dict[str, Key] = {}
    counts: dict[Key, int] = {}
    for group in groups:
        for key in group:
            one = first.setdefault(key.label, key)
            counts[one] = counts.get(one, 0) + 1
    return counts


def shown(value: Decimal) -> str:
    """A worked-out number: one decimal at most, rounded half up."""
    return number(rounded(value))


def bar(value: Decimal, most: Decimal) -> str:
    """A bar of ten at most; below zero it is drawn with `-`.

    `most` is the largest of all. Up to 10 a mark is one; up to 100 it is ten.
    """
    whole = Decimal(_BAR) if most <= _BAR else max(most, _FULL)
    length = int(rounded(abs(value) * _BAR / whole, 0))
    return ("#" if value >= 0 else "-") * min(length, _BAR)


def bars(head: tuple[str, str], rows: Sequence[tuple[str, Decimal, str]]) -> Grid:
    """A bar for every (label, value, value in words)."""
    most = max((abs(value) for _label, value, _said in rows), default=Decimal(0))
    return Grid(
        (*head, ""),
        tuple((label, said, bar(value, most)) for label, value, said in rows),
    )


def columns_grid(
    get: Get, of: str, show: Sequence[Expr], items: Sequence[Item], *, named: bool
) -> Grid:
    """Items as rows, columns side by side; those that are empty are left out.

    With `named`, each row begins with the item's words, unless a shown column
    says them already.
    """
    table = [[cell(get, of, one, item) for item in items] for one in show]
    heads = [head(get, of, one) for one in show]
    words = [item.words for item in items]
    if named and words not in table:
        table.insert(0, words)
        heads.insert(0, "")
    filled = [
        (name, column) for name, column in zip(heads, table, strict=True) if any(column)
    ]
    rows = zip(*(column for _name, column in filled), strict=True)
    return Grid(tuple(name for name, _column in filled), tuple(rows))
