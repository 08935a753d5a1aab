"""One protocol, two stores: what every store of ours promises."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
)
from tinydb import where

from workbook.errors import Locked
from workbook.model import At, Entry, State, Stop
from workbook.store import (
    MemoryStore,
    SealedStore,
    Stored,
    Transaction,
    create,
    open_store,
)

Answer = Callable[..., Stored]
Head = Callable[..., Entry]
AnyStore = MemoryStore | SealedStore


@pytest.fixture(params=["memory", "sealed"])
def store(request: pytest.FixtureRequest) -> Iterator[AnyStore]:
    if request.param == "memory":
        made: AnyStore = MemoryStore()
    else:
        made = request.getfixturevalue("folder").create()
    yield made
    made.close()


def test_what_is_committed_is_there(
    store: AnyStore, answer: Answer, head: Head
) -> None:
    """Heads, answers and definitions of one transaction are read back equal."""
    east = timezone(timedelta(hours=2))
    full = head(
        "e1",
        state=State.SET_ASIDE,
        dated=datetime(2026, 1, 1, tzinfo=east),
        here=Stop("b", None, "c"),
        before_aside=State.FINISHED,
    )
    said = answer("e1/b", {"a": [1, None, "x"]}, hash="h", words="pay day")
    definitions = {"h": "id: a.b\ntitle: “Ö”"}
    store.commit(Transaction(heads=(full,), answers=(said,), definitions=definitions))
    assert store.heads() == {"e1": full}
    assert store.answers("e1") == (said,)
    assert store.definition("h") == definitions["h"]
    assert store.definition("other") is None
    assert list(store.all_answers()) == [said]


def test_sequence_numbers_rise(store: AnyStore, answer: Answer) -> None:
    """Each commit returns a higher number; an empty one writes nothing."""
    first = store.commit(Transaction(answers=(answer("e1/b", 1),)))
    second = store.commit(Transaction(answers=(answer("e1/b", 2),)))
    assert second > first
    assert store.commit(Transaction()) == second == store.seq
    assert store.commit(Transaction(removed=(At("e1", "never"),))) == second


def test_the_last_answer_of_an_address_counts(store: AnyStore, answer: Answer) -> None:
    """An address holds one answer; a later one takes its place."""
    store.commit(Transaction(answers=(answer("e1/b", 1),)))
    store.commit(Transaction(answers=(answer("e1/b", 2),)))
    assert [a.raw for a in store.answers("e1")] == [2]


def test_rows_stand_in_their_order(store: AnyStore, answer: Answer) -> None:
    """The rows of a block come by order key, whenever they were written."""
    rows = [answer(f"e1/t/{row}", row, order=key) for row, key in ("xm", "yb", "zz")]
    store.commit(Transaction(answers=tuple(rows)))
    store.commit(Transaction(answers=(answer("e1/a", 0),)))
    assert [a.raw for a in store.answers("e1")] == [0, "y", "x", "z"]


def test_removed_and_deleted_are_gone(
    store: AnyStore, answer: Answer, head: Head
) -> None:
    """An answer can be removed, an entry deleted with all its answers."""
    answers = tuple(answer(at, at) for at in ("e1/a", "e1/b", "e2/a"))
    store.commit(Transaction(heads=(head("e1"), head("e2")), answers=answers))
    store.commit(Transaction(removed=(At("e1", "a"), At("e9", "never"))))
    assert [str(a.at) for a in store.answers("e1")] == ["e1/b"]
    store.commit(Transaction(deleted=("e1",)))
    assert list(store.heads()) == ["e2"]
    assert store.answers("e1") == ()
    assert [str(a.at) for a in store.all_answers()] == ["e2/a"]


def test_what_is_written_beside_a_removal_stays(
    store: AnyStore, answer: Answer, head: Head
) -> None:
    """Deleted and removed go first, whatever else the transaction says."""
    store.commit(Transaction(heads=(head("e1"),), answers=(answer("e1/a", 1),)))
    store.commit(
        Transaction(
            heads=(head("e1", version=2),),
            answers=(answer("e1/a", 2),),
            removed=(At("e1", "a"),),
            deleted=("e1",),
        )
    )
    assert store.heads()["e1"].version == 2
    assert [a.raw for a in store.answers("e1")] == [2]


def test_a_transaction_json_cannot_hold_changes_nothing(
    store: AnyStore, answer: Answer
) -> None:
    """A value that is no JSON is refused before anything is written."""
    seq = store.commit(Transaction(answers=(answer("e1/a", 1),)))
    bad = answer("e1/b", float("nan"))
    with pytest.raises(ValueError, match="JSON"):
        store.commit(Transaction(answers=(answer("e1/a", 2), bad)))
    with pytest.raises(TypeError):
        store.commit(Transaction(answers=(answer("e1/a", object()),)))
    assert store.seq == seq
    assert [a.raw for a in store.answers("e1")] == [1]


def test_documents_are_detached(store: AnyStore, answer: Answer) -> None:
    """Neither the list given nor the list got back is the one in the store."""
    given_in: list[Any] = [{"a": [1]}]
    store.commit(Transaction(answers=(answer("e1/a", given_in),)))
    given_in[0]["a"].append(2)
    got: Any = store.answers("e1")[0].raw
    got[0]["a"].append(3)
    store.table("answers").get(doc_id="e1/a")["raw"].append(4)
    assert store.answers("e1")[0].raw == [{"a": [1]}]


def test_tables_can_be_queried(store: AnyStore, answer: Answer) -> None:
    """TinyDB's query language works on the documents."""
    answers = tuple(answer(f"e{n}/a", n) for n in range(5))
    store.commit(Transaction(answers=answers))
    found = store.table("answers").search(where("raw") > 2)
    assert sorted(document.doc_id for document in found) == ["e3/a", "e4/a"]  # type: ignore[comparison-overlap]  # our ids are text


def test_a_write_through_a_table_is_seen_by_entry(
    store: AnyStore, answer: Answer
) -> None:
    """The index from entries to addresses follows TinyDB's own methods too."""
    store.commit(Transaction(answers=(answer("e1/a", 1), answer("e1/b", 2))))
    store.table("answers").remove(doc_ids=["e1/a"])
    assert [a.raw for a in store.answers("e1")] == [2]
    store.table("answers").truncate()
    assert store.answers("e1") == ()


def test_half_a_character_is_kept(store: AnyStore, answer: Answer) -> None:
    """Text with a lone surrogate, as some terminals send it, comes back as it was."""
    store.commit(Transaction(answers=(answer("e1/a", "caf\udce9"),)))
    store.compact()
    assert store.answers("e1")[0].raw == "caf\udce9"


def test_a_closed_store_gives_and_takes_nothing(
    store: AnyStore, answer: Answer
) -> None:
    """After close, reading, saving and compacting say that it is locked."""
    store.commit(Transaction(answers=(answer("e1/a", 1),)))
    store.close()
    with pytest.raises(Locked):
        store.heads()
    with pytest.raises(Locked):
        store.answers("e1")
    with pytest.raises(Locked):
        store.commit(Transaction(answers=(answer("e1/a", 2),)))
    store.close()


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=8,
)


@settings(deadline=None)
@given(raw=JSON, words=st.text(), order=st.text())
def test_any_json_comes_back(raw: Any, words: str, order: str) -> None:
    """Whatever a block type dumps is read back equal."""
    store = MemoryStore()
    said = Stored(
        at=At("e", "b"), raw=raw, words=words, order=order, utc_ms=-1, offset=-720
    )
    store.commit(Transaction(answers=(said,)))
    assert store.answers("e") == (said,)


ENTRIES = st.sampled_from(["e1", "e2", "e3"])
BLOCKS = st.sampled_from(["a", "b", "t/r1", "t/r2"])


class AgainstADict(RuleBasedStateMachine):
    """A sealed store does what two plain dicts do, however often it is reopened."""

    @initialize()
    def begin(self) -> None:
        self.home = Path(tempfile.mkdtemp()) / "home"
        self.store, _spare = create(self.home, None)
        self.answers: dict[str, Any] = {}
        self.texts: dict[str, str] = {}
        self.seq = self.store.seq

    @rule(said=st.dictionaries(st.tuples(ENTRIES, BLOCKS), JSON, max_size=4))
    def commit(self, said: dict[tuple[str, str], Any]) -> None:
        answers = {f"{entry}/{block}": raw for (entry, block), raw in said.items()}
        self._commit(
            Transaction(
                answers=tuple(
                    Stored(at=At.parse(at), raw=raw, utc_ms=1, offset=0)
                    for at, raw in answers.items()
                )
            )
        )
        self.answers |= answers

    @rule(entry=ENTRIES, block=BLOCKS)
    def remove(self, entry: str, block: str) -> None:
        self._commit(Transaction(removed=(At.parse(f"{entry}/{block}"),)))
        self.answers.pop(f"{entry}/{block}", None)

    @rule(entry=ENTRIES)
    def delete(self, entry: str) -> None:
        self._commit(Transaction(deleted=(entry,)))
        for address in list(self.answers):
            if address.startswith(f"{entry}/"):
                del self.answers[address]

    @rule(hash_=st.sampled_from("hij"), text=st.text())
    def define(self, hash_: str, text: str) -> None:
        self._commit(Transaction(definitions={hash_: text}))
        self.texts[hash_] = text

    @rule()
    def reopen(self) -> None:
        self.store.close()
        self.store = open_store(self.home)
        assert self.store.told == []

    @rule()
    def go_on_after_a_failure(self) -> None:
        self.store.reopen()

    @precondition(lambda self: self.seq % 3 == 0)
    @rule()
    def compact(self) -> None:
        self.store.compact()

    @invariant()
    def same(self) -> None:
        found = {str(a.at): a.raw for a in self.store.all_answers()}
        assert found == self.answers
        for entry in ("e1", "e2", "e3"):
            assert {str(a.at) for a in self.store.answers(entry)} == {
                at for at in self.answers if at.startswith(f"{entry}/")
            }
        assert {h: self.store.definition(h) for h in self.texts} == self.texts

    def _commit(self, transaction: Transaction) -> None:
        seq = self.store.commit(transaction)
        assert seq >= self.seq
        self.seq = seq

    def teardown(self) -> None:
        if hasattr(self, "store"):
            self.store.close()
            shutil.rmtree(self.home.parent)


TestAgainstADict = AgainstADict.TestCase
TestAgainstADict.settings = settings(
    max_examples=15, stateful_step_count=25, deadline=None
)
