"""Every plugin by itself: what fails is set aside, everything else goes on."""

import json
import subprocess
import sys
from collections.abc import Callable
from importlib.metadata import EntryPoint
from pathlib import Path

import pytest

from workbook.engine.blocks import core_types
from workbook.errors import Refused
from workbook.host import PluginState, load_plugins
from workbook.model import BlockType, FixedRow, Name, Words

MakePlugin = Callable[..., EntryPoint]

GOOD = """
@hookimpl
def workbook_block_types():
    return [MoodBlock()]
"""


def only(entry: EntryPoint, **core: BlockType) -> PluginState:
    """The state of one plugin, loaded alone."""
    (state,) = load_plugins([entry], core).states
    return state


def test_a_good_plugin_brings_its_types(plugin: MakePlugin) -> None:
    """Its types are there by name, and it says nothing."""
    plugins = load_plugins([plugin(GOOD, "moods")])
    assert list(plugins.types) == ["mood"]
    assert isinstance(plugins.types["mood"], BlockType)
    assert plugins.states == (PluginState(name="moods"),)


def test_no_plugin_at_all_is_fine() -> None:
    """A core without plugins opens."""
    plugins = load_plugins([])
    assert (dict(plugins.types), plugins.dirs, plugins.states) == ({}, (), ())


def test_a_plugin_brings_folders_of_exercises(plugin: MakePlugin) -> None:
    """A folder is taken as it is; one hook is enough."""
    source = """
import pathlib
@hookimpl
def workbook_exercise_dirs():
    return [pathlib.Path(__file__).parent]
"""
    plugins = load_plugins([plugin(source)])
    assert [folder.is_dir() for folder in plugins.dirs] == [True]
    assert plugins.states[0].state == "loaded"


def hook(body: str) -> str:
    return f"@hookimpl\ndef workbook_block_types():\n    {body}\n"


BROKEN = {
    "import error": ("import no_such_module_anywhere", "ModuleNotFoundError"),
    "raises": ("raise RuntimeError('cannot start')", "RuntimeError"),
    "exits": ("import sys\nsys.exit(3)", "SystemExit"),
    "syntax": ("def x(:", "SyntaxError"),
    "base exception": ("class Odd(BaseException): pass\nraise Odd", "Odd"),
    "hook raises": (hook("raise ValueError('x')"), "ValueError"),
    "hook exits": (hook("import sys; sys.exit()"), "SystemExit"),
    "generator raises": (hook("yield MoodBlock(); 1 / 0"), "ZeroDivisionError"),
    "misspelt": (hook("return []").replace("types", "tpyes"), "workbook_block_tpyes"),
    "not marked": (hook("return []").replace("@hookimpl", ""), "not marked"),
    "no hook": ("", "marks no hook"),
    "argument": (hook("return []").replace("()", "(screen)"), "screen"),
    "nothing": (hook("pass"), "gives nothing"),
    "no list": (hook("return 7"), "int"),
    "text": (hook("return 'mood'"), "str"),
    "no block type": (hook("return [7]"), "int"),
    "class": (hook("return [MoodBlock]"), "is a class"),
    "no name": ("del MoodBlock.name\n" + hook("return [MoodBlock()]"), "no name"),
    "odd name": (
        "MoodBlock.name = 'My Mood'\n" + hook("return [MoodBlock()]"),
        "no name",
    ),
    "keyword": ("MoodBlock.name = 'if'\n" + hook("return [MoodBlock()]"), "no name"),
    "no options": (
        "del MoodBlock.options\n" + hook("return [MoodBlock()]"),
        "no frozen attrs class",
    ),
    "options not frozen": (
        "import attrs\nMoodBlock.options = attrs.make_class('Loose', ['x'])\n"
        + hook("return [MoodBlock()]"),
        "no frozen attrs class",
    ),
    "odd kind": (
        "MoodBlock.kind = 'colour'\n" + hook("return [MoodBlock()]"),
        "'colour'",
    ),
    "twice": (hook("return [MoodBlock(), MoodBlock()]"), "two block types"),
    "folder is text": (
        "@hookimpl\ndef workbook_exercise_dirs():\n    return ['exercises']\n",
        "str",
    ),
    "no such folder": (
        hook("import pathlib; return [pathlib.Path('/no/such/folder')]").replace(
            "block_types", "exercise_dirs"
        ),
        "is not there",
    ),
}


@pytest.mark.parametrize(("source", "said"), BROKEN.values(), ids=list(BROKEN))
def test_a_broken_plugin_is_set_aside_and_says_why(
    plugin: MakePlugin, source: str, said: str
) -> None:
    """One sentence of reason, one of mend; the good one beside it is loaded."""
    bad, good = plugin(source, "a_bad_one"), plugin(GOOD, "b_good_one")
    plugins = load_plugins([bad, good])
    one, other = plugins.states
    assert (one.name, one.state) == ("a_bad_one", "set aside")
    assert said in one.reason
    assert one.reason.endswith(".")
    assert one.mend.endswith((".", "?"))
    assert "\n" not in one.reason + one.mend
    assert other == PluginState(name="b_good_one")
    assert list(plugins.types) == ["mood"]


def test_a_fault_says_where_it_is(plugin: MakePlugin) -> None:
    """The plugin's own file and line, not ours and not pluggy's."""
    entry = plugin("raise RuntimeError('cannot start')", block=False)
    assert f"{entry.module}.py, line 1: cannot start" in only(entry).reason
    entry = plugin(
        hook("return 1 / 0").replace("@", "from workbook import hookimpl\n@"),
        block=False,
    )
    assert f"{entry.module}.py, line 4" in only(entry).reason


def test_a_syntax_error_says_where_it_is(plugin: MakePlugin) -> None:
    """The line that cannot be read."""
    entry = plugin("x = 1\ndef y(:\n", block=False)
    assert f"{entry.module}.py, line 2" in only(entry).reason


def test_a_misspelt_hook_gets_a_suggestion(plugin: MakePlugin) -> None:
    """Silence would be the worst answer to a typo."""
    state = only(plugin(hook("return []").replace("block", "blok")))
    assert state.mend == "Did its author mean “workbook_block_types”?"


def test_a_strange_hook_gets_the_list(plugin: MakePlugin) -> None:
    """Where nothing is near, all hooks are named."""
    state = only(plugin("@hookimpl\ndef on_startup():\n    return []\n"))
    assert "workbook_exercise_dirs" in state.mend


def test_a_hook_of_a_newer_workbook_can_be_optional(plugin: MakePlugin) -> None:
    """A plugin for two versions marks what one of them lacks."""
    source = "@hookimpl(optionalhook=True)\ndef workbook_choirs():\n    return []\n"
    assert only(plugin(GOOD + source)).state == "loaded"


def test_a_core_name_is_not_taken(plugin: MakePlugin) -> None:
    """No plugin stands in for a block type of the core's."""

    class Mood(BlockType):
        name = "mood"

    state = only(plugin(GOOD), mood=Mood())
    assert state.state == "set aside"
    assert "mood" in state.reason


def test_the_first_of_two_equal_types_stays(plugin: MakePlugin) -> None:
    """The second plugin is set aside whole, whatever else it brings."""
    more = """
class Other(MoodBlock):
    name = "other"
@hookimpl
def workbook_block_types():
    return [Other(), MoodBlock()]
"""
    plugins = load_plugins([plugin(GOOD, "a"), plugin(more, "b")])
    assert list(plugins.types) == ["mood"]
    assert [state.state for state in plugins.states] == ["loaded", "set aside"]
    assert "“a”" in plugins.states[1].reason


def test_two_plugins_of_one_name_are_both_told(plugin: MakePlugin) -> None:
    """Neither is lost silently: the first stays, the second says why it does not."""
    other = GOOD + "MoodBlock.name = 'other'\n"
    plugins = load_plugins([plugin(GOOD, "same"), plugin(other, "same")])
    assert [state.name for state in plugins.states] == ["same", "same"]
    assert [state.state for state in plugins.states] == ["loaded", "set aside"]
    assert len(plugins.types) == 1


def test_one_module_under_two_names_is_told(plugin: MakePlugin) -> None:
    """A module is called once."""
    entry = plugin(GOOD, "one")
    twin = EntryPoint("two", entry.value, "workbook")
    states = load_plugins([entry, twin]).states
    assert [state.state for state in states] == ["loaded", "set aside"]
    assert "“one”" in states[1].reason


def test_a_wrapper_sees_only_its_own_plugin(plugin: MakePlugin) -> None:
    """A plugin that wraps a hook cannot take the others' types away."""
    thief = """
@hookimpl(wrapper=True)
def workbook_block_types():
    yield
    return []
"""
    plugins = load_plugins([plugin(thief, "a_thief"), plugin(GOOD, "b_good")])
    assert list(plugins.types) == ["mood"]
    assert plugins.states[1].state == "loaded"


def test_ctrl_c_is_the_persons(plugin: MakePlugin) -> None:
    """The person can stop a plugin that hangs."""
    with pytest.raises(KeyboardInterrupt):
        load_plugins([plugin("raise KeyboardInterrupt")])


def test_what_a_plugin_prints_goes_to_standard_error(
    plugin: MakePlugin, capsys: pytest.CaptureFixture[str]
) -> None:
    """Standard output may be one JSON value and nothing else."""
    load_plugins([plugin("print('loading')\n" + hook("print('types'); return []"))])
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err == "loading\ntypes\n"


def test_nothing_is_kept_between_two_loads(plugin: MakePlugin) -> None:
    """There is no manager shared by the process."""
    entry = plugin(GOOD)
    assert load_plugins([entry]).states == load_plugins([entry]).states


def test_installed_plugins_are_found_with_their_package(tmp_path: Path) -> None:
    """The group's entry points, with name and version of their distribution."""
    info = tmp_path / "their_moods-1.2.dist-info"
    info.mkdir()
    (info / "METADATA").write_text(
        "Metadata-Version: 2.1\nName: their-moods\nVersion: 1.2\n"
    )
    (info / "entry_points.txt").write_text("[workbook]\nmoods = their_moods\n")
    (tmp_path / "their_moods.py").write_text("raise RuntimeError('no')\n")
    script = (
        "import json, sys; sys.path.insert(0, sys.argv[1]);"
        "from workbook.host import load_plugins;"
        "print(json.dumps([[s.name, s.dist, s.version, s.state, s.mend]"
        " for s in load_plugins().states]))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(tmp_path)],
        capture_output=True,
        text=True,
        check=True,
    )
    assert [
        "moods",
        "their-moods",
        "1.2",
        "set aside",
        "Update it, or remove it with “pip uninstall their-moods”.",
    ] in json.loads(done.stdout)


SHIPPED = ("communication", "high_risk", "trigger_mapping", "twelve_step")


def test_every_shipped_plugin_loads() -> None:
    """The four we ship are loaded by the same code, and bring their types."""
    entries = [EntryPoint(n, f"workbook_plugins.{n}", "workbook") for n in SHIPPED]
    plugins = load_plugins(entries)
    assert [(state.state, state.reason) for state in plugins.states] == [
        ("loaded", "")
    ] * len(SHIPPED)
    assert set(plugins.types) == {
        *("zones", "chain"),
        *("confidence", "if_then", "card"),
        *("dialogue", "rubric", "refusals", "own_words"),
        "inventory",
    }


def test_the_columns_of_shipped_tables_are_the_cores() -> None:
    """Every column a plugin brings has the options of its core type."""
    core = core_types()
    entries = [EntryPoint(n, f"workbook_plugins.{n}", "workbook") for n in SHIPPED]
    types = load_plugins(entries, core).types
    row = FixedRow(id=Name("a"), label=Words("A"))
    for name, keys in (
        ("confidence", {}),
        ("rubric", {"behaviours": (row,)}),
        ("inventory", {"items": (row,)}),
    ):
        columns = types[name].columns(types[name].options(**keys))
        assert columns
        for column in columns:
            assert isinstance(column.options, core[column.type].options)
            assert list(core[column.type].check(column.options)) == []


def test_ours_come_before_others(plugin: MakePlugin) -> None:
    """A stranger's plugin cannot take a name of ours by sorting first."""
    thief = GOOD + "MoodBlock.name = 'zones'\n"
    ours = EntryPoint("trigger_mapping", "workbook_plugins.trigger_mapping", "workbook")
    states = load_plugins([plugin(thief, "a_first"), ours]).states
    assert [(state.name, state.state) for state in states] == [
        ("trigger_mapping", "loaded"),
        ("a_first", "set aside"),
    ]


def test_refusing_is_not_failing(plugin: MakePlugin) -> None:
    """A block type of a plugin refuses an answer as the core's do."""
    types = load_plugins([plugin(GOOD)]).types
    with pytest.raises(Refused):
        types["mood"].parse(types["mood"].options(), "x")
