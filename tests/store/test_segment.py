"""One segment as bytes: what leaks, what chains, what is never repeated."""

from __future__ import annotations

import pytest

from workbook.errors import TooNew
from workbook.store.segment import (
    CHANGES,
    NO_TAG,
    Header,
    Segment,
    new_header,
)

KEY = bytes(range(32))


@pytest.fixture
def segment() -> Segment:
    made = Segment(KEY, new_header(1, 1, 1), NO_TAG)
    made.begin()
    return made


def test_a_yes_and_a_no_are_equally_long(segment: Segment) -> None:
    """Short bodies are padded to steps of 64 bytes, long ones of 256."""
    lengths = {len(segment.seal(CHANGES, b"x" * size)) for size in range(50)}
    assert len(lengths) == 1
    long = {len(segment.seal(CHANGES, b"x" * size)) for size in range(1100, 1270)}
    assert len(long) == 1
    assert next(iter(long)) == 24 + 1280 + 16


def test_the_same_body_never_looks_the_same(segment: Segment) -> None:
    """The nonce is random: sealing again at the same place shares no bytes with it."""
    once, again = segment.seal(CHANGES, b"words"), segment.seal(CHANGES, b"words")
    assert once[:12] == again[:12]
    assert once[12:24] != again[12:24]
    assert once[24:] != again[24:]


def test_each_segment_has_its_own_key() -> None:
    """The salt and every other part of the header change the key."""
    header = new_header(1, 1, 1)
    record = Segment(KEY, header, NO_TAG).seal(CHANGES, b"words")
    others = [
        new_header(1, 1, 1),
        Header(2, 1, 1, header.salt),
        Header(1, 2, 1, header.salt),
    ]
    for other in [header, *others]:
        taken: list[bytes] = []
        Segment(KEY, other, NO_TAG).read(other.pack() + record, taken.append)
        assert taken == ([b"words"] if other is header else [])


def test_a_record_of_an_unknown_kind_is_an_error(segment: Segment) -> None:
    """A good record this version does not understand is never passed over."""
    reader = Segment(KEY, segment.header, NO_TAG)
    begun = reader.begin()
    writer = Segment(KEY, segment.header, NO_TAG)
    writer.read(begun, lambda _body: None)
    data = begun + writer.seal(77, b"from later")
    with pytest.raises(TooNew):
        Segment(KEY, segment.header, NO_TAG).read(data, lambda _body: None)


def test_what_is_no_header_is_none() -> None:
    """Short or foreign bytes are no header."""
    assert Header.read(b"") is None
    assert Header.read(b"workbook") is None
    assert Header.read(b"x" * 100) is None
