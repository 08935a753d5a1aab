"""The saver: groups commits, tells the truth, drops nothing when the disk does not follow."""

import threading

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbook.errors import Locked, NotSaved
from workbook.model import At
from workbook.store import MemoryStore, Stored, Transaction
from workbook.usecases.saver import Saver, merged


def answer(text, block="b", entry="e"):
    return Stored(at=At(entry, block), raw=text, utc_ms=1, offset=0)


class Stubborn(MemoryStore):
    """Fails while `full` is set."""

    def __init__(self):
        super().__init__()
        self.full = False
        self.commits = 0

    def commit(self, transaction):
        self.commits += 1
        if self.full:
            raise NotSaved("The disk is full.", "Make some room.")
        return super().commit(transaction)


def test_saved_means_committed():
    """The mark says saved only once the store holds it."""
    store = MemoryStore()
    saver = Saver(store)
    ticket = saver.submit(Transaction(answers=(answer("words"),)))
    assert saver.wait(ticket, 5)
    assert saver.mark == "saved"
    assert store.answers("e")[0].raw == "words"
    saver.close()


def test_a_failed_save_is_told_and_nothing_is_dropped():
    """Not saved, with the reason; the next save brings both."""
    store = Stubborn()
    saver = Saver(store)
    told = threading.Event()
    saver.watch(told.set)
    store.full = True
    assert not saver.wait(saver.submit(Transaction(answers=(answer("one"),))), 5)
    assert saver.mark == "not saved"
    assert str(saver.error) == "The disk is full."
    assert told.wait(5)
    store.full = False
    assert saver.wait(saver.submit(Transaction(answers=(answer("two", "c"),))), 5)
    assert sorted(a.raw for a in store.answers("e")) == ["one", "two"]
    assert saver.error is None
    saver.close()


def test_closing_saves_what_waits():
    """Close comes back when everything handed over is on the disk."""
    store = MemoryStore()
    saver = Saver(store)
    for number in range(50):
        saver.submit(Transaction(answers=(answer(str(number), f"b{number}"),)))
    saver.close()
    assert len(store.answers("e")) == 50


class Faulty(MemoryStore):
    """Raises what nobody foresaw while `fault` is set."""

    fault = None

    def commit(self, transaction):
        if self.fault is not None:
            raise self.fault
        return super().commit(transaction)


@pytest.mark.parametrize(
    "fault", [TypeError("my words"), SystemExit("my words"), Locked("locked")]
)
def test_a_fault_nobody_foresaw_is_told_and_survived(fault):
    """Not saved, without its text; nobody waits for ever, and what waited is kept."""
    store = Faulty()
    saver = Saver(store)
    store.fault = fault
    assert not saver.wait(saver.submit(Transaction(answers=(answer("one"),))), 5)
    assert saver.mark == "not saved"
    assert "my words" not in str(saver.error)
    assert saver.error.hint or str(saver.error) == "locked"
    store.fault = None
    assert saver.wait(saver.submit(Transaction(answers=(answer("two", "c"),))), 5)
    assert sorted(a.raw for a in store.answers("e")) == ["one", "two"]
    saver.close()


def test_a_step_after_that_fails_is_not_saved_and_done_again():
    """The steps that belong to a commit are part of it, whatever they raise."""
    saver = Saver(MemoryStore())
    tries = []

    def step():
        tries.append(1)
        if len(tries) == 1:
            raise RuntimeError("my words")

    assert not saver.wait(saver.submit(Transaction(), step), 5)
    assert saver.mark == "not saved"
    assert saver.wait(saver.submit(Transaction()), 5)
    assert len(tries) == 2
    saver.close()


def test_a_face_that_cannot_be_told_stops_no_save():
    """A watcher that raises is its own affair."""
    saver = Saver(MemoryStore())
    saver.watch(lambda: 1 / 0)
    assert saver.wait(saver.submit(Transaction()), 5)
    assert saver.wait(saver.submit(Transaction()), 5)
    saver.close()


def test_closing_while_the_disk_is_full_comes_back():
    """It neither hangs nor claims that anything was saved."""
    store = Stubborn()
    store.full = True
    saver = Saver(store)
    saver.submit(Transaction(answers=(answer("one"),)))
    saver.close()
    assert saver.mark == "not saved"


def test_nothing_is_taken_after_closing():
    """A ticket that nobody will ever redeem is not given out."""
    saver = Saver(MemoryStore())
    saver.close()
    with pytest.raises(Locked):
        saver.submit(Transaction())


STEPS = st.lists(
    st.one_of(
        st.tuples(
            st.just("put"), st.sampled_from("xyz"), st.sampled_from("ab"), st.integers()
        ),
        st.tuples(
            st.just("remove"), st.sampled_from("xyz"), st.sampled_from("ab"), st.none()
        ),
        st.tuples(st.just("delete"), st.none(), st.sampled_from("ab"), st.none()),
    ),
    max_size=12,
)


def transaction(step):
    kind, block, entry, number = step
    if kind == "put":
        return Transaction(answers=(answer(number, block, entry),))
    if kind == "remove":
        return Transaction(removed=(At(entry, block),))
    return Transaction(deleted=(entry,))


@given(STEPS)
def test_merged_is_one_after_the_other(steps):
    """Saving a group at once leaves the store as saving one by one would."""
    one_by_one, at_once = MemoryStore(), MemoryStore()
    group = Transaction()
    for step in steps:
        one_by_one.commit(transaction(step))
        group = merged(group, transaction(step))
    at_once.commit(group)
    assert {*one_by_one.all_answers().__iter__()} == {*at_once.all_answers().__iter__()}
