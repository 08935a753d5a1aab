"""The chain, and its cut."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbook.model import MISSING, BlockName, Get, Sheet, Words
from workbook.testing import BlockTypeLaws
from workbook_plugins.trigger_mapping.chain import (
    CUT,
    WIDTH,
    ChainBlock,
    ChainOptions,
    Link,
    _joined,
)


def link(block: str, label: str) -> Link:
    return Link(block=BlockName(block), label=Words(label))


LINKS = (
    link("trigger", "Trigger"),
    link("thought", "Thought"),
    link("urge", "Urge"),
    link("outcome", "Then"),
)
OPTIONS = ChainOptions(
    links=LINKS,
    cut=BlockName("cut_point"),
    cuts={
        "at_trigger": BlockName("trigger"),
        "at_thought": BlockName("thought"),
        "at_urge": BlockName("urge"),
    },
)
SAID = {"trigger": "payday", "thought": "just one", "urge": "8", "outcome": "no use"}
MakeGet = Callable[..., Get]


class TestLaws(BlockTypeLaws):
    """The laws of every block type."""

    block_type = ChainBlock()
    options = (OPTIONS, ChainOptions(links=LINKS))


def chain(get: Get, options: ChainOptions = OPTIONS) -> list[str]:
    sheet = ChainBlock().derive(options, get)
    assert isinstance(sheet, Sheet)
    return list(ChainBlock().lines(options, sheet))


def test_a_short_chain_is_one_line(get: MakeGet) -> None:
    """Links follow each other with arrows, each with its label."""
    assert chain(get(said=SAID)) == [
        "Trigger: payday -> Thought: just one -> Urge: 8 -> Then: no use"
    ]


@pytest.mark.parametrize(
    ("answer", "where"),
    [
        ("at_trigger", f"{CUT} Trigger: payday"),
        ("at_thought", f"-> {CUT} Thought: just one"),
        ("at_urge", f"-> {CUT} Urge: 8"),
    ],
)
def test_the_cut_stands_at_its_link(get: MakeGet, answer: str, where: str) -> None:
    """The answer of the cut block says where the chain is cut, once, in words."""
    text = "\n".join(chain(get(said=SAID, values={"cut_point": answer})))
    assert where in text
    assert text.count(CUT) == 1


def test_another_answer_cuts_nothing(get: MakeGet) -> None:
    """An answer that names no link leaves the chain whole."""
    text = "".join(chain(get(said=SAID, values={"cut_point": "not_sure"})))
    assert CUT not in text


def test_a_chain_without_a_cut_is_shown_whole(get: MakeGet) -> None:
    """`cut` can be left out."""
    assert CUT not in "".join(chain(get(said=SAID), ChainOptions(links=LINKS)))


def test_a_link_not_answered_keeps_its_place(get: MakeGet) -> None:
    """A missing link is a dash, so that the order stays to be seen."""
    assert chain(get(said={**SAID, "thought": ""})) == [
        "Trigger: payday -> Thought: – -> Urge: 8 -> Then: no use"
    ]


def test_nothing_said_is_no_chain(get: MakeGet) -> None:
    """Without any link there is nothing to show."""
    assert ChainBlock().derive(OPTIONS, get()) is MISSING


@given(st.lists(st.text("abc ", max_size=60), min_size=4, max_size=4))
def test_a_long_chain_breaks_between_links(said: list[str]) -> None:
    """A line is longer than the width only when one link alone is; none is lost."""
    words = {one.block: text for one, text in zip(LINKS, said, strict=True)}
    lines = _joined([f"{name}: {text}" for name, text in words.items()])
    assert " ".join(lines) == " -> ".join(f"{n}: {t}" for n, t in words.items())
    for line in lines:
        assert len(line) <= WIDTH or " -> " not in line
    assert all(line.startswith("-> ") for line in lines[1:])


@pytest.mark.parametrize(
    ("options", "path"),
    [
        (ChainOptions(links=LINKS[:1]), ("links",)),
        (ChainOptions(links=(LINKS[0], LINKS[0])), ("links", 1, "block")),
        (
            ChainOptions(
                links=LINKS, cut=BlockName("c"), cuts={"x": BlockName("elsewhere")}
            ),
            ("cuts", "x"),
        ),
        (ChainOptions(links=LINKS, cut=BlockName("c")), ("cut",)),
        (ChainOptions(links=LINKS, cuts={"x": BlockName("urge")}), ("cuts",)),
    ],
)
def test_what_an_author_should_know(
    options: ChainOptions, path: tuple[str | int, ...]
) -> None:
    """A chain of one, a doubled link, a cut that is nowhere: each has its place."""
    assert [fault.path for fault in ChainBlock().check(options)] == [path]
