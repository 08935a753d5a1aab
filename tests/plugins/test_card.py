"""The help card: 24 lines of 76 columns at most."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbook.model import MISSING, Get, Item, Sheet, Source, Thing, Words
from workbook.testing import BlockTypeLaws
from workbook_plugins.high_risk.card import (
    HEIGHT,
    WIDTH,
    CardBlock,
    CardOptions,
    Section,
    _laid_out,
    _part,
    _width,
)


def section(title: str, of: str, most: int = 5) -> Section:
    return Section(title=Words(title), of=Source(of), most=most)


OPTIONS = CardOptions(
    title=Words("My help card"),
    sections=(
        section("Why I do this", "reasons", 3),
        section("What I do", "actions"),
        section("Who I call", "people", 3),
        section("My sentence", "sentence", 1),
    ),
)
MakeGet = Callable[..., Get]
MakeItem = Callable[..., Item]


class TestLaws(BlockTypeLaws):
    """The laws of every block type."""

    block_type = CardBlock()
    options = (OPTIONS,)


def card(get: Get, options: CardOptions = OPTIONS) -> list[str]:
    sheet = CardBlock().derive(options, get)
    assert isinstance(sheet, Sheet)
    return list(CardBlock().lines(options, sheet))


def test_the_card_holds_the_words_of_its_sections(get: MakeGet, item: MakeItem) -> None:
    """Title, sections in order, an entry a line; what a list holds stands apart, and
    what was deleted is left out."""
    rule, gone = Thing("e2", "rules", "r1"), Thing("e2", "rules", "r2")
    lines = card(
        get(
            known={rule: item("call Sam, then walk")},
            values={
                "reasons": ("daughter", "sleep"),
                "actions": (rule, gone),
                "sentence": "One hour at a time, one hour.",
            },
            labels={"daughter": "My daughter", "e2/rules/r1": "call Sam, then walk"},
        )
    )
    assert lines == [
        "My help card",
        "",
        "Why I do this",
        "  - My daughter",
        "  - sleep",
        "",
        "What I do",
        "  - call Sam, then walk",
        "",
        "My sentence",
        "  - One hour at a time, one hour.",
    ]


def test_rows_of_a_table_stand_one_by_one(get: MakeGet, item: MakeItem) -> None:
    """A section can be a table; each row is an entry."""
    lines = card(get(rows={"people": (item("Sam 555 0101"), item("Dana"))}))
    assert lines[-2:] == ["  - Sam 555 0101", "  - Dana"]


def test_a_section_without_an_answer_is_left_out(get: MakeGet) -> None:
    """No empty title stands on the card."""
    assert "Who I call" not in card(get(values={"sentence": "breathe"}))


def test_an_empty_card_is_none(get: MakeGet) -> None:
    """Without any answer there is no card, rather than one with titles only."""
    assert CardBlock().derive(OPTIONS, get()) is MISSING


def test_a_section_shows_as_many_as_its_author_says(get: MakeGet) -> None:
    """`most` is the number of entries."""
    lines = card(get(values={"reasons": tuple("abcdef")}))
    assert lines[2:] == ["Why I do this", "  - a", "  - b", "  - c"]


def test_a_long_entry_is_cut_with_care(get: MakeGet) -> None:
    """Two lines for an entry, broken between words, an ellipsis where it is cut."""
    lines = card(get(values={"sentence": "again and " * 40}))
    entry = lines[3:]
    assert len(entry) == 2
    assert entry[0].startswith("  - again and")
    assert entry[1].startswith("    ")
    assert entry[1].endswith(("again…", "and…"))


def test_a_full_card_says_what_it_leaves_out(get: MakeGet) -> None:
    """The longest section gives way first, and says how many more there are."""
    full = CardOptions(
        title=Words("Card"),
        sections=(section("Long", "actions", 40), section("Short", "reasons")),
    )
    lines = card(
        get(values={"actions": tuple(map(str, range(40))), "reasons": ("a", "b")}), full
    )
    assert len(lines) == HEIGHT
    assert lines[-3:] == ["Short", "  - a", "  - b"]
    shown = sum(line.startswith("  - ") for line in lines) - 2
    assert f"  … and {40 - shown} more in the workbook" in lines


@given(
    st.lists(
        st.lists(st.text(max_size=300), min_size=1, max_size=30),
        min_size=1,
        max_size=5,
    )
)
def test_every_card_fits(said: list[list[str]]) -> None:
    """Whatever was written, at most 24 lines of 76 columns, every section named."""
    parts = [
        _part(section(f"Section {index}", "x", 30), entries)
        for index, entries in enumerate(said)
    ]
    lines = _laid_out("Card", parts)
    assert len(lines) <= HEIGHT
    assert all(_width(line) <= WIDTH for line in lines)
    assert [line for line in lines if line.startswith("Section")] == [
        f"Section {index}" for index in range(len(said))
    ]


@pytest.mark.parametrize(
    ("sections", "path"),
    [
        ((), ("sections",)),
        (tuple(section(str(n), "x") for n in range(6)), ("sections",)),
        ((section("a", "x", 0),), ("sections", 0, "most")),
    ],
)
def test_what_an_author_should_know(
    sections: tuple[Section, ...], path: tuple[str | int, ...]
) -> None:
    """No section, more than fit, and a section of nothing are faults."""
    options = CardOptions(title=Words("Card"), sections=sections)
    assert [fault.path for fault in CardBlock().check(options)] == [path]
