"""A day, a time of day, or both: civil, local, stored in ISO form."""

from abc import ABC, abstractmethod
from collections.abc import Generator
from datetime import date, datetime, time
from typing import ClassVar, cast

from attrs import evolve, frozen

from workbook.engine.blocks import civil
from workbook.engine.plain_words import clock, day
from workbook.model import Around, BlockType, Json, Kind, Prompt, Value, from_around


@frozen(kw_only=True)
class MomentOptions:
    """What “today” and “now” mean while the block is asked; no author's keys."""

    today: date | None = from_around(None)
    moment: datetime | None = from_around(None)


class _Moment(BlockType, ABC):
    options: ClassVar[type] = MomentOptions

    def offer(self, options: object, around: Around) -> object:
        """Fills in today and the moment this entry tells of."""
        o = cast("MomentOptions", options)
        return evolve(o, today=around.today, moment=around.moment)

    def ask(
        self, options: object, before: Value | None
    ) -> Generator[Prompt, str, Value]:
        """Asks once, and says the forms that are read."""
        return self.parse(options, (yield Prompt(hint=self.hint())))

    @abstractmethod
    def hint(self) -> str:
        """The forms that are read."""


class Date(_Moment):
    """A day."""

    name: ClassVar[str] = "date"
    kind: ClassVar[Kind] = "date"

    def parse(self, options: object, raw: Json) -> Value:
        """Takes ISO, “31 Jan”, “today”, weekdays. A bare weekday is the coming one."""
        return civil.read_day(raw, cast("MomentOptions", options).today)

    def dump(self, options: object, value: Value) -> Json:
        """2026-01-31."""
        return cast("date", value).isoformat()

    def lines(self, options: object, value: Value) -> tuple[str, ...]:
        """With its weekday, so that a slip is seen."""
        return (day(cast("date", value)),)

    def hint(self) -> str:
        """The forms that are read."""
        return civil.day_hint()


class Time(_Moment):
    """A time of day, to the minute."""

    name: ClassVar[str] = "time"
    kind: ClassVar[Kind] = "time"

    def parse(self, options: object, raw: Json) -> Value:
        """Takes “18:30”, “6pm”, “1830”, “noon”, “now”."""
        return civil.read_time(raw, cast("MomentOptions", options).moment)

    def dump(self, options: object, value: Value) -> Json:
        """18:30."""
        return clock(cast("time", value))

    def lines(self, options: object, value: Value) -> tuple[str, ...]:
        """18:30."""
        return (clock(cast("time", value)),)

    def hint(self) -> str:
        """The forms that are read."""
        return civil.time_hint()


class When(_Moment):
    """A day and a time of day."""

    name: ClassVar[str] = "when"
    kind: ClassVar[Kind] = "when"

    def parse(self, options: object, raw: Json) -> Value:
        """Takes a day and a time in either order, a time (today), or “now”."""
        o = cast("MomentOptions", options)
        return civil.read_when(raw, o.today, o.moment)

    def dump(self, options: object, value: Value) -> Json:
        """2026-01-31 18:30."""
        return f"{cast('datetime', value):%Y-%m-%d %H:%M}"

    def lines(self, options: object, value: Value) -> tuple[str, ...]:
        """The day with its weekday, then the time."""
        at = cast("datetime", value)
        return (f"{day(at)} {clock(at.time())}",)

    def hint(self) -> str:
        """The forms that are read."""
        return civil.when_hint()
