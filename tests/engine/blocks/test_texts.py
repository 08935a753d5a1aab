import pytest

from workbook.engine.blocks.texts import (
    LongText,
    LongTextOptions,
    Note,
    NoteOptions,
    Text,
    TextOptions,
)
from workbook.model import Refused, Words


def test_a_note_takes_no_answer() -> None:
    """There is nothing to ask, so anything is refused."""
    with pytest.raises(Refused):
        Note().parse(NoteOptions(), "hello")


def test_a_line_stays_a_line_and_a_long_text_keeps_its_paragraphs() -> None:
    """What was typed in several lines is one line only where one fits."""
    assert Text().parse(TextOptions(), "a\nb") == "a b"
    assert LongText().parse(LongTextOptions(), "a\n\nb") == "a\n\nb"
    assert LongText().lines(LongTextOptions(), "a\n\nb") == ("a", "", "b")


def test_the_example_is_shown_and_long_text_takes_several_lines() -> None:
    """Plain lines say the example before they wait."""
    prompt = next(Text().ask(TextOptions(example=Words("the library")), None))
    assert prompt.lines == ("For example: the library",)
    assert not prompt.long
    assert next(LongText().ask(LongTextOptions(), None)).long


def test_a_limit_below_one_is_a_fault() -> None:
    """An author learns where it stands."""
    (fault,) = Text().check(TextOptions(max_length=0))
    assert fault.path == ("max_length",)
