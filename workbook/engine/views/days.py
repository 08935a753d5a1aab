"""What happened over days: a trend, and what came on the same day."""

from datetime import date, timedelta
from decimal import Decimal
from itertools import combinations
from typing import Literal

from attrs import frozen

from workbook.engine.plain_words import short_day, short_weekdays
from workbook.engine.views.common import NOTHING, Parts, amount, bar, kept, shown
from workbook.model import DECLINED, MISSING, Expr, Get, Grid, Item, Source, Words
from workbook.words import _

_WEEK = 7
_OFTEN = 3


@frozen(kw_only=True)
class Trend:
    """`trend`: one mark for each of the last `days` days, today the last.

    Up to a week it is a bar for each day; longer spans are laid out as a
    calendar, a week a row.  A day without an entry has a dash, never a zero.
    """

    of: Source
    value: Expr
    days: int = 7
    how: Literal["mean", "highest", "count"] = "mean"

    def parts(self, get: Get) -> Parts:
        """The marks, then the first and the last in a sentence."""
        last = get.around.today
        span = [last - timedelta(days=ago) for ago in range(self.days)][::-1]
        found = self._by_day(get)
        marks = {day: self._mark(found[day]) for day in span if day in found}
        if not marks:
            return ()
        drawn = self._week(span, marks) if self.days <= _WEEK else _weeks(span, marks)
        return (drawn, *_from_to(marks))

    def _by_day(self, get: Get) -> dict[date, list[Decimal]]:
        found: dict[date, list[Decimal]] = {}
        for item in get.items(self.of):
            value = amount(get, self.value, item)
            if self.how == "count":
                value = Decimal(1) if _came(get, self.value, item) else None
            if value is not None:
                found.setdefault(item.when.date(), []).append(value)
        return found

    def _mark(self, values: list[Decimal]) -> Decimal:
        match self.how:
            case "mean":
                return sum(values, Decimal(0)) / len(values)
            case "highest":
                return max(values)
            case "count":
                return Decimal(len(values))

    def _week(self, span: list[date], marks: dict[date, Decimal]) -> Grid:
        most = max(map(abs, marks.values()))
        rows = tuple(
            (
                f"{short_weekdays()[day.weekday()]} {short_day(day)}",
                shown(marks[day]) if day in marks else NOTHING,
                bar(marks[day], most) if day in marks else "",
            )
            for day in span
        )
        return Grid(("", "", ""), rows)


def _came(get: Get, expression: str, item: Item) -> bool:
    """Whether there is an answer, and it is not a no."""
    value = get.evaluate(expression, item)
    return value is not MISSING and value is not DECLINED and value is not False


def _weeks(span: list[date], marks: dict[date, Decimal]) -> Grid:
    """A calendar: weeks from Monday."""
    monday = span[0] - timedelta(days=span[0].weekday())
    rows = []
    while monday <= span[-1]:
        days = [monday + timedelta(days=ahead) for ahead in range(_WEEK)]
        rows.append((short_day(monday), *(_cell(day, span, marks) for day in days)))
        monday += timedelta(days=_WEEK)
    return Grid((_("from"), *short_weekdays()), tuple(rows))


def _cell(day: date, span: list[date], marks: dict[date, Decimal]) -> str:
    if day in marks:
        return shown(marks[day])
    return NOTHING if span[0] <= day <= span[-1] else ""


def _from_to(marks: dict[date, Decimal]) -> tuple[str, ...]:
    if len(marks) == 1:
        return ()
    days = sorted(marks)
    said = _("From {first} on {first_day} to {last} on {last_day}.")
    return (
        said.format(
            first=shown(marks[days[0]]),
            first_day=short_day(days[0]),
            last=shown(marks[days[-1]]),
            last_day=short_day(days[-1]),
        ),
    )


@frozen(kw_only=True)
class Flag:
    """Something that is so or not on a day."""

    label: Words
    when: Expr


@frozen(kw_only=True)
class Together:
    """`together`: which flags came on the same day, said as a count, never as a cause.

    A pair is shown from `least` days on that both are known of, when it came
    three times or more, and more often than the two alone would make likely.
    """

    of: Source
    flags: tuple[Flag, ...]
    least: int = 10

    def parts(self, get: Get) -> Parts:
        """A line for each pair, the most frequent first."""
        known = {flag.label: self._days(get, flag) for flag in self.flags}
        lines: list[tuple[int, str]] = []
        for one, other in combinations(known, 2):
            days = known[one].keys() & known[other].keys()
            ones = {day for day in days if known[one][day]}
            others = {day for day in days if known[other][day]}
            both = len(ones & others)
            likely = both * len(days) > len(ones) * len(others)
            if len(days) >= self.least and both >= _OFTEN and likely:
                said = _("{one} and {other}: both on {both} of {days} days.")
                line = said.format(one=one, other=other, both=both, days=len(days))
                lines.append((both, line))
        lines.sort(key=lambda found: -found[0])
        return tuple(line for _both, line in lines)

    def _days(self, get: Get, flag: Flag) -> dict[date, bool]:
        """Every day something is known of the flag, and whether it came."""
        found: dict[date, bool] = {}
        for item in kept(get, self.of, None):
            value = get.evaluate(flag.when, item)
            if isinstance(value, bool):
                day = item.when.date()
                found[day] = found.get(day, False) or value
        return found
