import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbook.engine.blocks.written import clean_line, clean_text, fold, near, written
from workbook.model import Refused

ANY_TEXT = st.text(st.characters(), max_size=60)


@given(ANY_TEXT)
def test_cleaning_twice_is_cleaning_once(raw: str) -> None:
    """So what is stored reads back as it was stored."""
    assert clean_text(clean_text(raw)) == clean_text(raw)
    assert clean_line(clean_line(raw)) == clean_line(raw)


@given(ANY_TEXT)
def test_a_clean_text_has_no_control_characters(raw: str) -> None:
    """Nothing in it can move a cursor; only line breaks are left."""
    assert not [
        c for c in clean_text(raw) if c != "\n" and unicodedata.category(c) == "Cc"
    ]
    assert "\n" not in clean_line(raw)


@given(st.text(st.characters(categories=["L", "N", "P", "S"]), min_size=1))
def test_letters_are_never_touched(raw: str) -> None:
    """People's words stay as they wrote them, in any script."""
    assert clean_line(raw) == raw


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("\x1b[31mred\x1b[0m", "red"),
        ("\x1b]0;title\x07here", "here"),
        ("safe \u202etxt.exe", "safe txt.exe"),
        ("a\tb\r\nc", "a b c"),
        ("\U0001f468\u200d\U0001f469", "\U0001f468\u200d\U0001f469"),
        ("half\ud800", "half"),
    ],
)
def test_what_could_trick_a_terminal_is_taken_out(raw: str, clean: str) -> None:
    """Escapes, turned letters, halves of characters; joined emoji stay."""
    assert clean_line(raw) == clean


def test_a_text_too_long_is_refused_with_both_numbers() -> None:
    """The person learns how long it is and how long it may be."""
    with pytest.raises(Refused, match="12 characters long; 5 fit") as refused:
        written("a" * 12, 5)
    assert refused.value.hint == "Take out 7 or more."


@pytest.mark.parametrize("raw", ["", "  ", "\x00", None, True, [], 1.5])
def test_no_words_are_refused(raw: object) -> None:
    """Nothing typed is no answer; leaving out is a step of its own."""
    with pytest.raises(Refused):
        written(raw, 10)  # type: ignore[arg-type]  # any object, on purpose


def test_near_names_what_is_close() -> None:
    """A slip of a letter is answered with the word itself."""
    assert near("freind", ["A friend", "friend"]) == "Did you mean “friend”?"
    assert near("xyz", ["friend"]) == ""


def test_fold_ignores_case_space_and_form() -> None:
    """The same words typed on two keyboards are the same words."""
    assert fold("  Caf\u00e9  au LAIT") == fold("cafe\u0301 au lait")
