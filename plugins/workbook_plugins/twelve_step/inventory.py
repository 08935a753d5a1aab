"""`inventory`: short questions about one day, each yes, a little or no.

"A little" is there on purpose: a day is rarely all or nothing.
"""

from collections.abc import Iterable
from decimal import Decimal
from typing import cast

from attrs import frozen

from workbook.model import (
    Block,
    BlockType,
    Choice,
    Fault,
    FixedRow,
    Name,
    RowLimits,
    Words,
)

ANSWERS = (
    Choice(value="yes", label=Words("yes"), score=Decimal(2)),
    Choice(value="a_little", label=Words("a little"), score=Decimal(1)),
    Choice(value="no", label=Words("no"), score=Decimal(0)),
)

COLUMNS = (
    Block(
        id=Name("answer"),
        type="choice",
        text=Words("Was it so today?"),
        head=Words("Today"),
        options={"choices": ANSWERS},
    ),
    Block(
        id=Name("note"),
        type="text",
        text=Words("A few words, if you like"),
        head=Words("Note"),
    ),
)


@frozen(kw_only=True)
class InventoryOptions:
    """The items, in the order they are asked."""

    items: tuple[FixedRow, ...]


class InventoryBlock(BlockType):
    """A fixed row for each item, with an answer and a note."""

    name = "inventory"
    options = InventoryOptions
    kind = "rows"

    def check(self, options: object) -> Iterable[Fault]:
        """At least one item, and no two of one id."""
        items = cast("InventoryOptions", options).items
        if not items:
            yield Fault("An inventory needs an item.", ("items",))
        ids = [item.id for item in items]
        for index, item in enumerate(ids):
            if item in ids[:index]:
                yield Fault(f"Two items are called “{item}”.", ("items", index, "id"))

    def columns(self, options: object) -> tuple[Block, ...]:
        """`answer` (yes, a_little, no) and `note`."""
        return COLUMNS

    def rows(self, options: object) -> tuple[FixedRow, ...] | RowLimits | None:
        """The items."""
        return cast("InventoryOptions", options).items
