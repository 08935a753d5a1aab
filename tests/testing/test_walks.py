from __future__ import annotations

import re
from collections.abc import Generator
from decimal import Decimal
from textwrap import indent
from typing import Any

import pytest
from attrs import frozen

from workbook.authoring import read_exercise
from workbook.engine import Compiled, compile_exercise
from workbook.model import BlockType, Json, Prompt, Refused, State, Value
from workbook.testing.facts import Fact, facts_of, goals_of
from workbook.testing.furnish import book_in_memory, furnish
from workbook.testing.walks import PathClass, path_classes, walks
from workbook.usecases.library import Library

HEAD = """\
id: my.walk
version: 1
title: "A walk"
keeps: many
minutes: 1
smallest: "One."
purpose: "To walk."
why: "It is walked."
sources: ["Our own."]
pages:
  - id: page
    title: "A page"
    blocks:
"""


@frozen(kw_only=True)
class DoorsOptions:
    """Nothing to set."""


class Doors(BlockType):
    """A stranger's type: left or right, then how far, told one after the other."""

    name = "doors"
    options = DoorsOptions
    kind = "list"

    def parse(self, options: object, raw: Json) -> Value:
        if not isinstance(raw, list | tuple) or len(raw) != 2:
            raise Refused("no way")
        return tuple(str(one) for one in raw)

    def dump(self, options: object, value: Value) -> Json:
        assert isinstance(value, tuple)
        return [str(one) for one in value]

    def score_names(self, options: object) -> tuple[str, ...]:
        return ("steps",)

    def scores(self, options: object, value: Value) -> dict[str, Decimal]:
        assert isinstance(value, tuple)
        return {"steps": Decimal(str(value[1]))}

    def ask(
        self, options: object, before: Value | None
    ) -> Generator[Prompt, str, Value]:
        side = yield Prompt(lines=("1. left", "2. right"))
        steps = yield Prompt(hint="A number from 1 to 9")
        return self.parse(options, [side, steps])


@pytest.fixture(name="walk_of")
def _walk_of(library: Library) -> Any:
    """An exercise of a few blocks, compiled."""

    def compiled(blocks: str, rest: str = "") -> Compiled:
        listed = re.sub(r"^(?=\{)", "- ", blocks.strip(), flags=re.MULTILINE)
        text = HEAD + indent(listed, " " * 6) + "\n"
        types = {**library.types, "doors": Doors()}
        reading = read_exercise(text + rest, "walk.yaml", "my", types)
        assert reading.exercise is not None, reading.faults
        made = compile_exercise(reading.exercise, types, library.shapes)
        assert made.faults == ()
        return made

    return compiled


def _shown(paths: tuple[PathClass, ...]) -> set[str]:
    return {str(fact) for path in paths for fact in path.shows}


def test_every_condition_is_met_and_not_met(walk_of: Any) -> None:
    """Blocks, columns, alerts and offers, also where one hangs on another."""
    compiled = walk_of(
        """
{id: urge, type: scale, text: "How strong?"}
{id: more, type: text, text: "Say more?", show_if: "urge >= 9"}
{id: who, type: choice, text: "Who?", choices: [friend, other],
  show_if: "answered(more)"}
{id: rows, type: table, text: "Rows", columns: [
  {id: n, type: number, text: "N"},
  {id: why, type: text, text: "Why?", show_if: "n > 250"}]}
""",
        "alerts:\n"
        '  - {id: strong, when: "who == \'friend\'", text: "That is strong."}\n'
        "next:\n"
        '  - {id: ride, open: tm.urge_surf, when: "total(rows.n) == 251"}\n',
    )
    found = walks(compiled)
    assert found.unreached == ()
    wanted = {
        f"{name} {side}"
        for name in (
            "shown more",
            "shown who",
            "shown rows.why",
            "alert strong",
            "next ride",
        )
        for side in ("on", "off")
    }
    assert wanted <= _shown(found.paths)
    assert {fact for path in found.paths for fact in path.shows} == goals_of(compiled)


def test_the_same_exercise_gives_the_same_paths(library: Library) -> None:
    """What chance there is, is the same chance every time."""
    compiled = library.compiled("cm.refusal_roleplay")
    assert walks(compiled) == walks(compiled)


def test_what_cannot_be_reached_is_said(walk_of: Any) -> None:
    """A condition that never holds is named, with the side that is missing."""
    compiled = walk_of(
        """
{id: urge, type: scale, text: "How strong?"}
{id: never, type: text, text: "Never?", show_if: "urge > 10"}
"""
    )
    unreached = {str(fact) for fact in walks(compiled).unreached}
    assert unreached == {"shown never on", "answer never on"}


def test_things_that_are_there_come_from_the_tests(walk_of: Any) -> None:
    """A condition on a collection needs things; a test that gives some is used."""
    blocks = '{id: note, type: text, text: "Note?", show_if: "count(people.label) > 1"}'
    assert Fact("shown", "note") in walks(walk_of(blocks)).unreached
    tests = "tests:\n  - {given: {people: [Sam, Dana]}, answers: {}}\n"
    found = walks(walk_of(blocks, tests))
    assert found.unreached == ()
    assert any(path.given == {"people": ["Sam", "Dana"]} for path in found.paths)


def test_a_type_nobody_knows_is_answered_by_talking_to_it(walk_of: Any) -> None:
    """Its prompts say what may be typed; the answers come out of the talk."""
    compiled = walk_of(
        """
{id: way, type: doors, text: "Which way?"}
{id: far, type: text, text: "So far?", show_if: "way.steps >= 9"}
"""
    )
    found = walks(compiled)
    assert found.unreached == ()
    assert {"shown far on", "shown far off"} <= _shown(found.paths)


def test_no_answer_to_what_is_not_asked(walk_of: Any) -> None:
    """Hidden blocks and hidden cells have no answer in a path."""
    compiled = walk_of(
        """
{id: ask, type: yes_no, text: "Ask?"}
{id: more, type: text, text: "More?", show_if: "ask"}
{id: rows, type: table, text: "Rows", columns: [
  {id: a, type: yes_no, text: "A"}, {id: b, type: text, text: "B", show_if: "a"}]}
"""
    )
    for path in path_classes(compiled):
        rows: Any = path.answers.get("rows", [])
        assert ("more" in path.answers) <= (path.answers.get("ask") is True)
        assert all(("b" in row) <= (row["a"] is True) for row in rows)


def test_a_path_answers_what_is_required(walk_of: Any) -> None:
    """Paths finish; one is left open only where a condition is seen only so."""
    compiled = walk_of(
        """
{id: needed, type: text, text: "Needed?", required: true}
{id: later, type: text, text: "Later?", show_if: "answered(needed)"}
"""
    )
    for path in path_classes(compiled):
        off = Fact("shown", "later", on=False) in path.shows
        assert path.finishes == (not off)


def test_other_tests_may_stand_in(walk_of: Any) -> None:
    """Without the author's tests the search begins with nothing given."""
    tests = "tests:\n  - {given: {people: [Sam]}, answers: {note: hello}}\n"
    compiled = walk_of('{id: note, type: text, text: "Note?"}', tests)
    assert any(path.given for path in path_classes(compiled))
    assert not any(path.given for path in path_classes(compiled, ()))


def test_things_are_written_in_their_home_exercises(library: Library) -> None:
    """Rows and whole entries, in an order that lets one be called after another; a
    date dates an entry back."""
    book = book_in_memory(library, "2026-03-09")
    given: dict[str, Any] = {
        "checks": [
            {"date": "2026-03-01", "mood": -2},
            {"date": "2026-03-02", "mood": 1},
        ],
        "situations": [{"situation": "payday"}],
        "triggers": [{"label": "payday", "likelihood": 80}, "the old bar"],
    }
    assert furnish(book, given) == ()
    assert [item.words for item in book.things("triggers")] == ["payday", "the old bar"]
    assert [item.words for item in book.things("situations")] == ["payday"]
    days = sorted(item.when.day for item in book.things("checks"))
    assert days == [1, 2]
    book.close()


def test_what_a_home_does_not_take_is_told(library: Library) -> None:
    """A thing that cannot be written is a problem with a name, not silence."""
    book = book_in_memory(library)
    (problem,) = furnish(book, {"triggers": [{"label": "payday", "likelihood": 800}]})
    assert problem.block == "triggers.likelihood"
    book.close()


def test_facts_tell_a_view_with_something_from_an_empty_one(library: Library) -> None:
    """The author's words for an empty view are not something to tell."""
    book = book_in_memory(library)
    opened = book.begin("tm.external_map")
    zones = Fact("view", "zones")
    assert zones not in facts_of(opened.compiled, opened.evaluation)
    opened.add_row("triggers", {"label": "payday", "likelihood": Decimal(80)})
    assert zones in facts_of(opened.compiled, opened.evaluation)
    assert opened.entry.state is State.DRAFT
    book.close()
