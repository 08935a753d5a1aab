"""`dialogue`: a role play with branches, at rising pressure.

A person picks a scene and a level, hears a line, picks a reply, and sees what
happens, to the end.  The answer is the path, so that it can be replayed.  It
always ends with one thing done well, whatever was chosen.
"""

from collections.abc import Generator, Iterable, Mapping, Sequence
from decimal import Decimal
from typing import cast

from workbook.model import BlockType, Fault, Json, Prompt, Refused, Value
from workbook_plugins.communication.proofread import NUMBERS, faults
from workbook_plugins.communication.script import (
    END,
    DialogueOptions,
    NoSuchPathError,
    Played,
    Step,
    Turn,
    played,
)


class DialogueBlock(BlockType):
    """A path: a tuple of ids (scene, level, then turn and reply, to the end)."""

    name = "dialogue"
    options = DialogueOptions
    kind = "list"

    def check(self, options: object) -> Iterable[Fault]:
        """Every path reaches the end, and every name leads somewhere."""
        return faults(_own(options))

    def parse(self, options: object, raw: Json) -> Value:
        """A list of ids, or the ids with spaces between. Raises Refused."""
        ids = raw.split() if isinstance(raw, str) else raw
        if not isinstance(ids, list | tuple):
            raise Refused("This is no path through the talk.")
        path = [one for one in ids if isinstance(one, str)]
        if len(path) != len(ids):
            raise Refused("This is no path through the talk.")
        try:
            return played(_own(options), path).path()
        except NoSuchPathError as error:
            raise Refused(
                f"This is no path through the talk: {error}.",
                "A path is a scene, a level, then a turn and a reply, again and "
                "again, to the end.",
            ) from None

    def dump(self, options: object, value: Value) -> Json:
        """The ids as a list."""
        return [str(one) for one in cast("tuple[str, ...]", value)]

    def lines(self, options: object, value: Value) -> Iterable[str]:
        """The replay, one thing done well, and what could be tried next."""
        mine = _own(options)
        game = played(mine, cast("tuple[str, ...]", value))
        yield f"{game.scene.title} – {_level_name(game)}"
        for step in game.steps:
            yield step.turn.say
            yield f"- {step.reply.say}"
            if step.reply.then:
                yield step.reply.then
        yield _well(game, mine)
        if game.harder is not None:
            yield "Next time you could try the same with more pressure."

    def scores(self, options: object, value: Value) -> Mapping[str, Decimal]:
        """How often each behaviour was shown, the level (from 1) and the turns."""
        mine = _own(options)
        game = played(mine, cast("tuple[str, ...]", value))
        shown = list(game.hits())
        numbers: dict[str, int] = {
            one.id: shown.count(one.id) for one in mine.behaviours
        }
        numbers |= dict(zip(NUMBERS, (game.number, len(game.steps)), strict=True))
        return {name: Decimal(number) for name, number in numbers.items()}

    def score_names(self, options: object) -> tuple[str, ...]:
        """The behaviours, `level` and `turns`."""
        return (*(one.id for one in _own(options).behaviours), *NUMBERS)

    def ask(
        self, options: object, before: Value | None
    ) -> Generator[Prompt, str, Value]:
        """Which scene, how much pressure, then line by line to the end."""
        mine = _own(options)
        titles = [scene.title for scene in mine.scenes]
        scene = mine.scenes[(yield from _pick("Which talk?", titles))]
        labels = [
            f"{level.label or 'Level'} ({number} of {len(scene.levels)})"
            for number, level in enumerate(scene.levels, start=1)
        ]
        setting = (scene.setting,) if scene.setting else ()
        level = scene.levels[
            (yield from _pick("How much pressure?", labels, before=setting))
        ]
        steps: list[Step] = []
        turns = {turn.id: turn for turn in level.turns}
        here: Turn | None = level.turns[0]
        happened: tuple[str, ...] = ()
        while here is not None:
            says = [reply.say for reply in here.replies]
            place = yield from _pick(here.say, says, before=happened)
            reply = here.replies[place]
            steps.append(Step(turn=here, reply=reply))
            happened = (reply.then,) if reply.then else ()
            here = None if reply.go == END else turns[reply.go]
        game = Played(scene=scene, level=level, steps=tuple(steps))
        yield Prompt(
            lines=(*happened, _well(game, mine)), hint="Press Enter to keep this talk."
        )
        return game.path()


def _own(options: object) -> DialogueOptions:
    return cast("DialogueOptions", options)


def _level_name(game: Played) -> str:
    number = f"level {game.number} of {len(game.scene.levels)}"
    return f"{number}: {game.level.label}" if game.level.label else number


def _well(game: Played, options: DialogueOptions) -> str:
    return f"One thing you did well: {game.done_well(options.behaviours)}"


def _pick(
    question: str, labels: Sequence[str], before: tuple[str, ...] = ()
) -> Generator[Prompt, str, int]:
    """The place of the label whose number was typed; asks until there is one."""
    numbered = tuple(f"  {n}. {label}" for n, label in enumerate(labels, start=1))
    hint = f"A number from 1 to {len(labels)}"
    lines = (*before, question, *numbered)
    while True:
        reply = (yield Prompt(lines=lines, hint=hint)).strip().rstrip(".")
        # Long digits are no choice, and int() refuses them with an error.
        number = int(reply) if reply.isdecimal() and len(reply) < 4 else 0  # noqa: PLR2004
        if 1 <= number <= len(labels):
            return number - 1
        lines = (f"That is not one of them. {hint}, please.",)
