"""`do --answers`: answers given all at once."""

import errno
import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from workbook.store import posix

Call = Callable[..., Any]

KEYS = ["entry", "state", "scores", "alerts", "problems"]


def give(call: Call, exercise: str, answers: object, *more: str) -> Any:
    return call(
        "do", exercise, "--json", "--answers", "-", *more, typed=json.dumps(answers)
    )


def test_one_mapping_makes_one_finished_entry(made: Call) -> None:
    """An array of one, with exactly these fields."""
    done = give(
        made, "tm.craving_log", {"intensity": 6, "intensity_after": 2, "used": "no"}
    )
    assert (done.code, done.err) == (0, "")
    (one,) = done.json
    assert list(one) == KEYS
    assert one["state"] == "finished"
    assert one["scores"]["drop"]["value"] == 4
    assert (one["alerts"], one["problems"]) == ([], [])
    assert [e["id"] for e in made("entries", "--json").json] == [one["entry"]]


def test_a_list_of_mappings_makes_one_entry_each(made: Call) -> None:
    """In their order."""
    done = give(made, "tm.craving_log", [{"intensity": 1}, {"intensity": 8}])
    assert [one["state"] for one in done.json] == ["finished", "finished"]
    assert [a["id"] for a in done.json[1]["alerts"]] == ["strong"]
    assert len(made("entries", "--json").json) == 2


def test_an_empty_list_makes_nothing_and_prints_an_empty_array(made: Call) -> None:
    """`[]`, exit 0."""
    done = give(made, "tm.craving_log", [])
    assert (done.code, done.json) == (0, [])


def test_what_is_missing_leaves_a_draft_and_exit_0(made: Call) -> None:
    """The problem names its block."""
    done = give(made, "tm.craving_log", {"did": "call"})
    assert done.code == 0
    (one,) = done.json
    assert one["state"] == "draft"
    (problem,) = one["problems"]
    assert (problem["block"], problem["refused"]) == ("intensity", False)


def test_an_unknown_block_is_named_and_the_rest_is_kept(made: Call) -> None:
    """Exit 1; named in the JSON and on standard error."""
    done = give(made, "tm.craving_log", {"intensity": 3, "mood": 5})
    assert done.code == 1
    assert done.json[0]["problems"][0]["block"] == "mood"
    assert "mood" in done.err
    shown = made("show", done.json[0]["entry"], "--json").json
    assert shown["answers"]["intensity"]["value"] == 3


def test_a_refused_value_is_named_and_the_rest_is_kept(made: Call) -> None:
    """Outside its range, or not among its choices."""
    done = give(
        made, "tm.craving_log", {"intensity": 11, "used": "perhaps", "did": "call"}
    )
    assert done.code == 1
    assert {p["block"] for p in done.json[0]["problems"] if p["refused"]} == {
        "intensity",
        "used",
    }
    shown = made("show", done.json[0]["entry"], "--json").json
    assert shown["answers"]["did"]["value"] == "call"


def test_nothing_accepted_keeps_no_entry(made: Call) -> None:
    """There is no id to name."""
    done = give(made, "tm.craving_log", {"intensity": 99})
    assert done.code == 1
    assert done.json[0]["entry"] is None
    assert made("entries", "--json").json == []


def test_a_table_is_a_list_of_rows_and_a_pick_takes_words(made: Call) -> None:
    """A thing's exact words are the thing; its address is, too."""
    rows = [{"label": "payday", "likelihood": 80}, {"label": "the bus stop"}]
    first = give(made, "tm.external_map", {"triggers": rows}).json[0]
    shown = made("show", first["entry"], "--json").json
    assert shown["answers"]["triggers"]["value"] == rows
    address = shown["answers"]["triggers"]["things"][1]
    by_words, by_address = give(
        made,
        "tm.craving_log",
        [{"intensity": 5, "trigger": "Payday"}, {"intensity": 5, "trigger": address}],
    ).json
    words = made("show", by_words["entry"], "--json").json["answers"]["trigger"]
    assert words["words"] == ["payday"]
    assert words["value"]["thing"].startswith(first["entry"])
    again = made("show", by_address["entry"], "--json").json["answers"]["trigger"]
    assert again["words"] == ["the bus stop"]


def test_a_wrong_cell_is_named_with_its_column(made: Call) -> None:
    """And only that cell is lost."""
    rows = [{"label": "payday", "likelihood": 300, "zone": 1}]
    done = give(made, "tm.external_map", {"triggers": rows})
    assert done.code == 1
    named = {(p["block"], p["column"]) for p in done.json[0]["problems"]}
    assert named == {("triggers", "likelihood"), ("triggers", "zone")}


def test_i_would_rather_not_say_satisfies_what_is_required(made: Call) -> None:
    """And is kept as that."""
    done = give(made, "tm.craving_log", {"intensity": {"declined": True}})
    assert (done.code, done.json[0]["state"]) == (0, "finished")
    shown = made("show", done.json[0]["entry"], "--json").json
    assert shown["answers"]["intensity"]["value"] == {"declined": True}
    assert shown["answers"]["intensity"]["words"] == ["I would rather not say"]


def test_yaml_is_taken_from_a_file_too(made: Call, tmp_path: Path) -> None:
    """`no` is the word “no”, as an author would write it."""
    file = tmp_path / "answers.yaml"
    file.write_text("intensity: 4\nused: no\nhalt: [tired, lonely]\n", encoding="utf-8")
    done = made("do", "craving log", "--json", "--answers", str(file))
    assert (done.code, done.err) == (0, "")
    shown = made("show", done.json[0]["entry"], "--json").json
    assert shown["answers"]["used"]["value"] == "no"
    assert shown["answers"]["halt"]["value"] == ["lonely", "tired"]


def test_what_show_gives_can_be_given_again(made: Call) -> None:
    """A value reads back as it was written."""
    answers = {
        "intensity": 7,
        "did": "took a walk",
        "halt": ["tired"],
        "duration_min": 20,
    }
    entry = give(made, "tm.craving_log", answers).json[0]["entry"]
    shown = made("show", entry, "--json").json["answers"]
    values = {name: one["value"] for name, one in shown.items()}
    assert values == answers
    again = give(made, "tm.craving_log", values).json[0]["entry"]
    assert made("show", again, "--json").json["answers"] == shown


@pytest.mark.parametrize("text", ["3", '"words"', "[1, 2]", "[{}, 3]", ""])
def test_what_is_no_mapping_keeps_nothing(made: Call, text: str) -> None:
    """A list is refused whole when one part of it is no mapping."""
    done = made("do", "tm.craving_log", "--json", "--answers", "-", typed=text)
    if text == "":
        assert done.json[0]["entry"] is None
    else:
        assert (done.code, done.out) == (1, "")
        assert "mapping" in done.err
    assert made("entries", "--json").json == []


def test_broken_yaml_names_its_place_and_opens_nothing(made: Call) -> None:
    """Line and column, then the mend."""
    done = made("do", "tm.craving_log", "--answers", "-", typed="intensity: [4\n")
    assert (done.code, done.out) == (1, "")
    assert "<stdin>:" in done.err


def test_a_file_that_is_not_there_is_told(made: Call) -> None:
    """Before anything is opened."""
    done = made("do", "tm.craving_log", "--answers", "/nonexistent")
    assert done.code == 2
    assert "/nonexistent" in done.err


def test_json_needs_a_file_of_answers(made: Call) -> None:
    """What a person types cannot be one JSON value."""
    done = made("do", "tm.craving_log", "--json")
    assert (done.code, done.out) == (2, "")
    assert "--answers" in done.err


@pytest.mark.usefixtures("sealed")
def test_both_on_standard_input_is_refused(call: Call) -> None:
    """With a sentence that names both options."""
    done = call(
        "do", "urge", "--answers", "-", typed="x\n{}", before=("--passphrase-file", "-")
    )
    assert (done.code, done.out) == (2, "")
    assert "--passphrase-file" in done.err
    assert "--answers" in done.err


def test_an_entry_can_be_dated_back_and_keeps_both_times(made: Call) -> None:
    """The moment it tells of, and the moment it was begun."""
    entry = give(
        made, "tm.craving_log", {"intensity": 5}, "--at", "2026-01-03 21:30"
    ).json[0]["entry"]
    shown = made("show", entry, "--json").json
    assert shown["dated"].startswith("2026-01-03T21:30:00")
    assert shown["begun"] != shown["dated"]


def test_in_words_it_says_what_was_kept_and_what_is_missing(made: Call) -> None:
    """With totals and alerts."""
    done = made(
        "do",
        "tm.urge_surf",
        "--answers",
        "-",
        typed="before: 9\nwave: ['0:9', '120:8']\nafter: 8",
    )
    assert "kept as entry" in done.out
    assert "Minutes: 2" in done.out
    assert "workbook do hr.emergency_24h" in done.out
    draft = made("do", "tm.craving_log", "--answers", "-", typed="did: call")
    assert "(draft)" in draft.out
    assert "intensity: “How strong is the urge?” needs an answer." in draft.out
    nothing = made("do", "tm.craving_log", "--answers", "-", typed="{}")
    assert "nothing was kept" in nothing.out


def test_a_living_list_is_amended_not_begun_again(made: Call) -> None:
    """What keeps one entry keeps one, however often it is given."""
    first = give(made, "people", {"people": [{"label": "Sam"}]})
    assert first.code == 0, first.err
    second = give(made, "people", {"people": [{"label": "Dana"}]})
    assert second.json[0]["entry"] == first.json[0]["entry"]
    shown = made("show", first.json[0]["entry"], "--json").json
    assert [row["label"] for row in shown["answers"]["people"]["value"]] == [
        "Sam",
        "Dana",
    ]


def test_through_a_pipe_the_exercise_is_walked_in_plain_lines(shell: Call) -> None:
    """Every answer is kept when the input ends."""
    assert shell("init", "--no-passphrase").code == 0
    done = shell("do", "log an urge", "--plain", typed="6\n\n/quit\n")
    assert done.code == 0, done.err
    assert "How strong is the urge?" in done.out
    (entry,) = shell("entries", "--json").json
    assert (
        shell("show", entry["id"], "--json").json["answers"]["intensity"]["value"] == 6
    )


def test_a_full_disk_is_told_and_nothing_is_said_to_be_kept(
    made: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With its own exit code; standard output stays empty."""

    def full(_descriptor: int, _data: bytes) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(posix, "write_all", full)
    for words in (("do", "tm.craving_log", "--json", "--answers", "-"), ("urge", "5")):
        done = made(*words, typed='{"intensity": 4}')
        assert (done.code, done.out) == (7, "")
        assert "no room left" in done.err


def test_a_worrying_answer_shows_help_at_once(made: Call) -> None:
    """The numbers and first steps, before any question."""
    done = made(
        "do",
        "tm.craving_log",
        "--answers",
        "-",
        typed='{"intensity": 4, "used": "yes"}',
    )
    assert done.code == 0
    assert "Safety comes first" in done.out
    assert "Danger to life: call 911" in done.out
    assert "workbook now" in done.out
    assert "workbook do hr.lapse_debrief" in done.out
