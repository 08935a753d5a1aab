from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbook.engine.blocks.civil import read_day, read_time, read_when
from workbook.engine.plain_words import day as day_words
from workbook.model import Refused

MONDAY = date(2026, 1, 5)
EVENING = datetime(2026, 1, 5, 18, 42, 7)
DAYS = st.dates(date(1900, 1, 1), date(2199, 12, 31))


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("2026-01-31", date(2026, 1, 31)),
        ("2026-1-3", date(2026, 1, 3)),
        ("31.1.2026", date(2026, 1, 31)),
        ("1/31/2026", date(2026, 1, 31)),
        ("31/1/2026", date(2026, 1, 31)),
        ("3/3/2026", date(2026, 3, 3)),
        ("today", MONDAY),
        ("Yesterday", date(2026, 1, 4)),
        ("TOMORROW", date(2026, 1, 6)),
        ("monday", MONDAY),
        ("next monday", date(2026, 1, 12)),
        ("last monday", date(2025, 12, 29)),
        ("fri", date(2026, 1, 9)),
        ("on Friday", date(2026, 1, 9)),
        ("last friday", date(2026, 1, 2)),
        ("3 days ago", date(2026, 1, 2)),
        ("in 1 day", date(2026, 1, 6)),
        ("31 Jan", date(2026, 1, 31)),
        ("Jan 31st", date(2026, 1, 31)),
        ("31 december", date(2025, 12, 31)),
        ("3 Feb. 2027", date(2027, 2, 3)),
        ("Sat, 31 January 2026", date(2026, 1, 31)),
        ("29 feb", date(2024, 2, 29)),
    ],
)
def test_a_day_is_read_as_people_write_it(typed: str, day: date) -> None:
    """A bare weekday is the coming one; a day without a year the nearest."""
    assert read_day(typed, MONDAY) == day


@pytest.mark.parametrize(
    "typed",
    ["3/4/2026", "2026-02-30", "30 feb", "31", "jan", "someday", "ma", "1-1", "", None,
     5, "Tue 5 Jan 2026", "0001-01-01", "9999-01-01", "in 999 years", "5 5"],
)  # fmt: skip
def test_a_day_with_two_meanings_or_none_is_refused(typed: object) -> None:
    """Every refusal tells what can be typed."""
    with pytest.raises(Refused) as refused:
        read_day(typed, MONDAY)  # type: ignore[arg-type]  # any object, on purpose
    assert refused.value.hint


def test_relative_words_need_a_today() -> None:
    """A stored answer never depends on the day it is read."""
    for typed in ("today", "friday", "31 Jan"):
        with pytest.raises(Refused):
            read_day(typed, None)


@given(DAYS, DAYS)
def test_every_day_is_read_back_from_its_own_words(day: date, today: date) -> None:
    """What we show can be typed."""
    assert read_day(day_words(day), today) == day
    assert read_day(day.isoformat(), None) == day


@given(
    st.dates(date(1901, 1, 1), date(2198, 12, 31)),
    st.sampled_from(["monday", "wed", "sunday"]),
)
def test_a_weekday_is_within_a_week(today: date, name: str) -> None:
    """“last” lies before today, “next” after it, the bare name from today on."""
    assert today - timedelta(7) <= read_day(f"last {name}", today) < today
    assert today < read_day(f"next {name}", today) <= today + timedelta(7)
    assert today <= read_day(name, today) < today + timedelta(7)


@pytest.mark.parametrize(
    ("typed", "clock"),
    [
        ("18:30", time(18, 30)),
        ("6:05", time(6, 5)),
        ("6pm", time(18)),
        ("6 PM", time(18)),
        ("6:30 p.m.", time(18, 30)),
        ("12am", time(0)),
        ("12pm", time(12)),
        ("1830", time(18, 30)),
        ("18.30", time(18, 30)),
        ("18h30", time(18, 30)),
        ("18:30:59", time(18, 30)),
        ("noon", time(12)),
        ("midnight", time(0)),
        ("now", time(18, 42)),
    ],
)
def test_a_time_is_read_as_people_write_it(typed: str, clock: time) -> None:
    """To the minute; seconds fall away."""
    assert read_time(typed, EVENING) == clock


@pytest.mark.parametrize(
    "typed", ["6", "25:00", "13pm", "0am", "soon", "", "18:60", None]
)
def test_a_time_with_two_meanings_or_none_is_refused(typed: str | None) -> None:
    """“6” asks: morning or evening?"""
    with pytest.raises(Refused):
        read_time(typed, EVENING)


@pytest.mark.parametrize(
    ("typed", "moment"),
    [
        ("2026-01-31 18:30", datetime(2026, 1, 31, 18, 30)),
        ("2026-01-31T18:30", datetime(2026, 1, 31, 18, 30)),
        ("now", datetime(2026, 1, 5, 18, 42)),
        ("7:15", datetime(2026, 1, 5, 7, 15)),
        ("yesterday 6pm", datetime(2026, 1, 4, 18)),
        ("6 pm yesterday", datetime(2026, 1, 4, 18)),
        ("last friday at 6 pm", datetime(2026, 1, 2, 18)),
        ("31 Jan 2026 noon", datetime(2026, 1, 31, 12)),
        ("Sat 31 Jan 2026 18:30", datetime(2026, 1, 31, 18, 30)),
    ],
)
def test_a_moment_is_a_day_and_a_time_in_any_order(
    typed: str, moment: datetime
) -> None:
    """A time alone is today's."""
    assert read_when(typed, MONDAY, EVENING) == moment


def test_a_day_without_a_time_asks_for_the_time() -> None:
    """A year is never taken for a time of day."""
    for typed in ("31 Jan 2026", "Jan 5 2026", "yesterday"):
        with pytest.raises(Refused, match="Say the time too"):
            read_when(typed, MONDAY, EVENING)
    for typed in ("", "soon", "a b c d e f g h i j k", "2026-01-31T18:30Z"):
        with pytest.raises(Refused, match="could not be read"):
            read_when(typed, MONDAY, EVENING)
