"""One filling-in of one exercise, and where in it a person stands."""

from __future__ import annotations

from datetime import datetime
from enum import Enum

from attrs import frozen


class State(Enum):
    """A draft can be gone on with; what is set aside is kept but not offered."""

    DRAFT = "draft"
    FINISHED = "finished"
    SET_ASIDE = "set aside"


NEW_ROW = "+"
"""Stands for the row that is not there yet: the stop where one is added."""


@frozen
class Stop:
    """A place a person can answer now: a block, or a cell of a table.

    `row` is a row id or `NEW_ROW`; `column` a column id.
    """

    block: str
    row: str | None = None
    column: str | None = None

    def __str__(self) -> str:
        return "/".join(p for p in (self.block, self.row, self.column) if p is not None)

    @classmethod
    def parse(cls, text: str) -> Stop:
        """The stop `text` spells; the inverse of `str`."""
        return cls(*text.split("/")[:3])


@frozen(kw_only=True)
class Entry:
    """The head of an entry: everything about it but the answers.

    `begun` and `touched` are moments with their offset; `dated` is the moment it
    tells of, when a person dated it back (both are kept).  `here` is the stop to
    resume at, None for the start.
    """

    id: str
    exercise: str
    version: int
    hash: str
    state: State
    begun: datetime
    touched: datetime
    dated: datetime | None = None
    here: Stop | None = None
    before_aside: State | None = None

    @property
    def when(self) -> datetime:
        """The moment this entry tells of."""
        return self.dated or self.begun
