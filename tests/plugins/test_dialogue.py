"""Role play: a path through a talk."""

from decimal import Decimal
from typing import cast

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from workbook.model import FixedRow, Json, Name, Refused, Value, Words
from workbook.testing import BlockTypeLaws, talk
from workbook_plugins.communication.dialogue import DialogueBlock
from workbook_plugins.communication.script import (
    DialogueOptions,
    Level,
    Reply,
    Scene,
    Turn,
)


def reply(id_: str, go: str = "end", style: str = "assertive", *hits: str) -> Reply:
    return Reply(
        id=Name(id_),
        say=Words(f"I say {id_}."),
        style=style,  # type: ignore[arg-type]
        hits=tuple(map(Name, hits)),
        then=Words(f"After {id_}."),
        go=Name(go),
    )


def turn(id_: str, *replies: Reply) -> Turn:
    return Turn(id=Name(id_), say=Words(f"They come to {id_}."), replies=replies)


def level(id_: str, *turns: Turn) -> Level:
    return Level(id=Name(id_), label=Words(f"Level {id_}"), turns=turns)


SOFT = level(
    "soft",
    turn(
        "offer",
        reply("no", "end", "assertive", "says_no", "no_excuse"),
        reply("well", "push", "passive"),
    ),
    turn(
        "push",
        reply("stop", "end", "assertive", "asks_stop", "says_no"),
        reply("shout", "end", "aggressive"),
    ),
)
HARD = level("hard", turn("offer", reply("leave", "end", "assertive", "says_no")))
WEDDING = Scene(
    id=Name("wedding"),
    title=Words("A toast"),
    setting=Words("A long table."),
    levels=(SOFT, HARD),
)
OPTIONS = DialogueOptions(
    behaviours=(
        FixedRow(id=Name("says_no"), label=Words("Said no first")),
        FixedRow(id=Name("no_excuse"), label=Words("Made up no excuse")),
        FixedRow(id=Name("asks_stop"), label=Words("Asked them to stop")),
    ),
    scenes=(
        WEDDING,
        Scene(
            id=Name("door"),
            title=Words("At the door"),
            levels=(level("only", turn("knock", reply("close"))),),
        ),
    ),
)
LONG: list[Json] = ["wedding", "soft", "offer", "well", "push", "stop"]

PATH = tuple(map(str, LONG))


class TestLaws(BlockTypeLaws):
    """The laws of every block type."""

    block_type = DialogueBlock()
    good = (
        (OPTIONS, LONG),
        (OPTIONS, "wedding hard offer leave"),
        (OPTIONS, ["door", "only", "knock", "close"]),
    )
    talks = (
        (OPTIONS, ["1", "1", "2", "1", ""]),
        (OPTIONS, ["2", "1", "1", ""]),
        (OPTIONS, ["7", "one", "1.", " 2 ", "1", "thanks"]),
    )


def with_turns(*turns: Turn) -> DialogueOptions:
    scene = evolve(WEDDING, levels=(level("soft", *turns),))
    return evolve(OPTIONS, scenes=(scene,))


TURNS = ("scenes", 0, "levels", 0, "turns")


# -- the answer ------------------------------------------------------------------


@pytest.mark.parametrize(
    "path",
    [
        [],
        ["wedding"],
        ["wedding", "soft"],
        ["wedding", "soft", "offer"],
        ["wedding", "soft", "offer", "well"],
        ["wedding", "soft", "offer", "well", "push"],
        ["party", "soft", "offer", "no"],
        ["wedding", "softer", "offer", "no"],
        ["wedding", "soft", "push", "stop"],
        ["wedding", "soft", "offer", "stop"],
        ["wedding", "soft", "offer", "no", "push", "stop"],
        [*LONG, "push", "stop"],
        ["wedding", "soft", "offer", 1],
        "wedding",
        7,
        None,
        {"wedding": "soft"},
    ],
)
def test_what_is_no_whole_path_is_refused(path: object) -> None:
    """Unknown ids, a wrong order, an unfinished talk and other values are refused."""
    with pytest.raises(Refused):
        DialogueBlock().parse(OPTIONS, path)  # type: ignore[arg-type]


def test_a_path_is_kept_as_ids() -> None:
    """Words can be amended by an author; a path keeps its meaning."""
    assert DialogueBlock().parse(OPTIONS, LONG) == PATH


def test_a_refusal_tells_what_comes_next() -> None:
    """The message names what could stand there."""
    with pytest.raises(Refused, match="“no”, “well”"):
        DialogueBlock().parse(OPTIONS, ["wedding", "soft", "offer", "maybe"])


# -- numbers ---------------------------------------------------------------------


def test_the_numbers_of_a_path() -> None:
    """Each behaviour's hits (0 when not shown), the level from 1, and the turns."""
    block = DialogueBlock()
    assert block.scores(OPTIONS, PATH) == {
        "says_no": Decimal(1),
        "no_excuse": Decimal(0),
        "asks_stop": Decimal(1),
        "level": Decimal(1),
        "turns": Decimal(2),
    }
    hard = block.scores(OPTIONS, ("wedding", "hard", "offer", "leave"))
    assert hard["level"] == Decimal(2)


def test_every_number_is_named_before() -> None:
    """Expressions are checked against the names a path can give."""
    block = DialogueBlock()
    assert set(block.score_names(OPTIONS)) == set(block.scores(OPTIONS, PATH))


# -- the replay ------------------------------------------------------------------


def test_the_replay_reads_as_it_went() -> None:
    """What was said, what was answered, what happened; then what went well."""
    assert list(DialogueBlock().lines(OPTIONS, PATH)) == [
        "A toast – level 1 of 2: Level soft",
        "They come to offer.",
        "- I say well.",
        "After well.",
        "They come to push.",
        "- I say stop.",
        "After stop.",
        "One thing you did well: Said no first",
        "Next time you could try the same with more pressure.",
    ]


def test_the_hardest_level_suggests_no_more() -> None:
    """More pressure is suggested only where there is more."""
    lines = list(DialogueBlock().lines(OPTIONS, ("wedding", "hard", "offer", "leave")))
    assert lines[-1] == "One thing you did well: Said no first"


def test_one_thing_is_always_done_well() -> None:
    """A talk without any good reply still ends with a kind word."""
    path = ("wedding", "soft", "offer", "well", "push", "shout")
    text = "\n".join(DialogueBlock().lines(OPTIONS, path))
    assert "One thing you did well: You stayed with a hard talk to its end." in text


# -- the conversation ------------------------------------------------------------


def test_a_talk_goes_turn_by_turn() -> None:
    """Scene, level, then each line with numbered replies, and what happened."""
    prompts, value = talk(DialogueBlock(), OPTIONS, ["1", "1", "2", "1", ""])
    assert value == PATH
    assert [prompt.lines for prompt in prompts] == [
        ("Which talk?", "  1. A toast", "  2. At the door"),
        (
            "A long table.",
            "How much pressure?",
            "  1. Level soft (1 of 2)",
            "  2. Level hard (2 of 2)",
        ),
        ("They come to offer.", "  1. I say no.", "  2. I say well."),
        ("After well.", "They come to push.", "  1. I say stop.", "  2. I say shout."),
        ("After stop.", "One thing you did well: Said no first"),
    ]


@pytest.mark.parametrize("odd", ["", "0", "3", "-1", "two", "1 2", "²", "9" * 5000])
def test_what_is_no_number_is_asked_again(odd: str) -> None:
    """A slip costs nothing: the same question stands, with what can be typed."""
    prompts, value = talk(DialogueBlock(), OPTIONS, [odd, "2", "1", "1", ""])
    assert value == ("door", "only", "knock", "close")
    assert prompts[1].lines == (
        "That is not one of them. A number from 1 to 2, please.",
    )


def played(replies: list[str]) -> Value:
    """What `ask` ends with, whatever replies are left over."""
    asking = DialogueBlock().ask(OPTIONS, None)
    next(asking)
    for reply_ in replies:
        try:
            asking.send(reply_)
        except StopIteration as end:
            return cast("Value", end.value)
    raise AssertionError(replies)


@given(st.lists(st.integers(1, 2), min_size=4, max_size=4))
def test_every_talk_ends_in_a_path_that_can_be_read(choices: list[int]) -> None:
    """Whatever is chosen, the answer is a whole path."""
    path = played([*map(str, choices), "1", "1", "1"])
    block = DialogueBlock()
    assert block.parse(OPTIONS, block.dump(OPTIONS, path)) == path


# -- what an author should know --------------------------------------------------


@pytest.mark.parametrize(
    ("options", "path"),
    [
        (evolve(OPTIONS, scenes=()), ("scenes",)),
        (
            evolve(OPTIONS, scenes=(evolve(WEDDING, levels=()),)),
            ("scenes", 0, "levels"),
        ),
        (with_turns(), TURNS),
        (with_turns(turn("a")), (*TURNS, 0, "replies")),
        (
            with_turns(turn("a", reply("x", "nowhere"))),
            (*TURNS, 0, "replies", 0, "go"),
        ),
        (
            with_turns(turn("a", reply("x")), turn("b", reply("y"))),
            (*TURNS, 1, "id"),
        ),
        (
            with_turns(turn("a", reply("x", "a"), reply("y"))),
            (*TURNS, 0, "replies", 0, "go"),
        ),
        (
            with_turns(turn("a", reply("x"), reply("x"))),
            (*TURNS, 0, "replies", 1, "id"),
        ),
        (
            with_turns(turn("a", reply("x", "end", "assertive", "sings"))),
            (*TURNS, 0, "replies", 0, "hits", 0),
        ),
        (
            evolve(OPTIONS, scenes=(WEDDING, WEDDING)),
            ("scenes", 1, "id"),
        ),
        (
            evolve(OPTIONS, scenes=(evolve(WEDDING, levels=(HARD, HARD)),)),
            ("scenes", 0, "levels", 1, "id"),
        ),
        (
            evolve(
                OPTIONS,
                behaviours=(
                    *OPTIONS.behaviours,
                    FixedRow(id=Name("level"), label=Words("Level")),
                ),
            ),
            ("behaviours", 3, "id"),
        ),
        (
            evolve(OPTIONS, behaviours=(*OPTIONS.behaviours, OPTIONS.behaviours[0])),
            ("behaviours", 3, "id"),
        ),
    ],
)
def test_a_fault_has_its_place(
    options: DialogueOptions, path: tuple[str | int, ...]
) -> None:
    """Nothing to play, names that lead nowhere, doubles and circles are errors."""
    faults = list(DialogueBlock().check(options))
    assert [(fault.path, fault.severity) for fault in faults] == [(path, "error")]


def test_a_circle_of_two_turns_is_found() -> None:
    """Each reply that closes the circle is named."""
    turns = (
        turn("a", reply("on", "b")),
        turn("b", reply("back", "a"), reply("out")),
    )
    found = [fault.path for fault in DialogueBlock().check(with_turns(*turns))]
    assert found == [
        (*TURNS, 0, "replies", 0, "go"),
        (*TURNS, 1, "replies", 0, "go"),
    ]


def test_two_turns_of_one_id_are_found() -> None:
    """A turn's id is its identity in the stored path."""
    turns = (turn("a", reply("x")), turn("a", reply("x")))
    assert (*TURNS, 1, "id") in [
        fault.path for fault in DialogueBlock().check(with_turns(*turns))
    ]


def test_a_turn_called_end_is_found() -> None:
    """`end` is where every path goes, not a turn."""
    turns = (turn("a", reply("x", "end")), turn("end", reply("y")))
    messages = [f.message for f in DialogueBlock().check(with_turns(*turns))]
    assert "A turn cannot be called “end”." in messages


def test_a_turn_without_a_good_way_is_a_warning() -> None:
    """An author is told, and may mean it so."""
    options = with_turns(turn("a", reply("x", "end", "passive")))
    (fault,) = DialogueBlock().check(options)
    assert (fault.severity, fault.path) == ("warning", (*TURNS, 0, "replies"))
