"""Choices put in order: typed as their numbers, stored as their values."""

from collections.abc import Generator, Iterable, Sequence
from typing import ClassVar, cast

from attrs import frozen

from workbook.engine.blocks import listing
from workbook.engine.blocks.choosing import (
    choice_faults,
    known_choice,
    label_of,
    not_there,
    picked,
)
from workbook.model import BlockType, Choice, Fault, Json, Kind, Prompt, Refused, Value
from workbook.words import _


@frozen(kw_only=True)
class RankOptions:
    """What is put in order."""

    choices: tuple[Choice, ...]


class Rank(BlockType):
    """Choices in order, the best first. What is left out has no place."""

    name: ClassVar[str] = "rank"
    options: ClassVar[type] = RankOptions
    kind: ClassVar[Kind] = "list"

    def check(self, options: object) -> Iterable[Fault]:
        """Two choices or more, told apart."""
        choices = cast("RankOptions", options).choices
        if len(choices) < 2:  # noqa: PLR2004 - one alone has no order
            yield Fault(_("an order needs two choices or more"), ("choices",))
        yield from choice_faults(choices)

    def codes(self, options: object) -> tuple[str, ...]:
        """The values that can be placed."""
        return tuple(c.value for c in cast("RankOptions", options).choices)

    def parse(self, options: object, raw: Json) -> Value:
        """Takes a list of values or labels, or the same with commas between."""
        choices = cast("RankOptions", options).choices
        labels = [c.label for c in choices]
        given = listing.parts(raw) if isinstance(raw, str) else raw
        if not isinstance(given, list | tuple) or not given:
            raise Refused(_("This takes an order, the best first."), self._hint(labels))
        placed: list[str] = []
        for one in given:
            value = known_choice(choices, one) if isinstance(one, str) else None
            if value is None:
                raise not_there(one if isinstance(one, str) else "", labels)
            if value in placed:
                said = _("“{label}” is there twice.")
                raise Refused(said.format(label=label_of(choices, value)))
            placed.append(value)
        return tuple(placed)

    def dump(self, options: object, value: Value) -> Json:
        """A list of values, the best first."""
        return [str(one) for one in cast("tuple[str, ...]", value)]

    def lines(self, options: object, value: Value) -> tuple[str, ...]:
        """“1. label”, a line each."""
        choices = cast("RankOptions", options).choices
        placed = enumerate(cast("tuple[str, ...]", value), 1)
        return tuple(f"{place}. {label_of(choices, one)}" for place, one in placed)

    def ask(
        self, options: object, before: Value | None
    ) -> Generator[Prompt, str, Value]:
        """The numbered choices; their numbers in order."""
        choices = cast("RankOptions", options).choices
        labels = [c.label for c in choices]
        reply = yield Prompt(
            lines=listing.shown(labels, [c.help for c in choices]),
            hint=self._hint(labels),
            ideas=listing.ideas(labels),
        )
        return self.parse(options, picked(reply, labels, [c.value for c in choices]))

    def _hint(self, labels: Sequence[str]) -> str:
        if listing.numbered(labels):
            return _("The numbers in your order, the first one first, like 2 1 3.")
        return _("The words in your order, with commas between.")
