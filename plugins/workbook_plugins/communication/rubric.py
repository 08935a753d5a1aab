"""`rubric`: what one did in a talk, behaviour by behaviour: no, partly, yes.

Strengths come first wherever the rubric is shown: a person should read what
worked before what to try.
"""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import cast

from attrs import frozen

from workbook.model import (
    Block,
    BlockType,
    Fault,
    FixedRow,
    Name,
    RowLimits,
    Value,
    Words,
)

ANSWERS = ("no", "partly", "yes")
"""What 0, 1 and 2 mean."""

COLUMNS = (
    Block(
        id=Name("self"),
        type="scale",
        text=Words("Did you do this?"),
        head=Words("Done"),
        options={"to": Decimal(2), "ends": (Words("no, 1 partly"), Words("yes"))},
    ),
)


@frozen(kw_only=True)
class RubricOptions:
    """What is looked at, in order."""

    behaviours: tuple[FixedRow, ...]


class RubricBlock(BlockType):
    """A fixed row for each behaviour, with the column `self`: 0, 1 or 2."""

    name = "rubric"
    options = RubricOptions
    kind = "rows"

    def check(self, options: object) -> Iterable[Fault]:
        """At least one behaviour, and no two of one id."""
        behaviours = cast("RubricOptions", options).behaviours
        if not behaviours:
            yield Fault("A rubric needs a behaviour.", ("behaviours",))
        ids = [one.id for one in behaviours]
        for index, one in enumerate(ids):
            if one in ids[:index]:
                yield Fault(f"“{one}” is there twice.", ("behaviours", index, "id"))

    def columns(self, options: object) -> tuple[Block, ...]:
        """`self`."""
        return COLUMNS

    def rows(self, options: object) -> tuple[FixedRow, ...] | RowLimits | None:
        """The behaviours."""
        return cast("RubricOptions", options).behaviours

    def lines(self, options: object, value: Value) -> Iterable[str]:
        """All rows that were answered (row id → its cells), strengths first."""
        rows = cast("Mapping[str, Value]", value)
        said: list[tuple[int, str]] = []
        for one in cast("RubricOptions", options).behaviours:
            cells = rows.get(one.id)
            points = cells.get("self") if isinstance(cells, Mapping) else None
            if isinstance(points, Decimal) and 0 <= points < len(ANSWERS):
                said.append((int(points), f"{one.label}: {ANSWERS[int(points)]}"))
        return [line for _, line in sorted(said, key=lambda pair: -pair[0])]
