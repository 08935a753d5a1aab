"""A dialogue as authored, and a walk through it.

A scene has levels of rising pressure; a level is a graph of turns.  What a
person played is a path of ids: scene, level, then turn and reply, again and
again, until a reply goes to `end`.
"""

from collections.abc import Iterator, Sequence
from typing import Literal, TypeVar

from attrs import frozen

from workbook.model import FixedRow, Name, Words

END = "end"
Part = TypeVar("Part", "Scene", "Level", "Turn", "Reply")


@frozen(kw_only=True)
class Reply:
    """One thing a person could say.

    `hits` are the behaviours it shows; `then` is what happens; `go` is the next
    turn, or `end`.
    """

    id: Name
    say: Words
    style: Literal["assertive", "passive", "aggressive", "excuse"]
    hits: tuple[Name, ...] = ()
    then: Words = Words("")
    go: Name


@frozen(kw_only=True)
class Turn:
    """What the other person says, and what could be said back."""

    id: Name
    say: Words
    replies: tuple[Reply, ...]


@frozen(kw_only=True)
class Level:
    """One strength of pressure. The first turn opens."""

    id: Name
    label: Words = Words("")
    turns: tuple[Turn, ...]


@frozen(kw_only=True)
class Scene:
    """A situation, at levels of rising pressure."""

    id: Name
    title: Words
    setting: Words = Words("")
    levels: tuple[Level, ...]


@frozen(kw_only=True)
class DialogueOptions:
    """`behaviours` are what replies may show; their labels name what went well."""

    behaviours: tuple[FixedRow, ...] = ()
    scenes: tuple[Scene, ...]


class NoSuchPathError(Exception):
    """A path does not follow the script; `args[0]` says where."""


@frozen(kw_only=True)
class Step:
    """One turn and the reply given to it."""

    turn: Turn
    reply: Reply


@frozen(kw_only=True)
class Played:
    """A whole path through one level of one scene."""

    scene: Scene
    level: Level
    steps: tuple[Step, ...]

    @property
    def number(self) -> int:
        """The level's number, from 1."""
        return self.scene.levels.index(self.level) + 1

    @property
    def harder(self) -> Level | None:
        """The level with more pressure, if there is one."""
        later = self.scene.levels[self.number :]
        return later[0] if later else None

    def path(self) -> tuple[str, ...]:
        """The ids that are stored."""
        steps = (part for step in self.steps for part in (step.turn.id, step.reply.id))
        return (self.scene.id, self.level.id, *steps)

    def hits(self) -> Iterator[Name]:
        """Every behaviour shown, in order."""
        return (hit for step in self.steps for hit in step.reply.hits)

    def done_well(self, behaviours: Sequence[FixedRow]) -> str:
        """One thing done well. There always is one: going through with it."""
        shown = list(self.hits())
        known = [one for one in behaviours if one.id in shown]
        if not known:
            return "You stayed with a hard talk to its end."
        # The behaviour shown most often; of equals, the first in the rubric.
        return max(known, key=lambda one: shown.count(one.id)).label


def played(options: DialogueOptions, path: Sequence[str]) -> Played:
    """The path `path` spells. Raises NoSuchPathError, also when it does not end."""
    if len(path) < 4 or len(path) % 2:  # noqa: PLR2004 - scene, level, turn, reply
        raise NoSuchPathError("it does not reach the end")
    scene = _find(options.scenes, path[0])
    level = _find(scene.levels, path[1])
    steps: list[Step] = []
    if not level.turns:
        raise NoSuchPathError("this level has no turn")
    here: str = level.turns[0].id
    for turn_id, reply_id in zip(path[2::2], path[3::2], strict=True):
        if here == END:
            raise NoSuchPathError("it goes on after the end")
        if turn_id != here:
            raise NoSuchPathError(f"“{here}” comes after {len(steps)} replies")
        turn = _find(level.turns, turn_id)
        reply = _find(turn.replies, reply_id)
        steps.append(Step(turn=turn, reply=reply))
        here = reply.go
    if here != END:
        raise NoSuchPathError("it does not reach the end")
    return Played(scene=scene, level=level, steps=tuple(steps))


def _find(many: Sequence[Part], id_: str) -> Part:
    for one in many:
        if one.id == id_:
            return one
    known = ", ".join(f"“{one.id}”" for one in many)
    raise NoSuchPathError(f"here it goes on with one of {known}")
