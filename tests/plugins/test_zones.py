"""Four zones by percent."""

from collections.abc import Callable
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbook.model import MISSING, Expr, Get, Grid, Item, Sheet, Source
from workbook.testing import BlockTypeLaws
from workbook_plugins.trigger_mapping.zones import (
    NOT_PLACED,
    ZONES,
    ZonesBlock,
    ZonesOptions,
    zone_of,
)

OPTIONS = ZonesOptions(of=Source("triggers"), by=Expr("likelihood"))
MakeGet = Callable[..., Get]
MakeItem = Callable[..., Item]


class TestLaws(BlockTypeLaws):
    """The laws of every block type."""

    block_type = ZonesBlock()
    options = (OPTIONS,)


def zones(get: Get) -> dict[str, str]:
    """The rows of the one grid, by zone."""
    sheet = ZonesBlock().derive(OPTIONS, get)
    assert isinstance(sheet, Sheet)
    (grid,) = sheet.parts
    assert isinstance(grid, Grid)
    return {zone: names for zone, names in grid.rows}  # noqa: C416 - rows of two


@pytest.mark.parametrize(
    ("percent", "zone"),
    [
        ("0", 0),
        ("-3", 0),
        ("0.5", 1),
        ("1", 1),
        ("49", 1),
        ("49.9", 1),
        ("50", 2),
        ("99", 2),
        ("99.9", 2),
        ("100", 3),
        ("250", 3),
    ],
)
def test_the_bounds_of_the_zones(percent: str, zone: int) -> None:
    """0 · up to 49 · 50 to 99 · 100; what lies outside is drawn in."""
    assert zone_of(Decimal(percent)) == zone


@given(
    st.decimals(allow_nan=False, allow_infinity=False),
    st.decimals(allow_nan=False, allow_infinity=False),
)
def test_more_percent_is_never_a_lower_zone(one: Decimal, other: Decimal) -> None:
    """Zones rise with the percent."""
    low, high = sorted((one, other))
    assert zone_of(low) <= zone_of(high)


def test_each_item_stands_in_its_zone(get: MakeGet, item: MakeItem) -> None:
    """Every zone is named, the strongest pull of a zone comes first."""
    rows = (
        item("library", likelihood=0),
        item("payday", likelihood=60),
        item("the old bar", likelihood=90),
        item("rain", likelihood=10),
        item("Dana's flat", likelihood=90),
        item("the cellar", likelihood=100),
    )
    found = zones(get(rows={"triggers": rows}))
    assert found == dict(
        zip(
            ZONES,
            ("library", "rain", "the old bar, Dana's flat, payday", "the cellar"),
            strict=True,
        )
    )


def test_an_empty_zone_is_still_named(get: MakeGet, item: MakeItem) -> None:
    """A zone with nothing in it stands there with a dash."""
    found = zones(get(rows={"triggers": (item("payday", likelihood=60),)}))
    assert list(found.values()) == ["–", "–", "payday", "–"]


def test_what_has_no_percent_is_not_lost(get: MakeGet, item: MakeItem) -> None:
    """A row without a percent is named apart, and is in no zone."""
    rows = (item("payday"), item("rain", likelihood=10), item("fog", likelihood="much"))
    found = zones(get(rows={"triggers": rows}))
    assert found[NOT_PLACED] == "payday, fog"
    assert "payday" not in "".join(found[zone] for zone in ZONES)


def test_what_was_set_aside_is_left_out(get: MakeGet, item: MakeItem) -> None:
    """A thing that is no longer offered is in no zone."""
    rows = (
        item("payday", likelihood=60),
        item("gone", likelihood=60, offered=False),
    )
    assert "gone" not in str(zones(get(rows={"triggers": rows})))


def test_nothing_to_place_is_no_chart(get: MakeGet) -> None:
    """Without a row there is nothing to show."""
    assert ZonesBlock().derive(OPTIONS, get()) is MISSING


def test_the_chart_reads_as_lines(get: MakeGet, item: MakeItem) -> None:
    """Each zone is a line of words."""
    sheet = ZonesBlock().derive(
        OPTIONS, get(rows={"triggers": (item("payday", likelihood=60),)})
    )
    assert isinstance(sheet, Sheet)
    assert "strong pull (50–99): payday" in list(ZonesBlock().lines(OPTIONS, sheet))
