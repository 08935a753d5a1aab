"""A plain stand-in for `Get`: items are dicts, expressions are Python functions."""

from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from attrs import field, frozen

from workbook.engine.plain_words import in_words, weekdays
from workbook.model import MISSING, Item, Missing, Thing, Value

TODAY = date(2026, 1, 11)  # a Sunday


@frozen(kw_only=True)
class Place:
    today: date = TODAY
    moment: datetime = datetime(2026, 1, 11, 20, 0)
    entry: str = "now"

    def best_first(self, items) -> tuple[Item, ...]:
        return tuple(items)

    def things(self, collection: str) -> tuple[Item, ...]:
        return ()

    def others(self, name: str) -> tuple[str, ...]:
        return ()


@frozen(kw_only=True)
class Fake:
    """`formulas` are expressions that are no bare names, by their text."""

    sources: Mapping[str, tuple[Item, ...]] = field(factory=dict)
    answers: Mapping[str, Value] = field(factory=dict)
    labels: Mapping[str, str] = field(factory=dict)
    codes: Mapping[str, str] = field(factory=dict)
    formulas: Mapping[str, Callable[[Mapping[str, Any]], Any]] = field(factory=dict)
    around: Place = Place()

    def value(self, name: str) -> Value | Missing:
        return self.answers.get(name, MISSING)

    def words(self, name: str) -> str:
        value = self.value(name)
        return self.codes.get(str(value), in_words(value))

    def items(self, source: str) -> tuple[Item, ...]:
        return self.sources.get(source, ())

    def cell_words(self, source: str, column: str, item: Item) -> str:
        value = self.evaluate(column, item)
        if isinstance(value, tuple):
            return ", ".join(self.value_words(source, column, one) for one in value)
        return "" if value is MISSING else self.value_words(source, column, value)

    def value_words(self, source: str, column: str, value: Value) -> str:
        return self.codes.get(str(value), in_words(value))

    def label(self, source: str, column: str) -> str:
        return self.labels.get(column, column)

    def evaluate(self, expression: str, item: Item | None = None) -> Value | Missing:
        names: dict[str, Any] = dict(self.answers)
        if item is not None:
            names = {
                "weekday": weekdays()[item.when.weekday()],
                "hour": Decimal(item.when.hour),
                **item.cells,
            }
        if expression in self.formulas:
            try:
                found: Value = self.formulas[expression](names)
            except KeyError:
                return MISSING
            return found
        plain: Value | Missing = names.get(expression, MISSING)
        return plain


def numbers(cells: Mapping[str, Any]) -> dict[str, Any]:
    return {
        name: Decimal(value) if type(value) is int else value
        for name, value in cells.items()
    }


@pytest.fixture(scope="session")
def fake() -> type[Fake]:
    return Fake


@pytest.fixture(scope="session")
def row() -> Callable[..., Item]:
    """A row of a table: its words, then its cells."""

    def made(words: str, **cells: Any) -> Item:
        return Item(
            thing=Thing("now", "table", words or "r"),
            words=words,
            cells=numbers(cells),
            when=datetime(2026, 1, 11, 20, 0),
        )

    return made


@pytest.fixture(scope="session")
def entry() -> Callable[..., Item]:
    """A whole entry, so many days ago, at an hour of the day."""

    def made(days_ago: int, hour: int = 12, **cells: Any) -> Item:
        when = datetime(2026, 1, 11, hour) - timedelta(days=days_ago)
        return Item(
            thing=Thing(f"e{days_ago}-{hour}"),
            words=f"{days_ago} days ago",
            cells=numbers(cells),
            when=when,
        )

    return made
