"""What a line means, and the help printed from the same table."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbook.plain.commands import (
    ALWAYS,
    NAMES,
    Command,
    Unknown,
    help_lines,
    read,
)


@pytest.mark.parametrize(
    ("line", "meant"),
    [
        ("/back", Command("back")),
        ("  /BACK ", Command("back")),
        ("/row 2", Command("row", "2")),
        ("/remove  3", Command("remove", "3")),
        ("/?", Command("help")),
        ("//back", "/back"),
        ("//", "/"),
        ("and/or", "and/or"),
        ("", ""),
        ("  words  ", "  words  "),
        ("/bakc", Unknown("/bakc", "back")),
        ("/q", Unknown("/q", "quit")),
        ("/home/me", Unknown("/home/me", "")),
        ("/", Unknown("/", "")),
    ],
)
def test_a_line_is_an_answer_a_command_or_neither(line: str, meant: object) -> None:
    """A slip is never taken for an answer."""
    assert read(line) == meant


@given(st.text())
def test_two_slashes_write_any_words_that_begin_with_one(words: str) -> None:
    """What stands behind them reaches the question as it is."""
    assert read(f"//{words}") == f"/{words}"


def test_help_shows_what_applies_now_and_nothing_else() -> None:
    """A line for each command."""
    lines = help_lines(frozenset({"back"}))
    shown = {line.split()[0] for line in lines}
    assert shown == {"/back", "//"} | {f"/{name}" for name in ALWAYS}
    everything = {line.split()[0] for line in help_lines(frozenset(NAMES))}
    assert everything == {"//"} | {f"/{name}" for name in NAMES}
