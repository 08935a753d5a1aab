"""What the expression language does with values, missing answers included.

Three-valued: a comparison or a sum with a missing (or declined) answer is
missing; `and`, `or`, `not` are Kleene's.  A list on either side is taken element
by element.  Numbers are decimals, so a cut-off of 9.5 is exactly 9.5.  Division
by zero has no answer: it is missing.
"""

import operator
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime, time
from decimal import ROUND_HALF_UP, Decimal, DivisionByZero, InvalidOperation
from typing import Any, TypeAlias, cast

from workbook.model import DECLINED, MISSING, Unread, Value

Any3: TypeAlias = Any
"""A value of the language: a Value, a plain tuple of them, or MISSING."""


class ExpressionFailed(Exception):
    """The expression met values it has no meaning for, such as a text plus a number."""


def absent(value: Any3) -> bool:
    """Whether there is no answer to work with."""
    return value is MISSING or value is DECLINED


def present(value: Any3) -> Value | None:
    """The answer, where there is one that can be read now; else None."""
    return None if absent(value) or isinstance(value, Unread) else cast("Value", value)


def _each(function: Callable[..., Any3], left: Any3, right: Any3) -> Any3:
    if isinstance(left, tuple) and isinstance(right, tuple):
        if len(left) != len(right):
            raise ExpressionFailed("lists of different lengths")
        return tuple(function(a, b) for a, b in zip(left, right, strict=True))
    if isinstance(left, tuple):
        return tuple(function(a, right) for a in left)
    return tuple(function(left, b) for b in right)


def _comparable(left: Any3, right: Any3) -> tuple[Any3, Any3]:
    if isinstance(left, datetime) != isinstance(right, datetime):
        if isinstance(left, datetime) and isinstance(right, date):
            return left.date(), right
        if isinstance(right, datetime) and isinstance(left, date):
            return left, right.date()
    return left, right


def compare(operation: Callable[[Any, Any], bool]) -> Callable[[Any3, Any3], Any3]:
    """A comparison that knows missing answers and lists."""

    def compared(left: Any3, right: Any3) -> Any3:
        if absent(left) or absent(right):
            return MISSING
        if isinstance(left, tuple) or isinstance(right, tuple):
            return _each(compared, left, right)
        try:
            return bool(operation(*_comparable(left, right)))
        except TypeError as error:
            raise ExpressionFailed(str(error)) from None

    return compared


def arithmetic(operation: Callable[[Any, Any], Any]) -> Callable[[Any3, Any3], Any3]:
    """A sum or product that knows missing answers and lists."""

    def worked_out(left: Any3, right: Any3) -> Any3:
        if absent(left) or absent(right):
            return MISSING
        if isinstance(left, tuple) or isinstance(right, tuple):
            return _each(worked_out, left, right)
        if not (isinstance(left, Decimal) and isinstance(right, Decimal)):
            raise ExpressionFailed("arithmetic on something that is not a number")
        try:
            return operation(left, right)
        except (DivisionByZero, InvalidOperation, ArithmeticError):
            return MISSING

    return worked_out


def both(*sides: Any3) -> Any3:
    """Kleene's and: one no decides; otherwise one missing leaves it open."""
    if any(side is False for side in sides):
        return False
    return MISSING if any(absent(side) for side in sides) else True


def either(*sides: Any3) -> Any3:
    """Kleene's or: one yes decides; otherwise one missing leaves it open."""
    if any(side is True for side in sides):
        return True
    return MISSING if any(absent(side) for side in sides) else False


def negated(side: Any3) -> Any3:
    """Kleene's not."""
    if isinstance(side, tuple):
        return tuple(negated(one) for one in side)
    return MISSING if absent(side) else not side


def minus(side: Any3) -> Any3:
    """The number with its sign turned."""
    return arithmetic(operator.sub)(Decimal(0), side)


def contained(member: Any3, collection: Any3) -> Any3:
    """`in`: missing when either side is; an unknown element leaves it open."""
    if absent(member) or absent(collection):
        return MISSING
    if isinstance(collection, str) and isinstance(member, str):
        return member.casefold() in collection.casefold()
    if not isinstance(collection, tuple):
        raise ExpressionFailed("“in” needs a list on its right")
    if isinstance(member, tuple):
        return tuple(contained(one, collection) for one in member)
    if any(not absent(one) and one == member for one in collection):
        return True
    return MISSING if any(absent(one) for one in collection) else False


def is_true(side: Any3) -> bool:
    """Only a yes counts; missing does not."""
    return side is True


def is_false(side: Any3) -> bool:
    """Only a no counts; missing does not."""
    return side is False


def _present(value: Any3) -> tuple[Any3, ...]:
    if absent(value):
        return ()
    values = value if isinstance(value, tuple) else (value,)
    return tuple(one for one in values if not absent(one))


def _answered(value: Any3) -> bool:
    return not absent(value) and value not in ("", ())


def _declined(value: Any3) -> bool:
    return value is DECLINED


def _count(value: Any3) -> Any3:
    """How many there are; of yes/no, how many are yes."""
    present = _present(value)
    if present and all(isinstance(one, bool) for one in present):
        return Decimal(sum(present))
    return Decimal(len(present))


def _total(value: Any3) -> Any3:
    present = _present(value)
    return sum(present, Decimal(0)) if present else MISSING


def _average(value: Any3) -> Any3:
    present = _present(value)
    return sum(present, Decimal(0)) / len(present) if present else MISSING


def _highest(*values: Any3) -> Any3:
    present = [one for value in values for one in _present(value)]
    return max(present) if present else MISSING


def _lowest(*values: Any3) -> Any3:
    present = [one for value in values for one in _present(value)]
    return min(present) if present else MISSING


def _any_of(value: Any3) -> Any3:
    return either(*value) if isinstance(value, tuple) else value


def _all_of(value: Any3) -> Any3:
    return both(*value) if isinstance(value, tuple) else value


def _first(value: Any3) -> Any3:
    present = _present(value)
    return present[0] if present else MISSING


def _last(value: Any3) -> Any3:
    present = _present(value)
    return present[-1] if present else MISSING


def _day(value: Any3) -> date:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    raise ExpressionFailed("not a date")


def _days_since(value: Any3, today: date) -> Any3:
    if absent(value):
        return MISSING
    if isinstance(value, tuple):
        return tuple(_days_since(one, today) for one in value)
    return Decimal((today - _day(value)).days)


def _days_until(value: Any3, today: date) -> Any3:
    return minus(_days_since(value, today))


WEEKDAYS = (
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
    "Sunday",
)
PARTS_OF_DAY = ("night", "morning", "afternoon", "evening")
"""To 6, to 12, to 18, and to midnight. Codes, as a choice's values are."""


def weekday(value: Any3) -> Any3:
    """The name of a date's day of the week."""
    if absent(value):
        return MISSING
    if isinstance(value, tuple):
        return tuple(weekday(one) for one in value)
    return WEEKDAYS[_day(value).weekday()]


def part_of_day(value: Any3) -> Any3:
    """Which quarter of the day a moment or time falls into."""
    if absent(value):
        return MISSING
    if isinstance(value, tuple):
        return tuple(part_of_day(one) for one in value)
    if not isinstance(value, datetime | time):
        raise ExpressionFailed("not a moment")
    return PARTS_OF_DAY[value.hour // 6]


def rounded(value: Any3, places: Any3 = Decimal(0)) -> Any3:
    """Rounded half up, as people do it by hand."""
    if absent(value) or absent(places):
        return MISSING
    if isinstance(value, tuple):
        return tuple(rounded(one, places) for one in value)
    if not isinstance(value, Decimal):
        raise ExpressionFailed("round needs a number")
    return value.quantize(Decimal(1).scaleb(-int(places)), rounding=ROUND_HALF_UP)


def only_numbers(function: Callable[..., Any3]) -> Callable[..., Any3]:
    """The function, failing in our own words on anything but numbers and dates."""

    def checked(*values: Any3) -> Any3:
        try:
            return function(*values)
        except (TypeError, InvalidOperation) as error:
            raise ExpressionFailed(str(error)) from None

    return checked


FUNCTIONS: Mapping[str, Callable[..., Any3]] = {
    "answered": _answered,
    "declined": _declined,
    "count": _count,
    "total": only_numbers(_total),
    "average": only_numbers(_average),
    "highest": only_numbers(_highest),
    "lowest": only_numbers(_lowest),
    "any_of": _any_of,
    "all_of": _all_of,
    "first": _first,
    "last": _last,
    "days_since": _days_since,
    "days_until": _days_until,
    "weekday": weekday,
    "part_of_day": part_of_day,
    "round": rounded,
}
"""Every function an author may call. `days_…` get today as a second argument."""

COMPARISONS: Mapping[str, Callable[[Any3, Any3], Any3]] = {
    "Eq": compare(operator.eq),
    "NotEq": compare(operator.ne),
    "Lt": compare(operator.lt),
    "LtE": compare(operator.le),
    "Gt": compare(operator.gt),
    "GtE": compare(operator.ge),
    "In": contained,
    "NotIn": lambda member, collection: negated(contained(member, collection)),
}

ARITHMETIC: Mapping[str, Callable[[Any3, Any3], Any3]] = {
    "Add": arithmetic(operator.add),
    "Sub": arithmetic(operator.sub),
    "Mult": arithmetic(operator.mul),
    "Div": arithmetic(operator.truediv),
}


def tupled(*values: Any3) -> tuple[Any3, ...]:
    """A written list."""
    return values


def runtime() -> dict[str, Any]:
    """The names compiled expressions call; nothing else is reachable from one."""
    names: Iterable[tuple[str, Any]] = (
        *((f"_f_{name}", function) for name, function in FUNCTIONS.items()),
        *((f"_c_{name}", function) for name, function in COMPARISONS.items()),
        *((f"_a_{name}", function) for name, function in ARITHMETIC.items()),
        ("_and", both),
        ("_or", either),
        ("_not", negated),
        ("_minus", minus),
        ("_true", is_true),
        ("_false", is_false),
        ("_tuple", tupled),
        ("_MISSING", MISSING),
        ("__builtins__", {}),
    )
    return dict(names)
