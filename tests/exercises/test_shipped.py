"""What every shipped exercise owes the people who open it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from workbook.authoring.check import check_paths
from workbook.authoring.language import MOST_GRADE, Count
from workbook.engine.found import found_in
from workbook.engine.graph import AlertNode
from workbook.model import Block, Exercise
from workbook.usecases.library import Library

if TYPE_CHECKING:
    from attrs import AttrsInstance

FAMILIES = {
    "trigger_mapping": "tm",
    "high_risk": "hr",
    "communication": "cm",
    "twelve_step": "ts",
    "co_occurring": "co",
    "safety": "sa",
    "people": "people",
}
MOST_WORDS_OF_WHY = 60

STIRRING = {
    "tm.external_map",
    "tm.internal_map",
    "tm.chain",
    "tm.functional_analysis",
    "hr.situation_plan",
    "hr.lapse_debrief",
    "cm.refusal_plan",
    "cm.refusal_roleplay",
}
"""Listing triggers, going through a lapse or playing an offer can stir an urge."""

LEFT_OPEN = {"hr.coping_card", "hr.emergency_24h", "sa.safety_plan"}
"""What a person may leave open for Help now, one by one."""

FELLOWSHIP_TEXT = re.compile(
    r"powerless over|unmanageable|power greater than|came to believe"
    r"|moral inventory|humbly asked|shortcomings|defects of character|direct amends"
    r"|conscious contact|as we understood|spiritual awakening|personal inventory"
    r"|one day at a time|keep coming back|let go and let|easy does it|higher power"
    r"|first things first|it works if|grant me the",
    re.IGNORECASE,
)
"""Wording and slogans of fellowships: theirs, and never ours to print."""


def _words(path: Path) -> str:
    """A file as people may come to read it: without its comments."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return " ".join(line for line in lines if not line.lstrip().startswith("#"))


def _columns_and_blocks(exercise: Exercise) -> Iterator[Block]:
    for block in exercise.blocks():
        yield block
        yield from getattr(block.options, "columns", ())


def test_nothing_is_wrong_in_the_whole_library(library: Library) -> None:
    """Every file is loaded; nobody is told of a fault."""
    assert library.faults == ()
    assert library.plugins.states
    assert {state.state for state in library.plugins.states} == {"loaded"}


def test_a_check_finds_nothing(shipped, library: Library) -> None:
    """No fault and no warning: structure, expressions, names, wording, grade, and the
    exercise's own tests."""
    assert [str(fault) for fault in check_paths([shipped.path], library)] == []
    assert shipped.compiled.faults == ()


def test_the_id_says_where_the_file_is(shipped) -> None:
    """`family.slug` stands in `<family>/<slug>.yaml`."""
    family = FAMILIES[shipped.path.parent.name]
    slug = shipped.path.stem
    assert shipped.exercise.id == (slug if family == slug else f"{family}.{slug}")


def test_it_says_what_it_is_for(shipped) -> None:
    """Purpose, reason, time, the smallest piece, where the idea is from, and tests."""
    exercise = shipped.exercise
    for said in (exercise.title, exercise.purpose, exercise.why, exercise.smallest):
        assert said.strip()
    assert len(exercise.why.split()) <= MOST_WORDS_OF_WHY
    assert 1 <= exercise.minutes <= 60
    assert exercise.sources
    assert len(exercise.tests) >= 2
    assert exercise.licence == "MIT"


def test_it_reads_easily(shipped) -> None:
    """What is said of it on every list reads below the grade the check allows."""
    exercise = shipped.exercise
    said = (exercise.purpose, exercise.why, exercise.smallest)
    grade = sum(map(Count.of, said), Count()).grade
    assert grade <= MOST_GRADE


def test_no_words_of_a_fellowship(shipped) -> None:
    """No step's wording, no slogan, no prayer: those belong to others."""
    assert FELLOWSHIP_TEXT.findall(_words(shipped.path)) == []


def test_the_twelve_step_family_says_whose_it_is_not(shipped) -> None:
    """Where fellowships are told of, it says that none has endorsed this."""
    if shipped.exercise.id in ("ts.pathway", "ts.meetings", "ts.sponsor"):
        assert "approved or endorsed it" in _words(shipped.path)


def test_what_can_stir_an_urge_asks_before_and_after(shipped) -> None:
    """Triggers, lapses and role plays: an urge of 7 or more opens the urge tool."""
    compiled = shipped.compiled
    asks = {"craving_before", "craving_after"} <= {
        b.id for b in compiled.exercise.blocks()
    }
    assert asks == (shipped.exercise.id in STIRRING)
    if asks:
        alerts = {alert.id: alert for alert in compiled.exercise.alerts}
        for name in ("craving_before", "craving_after"):
            assert alerts[name].open == "tm.urge_surf"
            assert alerts[name].door == "urge"


def test_saying_that_one_used_always_opens_the_door_for_it(shipped) -> None:
    """Every question that can be answered with use is read by a safety alert."""
    asked = {
        block.id
        for block in shipped.exercise.blocks()
        if block.id == "used"
        or any(c.value == "used" for c in getattr(block.options, "choices", ()))
    }
    read = {
        key
        for node in shipped.compiled.nodes
        if isinstance(node, AlertNode)
        and (node.alert.level, node.alert.door) == ("safety", "used")
        for key in node.reads
    }
    assert asked <= read


def test_a_safety_alert_has_words_and_a_door(shipped) -> None:
    """What is shown in danger is never empty, and leads to help."""
    for alert in shipped.exercise.alerts:
        assert alert.text.strip()
        if alert.level == "safety":
            assert alert.door in ("used", "unsafe", "wont_wake")


def test_what_may_be_left_open_for_help_now(shipped) -> None:
    """The card, the emergency plan and the safety plan, with their own blocks."""
    help_now = shipped.exercise.help_now
    if shipped.exercise.id in LEFT_OPEN:
        assert help_now is not None
    if help_now is not None:
        assert help_now.doors
        assert set(help_now.blocks) <= {b.id for b in shipped.exercise.blocks()}


def test_every_way_on_leads_somewhere(shipped, library: Library) -> None:
    """What is offered next, and what an alert opens, is in the library; what is given
    along has a place there."""
    for offer in shipped.exercise.next:
        target = library.compiled(offer.open).exercise
        assert set(offer.give) <= {block.id for block in target.blocks()}
    for alert in shipped.exercise.alerts:
        assert alert.open is None or alert.open in library.ids()


def test_every_pick_has_a_home(shipped, library: Library) -> None:
    """What can be picked is collected somewhere; what can be added, in a table."""
    for block in _columns_and_blocks(shipped.exercise):
        options: AttrsInstance = block.options  # type: ignore[assignment]
        for one in found_in(options):
            if one.means == "collection":
                assert one.text in library.shapes
        if getattr(options, "add", False):
            first = options.from_[0]  # type: ignore[attr-defined]
            assert library.shapes[first].block


def test_each_collection_has_one_home(library: Library) -> None:
    """No two exercises collect things under one name."""
    homes: dict[str, str] = {}
    for exercise_id in library.ids():
        exercise = library.exercise(exercise_id)
        own = [b.collects for b in exercise.blocks() if b.collects is not None]
        own += [exercise.collects] if exercise.collects is not None else []
        for collects in own:
            assert collects.name not in homes, homes[collects.name]
            homes[collects.name] = exercise_id
    assert homes.keys() == library.shapes.keys()


def test_a_column_is_short_on_top(shipped) -> None:
    """Five columns stand side by side in eighty: over each is a word or two."""
    for node in (shipped.compiled.block(b.id) for b in shipped.exercise.blocks()):
        for column in node.columns:
            assert len(column.block.short) <= 16


@pytest.mark.parametrize("listed", ["coping", "feelings", "substances"])
def test_lists_of_one_name_hold_words_of_one_kind(
    library: Library, listed: str
) -> None:
    """What is written under *other* in one exercise is met again in another."""
    asking = [
        exercise_id
        for exercise_id in library.ids()
        for block in _columns_and_blocks(library.exercise(exercise_id))
        if getattr(block.options, "list_", "") == listed
    ]
    assert len(set(asking)) >= 2
