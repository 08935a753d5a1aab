"""Answers to any question, by its type, as `do --answers` takes them.

A core type's answers are listed: every choice, every step of a short scale, the
numbers a condition compares with, the words of a thing there is.  Any other type
is asked the way a person is, with replies drawn from what its prompts offer, so
that a type nobody here has heard of is answered too.  The same question always
gets the same answers, in the same order.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import timedelta
from decimal import Decimal
from random import Random
from typing import Any, Final, TypeAlias

from workbook.engine import Context
from workbook.engine.blocks.pick import NewThing
from workbook.errors import PluginError, Refused
from workbook.model import Block, BlockType, Json, Prompt, Value
from workbook.testing.raw import plain_number

WORDS: Final = ("Something small", "Something else")
"""What is written where words are asked for, and the author gave no example."""
SHORT_SCALE: Final = 21
"""A scale of no more steps is tried step by step."""
TALKS: Final = 40
MOST_PROMPTS: Final = 200

_NUMBERED = re.compile(r"\s*(\d{1,3})[. ]\s*\S")
_RANGE = re.compile(r"from (-?\d+) to (-?\d+)")


def samples(
    block: Block,
    type_: BlockType,
    context: Context,
    compared: Iterable[Decimal] = (),
) -> tuple[Json, ...]:
    """Answers `block` takes now, the plainest first.

    `compared` are the numbers conditions compare with: each is tried, and what is
    just beside it.
    """
    options = block.options
    make = _MAKERS.get(block.type)
    if make is None:
        found: Iterable[Json] = _talked(type_, options, block.id)
    else:
        found = make(options, context, tuple(compared))
    taken: list[Json] = []
    for raw in found:
        if raw not in taken and _takes(type_, options, raw):
            taken.append(raw)
    return tuple(taken)


def _takes(type_: BlockType, options: object, raw: Json) -> bool:
    try:
        type_.parse(options, raw)
    except NewThing:
        return True
    except (Refused, PluginError):
        return False
    return True


# -- the core types ---------------------------------------------------------------

_Compared: TypeAlias = Sequence[Decimal]
_Maker: TypeAlias = Callable[[Any, Context, _Compared], Iterator[Json]]


def _words(options: Any, _context: Context, _compared: _Compared) -> Iterator[Json]:
    for words in (*filter(None, (str(options.example),)), *WORDS):
        yield words[: options.max_length]


def _yes_no(_options: Any, _context: Context, _compared: _Compared) -> Iterator[Json]:
    yield from (True, False)


def _choice(options: Any, _context: Context, _compared: _Compared) -> Iterator[Json]:
    yield from (choice.value for choice in options.choices)
    if options.other:
        yield WORDS[0]


def _choices(options: Any, _context: Context, _compared: _Compared) -> Iterator[Json]:
    values: list[Json] = [choice.value for choice in options.choices]
    least = max(options.min, 1)
    yield values[:least]
    yield from ([one, *[v for v in values if v != one][: least - 1]] for one in values)
    yield values[: least + 1]
    if options.other:
        yield [*values[: least - 1], WORDS[0]]
    yield []


def _rank(options: Any, _context: Context, _compared: _Compared) -> Iterator[Json]:
    values: list[Json] = [choice.value for choice in options.choices]
    yield values
    yield values[::-1]


def _number(options: Any, _context: Context, compared: _Compared) -> Iterator[Json]:
    low = getattr(options, "from_", None)
    low = Decimal(0) if low is None else low
    high = getattr(options, "to", Decimal(100))
    high = low + 100 if high is None else high
    step = getattr(options, "step", Decimal(1))
    steps = int((high - low) / step)
    middle = low + step * (steps // 2)
    if steps < SHORT_SCALE:
        found = sorted(
            (low + step * n for n in range(steps + 1)), key=lambda n: abs(n - middle)
        )
    else:
        found = [middle, low, high]
        found += (one + beside for one in compared for beside in (0, -step, step))
    yield from map(plain_number, found)


def _date(_options: Any, context: Context, _compared: _Compared) -> Iterator[Json]:
    for days in (0, 1, -1, 40, -40):
        yield (context.today + timedelta(days=days)).isoformat()


def _time(_options: Any, _context: Context, _compared: _Compared) -> Iterator[Json]:
    yield from ("18:30", "07:00")


def _when(_options: Any, context: Context, _compared: _Compared) -> Iterator[Json]:
    for days in (0, -1, 1):
        yield f"{(context.today + timedelta(days=days)).isoformat()} 09:30"


def _pick(options: Any, context: Context, _compared: _Compared) -> Iterator[Json]:
    things = (item for name in options.from_ for item in context.things(name))
    words = [item.words for item in things if item.offered]
    found: list[Json] = [*words[:3]]
    found += (choice.value for choice in options.choices)
    if options.add or options.other:
        found += WORDS
    if not options.many:
        yield from found
        return
    yield from ([one] for one in found)
    yield found[:2]
    yield []


def _timer(options: Any, _context: Context, _compared: _Compared) -> Iterator[Json]:
    if options.rate is None:
        yield ["0:"]
        yield ["0:", "120:"]
        return
    low, high = (plain_number(one) for one in (options.rate.from_, options.rate.to))
    for first, last in ((high, low), (low, high), (low, low)):
        yield [f"0:{first}", f"120:{last}"]


_MAKERS: Mapping[str, _Maker] = {
    "text": _words,
    "long_text": _words,
    "yes_no": _yes_no,
    "choice": _choice,
    "choices": _choices,
    "rank": _rank,
    "scale": _number,
    "percent": _number,
    "number": _number,
    "date": _date,
    "time": _time,
    "when": _when,
    "pick": _pick,
    "person": _pick,
    "timer": _timer,
}


# -- any other type ---------------------------------------------------------------


def _talked(type_: BlockType, options: object, name: str) -> Iterator[Json]:
    """The answers that some talks with `ask` end in."""
    for number in range(TALKS):
        chance = Random(f"{name} {number}")  # noqa: S311 - the same choices every time
        value = _talk(type_, options, chance)
        if value is not None:
            yield type_.dump(options, value)


def _talk(type_: BlockType, options: object, chance: Random) -> Value | None:
    try:
        asking = type_.ask(options, None)
        prompt = next(asking)
        for _number_of_prompts in range(MOST_PROMPTS):
            prompt = asking.send(chance.choice(_replies(prompt)))
    except StopIteration as end:
        value: Value = end.value
        return value
    except (Refused, PluginError):
        pass
    return None


def _replies(prompt: Prompt) -> Sequence[str]:
    """What a person could type at a prompt, by what it says."""
    if prompt.seconds:
        return ("60", "30 stop")
    listed = [found[1] for line in prompt.lines if (found := _NUMBERED.match(line))]
    if listed:
        return listed
    if found := _RANGE.search(prompt.hint):
        return found.groups()
    return WORDS
