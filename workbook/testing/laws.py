"""The laws of a block type, as tests its author inherits.

    class TestMood(BlockTypeLaws):
        block_type = MoodBlock()
        good = [(MoodOptions(), "calm"), (MoodOptions(), {"mood": "calm"})]
        talks = [(MoodOptions(), ["1"])]

The laws are asked of the examples given and of a fixed set of hostile values.
They need neither pytest nor Hypothesis to be imported.
"""
# ruff: noqa: S101 - this module is made of assertions

import json
import unicodedata
from collections.abc import Iterator, Sequence
from typing import ClassVar

import attrs

from workbook.model import BlockType, Json, Prompt, Refused, Value

_ODD_TEXT = (
    "",
    " ",
    "\n",
    "\x00",
    "\x1b[31mred\x1b[0m",
    "\x1b]0;title\x07",
    "\u202eturned\u202c",
    "\ud800",
    "a\nb",
    "a\u2028b\x85c\x0bd",
    "0",
    "-1",
    "1e999999999",
    "NaN",
    "Infinity",
    "-Infinity",
    "9" * 5000,
    "٣",
    "½",
    "²",
    "1,2,3",
    "1:2:3",
    "2026-02-30",
    "0000-00-00",
    "31 feb",
    "9999-12-31",
    "99:99",
    "25:00",
    "next never",
    "in 999 days",
    "e1/b1/r1",
    "../../etc",
    "{x}",
    "word " * 20_000,
)
_ODD_NUMBERS = (0, -1, 10**400, -(10**400), 0.1, 1e308, float("nan"), float("inf"))
_ODD: list[Json] = [
    None,
    True,
    False,
    *_ODD_NUMBERS,
    *_ODD_TEXT,
    [],
    {},
    (),
    [None],
    [[[]]],
    [True, 1, "a", {}],
    {"thing": None},
    {"thing": ["a"]},
    {"thing": "a b"},
    {"": ""},
    {"a": {"b": [1, None]}},
    ["0"] * 2000,
]

_TURNS = "\u202a\u202b\u202d\u202e\u2066\u2067\u2068"

HOSTILE: tuple[Json, ...] = (
    *_ODD,
    *([one] for one in _ODD),
    *({"thing": one} for one in _ODD),
)
"""JSON a stranger could send: every one is refused, or read as an answer."""


class BlockTypeLaws:
    """Inherit this in a test class, and name the type and some answers it takes.

    `good`: pairs of options and raw JSON that `parse` accepts.  `talks`: pairs of
    options and the replies of one conversation with `ask`.  `options`: more
    options that only hostile values are tried on (a type without answers has
    nothing but these).  Declined and missing answers never reach a type.
    """

    block_type: ClassVar[BlockType]
    good: ClassVar[Sequence[tuple[object, Json]]] = ()
    talks: ClassVar[Sequence[tuple[object, Sequence[str]]]] = ()
    options: ClassVar[Sequence[object]] = ()

    def _all_options(self) -> list[object]:
        every = [*self.options]
        every += [options for options, _rest in (*self.good, *self.talks)]
        assert every, "give at least one pair in `good`, or `options`"
        return every

    def _values(self) -> Iterator[tuple[object, Value]]:
        for options, raw in self.good:
            yield options, self.block_type.parse(options, raw)
        for options, replies in self.talks:
            yield options, talk(self.block_type, options, replies)[1]

    def test_it_says_what_it_is(self) -> None:
        """A name, a frozen options class, and instances of it in these tests."""
        assert self.block_type.name.isidentifier()
        assert attrs.has(self.block_type.options)
        for options in self._all_options():
            assert isinstance(options, self.block_type.options)

    def test_an_author_may_write_these_options(self) -> None:
        """`check` finds no error in options that are meant to be good."""
        for options in self._all_options():
            faults = list(self.block_type.check(options))
            assert [f for f in faults if f.severity == "error"] == []

    def test_what_is_dumped_is_read_back(self) -> None:
        """parse(options, dump(options, value)) is the value, through JSON text too."""
        for options, value in self._values():
            dumped = self.block_type.dump(options, value)
            assert self.block_type.parse(options, dumped) == value
            through = json.loads(json.dumps(dumped, allow_nan=False))
            assert self.block_type.parse(options, through) == value

    def test_a_hostile_value_is_refused_or_read(self) -> None:
        """Whatever comes in, `parse` raises nothing but Refused, with words."""
        for options in self._all_options():
            for raw in HOSTILE:
                try:
                    value = self.block_type.parse(options, raw)
                except Refused as refused:
                    assert refused.message, "refused without a word"  # noqa: PT017
                    continue
                self._is_clean(options, value, raw)
                dumped = self.block_type.dump(options, value)
                assert self.block_type.parse(options, dumped) == value, repr(raw)

    def test_lines_are_fit_to_print(self) -> None:
        """No line of an answer holds a control character or turns letters around."""
        for options, value in self._values():
            self._is_clean(options, value, value)

    def _is_clean(self, options: object, value: Value, shown: object) -> None:
        for line in self.block_type.lines(options, value):
            odd = [c for c in line if unicodedata.category(c) in ("Cc", "Cs")]
            odd += [c for c in line if c in _TURNS]
            assert not odd, f"{odd!r} in a line of {shown!r:.80}"

    def test_a_conversation_ends_in_an_answer(self) -> None:
        """`ask` ends with a value that can be stored and read back."""
        for options, replies in self.talks:
            prompts, value = talk(self.block_type, options, replies)
            assert all(prompt.seconds >= 0 for prompt in prompts)
            dumped = self.block_type.dump(options, value)
            assert self.block_type.parse(options, dumped) == value

    def test_an_odd_reply_is_refused_or_taken(self) -> None:
        """Whatever is typed first, `ask` asks on, ends, or raises Refused."""
        for options, _replies in self.talks:
            for reply in _ODD_TEXT:
                asking = self.block_type.ask(options, None)
                assert isinstance(next(asking), Prompt)
                try:
                    assert isinstance(asking.send(reply), Prompt)
                except (StopIteration, Refused):
                    continue


def talk(
    block_type: BlockType,
    options: object,
    replies: Sequence[str],
    before: Value | None = None,
) -> tuple[tuple[Prompt, ...], Value]:
    """The prompts of one conversation and the value it ends in.

    Raises Refused as `ask` does, and AssertionError when `replies` are too few
    or too many.
    """
    asking = block_type.ask(options, before)
    prompts = [next(asking)]
    for index, reply in enumerate(replies):
        try:
            prompts.append(asking.send(reply))
        except StopIteration as end:
            assert index == len(replies) - 1, f"ended before {replies[index + 1]!r}"
            value: Value = end.value
            return tuple(prompts), value
    raise AssertionError(f"still asking: {prompts[-1]!r}")
