"""Words: shown (`note`), and written in one line or in many."""

from collections.abc import Generator
from typing import ClassVar, cast

from attrs import frozen

from workbook.engine.blocks.written import written
from workbook.model import BlockType, Fault, Json, Kind, Prompt, Value, Words
from workbook.words import _


@frozen(kw_only=True)
class NoteOptions:
    """A note is its block's `text` and `help`; it takes no keys."""


class Note(BlockType):
    """Words only. There is nothing to answer."""

    name: ClassVar[str] = "note"
    options: ClassVar[type] = NoteOptions
    kind: ClassVar[Kind] = "none"


@frozen(kw_only=True)
class TextOptions:
    """`example` is shown as what an answer may look like; it is never stored."""

    max_length: int = 500
    example: Words = Words("")


@frozen(kw_only=True)
class LongTextOptions:
    """As `TextOptions`, with room for several paragraphs."""

    max_length: int = 20_000
    example: Words = Words("")


class Text(BlockType):
    """One line of words."""

    name: ClassVar[str] = "text"
    options: ClassVar[type] = TextOptions
    long: ClassVar[bool] = False

    def check(self, options: object) -> tuple[Fault, ...]:
        """Room for at least one character."""
        if cast("TextOptions", options).max_length < 1:
            return (Fault(_("max_length is at least 1"), ("max_length",)),)
        return ()

    def parse(self, options: object, raw: Json) -> Value:
        """The cleaned words. Raises Refused when empty or too long."""
        most = cast("TextOptions", options).max_length
        return written(raw, most, long=self.long)

    def ask(
        self, options: object, before: Value | None
    ) -> Generator[Prompt, str, Value]:
        """Asks for the words, with the example when there is one."""
        example = cast("TextOptions", options).example
        lines = (_("For example: {words}").format(words=example),) if example else ()
        return self.parse(options, (yield Prompt(lines=lines, long=self.long)))

    def lines(self, options: object, value: Value) -> tuple[str, ...]:
        """The words; empty lines between paragraphs stay."""
        return tuple(str(value).split("\n"))


class LongText(Text):
    """Several lines of words."""

    name: ClassVar[str] = "long_text"
    options: ClassVar[type] = LongTextOptions
    long: ClassVar[bool] = True
