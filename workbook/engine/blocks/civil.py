"""Days and times of day as people type them.

Civil and local: no zones, no seconds.  What could be meant in two ways
(“3/4/2026”, “6”) is refused with what to write instead; a day without a year is
the one nearest to today.
"""

import re
from collections.abc import Iterator
from datetime import MAXYEAR, MINYEAR, date, datetime, time, timedelta

from workbook.engine.blocks.written import fold
from workbook.engine.plain_words import day as day_words
from workbook.engine.plain_words import months, short_weekdays, weekdays
from workbook.model import Json, Refused
from workbook.words import _

_FIRST_YEAR, _LAST_YEAR = 1900, 2199
_LEAST_LETTERS = 3
_MOST_PARTS = 8
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_DOTTED = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")
_SLASHED = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")
_AGO = re.compile(r"(\d{1,3}) days? ago")
_IN = re.compile(r"in (\d{1,3}) days?")
_CLOCK = re.compile(r"(\d{1,2})(?:[:.h](\d{2}))?(?::\d{2})?\s*(am|pm|a\.m\.|p\.m\.)?")
_COMPACT = re.compile(r"([01]\d|2[0-3])([0-5]\d)")
_NOON = 12


def day_hint() -> str:
    """What a day may be typed as."""
    return _("A day: 2026-01-31, 31 Jan, today, yesterday, friday, last friday.")


def time_hint() -> str:
    """What a time may be typed as."""
    return _("A time: 18:30, 6pm, noon, or now.")


def when_hint() -> str:
    """What a moment may be typed as."""
    return _("A day and a time: 31 Jan 18:30, yesterday 6pm, 18:30 (today), or now.")


def read_day(raw: Json, today: date | None) -> date:
    """The day in `raw`. Raises Refused; so do relative words without a `today`."""
    if not isinstance(raw, str):
        raise Refused(_("This takes a day."), day_hint())
    typed = fold(raw)
    found = _exact(typed)
    if found is None and today is not None:
        found = _relative(typed, today)
    if found is None:
        found = _named(typed, today)
    if found is None:
        raise Refused(_("That day could not be read."), day_hint())
    if not _FIRST_YEAR <= found.year <= _LAST_YEAR:
        raise Refused(_("That year does not look right."), day_hint())
    return found


def _calendar(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise Refused(_("There is no such day in the calendar."), day_hint()) from None


def _exact(typed: str) -> date | None:
    if found := _ISO.fullmatch(typed):
        return _calendar(int(found[1]), int(found[2]), int(found[3]))
    if found := _DOTTED.fullmatch(typed):
        return _calendar(int(found[3]), int(found[2]), int(found[1]))
    if found := _SLASHED.fullmatch(typed):
        one, other, year = map(int, found.groups())
        if one == other or max(one, other) > 12:  # noqa: PLR2004 - months
            return _calendar(year, *((other, one) if one > 12 else (one, other)))  # noqa: PLR2004
        raise Refused(
            _("That could be one of two days: day or month first?"),
            _("Write it as {first} or {second}.").format(
                first=_calendar(year, one, other), second=_calendar(year, other, one)
            ),
        )
    return None


def _relative(typed: str, today: date) -> date | None:
    words = {
        "today": 0,
        "yesterday": -1,
        "tomorrow": 1,
        fold(_("today")): 0,
        fold(_("yesterday")): -1,
        fold(_("tomorrow")): 1,
    }
    if typed in words:
        return _shifted(today, words[typed])
    if found := _AGO.fullmatch(typed):
        return _shifted(today, -int(found[1]))
    if found := _IN.fullmatch(typed):
        return _shifted(today, int(found[1]))
    before, _space, name = typed.rpartition(" ")
    wanted = _index(name, weekdays())
    if wanted is None or before not in ("", "last", "next", "on", "this"):
        return None
    ahead = (wanted - today.weekday()) % 7
    if before == "last":
        return _shifted(today, ahead - 7)
    return _shifted(today, ahead or (7 if before == "next" else 0))


def _shifted(today: date, days: int) -> date:
    try:
        return today + timedelta(days=days)
    except OverflowError:
        raise Refused(_("That year does not look right."), day_hint()) from None


def _index(word: str, names: tuple[str, ...]) -> int | None:
    """Which name a word of three letters or more begins."""
    if len(word) < _LEAST_LETTERS:
        return None
    fits = (i for i, name in enumerate(names) if fold(name).startswith(word))
    return next(fits, None)


def _named(typed: str, today: date | None) -> date | None:
    """“31 Jan”, “Jan 31st, 2026”, “Sat 31 January 2026”."""
    parts = re.sub(r"(\d)(st|nd|rd|th)\b", r"\1", typed.replace(",", " ")).split()
    weekday = _weekday(parts[0]) if parts else None
    if weekday is not None:
        parts = parts[1:]
    if len(parts) not in (2, 3):
        return None
    parts[:2] = sorted(parts[:2], key=str.isalpha)
    month = _index(parts[1].removesuffix("."), months())
    digits = all(re.fullmatch(r"\d{1,4}", part) for part in (parts[0], *parts[2:]))
    if month is None or not digits:
        return None
    if len(parts) == 3:  # noqa: PLR2004 - day, month, year
        found: date | None = _calendar(int(parts[2]), month + 1, int(parts[0]))
    else:
        found = _nearest(int(parts[0]), month + 1, today)
    if found and weekday is not None and found.weekday() != weekday:
        raise Refused(_("That day is {day}.").format(day=day_words(found)), day_hint())
    return found


def _weekday(word: str) -> int | None:
    found = _index(word.removesuffix("."), weekdays())
    return _index(word, short_weekdays()) if found is None else found


def _nearest(day: int, month: int, today: date | None) -> date:
    if today is None:
        raise Refused(_("Say the year too."), day_hint())
    found = list(_that_day_each_year(day, month, today.year))
    if not found:
        raise Refused(_("There is no such day in the calendar."), day_hint())
    return min(found, key=lambda d: abs(d - today))


def _that_day_each_year(day: int, month: int, year: int) -> Iterator[date]:
    for one in range(max(MINYEAR, year - 4), min(MAXYEAR, year + 4) + 1):
        try:
            yield date(one, month, day)
        except ValueError:
            continue  # 29 February is in one year of four


def read_time(raw: Json, moment: datetime | None, *, compact: bool = True) -> time:
    """The time of day in `raw`, to the minute. Raises Refused.

    `compact` reads “1830”; beside a day that could be its year.
    """
    typed = fold(raw) if isinstance(raw, str) else ""
    named = {"noon": time(12), "midnight": time(0)}
    if moment is not None:
        named["now"] = moment.time().replace(second=0, microsecond=0)
    if typed in named:
        return named[typed]
    if compact and (found := _COMPACT.fullmatch(typed)):
        return time(int(found[1]), int(found[2]))
    found = _CLOCK.fullmatch(typed)
    if found is None:
        raise Refused(_("That time could not be read."), time_hint())
    hour, minute, half = int(found[1]), int(found[2] or 0), (found[3] or "")[:1]
    if half:
        if not 1 <= hour <= _NOON:
            raise Refused(_("That time could not be read."), time_hint())
        hour = hour % _NOON + (_NOON if half == "p" else 0)
    elif not found[2]:
        raise Refused(_("Is that in the morning or the evening?"), time_hint())
    try:
        return time(hour, minute)
    except ValueError:
        raise Refused(_("There is no such time of day."), time_hint()) from None


def read_when(raw: Json, today: date | None, moment: datetime | None) -> datetime:
    """The day and time in `raw`, either first. Raises Refused."""
    typed = fold(raw) if isinstance(raw, str) else ""
    if typed == "now" and moment is not None:
        return moment.replace(second=0, microsecond=0, tzinfo=None)
    parts = re.sub(r"(\d)t(\d)", r"\1 \2", typed).split()
    for cut in range(len(parts) + 1 if len(parts) <= _MOST_PARTS else 0):
        for day, clock in ((parts[:cut], parts[cut:]), (parts[cut:], parts[:cut])):
            found = _joined(" ".join(day), " ".join(clock), today, moment)
            if found is not None:
                return found
    try:
        read_day(typed, today)
    except Refused:
        raise Refused(_("That moment could not be read."), when_hint()) from None
    raise Refused(_("Say the time too."), when_hint())


def _joined(
    day: str, clock: str, today: date | None, moment: datetime | None
) -> datetime | None:
    if not clock or (not day and today is None):
        return None
    try:
        at = read_time(clock.removeprefix("at "), moment, compact=False)
        on = read_day(day.removesuffix(" at"), today) if day else today
    except Refused:
        return None
    return None if on is None else datetime.combine(on, at)
