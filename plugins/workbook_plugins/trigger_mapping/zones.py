"""`zones`: things in four groups, by how strongly they pull.

The four zones (0, 1-49, 50-99 and 100 percent) are the structure of a public
treatment manual's trigger chart (Matrix model, early recovery); the labels are
ours.
"""

from collections.abc import Iterable
from decimal import Decimal
from typing import cast

from attrs import frozen

from workbook.model import (
    MISSING,
    BlockType,
    Expr,
    Get,
    Grid,
    Item,
    Missing,
    Sheet,
    Source,
    Value,
)

ZONES = ("no pull (0)", "some pull (1–49)", "strong pull (50–99)", "always (100)")
"""From the safest to the strongest."""

NOT_PLACED = "not placed yet"


@frozen(kw_only=True)
class ZonesOptions:
    """`by` is worked out over each item of `of`: a number from 0 to 100."""

    of: Source
    by: Expr


class ZonesBlock(BlockType):
    """The items of a table or a collection, in four zones by percent."""

    name = "zones"
    options = ZonesOptions
    kind = "any"
    computed = True

    def derive(self, options: object, get: Get) -> Value | Missing:
        """A line for each zone, the strongest pull of a zone first."""
        mine = cast("ZonesOptions", options)
        items = [item for item in get.items(mine.of) if item.offered and item.words]
        if not items:
            return MISSING
        placed = [(get.evaluate(mine.by, item), item) for item in items]
        rows = [
            (label, _names(members) or "–")
            for label, members in zip(ZONES, _zones(placed), strict=True)
        ]
        lost = [item.words for percent, item in placed if not _is_percent(percent)]
        if lost:
            rows.append((NOT_PLACED, ", ".join(lost)))
        return Sheet((Grid(("pull", "what"), tuple(rows)),))

    def lines(self, options: object, value: Value) -> Iterable[str]:
        """Each zone on a line of its own."""
        for part in cast("Sheet", value).parts:
            if isinstance(part, Grid):
                yield from (": ".join(row) for row in part.rows)
            else:
                yield part


def _zones(
    placed: list[tuple[Value | Missing, Item]],
) -> tuple[list[tuple[Decimal, Item]], ...]:
    """The placed items zone by zone."""
    zones: tuple[list[tuple[Decimal, Item]], ...] = ([], [], [], [])
    for percent, item in placed:
        if isinstance(percent, Decimal) and _is_percent(percent):
            zones[zone_of(percent)].append((percent, item))
    return zones


def zone_of(percent: Decimal) -> int:
    """The place in `ZONES` of a percent; what lies outside 0-100 is drawn in."""
    if percent <= 0:
        return 0
    if percent < 50:  # noqa: PLR2004 - the bounds are the chart
        return 1
    return 2 if percent < 100 else 3  # noqa: PLR2004 - the bounds are the chart


def _is_percent(value: Value | Missing) -> bool:
    return isinstance(value, Decimal) and value.is_finite()


def _names(members: list[tuple[Decimal, Item]]) -> str:
    # sorted is stable: equal pulls keep the person's own order.
    strongest = sorted(members, key=lambda member: -member[0])
    return ", ".join(item.words for _percent, item in strongest)
