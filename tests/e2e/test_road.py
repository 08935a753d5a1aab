"""The road of a first evening: a map, a plan that picks from it, a card.

It is walked at a terminal, killed and walked on, through a pipe, and on a terminal
that can nothing.  What is kept at its end is the same each time.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from tests.e2e.conftest import Run, Sit, Sitting

Steps: TypeAlias = tuple[tuple[str, str], ...]
Kept: TypeAlias = dict[str, dict[str, list[str]]]

FIRST_RUN: Steps = (
    ("Workbook. Press Enter to begin.", ""),
    ("Where are you?", "3"),
    ("Keep it private?", "2"),
)
MAP: Steps = (
    ("How strong is an urge to use, right now?", "3"),
    ("Row 1. What is it?", "payday Friday"),
    ("What kind is it?", "money"),
    ("How likely is use?", "80"),
    ("How often, next 7 days?", "few"),
    ("Can you keep away from it?", "2"),
    ("What will you do?", "my own idea"),
    ("Anything to remember?", "call first"),
    ("Row 2. Add one more.", "the library"),
    ("What kind is it?", "2"),
    ("How likely is use?", "0"),
    ("How often, next 7 days?", ""),
    ("Anything to remember?", "/pass"),
    ("Row 3. Add one more.", ""),
    ("How strong is an urge to use now?", "2"),
)
PLAN: Steps = (
    ("How strong is an urge to use, right now?", "1"),
    ("1 payday Friday", "1"),
    ("What kind of situation is it?", "pressure or offers"),
    ("When may it come next?", "2035-06-01"),
    ("How sure are you now", "30"),
    ("Could you stay out of it", "go home by the park"),
    ("What is the first sign", "they order before I sit down"),
    ("What thought may come", "just this one evening"),
    ("What could you answer", "//one evening was never one"),
    ("Row 1. What do you do?", "order a ginger ale"),
    ("Is it ready to use?", "y"),
    ("Row 2. Add an action.", ""),
    ("Who could help with this", "Sam"),
    ("“Sam” is new. Add it", ""),
    ("how do you leave", "bus 12 home"),
    ("What good thing", "/skip"),
    ("Have you practised", "2"),
    ("With this plan", "70"),
    ("How strong is an urge to use now?", "1"),
)
CARD: Steps = (
    ("Row 1. What is one reason?", "to wake up rested"),
    ("Row 2. Add a reason.", ""),
    ("Which signs tell you", "1"),
    ("What will you do?", "1, drink water"),
    ("Who can you call?", "1"),
    ("What sentence do you want", "It rises, and it falls."),
)
ONWARD = "What could come next:"
GO_ON = "Go on with “{title}”"
ROAD = (
    ("Outside triggers", MAP),
    ("A plan for one hard situation", PLAN),
    ("My help card", CARD),
)
TYPED = (
    *(typed for _asked, typed in (*FIRST_RUN,)),
    "3",  # Today's third: look at one trigger
    *(typed for _title, steps in ROAD for typed in (*(t for _a, t in steps), "1")),
)[:-1]
WORDS = {
    "tm.external_map": {
        "craving_before": ["3"],
        "craving_after": ["2"],
    },
    "hr.coping_card": {
        "reasons": ["to wake up rested"],
        "signs": ["payday Friday"],
        "actions": ["order a ginger ale", "drink water"],
        "people": ["Sam"],
        "my_sentence": ["It rises, and it falls."],
    },
}


def walk(sitting: Sitting, steps: Steps) -> None:
    for asked, typed in steps:
        assert asked in sitting.said
        sitting.type(typed)


def to_the_map(sitting: Sitting) -> None:
    """From the first line to the first question of the map."""
    sitting.read()
    walk(sitting, FIRST_RUN)
    assert "3 Look at one trigger" in sitting.said
    sitting.type("3")


def go_on_with(sitting: Sitting, title: str) -> None:
    """From Today back into what was begun."""
    sitting.read()
    wanted = GO_ON.format(title=title)
    line = next(line for line in sitting.lines if wanted in line)
    sitting.type(line.split()[0])


def question(sitting: Sitting) -> list[str]:
    """The lines of the question that stands: all since the last empty one."""
    lines = list(sitting.lines)
    while "" in lines:
        del lines[: lines.index("") + 1]
    return lines


def kept(run: Run) -> Kept:
    """Every answer in words, by exercise and question."""
    found: Kept = {}
    for entry in json.loads(run("entries", "--json").stdout):
        shown = json.loads(run("show", entry["id"], "--json").stdout)
        words = {name: one["words"] for name, one in shown["answers"].items()}
        assert entry["exercise"] not in found
        found[entry["exercise"]] = words
    return found


def check(found: Kept) -> None:
    """Everything the road typed is there, and nothing else."""
    assert {"tm.external_map", "hr.situation_plan", "hr.coping_card", "people"} == set(
        found
    )
    for exercise, answers in WORDS.items():
        for name, words in answers.items():
            assert words == found[exercise][name]
    plan = found["hr.situation_plan"]
    assert plan["situation"] == ["payday Friday"]
    assert plan["answer"] == ["/one evening was never one"]
    assert "reward_after" not in plan
    triggers = "\n".join(found["tm.external_map"]["triggers"])
    for typed in ("payday Friday", "my own idea", "call first", "the library"):
        assert typed in triggers


def test_the_road_at_a_terminal(sit: Sit, run: Run) -> None:
    """From the first line to the help card; what one wrote comes back to be picked."""
    sitting = sit()
    to_the_map(sitting)
    for title, steps in ROAD:
        assert title in sitting.said
        walk(sitting, steps)
        assert ONWARD in sitting.said
        if steps is not CARD:
            sitting.type("1")
    said = "Who I call - Sam My sentence - It rises, and it falls."
    assert said in sitting.said
    sitting.type("")
    assert "Everything is kept." in sitting.leave("q")
    assert sitting.code == 0
    check(kept(run))


def test_killed_in_the_middle_of_a_word(sit: Sit, run: Run) -> None:
    """kill -9 at every third prompt: the same one stands again, nothing is lost.

    Words that wait for a yes are no answer yet: their question stands again.
    """
    sitting = sit()
    to_the_map(sitting)
    for title, steps in ROAD:
        for number, (asked, typed) in enumerate(steps):
            if number % 3 == 1:
                stood = question(sitting)
                sitting.press("half a wo")
                sitting.kill()
                sitting = sit()
                go_on_with(sitting, title)
                if asked.startswith("“"):
                    before, words = steps[number - 1]
                    assert before in sitting.said
                    sitting.type(words)
                assert stood == question(sitting)
            assert asked in sitting.said
            sitting.type(typed)
        if steps is not CARD:
            sitting.type("1")
    sitting.kill()
    check(kept(run))


def test_killed_right_after_enter(sit: Sit) -> None:
    """What was typed last is there or asked again; what was before it is there."""
    sitting = sit()
    to_the_map(sitting)
    walk(sitting, MAP[:1])
    for number in range(1, 7, 2):
        here, after = MAP[number][0], MAP[number + 1][0]
        sitting.press(MAP[number][1] + "\r")
        sitting.kill()
        sitting = sit()
        go_on_with(sitting, "Outside triggers")
        assert here in sitting.said or after in sitting.said
        if after not in sitting.said:
            sitting.type(MAP[number][1])
        assert after in sitting.said
        sitting.type(MAP[number + 1][1])


def test_killed_before_there_is_a_workbook(sit: Sit) -> None:
    """A first run that was cut off begins again; a whole one is asked once."""
    for count in range(len(FIRST_RUN)):
        sitting = sit()
        assert "Press Enter to begin." in sitting.read()
        walk(sitting, FIRST_RUN[:count])
        sitting.kill()
    sitting = sit()
    sitting.read()
    walk(sitting, FIRST_RUN[:-1])
    sitting.press(FIRST_RUN[-1][1] + "\r")
    sitting.kill()
    sitting = sit()
    if "Press Enter to begin." in sitting.read():
        walk(sitting, FIRST_RUN)
    assert "Today, " in sitting.said


def test_the_road_through_a_pipe(run: Run) -> None:
    """The same lines in a file, the same answers kept."""
    done = run(typed="\n".join(TYPED) + "\n")
    assert done.returncode == 0, done.stdout[-2000:]
    assert done.stderr == ""
    assert "\x1b" not in done.stdout
    check(kept(run))


def test_the_road_on_a_narrow_terminal_that_can_nothing(sit: Sit, run: Run) -> None:
    """40 columns and TERM=dumb: no line is wider, nothing moves the cursor."""
    sitting = sit(columns=40, TERM="dumb")
    sitting.read()
    for typed in TYPED:
        assert all(len(line) <= 40 for line in sitting.lines), sitting.lines
        assert "\x1b" not in sitting.said
        sitting.type(typed)
    assert ONWARD in sitting.said
    sitting.type("")
    assert "Everything is kept." in sitting.leave("q")
    check(kept(run))
