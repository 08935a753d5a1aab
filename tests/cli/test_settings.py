"""`settings`: what lies outside the seal."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import attrs
import pytest

from workbook.cli.settings import _KEYS
from workbook.store import Settings

Call = Callable[..., Any]


def test_all_are_shown(made: Call) -> None:
    """In words and as one JSON object."""
    assert made("settings", "--json").json == attrs.asdict(Settings())
    assert made("settings").out.splitlines()[-1] == "lock_minutes  5"


def test_every_setting_has_its_check() -> None:
    """A new one cannot be forgotten."""
    assert tuple(_KEYS) == tuple(field.name for field in attrs.fields(Settings))


def test_one_can_be_changed(made: Call, home: Path) -> None:
    """Help now reads it at once."""
    done = made("settings", "country", "Ireland", "--json")
    assert (done.code, done.json) == (0, {"country": "IE"})
    assert json.loads((home / "open" / "settings").read_text())["country"] == "IE"
    assert "call 112 or 999" in made("now").out
    assert made("settings", "country", "auto", "--json").json == {"country": ""}


@pytest.mark.parametrize(
    ("key", "value", "kept"),
    [
        ("country", "gb", "GB"),
        ("country", "BR", "BR"),
        ("language", "en", "en"),
        ("face", "plain", "plain"),
        ("face", "auto", ""),
        ("lock_minutes", "15", 15),
    ],
)
def test_what_is_taken(made: Call, key: str, value: str, kept: object) -> None:
    """As it is kept."""
    assert made("settings", key, value, "--json").json == {key: kept}
    assert made("settings", "--json").json[key] == kept


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("country", "Atlantis"),
        ("language", "klingon"),
        ("theme", "dark"),
        ("face", "screen"),
        ("lock_minutes", "0"),
        ("lock_minutes", "1441"),
        ("lock_minutes", "soon"),
    ],
)
def test_what_is_refused(made: Call, key: str, value: str) -> None:
    """With what would be taken; nothing changes."""
    done = made("settings", key, value)
    assert done.code == 1
    assert len(done.err.splitlines()) == 2
    assert made("settings", "--json").json == attrs.asdict(Settings())


def test_an_unknown_setting_is_told_with_those_there_are(made: Call) -> None:
    """It is a slip of the finger."""
    done = made("settings", "colour", "blue")
    assert done.code == 2
    assert "lock_minutes" in done.err


def test_they_are_shown_where_no_workbook_is_but_not_changed(
    call: Call, home: Path
) -> None:
    """No folder is made."""
    assert call("settings", "--json").code == 0
    assert call("settings", "country", "IE").code == 10
    assert not home.exists()


@pytest.mark.usefixtures("sealed")
def test_no_passphrase_is_needed(call: Call) -> None:
    """They lie beside the seal."""
    assert call("settings", "country", "IE").code == 0
