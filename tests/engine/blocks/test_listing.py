import pytest

from workbook.engine.blocks import listing
from workbook.model import Refused

WORDS = ("eat", "call, or write", "rest")


def test_a_reply_is_taken_apart_by_what_it_holds() -> None:
    """Numbers by spaces or commas, words by commas alone."""
    assert listing.parts("1 3,4;5") == ("1", "3", "4", "5")
    assert listing.parts("go out, see Sam") == ("go out", "see Sam")
    assert listing.parts(" , ") == ()


def test_a_number_outside_the_list_is_refused_with_its_last() -> None:
    """0 and huge numbers too."""
    assert listing.by_number("3", WORDS, WORDS) == "rest"
    assert listing.by_number("rest", WORDS, WORDS) is None
    assert listing.by_number("3", (), ()) is None
    for typed in ("0", "4", "9" * 50):
        with pytest.raises(Refused) as refused:
            listing.by_number(typed, WORDS, WORDS)
        assert refused.value.hint == "The numbers go from 1 to 3."


def test_numbered_words_are_not_numbered_again() -> None:
    """Nobody could tell which was meant."""
    assert not listing.numbered(("0", "1"))
    assert listing.by_number("1", ("0", "1"), ("a", "b")) is None
    assert not listing.says_none("0", ("0", "1"))
    assert listing.says_none("0", WORDS)


def test_each_hint_says_what_may_be_typed() -> None:
    """One or some, with or without own words."""
    hint = listing.one_hint
    assert hint(WORDS, own=False) == "A number, or the words."
    assert hint(WORDS, own=True) == "A number, or your own words."
    assert hint(("0",), own=False) == "One of these."
    assert hint((), own=True) == "Your own words."
    some = listing.several_hint
    assert some(WORDS, own=False, none=True) == "Numbers, like 1 3. 0 for none."
    assert some(("0",), own=False, none=True) == "Some of these, with commas between."
    assert some((), own=True, none=True) == "Your own words, with commas between."
