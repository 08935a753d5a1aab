"""A workbook's folder: making it, opening it, and changing who can open it.

    home/    keys.json  keys.json.bak  lock  log/  open/  added/

Order is everything here.  The lock comes first, then the key file, then the log is
read to its end, and only after all of it has verified may a file be changed:
mended copies, a torn record set aside, leavings of a crash swept away.  A wrong
passphrase therefore touches nothing.
"""

from __future__ import annotations

import contextlib
import json
from typing import TYPE_CHECKING, Final, Literal

from workbook.errors import (
    Damaged,
    Locked,
    NotSaved,
    NoWorkbook,
    Refused,
    StoreError,
    TooNew,
)
from workbook.store import kdf as kdf_
from workbook.store import posix, settings
from workbook.store.documents import Documents
from workbook.store.keyring import (
    NAMES,
    Keyring,
    has_keys,
    new_keyring,
    read_keys,
)
from workbook.store.log import Generation, SealedLog, write_generation
from workbook.store.tables import body_of
from workbook.words import _

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from workbook.store.kdf import Kdf
    from workbook.store.transaction import Document

LOG: Final = "log"
ADDED: Final = "added"
LOCK: Final = "lock"
_FOLDERS = (LOG, settings.FOLDER, ADDED)
_TOGETHER = 256
"""Documents in one record when the log is written anew."""


class SealedStore(Documents):
    """An open workbook on disk; `create` and `open_store` make one."""

    def __init__(
        self,
        home: Path,
        keyring: Keyring,
        kdf: Kdf,
        lock: int,
        progress: Callable[[int, int], None] | None = None,
    ) -> None:
        super().__init__(self._append)
        self.home = home
        #: What the person must know about this opening, in sentences.
        self.told: list[str] = []
        self._keyring = keyring
        self._kdf = kdf
        self._log = SealedLog(self._generation(keyring), self._take, progress)
        self._lock = lock
        self.told += self._log.told
        self._index_all()

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
        the old passphrase.  Raises NotSaved.
        """
        _accept(passphrase)
        if self.has_passphrase:
            self._save(self._keyring.with_passphrase(passphrase, self._kdf))
            return None
        bare = self._keyring.with_new_keys()
        keyring, words = bare.with_passphrase(passphrase, self._kdf).with_spare_key()
        self._rewrite(keyring)
        return words

    def new_spare_key(self) -> str:
        """A new spare key; the old one opens nothing. Raises NotSaved."""
        keyring, words = self._keyring.with_spare_key()
        self._save(keyring)
        return words

    def compact(self) -> None:
        """Write what is there now as a new log, and remove the old one.

        Afterwards no file of the folder holds what was replaced, removed or
        deleted.  Copies elsewhere, and what a disk keeps of removed files, are
        out of reach.  Raises NotSaved, and then everything is as before.
        """
        self._rewrite(self._keyring)

    def close(self) -> None:
        """Let go of files and lock; the documents leave memory with the store."""
        with self._guard:
            self._log.close()
            self._storage.tables.clear()
            self._addresses.clear()
            posix.close(self._lock)

    def _append(self, body: bytes) -> int:
        return self._log.append(body)

    def _take(self, body: bytes) -> None:
        self._storage.apply(json.loads(body))

    def _generation(self, keyring: Keyring) -> Generation:
        return Generation(self.home / LOG, keyring.generation, keyring.data_key)

    def _save(self, keyring: Keyring) -> None:
        with posix.explained(NotSaved):
            keyring.save(self.home)
        self._keyring = keyring

    def _rewrite(self, keyring: Keyring) -> None:
        with self._guard:
            new = keyring.at_generation(self._keyring.generation + 1)
            generation = self._generation(new)
            write_generation(generation, self.seq + 1, self._bodies())
            # From here on nothing may be appended to the old log.
            self._log.close()
            self._save(new)
            with posix.explained(NotSaved):
                generation.finish_switch()
                self._log = SealedLog(generation, _ignore)
                generation.sweep()

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


def state_of(home: Path) -> Literal["none", "open", "sealed", "damaged"]:
    """What lies in a folder, without opening it. Never raises.

    "open": the person said "not now", no passphrase is needed.  "damaged": there
    is something that does not open; `open_store` says what.
    """
    try:
        if not has_keys(home):
            return "damaged" if any((home / LOG).glob("seg-*")) else "none"
        return "open" if read_keys(home).is_open else "sealed"
    except (OSError, Damaged, TooNew):
        return "damaged"


def create(
    home: Path, passphrase: str | None, *, kdf: Kdf | None = None
) -> tuple[SealedStore, str | None]:
    """A new workbook, open, and its spare key (None without a passphrase).

    Raises StoreError when there is one already or the folder cannot be written.
    """
    if passphrase is not None:
        _accept(passphrase)
    posix.no_core_dumps()
    with posix.explained():
        for folder in (home, *(home / name for name in _FOLDERS)):
            posix.make_folder(folder)
            posix.make_private(folder)
        with _locked(home) as lock:
            if state_of(home) != "none":
                raise StoreError(
                    _("There is a workbook in this folder already."),
                    _("Open it with “workbook”, or name another folder with --home."),
                )
            kdf = kdf or kdf_.FULL
            keyring, words = new_keyring(), None
            if passphrase is not None:
                keyring, words = keyring.with_passphrase(
                    passphrase, kdf
                ).with_spare_key()
            keyring.save(home)
            return SealedStore(home, _begun(home, keyring), kdf, lock), words


def open_store(
    home: Path,
    passphrase: str | None = None,
    progress: Callable[[int, int], None] | None = None,
    *,
    kdf: Kdf | None = None,
) -> SealedStore:
    """Open a workbook. `progress` hears bytes read and bytes in all.

    Without a passphrase for one that has one: Locked.  Where none is needed, the
    one given is not looked at.  Raises NoWorkbook, Busy, WrongPassphrase, Damaged,
    TooNew or StoreError; whichever it is, nothing was changed.
    """
    if state_of(home) == "none":
        raise _no_workbook(home)
    posix.no_core_dumps()
    kdf = kdf or kdf_.FULL
    with posix.explained(), _locked(home) as lock:
        keys = read_keys(home)
        if keys.is_open:
            keyring = keys.open_beside()
        elif passphrase is None:
            raise Locked(
                _("This workbook has a passphrase."),
                _("Type it when asked, or name a file with --passphrase-file."),
            )
        else:
            keyring = keys.open_with_passphrase(passphrase, kdf)
        generation = Generation(home / LOG, keyring.generation, keyring.data_key)
        if keyring.generation == 0:
            keyring = _begun(home, keyring)
        else:
            generation.finish_switch()
        store = SealedStore(home, keyring, kdf, lock, progress)
        if keys.mend:
            keyring.save(home)
        generation.sweep()
        store.told += [*keys.told, *_made_private(home)]
        return store


def recover(
    home: Path, spare_key: str, passphrase: str, *, kdf: Kdf | None = None
) -> None:
    """Set a new passphrase with the spare key; the log is not read.

    Raises WrongPassphrase, naming a word that cannot be right, and everything
    `open_store` raises.
    """
    _accept(passphrase)
    if state_of(home) == "none":
        raise _no_workbook(home)
    with posix.explained(), _locked(home, keep=False):
        keys = read_keys(home)
        if keys.is_open:
            raise Refused(
                _("This workbook has no passphrase."), _("It opens with “workbook”.")
            )
        keyring = keys.open_with_spare_key(spare_key)
        keyring.with_passphrase(passphrase, kdf or kdf_.FULL).save(home)


def _begun(home: Path, keyring: Keyring) -> Keyring:
    # A key file of generation 0 was written before any log: make the first one.
    begun = keyring.at_generation(1)
    generation = Generation(home / LOG, 1, begun.data_key)
    write_generation(generation, 1, ())
    begun.save(home)
    generation.finish_switch()
    return begun


@contextlib.contextmanager
def _locked(home: Path, *, keep: bool = True) -> Iterator[int]:
    lock = posix.take_lock(home / LOCK)
    try:
        yield lock
    except BaseException:
        posix.close(lock)
        raise
    if not keep:
        posix.close(lock)


def _made_private(home: Path) -> list[str]:
    paths = [home, *(home / name for name in (*_FOLDERS, *NAMES, LOCK))]
    paths += [*(home / LOG).iterdir(), *(home / settings.FOLDER).iterdir()]
    return [
        _("Others on this machine could look at “{file}”. Now only you can.").format(
            file=path.name
        )
        for path in paths
        if path.exists() and posix.make_private(path)
    ]


def _accept(passphrase: str) -> None:
    if not passphrase:
        raise Refused(
            _("A passphrase has at least one character."),
            _("A few words you will remember are good: four or more."),
        )


def _ignore(_body: bytes) -> None:
    pass


def _no_workbook(home: Path) -> NoWorkbook:
    return NoWorkbook(
        _("There is no workbook in “{home}” yet.").format(home=home),
        _("Begin one with “workbook init”, or name its folder with --home."),
    )
