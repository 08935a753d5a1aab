"""`about`: what a script must know to answer an exercise."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

Call = Callable[..., Any]


def blocks(about: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for page in about["pages"]:
        yield from page["blocks"]


def block(about: dict[str, Any], name: str) -> dict[str, Any]:
    return next(one for one in blocks(about) if one["id"] == name)


def test_a_table_tells_its_columns_limits_and_what_it_collects(call: Call) -> None:
    """Each column is a block of its own."""
    about = call("about", "tm.external_map", "--json").json
    table = block(about, "triggers")
    assert table["type"] == "table"
    assert table["collects"] == "triggers"
    assert table["limits"]["max"] >= 1
    columns = {one["id"]: one for one in table["columns"]}
    assert columns["label"]["required"] is True
    assert columns["likelihood"]["type"] == "percent"


def test_a_scale_tells_its_ends_and_a_choice_its_choices(call: Call) -> None:
    """Value and label of each."""
    about = call("about", "tm.craving_log", "--json").json
    assert block(about, "intensity")["limits"] == {"from": 0, "to": 10, "step": 1}
    did = block(about, "did")
    assert {"value": "call", "label": "Called or wrote to someone"} in did["choices"]
    assert did["other"] is True


def test_a_pick_tells_its_collections(call: Call) -> None:
    """A person is picked from people."""
    about = call("about", "tm.craving_log", "--json").json
    assert block(about, "trigger")["picks"] == ["triggers", "inner_triggers"]
    assert block(about, "trigger")["limits"] == {}


def test_the_craving_check_is_among_the_blocks(call: Call) -> None:
    """It is answered like any other."""
    about = call("about", "tm.external_map", "--json").json
    assert block(about, "craving_before")["takes_answer"] is True
    assert block(about, "zones")["takes_answer"] is False


@pytest.mark.parametrize("name", ["tm.external_map", "3", "outside triggers"])
def test_an_exercise_is_found_by_id_number_or_words(call: Call, name: str) -> None:
    """The words of its title need no quotes."""
    assert call("about", name, "--json").json["id"] == "tm.external_map"
    assert call("about", *name.split(), "--json").json["id"] == "tm.external_map"


def test_an_unknown_name_is_told_with_what_is_near(call: Call) -> None:
    """Nothing on standard output."""
    done = call("about", "tm.external_mop", "--json")
    assert (done.code, done.out) == (3, "")
    assert "tm.external_map" in done.err


def test_every_exercise_can_be_described_both_ways(call: Call) -> None:
    """Each block takes its kind of limits, choices and rows without a fault."""
    for one in call("list", "--json").json:
        about = call("about", one["id"], "--json").json
        assert about["number"] == one["number"]
        assert len(list(blocks(about))) > 0
        words = call("about", one["id"])
        assert words.code == 0
        assert one["title"] in words.out
        for each in blocks(about):
            assert f"- {each['id']} ({each['type']}" in words.out
