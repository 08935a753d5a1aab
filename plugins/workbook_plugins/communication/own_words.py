"""`own_words`: a longer text, read for words that blame or judge.

The rules are in `blame`; they know English only.  Nothing is refused.
"""

import re
import unicodedata
from collections.abc import Generator, Iterable
from typing import cast

from attrs import frozen

from workbook.model import (
    BlockType,
    Fault,
    Json,
    Problem,
    Prompt,
    Refused,
    Value,
    Words,
)


@frozen(kw_only=True)
class OwnWordsOptions:
    """As a long text. `max_length` is in characters."""

    max_length: int = 20000
    example: Words = Words("")


class OwnWordsBlock(BlockType):
    """Text of any number of lines; see the module."""

    name = "own_words"
    options = OwnWordsOptions
    kind = "text"

    def check(self, options: object) -> Iterable[Fault]:
        """Room for at least one character."""
        if cast("OwnWordsOptions", options).max_length < 1:
            yield Fault("“max_length” is 1 or more.", ("max_length",))

    def parse(self, options: object, raw: Json) -> Value:
        """Text, without empty lines and spaces around it. Raises Refused."""
        if not isinstance(raw, str):
            raise Refused("This is no text.")
        text = _clean(raw)
        if not text:
            raise Refused("There are no words yet.")
        most = cast("OwnWordsOptions", options).max_length
        if len(text) > most:
            raise Refused(
                f"This is {len(text)} characters long; {most} fit.",
                "You could keep what matters most.",
            )
        return text

    def ask(
        self, options: object, before: Value | None
    ) -> Generator[Prompt, str, Value]:
        """Several lines, ended by an empty one."""
        example = cast("OwnWordsOptions", options).example
        ideas = (f"For example: {example}",) if example else ()
        reply = yield Prompt(lines=ideas, hint="Your own words", long=True)
        return self.parse(options, reply)

    def problems(self, options: object, value: Value) -> Iterable[Problem]:
        """Where the words blame, judge or call names: each kind once."""
        # Imported on first use: its patterns cost more than the rest of the plugin.
        from workbook_plugins.communication.blame import blame_problems

        return blame_problems(str(value))


_ESCAPES = re.compile(r"\x1b\[[0-?]*[ -/]*[@-~]|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)")
_BREAKS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_TURNS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff")


def _clean(raw: str) -> str:
    """The words without what could move a cursor or turn letters around."""
    text = _BREAKS.sub("\n", _ESCAPES.sub("", raw)).replace("\t", "    ")
    kept = "".join(
        letter
        for letter in text
        if letter == "\n"
        or (letter not in _TURNS and unicodedata.category(letter) not in ("Cc", "Cs"))
    )
    return "\n".join(line.rstrip() for line in kept.split("\n")).strip()
