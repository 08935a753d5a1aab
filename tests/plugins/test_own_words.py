"""A longer text in one's own words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbook.model import Refused, Words
from workbook.testing import BlockTypeLaws, talk
from workbook_plugins.communication.own_words import OwnWordsBlock, OwnWordsOptions

OPTIONS = OwnWordsOptions()
SHORT = OwnWordsOptions(max_length=10, example=Words("you came at ten"))


class TestLaws(BlockTypeLaws):
    """The laws of every block type."""

    block_type = OwnWordsBlock()
    good = ((OPTIONS, "I was worried.\n\nVery."), (SHORT, "  short "))
    talks = ((SHORT, ["late"]), (OPTIONS, ["you came at ten\nand did not call"]))


@given(st.text())
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    """What was read once is read back the same."""
    block = OwnWordsBlock()
    try:
        value = block.parse(OPTIONS, text)
    except Refused:
        return
    assert block.parse(OPTIONS, block.dump(OPTIONS, value)) == value


@pytest.mark.parametrize("raw", ["", " \n ", "\x00", "x" * 11, 7, None, ["a"]])
def test_what_does_not_fit_is_refused(raw: object) -> None:
    """No words, too many, and what is no text."""
    with pytest.raises(Refused):
        OwnWordsBlock().parse(SHORT, raw)  # type: ignore[arg-type]


def test_it_asks_for_several_lines_with_an_example() -> None:
    """Plain lines take more than one line."""
    prompts, _value = talk(OwnWordsBlock(), SHORT, ["late"])
    assert prompts[0].long
    assert "you came at ten" in "".join(prompts[0].lines)


def test_blame_is_kept_and_told() -> None:
    """Words are stored as they are; the remark stands beside them."""
    block = OwnWordsBlock()
    value = block.parse(OPTIONS, "You never listen.")
    assert value == "You never listen."
    assert len(list(block.problems(OPTIONS, value))) == 1


def test_what_an_author_should_know() -> None:
    """Room for no character at all is a fault."""
    faults = OwnWordsBlock().check(OwnWordsOptions(max_length=0))
    assert [fault.path for fault in faults] == [("max_length",)]
