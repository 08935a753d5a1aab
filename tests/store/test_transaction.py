"""Heads and answers as documents: read back equal, empty parts left out."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta, timezone

from hypothesis import given, settings
from hypothesis import strategies as st

from workbook.model import At, Entry, State, Stop
from workbook.store import MemoryStore, SealedStore, Store, Stored
from workbook.store.transaction import (
    answer_of_document,
    document_of_answer,
    document_of_head,
    head_of_document,
)

OFFSETS = st.integers(-14 * 60, 14 * 60).map(
    lambda minutes: timezone(timedelta(minutes=minutes))
)
MOMENTS = st.datetimes(
    min_value=datetime(1970, 1, 2),
    timezones=OFFSETS,
)
NAMES = st.from_regex(r"[a-z0-9_]{1,12}", fullmatch=True)
STOPS = st.builds(Stop, NAMES, st.none() | NAMES, st.none() | NAMES)
HEADS = st.builds(
    Entry,
    id=NAMES,
    exercise=NAMES,
    version=st.integers(1, 99),
    hash=NAMES,
    state=st.sampled_from(State),
    begun=MOMENTS,
    touched=MOMENTS,
    dated=st.none() | MOMENTS,
    here=st.none() | STOPS,
    before_aside=st.none() | st.sampled_from(State),
)


@settings(deadline=None)
@given(head=HEADS)
def test_a_head_comes_back_with_its_offsets(head: Entry) -> None:
    """Every part of a head survives JSON, the offset it was written at too."""
    document = json.loads(json.dumps(document_of_head(head)))
    back = head_of_document(head.id, document)
    assert back == head
    assert back.begun.utcoffset() == head.begun.utcoffset()
    assert back.touched.utcoffset() == head.touched.utcoffset()


def test_empty_parts_take_no_room() -> None:
    """A plain answer is its value and its moment, nothing else."""
    bare = Stored(at=At("e", "b"), raw=True, utc_ms=5, offset=60)
    assert document_of_answer(bare) == {"raw": True, "utc": 5, "offset": 60}
    assert answer_of_document("e/b", document_of_answer(bare)) == bare
    moment = datetime(2026, 1, 5, tzinfo=UTC)
    head = Entry(
        id="e",
        exercise="a.b",
        version=1,
        hash="h",
        state=State.DRAFT,
        begun=moment,
        touched=moment,
    )
    assert not {"dated", "here", "before_aside"} & set(document_of_head(head))


def test_a_store_is_what_the_protocol_says() -> None:
    """mypy reads this line; a store that breaks the protocol fails there."""
    kinds: tuple[type[Store], ...] = (MemoryStore, SealedStore)
    assert all(kind.commit for kind in kinds)
    store: Store = MemoryStore()
    store.reopen()
    assert store.seq == 0
