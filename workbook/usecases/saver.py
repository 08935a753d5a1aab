"""One thread that brings what was answered to the disk.

After a workbook is open nothing else touches the store.  `submit` returns at once
with a ticket; the thread commits everything that waits as one transaction, the
last document of each address winning.  An answer is *saved* when its ticket is
done: that is the log's word, not a guess.  When a commit fails nothing is
dropped: the same transaction waits, together with whatever comes after.  That
holds for faults nobody foresaw, too: a thread that ended silently would let
everybody wait for ever, or believe what is not so.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import suppress
from typing import Literal, TypeAlias

from workbook.errors import Locked, NotSaved, StoreError, WorkbookError
from workbook.store.transaction import Store, Transaction
from workbook.words import _

Mark: TypeAlias = Literal["saved", "saving", "not saved"]


def merged(first: Transaction, then: Transaction) -> Transaction:
    """Both as one: what comes later wins, deletions included."""
    gone = {head.id: head for head in first.heads if head.id not in then.deleted}
    answers = {a.at: a for a in first.answers if a.at.entry not in then.deleted}
    for at in then.removed:
        answers.pop(at, None)
    answers |= {a.at: a for a in then.answers}
    removed = dict.fromkeys((*first.removed, *then.removed))
    return Transaction(
        heads=tuple((gone | {head.id: head for head in then.heads}).values()),
        answers=tuple(answers.values()),
        removed=tuple(removed),
        deleted=tuple(dict.fromkeys((*first.deleted, *then.deleted))),
        definitions={**first.definitions, **then.definitions},
    )


class Saver:
    """Commits in the background; `mark` tells the truth about it."""

    def __init__(self, store: Store, lock: threading.Lock | None = None) -> None:
        self._store = store
        self._using = lock or threading.Lock()
        self._wake = threading.Condition()
        self._waiting: Transaction | None = None
        self._after: list[Callable[[], None]] = []
        self._last = 0
        self._done = 0
        self._error: StoreError | None = None
        self._tried = 0
        self._closing = False
        self._watchers: list[Callable[[], None]] = []
        self._thread = threading.Thread(target=self._run, name="saver", daemon=True)
        self._thread.start()

    @property
    def mark(self) -> Mark:
        """Whether everything handed over so far is on the disk."""
        with self._wake:
            if self._done >= self._last:
                return "saved"
            return "not saved" if self._error else "saving"

    @property
    def error(self) -> StoreError | None:
        """Why the last commit failed; None when it did not."""
        return self._error

    def submit(
        self, transaction: Transaction, after: Callable[[], None] | None = None
    ) -> int:
        """Hand over a transaction; returns its ticket. `after` runs on the saver's
        thread once it is durable, before it counts as done.

        Raises Locked after `close`: nobody is left to save it.
        """
        with self._wake:
            if self._closing:
                raise Locked(_("The workbook is locked."), _("Open it again to go on."))
            self._last += 1
            self._waiting = (
                transaction
                if self._waiting is None
                else merged(self._waiting, transaction)
            )
            if after is not None:
                self._after.append(after)
            self._wake.notify_all()
            return self._last

    def wait(self, ticket: int | None = None, timeout: float | None = None) -> bool:
        """Wait (seconds) until the ticket, or everything, is done or has failed;
        whether it is saved.
        """
        with self._wake:
            wanted = self._last if ticket is None else ticket
            self._wake.wait_for(
                lambda: self._done >= wanted or self._tried >= wanted, timeout
            )
            return self._done >= wanted

    def watch(self, tell: Callable[[], None]) -> None:
        """Call `tell`, on the saver's thread, whenever the mark may have changed."""
        self._watchers.append(tell)

    def close(self) -> None:
        """Save what waits, then stop. Safe to call twice.

        What failed is not tried once more here; the mark still tells of it.
        """
        with self._wake:
            self._closing = True
            self._wake.notify_all()
        self._thread.join()

    def _run(self) -> None:
        while True:
            with self._wake:
                self._wake.wait_for(lambda: self._closing or self._last > self._tried)
                if self._last <= self._tried:
                    return
                transaction, ticket = self._waiting, self._last
                after, self._after = self._after, []
                self._waiting = None
            self._commit(transaction or Transaction(), ticket, after)

    def _commit(
        self, transaction: Transaction, ticket: int, after: list[Callable[[], None]]
    ) -> None:
        error: StoreError | None = None
        try:
            with self._using:
                if self._error is not None:
                    # Nothing failed is tried again: what the disk holds is read
                    # anew, and everything that waits is written after it.
                    self._store.reopen()
                self._store.commit(transaction)
                for step in after:
                    step()
        except BaseException as problem:  # noqa: BLE001 - the thread must go on
            error = _told(problem)
        with self._wake:
            self._error = error
            self._tried = ticket
            if error is None:
                self._done = ticket
            else:
                later = self._waiting
                self._waiting = (
                    transaction if later is None else merged(transaction, later)
                )
                self._after = after + self._after
            self._wake.notify_all()
        for tell in tuple(self._watchers):
            with suppress(Exception):  # a face that cannot be told stops no save
                tell()


def _told(problem: BaseException) -> StoreError:
    """A fault as what everybody who asks is told; never its text, which may hold
    a person's words.
    """
    if isinstance(problem, StoreError):
        return problem
    if isinstance(problem, WorkbookError):
        return NotSaved(problem.message, problem.hint)
    return NotSaved(
        _("Something is wrong in the workbook itself: {kind}.").format(
            kind=type(problem).__name__
        ),
        _("What was saved before is safe. Copy what you wrote last, then close."),
    )
