"""What an answer can be, and the three ways of not having one.

*Missing*: nothing was answered (or the block is hidden).  *Declined*: "I would
rather not say", a stored value.  *Unread*: stored by a block type that is not
here now; kept byte for byte.
"""

from collections.abc import Mapping
from datetime import date, datetime, time
from decimal import Decimal
from enum import Enum
from typing import Final, Literal, NoReturn, TypeAlias

from attrs import frozen

from workbook.model.address import Thing

Json: TypeAlias = (
    bool
    | int
    | float
    | str
    | list["Json"]
    | dict[str, "Json"]
    | tuple["Json", ...]
    | None
)


class _Declined(Enum):
    DECLINED = "declined"

    def __repr__(self) -> str:
        return "DECLINED"


class _Missing(Enum):
    MISSING = "missing"

    def __repr__(self) -> str:
        return "MISSING"

    def __bool__(self) -> NoReturn:
        # A forgotten case must fail loudly, not count as "no".
        raise TypeError("a missing answer is neither true nor false")


DECLINED: Final = _Declined.DECLINED
MISSING: Final = _Missing.MISSING
Declined: TypeAlias = Literal[_Declined.DECLINED]
Missing: TypeAlias = Literal[_Missing.MISSING]


@frozen
class Unread:
    """A stored answer whose block type is not installed; `raw` goes back as it came."""

    raw: Json


@frozen
class Grid:
    """A small table for people to read: one head, rows of the same length."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def __str__(self) -> str:
        """Columns side by side, for a reader without a layout of its own."""
        table = (self.head, *self.rows) if any(self.head) else self.rows
        widths = [max(map(len, column)) for column in zip(*table, strict=True)]
        return "\n".join(
            "  ".join(map(str.ljust, row, widths)).rstrip() for row in table
        )


@frozen
class Sheet:
    """A computed, read-only view in words and tables; never stored.

    Each part is a line of words or a `Grid`.  A face decides width and wrapping.
    """

    parts: tuple[str | Grid, ...] = ()

    def __str__(self) -> str:
        """Every part, one under the other."""
        return "\n".join(map(str, self.parts))


Value: TypeAlias = (
    bool
    | str
    | Decimal
    | date
    | datetime
    | time
    | Thing
    | tuple[str | Thing, ...]
    | Declined
    | Unread
    | Sheet
    | Mapping[str, "Value"]
)
Cells: TypeAlias = Mapping[str, Value]
"""A row's cells, by column id; an unanswered column is left out."""
