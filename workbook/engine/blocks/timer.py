"""A stretch of time with prompts, and a rating now and then.

The answer is what was rated and when: `("0:8", "300:6", "840:3")`, seconds since
the start and the rating there; a timer without `rate` keeps the seconds alone
(`"840:"`).  It says how long it was; it promises nothing about the next time.
"""

import re
from collections.abc import Generator, Iterable, Mapping
from decimal import Decimal
from typing import ClassVar, cast

from attrs import field, frozen

from workbook.engine.blocks.numbers import (
    ScaleOptions,
    read_scale,
    say_range,
    scale_faults,
)
from workbook.engine.plain_words import number, rounded
from workbook.model import BlockType, Fault, Json, Kind, Prompt, Refused, Value, Words
from workbook.words import _, several

_MINUTE = 60
_DAY = 86_400
_MOST_MINUTES = 180
_MOST_MARKS = 500
_LEAST_APART = 30
_BAR = 20
_MARK = re.compile(r"(\d{1,5}):([+-]?\d{0,12}(?:\.\d{1,10})?)")
_PAUSED = re.compile(r"(\d{1,9})(?:\.\d+)?( stop)?")


@frozen(kw_only=True)
class Rate:
    """What is rated on the way, on which scale, and every how many seconds."""

    text: Words
    from_: Decimal = Decimal(0)
    to: Decimal = Decimal(10)
    every: int = 180

    def scale(self) -> ScaleOptions:
        """The scale a rating stands on."""
        return ScaleOptions(from_=self.from_, to=self.to)


@frozen(kw_only=True)
class TimerOptions:
    """`minutes` at most; a prompt `every` so many seconds, in turn."""

    minutes: int = 20
    every: int = 90
    prompts: tuple[Words, ...] = ()
    rate: Rate | None = None


@frozen
class _Marks:
    """The marks as numbers: seconds since the start, and the rating there."""

    at: tuple[int, ...]
    ratings: tuple[Decimal, ...] = field(default=())

    def value(self) -> tuple[str, ...]:
        if not self.ratings:
            return tuple(f"{at}:" for at in self.at)
        pairs = zip(self.at, self.ratings, strict=True)
        return tuple(f"{at}:{number(rating)}" for at, rating in pairs)


class Timer(BlockType):
    """Ride something out, and see how it went."""

    name: ClassVar[str] = "timer"
    options: ClassVar[type] = TimerOptions
    kind: ClassVar[Kind] = "list"

    def check(self, options: object) -> Iterable[Fault]:
        """Times that can be kept, and a scale for the ratings."""
        o = cast("TimerOptions", options)
        if not 1 <= o.minutes <= _MOST_MINUTES:
            said = _("minutes are 1 to {most}").format(most=_MOST_MINUTES)
            yield Fault(said, ("minutes",))
        if o.every < 1:
            yield Fault(_("every is 1 second or more"), ("every",))
        if o.rate is not None:
            if o.rate.every < _LEAST_APART:
                said = _("ratings are {least} seconds apart or more")
                yield Fault(said.format(least=_LEAST_APART), ("rate", "every"))
            for fault in scale_faults(o.rate.scale()):
                yield Fault(fault.message, ("rate", *fault.path))

    def parse(self, options: object, raw: Json) -> Value:
        """Takes “seconds:rating” marks, the first at 0."""
        return self._read(cast("TimerOptions", options), raw).value()

    def _read(self, o: TimerOptions, raw: Json) -> _Marks:
        given = raw.replace(",", " ").split() if isinstance(raw, str) else raw
        hint = _("Like 0:8 300:6 840:3: seconds since the start, and the rating.")
        if not isinstance(given, list | tuple) or not 1 <= len(given) <= _MOST_MARKS:
            raise Refused(_("This takes ratings with their times."), hint)
        at: list[int] = []
        ratings: list[Decimal] = []
        for one in given:
            mark = _MARK.fullmatch(one) if isinstance(one, str) else None
            if mark is None or bool(mark[2]) != (o.rate is not None):
                raise Refused(_("This takes ratings with their times."), hint)
            at.append(int(mark[1]))
            if o.rate is not None:
                ratings.append(read_scale(o.rate.scale(), mark[2]))
        if at[0] != 0 or at != sorted(at) or at[-1] > _DAY:
            raise Refused(_("The times start at 0 and go up."), hint)
        return _Marks(tuple(at), tuple(ratings))

    def dump(self, options: object, value: Value) -> Json:
        """The marks as text."""
        return [str(one) for one in cast("tuple[str, ...]", value)]

    def score_names(self, options: object) -> tuple[str, ...]:
        """`minutes`, and with ratings `first`, `last`, `highest`."""
        rated = cast("TimerOptions", options).rate is not None
        return ("minutes", "first", "last", "highest") if rated else ("minutes",)

    def scores(self, options: object, value: Value) -> Mapping[str, Decimal]:
        """How long it was, to a tenth of a minute, and how it went."""
        marks = self._read(cast("TimerOptions", options), cast("Json", value))
        found = {"minutes": rounded(Decimal(marks.at[-1]) / _MINUTE)}
        if marks.ratings:
            found["first"], found["last"] = marks.ratings[0], marks.ratings[-1]
            found["highest"] = max(marks.ratings)
        return found

    def lines(self, options: object, value: Value) -> tuple[str, ...]:
        """The wave, lying on its side, and a sentence. At most 38 columns."""
        o = cast("TimerOptions", options)
        marks = self._read(o, cast("Json", value))
        if o.rate is None:
            return (self._said(marks),)
        span = o.rate.to - o.rate.from_
        wide = max(len(number(rating)) for rating in marks.ratings)
        drawn = []
        for at, rating in zip(marks.at, marks.ratings, strict=True):
            size = int(rounded((rating - o.rate.from_) * _BAR / span, 0))
            minutes = _("{count:3} min").format(count=_minutes(at))
            drawn.append(f"{minutes}  {number(rating):>{wide}}  {'#' * size}".rstrip())
        return (*drawn, self._said(marks))

    def _said(self, marks: _Marks) -> str:
        minutes = _minutes(marks.at[-1])
        long = _("less than a minute")
        if minutes:
            long = several("{count} minute", "{count} minutes", minutes)
            long = long.format(count=minutes)
        if not marks.ratings:
            return _("It was {long}.").format(long=long)
        return _("From {first} to {last} in {long}.").format(
            first=number(marks.ratings[0]), last=number(marks.ratings[-1]), long=long
        )

    def ask(
        self, options: object, before: Value | None
    ) -> Generator[Prompt, str, Value]:
        """Rate, wait, rate …, until the time is over or the person stops.

        Enter goes on to what comes next; the seconds that really passed are kept.
        """
        o = cast("TimerOptions", options)
        seconds: list[int] = [0]
        ratings: list[Decimal] = []
        if o.rate is not None:
            first = yield from self._rate(o.rate)
            if first is None:
                raise Refused(_("Nothing has begun yet. /skip leaves it out."))
            ratings.append(first)
        passed = 0
        planned = 0
        for stop_at in _stops(o):
            reply = yield self._pause(o, planned, stop_at - planned)
            took, stopped = _took(reply)
            passed = min(passed + took, _DAY)
            planned = stop_at
            over = stopped or planned == o.minutes * _MINUTE
            if over or (o.rate is not None and planned % o.rate.every == 0):
                if o.rate is not None:
                    rating = yield from self._rate(o.rate)
                    if rating is None:
                        break
                    ratings.append(rating)
                seconds.append(passed)
            if over:
                break
        return self.parse(options, list(_Marks(tuple(seconds), tuple(ratings)).value()))

    def _pause(self, o: TimerOptions, planned: int, seconds: int) -> Prompt:
        lines: list[str] = []
        if not planned:
            said = _("Up to {count} minutes. You can stop at any time.")
            lines.append(said.format(count=o.minutes))
        elif planned % _MINUTE == 0:
            minutes = planned // _MINUTE
            said = several("{count} minute.", "{count} minutes.", minutes)
            lines.append(said.format(count=minutes))
        if o.prompts and planned % o.every == 0:
            lines.append(o.prompts[planned // o.every % len(o.prompts)])
        hint = _("Enter goes on; stop ends it.") if not planned else ""
        return Prompt(lines=tuple(lines), hint=hint, seconds=seconds)

    def _rate(self, rate: Rate) -> Generator[Prompt, str, Decimal | None]:
        """One rating; None when the person stops instead."""
        scale = rate.scale()
        reply = yield Prompt(lines=(rate.text,), hint=say_range(scale.from_, scale.to))
        if reply.strip().casefold() == "stop":
            return None
        return read_scale(scale, reply)


def _stops(o: TimerOptions) -> list[int]:
    """The seconds at which something is said: prompts, ratings, minutes, the end."""
    end = o.minutes * _MINUTE
    steps = {_MINUTE}
    if o.prompts:
        steps.add(o.every)
    if o.rate is not None:
        steps.add(o.rate.every)
    return sorted({at for step in steps for at in range(step, end, step)} | {end})


def _minutes(seconds: int) -> int:
    return int(rounded(Decimal(seconds) / _MINUTE, 0))


def _took(reply: str) -> tuple[int, bool]:
    """The seconds of a pause, and whether the person stopped it."""
    typed = reply.strip().casefold()
    if typed == "stop":
        return 0, True
    found = _PAUSED.fullmatch(typed)
    if found is None:
        raise Refused(_("Press Enter to go on, or type stop to end it."))
    return int(found[1]), bool(found[2])
