"""What an author of a dialogue should know before anyone plays it.

Every path must reach `end`: a reply that leads back could keep a person in a hard
talk for ever.
"""

from collections.abc import Iterator, Mapping, Sequence

from workbook.model import Fault
from workbook_plugins.communication.script import END, DialogueOptions, Level, Turn

Path = tuple[str | int, ...]

NUMBERS = ("level", "turns")
"""Names a dialogue's own numbers have; no behaviour may take them."""


def faults(options: DialogueOptions) -> Iterator[Fault]:
    """Every fault of a dialogue."""
    behaviours = [one.id for one in options.behaviours]
    yield from _doubles(behaviours, ("behaviours",))
    for index, name in enumerate(behaviours):
        if name in NUMBERS:
            yield Fault(
                f"“{name}” is a number every dialogue has.",
                ("behaviours", index, "id"),
                "Give the behaviour another id.",
            )
    yield from _doubles([scene.id for scene in options.scenes], ("scenes",))
    if not options.scenes:
        yield Fault("A dialogue needs a scene.", ("scenes",))
    for index, scene in enumerate(options.scenes):
        path: Path = ("scenes", index, "levels")
        yield from _doubles([level.id for level in scene.levels], path)
        if not scene.levels:
            yield Fault(f"The scene “{scene.id}” has no level.", path)
        for number, level in enumerate(scene.levels):
            yield from _level(level, behaviours, (*path, number, "turns"))


def _level(level: Level, behaviours: Sequence[str], path: Path) -> Iterator[Fault]:
    turns: dict[str, Turn] = {turn.id: turn for turn in level.turns}
    yield from _doubles([turn.id for turn in level.turns], path)
    if not level.turns:
        yield Fault(f"The level “{level.id}” has no turn.", path)
        return
    reached = _reached(level.turns[0], turns)
    for index, turn in enumerate(level.turns):
        here = (*path, index)
        if turn.id == END:
            yield Fault("A turn cannot be called “end”.", (*here, "id"))
        if turn.id not in reached:
            yield Fault(f"Nothing leads to the turn “{turn.id}”.", (*here, "id"))
        yield from _turn(turn, turns, behaviours, (*here, "replies"))
    yield from _circles(level, turns, path)


def _turn(
    turn: Turn, turns: Mapping[str, Turn], behaviours: Sequence[str], path: Path
) -> Iterator[Fault]:
    yield from _doubles([reply.id for reply in turn.replies], path)
    if not turn.replies:
        yield Fault(f"The turn “{turn.id}” has no reply.", path)
    elif not any(reply.style == "assertive" for reply in turn.replies):
        yield Fault(
            f"The turn “{turn.id}” has no assertive reply.",
            path,
            "Give one reply “style: assertive”, so that a good way can be chosen.",
            severity="warning",
        )
    for index, reply in enumerate(turn.replies):
        if reply.go != END and reply.go not in turns:
            yield Fault(
                f"“{reply.go}” is no turn of this level.",
                (*path, index, "go"),
                f"Turns are: {', '.join(turns)}, {END}.",
            )
        for place, hit in enumerate(reply.hits):
            if hit not in behaviours:
                yield Fault(
                    f"“{hit}” is no behaviour.",
                    (*path, index, "hits", place),
                    f"Behaviours are: {', '.join(behaviours) or 'none yet'}.",
                )


def _doubles(ids: Sequence[str], path: Path) -> Iterator[Fault]:
    for index, one in enumerate(ids):
        if one in ids[:index]:
            yield Fault(f"“{one}” is there twice.", (*path, index, "id"))


def _reached(first: Turn, turns: Mapping[str, Turn]) -> set[str]:
    """The turns some path leads to."""
    reached: set[str] = set()
    ahead = [first]
    while ahead:
        turn = ahead.pop()
        if turn.id not in reached:
            reached.add(turn.id)
            ahead += [turns[r.go] for r in turn.replies if r.go in turns]
    return reached


def _circles(level: Level, turns: Mapping[str, Turn], path: Path) -> Iterator[Fault]:
    """A fault at each reply from which its own turn can be reached again."""
    for index, turn in enumerate(level.turns):
        for place, reply in enumerate(turn.replies):
            ahead = turns.get(reply.go)
            if ahead is not None and turn.id in _reached(ahead, turns):
                yield Fault(
                    f"From here the talk can come back to “{turn.id}”, and never end.",
                    (*path, index, "replies", place, "go"),
                    "Let every reply lead on, or to “end”.",
                )
