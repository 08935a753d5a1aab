"""A workbook's folder: what lies in it, making it, opening it, the spare key.

    home/    keys.json  keys.json.bak  lock  log/  open/  added/

Order is everything here.  The lock comes first, then the key file, then the log is
read to its end, and only after all of it has verified is a file changed: copies
mended, a torn record set aside, leavings of a crash swept away.  A wrong
passphrase, a newer format and damage therefore touch nothing.
"""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, Final, Literal

from workbook.errors import (
    Damaged,
    Locked,
    NoWorkbook,
    Refused,
    StoreError,
    TooNew,
)
from workbook.store import generation as generation_
from workbook.store import kdf as kdf_
from workbook.store import posix, settings
from workbook.store.generation import Generation
from workbook.store.keyring import (
    NAMES,
    Keyring,
    LockedKeys,
    has_keys,
    new_keyring,
    read_keys,
)
from workbook.store.sealed import LOG, SealedStore, accept
from workbook.words import _

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from workbook.store.kdf import Kdf
    from workbook.store.posix import Lock

ADDED: Final = "added"
"""The folder where a person or clinician drops exercises."""
LOCK: Final = "lock"
"""The file that the one who has the workbook open holds."""
_FOLDERS = (LOG, settings.FOLDER, ADDED)


def state_of(home: Path) -> Literal["none", "open", "sealed", "damaged"]:
    """What lies in a folder, without opening it. Never raises.

    "open": the person said "not now", no passphrase is needed.  "damaged": there
    is something that does not open; `open_store` says what.
    """
    try:
        if not has_keys(home):
            return "damaged" if _segments(home) else "none"
        return "open" if read_keys(home).is_open else "sealed"
    except (OSError, Damaged, TooNew):
        return "damaged"


def create(
    home: Path, passphrase: str | None, *, kdf: Kdf | None = None
) -> tuple[SealedStore, str | None]:
    """A new workbook, open, and its spare key (None without a passphrase).

    Raises Refused for an empty passphrase, StoreError when there is a workbook
    already, the folder holds other things, or cannot be written.
    """
    if passphrase is not None:
        accept(passphrase)
    kdf = kdf or kdf_.FULL
    posix.no_core_dumps()
    with posix.explained():
        posix.make_folder(home)
        _refuse_other_things(home)
        with _lock(home) as lock:
            _refuse_second(home)
            _tidy(home)
            keyring, words = new_keyring(), None
            if passphrase is not None:
                keyring = keyring.with_passphrase(passphrase, kdf)
                keyring, words = keyring.with_spare_key()
            keyring.save(home)
            return SealedStore(home, _first_log(home, keyring), kdf, lock), words


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
    kdf = kdf or kdf_.FULL
    posix.no_core_dumps()
    with _found(home) as (lock, keys):
        keyring = _unlocked(keys, passphrase, kdf)
        if keyring.generation == 0:
            keyring = _first_log(home, keyring)
        generation = Generation(home / LOG, keyring.generation, keyring.data_key)
        generation.in_place()
        store = SealedStore(home, keyring, kdf, lock, progress)
        try:
            if keys.mend:
                keyring.save(home)
            generation.sweep()
            store.told += [*keys.told, *_tidy(home)]
            posix.unname_holder(home / LOCK)  # left by a process that was killed
            store.finish_deleting()
        except BaseException:
            store.close()
            raise
        return store


def recover(
    home: Path, spare_key: str, passphrase: str, *, kdf: Kdf | None = None
) -> None:
    """Set a new passphrase with the spare key; the log is not read.

    Raises WrongPassphrase, naming a word that cannot be right, and everything
    `open_store` raises.
    """
    accept(passphrase)
    posix.no_core_dumps()
    with _found(home) as (lock, keys):
        if keys.is_open:
            raise Refused(
                _("This workbook has no passphrase."), _("It opens with “workbook”.")
            )
        keyring = keys.open_with_spare_key(spare_key)
        keyring.with_passphrase(passphrase, kdf or kdf_.FULL).save(home)
        lock.release()


@contextlib.contextmanager
def _found(home: Path) -> Iterator[tuple[Lock, LockedKeys]]:
    """The lock and the keys of a workbook; the lock stays when all went well."""
    if state_of(home) == "none":
        raise NoWorkbook(
            _("There is no workbook in “{home}” yet.").format(home=home),
            _("Begin one with “workbook init”, or name its folder with --home."),
        )
    with posix.explained():
        for folder in _FOLDERS:
            posix.refuse_link(home / folder)
        with _lock(home) as lock:
            yield lock, read_keys(home)


@contextlib.contextmanager
def _lock(home: Path) -> Iterator[Lock]:
    lock = posix.take_lock(home / LOCK)
    try:
        yield lock
    except BaseException:
        lock.release()
        raise


def _unlocked(keys: LockedKeys, passphrase: str | None, kdf: Kdf) -> Keyring:
    if keys.is_open:
        return keys.open_beside()
    if passphrase is None:
        raise Locked(
            _("This workbook has a passphrase."),
            _("Type it when asked, or name a file with --passphrase-file."),
        )
    return keys.open_with_passphrase(passphrase, kdf)


def _first_log(home: Path, keyring: Keyring) -> Keyring:
    # A key file of generation 0 was written before any log: make the first one.
    if _segments(home):
        raise generation_.old_keys()
    begun = keyring.at_generation(1)
    first = Generation(home / LOG, 0, b"").next(begun.data_key)
    generation_.write(first, 1, ())
    begun.save(home)
    first.in_place()
    return begun


def _segments(home: Path) -> bool:
    return any((home / LOG).glob("seg-*.log"))


def _refuse_second(home: Path) -> None:
    if state_of(home) != "none":
        raise StoreError(
            _("There is a workbook in this folder already."),
            _("Open it with “workbook”, or name another folder with --home."),
        )


def _refuse_other_things(home: Path) -> None:
    # Everything in the folder becomes private; that must not surprise anyone.
    ours = {*_FOLDERS, *NAMES, LOCK}
    for path in home.iterdir():
        if path.name not in ours and not path.name.startswith((".", NAMES[0])):
            raise StoreError(
                _("“{home}” holds other things already.").format(home=home),
                _("Name a new or empty folder with --home."),
            )


def _tidy(home: Path) -> list[str]:
    """Make what is missing and private what is not; says what others could see."""
    for name in _FOLDERS:
        posix.make_folder(home / name)
    for path in (*(home / name for name in NAMES), *settings.files(home)):
        posix.remove(posix.temporary(path))  # left by a crash while writing
    paths = [home, *(home / name for name in (*_FOLDERS, *NAMES, LOCK))]
    paths += [*(home / LOG).iterdir(), *(home / settings.FOLDER).iterdir()]
    return [
        _("Others on this machine could look at “{file}”. Now only you can.").format(
            file=path.name
        )
        for path in paths
        if path.exists() and posix.make_private(path)
    ]
