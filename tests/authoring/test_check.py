"""`author check`: what a file means, beyond how it is written."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from attrs import frozen

from workbook.authoring import AuthorFault, check_exercise, check_paths, read_exercise
from workbook.engine import Column, Shape
from workbook.engine.blocks import core_types
from workbook.errors import NotFound
from workbook.model import BlockType, Fault

Check = Callable[..., tuple[AuthorFault, ...]]

PEOPLE = Shape(
    name="people",
    exercise="people",
    block="people",
    words="label",
    columns={"label": Column(kind="text"), "near": Column(kind="number")},
)


def told(faults: tuple[AuthorFault, ...]) -> list[tuple[int, str]]:
    return [(fault.line, fault.code) for fault in faults]


def test_a_whole_exercise_has_no_fault(check: Check, whole: str) -> None:
    """The sample of these tests is clean."""
    assert check(whole) == ()


def test_an_unknown_type_is_an_error_here(check: Check, whole: str) -> None:
    """The library opens such an exercise; a check does not pass it."""
    (fault,) = check(whole.replace("type: scale", "type: scal"))
    assert (fault.code, fault.severity) == ("WB109", "error")
    assert fault.hint == "Did you mean “scale”?"


def test_a_fault_in_an_expression_stands_in_the_expression(
    check: Check, whole: str
) -> None:
    """Line and column of the very word."""
    (fault,) = check(whole.replace("calm >= 5", "place == '' or calmm >= 5"))
    line = whole.replace("calm >= 5", "place == '' or calmm >= 5").splitlines()[14]
    assert (fault.line, fault.column) == (15, line.index("calmm") + 1)
    assert "calm" in fault.hint


def test_structure_and_expressions_are_told_in_one_run(
    check: Check, whole: str
) -> None:
    """A mistyped key hides no mistyped name."""
    text = whole.replace("minutes: 3", "minutes: soon").replace("calm >=", "clam >=")
    assert told(check(text)) == [(5, "WB103"), (15, "WB201")]


def test_a_table_without_columns_is_one_fault(check: Check, whole: str) -> None:
    """Who reads its columns is not told of as well."""
    text = (whole + EXTRA).replace("        columns:\n", "        colums:\n")
    (fault,) = check(text, {"people": PEOPLE})
    assert fault.code == "WB101"


def test_what_a_break_cut_off_is_not_judged(check: Check, whole: str) -> None:
    """A choice question cut in its list is not said to have too few choices."""
    text = whole + '      - {id: c, type: choice, text: "What?", choices: [a, b\n'
    assert told(check(text)) == [(16, "WB018")]


def test_a_lost_name_is_told_once(check: Check, whole: str) -> None:
    """When a block's id cannot be read, who reads it is not told of as well."""
    assert told(check(whole.replace("{id: calm,", "{id: Calm!,"))) == [(14, "WB107")]


@pytest.mark.parametrize("key", ["open: tm.chian", "open: my.plce"])
def test_an_exercise_that_is_not_there(check: Check, whole: str, key: str) -> None:
    """Alerts and offers may name only what exists; the near one is suggested."""
    text = whole + f"next: [{{id: go, {key}}}]\n"
    (fault,) = check(text, exercises=("tm.chain",))
    assert (fault.line, fault.column, fault.code) == (16, 23, "WB602")
    assert fault.hint in ("Did you mean “tm.chain”?", "Did you mean “my.place”?")


def test_what_is_given_needs_a_block_to_go_to(check: Check, whole: str) -> None:
    """The opened exercise has it, or the name is suggested."""
    text = whole + "next: [{id: go, open: tm.chain, give: {%s: place}}]\n"
    assert check(text % "trigger", exercises=("tm.chain",)) == ()
    (fault,) = check(text % "triger", exercises=("tm.chain",))
    assert (fault.line, fault.code) == (16, "WB604")
    assert fault.hint == "Did you mean “trigger”?"


def test_an_exercise_may_name_itself(check: Check, whole: str) -> None:
    """Also when it is not in the library yet."""
    assert check(whole + "next: [{id: again, open: my.place}]\n") == ()


SAFETY = """\
alerts: [{id: low, when: "calm <= 1", level: safety, text: "Help is here."}]
"""


def test_a_safety_alert_needs_a_test_that_fires_it(check: Check, whole: str) -> None:
    """Nobody has seen it work otherwise."""
    assert told(check(whole + SAFETY)) == [(16, "WB504")]
    fires = "tests: [{answers: {calm: 0}, expect: {alerts: [low]}}]\n"
    assert check(whole + SAFETY + fires) == ()
    silent = "tests: [{answers: {calm: 9}, expect: {alerts: []}}]\n"
    assert told(check(whole + SAFETY + silent)) == [(16, "WB504")]


EXTRA = """\
      - {id: who, type: pick, text: "Who?", from: people, many: true}
      - id: steps
        type: table
        columns:
          - {id: what, type: text, text: "What?"}
          - {id: hard, type: scale, text: "How hard?", show_if: "what != 'rest'"}
      - id: days
        type: grid
        rows: [{id: mon, label: "Monday"}, {id: tue, label: "Tuesday"}]
        columns: [{id: urge, type: scale, text: "Urge"}]
scores:
  - id: hardest
    value: "highest(steps.hard)"
    bands: [{from: 0, to: 5, label: "low"}, {from: 6, to: 10, label: "high"}]
  - {id: week, mean: [days.urge]}
next:
  - {id: more, open: my.place, when: "hardest >= 6"}
alerts:
  - {id: strong, when: "any_of(days.urge >= 7)", text: "That is strong."}
"""

ANSWERS = """\
tests:
  - given: {people: [Sam, {label: Dana, near: 3}]}
    answers:
      place: library
      calm: 4
      plan: /pass
      who: [Sam, Dana]
      steps: [{what: call, hard: 7}, {what: rest, hard: 9}]
      days: {mon: {urge: 8}, tue: {urge: 5}}
"""


@pytest.mark.parametrize(
    "expect",
    [
        "{shown: [place, who], hidden: [plan]}",
        "{shown: place}",
        "{hardest: 7, week: 6.5, calm: 4, place: library}",
        "{hardest: high, plan: null}",
        "{alerts: [strong], next: [more], problems: []}",
        "{lines: {who: [Sam, Dana], steps: call, days: '5'}}",
    ],
)
def test_what_a_test_may_expect(check: Check, whole: str, expect: str) -> None:
    """Shown and hidden blocks, scores, bands, answers, alerts, offers, lines."""
    text = whole + EXTRA + ANSWERS + f"    expect: {expect}\n"
    assert check(text, {"people": PEOPLE}) == ()


@pytest.mark.parametrize(
    ("expect", "column", "code", "said"),
    [
        ("{shown: [place, plan]}", 29, "WB501", "“plan” is hidden."),
        ("{hidden: [place]}", 23, "WB501", "“place” is shown."),
        ("{hardest: 9}", 23, "WB501", "“hardest” is 7, not 9."),
        ("{hardest: null}", 23, "WB501", "“hardest” is 7, not absent."),
        ("{hardest: low}", 23, "WB501", "“hardest” is 7, not low."),
        ("{plan: x}", 20, "WB501", "not x"),
        ("{alerts: []}", 22, "WB501", "There is also: strong."),
        ("{next: [other]}", 21, "WB503", "Nothing here is called “other”."),
        ("{problems: [calm]}", 25, "WB501", "“calm” does not come."),
        ("{lines: {place: museum}}", 29, "WB501", "does not say “museum”"),
        ("{lines: {plaec: x}}", 29, "WB503", "no block “plaec”"),
        ("{hardst: 7}", 22, "WB503", "Nothing here is called “hardst”."),
    ],
)
def test_a_test_that_fails_is_told_at_its_expectation(
    check: Check, whole: str, expect: str, column: int, code: str, said: str
) -> None:
    """What came instead is in the message; the test's own words come first."""
    text = whole + EXTRA + ANSWERS + f'    expect: {expect}\n    name: "a try"\n'
    (fault,) = check(text, {"people": PEOPLE})
    assert (fault.code, fault.line) == (code, len(text.splitlines()) - 1)
    assert fault.message.startswith("a try: ")
    assert said in fault.message
    assert fault.column == column


@pytest.mark.parametrize(
    ("keys", "code", "said"),
    [
        ("answers: {plac: x}", "WB502", "There is no block “plac”."),
        ("answers: {calm: 11}", "WB502", "not on the scale"),
        ("answers: {steps: [{wat: x}]}", "WB502", "no column “wat”"),
        ("answers: {steps: x}", "WB502", "list of rows"),
        ("answers: {steps: [x]}", "WB502", "mapping of columns"),
        ("answers: {days: {wed: {urge: 1}}}", "WB502", "no row “wed”"),
        ("answers: {days: [{urge: 1}]}", "WB502", "rows by name"),
        ("answers: {who: [Nobody]}", "WB502", "nothing of that name"),
        ("given: {peple: [Sam]}", "WB502", "No collection is called “peple”."),
        ("given: {people: [{labl: Sam}]}", "WB502", "no column “labl”"),
        ("given: {people: [{near: soon}]}", "WB502", "“soon” does not fit"),
        ("today: tomorrow", "WB502", "“tomorrow” is no date."),
        ("given: {people: [{label: Sam, when: soon}]}", "WB502", "“soon” is no date."),
    ],
)
def test_a_test_that_cannot_be_set_up(
    check: Check, whole: str, keys: str, code: str, said: str
) -> None:
    """Answers and given things are read as strictly as a person's."""
    text = whole + EXTRA + f"tests: [{{{keys}}}]\n"
    (fault,) = check(text, {"people": PEOPLE})
    assert (fault.code, fault.line) == (code, len(text.splitlines()))
    assert said in fault.message


def test_new_words_for_a_pick_become_a_thing(check: Check, whole: str) -> None:
    """As in life, where a pick with `add` takes them in."""
    text = (whole + EXTRA).replace("many: true", "many: true, add: true") + (
        "tests: [{answers: {who: [Lee, Kim]}, expect: {lines: {who: [Lee, Kim]}}}]\n"
    )
    assert check(text, {"people": PEOPLE}) == ()


def test_tests_wait_until_the_rest_is_right(check: Check, whole: str) -> None:
    """A failing test beside another fault would only be its consequence."""
    tests = "tests: [{answers: {calm: 5}, expect: {hidden: [plan]}}]\n"
    assert told(check(whole + tests)) == [(16, "WB501")]
    assert told(check(whole.replace("minutes: 3", "minutes: x") + tests)) == [
        (5, "WB103")
    ]


@frozen(kw_only=True)
class _NoOptions:
    most: int = 3


class _Strict(BlockType):
    name = "strict"
    options = _NoOptions

    def check(self, options: object) -> list[Fault]:
        assert isinstance(options, _NoOptions)
        return (
            [Fault("most is too low", ("most",), "Raise it.")]
            if options.most < 2
            else []
        )


class _Broken(BlockType):
    name = "broken"
    options = _NoOptions

    def check(self, options: object) -> list[Fault]:
        raise RuntimeError


def test_a_block_type_has_its_say(whole: str) -> None:
    """Its faults get the place of the option; one that fails is named."""
    types: Mapping[str, BlockType] = {
        **core_types(),
        "strict": _Strict(),
        "broken": _Broken(),
    }
    text = whole + (
        "      - {id: a, type: strict, most: 1}\n"
        "      - {id: b, type: broken}\n"
        "      - {id: c, type: strict, most: 2}\n"
    )
    faults = check_exercise(read_exercise(text, "x.yaml", "my", types), types, {})
    assert [(f.line, f.column, f.code) for f in faults] == [
        (16, 37, "WB300"),
        (17, 9, "WB301"),
    ]
    assert faults[0].message == "Most is too low."


# -- files and folders --------------------------------------------------------


class Shelf:
    """A library of one exercise, `people`."""

    def __init__(self) -> None:
        self.types: Mapping[str, BlockType] = core_types()
        self.shapes: Mapping[str, Shape] = {"people": PEOPLE}

    def ids(self) -> tuple[str, ...]:
        return ("people",)

    def blocks_of(self, exercise_id: str) -> tuple[str, ...]:
        raise NotFound(exercise_id)


def test_files_and_folders(tmp_path: Path, whole: str) -> None:
    """Folders are searched; a file named twice is checked once."""
    inner = tmp_path / "my"
    inner.mkdir()
    (inner / "b.yaml").write_text(whole.replace("my.place", "my.other"))
    (tmp_path / "a.yaml").write_text(whole.replace("version", "verson"))
    (tmp_path / "note.txt").write_text("no exercise")
    faults = check_paths([tmp_path, tmp_path / "a.yaml"], Shelf())
    assert [(Path(fault.file).name, fault.code) for fault in faults] == [
        ("a.yaml", "WB101")
    ]


def test_a_doubled_id_is_one_more_fault(tmp_path: Path, whole: str) -> None:
    """It names both files and hides no other fault of either."""
    (tmp_path / "a.yaml").write_text(whole)
    (tmp_path / "b.yaml").write_text(whole.replace("minutes: 3", "minutes: x"))
    faults = check_paths([tmp_path], Shelf())
    assert [(Path(f.file).name, f.line, f.code) for f in faults] == [
        ("b.yaml", 1, "WB603"),
        ("b.yaml", 5, "WB103"),
    ]
    assert str(tmp_path / "a.yaml") in faults[0].message


def test_a_file_stands_in_for_the_installed_one(tmp_path: Path, whole: str) -> None:
    """Its own collections count, not those of the exercise it replaces."""
    file = tmp_path / "people.yaml"
    text = whole + '      - {id: who, type: pick, text: "Who?", from: people}\n'
    file.write_text(text.replace("my.place", "my.other"))
    assert check_paths([file], Shelf()) == ()
    file.write_text(text.replace("my.place", "people"))
    assert [fault.code for fault in check_paths([file], Shelf())] == ["WB201"]


def test_what_cannot_be_read_is_a_fault(tmp_path: Path) -> None:
    """And the other files are still checked."""
    (fault,) = check_paths([tmp_path / "none.yaml"], Shelf())
    assert (fault.line, fault.column, fault.code) == (1, 1, "WB601")


def test_a_fault_reads_as_an_editor_expects() -> None:
    """file:line:column: CODE: message."""
    fault = AuthorFault(
        "a.yaml", 3, 7, "WB101", "error", "Unknown key “x”.", "Drop it."
    )
    assert str(fault) == "a.yaml:3:7: WB101: Unknown key “x”."
    assert fault.is_error
