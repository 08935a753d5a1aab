"""What lies open: read whatever is there, written whole or not at all."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbook.errors import NotSaved
from workbook.store import (
    OpenPlan,
    Settings,
    posix,
    read_plans,
    read_settings,
    write_plans,
    write_settings,
)

PLAN = OpenPlan(
    key="hr.coping_card", title="My card", doors=("urge",), lines=("Call Sam.", "Ö")
)


def test_settings_come_back(tmp_path: Path) -> None:
    """What is written is read, and the folder is made, private."""
    home = tmp_path / "home"
    said = Settings(country="DE", language="de", face="plain", lock_minutes=15)
    write_settings(home, said)
    assert read_settings(home) == said
    assert (home / "open" / "settings").stat().st_mode & 0o777 == 0o600
    assert (home / "open").stat().st_mode & 0o777 == 0o700


def test_without_settings_there_are_defaults(tmp_path: Path) -> None:
    """No folder, no file: the defaults, and nothing is made."""
    assert read_settings(tmp_path / "home") == Settings(lock_minutes=5)
    assert read_plans(tmp_path / "home") == ()
    assert list(tmp_path.iterdir()) == []


def test_what_does_not_fit_is_the_default(tmp_path: Path) -> None:
    """One bad setting does not take the others with it."""
    write_settings(tmp_path, Settings(country="NL"))
    said = {"country": "NL", "language": 7, "face": "window", "lock_minutes": True}
    (tmp_path / "open" / "settings").write_text(json.dumps(said))
    assert read_settings(tmp_path) == Settings(country="NL")


def test_settings_of_a_newer_version_stay(tmp_path: Path) -> None:
    """A setting this version does not know is kept when another is changed."""
    write_settings(tmp_path, Settings())
    path = tmp_path / "open" / "settings"
    path.write_text(json.dumps({"country": "NL", "voice": "low"}))
    write_settings(tmp_path, Settings(country="BE"))
    assert json.loads(path.read_text())["voice"] == "low"
    assert read_settings(tmp_path).country == "BE"


@settings(deadline=None)
@given(data=st.binary() | st.text().map(lambda text: json.dumps(text).encode()))
def test_reading_never_fails(
    tmp_path_factory: pytest.TempPathFactory, data: bytes
) -> None:
    """Whatever bytes lie there, there are settings and plans."""
    home = tmp_path_factory.mktemp("home")
    (home / "open").mkdir()
    (home / "open" / "settings").write_bytes(data)
    (home / "open" / "plans").write_bytes(data)
    assert read_settings(home) == Settings()
    assert read_plans(home) == ()


def test_plans_come_back(tmp_path: Path) -> None:
    """The plans left open are exactly those written last."""
    write_plans(tmp_path, (PLAN, PLAN))
    assert read_plans(tmp_path) == (PLAN, PLAN)
    assert (tmp_path / "open" / "plans").stat().st_mode & 0o777 == 0o600
    write_plans(tmp_path, ())
    assert read_plans(tmp_path) == ()
    assert b"Sam" not in (tmp_path / "open" / "plans").read_bytes()


def test_a_plan_that_cannot_be_read_is_left_out(tmp_path: Path) -> None:
    """The other plans are still shown."""
    write_plans(tmp_path, (PLAN,))
    path = tmp_path / "open" / "plans"
    good = json.loads(path.read_text())
    bad = [None, 5, {"key": "k"}, good[0] | {"lines": "text"}, good[0] | {"doors": [1]}]
    path.write_text(json.dumps([*bad, *good]))
    assert read_plans(tmp_path) == (PLAN,)


@pytest.mark.parametrize("name", [".", "open"])
def test_nothing_is_written_through_a_link(tmp_path: Path, name: str) -> None:
    """A link in the place of the folder: refused, and nothing lies elsewhere."""
    home, elsewhere = tmp_path / "home", tmp_path / "elsewhere"
    elsewhere.mkdir()
    if name == "open":
        home.mkdir()
    (home / name if name == "open" else home).symlink_to(elsewhere)
    with pytest.raises(NotSaved, match="link"):
        write_plans(home, (PLAN,))
    assert list(elsewhere.iterdir()) == []


def test_links_are_not_read(tmp_path: Path) -> None:
    """A link in the place of the settings is not followed."""
    (tmp_path / "open").mkdir()
    (tmp_path / "other").write_text('{"country": "XX"}')
    (tmp_path / "open" / "settings").symlink_to(tmp_path / "other")
    assert read_settings(tmp_path) == Settings()


def test_a_full_disk_keeps_the_old_settings(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What cannot be written changes nothing and says so."""
    write_settings(tmp_path, Settings(country="NL"))

    def full(_descriptor: int, _data: bytes) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(posix, "write_all", full)
    with pytest.raises(NotSaved, match="no room"):
        write_settings(tmp_path, Settings(country="BE"))
    assert read_settings(tmp_path) == Settings(country="NL")
    assert [path.name for path in (tmp_path / "open").iterdir()] == ["settings"]


def test_reading_settings_loads_no_cipher() -> None:
    """Help now reads them: neither ciphers nor TinyDB are imported for that."""
    code = (
        "import sys; sys.path[:] = {path!r}\n"
        "from workbook.store import read_settings, read_plans\n"
        "print([m for m in ('tinydb', 'cryptography') if m in sys.modules])"
    )
    run = subprocess.run(
        [sys.executable, "-c", code.format(path=sys.path)],
        capture_output=True,
        text=True,
        check=True,
    )
    assert run.stdout.strip() == "[]"
