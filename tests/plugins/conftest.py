"""What a computed block of a plugin reads through, filled by hand."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
from attrs import frozen

from workbook.model import MISSING, Around, Cells, Get, Item, Missing, Thing, Value

MOMENT = datetime(2026, 1, 5, 18, 30)


@frozen(kw_only=True)
class Nothing:
    """No collections; a Monday in January."""

    today: date = MOMENT.date()
    moment: datetime = MOMENT
    entry: str = "e1"
    known: Mapping[Thing, Item] = {}

    def best_first(self, items) -> tuple[Item, ...]:
        return tuple(items)

    def things(self, collection: str) -> tuple[Item, ...]:
        """No things of any name."""
        del collection
        return ()

    def others(self, name: str) -> tuple[str, ...]:
        """No words under *other*."""
        del name
        return ()


@frozen(kw_only=True)
class ByHand:
    """`Get` over values, words and items written in a test."""

    values: Mapping[str, Value] = {}
    said: Mapping[str, str] = {}
    rows: Mapping[str, tuple[Item, ...]] = {}
    labels: Mapping[str, str] = {}
    around: Around = Nothing()

    def value(self, name: str) -> Value | Missing:
        """The value written for that block."""
        return self.values.get(name, MISSING)

    def words(self, name: str) -> str:
        """The words written for that block."""
        return self.said.get(name, "")

    def items(self, source: str) -> tuple[Item, ...]:
        """The items written for that source."""
        return self.rows.get(source, ())

    def cell_words(self, source: str, column: str, item: Item) -> str:
        """A cell as it stands."""
        del source
        return str(item.cells.get(column, ""))

    def value_words(self, source: str, column: str, value: Value) -> str:
        """The label written for a value, or the value."""
        del source, column
        return self.labels.get(str(value), str(value))

    def label(self, source: str, column: str) -> str:
        """The column's id."""
        del source
        return column

    def evaluate(self, expression: str, item: Item | None = None) -> Value | Missing:
        """A cell's name is the only expression there is."""
        return item.cells.get(expression, MISSING) if item else MISSING


@pytest.fixture
def get() -> Callable[..., Get]:
    """Makes a `Get` over what a test wrote; `known` are the things there are."""

    def made(*, known: Mapping[Thing, Item] | None = None, **written: Any) -> ByHand:
        return ByHand(around=Nothing(known=known or {}), **written)

    return made


@pytest.fixture
def item() -> Callable[..., Item]:
    """Makes an item: its words and its cells; whole numbers become decimals."""
    count = iter(range(1000))

    def made(words: str, *, offered: bool = True, **cells: Value | int) -> Item:
        thing = Thing("e1", "rows", f"r{next(count)}")
        exact: Cells = {
            name: Decimal(value) if isinstance(value, int) else value
            for name, value in cells.items()
        }
        return Item(thing=thing, words=words, cells=exact, when=MOMENT, offered=offered)

    return made
