from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbook.engine.blocks.numbers import (
    Number,
    NumberOptions,
    Percent,
    PercentOptions,
    Scale,
    ScaleOptions,
)
from workbook.model import Refused, Words

MOOD = ScaleOptions(from_=Decimal(-3), to=Decimal(3))
MONEY = NumberOptions(unit=Words("$"), decimals=2, from_=Decimal(0))


@given(st.decimals(-1000, 1000, places=3))
def test_a_number_comes_back_exact(amount: Decimal) -> None:
    """Decimal from the keyboard to the disk."""
    options = NumberOptions(decimals=3)
    value = Number().parse(options, str(amount))
    assert value == amount
    assert Number().parse(options, Number().dump(options, value)) == amount


@given(st.integers(0, 1000))
def test_every_step_of_a_scale_is_taken(step: int) -> None:
    """0.1, 0.2, 0.3 … without a float's error."""
    options = ScaleOptions(to=Decimal(100), step=Decimal("0.1"))
    assert Scale().parse(options, str(Decimal(step) / 10)) == Decimal(step) / 10


@pytest.mark.parametrize(
    ("typed", "value"),
    [("7", 7), (" 7 / 10", 7), ("7.0", 7), (7, 7), (7.0, 7), ("+7", 7), ("\u0667", 7)],
)
def test_a_scale_is_read_as_people_write_it(typed: str | float, value: int) -> None:
    """“7/10” means 7 where the scale ends at 10."""
    assert Scale().parse(ScaleOptions(), typed) == value


@pytest.mark.parametrize(
    "typed", ["11", "-1", "7.5", "7/5", "seven", "", "NaN", "1e1", 7.5, True, None, []]
)
def test_what_is_not_on_the_scale_is_refused(typed: object) -> None:
    """The hint says which numbers fit."""
    with pytest.raises(Refused) as refused:
        Scale().parse(ScaleOptions(), typed)  # type: ignore[arg-type]  # any object
    assert refused.value.hint == "A number from 0 to 10."


def test_below_zero_takes_any_minus() -> None:
    """A minus sign or a dash, as phones write it."""
    assert Scale().parse(MOOD, "\u22122") == Decimal(-2)
    assert Scale().parse(MOOD, "\u20132") == Decimal(-2)
    assert Scale().lines(MOOD, Decimal(-2)) == ("-2",)


def test_the_ends_are_said_before_the_question_waits() -> None:
    """What 0 and 10 mean stands in the hint."""
    ends = (Words("none"), Words("strongest"))
    prompt = next(Scale().ask(ScaleOptions(ends=ends), None))
    assert prompt.hint == "A number from 0 to 10. 0 none, 10 strongest."


@pytest.mark.parametrize(
    ("options", "path"),
    [
        (ScaleOptions(from_=Decimal(5), to=Decimal(5)), ("to",)),
        (ScaleOptions(step=Decimal(3)), ("step",)),
        (ScaleOptions(step=Decimal(0)), ("step",)),
        (ScaleOptions(ends=(Words("low"),)), ("ends",)),
    ],
)
def test_a_scale_that_cannot_be_is_a_fault(
    options: ScaleOptions, path: tuple[str, ...]
) -> None:
    """The fault leads to the key to change."""
    assert [fault.path for fault in Scale().check(options)] == [path]


def test_percent_takes_and_shows_its_sign() -> None:
    """“70 %”, “70%” and 70 are one."""
    for typed in ("70 %", "70%", 70):
        assert Percent().parse(PercentOptions(), typed) == Decimal(70)
    assert Percent().lines(PercentOptions(), Decimal(70)) == ("70%",)
    with pytest.raises(Refused):
        Percent().parse(PercentOptions(), "12.5")


@pytest.mark.parametrize(
    ("typed", "value"),
    [("$1,200.50", "1200.5"), ("7,5", "7.5"), ("20 $", "20"), ("0", "0")],
)
def test_an_amount_is_read_with_its_unit(typed: str, value: str) -> None:
    """Thousands, a decimal comma, the unit before or after."""
    assert Number().parse(MONEY, typed) == Decimal(value)


@pytest.mark.parametrize("typed", ["-1", "0.005", "1.2.3", "1,2,3", "$", "1 2"])
def test_an_amount_that_does_not_fit_is_refused(typed: str) -> None:
    """Too low, too fine, or not one number."""
    with pytest.raises(Refused):
        Number().parse(MONEY, typed)


def test_a_number_says_its_limits() -> None:
    """Each shape of limits has its own sentence."""
    low, high = Decimal(1), Decimal(9)
    hint = Number().hint
    assert hint(NumberOptions()) == "A number."
    assert hint(NumberOptions(from_=low)) == "A number, 1 or more."
    assert hint(NumberOptions(to=high)) == "A number, 9 or less."
    assert hint(NumberOptions(from_=low, to=high)) == "A number from 1 to 9."
    assert hint(NumberOptions(unit=Words("min"))) == "A number. (min)"
    assert Number().lines(NumberOptions(unit=Words("min")), Decimal(20)) == ("20 min",)
    assert (
        len(list(Number().check(NumberOptions(from_=high, to=low, decimals=-1)))) == 2
    )
