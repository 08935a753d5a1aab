from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbook.engine.blocks.choosing import (
    ChoiceOptions,
    ChoicesOptions,
    OneChoice,
    SeveralChoices,
)
from workbook.model import Choice, Name, Refused, Value, Words
from workbook.testing import talk

FOOD = (
    Choice(value="eat", label=Words("Eat"), score=Decimal(1), help=Words("A snack.")),
    Choice(value="call", label=Words("Call, or write"), score=Decimal(2)),
    Choice(value="rest", label=Words("Rest")),
)
COUNTS = tuple(
    Choice(value=f"v{n}", label=Words(label)) for n, label in enumerate("102")
)
ONE = ChoiceOptions(choices=FOOD)
OWN = ChoiceOptions(choices=FOOD, other=True)
SOME = ChoicesOptions(choices=FOOD)


def answered(block: Any, options: object, *replies: str) -> Value:
    value: Value = talk(block, options, replies)[1]
    return value


@pytest.mark.parametrize(
    ("typed", "value"), [("1", "eat"), ("2.", "call"), ("REST", "rest"), ("eat", "eat")]
)
def test_a_number_a_label_or_a_value_chooses(typed: str, value: str) -> None:
    """Whatever is quickest to type."""
    assert answered(OneChoice(), ONE, typed) == value


def test_numbers_stand_for_choices_only_while_asking() -> None:
    """A file says what it means by name; “1” there is no choice."""
    with pytest.raises(Refused):
        OneChoice().parse(ONE, "1")


def test_labels_that_are_numbers_are_meant_as_they_read() -> None:
    """Where the choices are 1, 0 and 2, “0” is the one called 0."""
    options = ChoiceOptions(choices=COUNTS)
    prompts, value = talk(OneChoice(), options, ["0"])
    assert value == "v1"
    assert prompts[0].lines == ("- 1", "- 0", "- 2")


def test_help_stands_under_its_choice() -> None:
    """Numbered, with what each one means."""
    prompt = next(OneChoice().ask(ONE, None))
    assert prompt.lines[:3] == (" 1  Eat", "    A snack.", " 2  Call, or write")
    assert prompt.ideas == (" 1  Eat", " 2  Call, or write", " 3  Rest")


def test_a_slip_is_answered_with_the_nearest_choice() -> None:
    """Or, when nothing is near, with what there is."""
    with pytest.raises(Refused) as refused:
        OneChoice().parse(ONE, "rset")
    assert refused.value.hint == "Did you mean “Rest”?"
    with pytest.raises(Refused) as refused:
        OneChoice().parse(ONE, "sing a song")
    assert refused.value.hint == "There are: Eat, Call, or write, Rest."
    with pytest.raises(Refused, match="no number 9"):
        answered(OneChoice(), ONE, "9")


def test_own_words_are_kept_and_offered_again(around: Any) -> None:
    """Under the name of the list; what the author has is not offered twice."""
    options = ChoiceOptions(choices=FOOD, other=True, list_=Name("coping"))
    place = around(own_words={"coping": ("Sing", "eat", "sing"), "": ("Run",)})
    offered = OneChoice().offer(options, place)
    assert isinstance(offered, ChoiceOptions)
    assert offered.more == ("sing",)
    assert answered(OneChoice(), offered, "4") == "sing"
    assert answered(OneChoice(), offered, "SING") == "sing"
    assert answered(OneChoice(), offered, "swim") == "swim"
    unnamed = OneChoice().offer(OWN, place)
    assert isinstance(unnamed, ChoiceOptions)
    assert unnamed.more == ("Run",)
    assert OneChoice().offer(ONE, place) is ONE


def test_a_choice_is_shown_by_its_label_and_own_words_as_they_are() -> None:
    """Nobody sees a code."""
    assert OneChoice().lines(OWN, "call") == ("Call, or write",)
    assert OneChoice().lines(OWN, "swim") == ("swim",)


def test_the_codes_are_closed_unless_own_words_may_stand() -> None:
    """So that a misspelt value in an expression is found."""
    assert OneChoice().codes(ONE) == ("eat", "call", "rest")
    assert OneChoice().codes(OWN) is None


def test_a_choice_without_a_score_leaves_the_total_unknown() -> None:
    """It is never counted as 0."""
    assert OneChoice().scores(ONE, "eat") == {"score": Decimal(1)}
    assert OneChoice().scores(ONE, "rest") == {}
    assert SeveralChoices().scores(SOME, ("eat", "call")) == {"score": Decimal(3)}
    assert SeveralChoices().scores(SOME, ("eat", "rest")) == {}
    assert OneChoice().score_names(ONE) == ("score",)
    assert OneChoice().score_names(ChoiceOptions(choices=FOOD[2:])) == ()


def test_several_are_kept_in_the_authors_order() -> None:
    """Numbers with spaces, labels with commas, each once."""
    assert answered(SeveralChoices(), SOME, "3 1 3") == ("eat", "rest")
    assert answered(SeveralChoices(), SOME, "rest, eat") == ("eat", "rest")
    assert answered(SeveralChoices(), SOME, "call, or write") == ("call",)


def test_none_of_these_is_an_answer_where_none_is_allowed() -> None:
    """An empty list in a file, 0 or “none” at the prompt."""
    assert SeveralChoices().parse(SOME, []) == ()
    assert answered(SeveralChoices(), SOME, "0") == ()
    assert answered(SeveralChoices(), SOME, "none") == ()
    assert SeveralChoices().lines(SOME, ()) == ("none of these",)
    with pytest.raises(Refused, match="Choose 1 or more"):
        SeveralChoices().parse(ChoicesOptions(choices=FOOD, min=1), [])
    with pytest.raises(Refused):
        SeveralChoices().parse(SOME, "")


def test_more_than_the_most_are_refused() -> None:
    """With the number."""
    with pytest.raises(Refused, match="Choose 2 at most"):
        SeveralChoices().parse(ChoicesOptions(choices=FOOD, max=2), "eat, rest, call")


def test_own_words_come_after_the_authors() -> None:
    """Mixed in one reply with commas."""
    options = ChoicesOptions(choices=FOOD, other=True)
    assert answered(SeveralChoices(), options, "dance, 3, 1") == (
        "eat",
        "rest",
        "dance",
    )


@given(st.lists(st.sampled_from([c.value for c in FOOD] + ["a, b", "dance", "5"])))
def test_a_list_comes_back_as_it_was_read(values: list[str]) -> None:
    """Also own words with commas and numbers in them."""
    options = ChoicesOptions(choices=FOOD, other=True)
    value = SeveralChoices().parse(options, list(values))
    assert (
        SeveralChoices().parse(options, SeveralChoices().dump(options, value)) == value
    )
    assert value == SeveralChoices().parse(options, [*values, *values])


def test_lists_an_author_cannot_have_meant_are_faults() -> None:
    """Doubled values and labels, limits that exclude each other."""
    twice = (FOOD[0], FOOD[0])
    paths = [fault.path for fault in OneChoice().check(ChoiceOptions(choices=twice))]
    assert paths == [("choices", 1, "value"), ("choices", 1, "label")]
    assert list(OneChoice().check(ChoiceOptions(choices=())))
    (warning,) = OneChoice().check(ChoiceOptions(choices=FOOD, list_=Name("coping")))
    assert warning.severity == "warning"
    assert list(SeveralChoices().check(ChoicesOptions(choices=FOOD, min=3, max=2)))
    assert list(SeveralChoices().check(ChoicesOptions(choices=FOOD, min=4)))


def test_a_long_list_is_cut_and_says_so() -> None:
    """The rest is one command away, with the same numbers."""
    many = tuple(
        Choice(value=f"v{n}", label=Words(f"Word {n:c}")) for n in range(65, 95)
    )
    prompt = next(OneChoice().ask(ChoiceOptions(choices=many), None))
    assert prompt.lines[-1] == "10 more: type /list"
    assert len(prompt.ideas) == 30
    assert answered(OneChoice(), ChoiceOptions(choices=many), "30") == "v94"
