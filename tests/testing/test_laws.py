"""A law that nothing can break is no law: each one catches the type that does."""

from collections.abc import Generator
from typing import ClassVar

import pytest
from attrs import frozen

from workbook.model import BlockType, Fault, Json, Prompt, Refused, Value
from workbook.testing import BlockTypeLaws, talk


@frozen(kw_only=True)
class NoKeys:
    """An options class without keys."""


class Word(BlockType):
    """A type that keeps every law."""

    name: ClassVar[str] = "word"
    options: ClassVar[type] = NoKeys

    def parse(self, options: object, raw: Json) -> Value:
        if isinstance(raw, str) and raw.isascii() and raw.isalpha():
            return raw
        raise Refused("One word, please.")


class Forgets(Word):
    def dump(self, options: object, value: Value) -> Json:
        return "other"


class Crashes(Word):
    def parse(self, options: object, raw: Json) -> Value:
        return raw[0] if isinstance(raw, list) else super().parse(options, raw)  # type: ignore[return-value]  # the mistake under test


class Silent(Word):
    def parse(self, options: object, raw: Json) -> Value:
        if raw == "good":
            return "good"
        raise Refused("")


class Colours(Word):
    def lines(self, options: object, value: Value) -> tuple[str, ...]:
        return (f"\x1b[31m{value}",)


class Complains(Word):
    def check(self, options: object) -> tuple[Fault, ...]:
        return (Fault("never good enough"),)


class Unnamed(Word):
    name: ClassVar[str] = "not a name"


class Mumbles(Word):
    def ask(
        self, options: object, before: Value | None
    ) -> Generator[Prompt, str, Value]:
        yield Prompt()
        return "not one word"


class ChokesOnReplies(Word):
    def ask(
        self, options: object, before: Value | None
    ) -> Generator[Prompt, str, Value]:
        reply = yield Prompt()
        return self.parse(options, reply[:1000] + str(int(reply[:3] or "1", 36)))


def laws_of(block: BlockType) -> BlockTypeLaws:
    class Laws(BlockTypeLaws):
        block_type = block
        good = ((NoKeys(), "good"),)
        talks = ((NoKeys(), ["good"]),)

    return Laws()


LAWS = [name for name in dir(BlockTypeLaws) if name.startswith("test_")]


@pytest.mark.parametrize("law", LAWS)
def test_a_good_type_keeps_every_law(law: str) -> None:
    """So that a failure is always the type's."""
    getattr(laws_of(Word()), law)()


@pytest.mark.parametrize(
    ("block", "law"),
    [
        (Forgets(), "test_what_is_dumped_is_read_back"),
        (Crashes(), "test_a_hostile_value_is_refused_or_read"),
        (Silent(), "test_a_hostile_value_is_refused_or_read"),
        (Colours(), "test_lines_are_fit_to_print"),
        (Complains(), "test_an_author_may_write_these_options"),
        (Unnamed(), "test_it_says_what_it_is"),
        (Mumbles(), "test_a_conversation_ends_in_an_answer"),
        (ChokesOnReplies(), "test_an_odd_reply_is_refused_or_taken"),
    ],
)
def test_each_law_catches_the_type_that_breaks_it(block: BlockType, law: str) -> None:
    """By name, so that its author knows where to look."""
    with pytest.raises((AssertionError, ValueError, TypeError, IndexError, Refused)):
        getattr(laws_of(block), law)()


def test_examples_are_needed() -> None:
    """A test class that names nothing proves nothing."""

    class Empty(BlockTypeLaws):
        block_type = Word()

    with pytest.raises(AssertionError, match="at least one"):
        Empty().test_it_says_what_it_is()


def test_a_talk_has_neither_too_few_replies_nor_too_many() -> None:
    """The conversation ends exactly with the last one."""
    with pytest.raises(AssertionError, match="still asking"):
        talk(Word(), NoKeys(), [])
    with pytest.raises(AssertionError, match="ended before"):
        talk(Word(), NoKeys(), ["good", "more"])
