"""docs/scripting.md is true: its commands, fields, codes, examples and answers."""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import click
import pytest
from attrs import define, field
from click.testing import CliRunner

from workbook import errors
from workbook.cli import edge
from workbook.cli.group import workbook
from workbook.errors import WorkbookError
from workbook.store.settings import OpenPlan, write_plans
from workbook.usecases.library import Library

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
PAGE = (ROOT / "docs" / "scripting.md").read_text(encoding="utf-8")
THE_COMMANDS = PAGE.partition("\n## The commands\n")[2].partition("\n## ")[0]
ANSWERS = PAGE.partition("\n## Answers\n")[2]
NAMED = {"scores": "NAME", "answers": "BLOCK", "views": "BLOCK"}
"""Objects whose keys are a person's or an author's, and how the page writes them."""
AS_IT_IS = ("value", "limits", "options", "columns")
"""What the page does not look into: an answer; what a block has; blocks again."""
TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d")
ID = re.compile(r"[0-9a-z]{12}(?:/\w+/[0-9a-z]{8})?")


@pytest.fixture(autouse=True)
def _world(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("HOME", str(tmp_path / "person"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.delenv("WORKBOOK_HOME", raising=False)
    monkeypatch.setenv("COLUMNS", "80")


@pytest.fixture(name="home")
def _home(tmp_path: Path) -> Path:
    return tmp_path / "wb"


Run = Callable[..., Any]


@pytest.fixture(name="run")
def _run(home: Path) -> Run:
    """Call a command with --json in a new workbook; its one JSON value."""

    def run(*words: str, typed: str = "", code: int = 0) -> Any:
        called = CliRunner().invoke(workbook, ["--home", str(home), *words], typed)
        assert called.exit_code == code, called.output
        return json.loads(called.stdout)

    CliRunner().invoke(workbook, ["--home", str(home), "init", "--no-passphrase"])
    return run


# -- commands and options ---------------------------------------------------------


def commands() -> Iterator[tuple[str, click.Command]]:
    """Every command, in the order of `--help`; of a group, its own."""
    context = click.Context(workbook)
    for name in workbook.list_commands(context):
        command = workbook.get_command(context, name)
        assert command is not None
        if isinstance(command, click.Group):
            yield from (
                (f"{name} {inner}", one) for inner, one in command.commands.items()
            )
        else:
            yield name, command


def form(name: str, command: click.Command) -> str:
    """A command as its usage line on the page."""
    words = [name]
    context = click.Context(command)
    for one in command.params:
        if isinstance(one, click.Argument):
            shown = one.make_metavar(context)
            words.append(shown if one.required or "[" in shown else f"[{shown}]")
        elif isinstance(one, click.Option):
            value = "" if one.is_flag else f" {one.make_metavar(context)}"
            words.append(f"[{one.opts[-1] if one.is_flag else one.opts[0]}{value}]")
    return " ".join(words)


def section(name: str) -> str:
    """What stands under a command's heading."""
    return THE_COMMANDS.partition(f"\n### {name}\n")[2].partition("\n### ")[0]


def test_every_command_has_a_heading_and_no_other() -> None:
    """In the order of `workbook --help`."""
    there = re.findall(r"^### (.+)$", THE_COMMANDS, re.MULTILINE)
    assert there == [name for name, _command in commands()]


@pytest.mark.parametrize(("name", "command"), [*commands()])
def test_every_option_stands_in_its_order(name: str, command: click.Command) -> None:
    """The usage line is the command's parameters, and nothing else."""
    usage = form(name, command)
    assert section(name).startswith(f"\n```\nworkbook {usage}\n```\n")


def test_the_options_of_the_group() -> None:
    """They stand before the command, in this order."""
    usage = form("workbook", workbook)
    assert f"```\n{usage} COMMAND\n```" in PAGE


@pytest.mark.parametrize(("name", "command"), [*commands()])
def test_fields_stand_where_there_is_json(name: str, command: click.Command) -> None:
    """A command with --json has a table of its fields; `doctor` is for people."""
    has_json = any("--json" in one.opts for one in command.params)
    assert ("| field | what |" in section(name)) == (has_json and name != "doctor")


@pytest.mark.parametrize(("name", "command"), [*commands()])
def test_no_passphrase_is_said_where_it_is_so(
    name: str, command: click.Command, tmp_path: Path
) -> None:
    """A command marked so runs where no workbook is, does not open the file that is
    named, and makes no folder; `lock` has nothing to lock there.
    """
    if "No passphrase." not in section(name):
        return
    words = {
        "about": ["people"],
        "author check": [str(ROOT / "exercises" / "people")],
    }.get(name, [])
    before = ["--home", str(tmp_path / "none"), "--passphrase-file", "/no/such"]
    called = CliRunner().invoke(workbook, [*before, *name.split(), *words])
    assert called.exit_code == (10 if name == "lock" else 0), called.output
    assert not (tmp_path / "none").exists()
    assert command.name == name.rsplit(maxsplit=1)[-1]


# -- fields -----------------------------------------------------------------------


def paths(value: object, at: str = "") -> Iterator[str]:
    """Where a JSON value holds something that is no object and no list."""
    name = re.split(r"[.\]]", at)[-1].removesuffix("[")
    if at and (name in AS_IT_IS or at.removesuffix("[]").endswith(AS_IT_IS)):
        yield f"{at}[]" if name == "columns" else at
    elif isinstance(value, list):
        if not value:
            yield f"{at}[]"
        for one in value:
            yield from paths(one, f"{at}[]")
    elif isinstance(value, dict):
        for key, one in value.items():
            shown = NAMED.get(name) or key
            yield from paths(one, f"{at}.{shown}" if at else str(shown))
    else:
        yield at


def told(name: str) -> set[str]:
    """The fields in the table of a command."""
    rows = re.findall(r"^\| (`.+?) \| ", section(name), re.MULTILINE)
    return {one for row in rows for one in re.findall(r"`([^`]+)`", row)}


def full(found: set[str]) -> set[str]:
    """Without the lists that were empty in one value and full in another."""
    return {
        one
        for one in found
        if not (one.endswith("[]") and any(o.startswith(f"{one}.") for o in found))
    }


def _check(run: Run, home: Path, library: Library) -> Iterator[tuple[str, set[str]]]:
    craving = '{"intensity": 9, "used": "yes", "duration_min": "long"}'
    refused = run(
        *("do", "tm.craving_log", "--json", "--answers", "-"), typed=craving, code=1
    )
    table = '{"triggers": [{"label": "Payday"}]}'
    rows = run(
        *("do", "tm.external_map", "--json", "--answers", "-", "--at", "-2h"),
        typed=table,
    )
    yield "do", {*paths(refused), *paths(rows)}
    yield "list", set(paths(run("list", "--json")))
    yield (
        "about",
        {path for one in library.ids() for path in paths(run("about", one, "--json"))},
    )
    entries = run("entries", "--json")
    yield "entries", set(paths(entries))
    yield (
        "show",
        {path for one in entries for path in paths(run("show", one["id"], "--json"))},
    )
    yield "today", set(paths(run("today", "--json")))
    write_plans(home, (OpenPlan(key="k", title="t", doors=("urge",), lines=("l",)),))
    run("settings", "country", "US", "--json")
    yield "now", set(paths(run("now", "--json")))
    (home.parent / "bad.yaml").write_text("id: bad\n", encoding="utf-8")
    bad = str(home.parent / "bad.yaml")
    yield (
        "author check",
        set(paths(run("author", "check", bad, "--json", code=1))),
    )
    yield "plugins", set(paths(run("plugins", "--json")))
    yield "settings", set(paths(run("settings", "--json")))


def test_the_fields_are_those_of_the_real_output(
    run: Run, home: Path, library: Library
) -> None:
    """Every field that comes is in its command's table, and no other."""
    asked = set()
    for name, found in _check(run, home, library):
        asked.add(name)
        assert told(name) == full(found), name
    tables = {name for name, _c in commands() if "| field | what |" in section(name)}
    assert asked == tables


def test_a_column_has_the_fields_of_a_block(run: Run) -> None:
    """As the page says instead of telling them twice."""
    (block,) = (
        one
        for page in run("about", "people", "--json")["pages"]
        for one in page["blocks"]
        if one["columns"]
    )
    assert all(column.keys() == block.keys() for column in block["columns"])


def test_the_limits_are_those_that_are_told(run: Run, library: Library) -> None:
    """The row names every limit some exercise has."""
    (row,) = re.findall(r"^\| `pages\[\]\.blocks\[\]\.limits` .*$", PAGE, re.MULTILINE)
    named = set(re.findall(r"`(\w+)`", row.split("|")[2]))
    found = set()
    for one in library.ids():
        for page in run("about", one, "--json")["pages"]:
            for block in page["blocks"]:
                for part in (block, *block["columns"]):
                    found |= part["limits"].keys()
    assert found == named


# -- exit codes -------------------------------------------------------------------


def _classes(top: type[WorkbookError]) -> Iterator[type[WorkbookError]]:
    yield top
    for one in top.__subclasses__():
        yield from _classes(one)


def test_every_exit_code_stands_there_with_its_number() -> None:
    """Every class of `workbook.errors`, and the codes of the edge."""
    table = PAGE.partition("\n## Exit codes\n")[2].partition("\n## ")[0]
    rows = re.findall(r"^\| (\d+) \| (?:`(\w+)`)? ?\| ", table, re.MULTILINE)
    ours = {
        (str(one.exit_code), one.__name__)
        for one in _classes(WorkbookError)
        if one.__module__ == errors.__name__
    }
    others = {("0", ""), (str(edge.OUR_FAULT), ""), (str(edge.INTERRUPTED), "")}
    assert set(rows) == ours | others
    assert len(rows) == len(set(rows))
    assert [int(code) for code, _name in rows] == sorted(int(c) for c, _n in rows)


# -- examples ---------------------------------------------------------------------


def examples() -> Iterator[tuple[str, str]]:
    """Every command of a console block, and what it printed."""
    for block in re.findall(r"```console\n(.*?)```", PAGE, re.DOTALL):
        for call in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            line, _end, output = call.partition("\n")
            yield line, output


@define
class Ids:
    """Which id of the page is which real one; found as the outputs are compared."""

    real: dict[str, str] = field(factory=dict)

    def put(self, line: str) -> str:
        """A command of the page with the ids there really are."""
        for one in sorted(self.real, key=len, reverse=True):
            line = line.replace(one, self.real[one])
        return line

    def same(self, page: Any, real: Any) -> bool:
        """Whether two outputs differ in ids and times only."""
        if isinstance(page, dict) and isinstance(real, dict):
            return [*page] == [*real] and all(
                self.same(page[key], real[key]) for key in page
            )
        if isinstance(page, list) and isinstance(real, list):
            return len(page) == len(real) and all(map(self.same, page, real))
        if isinstance(page, str) and isinstance(real, str):
            if ID.fullmatch(page) and ID.fullmatch(real):
                return self.real.setdefault(page, real) == real
            return page == real or bool(TIME.fullmatch(page) and TIME.fullmatch(real))
        return type(page) is type(real) and page == real


def test_the_examples_are_what_is_printed(home: Path) -> None:
    """Run from first to last in one folder, each gives what stands below it."""
    ids = Ids()
    ran = 0
    for line, output in examples():
        command, _here, typed = ids.put(line).partition(" <<< ")
        words = shlex.split(command.replace("~/wb", str(home)))
        assert words.pop(0) == "workbook"
        given = "".join(shlex.split(typed))
        called = CliRunner().invoke(workbook, words, given)
        if "--json" in words:
            assert ids.same(json.loads(output), json.loads(called.stdout)), line
            refused = '"refused": true' in output
            assert called.exit_code == (1 if refused else 0)
        else:
            said = called.stdout.replace(str(home), "~/wb")
            assert said.split() == output.split()  # lines fold where the width says
            assert called.exit_code == 0
        ran += 1
    assert ran >= 5


# -- answers ----------------------------------------------------------------------

ORDER = """\
id: my.order
version: 1
keeps: many
title: "My order"
minutes: 2
smallest: "One is enough."
purpose: "Put things in an order."
why: "What helps most stands first then."
sources: ["Our own."]
licence: MIT
pages:
  - id: order
    title: "The order"
    blocks:
      - id: best
        type: rank
        text: "What helps you most?"
        choices: [{walk: "A walk"}, {rest: "A rest"}]
"""
"""No shipped exercise has a `rank` yet."""


def forms() -> list[tuple[str, str, str]]:
    """Type, exercise and answers of each row of the table."""
    return re.findall(
        r"^\| `(\w+)` \| .+ \| `([\w.]+)` `(.+)` \|$", ANSWERS, re.MULTILINE
    )


def no_answer() -> set[str]:
    """The types the page says take none."""
    (line,) = re.findall(r"^These take no answer: (.+)\.$", ANSWERS, re.MULTILINE)
    return set(re.findall(r"`(\w+)`", line))


def test_every_block_type_stands_there_once(library: Library) -> None:
    """With its form, or among those that take no answer."""
    types = library.types
    silent = {name for name, one in types.items() if one.computed or one.kind == "none"}
    assert no_answer() == silent
    assert sorted(name for name, *_rest in forms()) == sorted(set(types) - silent)


def _typed(library: Library, exercise: str, answers: dict[str, Any]) -> set[str]:
    """The types of the blocks and columns that are answered."""
    compiled = library.compiled(exercise)
    found = set()
    for block in compiled.exercise.blocks():
        if block.id not in answers:
            continue
        found.add(block.type)
        rows = answers[block.id]
        cells = rows.values() if isinstance(rows, dict) else rows
        listed = [*cells] if isinstance(rows, dict | list) else []
        names = {name for row in listed if isinstance(row, dict) for name in row}
        columns = compiled.types[block.type].columns(block.options)
        found |= {column.type for column in columns if column.id in names}
    return found


def test_every_form_is_taken_and_given_back(
    run: Run, home: Path, library: Library
) -> None:
    """Each example is about its type, refused nowhere, and `show` gives it back,
    but for a pick's words, which became an address.
    """
    (home / "added").mkdir(exist_ok=True)
    (home / "added" / "order.yaml").write_text(ORDER, encoding="utf-8")
    for name, exercise, text in forms():
        answers = json.loads(text)
        if exercise != "my.order":
            assert name in _typed(library, exercise, answers), name
        (done,) = run("do", exercise, "--json", "--answers", "-", typed=text)
        assert not any(problem["refused"] for problem in done["problems"]), done
        kept = run("show", done["entry"], "--json")["answers"]
        for block, given in answers.items():
            if name in ("pick", "person", "if_then"):
                assert "thing" in json.dumps(kept[block]["value"]), name
            elif isinstance(given, list) and isinstance(given[0], dict):
                assert kept[block]["value"][-len(given) :] == given, name
            else:
                assert kept[block]["value"] == given, name


@pytest.mark.parametrize(
    "text",
    [
        '{"profile": {"urges": {"confidence": 40}, "conflict": {"confidence": null}}}',
        '{"profile": [{"row": "urges", "confidence": 40}]}',
        "profile:\n  urges:\n    confidence: 40\n",
    ],
)
def test_fixed_rows_by_mapping_by_list_and_in_yaml(run: Run, text: str) -> None:
    """All three say the same."""
    (done,) = run("do", "hr.confidence_profile", "--json", "--answers", "-", typed=text)
    assert done["problems"] == []
    kept = run("show", done["entry"], "--json")["answers"]["profile"]["value"]
    assert kept == {"urges": {"confidence": 40}}


def test_declined_and_null(run: Run) -> None:
    """A declined answer is kept as one, in a cell too; null leaves all as it is."""
    text = '{"mood": {"declined": true}, "craving": null, "used": "no"}'
    (done,) = run("do", "co.daily_check", "--json", "--answers", "-", typed=text)
    kept = run("show", done["entry"], "--json")["answers"]
    assert kept["mood"]["value"] == {"declined": True}
    assert "craving" not in kept
    table = '{"people": [{"label": "Kim", "phone": {"declined": true}}]}'
    (done,) = run("do", "people", "--json", "--answers", "-", typed=table)
    kept = run("show", done["entry"], "--json")["answers"]
    assert kept["people"]["value"] == [{"label": "Kim", "phone": {"declined": True}}]


def test_rows_of_a_living_list_are_added(run: Run) -> None:
    """A second call goes on in the same entry and keeps the rows there were."""
    first, second = (
        run("do", "people", "--json", "--answers", "-", typed=text)[0]["entry"]
        for text in (
            '{"people": [{"label": "Sam"}]}',
            '{"people": [{"label": "Ana"}]}',
        )
    )
    assert first == second
    kept = run("show", first, "--json")["answers"]["people"]["value"]
    assert kept == [{"label": "Sam"}, {"label": "Ana"}]


# -- the README -------------------------------------------------------------------


def readme_calls() -> list[str]:
    """Every line of the README that calls the workbook."""
    calls = re.findall(r"^\$ (workbook.*)$", README, re.MULTILINE)
    calls += re.findall(
        r"`(?:\.venv/bin/)?(workbook [^`]+)`", README.replace("\n", " ")
    )
    return [*calls, *re.findall(r"\.venv/bin/(workbook)$", README, re.MULTILINE)]


@pytest.mark.parametrize("line", readme_calls())
def test_a_command_line_of_the_readme_is_understood(line: str) -> None:
    """Its command, options and arguments are there."""
    words = shlex.split(line.partition(" <<< ")[0], comments=True)[1:]
    context = workbook.make_context("workbook", words)
    command: click.Command = workbook
    while isinstance(command, click.Group) and (rest := _left(context)):
        name, found, rest = command.resolve_command(context, rest)
        assert found is not None
        command = found
        context = command.make_context(name, rest, parent=context)


def _left(context: click.Context) -> list[str]:
    """The words after the options of a group."""
    return [*context._protected_args, *context.args]


def test_the_readme_calls_it() -> None:
    """There is something to be understood."""
    assert len(readme_calls()) >= 8
