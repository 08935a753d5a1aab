"""Answers a script gives, in JSON or YAML."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbook.authoring.answers import read_answers
from workbook.errors import ContentError

PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers(-9999, 9999) | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=8,
)


@given(st.lists(st.dictionaries(st.text(min_size=1, max_size=8), PLAIN, max_size=4)))
def test_json_is_read_as_it_is(answers: list[dict[str, object]]) -> None:
    """Every value, however it is escaped."""
    assert read_answers(json.dumps(answers).encode(), "x") == tuple(answers)


def test_yaml_is_read_without_guesses() -> None:
    """`no` is a word, a decimal stays as it was written."""
    text = b"a: no\nb: 012\nc: 1:30\nd: 2.50\ne: 3\nf: true\ng:\nh: [x, {y: z}]\n"
    assert read_answers(text, "x") == (
        {
            "a": "no",
            "b": "012",
            "c": "1:30",
            "d": "2.50",
            "e": 3,
            "f": True,
            "g": None,
            "h": ["x", {"y": "z"}],
        },
    )


def test_a_list_of_mappings_is_one_for_each_entry() -> None:
    """In YAML as in JSON."""
    assert read_answers(b"- {a: 1}\n- {a: 2}\n", "x") == ({"a": 1}, {"a": 2})
    assert read_answers(b"[]", "x") == ()


@pytest.mark.parametrize("text", [b"3", b"words", b"[1]", b"[{}, []]", b'"x"'])
def test_anything_else_is_refused(text: bytes) -> None:
    """With what is wanted."""
    with pytest.raises(ContentError, match="mapping"):
        read_answers(text, "x")


@pytest.mark.parametrize("text", [b"", b"  \n", b"{}"])
def test_nothing_is_an_empty_mapping(text: bytes) -> None:
    """One entry without an answer."""
    assert read_answers(text, "x") == ({},)


@pytest.mark.parametrize(
    "text",
    [
        b"a: [1",
        b"a: 1\na: 2\n",
        b"a: &x 1\n",
        b"a: !!python/object 1\n",
        b"\xff\xfe",
        b"a: 1\n---\nb: 2\n",
        b"[" * 5000,
        b"a: " + b"[" * 200,
    ],
)
def test_what_is_broken_names_its_place(text: bytes) -> None:
    """File, line and column; nothing deep or clever is read."""
    with pytest.raises(ContentError) as broken:
        read_answers(text, "x.yaml")
    told = [str(fault) for fault in broken.value.faults]
    assert told
    assert all(line.startswith("x.yaml:") for line in told)


def test_a_key_that_stands_twice_in_json_is_refused() -> None:
    """Which of the two was meant, nobody knows."""
    with pytest.raises(ContentError, match="“a” stands twice"):
        read_answers(b'{"a": 1, "a": 2}', "x")


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(raw: bytes) -> None:
    """Nothing else comes out."""
    try:
        for one in read_answers(raw, "x"):
            assert isinstance(one, dict)
    except ContentError:
        pass
