"""What lies open beside the seal: settings, and the plans a person left open.

Both must be readable before any passphrase, by Help now on a bad night, so both
are small JSON files, reading them never fails, and this module imports neither
ciphers nor TinyDB.  Nothing private belongs in the settings; a plan is here only
because the person chose it, one by one.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from attrs import asdict, fields, frozen

from workbook.errors import NotSaved
from workbook.store import posix

if TYPE_CHECKING:
    from pathlib import Path

FOLDER = "open"
_SETTINGS = "settings"
_PLANS = "plans"
_FACES = ("", "plain", "screen")
_DAY = 24 * 60


@frozen(kw_only=True)
class Settings:
    """How the workbook looks and speaks. "" lets the workbook decide.

    `country` is an ISO 3166 code, `language` a BCP 47 tag, `face` "plain" or
    "screen"; the workbook locks itself after `lock_minutes` without a key.
    """

    country: str = ""
    language: str = ""
    theme: str = ""
    face: str = ""
    lock_minutes: int = 5


@frozen(kw_only=True)
class OpenPlan:
    """A printed copy Help now shows behind `doors`, without a passphrase.

    `key` is the exercise's id; it names the plan for rewriting and removing.
    """

    key: str
    title: str
    doors: tuple[str, ...] = ()
    lines: tuple[str, ...] = ()


def files(home: Path) -> tuple[Path, ...]:
    """Where the settings and the open plans lie."""
    return (home / FOLDER / _SETTINGS, home / FOLDER / _PLANS)


def read_settings(home: Path) -> Settings:
    """The settings, with the default for whatever cannot be read. Never raises."""
    found = _read(home / FOLDER / _SETTINGS)
    if not isinstance(found, dict):
        return Settings()
    good = {
        field.name: found[field.name]
        for field in fields(Settings)
        if field.name in found and _fits(field.name, found[field.name])
    }
    return Settings(**good)


def write_settings(home: Path, settings: Settings) -> None:
    """Keep the settings; what a newer workbook wrote beside ours stays.

    Raises NotSaved.
    """
    found = _read(home / FOLDER / _SETTINGS)
    more = found if isinstance(found, dict) else {}
    _write(home / FOLDER / _SETTINGS, more | asdict(settings))


def read_plans(home: Path) -> tuple[OpenPlan, ...]:
    """The plans left open; what cannot be read is left out. Never raises."""
    found = _read(home / FOLDER / _PLANS)
    if not isinstance(found, list):
        return ()
    return tuple(plan for item in found if (plan := _plan(item)) is not None)


def write_plans(home: Path, plans: tuple[OpenPlan, ...]) -> None:
    """Make the open plans exactly these. Raises NotSaved."""
    _write(home / FOLDER / _PLANS, [asdict(plan) for plan in plans])


def _fits(name: str, value: object) -> bool:
    if name == "lock_minutes":
        return type(value) is int and 0 < value <= _DAY
    if name == "face":
        return value in _FACES
    return isinstance(value, str)


def _plan(item: object) -> OpenPlan | None:
    if not isinstance(item, dict):
        return None
    key, title = item.get("key"), item.get("title")
    doors, lines = _texts(item.get("doors")), _texts(item.get("lines"))
    if not isinstance(key, str) or not isinstance(title, str):
        return None
    if doors is None or lines is None:
        return None
    return OpenPlan(key=key, title=title, doors=doors, lines=lines)


def _texts(value: object) -> tuple[str, ...] | None:
    if isinstance(value, list) and all(isinstance(part, str) for part in value):
        return tuple(value)
    return None


def _read(path: Path) -> Any:
    try:
        return json.loads(posix.read_file(path))
    except (OSError, ValueError, RecursionError):
        return None


def _write(path: Path, value: object) -> None:
    data = json.dumps(value, indent=1).encode("ascii") + b"\n"
    with posix.explained(NotSaved):
        posix.make_folder(path.parent.parent)
        posix.make_folder(path.parent)
        posix.replace_file(path, data)
