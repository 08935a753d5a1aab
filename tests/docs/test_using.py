"""docs/using.md is true: its words to type, its keys, its doors, its files."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from attrs import fields
from click.testing import CliRunner
from platformdirs.macos import MacOS
from platformdirs.unix import Unix

from workbook.cli.group import workbook
from workbook.plain import commands
from workbook.safety.doors import DOORS
from workbook.store import Settings, state_of
from workbook.store.settings import OpenPlan, write_plans, write_settings

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "using.md").read_text(encoding="utf-8")


def section(title: str) -> str:
    """What stands under a heading."""
    found = PAGE.partition(f"\n## {title}\n")[2].partition("\n## ")[0]
    assert found, title
    return found


def rows(text: str) -> list[str]:
    """The first cells of the tables in a text, heads and rules left out."""
    cells = re.findall(r"^\| ([^|]+?) \|", text, re.MULTILINE)
    return [cell for cell in cells if cell[0] in "`?" or cell.isupper()]


def test_every_command_stands_there_and_no_other() -> None:
    """Each word that begins with a slash, in the table it belongs to."""
    told = [row.strip("`/") for row in rows(section("What you can type"))]
    assert sorted(told) == sorted(commands.NAMES)
    named = re.findall(r"`/(\w+)[^`]*`", PAGE)
    assert set(named) == set(commands.NAMES)


def test_what_works_at_every_prompt_is_told_apart() -> None:
    """The first table holds those that are always there, and only those."""
    first = section("What you can type").partition("| at a question |")[0]
    assert {row.strip("`/") for row in rows(first)} == commands.ALWAYS


@pytest.fixture(name="visit")
def _visit(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[[str], str]:
    """Open Today of a workbook without a passphrase, type lines, and read it all."""
    monkeypatch.setenv("HOME", str(tmp_path / "person"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.delenv("WORKBOOK_HOME", raising=False)
    home = ["--home", str(tmp_path / "wb")]
    CliRunner().invoke(workbook, [*home, "init", "--no-passphrase"])

    def run(typed: str) -> str:
        called = CliRunner().invoke(workbook, home, typed)
        assert called.exit_code == 0, called.output
        return called.stdout

    return run


def test_the_letters_of_today_stand_there_and_no_other(
    visit: Callable[[str], str],
) -> None:
    """As the page itself prints them, in its order."""
    said = visit("").partition("\nU log an urge")
    keys = f"{said[1]}{said[2]}".strip().partition("\nNo passphrase yet")[0]
    pairs = [one.split(" ", 1) for one in re.split(r" {2,}|\n", keys)]
    table = re.findall(r"^\| ([A-Z?]) \| (.+?) \|$", section("Today"), re.MULTILINE)
    assert [key for key, _words in table] == [key for key, _words in pairs]
    for (key, told), (_key, words) in zip(table, pairs, strict=True):
        assert told.startswith(words), key


def test_a_letter_for_each_thing_to_do_with_an_entry(
    visit: Callable[[str], str],
) -> None:
    """Read, change, set aside and delete are what My entries offers."""
    shown = visit("u\n5\n/today\nm\n1\n\n\n/quit\n")
    offered = re.findall(r"^[RCSD]  (\w+)", shown, re.MULTILINE)
    told = re.findall(r"^- \*\*(\w+)", section("What you wrote"), re.MULTILINE)
    assert told == offered == ["read", "change", "set", "delete"]


def test_the_word_that_deletes(visit: Callable[[str], str]) -> None:
    """Deleting asks for the very word on the page."""
    assert "`delete`" in section("What you wrote")
    shown = visit("u\n5\n/today\nm\n1\nd\ndelete\n/quit\n")
    assert "Deleted." in shown


def test_the_first_run_is_enter_four_times(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Four lines with nothing on them end on Today, with the keys open."""
    monkeypatch.setenv("HOME", str(tmp_path / "person"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    home = tmp_path / "wb"
    enters = CliRunner().invoke(workbook, ["--home", str(home)], "\n\n\n\n")
    assert "Today, " in enters.stdout
    assert state_of(home) == "open"
    assert "Enter four times" in section("The first time")


def test_the_five_doors_stand_there_in_order() -> None:
    """By the titles Help now gives them."""
    told = re.findall(r"^\d\. (.+)$", section("Help now"), re.MULTILINE)
    assert told == [door.title for door in DOORS]


def test_the_minutes_until_it_locks() -> None:
    """What is told is what a new workbook has."""
    assert f"After {Settings().lock_minutes} quiet minutes" in section("Lock it")


def test_outside_the_seal_lies_what_is_told(
    visit: Callable[[str], str], tmp_path: Path
) -> None:
    """Every file and folder of a used workbook but the log is in the table, and no
    other.
    """
    visit("u\n5\n/quit\n")
    home = tmp_path / "wb"
    write_settings(home, Settings(country="IE"))
    write_plans(home, (OpenPlan(key="k", title="t"),))
    (home / "added" / "note.txt").write_text("x", encoding="utf-8")
    files = {str(path.relative_to(home)) for path in home.rglob("*") if path.is_file()}
    there = {"added/" if name.startswith("added/") else name for name in files}
    sealed = {name for name in there if name.startswith("log/")}
    assert sealed
    told = {
        name
        for row in rows(section("Where your words are"))
        for name in re.findall(r"`([^`]+)`", row)
    }
    assert there - sealed == told


def test_the_settings_outside_the_seal_are_those_that_are_told() -> None:
    """No setting lies open that the page does not name."""
    (row,) = re.findall(r"^\| `open/settings` \| (.+) \|$", PAGE, re.MULTILINE)
    names = [one.name.removeprefix("lock_") for one in fields(Settings)]
    assert [part.split()[0] for part in row.split(", ")] == names


def test_the_usual_places_are_those_that_are_told(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """By the library that names them, for both systems."""
    monkeypatch.setenv("HOME", "/home/me")
    monkeypatch.delenv("XDG_DATA_HOME", raising=False)
    for system in (Unix, MacOS):
        place = system("workbook", appauthor=False).user_data_dir
        assert f"`{place.replace('/home/me', '~')}`" in section("Where your words are")


def test_every_heading_is_in_the_contents() -> None:
    """The links at the top lead to each part, in order."""
    titles = re.findall(r"^## (.+)$", PAGE, re.MULTILINE)
    links = re.findall(r"\[([^]]+)\]\(#([\w-]+)\)", PAGE.partition("\n## ")[0])
    assert [title for title, _to in links] == titles
    assert [to for _title, to in links] == [
        title.casefold().replace(" ", "-") for title in titles
    ]
