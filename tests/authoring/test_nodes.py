"""YAML text to nodes: the traps, each with its place and its mend."""

import pytest
import yaml

from workbook.authoring import nodes
from workbook.authoring.nodes import ListNode, MapNode, ScalarNode, read_nodes
from workbook.authoring.source import Source


@pytest.fixture(params=["with libyaml", "without"], autouse=True)
def _both_readers(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every rule here holds for the C reader and for the pure one."""
    if request.param == "without":
        monkeypatch.setattr(nodes, "_LOADER", yaml.SafeLoader)


def faults_of(text: str) -> list[tuple[int, int, str]]:
    source = Source.of(text, "x.yaml")
    _root, faults = read_nodes(source)
    told = sorted(source.faults + faults)
    assert all(fault.hint for fault in told)
    return [(fault.line, fault.column, fault.code) for fault in told]


@pytest.mark.parametrize(
    ("text", "faults"),
    [
        ("a: 1\n\tb: 2\n", [(2, 1, "WB004")]),
        ("-\ta: 2\n", [(1, 2, "WB004")]),
        ("a: Rate this: 0 to 10\n", [(1, 13, "WB005")]),
        ("a: {b: Rate this: 0 to 10, c: 1}\n", [(1, 17, "WB005")]),
        ("a: One: two: three\n", [(1, 7, "WB005"), (1, 12, "WB005")]),
        ("a: @home\n", [(1, 4, "WB007")]),
        ("a: `x`\n", [(1, 4, "WB007")]),
        ("a: - b\n", [(1, 4, "WB007")]),
        ('a: "\\q"\n', [(1, 5, "WB007")]),
        ("a: &x 1\n", [(1, 4, "WB008")]),
        ("a: *x\n", [(1, 4, "WB008")]),
        ("a: *really* good\n", [(1, 4, "WB008")]),
        ("a: !x 1\n", [(1, 4, "WB008")]),
        ("a: !!str 1\n", [(1, 4, "WB008")]),
        ("a: &x [1]\n", [(1, 4, "WB008")]),
        ("a: 1\n---\nb: 2\n", [(2, 1, "WB009")]),
        ("a: 1\na: 2\n", [(2, 1, "WB011")]),
        ("? [a]\n: 1\n", [(1, 3, "WB015")]),
        ("a:\n  - b\n   - c\n", [(3, 4, "WB016")]),
        ("a: 1\n  b: 2\n", [(2, 3, "WB016")]),
        ("a:\n  b: 1\n c: 2\n", [(3, 2, "WB016")]),
        ("a: 'it\nb: 1\n", [(1, 4, "WB017")]),
        ('a: "x" y\n', [(1, 8, "WB017")]),
        ("a: {b: 'it's'}\n", [(1, 12, "WB017")]),
        ("a: [1, 2\nb: 1\n", [(1, 4, "WB018")]),
        ("a: {b: 1\n", [(1, 4, "WB018")]),
        ("a: {x} more\n", [(1, 8, "WB018")]),
        ("a: 1\nb\nc: 2\n", [(2, 1, "WB019")]),
        ("a: x\u202ey\n", [(1, 5, "WB003")]),
        ('a: "x\\u202ey"\n', [(1, 4, "WB003")]),
        ('a: "x\\x1by"\n', [(1, 4, "WB003")]),
        ("a: x\x1by\n", [(1, 5, "WB003")]),
        ("a: x\u2028y\n", [(1, 5, "WB003")]),
    ],
)
def test_a_trap(text: str, faults: list[tuple[int, int, str]]) -> None:
    """A slip is told once, where it stands, with its mend."""
    assert faults_of(text) == faults


def test_reading_goes_on_past_a_slip() -> None:
    """Every slip that can be stepped over is told in one run, and the rest is read."""
    text = "a: One: two\nb: @home\nc: *x\nc: 3\nd: fine\n"
    source = Source.of(text, "x.yaml")
    root, faults = read_nodes(source)
    assert [(f.line, f.code) for f in sorted(faults)] == [
        (1, "WB005"),
        (2, "WB007"),
        (3, "WB008"),
        (4, "WB011"),
    ]
    assert isinstance(root, MapNode)
    assert {name: _text(node) for name, node in root.values.items()} == {
        "a": "One: two",
        "b": "@home",
        "c": "*x",
        "d": "fine",
    }


def _text(node: object) -> str:
    assert isinstance(node, ScalarNode)
    return node.text


def test_a_double_key_names_both_lines() -> None:
    """The second key has the place, the message the first one's line."""
    _root, faults = read_nodes(Source.of("a: 1\nb: 2\na: 3\n", "x.yaml"))
    assert [str(fault) for fault in faults] == [
        "x.yaml:3:1: WB011: The key “a” stands here twice: first in line 1."
    ]


@pytest.mark.parametrize(
    "text", ["no", "012", "1:30", "1.10", "2026-01-01", "~", "0x1F"]
)
def test_plain_text_stays_as_written(text: str) -> None:
    """YAML's guesses never happen."""
    root, faults = read_nodes(Source.of(f"a: {text}\n", "x.yaml"))
    assert not faults
    assert isinstance(root, MapNode)
    assert _text(root.values["a"]) == text


def test_depth_is_bounded_before_it_costs() -> None:
    """A hundred thousand brackets are one fault, at the level that is too deep."""
    assert faults_of("a: " + "[" * 100_000) == [(1, 53, "WB010")]


def test_fifty_levels_are_allowed() -> None:
    """The bound is on the fifty-first."""
    assert not faults_of("[" * 50 + "]" * 50)


def test_size_is_bounded() -> None:
    """More than a mebibyte is not read, counted in bytes."""
    assert faults_of("#" * (1024 * 1024 + 1)) == [(1, 1, "WB001")]
    assert not faults_of("#" * (1024 * 1024))
    assert faults_of("é" * (1024 * 512 + 1)) == [(1, 1, "WB001")]


def test_other_encodings_are_refused_with_the_place() -> None:
    """The first byte that is no UTF-8 is named; nothing is guessed."""
    source = Source.of("a: 1\nb: é".encode("latin-1"), "x.yaml")
    assert [(f.line, f.column, f.code) for f in source.faults] == [(2, 4, "WB002")]


def test_line_ends_and_byte_order_mark_do_not_count() -> None:
    """A checkout on another system is the same text with the same hash."""
    here = Source.of("a: 1\nb: 2\n", "x.yaml")
    there = Source.of(b"\xef\xbb\xbfa: 1\r\nb: 2\r\n", "x.yaml")
    assert here.hash == there.hash
    assert here.text == there.text
    assert len(here.hash) == 32


def test_what_stands_before_a_break_is_still_a_tree() -> None:
    """The unfinished parts are marked: nothing is said to be missing in them."""
    root, faults = read_nodes(Source.of("a:\n  - b\n  - {c: 1\nd: 2\n", "x.yaml"))
    assert [fault.code for fault in faults] == ["WB018"]
    assert isinstance(root, MapNode)
    assert root.cut
    items = root.values["a"]
    assert isinstance(items, ListNode)
    assert items.cut


def test_places_count_characters_not_bytes() -> None:
    """A column is what an editor shows, also after letters of several bytes."""
    assert faults_of("a: '😀é'\nü: One: two\n") == [(2, 7, "WB005")]
