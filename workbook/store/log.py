"""The sealed log, open for appending: the only code that writes what is saved.

A record is durable before anything else happens.  After a write or a sync that
failed nobody knows what the disk holds, so the log takes nothing more until it is
opened again and reads what is there; a sync is never tried twice.
"""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from workbook.errors import NotSaved
from workbook.store import generation as generation_
from workbook.store import posix
from workbook.store.segment import CHANGES, damaged
from workbook.words import _

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from workbook.store.generation import Generation

_TORN = ".torn"


class SealedLog:
    """The log of one generation. One process, one thread at a time."""

    def __init__(
        self,
        generation: Generation,
        take: Callable[[bytes], None],
        progress: Callable[[int, int], None] | None = None,
    ) -> None:
        """Read everything there is, giving `take` each record's body in order.

        `progress` hears bytes read and bytes in all.  Raises Damaged or TooNew,
        and then nothing has been touched; or OSError.
        """
        #: What the person must know about the opening, in sentences.
        self.told: list[str] = []
        self._segment, torn = generation_.replay(generation, take, progress or _silent)
        self._generation = generation
        path = generation.path(self._segment.header.number)
        if torn:
            self._set_aside(path, torn)
        self._file, size = posix.open_to_append(path)
        self._broken = size != self._segment.offset
        if self._broken:  # someone wrote past the lock
            self.close()
            raise damaged(path.name)

    @property
    def seq(self) -> int:
        """The sequence number of the last record."""
        return self._segment.seq

    def append(self, body: bytes) -> int:
        """Returns the record's sequence number once it is durable. Raises NotSaved."""
        if self._broken:
            raise NotSaved(
                _("Nothing can be saved here since a save failed."),
                _("What you wrote is still here. Lock the workbook and open it again."),
            )
        self._broken = True  # until the end is reached, whatever interrupts
        try:
            if self._segment.offset >= generation_.SEGMENT_SIZE:
                self._begin_segment()
            record = self._segment.seal(CHANGES, body)
            posix.write_all(self._file, record)
            posix.sync(self._file)
        except OSError as error:
            with contextlib.suppress(OSError):
                posix.cut(self._file, self._segment.offset)
            raise NotSaved(*posix.reason(error)) from error
        self._segment.accept(record)
        self._broken = False
        return self._segment.seq

    def close(self) -> None:
        """Let go of the file; nothing can be appended any more."""
        self._broken = True
        file, self._file = self._file, -1
        if file >= 0:
            posix.close(file)

    def _begin_segment(self) -> None:
        segment = self._segment.following()
        path = self._generation.path(segment.header.number)
        posix.replace_file(path, segment.begin())
        file, _size = posix.open_to_append(path)
        posix.close(self._file)
        self._file, self._segment = file, segment

    def _set_aside(self, path: Path, torn: bytes) -> None:
        aside = _free(path.with_name(path.name + _TORN))
        posix.new_file(aside, torn)
        posix.sync_folder(aside.parent)
        posix.cut_file(path, self._segment.offset)
        self.told.append(
            _(
                "The last thing written was cut off before it was saved. "
                "Everything before it is here. The rest is kept as “{file}”."
            ).format(file=aside.name)
        )


def _free(path: Path) -> Path:
    count, free = 1, path
    while free.exists():
        count += 1
        free = path.with_name(f"{path.name}-{count}")
    return free


def _silent(_done: int, _total: int) -> None:
    pass
