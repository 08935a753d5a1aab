"""A clock that stands still until it is told to move."""

from datetime import datetime, timedelta, timezone


class FakeClock:
    """Monday 5 January 2026, noon, one hour east of UTC, unless told otherwise."""

    def __init__(self, moment: datetime | None = None) -> None:
        zone = timezone(timedelta(hours=1))
        self.moment = moment or datetime(2026, 1, 5, 12, tzinfo=zone)

    def now(self) -> datetime:
        """The moment it stands at."""
        return self.moment

    def forward(self, **amount: float) -> None:
        """Move on, by days, hours, minutes …, as `timedelta` takes them."""
        self.moment += timedelta(**amount)
