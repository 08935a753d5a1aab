"""`list`: every exercise, for people and for scripts."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Call = Callable[..., Any]

KEYS = ["id", "number", "title", "family", "minutes"]


def test_as_json_it_is_an_array_of_exactly_these_fields(call: Call) -> None:
    """In the order of the list, numbered from 1."""
    done = call("list", "--json")
    assert (done.code, done.err) == (0, "")
    assert [list(one) for one in done.json] == [KEYS] * len(done.json)
    assert [one["number"] for one in done.json] == [*range(1, len(done.json) + 1)]
    ids = {one["id"] for one in done.json}
    assert {"tm.external_map", "hr.coping_card", "cm.refusal_roleplay", "people"} <= ids


def test_a_family_is_named_by_its_folder(call: Call) -> None:
    """Only its exercises are listed, with their numbers in the whole list."""
    done = call("list", "--family", "high_risk", "--json")
    assert {one["family"] for one in done.json} == {"high_risk"}
    whole = {one["id"]: one["number"] for one in call("list", "--json").json}
    assert all(whole[one["id"]] == one["number"] for one in done.json)


def test_a_family_with_nothing_in_it_is_an_empty_array(call: Call) -> None:
    """What there is instead is said beside it."""
    done = call("list", "--family", "gardening", "--json")
    assert (done.code, done.json) == (0, [])
    assert "high_risk" in done.err


def test_in_words_each_line_has_number_title_minutes_and_id(call: Call) -> None:
    """Under the name of its family."""
    done = call("list", "--family", "people")
    assert done.out.splitlines()[0] == "people"
    assert "My people" in done.out
    assert done.out.rstrip().endswith("min (people)")


def test_a_broken_file_in_added_is_named_and_the_rest_is_listed(
    made: Call, home: Path
) -> None:
    """Every fault with its place, on standard error, also with --json."""
    broken = home / "added" / "broken.yaml"
    broken.write_text("id: my.own\nversion: x\n", encoding="utf-8")
    for words in (("list",), ("list", "--json"), ("about", "external", "--json")):
        done = made(*words)
        assert done.code == 0
        assert f"{broken}:2:10: WB103:" in done.err
    assert len(made("list", "--json").json) == len(call_ids(made))


def call_ids(call: Call) -> list[str]:
    """The shipped exercises."""
    return [
        one["id"] for one in call("list", "--json", before=("--home", "/none")).json
    ]


def test_two_files_of_one_id_are_both_named_and_neither_is_loaded(
    made: Call, home: Path, place: str
) -> None:
    """Nothing says which of them a person's answers belong to."""
    for name in ("one.yaml", "two.yaml"):
        (home / "added" / name).write_text(place, encoding="utf-8")
    done = made("list", "--json")
    assert "my.place" not in {one["id"] for one in done.json}
    assert done.err.count("WB603") == 2


def test_a_plugin_that_fails_is_named_and_the_rest_is_listed(
    call: Call, plugin: Callable[[str], str]
) -> None:
    """On standard error, with its mend, also with --json."""
    name = plugin("raise RuntimeError('broken')")
    done = call("list", "--json")
    assert done.code == 0
    assert f"The plugin “{name}” is set aside" in done.err
    assert len(done.json) > 20


@pytest.mark.usefixtures("sealed")
def test_the_sealed_workbook_s_own_files_are_listed_without_a_passphrase(
    call: Call, home: Path, place: str
) -> None:
    """`added/` lies beside the seal."""
    (home / "added" / "own.yaml").write_text(place, encoding="utf-8")
    done = call("list", "--family", "added", "--json")
    assert done.err == ""
    assert [one["id"] for one in done.json] == ["my.place"]
