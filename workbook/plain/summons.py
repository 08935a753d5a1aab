"""A lock asked for from another window: `workbook lock`.

The wish comes as a signal.  It cuts in only while a line is waited for; a change
that is under way goes to its end first, and the next prompt heeds the wish.
"""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from types import FrameType

from attrs import define

from workbook.store import posix


class LockAsked(Exception):
    """Somebody wants this workbook locked now."""


@define
class Summons:
    """Listens for the wish, and says it when it can be followed."""

    asked: bool = False
    _waiting: bool = False

    @contextmanager
    def listening(self) -> Iterator[None]:
        """Hear the wish until the end of the block."""
        before = None
        with suppress(ValueError):  # not in the main thread
            before = signal.signal(posix.CALL, self._hear)
        try:
            yield
        finally:
            if before is not None:
                signal.signal(posix.CALL, before)

    @contextmanager
    def heeded(self) -> Iterator[None]:
        """A stretch in which nothing is changed: the wish may cut in.

        Raises LockAsked, also for a wish heard before.
        """
        self._waiting = True
        try:
            if self.asked:
                raise LockAsked
            yield
        finally:
            self._waiting = False
            self.asked = False

    def _hear(self, _number: int, _frame: FrameType | None) -> None:
        self.asked = True
        if self._waiting:
            self._waiting = False
            raise LockAsked
