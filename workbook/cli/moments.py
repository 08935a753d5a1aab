"""`--at WHEN`: the moment an entry tells of, as people write it in a shell."""

from __future__ import annotations

import re
from datetime import datetime, time, timedelta

from workbook.engine.blocks.civil import read_day, read_when
from workbook.errors import Refused, UsageError
from workbook.words import _

_AGO = re.compile(r"-\s*(\d{1,4})\s*(m|min|h|d)")
_UNITS = {"m": "minutes", "min": "minutes", "h": "hours", "d": "days"}


def forms() -> str:
    """What may be written."""
    return _(
        "Write “2026-11-20 21:30”, “yesterday 18:00”, “18:30” (today), -2h, or a day."
    )


def read_moment(text: str, now: datetime) -> datetime:
    """The moment, with the offset of this place. A day alone is its noon.

    Raises UsageError, also for a moment that is still to come.
    """
    found = _moment(text.strip(), now)
    if found > now:
        raise UsageError(_("“{text}” is still to come.").format(text=text), forms())
    return found


def _moment(text: str, now: datetime) -> datetime:
    if ago := _AGO.fullmatch(text.casefold()):
        return now - timedelta(**{_UNITS[ago[2]]: int(ago[1])})
    try:
        exact = datetime.fromisoformat(text)
    except ValueError:
        return _civil(text, now)
    return exact if exact.tzinfo else _civil(text, now)


def _civil(text: str, now: datetime) -> datetime:
    today = now.date()
    try:
        day = read_day(text, today)
    except Refused:
        day = None
    try:
        if day is not None:
            # Today's noon may be still to come; now is nearer to what was meant.
            return now if day == today else datetime.combine(day, time(12)).astimezone()
        return read_when(text, today, now.replace(tzinfo=None)).astimezone()
    except Refused as refused:
        raise UsageError(f"--at: {refused.message}", forms()) from None
    except (ValueError, OverflowError, OSError):
        raise UsageError(
            _("“{text}” is no moment we can keep.").format(text=text), forms()
        ) from None
