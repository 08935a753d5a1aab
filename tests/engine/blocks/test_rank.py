import pytest

from workbook.engine.blocks.rank import Rank, RankOptions
from workbook.model import Choice, Refused, Words
from workbook.testing import talk

FOOD = (
    Choice(value="eat", label=Words("Eat")),
    Choice(value="call", label=Words("Call, or write")),
    Choice(value="rest", label=Words("Rest")),
)


def test_a_ranking_is_numbers_in_order() -> None:
    """What is left out has no place."""
    options = RankOptions(choices=FOOD)
    value = talk(Rank(), options, ["3 1"])[1]
    assert value == ("rest", "eat")
    assert Rank().lines(options, value) == ("1. Rest", "2. Eat")
    assert Rank().codes(options) == ("eat", "call", "rest")


@pytest.mark.parametrize(
    "raw", ["", [], "rest, rest", ["rest", "dance"], [1], None, "9"]
)
def test_a_ranking_holds_each_choice_once(raw: object) -> None:
    """Twice, unknown or nothing is refused."""
    with pytest.raises(Refused):
        Rank().parse(RankOptions(choices=FOOD), raw)  # type: ignore[arg-type]  # any


def test_an_order_needs_two() -> None:
    """One choice alone is a fault."""
    (fault,) = Rank().check(RankOptions(choices=FOOD[:1]))
    assert fault.path == ("choices",)
