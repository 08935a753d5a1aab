"""Where exercise files lie: in the installed package, with plugins, in `added/`.

Files are found, not read: name, family and what tells whether they changed.  A
link that leads out of `added/` is not followed, and what is no plain file is not
opened (reading a pipe would wait for ever).
"""

import stat
from collections.abc import Iterator
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Literal, TypeAlias

from attrs import frozen

from workbook.words import _

Origin: TypeAlias = Literal["installed", "plugin", "added"]
Stamp: TypeAlias = tuple[int, int, int]
"""Size, time of change, time of change of the file's record (ns)."""

SUFFIX = ".yaml"
MOST_BYTES = 1024 * 1024 + 1
"""One more than an exercise may have: enough to say that it is too large."""


@frozen(kw_only=True)
class ExerciseFile:
    """One file. `stamp` is None where the system keeps none (inside a zip)."""

    name: str
    family: str
    origin: Origin
    stamp: Stamp | None
    source: Traversable

    def read(self) -> bytes:
        """Its bytes, as far as an exercise may be long. Raises OSError."""
        with self.source.open("rb") as file:
            return file.read(MOST_BYTES)


@frozen
class Unusable:
    """A name that ends like an exercise but cannot be one, and why."""

    name: str
    why: str
    mend: str


def files_in(root: Traversable, origin: Origin) -> Iterator[ExerciseFile | Unusable]:
    """The exercise files of a folder and of the family folders in it, by name.

    A folder that is not there, or may not be read, has none.
    """
    for child in _children(root):
        if child.name.endswith(SUFFIX):
            family = "added" if origin == "added" else root.name
            yield _file(child, root, family, origin)
        elif not child.name.startswith((".", "_")) and _is_folder(child, root):
            for inner in _children(child):
                if inner.name.endswith(SUFFIX):
                    yield _file(inner, root, child.name, origin)


def _children(folder: Traversable) -> list[Traversable]:
    try:
        return sorted(folder.iterdir(), key=lambda child: child.name)
    except OSError:
        return []


def _is_folder(child: Traversable, root: Traversable) -> bool:
    try:
        return child.is_dir() and not _leads_out(child, root)
    except OSError:
        return False


def _file(
    child: Traversable, root: Traversable, family: str, origin: Origin
) -> ExerciseFile | Unusable:
    name = str(child)
    if not isinstance(child, Path):
        return ExerciseFile(
            name=name, family=family, origin=origin, stamp=None, source=child
        )
    if _leads_out(child, root):
        return Unusable(
            name,
            _("It is a link that leads out of its folder."),
            _("Copy the file here."),
        )
    try:
        status = child.stat()
    except OSError as error:
        return Unusable(name, _why(error), _("Check that you may read it."))
    if not stat.S_ISREG(status.st_mode):
        return Unusable(
            name, _("It is no plain file."), _("Take it out of the folder.")
        )
    stamp = (status.st_size, status.st_mtime_ns, status.st_ctime_ns)
    return ExerciseFile(
        name=name, family=family, origin=origin, stamp=stamp, source=child
    )


def _why(error: OSError) -> str:
    return _("It cannot be read: {why}.").format(why=error.strerror or error)


def _leads_out(child: Traversable, root: Traversable) -> bool:
    if not isinstance(child, Path) or not isinstance(root, Path):
        return False
    if not child.is_symlink():
        return False
    try:
        return not child.resolve(strict=True).is_relative_to(root.resolve())
    except (OSError, RuntimeError):
        return True
