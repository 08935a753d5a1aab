"""Offsets into a text, as places in the file."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbook.authoring import Reading
from workbook.authoring.nodes import MapNode, ScalarNode, read_nodes
from workbook.authoring.places import character_at, node_at
from workbook.authoring.source import Source


def found(text: str, offset: int) -> str:
    """The file's text from the place of an offset into the value of `a`."""
    source = Source.of(text, "x.yaml")
    root, _faults = read_nodes(source)
    assert isinstance(root, MapNode)
    node = root.values["a"]
    assert isinstance(node, ScalarNode)
    return source.text[character_at(source, node, offset) :]


@pytest.mark.parametrize(
    "text",
    [
        "a: urge >= 5 and craving\n",
        "a: 'urge >= 5 and craving'\n",
        'a: "urge >= 5 and craving"\n',
        "a: urge >= 5\n   and craving\n",
        'a: "urge >= 5\n   and craving"\n',
        "a: >-\n  urge >= 5\n  and craving\n",
        "a: |\n  urge >= 5\n  and craving\n",
    ],
)
def test_an_offset_finds_its_character(text: str) -> None:
    """In every way of writing a text, also over several lines."""
    assert found(text, 0).startswith("urge")
    assert found(text, 5).startswith(">= 5")
    assert found(text, 10).startswith("and")
    assert found(text, 14).startswith("craving")


def test_escapes_take_more_room_in_the_file() -> None:
    """What stands after an escape or a doubled quote is still found."""
    assert found("a: 'it''s == kind'\n", 8).startswith("kind")
    assert found('a: "\\"x\\" == kind"\n', 7).startswith("kind")
    assert found('a: "\\u00e9 == kind"\n', 5).startswith("kind")
    assert found('a: "x \\\n   == kind"\n', 5).startswith("kind")


def test_an_offset_past_the_end_stays_in_the_text() -> None:
    """A fault “at the end” points at the last character."""
    assert found("a: urge >\nb: 1\n", 99) == ">\nb: 1\n"


def test_a_path_leads_to_its_node(read: Callable[[str], Reading], whole: str) -> None:
    """Paths of the engine go through `options` and trailing underscores."""
    reading = read(whole)
    path = ("pages", 0, "blocks", 1)
    assert reading.locate((*path, "options", "from_")) == reading.locate(
        (*path, "from")
    )
    assert reading.locate(("pages", 0, "blocks", 2, "show_if"), 5) == (
        15,
        whole.splitlines()[14].index(">= 5") + 1,
    )
    assert reading.locate((*path, "nowhere")) == reading.locate(path)
    assert reading.locate(()) == (1, 1)


def test_a_single_value_stands_for_a_list_of_one() -> None:
    """Its first element is the value itself."""
    root, _faults = read_nodes(Source.of("a: x\n", "x.yaml"))
    assert node_at(root, ("a", 0)) is node_at(root, ("a",))


@given(
    st.text(st.sampled_from("ab '\"\\\n#:é"), min_size=1, max_size=30),
    st.integers(0, 40),
)
def test_a_place_lies_within_its_text(text: str, offset: int) -> None:
    """Whatever the text and the offset, in double quotes as JSON writes it."""
    import json

    written = f"a: {json.dumps(text, ensure_ascii=False)}\n"
    source = Source.of(written, "x.yaml")
    root, _faults = read_nodes(source)
    assert isinstance(root, MapNode)
    node = root.values["a"]
    assert isinstance(node, ScalarNode)
    assert node.text == text
    at = character_at(source, node, offset)
    assert node.start <= at < node.end
    if offset < len(text) and text[offset] not in ' \n\\"':
        assert source.text[at] == text[offset]
