"""The saver: groups commits, tells the truth, drops nothing when the disk does not follow."""

import threading

from hypothesis import given
from hypothesis import strategies as st

from workbook.errors import NotSaved
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
