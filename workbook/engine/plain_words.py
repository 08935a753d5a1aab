"""Values as the words people read: numbers, days, times, lists.

Shared by block types (`lines`) and views (cells).  Names of days and months go
through the catalogue when they are used, never at import.
"""

from collections.abc import Mapping
from datetime import date, datetime, time
from decimal import ROUND_HALF_UP, Decimal

from workbook.model import DECLINED, MISSING, Missing, Sheet, Thing, Unread, Value
from workbook.words import _


def number(value: Decimal) -> str:
    """The number without an exponent, without zeros at its end, never “-0”."""
    text = f"{value:f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def rounded(value: Decimal, places: int = 1) -> Decimal:
    """Rounded half up, as people do it by hand."""
    return value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)


def weekdays() -> tuple[str, ...]:
    """The days of the week, Monday first."""
    return (
        _("Monday"),
        _("Tuesday"),
        _("Wednesday"),
        _("Thursday"),
        _("Friday"),
        _("Saturday"),
        _("Sunday"),
    )


def short_weekdays() -> tuple[str, ...]:
    """The days of the week in short, Monday first."""
    return (_("Mon"), _("Tue"), _("Wed"), _("Thu"), _("Fri"), _("Sat"), _("Sun"))


def months() -> tuple[str, ...]:
    """The months, in full."""
    return (
        _("January"),
        _("February"),
        _("March"),
        _("April"),
        _("May"),
        _("June"),
        _("July"),
        _("August"),
        _("September"),
        _("October"),
        _("November"),
        _("December"),
    )


def short_day(value: date) -> str:
    """“5 Jan”: a day of a span that is clear from around it."""
    return f"{value.day} {months()[value.month - 1][:3]}"


def day(value: date) -> str:
    """“Mon 5 Jan 2026”: with its weekday, so that a slip is seen."""
    return f"{short_weekdays()[value.weekday()]} {short_day(value)} {value.year}"


def clock(value: time) -> str:
    """“18:30”."""
    return f"{value:%H:%M}"


def in_words(value: Value | Missing) -> str:
    """Any value as one line; "" for what is not there.

    A thing has no words of its own: only `Get` and a pick's options know them.
    """
    match value:
        case bool():
            return _("yes") if value else _("no")
        case Decimal():
            return number(rounded(value, 2)) if value.is_finite() else ""
        case datetime():
            return f"{day(value)} {clock(value.time())}"
        case date():
            return day(value)
        case time():
            return clock(value)
        case str() | Sheet():
            return " ".join(str(value).split())
        case tuple():
            return ", ".join(filter(None, map(in_words, value)))
        case Mapping():
            return ", ".join(filter(None, map(in_words, value.values())))
        case Thing() | Unread():
            return ""
        case _:
            assert value in (MISSING, DECLINED)  # noqa: S101 - the last two of the union
            return ""
