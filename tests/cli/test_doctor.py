"""`doctor`: what can be shown to somebody without showing anything."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Call = Callable[..., Any]


def test_it_tells_versions_plugins_and_the_folder(made: Call) -> None:
    """In words and as one JSON object."""
    report = made("doctor", "--json").json
    assert list(report) == [
        "versions",
        "plugins",
        "exercises",
        "data folder",
        "cache",
        "terminal",
    ]
    assert report["versions"]["python"].startswith("3.")
    assert report["exercises"]["not loaded"] == 0
    assert report["data folder"]["key files"] == "both copies agree"
    assert report["data folder"]["only you can look in"] is True
    said = made("doctor").out
    assert "key files: both copies agree" in said
    assert "writable: yes" in said


def test_it_names_no_folder_no_title_and_no_answer(
    made: Call, home: Path, place: str
) -> None:
    """Not even of a file a clinician dropped in."""
    made("urge", "5", "--trigger", "my brother Sam")
    (home / "added" / "secret-name.yaml").write_text(place)
    (home / "added" / "broken-name.yaml").write_text("id: [")
    done = made("doctor")
    for word in (
        str(home),
        str(home.parent),
        "Sam",
        "secret",
        "broken",
        "calm",
        "urge",
    ):
        assert word not in done.out
    assert done.err == ""
    facts = made("doctor", "--json").json["exercises"]
    assert (facts["added files"], facts["not loaded"]) == (2, 1)


def test_it_runs_where_nothing_is_and_makes_no_folder(call: Call, home: Path) -> None:
    """And says so."""
    report = call("doctor", "--json").json
    assert report["data folder"]["state"] == "there is no workbook yet"
    assert not home.exists()


def test_key_files_that_differ_are_told(made: Call, home: Path) -> None:
    """They are mended by the next opening, not by looking."""
    (home / "keys.json.bak").unlink()
    said = made("doctor", "--json").json["data folder"]["key files"]
    assert "mends it" in said
    assert not (home / "keys.json.bak").exists()
    (home / "keys.json").write_text("ruined")
    ruined = made("doctor", "--json").json["data folder"]
    assert ruined["key files"] == "they cannot be read"
    assert ruined["state"] == "something that does not open"


def test_what_others_could_look_at_is_told(made: Call, home: Path) -> None:
    """Looking does not change it."""
    (home / "keys.json").chmod(0o644)
    assert made("doctor", "--json").json["data folder"]["only you can look in"] is False
    assert (home / "keys.json").stat().st_mode & 0o777 == 0o644


@pytest.mark.usefixtures("sealed")
def test_no_passphrase_is_needed(call: Call) -> None:
    """Nothing is opened."""
    facts = call("doctor", "--json").json["data folder"]
    assert facts["state"] == "a sealed workbook"
