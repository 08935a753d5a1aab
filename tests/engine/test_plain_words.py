from datetime import date, datetime, time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbook.engine import plain_words
from workbook.model import DECLINED, MISSING, Grid, Missing, Sheet, Thing, Value


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (True, "yes"),
        (False, "no"),
        (Decimal("7.50"), "7.5"),
        (Decimal(1) / 3, "0.33"),
        (Decimal("1E+2"), "100"),
        (Decimal("NaN"), ""),
        (date(2026, 1, 5), "Mon 5 Jan 2026"),
        (datetime(2026, 1, 5, 18, 30), "Mon 5 Jan 2026 18:30"),
        (time(6, 5), "06:05"),
        ("two\nlines", "two lines"),
        (("a", Thing("e"), "b"), "a, b"),
        ({"a": Decimal(1), "b": "c"}, "1, c"),
        (Sheet(("above", Grid(("x",), (("y",),)))), "above x y"),
        (Thing("e1"), ""),
        (MISSING, ""),
        (DECLINED, ""),
    ],
)
def test_every_value_has_words(value: Value | Missing, words: str) -> None:
    """One line, no addresses, nothing for what is not there."""
    assert plain_words.in_words(value) == words


@given(st.decimals(allow_nan=False, allow_infinity=False, places=4))
def test_a_number_is_written_without_an_exponent_and_reads_back(value: Decimal) -> None:
    """Never “-0”, never zeros at the end."""
    written = plain_words.number(value)
    assert Decimal(written) == value
    assert "E" not in written
    assert written != "-0"


def test_rounding_is_half_up() -> None:
    """As people do it by hand; also below zero."""
    assert plain_words.rounded(Decimal("2.25")) == Decimal("2.3")
    assert plain_words.rounded(Decimal("-2.25")) == Decimal("-2.3")
    assert plain_words.rounded(Decimal("0.5"), 0) == Decimal(1)


def test_the_week_begins_on_monday() -> None:
    """In full and in short, in the same order."""
    assert plain_words.weekdays()[0] == "Monday"
    assert [n[:3] for n in plain_words.weekdays()] == list(plain_words.short_weekdays())
    assert len(plain_words.months()) == 12
