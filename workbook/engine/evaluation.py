"""What evaluating an exercise gives: the one thing every face reads.

Values only.  `Evaluation` is what is true now; a face shows it and decides
nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property

from attrs import define, field, frozen

from workbook.model import (
    MISSING,
    Alert,
    Block,
    Cells,
    Item,
    Missing,
    Next,
    Problem,
    Thing,
    Value,
)


@frozen
class Answered:
    """A stored answer: its value and, for a row, its order key."""

    value: Value
    order: str = ""


Answers = Mapping[str, Mapping[str | None, Answered]]
"""block id → {None: the block's answer} or {row id: that row's cells}."""


@define(slots=False)
class Context:
    """What lies around an entry: implements `workbook.model.Around`.

    `collections` are all things by collection, in order; `others` the words
    written under *other*, by list name.
    """

    today: date
    moment: datetime
    entry: str = ""
    collections: Mapping[str, tuple[Item, ...]] = field(factory=dict)
    other_words: Mapping[str, tuple[str, ...]] = field(factory=dict)
    #: Looks things up one by one, where gathering them all would be dear.
    known_things: Mapping[Thing, Item] | None = None

    def things(self, collection: str) -> tuple[Item, ...]:
        """All things of a collection, also those set aside."""
        return self.collections.get(collection, ())

    def others(self, name: str) -> tuple[str, ...]:
        """What was written under *other* in lists of that name."""
        return self.other_words.get(name, ())

    @cached_property
    def known(self) -> Mapping[Thing, Item]:
        """Every thing there is, by its address."""
        if self.known_things is not None:
            return self.known_things
        return {
            item.thing: item for items in self.collections.values() for item in items
        }


class Later:
    """A view nobody reads but people: worked out when somebody looks.

    Views over years of entries, and the conditions they are shown on, cost more than
    all the rest of an evaluation, and most pages show none.  Pure, so that later
    gives what now would have given.
    """

    __slots__ = ("_state", "_work")

    def __init__(self, work: Callable[[], BlockState]) -> None:
        self._work: Callable[[], BlockState] | None = work
        self._state: BlockState | None = None

    def look(self) -> BlockState:
        """The state, worked out once."""
        if self._work is not None:
            self._state, self._work = self._work(), None
        assert self._state is not None  # noqa: S101 - just worked out, or before
        return self._state

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Later):
            return NotImplemented
        return self.look() == other.look()

    def __hash__(self) -> int:
        return hash(self.look().block.id)


@frozen(kw_only=True)
class BlockState:
    """One block (or cell) now.

    `value` is what is stored and still counts: MISSING when there is none or the
    block is hidden; DECLINED and Unread as they are.  `options` are those offered
    now.  `columns` are a table's columns with their options as offered now.
    `failed` says why a block could not be worked out; its answer is kept.
    """

    block: Block
    _options: object = None
    _shown: bool = False
    _value: Value | Missing = MISSING
    problems: tuple[Problem, ...] = ()
    sensitivity: int = 1
    rows: tuple[RowState, ...] = ()
    columns: tuple[Block, ...] = ()
    lacking: bool = False
    _failed: str = ""
    _later: Later | None = None

    @property
    def options(self) -> object:
        """The options as offered now."""
        return self._later.look().options if self._later else self._options

    @property
    def shown(self) -> bool:
        """Whether the block is there for the person now."""
        return self._later.look().shown if self._later else self._shown

    @property
    def value(self) -> Value | Missing:
        """The value that counts."""
        return self._later.look().value if self._later else self._value

    @property
    def failed(self) -> str:
        """Why there is no value, "" where nothing failed."""
        return self._later.look().failed if self._later else self._failed

    @property
    def answered(self) -> bool:
        """Whether there is an answer, a declined one included."""
        return self.value is not MISSING or bool(self.rows)


@frozen(kw_only=True)
class RowState:
    """One row of a table now: its cells by column."""

    id: str
    order: str = ""
    label: str = ""
    cells: Mapping[str, BlockState]
    problems: tuple[Problem, ...] = ()

    def values(self) -> Cells:
        """The cells that have a value."""
        return {
            name: state.value
            for name, state in self.cells.items()
            if state.value is not MISSING
        }


@frozen(kw_only=True)
class ScoreState:
    """A declared total now: a value, or the reason why there is none."""

    value: Decimal | None = None
    reason: str = ""
    band: str = ""


@frozen(kw_only=True)
class Offer:
    """A next exercise offered now, and what it is given."""

    next: Next
    give: Mapping[str, Value]


@frozen(kw_only=True)
class Evaluation:
    """Everything that is true of an entry now."""

    blocks: Mapping[str, BlockState]
    scores: Mapping[str, ScoreState]
    alerting: Mapping[str, bool]
    offers: Mapping[str, Offer | None]
    order: tuple[Alert, ...] = ()
    next_order: tuple[str, ...] = ()
    visited: int = 0

    @property
    def alerts(self) -> tuple[Alert, ...]:
        """The alerts that are on, in the author's order."""
        return tuple(alert for alert in self.order if self.alerting.get(alert.id))

    @property
    def next(self) -> tuple[Offer, ...]:
        """The next exercises offered, in the author's order."""
        offers = (self.offers.get(name) for name in self.next_order)
        return tuple(offer for offer in offers if offer is not None)

    def same_as(self, other: Evaluation) -> bool:
        """Whether both say the same; how much was visited does not count."""
        return (
            self.blocks == other.blocks
            and self.scores == other.scores
            and self.alerting == other.alerting
            and self.offers == other.offers
        )
