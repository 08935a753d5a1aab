"""The one way to the time and to chance; everything below takes them as values."""

import secrets
from datetime import date, datetime
from typing import Protocol

_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"


class Clock(Protocol):
    """Says what time it is here."""

    def now(self) -> datetime:
        """The moment, with the offset of this place."""


class SystemClock:
    """The clock and zone of this computer."""

    def now(self) -> datetime:
        """The moment, with the offset of this place."""
        return datetime.now().astimezone()


def today(clock: Clock) -> date:
    """The local date."""
    return clock.now().date()


def stamp(moment: datetime) -> tuple[int, int]:
    """A moment as stored: UTC milliseconds, and minutes east of UTC."""
    offset = moment.utcoffset()
    minutes = 0 if offset is None else int(offset.total_seconds() // 60)
    return int(moment.timestamp() * 1000), minutes


def new_id(length: int = 12) -> str:
    """A random id in letters that cannot be mistaken for each other (about 59 bits
    at 12): no order, no meaning, the same length for all.
    """
    return "".join(secrets.choice(_LETTERS) for _index in range(length))
