"""`plugins`: each one loaded, called once, and told of."""

from collections.abc import Callable
from typing import Any

Call = Callable[..., Any]

OURS = {"trigger_mapping", "high_risk", "communication", "twelve_step"}
FIELDS = ["name", "dist", "version", "state", "reason", "mend"]


def test_as_json_it_is_an_array_of_exactly_these_fields(call: Call) -> None:
    """Ours are all loaded."""
    done = call("plugins", "--json")
    assert (done.code, done.err) == (0, "")
    assert [list(one) for one in done.json] == [FIELDS] * len(done.json)
    assert {one["name"] for one in done.json if one["state"] == "loaded"} >= OURS


def test_a_fault_that_shows_only_when_a_hook_is_called_is_told(
    call: Call, plugin: Callable[[str], str]
) -> None:
    """With reason and mend, and every other plugin is loaded."""
    name = plugin(
        "from workbook import hookimpl\n"
        "@hookimpl\n"
        "def workbook_block_types():\n"
        "    raise ValueError('only now')\n"
    )
    done = call("plugins", "--json")
    state = {one["name"]: one for one in done.json}
    assert state[name]["state"] == "set aside"
    assert state[name]["reason"]
    assert state[name]["mend"]
    assert {one["name"] for one in done.json if one["state"] == "loaded"} >= OURS
    assert name in done.err


def test_a_misspelt_hook_is_set_aside_with_what_was_meant(
    call: Call, plugin: Callable[[str], str]
) -> None:
    """In words."""
    name = plugin(
        "from workbook import hookimpl\n"
        "@hookimpl\n"
        "def workbook_block_type():\n"
        "    return ()\n"
    )
    done = call("plugins")
    assert f"{name}: set aside" in done.out
    assert "workbook_block_types" in done.out


def test_what_a_plugin_prints_does_not_reach_standard_output(
    call: Call, plugin: Callable[[str], str]
) -> None:
    """That is one JSON value and nothing else."""
    plugin("print('hello from a stranger')")
    done = call("list", "--json")
    assert len(done.json) > 20
    assert "hello" in done.err
