# ruff: noqa: INP001 - a folder of pip's path, not a package
"""Builds with setuptools, and keeps the wheel it made.

The README's line is typed again tomorrow, perhaps with no network, and pip would
fetch setuptools for every build.  So the wheel stays in `build/kept/`, named by
what it was made from; setuptools is asked for only when that has changed.
https://peps.python.org/pep-0517/ names the hooks.
"""

import hashlib
import shutil
import sys
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

if sys.version_info < (3, 11):  # noqa: UP036 - pip's own words for it say less
    sys.exit(
        "Workbook needs Python 3.11 or newer; this one is %d.%d. "  # noqa: UP031
        "Install a newer Python, delete the folder .venv, and type the line again "
        "with that Python's name, such as python3.12 instead of python3."
        % sys.version_info[:2]
    )

Settings = Mapping[str, Any] | None
NEEDED = ["setuptools>=77"]
KEPT = Path("build", "kept")
_PACKED = ("workbook", "plugins", "exercises", "build_backend")
_READ = ("setup.cfg", "pyproject.toml", "MANIFEST.in", "README.md", "LICENSE")


def _sources() -> Iterator[Path]:
    for folder in _PACKED:
        found = (one for one in Path(folder).rglob("*") if one.is_file())
        yield from sorted(one for one in found if one.suffix not in {".pyc", ".pyo"})
    yield from map(Path, _READ)


def _folder() -> Path:
    """Where the wheel of these very sources is kept, or would be."""
    told = hashlib.sha256()
    for path in _sources():
        data = path.read_bytes()
        told.update(f"{path.as_posix()} {len(data)}\n".encode())
        told.update(data)
    return KEPT / told.hexdigest()[:16]


def _kept() -> Path | None:
    return next(_folder().glob("*.whl"), None)


def get_requires_for_build_wheel(_settings: Settings = None) -> list[str]:
    """Nothing, when the wheel of these sources is here already."""
    return [] if _kept() else NEEDED


def build_wheel(
    wheel_directory: str,
    config_settings: Settings = None,
    metadata_directory: str | None = None,
) -> str:
    """The kept wheel, or a new one, which is then kept."""
    kept = _kept()
    if kept is not None:
        shutil.copyfile(kept, Path(wheel_directory, kept.name))
        return kept.name
    from setuptools import build_meta

    shutil.rmtree(Path("build", "lib"), ignore_errors=True)  # may hold deleted files
    name: str = build_meta.build_wheel(
        wheel_directory, config_settings, metadata_directory
    )
    with suppress(OSError):  # a full disk costs tomorrow's start offline, no more
        _keep(Path(wheel_directory, name))
    return name


def _keep(wheel: Path) -> None:
    shutil.rmtree(KEPT, ignore_errors=True)
    folder = _folder()
    folder.mkdir(parents=True)
    half = folder / "half"
    shutil.copyfile(wheel, half)
    half.rename(folder / wheel.name)


def get_requires_for_build_editable(_settings: Settings = None) -> list[str]:
    """An editable install is made anew each time: only authors make one."""
    return NEEDED


def build_editable(
    wheel_directory: str,
    config_settings: Settings = None,
    metadata_directory: str | None = None,
) -> str:
    """As setuptools does it."""
    from setuptools import build_meta

    name: str = build_meta.build_editable(
        wheel_directory, config_settings, metadata_directory
    )
    return name


def get_requires_for_build_sdist(_settings: Settings = None) -> list[str]:
    """What a source archive needs."""
    return NEEDED


def build_sdist(sdist_directory: str, config_settings: Settings = None) -> str:
    """As setuptools does it."""
    from setuptools import build_meta

    name: str = build_meta.build_sdist(sdist_directory, config_settings)
    return name
