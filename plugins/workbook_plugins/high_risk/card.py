"""`card`: the help card, in words that fit a screen of 80 by 24 and a pocket.

Only the title and the section titles are the author's; everything else is the
person's own words.  A card that is too full loses the last lines of its longest
section first, and says so, rather than the end of the card.
"""

import unicodedata
from collections.abc import Iterable
from typing import cast

from attrs import evolve, frozen

from workbook.model import (
    MISSING,
    BlockType,
    Expr,
    Fault,
    Get,
    Item,
    Missing,
    Sheet,
    Source,
    Thing,
    Value,
    Words,
)

WIDTH = 76
HEIGHT = 24
"""Columns and lines a card has at most."""

LONGEST = 2
"""Lines one entry of a section may take."""


@frozen(kw_only=True)
class Section:
    """A titled part: the answer of one block, at most `most` entries of it.

    `show` adds columns of what a pick picked to its words: a person's number.
    """

    title: Words
    of: Source
    most: int = 5
    show: tuple[Expr, ...] = ()


@frozen(kw_only=True)
class CardOptions:
    """What stands on the card, from top to bottom."""

    title: Words
    sections: tuple[Section, ...]


@frozen
class _Part:
    """One section as it stands; each entry is one line or two."""

    title: str
    entries: tuple[tuple[str, ...], ...]
    left_out: int = 0

    def lines(self) -> list[str]:
        lines = [self.title, *(line for entry in self.entries for line in entry)]
        if self.left_out:
            lines.append(f"  … and {self.left_out} more in the workbook")
        return lines

    def shorter(self) -> "_Part":
        return evolve(self, entries=self.entries[:-1], left_out=self.left_out + 1)


class CardBlock(BlockType):
    """Answers of this exercise as a card of at most 24 lines of 76 columns."""

    name = "card"
    options = CardOptions
    kind = "any"
    computed = True

    def check(self, options: object) -> Iterable[Fault]:
        """Sections there are, and all of them fit."""
        sections = cast("CardOptions", options).sections
        if not sections:
            yield Fault("A card needs a section.", ("sections",))
        # A title, then for each section its title, one entry and what is left out.
        if 1 + 4 * len(sections) > HEIGHT:
            yield Fault(
                f"A card of {HEIGHT} lines has no room for {len(sections)} sections.",
                ("sections",),
                "Five sections fit.",
            )
        for index, section in enumerate(sections):
            if section.most < 1:
                yield Fault("“most” is 1 or more.", ("sections", index, "most"))

    def derive(self, options: object, get: Get) -> Value | Missing:
        """The card; sections without an answer are left out."""
        mine = cast("CardOptions", options)
        parts = [
            _part(section, said)
            for section in mine.sections
            if (said := _said(get, section))
        ]
        if not parts:
            return MISSING
        return Sheet(tuple(_laid_out(_cut(mine.title.strip(), WIDTH), parts)))

    def lines(self, options: object, value: Value) -> Iterable[str]:
        """The card as it stands."""
        return [part for part in cast("Sheet", value).parts if isinstance(part, str)]


def _said(get: Get, section: Section) -> list[str]:
    """A block's answer as entries: rows and what a list holds stand apart."""
    block = section.of
    items = get.items(block)
    if section.show and items:
        return [_with_columns(get, section, item) for item in items]
    rows = [item.words for item in items]
    value = get.value(block)
    if isinstance(value, tuple):
        # A name that was deleted is no help on a card: it is left out.
        known = get.around.known
        there = [one for one in value if not isinstance(one, Thing) or one in known]
        said = [get.value_words(block, block, one) for one in there]
    elif isinstance(value, str):
        # Lines of a longer text; `words` would put commas between them.
        said = [get.value_words(block, block, value)]
    else:
        said = rows or [get.words(block)]
    return [words for words in said if words.strip()]


def _with_columns(get: Get, section: Section, item: Item) -> str:
    more = (get.cell_words(section.of, one, item) for one in section.show)
    return ", ".join(filter(None, (item.words, *more)))


def _part(section: Section, said: list[str]) -> _Part:
    return _Part(
        title=_cut(section.title.strip(), WIDTH),
        entries=tuple(_entry(one) for one in said[: section.most]),
    )


def _laid_out(title: str, parts: list[_Part]) -> list[str]:
    """Title and sections, with air between them when there is room."""
    while _height(parts) > HEIGHT and any(len(part.entries) > 1 for part in parts):
        longest = max(
            range(len(parts)),
            key=lambda i: (len(parts[i].entries) > 1, len(parts[i].lines()), i),
        )
        parts[longest] = parts[longest].shorter()
    airy = _height(parts) + len(parts) <= HEIGHT
    lines = [title]
    for part in parts:
        if airy:
            lines.append("")
        lines.extend(part.lines())
    return lines


def _height(parts: list[_Part]) -> int:
    return 1 + sum(len(part.lines()) for part in parts)


def _entry(words: str) -> tuple[str, ...]:
    """One entry as a dash and at most `LONGEST` lines, cut with an ellipsis."""
    lines = _wrapped(words, WIDTH - 4)
    if len(lines) > LONGEST:
        rest = " ".join(lines[LONGEST - 1 :])
        lines = [*lines[: LONGEST - 1], _cut(rest, WIDTH - 4)]
    return tuple(
        f"  - {line}" if index == 0 else f"    {line}"
        for index, line in enumerate(lines)
    )


def _wrapped(words: str, width: int) -> list[str]:
    lines: list[str] = [""]
    for word in words.split():
        longer = f"{lines[-1]} {word}".strip()
        if _width(longer) <= width:
            lines[-1] = longer
            continue
        if lines[-1]:
            lines.append("")
        lines[-1] = _cut(word, width)
    return lines


def _cut(words: str, width: int) -> str:
    """`words` in `width` columns, an ellipsis where something is cut."""
    if _width(words) <= width:
        return words
    kept = ""
    for letter in words:
        if _width(kept + letter) > width - 1:
            break
        kept += letter
    # Between words, when that loses little.
    whole = kept.rsplit(" ", 1)[0] if " " in kept[-12:] else kept
    return f"{whole.rstrip()}…"


def _width(text: str) -> int:
    """Columns on a terminal: wide letters take two, combining marks none."""
    return sum(
        0
        if unicodedata.combining(letter)
        else 2
        if unicodedata.east_asian_width(letter) in "WF"
        else 1
        for letter in text
    )
