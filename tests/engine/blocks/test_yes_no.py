import pytest

from workbook.engine.blocks.yes_no import YesNo, YesNoOptions
from workbook.model import Refused, Words

OWN = YesNoOptions(yes=Words("I did"), no=Words("Not yet"))


@pytest.mark.parametrize("typed", ["y", "Y", "yes", "YES ", "I did", "true", True])
def test_a_yes_has_several_spellings(typed: object) -> None:
    """One letter, the word, the label, or JSON's own."""
    assert YesNo().parse(OWN, typed) is True  # type: ignore[arg-type]  # str or bool


@pytest.mark.parametrize("typed", ["n", "No", "not yet", "false", False])
def test_a_no_has_several_spellings(typed: object) -> None:
    """The same the other way round."""
    assert YesNo().parse(OWN, typed) is False  # type: ignore[arg-type]  # str or bool


@pytest.mark.parametrize("typed", ["maybe", "", "1", 1, 0, None])
def test_anything_else_is_refused_with_what_to_type(typed: object) -> None:
    """The hint names both letters and what they mean."""
    with pytest.raises(Refused) as refused:
        YesNo().parse(OWN, typed)  # type: ignore[arg-type]  # any object, on purpose
    assert refused.value.hint == "y for “I did”, n for “Not yet”."


def test_the_answer_is_shown_by_its_label() -> None:
    """Also the two built-in words."""
    assert YesNo().lines(OWN, value=False) == ("Not yet",)
    assert YesNo().lines(YesNoOptions(), value=True) == ("Yes",)


def test_labels_that_swap_yes_and_no_are_a_fault() -> None:
    """“y” must never store a no."""
    assert list(YesNo().check(YesNoOptions(yes=Words("No"), no=Words("Yes"))))
    assert list(YesNo().check(YesNoOptions(yes=Words("Same"), no=Words("same"))))
    assert not list(YesNo().check(OWN))
