"""`urge` and `daily`: a minute's writing, straight from the shell."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from workbook.store import state_of
from workbook.usecases.library import Library
from workbook.usecases.opening import open_workbook

Call = Callable[..., Any]


def newest(call: Call) -> dict[str, Any]:
    entry = call("entries", "--json").json[0]["id"]
    shown: dict[str, Any] = call("show", entry, "--json").json
    return shown


def test_a_number_asks_nothing(made: Call) -> None:
    """And makes a finished entry of the log of urges."""
    done = made("urge", "5")
    assert (done.code, done.err) == (0, "")
    shown = newest(made)
    assert (shown["exercise"], shown["state"]) == ("tm.craving_log", "finished")
    assert shown["answers"]["intensity"]["value"] == 5


def test_any_words_may_be_a_trigger_and_what_was_done(made: Call) -> None:
    """What no list has is kept as other."""
    assert made("urge", "5", "--trigger", "a long queue", "--did", "sang").code == 0
    answers = newest(made)["answers"]
    assert answers["trigger"]["value"] == "a long queue"
    assert answers["did"]["value"] == "sang"


def test_a_thing_s_exact_words_are_the_thing(made: Call) -> None:
    """And the words of a choice are the choice."""
    triggers = json.dumps({"triggers": [{"label": "payday"}]})
    made("do", "tm.external_map", "--answers", "-", typed=triggers)
    made("urge", "5", "--trigger", "Payday", "--did", "called or wrote to someone")
    answers = newest(made)["answers"]
    assert "thing" in answers["trigger"]["value"]
    assert answers["did"]["value"] == "call"


def test_other_words_are_offered_next_time(
    made: Call, home: Path, library: Library
) -> None:
    """At this question, and in every list of that name."""
    made("urge", "5", "--trigger", "a long queue", "--did", "sang")
    book = open_workbook(home, None, library)
    try:
        blocks = book.begin("tm.craving_log").evaluation.blocks
        assert getattr(blocks["trigger"].options, "more", ()) == ("a long queue",)
        assert getattr(blocks["did"].options, "more", ()) == ("sang",)
    finally:
        book.close()


def test_an_urge_can_be_dated_back(made: Call) -> None:
    """Both times are kept."""
    assert made("urge", "5", "--at", "2026-01-03 18:00").code == 0
    assert newest(made)["dated"].startswith("2026-01-03T18:00")


def test_a_moment_that_is_none_keeps_nothing(made: Call) -> None:
    """The forms that are read are told."""
    done = made("urge", "5", "--at", "sometime")
    assert done.code == 2
    assert "yesterday 18:00" in done.err
    assert made("entries", "--json").json == []


@pytest.mark.parametrize("number", ["11", "-1", "much", "5.5"])
def test_a_number_off_the_scale_keeps_nothing(made: Call, number: str) -> None:
    """It is a slip of the finger."""
    assert made("urge", "--", number).code == 2
    assert made("entries", "--json").json == []


def test_a_strong_urge_shows_where_help_is(made: Call) -> None:
    """At once, and nothing is blocked."""
    done = made("urge", "9")
    assert "workbook now" in done.out
    assert "workbook do tm.urge_surf" in done.out
    assert "workbook now" not in made("urge", "2").out


def test_a_first_urge_is_never_lost(call: Call, home: Path) -> None:
    """Where there is no workbook one is made, without a passphrase, and said."""
    done = call("urge", "6")
    assert done.code == 0
    assert state_of(home) == "open"
    assert "It has no passphrase" in done.out
    assert len(call("entries", "--json").json) == 1


def test_a_first_urge_with_a_passphrase_file_is_sealed(
    call: Call, home: Path, secret: Path
) -> None:
    """And the spare key is shown."""
    done = call("urge", "6", before=("--passphrase-file", str(secret)))
    assert done.code == 0
    assert state_of(home) == "sealed"
    assert any(len(line.split()) == 15 for line in done.out.splitlines())


def test_a_sealed_workbook_wants_its_passphrase(sealed: Call, call: Call) -> None:
    """Without it nothing is written."""
    refused = call("urge", "6")
    assert refused.code == 5
    assert "--passphrase-file" in refused.err
    assert sealed("urge", "6").code == 0
    assert len(sealed("entries", "--json").json) == 1


def test_without_a_number_only_the_number_is_asked_when_words_are_given(
    made: Call,
) -> None:
    """A wrong one is asked again."""
    done = made("urge", "--did", "sang", typed="lots\n4\n")
    assert done.code == 0
    answers = newest(made)["answers"]
    assert (answers["intensity"]["value"], answers["did"]["value"]) == (4, "sang")
    assert made("urge", "--did", "sang", typed="").code == 2


def test_without_anything_it_asks_in_plain_lines_and_leaves(shell: Call) -> None:
    """No private word has to be an argument."""
    shell("init", "--no-passphrase")
    done = shell("urge", typed="6\n/quit\n")
    assert done.code == 0, done.err
    assert "How strong is the urge?" in done.out
    shown = newest(shell)
    assert shown["answers"]["intensity"]["value"] == 6


def test_its_help_shows_the_form_without_words_first(call: Call) -> None:
    """And says that a shell keeps what is typed."""
    said = " ".join(call("urge", "--help").out.split())
    assert said.index("Without a number it asks") < said.index("--trigger")
    assert "your shell keeps what you type" in said
    assert "Example: workbook urge --" not in said


def test_daily_asks_the_daily_check_and_leaves(shell: Call) -> None:
    """An entry of `co.daily_check`."""
    shell("init", "--no-passphrase")
    done = shell("daily", typed="1\n7\n/quit\n")
    assert done.code == 0, done.err
    shown = newest(shell)
    assert shown["exercise"] == "co.daily_check"
    assert shown["answers"]["mood"]["value"] == 1


def test_daily_to_its_end_does_not_go_on_to_today(shell: Call) -> None:
    """Whoever comes from a shell goes back to it."""
    shell("init", "--no-passphrase")
    done = shell("daily", typed="\n" * 60)
    assert done.code == 0, done.err
    assert "U log an urge" not in done.out


def test_a_first_urge_reads_its_passphrase_once(call: Call) -> None:
    """One line of standard input, for the making and for the opening."""
    done = call("urge", "6", typed="hush now\n", before=("--passphrase-file", "-"))
    assert done.code == 0, done.err
    assert "Kept." in done.out
