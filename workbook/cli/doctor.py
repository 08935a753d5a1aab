"""`workbook doctor`: what this installation looks like, to read or to send to someone.

It opens nothing that is sealed, and says no answer, no title and no name of a
folder: who asks for help should not have to show what the workbook is about.
"""

from __future__ import annotations

import os
import platform
import shutil
import sys
from collections.abc import Mapping
from contextlib import suppress
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import click

from workbook._version import __version__
from workbook.cli import output
from workbook.cli.invocation import Invocation, usual_home, with_invocation
from workbook.errors import WorkbookError
from workbook.store import posix, read_plans, state_of
from workbook.store.keyring import NAMES, has_keys, read_keys
from workbook.store.opening import ADDED, LOCK
from workbook.store.sealed import LOG
from workbook.store.settings import FOLDER
from workbook.usecases.library import open_library
from workbook.words import _

_NEEDS = (
    "attrs",
    "click",
    "cryptography",
    "platformdirs",
    "pluggy",
    "PyYAML",
    "tinydb",
)
_OTHERS = 0o077

Report = dict[str, dict[str, object]]


@click.command(
    help=_(
        "What this installation looks like: versions, plugins, the data folder. It "
        "opens nothing, and says nothing you wrote.\n\n"
        "Example: workbook doctor"
    ),
)
@output.json_option
@with_invocation
def doctor(invocation: Invocation, *, as_json: bool) -> None:
    """The command; its help stands above."""
    report = _report(invocation)
    if as_json:
        output.put_json(report)
        return
    for section, facts in report.items():
        output.put(section)
        for name, said in facts.items():
            output.say(f"  {name}: {_in_words(said)}")


def _report(invocation: Invocation) -> Report:
    library = open_library(invocation.home / ADDED, None)
    return {
        "versions": {
            "workbook": __version__,
            "python": platform.python_version(),
            "system": f"{platform.system()} {platform.release()} {platform.machine()}",
            **{name: _version(name) for name in _NEEDS},
        },
        "plugins": {
            state.name: " ".join(filter(None, (state.state, state.dist, state.version)))
            for state in library.plugins.states
        },
        "exercises": {
            "loaded": len(library.cards()),
            "not loaded": len(
                {fault.file for fault in library.faults if fault.is_error}
            ),
            "added files": _count(invocation.home / ADDED, "*.yaml"),
        },
        "data folder": _folder(invocation.home),
        "cache": _cache(invocation.cache),
        "terminal": {
            "input is a terminal": _is_tty(0),
            "output is a terminal": _is_tty(1),
            "encoding": getattr(sys.stdout, "encoding", None) or "",
            "TERM": os.environ.get("TERM", ""),
            "columns": shutil.get_terminal_size().columns,
        },
    }


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return _("not found")


def _folder(home: Path) -> dict[str, object]:
    states = {
        "none": _("there is no workbook yet"),
        "open": _("a workbook without a passphrase"),
        "sealed": _("a sealed workbook"),
        "damaged": _("something that does not open"),
    }
    where = _("the usual place") if home == usual_home() else _("a folder you named")
    facts: dict[str, object] = {"where": where, "state": states[state_of(home)]}
    if not home.is_dir():
        return facts
    with suppress(OSError):
        facts["free space"] = _size(shutil.disk_usage(home).free)
    logs = _files(home / LOG)
    return facts | {
        "writable": os.access(home, os.W_OK | os.X_OK),
        "only you can look in": not any(map(_others_can, _private(home))),
        "open elsewhere": posix.is_locked(home / LOCK),
        "log files": len(logs),
        "log size": _size(sum(map(_bytes, logs))),
        "key files": _keys(home),
        "plans left open": len(read_plans(home)),
    }


def _keys(home: Path) -> str:
    if not has_keys(home):
        return _("there are none")
    try:
        keys = read_keys(home)
    except (WorkbookError, OSError):
        return _("they cannot be read")
    if keys.mend:
        return _("one copy is damaged or older; the next opening mends it")
    return _("both copies agree")


def _private(home: Path) -> list[Path]:
    folders = [home, home / LOG, home / FOLDER]
    return [*folders, *(home / name for name in NAMES), *_files(home / LOG)]


def _others_can(path: Path) -> bool:
    try:
        return bool(path.stat().st_mode & _OTHERS)
    except OSError:
        return False


def _cache(folder: Path) -> dict[str, object]:
    files = _files(folder)
    return {"files": len(files), "size": _size(sum(map(_bytes, files)))}


def _files(folder: Path) -> list[Path]:
    try:
        return [path for path in folder.iterdir() if path.is_file()]
    except OSError:
        return []


def _count(folder: Path, pattern: str) -> int:
    try:
        return sum(1 for _path in folder.rglob(pattern))
    except OSError:
        return 0


def _bytes(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0


def _size(count: int) -> str:
    amount = float(count)
    for unit in ("B", "KiB", "MiB"):
        if amount < 1024:  # noqa: PLR2004 - that is what the units are
            return f"{amount:.0f} {unit}"
        amount /= 1024
    return f"{amount:.1f} GiB"


def _is_tty(descriptor: int) -> bool:
    with suppress(OSError):
        return os.isatty(descriptor)
    return False


def _in_words(said: object) -> str:
    words: Mapping[object, str] = {True: _("yes"), False: _("no")}
    return words[said] if isinstance(said, bool) else str(said)
