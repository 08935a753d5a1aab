"""What many tests need: the shipped library, a clock that stands still, a workbook."""

from collections.abc import Iterator

import pytest

from workbook.store import MemoryStore
from workbook.testing import FakeClock
from workbook.usecases.leaving import Plans
from workbook.usecases.library import Library, open_library
from workbook.usecases.workbook import Workbook


@pytest.fixture(name="library", scope="session")
def _library() -> Library:
    """The shipped exercises and plugins; nothing added, no cache."""
    return open_library(None, None)


@pytest.fixture(name="clock")
def _clock() -> FakeClock:
    return FakeClock()


@pytest.fixture(name="book")
def _book(library: Library, clock: FakeClock) -> Iterator[Workbook]:
    """An open workbook in memory."""
    book = Workbook(MemoryStore(), library, clock, Plans(None))
    yield book
    book.close()
