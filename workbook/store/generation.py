"""One run of segments: their names, reading them, and writing a new run beside.

A generation's segments are `seg-<generation>-<number>.log`, numbered from 1.  Which
generation counts is written in the key file.  A new one is written whole as
`.next` files; naming it in the key file is the one step that switches, and a crash
on either side of it leaves a complete generation that opens.
"""

from __future__ import annotations

import contextlib
import gc
import re
from typing import TYPE_CHECKING

from attrs import evolve, field, frozen

from workbook.errors import Damaged, NotSaved
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

_NAME = re.compile(r"seg-(\d{6})-\d{6}\.log(.*)")
_NEXT = ".next"
_LEFT = (_NEXT, posix.TEMPORARY)


@frozen
class Generation:
    """Segments in a folder, under one data key; ".next" is their suffix at first."""

    folder: Path
    number: int
    key: bytes = field(repr=False)
    suffix: str = ""

    def path(self, segment: int) -> Path:
        """Where a segment lies."""
        name = f"seg-{self.number:06}-{segment:06}.log{self.suffix}"
        return self.folder / name

    def paths(self) -> list[Path]:
        """Its segments from the first on.

        Raises Damaged when one is missing, or when there are newer ones: then the
        key file is an older copy, and what it opens is not what was written last.
        """
        found = []
        for path in sorted(self.folder.glob("seg-*")):
            match = _NAME.fullmatch(path.name)
            if match and match[2] == self.suffix:
                if int(match[1]) > self.number:
                    raise old_keys()
                if int(match[1]) == self.number:
                    found.append(path)
        expected = [self.path(number) for number in range(1, len(found) + 1)]
        if not found or found != expected:
            raise damaged(self.folder.name)
        return found

    def found(self) -> list[Path]:
        """Whatever lies there under its names, complete or not."""
        return sorted(self.folder.glob(f"seg-{self.number:06}-*.log{self.suffix}"))

    def next(self, key: bytes) -> Generation:
        """The generation after this one, while it is being written."""
        return Generation(self.folder, self.number + 1, key, _NEXT)

    def in_place(self) -> Generation:
        """Give its segments their names; returns the generation that has them.

        Also what is left to do when a crash came between the switch and this.
        """
        for path in evolve(self, suffix=_NEXT).found():
            posix.rename(path, path.with_name(path.name.removesuffix(_NEXT)))
            posix.sync_folder(self.folder)
        return evolve(self, suffix="")

    def sweep(self) -> None:
        """Remove older generations, and files a crash left half written."""
        for path in list(self.folder.iterdir()):
            match = _NAME.fullmatch(path.name)
            old = match is not None and int(match[1]) < self.number
            if old or path.name.endswith(_LEFT):
                posix.remove(path)
                posix.sync_folder(self.folder)

    def remove(self) -> None:
        """Remove its segments, as far as the disk lets us."""
        for path in self.found():
            with contextlib.suppress(OSError):
                posix.remove(path)


def replay(
    generation: Generation,
    take: Callable[[bytes], None],
    progress: Callable[[int, int], None],
) -> tuple[Segment, bytes]:
    """Give `take` the body of every record; returns the last segment's end.

    The bytes returned with it are a last record that was cut short, b"" mostly.
    Raises Damaged when anything else does not verify, TooNew, or OSError.
    """
    paths = generation.paths()
    total = sum(path.stat().st_size for path in paths)
    done, segment, torn = 0, None, b""
    with _no_collector():
        for number, path in enumerate(paths, start=1):
            data = posix.read_file(path)
            segment = _segment(generation, number, data, segment)
            if segment is None:
                raise damaged(path.name)
            segment.read(data, take)
            torn = data[segment.offset :]
            if segment.seq < segment.header.first:
                raise damaged(path.name)
            if torn and (number < len(paths) or not segment.torn(data)):
                raise damaged(path.name)
            done += len(data)
            progress(done, total)
    if segment is None:
        raise damaged(generation.folder.name)
    return segment, torn


def write(generation: Generation, first: int, bodies: Iterable[bytes]) -> None:
    """Write a whole generation; all of it is durable when this returns.

    `first` is its first sequence number.  Raises NotSaved, and then nothing of
    it is left.
    """
    try:
        for path in generation.found():
            posix.remove(path)  # one that stayed would be named with the new ones
        for path, data in _segments(generation, first, bodies):
            posix.new_file(path, data)
        posix.sync_folder(generation.folder)
    except OSError as error:
        generation.remove()
        raise NotSaved(*posix.reason(error)) from error


def _segment(
    generation: Generation, number: int, data: bytes, before: Segment | None
) -> Segment | None:
    header = Header.read(data)
    if header is None or header.generation != generation.number:
        return None
    if header.number != number or (before and header.first != before.seq + 1):
        return None
    return Segment(generation.key, header, before.tag if before else NO_TAG)


def _segments(
    generation: Generation, first: int, bodies: Iterable[bytes]
) -> Iterator[tuple[Path, bytes]]:
    segment = Segment(generation.key, new_header(generation.number, 1, first), NO_TAG)
    data = bytearray(segment.begin())
    for body in bodies:
        if len(data) >= SEGMENT_SIZE:
            yield generation.path(segment.header.number), bytes(data)
            segment = segment.following()
            data = bytearray(segment.begin())
        record = segment.seal(CHANGES, body)
        segment.accept(record)
        data += record
    yield generation.path(segment.header.number), bytes(data)


def old_keys() -> Damaged:
    """The error for a key file that is older than the log beside it."""
    return Damaged(
        _("The key file is older than what was written with it. Nothing was changed."),
        _("Put back the “keys.json” that belongs to this folder's “log”."),
    )


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
