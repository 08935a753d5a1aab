"""`entries` and `show`: what was written, without changing it."""

import json
from collections.abc import Callable
from typing import Any

Call = Callable[..., Any]


def give(call: Call, exercise: str, answers: object, *more: str) -> str:
    done = call(
        "do", exercise, "--json", "--answers", "-", *more, typed=json.dumps(answers)
    )
    return str(done.json[0]["entry"])


def test_nothing_written_is_an_empty_array(made: Call) -> None:
    """And a calm sentence for people."""
    assert made("entries", "--json").json == []
    assert "Nothing is written yet" in made("entries").out


def test_every_entry_is_listed_drafts_too(made: Call) -> None:
    """Exactly these fields, the one touched last first."""
    first = give(made, "tm.craving_log", {"intensity": 3})
    draft = give(made, "tm.craving_log", {"did": "call"})
    listed = made("entries", "--json").json
    assert [list(one) for one in listed] == [["id", "exercise", "state", "begun"]] * 2
    assert [(one["id"], one["state"]) for one in listed] == [
        (draft, "draft"),
        (first, "finished"),
    ]
    assert made("entries").out.splitlines()[0].startswith(f"{draft}  draft")


def test_a_list_shows_no_word_a_person_wrote(made: Call) -> None:
    """An entry is named by its exercise and its day."""
    give(made, "tm.external_map", {"triggers": [{"label": "my brother Sam"}]})
    assert "Sam" not in made("entries").out


def test_show_gives_the_answers_in_words(made: Call) -> None:
    """Question, answer, what was worked out, and totals, page by page."""
    rated = {"before": 6, "wave": ["0:6", "120:2"], "after": 2}
    done = made("show", give(made, "tm.urge_surf", rated))
    assert done.code == 0
    assert "How strong is the urge?" in done.out
    assert "It began at 6 and was 2 at the end." in done.out
    assert done.out.rstrip().endswith("Minutes: 2")


def test_show_as_json_gives_values_words_totals_and_alerts(made: Call) -> None:
    """What was computed stands apart from what was answered."""
    entry = give(made, "tm.craving_log", {"intensity": 8, "did": "call"})
    shown = made("show", entry, "--json").json
    assert shown["answers"]["did"] == {
        "question": "What did you do?",
        "value": "call",
        "words": ["Called or wrote to someone"],
    }
    assert shown["scores"]["drop"]["value"] is None
    assert shown["scores"]["drop"]["reason"]
    assert [one["id"] for one in shown["alerts"]] == ["strong"]
    assert "last_7_days" in shown["views"]
    assert shown["dated"] is None


def test_showing_changes_nothing(made: Call) -> None:
    """A draft stays as it was, and so does the list."""
    entry = give(made, "tm.craving_log", {"did": "call"})
    before = made("entries", "--json").out
    first = made("show", entry, "--json").out
    assert made("show", entry, "--json").out == first
    assert made("entries", "--json").out == before


def test_an_unknown_entry_is_told(made: Call) -> None:
    """With where to find them."""
    done = made("show", "nothing", "--json")
    assert (done.code, done.out) == (3, "")
    assert "workbook entries" in done.err


def test_fixed_rows_are_shown_by_their_row(made: Call) -> None:
    """As `--answers` takes them."""
    about = made("about", "hr.confidence_profile", "--json").json
    grid = next(
        block for page in about["pages"] for block in page["blocks"] if block["rows"]
    )
    column = next(one for one in grid["columns"] if one["type"] == "percent")
    rows = {row["id"]: {column["id"]: 40} for row in grid["rows"][:2]}
    entry = give(made, "hr.confidence_profile", {grid["id"]: rows})
    shown = made("show", entry, "--json").json
    assert shown["answers"][grid["id"]]["value"] == rows
