"""Everything the store asks of the operating system; the one place Windows changes.

Files are 0600, folders 0700, links are never followed, and a name is only ever
replaced by a file that is already on the disk: written beside it, synced,
renamed, and the folder synced too.  `OSError` comes out of here as it is; the
store turns it into one of our errors with `explained`, because only the caller
knows whether something was not saved or merely not read.
"""

from __future__ import annotations

import contextlib
import errno
import fcntl
import os
import resource
import signal
import stat
import sys
from typing import TYPE_CHECKING

from workbook.errors import Busy, StoreError
from workbook.words import _

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

PRIVATE_FILE = 0o600
PRIVATE_FOLDER = 0o700
_OTHERS = 0o077
_SAFE = os.O_NOFOLLOW | os.O_CLOEXEC
_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_IN_THE_WAY = (errno.ELOOP, errno.ENOTDIR, errno.EEXIST)
_FORBIDDEN = (errno.EACCES, errno.EPERM, errno.EROFS)
_SET_DUMPABLE = 4  # PR_SET_DUMPABLE, prctl(2)
TEMPORARY = ".tmp"
"""Ends the name of a file that is still being written."""


def no_core_dumps() -> None:
    """A crash of this process leaves no picture of its memory on the disk.

    The limit alone does not hold where the kernel pipes a dump into a program
    (core(5)); on Linux the process is therefore not dumpable at all, and no other
    process of the same person can look into its memory.
    """
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        import ctypes

        with contextlib.suppress(OSError, AttributeError):
            ctypes.CDLL(None).prctl(_SET_DUMPABLE, 0, 0, 0, 0)


def make_folder(path: Path) -> None:
    """The folder, private, with the folders above it made as needed.

    Raises NotADirectoryError when something else has its name, and OSError with
    ELOOP when a link has.
    """
    refuse_link(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    with contextlib.suppress(FileExistsError):
        path.mkdir(mode=PRIVATE_FOLDER)
        sync_folder(path.parent)
    if not path.is_dir():
        raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), str(path))


def refuse_link(path: Path) -> None:
    """Raise OSError with ELOOP when `path` is a link: nothing of ours is one."""
    if path.is_symlink():
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP), str(path))


def make_private(path: Path) -> bool:
    """Take away what others may do with `path`; True when they could do something."""
    refuse_link(path)
    mode = path.stat().st_mode
    if not mode & _OTHERS:
        return False
    path.chmod(PRIVATE_FOLDER if stat.S_ISDIR(mode) else PRIVATE_FILE)
    return True


class Lock:
    """A workbook's lock, held until `release` or the end of the process."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor

    def release(self) -> None:
        """Let another process have it."""
        descriptor, self._descriptor = self._descriptor, -1
        if descriptor >= 0:
            os.close(descriptor)


def take_lock(path: Path) -> Lock:
    """Hold the lock file of a workbook. Raises Busy when another process does."""
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | _SAFE, PRIVATE_FILE)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(descriptor)
        raise Busy(
            _("This workbook is open in another window."),
            _("Close it there, or go on there. Nothing was changed here."),
        ) from None
    except OSError:
        os.close(descriptor)
        raise
    return Lock(descriptor)


CALL = signal.SIGURG
"""Asks the holder of a lock to let go. Whoever does not listen is not ended by it."""


def name_holder(path: Path) -> None:
    """Write into the lock file we hold who we are, so that `call_holder` finds us.

    A disk that does not take it leaves us unnamed, and everything else as it was.
    """
    with contextlib.suppress(OSError):
        descriptor = os.open(path, os.O_WRONLY | os.O_TRUNC | _SAFE)
        try:
            os.write(descriptor, b"%d\n" % os.getpid())
        finally:
            os.close(descriptor)


def unname_holder(path: Path) -> None:
    """Take our name out again, before the lock is let go."""
    with contextlib.suppress(OSError):
        os.truncate(path, 0)


def is_locked(path: Path) -> bool:
    """Whether a process holds this lock. False where that cannot be asked."""
    with contextlib.suppress(OSError):
        descriptor = os.open(path, os.O_RDONLY | _SAFE)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
        finally:
            os.close(descriptor)
    return False


def call_holder(path: Path) -> bool:
    """Ask the process that holds this lock, by `CALL`; whether there was one to ask."""
    with contextlib.suppress(OSError, ValueError):
        number = int(read_file(path)[:20])
        if number > 1:
            os.kill(number, CALL)
            return True
    return False


def close(descriptor: int) -> None:
    """Give a descriptor back."""
    os.close(descriptor)


def read_file(path: Path) -> bytes:
    """All bytes of a file that is no link. A pipe in its place is empty, not waited
    for.
    """
    descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | _SAFE)
    with open(descriptor, "rb") as file:  # noqa: PTH123 - opened without following
        return file.read()


def open_to_append(path: Path) -> tuple[int, int]:
    """A descriptor whose writes go to the end, and the size now in bytes."""
    descriptor = os.open(path, os.O_WRONLY | os.O_APPEND | _SAFE)
    return descriptor, os.fstat(descriptor).st_size


def write_all(descriptor: int, data: bytes) -> None:
    """Every byte of `data`, however many calls the system needs."""
    left = memoryview(data)
    while left:
        left = left[os.write(descriptor, left) :]


def sync(descriptor: int) -> None:
    """Return when the bytes, and the size that reaches them, are on the disk itself.

    On Linux `fdatasync` is enough for that; it leaves out the time of the change.
    On macOS `fsync` stops at the drive's cache, and F_FULLFSYNC does not.
    """
    if sys.platform == "darwin":
        fcntl.fcntl(descriptor, fcntl.F_FULLFSYNC)
    else:
        os.fdatasync(descriptor)


def sync_folder(path: Path) -> None:
    """Return when the folder's names are on the disk itself."""
    descriptor = os.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def cut(descriptor: int, size: int) -> None:
    """Make a file `size` bytes long again, durably."""
    os.ftruncate(descriptor, size)
    sync(descriptor)


def cut_file(path: Path, size: int) -> None:
    """`cut` for a file that is not open."""
    descriptor = os.open(path, os.O_WRONLY | _SAFE)
    try:
        cut(descriptor, size)
    finally:
        os.close(descriptor)


def new_file(path: Path, data: bytes) -> None:
    """A file that was not there, with its bytes on the disk (its name not yet).

    Raises FileExistsError; leaves nothing behind when it cannot be written.
    """
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | _SAFE
    descriptor = os.open(path, flags, PRIVATE_FILE)
    try:
        write_all(descriptor, data)
        sync(descriptor)
    except BaseException:
        with contextlib.suppress(OSError):
            remove(path)
        raise
    finally:
        os.close(descriptor)


def replace_file(path: Path, data: bytes) -> None:
    """Old bytes or new bytes under this name, at every moment and after any crash."""
    replace_files([path], data)


def replace_files(paths: Sequence[Path], data: bytes) -> None:
    """`replace_file` for copies of the same bytes, one durable after the other.

    A disk without room for all of them changes none.
    """
    beside = [temporary(path) for path in paths]
    try:
        for file in beside:
            remove(file)
            new_file(file, data)
        for file, path in zip(beside, paths, strict=True):
            rename(file, path)
            sync_folder(path.parent)
    except BaseException:
        for file in beside:
            with contextlib.suppress(OSError):
                remove(file)
        raise


def rename(path: Path, to: Path) -> None:
    """Give a file its name; what had it is gone."""
    path.replace(to)


def remove(path: Path) -> None:
    """Remove a file if it is there."""
    path.unlink(missing_ok=True)


def temporary(path: Path) -> Path:
    """Where `replace_file` writes the new bytes of `path` before they take its name."""
    return path.with_name(path.name + TEMPORARY)


def reason(error: OSError) -> tuple[str, str]:
    """What the system said, as a sentence and its mend."""
    if error.errno in _FULL:
        return (
            _("There is no room left on the disk."),
            _("Free some space, then try again. What was saved before is safe."),
        )
    if error.errno in _FORBIDDEN:
        return (
            _("This folder cannot be written or read: “{path}”.").format(
                path=error.filename or ""
            ),
            _("Check who owns it, or name another folder with --home."),
        )
    if error.errno in _IN_THE_WAY:
        return (
            _("“{path}” is a link, or not a folder.").format(path=error.filename or ""),
            _("Nothing was changed. Move it away, or name another folder with --home."),
        )
    if error.errno == errno.EISDIR:
        return (
            _("“{path}” is a folder where a file should be.").format(
                path=error.filename or ""
            ),
            _("Nothing was changed. Move it away, or name another folder with --home."),
        )
    return (
        _("The disk answered: {words}.").format(words=error.strerror or str(error)),
        _("Nothing was changed. Try again; if it stays, copy the folder elsewhere."),
    )


@contextlib.contextmanager
def explained(kind: type[StoreError] = StoreError) -> Iterator[None]:
    """Turn the system's refusals into our error of that kind."""
    try:
        yield
    except OSError as error:
        raise kind(*reason(error)) from error
