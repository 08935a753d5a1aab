"""`about`: what a script must know to answer an exercise."""

import json
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


def test_a_pick_tells_whether_it_takes_several_and_new_words(call: Call) -> None:
    """So a script knows a list from one thing."""
    about = call("about", "hr.situation_plan", "--json").json
    people = block(about, "people")
    assert (people["many"], people["add"]) == (True, True)
    assert people["limits"] == {"max": 2}
    situation = block(about, "situation")
    assert (situation["many"], situation["add"]) == (False, True)
    assert block(call("about", "hr.coping_card", "--json").json, "signs")["add"] is (
        False
    )


def test_a_role_play_is_answered_from_what_about_tells(call: Call) -> None:
    """Scene, level, then turn and reply, followed to the end."""
    about = call("about", "cm.refusal_roleplay", "--json").json
    scene = block(about, "play")["options"]["scenes"][0]
    level = scene["levels"][0]
    turns = {turn["id"]: turn for turn in level["turns"]}
    path, here = [scene["id"], level["id"]], level["turns"][0]
    while True:
        reply = here["replies"][-1]
        path += [here["id"], reply["id"]]
        if reply["go"] not in turns:
            break
        here = turns[reply["go"]]
    call("init", "--no-passphrase")
    done = call(
        "do",
        "cm.refusal_roleplay",
        "--json",
        "--answers",
        "-",
        typed=json.dumps({"play": path}),
    )
    assert [one for one in done.json[0]["problems"] if one["refused"]] == []
    assert done.code == 0


def test_every_option_an_author_wrote_is_told_as_in_the_file(call: Call) -> None:
    """By its name there, as plain data; what has a field of its own is not twice."""
    about = call("about", "tm.urge_surf", "--json").json
    wave = block(about, "wave")
    assert wave["many"] is True
    assert wave["options"]["minutes"] == 20
    assert wave["options"]["prompts"]
    chain = call("about", "tm.chain", "--json").json
    minutes = block(chain, "minutes_thought_to_craving")
    assert minutes["limits"]["unit"] == "min"
    assert minutes["options"] == {}


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
