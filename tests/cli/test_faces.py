"""From a command into plain lines, through a pipe."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from workbook.store import state_of

Call = Callable[..., Any]


def test_the_first_call_has_opening_lines_and_a_first_run(
    shell: Call, home: Path
) -> None:
    """Help stands before every question."""
    done = shell(typed="\n3\n2\n/quit\n")
    assert done.code == 0, done.err
    assert done.out.index("In danger now?") < done.out.index("Page 1 of 2")
    assert "Page 2 of 2" in done.out
    assert state_of(home) == "open"


def test_a_workbook_made_by_init_opens_today_at_once(shell: Call) -> None:
    """It has no first run and no opening lines."""
    shell("init", "--no-passphrase")
    done = shell("--plain", typed="/quit\n")
    assert done.code == 0, done.err
    assert "Press Enter to begin" not in done.out
    assert "Page 1 of 2" not in done.out
    assert "Today, " in done.out


def test_the_page_of_exercises_names_the_command_that_tells_of_a_file_left_out(
    shell: Call, home: Path
) -> None:
    """And that command tells it."""
    shell("init", "--no-passphrase")
    broken = home / "added" / "broken.yaml"
    broken.write_text("id: my.own\nversion: x\n", encoding="utf-8")
    done = shell("--plain", typed="e\n/quit\n")
    assert "1 file could not be read: “workbook list” says why." in done.out
    assert f"{broken}:2:10: WB103:" in shell("list").err


def test_an_empty_input_leaves_and_makes_nothing(shell: Call, home: Path) -> None:
    """Nobody is there to answer."""
    done = shell(typed="")
    assert done.code == 0, done.err
    assert not home.exists()


def test_the_passphrase_on_standard_input_comes_before_what_is_typed(
    shell: Call, secret: Path
) -> None:
    """One line of it; the rest are answers."""
    assert shell("--passphrase-file", str(secret), "init").code == 0
    typed = secret.read_text() + "/quit\n"
    done = shell("--passphrase-file", "-", typed=typed)
    assert done.code == 0, done.err
    assert "Today, " in done.out
    wrong = shell("--passphrase-file", "-", typed="not this\n/quit\n")
    assert wrong.code == 4
    assert "workbook recover" in wrong.err


def test_an_unknown_exercise_is_told_before_a_passphrase_is_asked(
    made: Call,
) -> None:
    """With what is near."""
    done = made("do", "gardening", typed="")
    assert done.code == 3
    assert "workbook list" in done.err


def test_the_moment_given_is_the_one_the_entry_tells_of(shell: Call) -> None:
    """An exercise walked by hand can be dated back, too."""
    shell("init", "--no-passphrase")
    done = shell("do", "tm.craving_log", "--at", "2026-01-03 18:00", typed="4\n/quit\n")
    assert done.code == 0, done.err
    entry = shell("entries", "--json").json[0]["id"]
    assert shell("show", entry, "--json").json["dated"].startswith("2026-01-03T18:00")


def test_on_a_dumb_terminal_with_few_letters_it_still_works(shell: Call) -> None:
    """Plainer signs, the same words."""
    shell("init", "--no-passphrase")
    done = shell("list", TERM="dumb", PYTHONIOENCODING="ascii", LC_ALL="C")
    assert (done.code, done.err) == (0, "")
    as_json = shell("list", "--json", TERM="dumb", PYTHONIOENCODING="ascii", LC_ALL="C")
    assert len(as_json.json) > 20
