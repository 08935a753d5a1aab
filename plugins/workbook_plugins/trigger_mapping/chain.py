"""`chain`: links from trigger to outcome, and where the person means to cut.

A chain of trigger, thought, urge and use is a common picture in cognitive
behavioural work; which links there are is the exercise's to say.
"""

import unicodedata
from collections.abc import Iterable, Mapping
from typing import cast

from attrs import frozen

from workbook.model import (
    MISSING,
    BlockName,
    BlockType,
    Fault,
    Get,
    Missing,
    Sheet,
    Value,
    Words,
)

WIDTH = 76
"""Columns a line of the chain takes at most, unless one link alone is longer."""

CUT = "[cut here]"


@frozen(kw_only=True)
class Link:
    """One link: a block of this exercise, and what the link is called."""

    block: BlockName
    label: Words = Words("")


@frozen(kw_only=True)
class ChainOptions:
    """`cuts` says for each answer of the block `cut` which link it cuts."""

    links: tuple[Link, ...]
    cut: BlockName | None = None
    cuts: Mapping[str, BlockName] = {}


class ChainBlock(BlockType):
    """The answers of several blocks as one chain in words."""

    name = "chain"
    options = ChainOptions
    kind = "any"
    computed = True

    def check(self, options: object) -> Iterable[Fault]:
        """Links are there once each, and every cut is at one of them."""
        mine = cast("ChainOptions", options)
        blocks = [link.block for link in mine.links]
        if len(blocks) < 2:  # noqa: PLR2004 - one link is no chain
            yield Fault("A chain needs two links or more.", ("links",))
        for index, block in enumerate(blocks):
            if block in blocks[:index]:
                yield Fault(
                    f"The block “{block}” is in the chain twice.",
                    ("links", index, "block"),
                )
        for answer, block in mine.cuts.items():
            if block not in blocks:
                yield Fault(
                    f"The cut “{answer}” is at “{block}”, which is no link.",
                    ("cuts", answer),
                    f"Links are: {', '.join(blocks)}.",
                )
        if (mine.cut is None) == bool(mine.cuts):
            yield Fault(
                "“cut” and “cuts” belong together: a block, and what its answers cut.",
                ("cuts",) if mine.cut is None else ("cut",),
            )

    def derive(self, options: object, get: Get) -> Value | Missing:
        """The chain in lines that break only between links."""
        mine = cast("ChainOptions", options)
        said = [get.words(link.block) for link in mine.links]
        if not any(said):
            return MISSING
        cut = mine.cuts.get(_answer(get, mine.cut))
        links = [
            _link(link, words, cut=link.block == cut)
            for link, words in zip(mine.links, said, strict=True)
        ]
        return Sheet(tuple(_joined(links)))

    def lines(self, options: object, value: Value) -> Iterable[str]:
        """The chain as it stands."""
        return [part for part in cast("Sheet", value).parts if isinstance(part, str)]


def _answer(get: Get, block: BlockName | None) -> str:
    answer = get.value(block) if block is not None else MISSING
    return answer if isinstance(answer, str) else ""


def _link(link: Link, words: str, *, cut: bool) -> str:
    named = f"{link.label}: {words or '–'}" if link.label else words or "–"
    return f"{CUT} {named}" if cut else named


def _joined(links: list[str]) -> list[str]:
    """Links with arrows between, as many on a line as fit."""
    lines = [links[0]]
    for link in links[1:]:
        longer = f"{lines[-1]} -> {link}"
        if _width(longer) <= WIDTH:
            lines[-1] = longer
        else:
            lines.append(f"-> {link}")
    return lines


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
