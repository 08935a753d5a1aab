"""Numbers: a scale between two ends, a percentage, a count with its unit.

Decimal from the keyboard to the disk: 0.1 stays 0.1.  Typed numbers are read the
way people write them (“7/10”, “70 %”, “7,5”, “1,200”); anything that could
be meant in two ways is refused with what to write instead.
"""

import re
from abc import ABC, abstractmethod
from collections.abc import Generator, Iterator
from decimal import Decimal
from typing import ClassVar, cast

from attrs import frozen

from workbook.engine.plain_words import number
from workbook.model import BlockType, Fault, Json, Kind, Prompt, Refused, Value, Words
from workbook.words import _

_LARGEST = 10**12
_TYPED = re.compile(r"[+-]?\d{1,12}(?:\.\d{1,10})?")
_THOUSANDS = re.compile(r"[+-]?[1-9]\d{0,2}(?:,\d{3})+(?:\.\d+)?")
# A minus sign, a dash for one, and spaces that do not break.
_SIGNS = str.maketrans("\u2212\u2013\u00a0\u202f", "--  ")
_OUT_OF = re.compile(r"(.+?)\s*/\s*(\d+)")
_ENDS = 2


def read_number(raw: Json, hint: str = "") -> Decimal:
    """The number in a JSON value or typed text. Raises Refused with `hint`."""
    found: Decimal | None = None
    if isinstance(raw, int | float) and not isinstance(raw, bool):
        # Compared as they are: NaN is no number of any size. A float's shortest
        # form is what was written in the file it came from.
        if -_LARGEST < raw < _LARGEST:
            found = Decimal(repr(raw))
    elif isinstance(raw, str):
        typed = raw.translate(_SIGNS).strip()
        if _THOUSANDS.fullmatch(typed):
            typed = typed.replace(",", "")
        typed = typed.replace(",", ".")
        if _TYPED.fullmatch(typed):
            found = Decimal(typed)
    if found is None:
        raise Refused(_("This takes a number."), hint)
    return Decimal(number(found))


def _whole_or_text(value: Value) -> Json:
    amount = cast("Decimal", value)
    whole = amount == amount.to_integral_value()
    return int(amount) if whole else number(amount)


def places(value: Decimal) -> int:
    """How many digits stand after the point."""
    return len(number(value).partition(".")[2])


def say_range(low: Decimal, high: Decimal, ends: tuple[Words, ...] = ()) -> str:
    """The sentence “A number from 0 to 10. 0 none, 10 strongest.”."""
    said = _("A number from {low} to {high}.")
    said = said.format(low=number(low), high=number(high))
    if len(ends) == _ENDS:
        said += f" {number(low)} {ends[0]}, {number(high)} {ends[1]}."
    return said


@frozen(kw_only=True)
class ScaleOptions:
    """From one end to the other in even steps; `ends` says what the ends mean."""

    from_: Decimal = Decimal(0)
    to: Decimal = Decimal(10)
    step: Decimal = Decimal(1)
    ends: tuple[Words, ...] = ()


def read_scale(options: ScaleOptions, raw: Json) -> Decimal:
    """A mark on the scale. Raises Refused beside it or between two steps."""
    hint = say_range(options.from_, options.to, options.ends)
    out_of = _OUT_OF.fullmatch(raw.strip()) if isinstance(raw, str) else None
    if out_of and read_number(out_of[2], hint) == options.to:
        raw = out_of[1]
    value = read_number(raw, hint)
    if not options.from_ <= value <= options.to:
        raise Refused(_("That is not on the scale."), hint)
    if (value - options.from_) % options.step:
        step = number(options.step)
        raise Refused(_("This scale goes in steps of {step}.").format(step=step), hint)
    return value


def scale_faults(options: ScaleOptions) -> Iterator[Fault]:
    """What an author's scale cannot be."""
    if options.to <= options.from_:
        yield Fault(_("to must be above from"), ("to",))
    elif options.step <= 0 or (options.to - options.from_) % options.step:
        yield Fault(_("the steps must lead from from to to"), ("step",))
    if len(options.ends) not in (0, _ENDS):
        yield Fault(_("ends are two: [low, high]"), ("ends",))


class _Numeric(BlockType, ABC):
    kind: ClassVar[Kind] = "number"

    def dump(self, options: object, value: Value) -> Json:
        """A JSON integer; text when there are decimals, so that it stays exact."""
        return _whole_or_text(value)

    def lines(self, options: object, value: Value) -> tuple[str, ...]:
        """The number."""
        return (number(cast("Decimal", value)),)

    def ask(
        self, options: object, before: Value | None
    ) -> Generator[Prompt, str, Value]:
        """Asks for the number and says which fit."""
        return self.parse(options, (yield Prompt(hint=self.hint(options))))

    @abstractmethod
    def hint(self, options: object) -> str:
        """Which numbers fit."""


class Scale(_Numeric):
    """Where something stands between two ends."""

    name: ClassVar[str] = "scale"
    options: ClassVar[type] = ScaleOptions

    def check(self, options: object) -> tuple[Fault, ...]:
        """Two ends, apart, and steps that reach the upper one."""
        return tuple(scale_faults(cast("ScaleOptions", options)))

    def parse(self, options: object, raw: Json) -> Value:
        """Takes 7, “7”, or “7/10” when the scale ends at 10."""
        return read_scale(cast("ScaleOptions", options), raw)

    def hint(self, options: object) -> str:
        """The two ends in words."""
        o = cast("ScaleOptions", options)
        return say_range(o.from_, o.to, o.ends)


@frozen(kw_only=True)
class PercentOptions:
    """`ends` says what 0 and 100 mean."""

    ends: tuple[Words, ...] = ()


class Percent(_Numeric):
    """A whole number from 0 to 100."""

    name: ClassVar[str] = "percent"
    options: ClassVar[type] = PercentOptions

    def check(self, options: object) -> tuple[Fault, ...]:
        """Words for both ends, or for none."""
        return tuple(scale_faults(self._scale(options)))

    def parse(self, options: object, raw: Json) -> Value:
        """Takes 70, “70” and “70 %”."""
        typed = raw.strip().removesuffix("%") if isinstance(raw, str) else raw
        return read_scale(self._scale(options), typed)

    def lines(self, options: object, value: Value) -> tuple[str, ...]:
        """“70%”."""
        return (f"{number(cast('Decimal', value))}%",)

    def hint(self, options: object) -> str:
        """0 to 100, and what that means here."""
        scale = self._scale(options)
        return say_range(scale.from_, scale.to, scale.ends)

    def _scale(self, options: object) -> ScaleOptions:
        ends = cast("PercentOptions", options).ends
        return ScaleOptions(to=Decimal(100), ends=ends)


@frozen(kw_only=True)
class NumberOptions:
    """`from` and `to` fit too; `decimals` is how many digits may follow the point."""

    from_: Decimal | None = None
    to: Decimal | None = None
    unit: Words = Words("")
    decimals: int = 0


class Number(_Numeric):
    """A count or an amount, with its unit."""

    name: ClassVar[str] = "number"
    options: ClassVar[type] = NumberOptions

    def check(self, options: object) -> tuple[Fault, ...]:
        """Limits that leave room for a number."""
        o = cast("NumberOptions", options)
        faults = []
        if o.from_ is not None and o.to is not None and o.to < o.from_:
            faults.append(Fault(_("to must not be below from"), ("to",)))
        if not 0 <= o.decimals <= 10:  # noqa: PLR2004 - as many as read_number takes
            faults.append(Fault(_("decimals are 0 to 10"), ("decimals",)))
        return tuple(faults)

    def parse(self, options: object, raw: Json) -> Value:
        """Takes the number with or without its unit."""
        o = cast("NumberOptions", options)
        typed = raw
        if isinstance(raw, str) and o.unit:
            typed = raw.strip().removesuffix(o.unit).removeprefix(o.unit)
        value = read_number(typed, self.hint(options))
        if places(value) > o.decimals:
            raise Refused(
                _("At most {count} digits after the point fit here.").format(
                    count=o.decimals
                )
                if o.decimals
                else _("This takes a whole number."),
                self.hint(options),
            )
        low = value if o.from_ is None else o.from_
        high = value if o.to is None else o.to
        if not low <= value <= high:
            raise Refused(_("That number does not fit here."), self.hint(options))
        return value

    def lines(self, options: object, value: Value) -> tuple[str, ...]:
        """“20 min”."""
        unit = cast("NumberOptions", options).unit
        return (f"{number(cast('Decimal', value))} {unit}".rstrip(),)

    def hint(self, options: object) -> str:
        """The limits there are, and the unit."""
        o = cast("NumberOptions", options)
        if o.from_ is not None and o.to is not None:
            said = say_range(o.from_, o.to)
        elif o.from_ is not None:
            said = _("A number, {low} or more.").format(low=number(o.from_))
        elif o.to is not None:
            said = _("A number, {high} or less.").format(high=number(o.to))
        else:
            said = _("A number.")
        return f"{said} ({o.unit})" if o.unit else said
