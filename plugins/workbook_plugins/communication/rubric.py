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
    Choice,
    Fault,
    FixedRow,
    Name,
    RowLimits,
    Value,
    Words,
)

ANSWERS = (
    Choice(value="no", label=Words("no"), score=Decimal(0)),
    Choice(value="partly", label=Words("partly"), score=Decimal(1)),
    Choice(value="yes", label=Words("yes"), score=Decimal(2)),
)

COLUMNS = (
    Block(
        id=Name("self"),
        type="choice",
        text=Words("Did you do this?"),
        options={"choices": ANSWERS},
    ),
)


@frozen(kw_only=True)
class RubricOptions:
    """What is looked at, in order."""

    behaviours: tuple[FixedRow, ...]


class RubricBlock(BlockType):
    """A fixed row for each behaviour, with the column `self` (0, 1 or 2 points)."""

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
        """`self`: no, partly, yes."""
        return COLUMNS

    def rows(self, options: object) -> tuple[FixedRow, ...] | RowLimits | None:
        """The behaviours."""
        return cast("RubricOptions", options).behaviours

    def lines(self, options: object, value: Value) -> Iterable[str]:
        """The behaviours that were answered, strengths first."""
        rows = cast("Mapping[str, Value]", value)
        rank = {"yes": 0, "partly": 1, "no": 2}
        said: list[tuple[int, str]] = []
        for one in cast("RubricOptions", options).behaviours:
            cells = rows.get(one.id)
            answer = cells.get("self") if isinstance(cells, Mapping) else None
            if isinstance(answer, str) and answer in rank:
                said.append((rank[answer], f"{one.label}: {answer}"))
        return [line for _rank, line in sorted(said, key=lambda pair: pair[0])]
