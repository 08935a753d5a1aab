"""`--at WHEN`: a small forgiving set of forms."""

from contextlib import suppress
from datetime import datetime, timedelta, timezone

import pytest

from workbook.cli.moments import read_moment
from workbook.errors import UsageError

NOW = datetime(2026, 1, 5, 18, 30).astimezone()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("2026-01-03 21:30", datetime(2026, 1, 3, 21, 30)),
        ("2026-01-03T21:30", datetime(2026, 1, 3, 21, 30)),
        ("yesterday 18:00", datetime(2026, 1, 4, 18, 0)),
        ("yesterday 6pm", datetime(2026, 1, 4, 18, 0)),
        ("6pm", datetime(2026, 1, 5, 18, 0)),
        ("2026-01-03", datetime(2026, 1, 3, 12, 0)),
        ("yesterday", datetime(2026, 1, 4, 12, 0)),
        ("last friday 9am", datetime(2026, 1, 2, 9, 0)),
        ("today", datetime(2026, 1, 5, 18, 30)),
        ("now", datetime(2026, 1, 5, 18, 30)),
        ("-2h", datetime(2026, 1, 5, 16, 30)),
        ("-45min", datetime(2026, 1, 5, 17, 45)),
        ("-3d", datetime(2026, 1, 2, 18, 30)),
    ],
)
def test_what_is_read(text: str, found: datetime) -> None:
    """Local, with the offset of this place."""
    read = read_moment(text, NOW)
    assert read == found.astimezone()
    assert read.tzinfo is not None


def test_an_exact_moment_keeps_its_own_offset() -> None:
    """Written with one."""
    read = read_moment("2026-01-03T21:30+02:00", NOW)
    assert read == datetime(2026, 1, 3, 21, 30, tzinfo=timezone(timedelta(hours=2)))
    assert read.utcoffset() == timedelta(hours=2)


@pytest.mark.parametrize(
    "text",
    ["", "sometime", "32 Jan 10:00", "tomorrow 10:00", "2026-01-05 18:31", "+2h"],
)
def test_what_is_refused_tells_the_forms(text: str) -> None:
    """Also what is still to come."""
    with pytest.raises(UsageError) as refused:
        read_moment(text, NOW)
    assert "yesterday 18:00" in refused.value.hint


@pytest.mark.parametrize("text", ["-9999d", "0001-01-01 00:00", "9999-12-31 23:59"])
def test_the_edges_of_time_are_no_traceback(text: str) -> None:
    """Read or refused."""
    with suppress(UsageError):
        assert read_moment(text, NOW) <= NOW
