"""A numbered list in plain lines, and what may be typed for it.

Numbers are for the hand only: they are turned into what stands in the list at
once, and are never stored.  A list whose own words are numbers (“0”, “1”, “2”)
is not numbered, because nobody could tell which of the two was meant.
"""

import re
from collections.abc import Sequence
from typing import TypeVar

from workbook.engine.blocks.written import fold
from workbook.model import Refused
from workbook.words import _, several

T = TypeVar("T")

MOST_SHOWN = 20
"""Longer lists are cut here; `/list` shows the rest."""

_NUMBERS = re.compile(r"\d+(?:[\s,;]+\d+)*")
_BETWEEN = re.compile(r"[,;\n]")


def numbered(labels: Sequence[str]) -> bool:
    """Whether numbers can stand for these labels."""
    return not any(fold(label).isdigit() for label in labels)


def ideas(labels: Sequence[str]) -> tuple[str, ...]:
    """The whole list, as `/list` shows it."""
    if not numbered(labels):
        return tuple(f"- {label}" for label in labels)
    return tuple(f"{n:2}  {label}" for n, label in enumerate(labels, 1))


def shown(labels: Sequence[str], helps: Sequence[str] = ()) -> tuple[str, ...]:
    """The list as it is printed before the prompt, with each label's help below it."""
    lines: list[str] = []
    for index, line in enumerate(ideas(labels)[:MOST_SHOWN]):
        lines.append(line)
        if index < len(helps) and helps[index]:
            lines.append(f"    {helps[index]}")
    rest = len(labels) - MOST_SHOWN
    if rest > 0:
        said = several("{count} more: type /list", "{count} more: type /list", rest)
        lines.append(said.format(count=rest))
    return tuple(lines)


def one_hint(labels: Sequence[str], *, own: bool) -> str:
    """What to type for one of the list."""
    if not labels:
        return _("Your own words.")
    if not numbered(labels):
        return _("One of these, or your own words.") if own else _("One of these.")
    return _("A number, or your own words.") if own else _("A number, or the words.")


def several_hint(labels: Sequence[str], *, own: bool, none: bool) -> str:
    """What to type for some of the list."""
    if not labels:
        return _("Your own words, with commas between.")
    if not numbered(labels):
        return _("Some of these, with commas between.")
    said = _("Numbers, like 1 3.")
    if own:
        said = _("Numbers, like 1 3, or your own words with commas between.")
    return f"{said} {_('0 for none.')}" if none else said


def parts(reply: str) -> tuple[str, ...]:
    """A reply taken apart: numbers by spaces or commas, words by commas."""
    if _NUMBERS.fullmatch(reply.strip()):
        return tuple(re.split(r"[\s,;]+", reply.strip()))
    return tuple(part.strip() for part in _BETWEEN.split(reply) if part.strip())


def by_number(reply: str, labels: Sequence[str], keys: Sequence[T]) -> T | None:
    """What the number in `reply` stands for; None when it is no number.

    Raises Refused for a number the list does not have.
    """
    typed = reply.strip().removesuffix(".")
    if not (labels and numbered(labels) and typed.isdecimal()):
        return None
    number = int(typed[:6])
    if not 1 <= number <= len(keys):
        raise Refused(
            _("There is no number {number} in the list.").format(number=number),
            _("The numbers go from 1 to {last}.").format(last=len(keys)),
        )
    return keys[number - 1]


def says_none(reply: str, labels: Sequence[str]) -> bool:
    """Whether the reply means “none of these”."""
    words = {fold(_("none")), "none"} | ({"0"} if numbered(labels) else set())
    return fold(reply) in words and fold(reply) not in map(fold, labels)
