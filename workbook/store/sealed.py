"""An open workbook on disk: documents in memory, over the sealed log.

Everything that changes a file goes one of three ways: a record is appended, the key
file is replaced, or a whole new generation of the log is written, read back, and
switched to by replacing the key file.
"""

from __future__ import annotations

import contextlib
import json
from typing import TYPE_CHECKING, Final

from workbook.errors import Damaged, NotSaved, Refused, WorkbookError
from workbook.store import generation as generation_
from workbook.store import posix
from workbook.store.documents import Documents
from workbook.store.generation import Generation
from workbook.store.keyring import read_keys
from workbook.store.log import SealedLog
from workbook.store.tables import LoggedStorage, body_of
from workbook.store.transaction import ENTRIES
from workbook.words import _

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from workbook.store.kdf import Kdf
    from workbook.store.keyring import Keyring
    from workbook.store.posix import Lock
    from workbook.store.transaction import Document

LOG: Final = "log"
"""The folder of the log in a workbook's folder."""
_TOGETHER = 256
"""Documents in one record when the log is written anew."""


class SealedStore(Documents):
    """One workbook; `create` and `open_store` make it. Holds the lock till `close`."""

    def __init__(
        self,
        home: Path,
        keyring: Keyring,
        kdf: Kdf,
        lock: Lock,
        progress: Callable[[int, int], None] | None = None,
    ) -> None:
        super().__init__(self._append)
        self.home = home
        #: What the person must know about this opening, in sentences.
        self.told: list[str] = []
        self._keyring = keyring
        self._kdf = kdf
        self._lock = lock
        #: Whether the log still holds the words of an entry that was deleted.
        self._owes = False
        self._log = self._read_log(self._storage, progress)

    @property
    def seq(self) -> int:
        """The sequence number of the last record."""
        return self._log.seq

    @property
    def has_passphrase(self) -> bool:
        """False after "not now": whoever has the folder can read it."""
        return not self._keyring.is_open

    def check_passphrase(self, passphrase: str) -> bool:
        """Whether this passphrase opens the workbook. Takes about half a second."""
        return self._keyring.check_passphrase(passphrase, self._kdf)

    def set_passphrase(self, passphrase: str) -> str | None:
        """From now on this passphrase opens the workbook, and no other.

        The first one after "not now" makes a new data key, seals everything
        again and returns a spare key; a later one only writes the key file.  It
        does not shut out someone who kept an old copy of the folder and knows
        the old passphrase.  Raises Refused for an empty one, and NotSaved.
        """
        accept(passphrase)
        if self.has_passphrase:
            self._save(self._keyring.with_passphrase(passphrase, self._kdf))
            return None
        bare = self._keyring.with_new_keys()
        keyring, words = bare.with_passphrase(passphrase, self._kdf).with_spare_key()
        self._rewrite(keyring)
        return words

    def new_spare_key(self) -> str:
        """A new spare key; the old one opens nothing. Raises Refused, NotSaved."""
        if not self.has_passphrase:
            raise Refused(
                _("Without a passphrase there is nothing a spare key could open."),
                _("Set a passphrase first: “workbook passphrase”."),
            )
        keyring, words = self._keyring.with_spare_key()
        self._save(keyring)
        return words

    def compact(self) -> None:
        """Write what is there now as a new log, and remove the old one.

        Afterwards no file of the folder holds what was replaced, removed or
        deleted.  Copies elsewhere, and what a disk keeps of removed files, are
        out of reach.  Raises NotSaved; nothing that was saved is lost then.
        """
        self._rewrite(self._keyring)

    def finish_deleting(self) -> None:
        """Compact where a deletion was cut short before that could be done.

        The log of a workbook that was compacted has no deletion in it.  A disk
        that does not follow is asked again on the next opening.
        """
        if not self._owes:
            return
        try:
            self.compact()
        except NotSaved:
            with contextlib.suppress(WorkbookError):
                self.reopen()

    def reopen(self) -> None:
        """Take saves again after NotSaved: read what the disk really holds.

        The record that was "not saved" may turn out to be there.  Raises
        NotSaved when only closing and opening the workbook can mend it.
        """
        with self._guard, posix.explained(NotSaved):
            if read_keys(self.home).revision != self._keyring.revision:
                raise NotSaved(
                    _("The key file was changed by something that then failed."),
                    _("Lock the workbook and open it again."),
                )
            self._log.close()
            self._generation().in_place()
            fresh = LoggedStorage(self._append)
            self._log = self._read_log(fresh)
            self._storage.tables = fresh.tables
            self._index_all()

    def close(self) -> None:
        """Let go of files and lock; the documents leave memory with the store."""
        with self._guard:
            super().close()
            self._log.close()
            self._lock.release()

    def _append(self, body: bytes) -> int:
        return self._log.append(body)

    def _generation(self) -> Generation:
        keys = self._keyring
        return Generation(self.home / LOG, keys.generation, keys.data_key)

    def _read_log(
        self,
        storage: LoggedStorage,
        progress: Callable[[int, int], None] | None = None,
    ) -> SealedLog:
        log = SealedLog(self._generation(), self._noting(storage), progress)
        self.told += log.told
        self._index_all()
        return log

    def _noting(self, storage: LoggedStorage) -> Callable[[bytes], None]:
        """As `_into`, and notes whether an entry was deleted."""

        def take(body: bytes) -> None:
            changes = json.loads(body)
            if None in changes.get(ENTRIES, {}).values():
                self._owes = True
            storage.apply(changes)

        self._owes = False
        return take

    def _save(self, keyring: Keyring) -> None:
        with posix.explained(NotSaved):
            keyring.save(self.home)
        self._keyring = keyring

    def _rewrite(self, keyring: Keyring) -> None:
        with self._guard:
            self._documents(ENTRIES)  # raises Locked
            new = keyring.at_generation(self._keyring.generation + 1)
            following = self._generation().next(new.data_key)
            generation_.write(following, self.seq + 1, self._bodies())
            self._read_back(following)
            self._log.close()  # nothing may follow in the old log
            try:
                self._save(new)
            except NotSaved:
                with contextlib.suppress(WorkbookError):
                    self.reopen()
                    following.remove()
                raise
            with posix.explained(NotSaved):
                current = following.in_place()
                self._log = SealedLog(current, _ignore)
                current.sweep()
                self._owes = False

    def _read_back(self, generation: Generation) -> None:
        copy = LoggedStorage(self._append)
        here = {name: docs for name, docs in self._storage.tables.items() if docs}
        with posix.explained(NotSaved), contextlib.suppress(Damaged):
            generation_.replay(generation, _into(copy), _silent)
        if copy.tables != here:
            generation.remove()
            raise NotSaved(
                _("The disk does not give back what was written to it."),
                _("Nothing was changed. Copy the workbook's folder to another disk."),
            )

    def _bodies(self) -> Iterator[bytes]:
        for table, documents in self._storage.tables.items():
            some: dict[str, Document] = {}
            for address, document in documents.items():
                some[address] = document
                if len(some) == _TOGETHER:
                    yield body_of({table: some})
                    some = {}
            if some:
                yield body_of({table: some})


def accept(passphrase: str) -> None:
    """Raise Refused for a passphrase that is none."""
    if not passphrase:
        raise Refused(
            _("A passphrase has at least one character."),
            _("A few words you will remember are good: four or more."),
        )


def _into(storage: LoggedStorage) -> Callable[[bytes], None]:
    return lambda body: storage.apply(json.loads(body))


def _ignore(_body: bytes) -> None:
    pass


def _silent(_done: int, _total: int) -> None:
    pass
