"""The sealed log: segments in a folder, and the only code that writes to them.

A record is durable before anything else happens.  After a write or a sync that
failed nobody knows what the disk holds, so the log takes nothing more until it is
opened again and reads what is there; a sync is never tried twice.

A *generation* is one run of segments, `seg-<generation>-<number>.log`.  Which one
counts is written in the key file.  A new one is written whole beside the old one,
as `.next`; naming it in the key file is the one step that switches, and a crash on
either side of it leaves a complete generation that opens.
"""

from __future__ import annotations

import contextlib
import gc
import re
from typing import TYPE_CHECKING

from attrs import field, frozen

from workbook.errors import NotSaved
from workbook.store import posix
from workbook.store.segment import (
    CHANGES,
    NO_TAG,
    Header,
    Segment,
    damaged,
    new_header,
)
from workbook.words import _

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

SEGMENT_SIZE = 4 << 20
"""Bytes after which a segment is closed and the next begun."""

_NAME = re.compile(r"seg-(\d{6})-(\d{6})\.log")
_NEXT = ".next"
_TORN = ".torn"


@frozen
class Generation:
    """One generation of segments: where, with which key."""

    folder: Path
    number: int
    key: bytes = field(repr=False)

    def path(self, segment: int) -> Path:
        """Where a segment lies."""
        return self.folder / f"seg-{self.number:06}-{segment:06}.log"

    def paths(self) -> list[Path]:
        """Its segments from the first on. Raises Damaged when one is missing."""
        found = sorted(
            path
            for path in self.folder.iterdir()
            if (match := _NAME.fullmatch(path.name)) and int(match[1]) == self.number
        )
        for number, path in enumerate(found, start=1):
            if path != self.path(number):
                raise damaged(self.path(number).name)
        return found or self._none()

    def _none(self) -> list[Path]:
        raise damaged(self.path(1).name)

    def finish_switch(self) -> None:
        """Give the segments their names, if a crash came before that."""
        for path in sorted(self.folder.glob(f"seg-{self.number:06}-*.log{_NEXT}")):
            posix.rename(path, path.with_name(path.name.removesuffix(_NEXT)))
            posix.sync_folder(self.folder)

    def sweep(self) -> None:
        """Remove other generations, and files a crash left half written."""
        for path in list(self.folder.iterdir()):
            match = _NAME.match(path.name)
            old = match is not None and int(match[1]) < self.number
            if old or path.name.endswith(_NEXT) or posix.is_temporary(path):
                path.unlink()
        posix.sync_folder(self.folder)


class SealedLog:
    """The log of one generation, open for appending. One process, one thread."""

    def __init__(
        self,
        generation: Generation,
        take: Callable[[bytes], None],
        progress: Callable[[int, int], None] | None = None,
    ) -> None:
        """Read everything there is, giving `take` each record's body in order.

        `progress` hears bytes read and bytes in all.  Raises Damaged or TooNew,
        and then nothing has been touched.
        """
        self._generation = generation
        #: What the person must know about the opening, in sentences.
        self.told: list[str] = []
        self._segment, torn = self._read(take, progress or _silent)
        self._path = generation.path(self._segment.header.number)
        if torn:
            self._set_aside(torn)
        self._file, size = posix.open_to_append(self._path)
        if size != self._segment.offset:
            posix.close(self._file)
            raise damaged(self._path.name)
        self._broken = False

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
            if self._segment.offset >= SEGMENT_SIZE:
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
        """Let go of the file."""
        self._broken = True
        posix.close(self._file)

    def _read(
        self, take: Callable[[bytes], None], progress: Callable[[int, int], None]
    ) -> tuple[Segment, bytes]:
        paths = self._generation.paths()
        total = sum(path.stat().st_size for path in paths)
        done, segment = 0, None
        with _no_collector():
            for number, path in enumerate(paths, start=1):
                data = posix.read_file(path)
                segment = self._segment_of(path, data, number, segment)
                segment.read(data, take)
                done += len(data)
                progress(done, total)
                torn = data[segment.offset :]
                if segment.seq < segment.header.first or (
                    torn and (path != paths[-1] or not segment.torn(data))
                ):
                    raise damaged(path.name)
        assert segment is not None  # noqa: S101 - paths() gives one at least
        return segment, torn

    def _segment_of(
        self, path: Path, data: bytes, number: int, before: Segment | None
    ) -> Segment:
        header = Header.read(data)
        if header is None or (header.generation, header.number) != (
            self._generation.number,
            number,
        ):
            raise damaged(path.name)
        if before is None:
            return Segment(self._generation.key, header, NO_TAG)
        if header.first != before.seq + 1:
            raise damaged(path.name)
        return Segment(self._generation.key, header, before.tag)

    def _set_aside(self, torn: bytes) -> None:
        aside = _free(self._path.with_name(self._path.name + _TORN))
        posix.new_file(aside, torn)
        posix.sync_folder(aside.parent)
        posix.cut_file(self._path, self._segment.offset)
        self.told.append(
            _(
                "The last thing written was cut off before it was saved. "
                "Everything before it is here. The rest is kept as “{file}”."
            ).format(file=aside.name)
        )

    def _begin_segment(self) -> None:
        old = self._segment
        header = new_header(self._generation.number, old.header.number + 1, old.seq + 1)
        segment = Segment(self._generation.key, header, old.tag)
        path = self._generation.path(header.number)
        posix.replace_file(path, segment.begin())
        file, _size = posix.open_to_append(path)
        posix.close(self._file)
        self._file, self._segment, self._path = file, segment, path


def write_generation(
    generation: Generation, first: int, bodies: Iterable[bytes]
) -> None:
    """Write a whole generation as `.next` files, all durable when this returns.

    `first` is its first sequence number.  Raises NotSaved, and then nothing of
    it is left.
    """
    written: list[Path] = []
    try:
        for path, data in _segments(generation, first, bodies):
            beside = path.with_name(path.name + _NEXT)
            beside.unlink(missing_ok=True)
            written.append(beside)
            posix.new_file(beside, data)
        posix.sync_folder(generation.folder)
    except OSError as error:
        for path in written:
            with contextlib.suppress(OSError):
                path.unlink(missing_ok=True)
        raise NotSaved(*posix.reason(error)) from error


def _segments(
    generation: Generation, first: int, bodies: Iterable[bytes]
) -> Iterator[tuple[Path, bytes]]:
    segment = Segment(generation.key, new_header(generation.number, 1, first), NO_TAG)
    data = bytearray(segment.begin())
    for body in bodies:
        if len(data) >= SEGMENT_SIZE:
            number = segment.header.number
            yield generation.path(number), bytes(data)
            header = new_header(generation.number, number + 1, segment.seq + 1)
            segment = Segment(generation.key, header, segment.tag)
            data = bytearray(segment.begin())
        record = segment.seal(CHANGES, body)
        segment.accept(record)
        data += record
    yield generation.path(segment.header.number), bytes(data)


def _free(path: Path) -> Path:
    count, free = 1, path
    while free.exists():
        count += 1
        free = path.with_name(f"{path.name}-{count}")
    return free


def _silent(_done: int, _total: int) -> None:
    pass


@contextlib.contextmanager
def _no_collector() -> Iterator[None]:
    # A replay makes many small dicts and no cycles; looking for cycles among
    # them would take as long as the replay.
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
