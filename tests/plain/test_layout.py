"""Words and tables in the width there is."""

from hypothesis import given
from hypothesis import strategies as st

from workbook.model import Grid
from workbook.plain import layout
from workbook.safety.pages import columns

TABLE = Grid(("Trigger", "How likely?"), (("payday", "80%"), ("the bank", "")))


@given(st.text(st.characters(categories=["L", "N", "P", "Zs"])), st.integers(40, 80))
def test_no_line_is_wider_than_the_terminal(text: str, width: int) -> None:
    """Also of wide letters, and of words longer than a line."""
    lines = list(layout.wrapped(text, width))
    assert all(columns(line) <= width for line in lines)


@given(st.lists(st.text("abc", min_size=1, max_size=60), max_size=20))
def test_folding_keeps_every_letter(words: list[str]) -> None:
    """Only spaces become line ends."""
    folded = "".join(layout.wrapped(" ".join(words), 40))
    assert folded.replace(" ", "") == "".join(words)


def test_a_numbered_line_goes_on_under_its_words() -> None:
    """The number stands alone on the left."""
    text = " 3  " + "word " * 12
    first, second = list(layout.wrapped(text, 40))
    assert first.startswith(" 3  word")
    assert second.startswith("    word")


def test_a_sentence_that_begins_with_a_letter_is_no_list() -> None:
    """“A number from …” goes on at the left."""
    assert not list(layout.wrapped("A number from 0 to 10. " * 3, 40))[1].startswith(
        " "
    )


def test_a_table_that_fits_stands_in_columns() -> None:
    """Head first, cells under it."""
    assert list(layout.grid(TABLE, 40)) == [
        "Trigger   How likely?",
        "payday    80%",
        "the bank",
    ]


def test_a_table_that_does_not_fit_stands_row_by_row() -> None:
    """What a row is called first, then head and cell; empty cells are left out."""
    wide = Grid(("Trigger", "How likely?", "Note"), (("x" * 30, "80%", "y " * 10),))
    assert list(layout.grid(wide, 40)) == [
        "x" * 30,
        "  How likely? 80%",
        "  Note: " + "y " * 9 + "y",
    ]


def test_an_empty_table_is_nothing() -> None:
    """No rows, no head, no line."""
    assert list(layout.grid(Grid((), ()), 40)) == []


@given(st.lists(st.text("abc", min_size=1, max_size=30)), st.integers(40, 80))
def test_keys_flow_and_none_is_taken_apart(items: list[str], width: int) -> None:
    """All of them, in order, in lines that fit."""
    lines = list(layout.flow(items, width))
    assert all(len(line) <= width for line in lines)
    assert [item for line in lines for item in line.split("    ")] == items
