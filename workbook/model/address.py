"""Where an answer lives, and what a pick points at.

`str(At)` is the document's id in the store, so the text form is part of the
format: `entry/block` or `entry/block/row`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import frozen

if TYPE_CHECKING:
    from workbook.model.value import Value


@frozen(order=True)
class At:
    """The address of one answer: a block, or one row of a table block."""

    entry: str
    block: str
    row: str | None = None

    def __str__(self) -> str:
        tail = "" if self.row is None else f"/{self.row}"
        return f"{self.entry}/{self.block}{tail}"

    @classmethod
    def parse(cls, text: str) -> At:
        """The address `text` spells. Raises ValueError when it spells none."""
        parts = text.split("/")
        if len(parts) not in (2, 3) or not all(parts):
            raise ValueError(text)
        return cls(*parts)


@frozen(order=True)
class Thing:
    """What an exercise collects and a pick points at: a whole entry, or a row."""

    entry: str
    block: str | None = None
    row: str | None = None

    def __str__(self) -> str:
        return "/".join(p for p in (self.entry, self.block, self.row) if p is not None)

    @classmethod
    def parse(cls, text: str) -> Thing:
        """The thing `text` spells. Raises ValueError when it spells none."""
        parts = text.split("/")
        if len(parts) not in (1, 3) or not all(parts) or any(" " in p for p in parts):
            raise ValueError(text)
        return cls(*parts)


@frozen
class Change:
    """One step of a transaction: the value now at an address; None removes it.

    `order` is a row's order key, a string between its neighbours'.
    """

    at: At
    value: Value | None
    order: str = ""
