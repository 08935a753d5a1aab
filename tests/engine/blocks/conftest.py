"""What lies around a block in these tests: a Monday evening, a few things."""

from collections.abc import Callable
from datetime import date, datetime

import pytest
from attrs import field, frozen

from workbook.model import Item, Thing


@frozen(kw_only=True)
class Surroundings:
    """A plain stand-in for what the engine hands to `offer`."""

    today: date = date(2026, 1, 5)
    moment: datetime = datetime(2026, 1, 5, 18, 42, 7)
    entry: str = "e9"
    collections: dict[str, tuple[Item, ...]] = field(factory=dict)
    own_words: dict[str, tuple[str, ...]] = field(factory=dict)

    def best_first(self, items) -> tuple[Item, ...]:
        return tuple(items)

    def things(self, collection: str) -> tuple[Item, ...]:
        return self.collections.get(collection, ())

    def others(self, name: str) -> tuple[str, ...]:
        return self.own_words.get(name, ())


@pytest.fixture(scope="session")
def around() -> type[Surroundings]:
    return Surroundings


@pytest.fixture(scope="session")
def thing() -> Callable[..., Item]:
    def made(row: str, words: str, *, offered: bool = True) -> Item:
        return Item(
            thing=Thing("e1", "triggers", row),
            words=words,
            when=datetime(2026, 1, 1, 9, 0),
            offered=offered,
        )

    return made
