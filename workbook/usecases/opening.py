"""Opening a workbook: the one place where store, library and clock are joined."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from attrs import frozen

from workbook.store import SealedStore, create, open_store
from workbook.usecases.clock import Clock, SystemClock
from workbook.usecases.leaving import Plans, catch_up
from workbook.usecases.library import Library
from workbook.usecases.workbook import Workbook


@frozen
class Created:
    """A new workbook, open, and its spare key (only when it has a passphrase)."""

    book: Workbook
    spare_key: str | None


def joined(
    store: SealedStore, home: Path, library: Library, clock: Clock | None = None
) -> Workbook:
    """An open store as an open workbook, its printed copies as they should be."""
    book = Workbook(store, library, clock or SystemClock(), Plans(home))
    catch_up(book)
    return book


def open_workbook(
    home: Path,
    passphrase: str | None,
    library: Library,
    *,
    clock: Clock | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Workbook:
    """Open the workbook in `home`.

    Raises NoWorkbook, WrongPassphrase, Busy, Damaged, TooNew, StoreError.
    """
    store = open_store(home, passphrase, progress)
    return joined(store, home, library, clock)


def create_workbook(
    home: Path, passphrase: str | None, library: Library, *, clock: Clock | None = None
) -> Created:
    """Make a workbook in `home` and open it. Raises StoreError."""
    store, spare_key = create(home, passphrase)
    return Created(joined(store, home, library, clock), spare_key)
