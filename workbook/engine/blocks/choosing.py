"""Choosing from the author's list: one, or several.

A stored value is the choice's `value`; people see its `label`.  With `other:
true` their own words are kept as they are, and offered again next time in every
list of that name.
"""

from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import ClassVar, cast

from attrs import evolve, frozen

from workbook.engine.blocks import listing
from workbook.engine.blocks.written import MOST_OWN_WORDS, fold, near, written
from workbook.model import (
    Around,
    BlockType,
    Choice,
    Fault,
    Json,
    Kind,
    Name,
    Prompt,
    Refused,
    Value,
    from_around,
)
from workbook.words import _


@frozen(kw_only=True)
class ChoiceOptions:
    """`list` names a kind of list: words under *other* are shared by all of a name.

    `more` is what the person wrote before; `offer` fills it.
    """

    choices: tuple[Choice, ...]
    other: bool = False
    list_: Name = Name("")
    more: tuple[str, ...] = from_around(())


@frozen(kw_only=True)
class ChoicesOptions(ChoiceOptions):
    """How many may be chosen; no limit unless given."""

    min: int = 0
    max: int | None = None


def label_of(choices: Iterable[Choice], value: object) -> str:
    """The label of a value; a person's own words are their own label."""
    return next((c.label for c in choices if c.value == value), str(value))


def known_choice(choices: Sequence[Choice], typed: str) -> str | None:
    """The value `typed` means: a value as it is, then a label or value in any case."""
    if any(c.value == typed for c in choices):
        return typed
    wanted = fold(typed)
    by_label = (c.value for c in choices if fold(c.label) == wanted)
    by_value = (c.value for c in choices if fold(c.value) == wanted)
    return next(by_label, next(by_value, None))


def choice_faults(choices: Sequence[Choice]) -> Iterator[Fault]:
    """What cannot be told apart in a list of choices."""
    values: set[str] = set()
    labels: set[str] = set()
    for index, choice in enumerate(choices):
        if choice.value in values:
            said = _("“{value}” is there twice").format(value=choice.value)
            yield Fault(said, ("choices", index, "value"))
        if fold(choice.label) in labels:
            said = _("two choices are called “{label}”").format(label=choice.label)
            yield Fault(said, ("choices", index, "label"))
        values.add(choice.value)
        labels.add(fold(choice.label))


def not_there(typed: str, labels: Sequence[str]) -> Refused:
    """The refusal that names the nearest choice, or all there are."""
    if near_one := near(typed, labels):
        return Refused(_("That is not one of the choices."), near_one)
    there = ", ".join(labels[: listing.MOST_SHOWN])
    return Refused(
        _("That is not one of the choices."),
        _("There are: {labels}.").format(labels=there),
    )


class _Choosing(BlockType):
    """What one choice and several share."""

    options: ClassVar[type] = ChoiceOptions

    def offer(self, options: object, around: Around) -> object:
        """Adds what the person wrote under *other* before.

        Without a `list`, the name is "": whoever stands around knows which
        block is asked.
        """
        o = cast("ChoiceOptions", options)
        if not o.other:
            return o
        fresh = {
            fold(words): words
            for words in around.others(o.list_)
            if known_choice(o.choices, words) is None
        }
        return evolve(o, more=tuple(fresh.values()))

    def check(self, options: object) -> Iterable[Fault]:
        """Choices that can be told apart, and at least one."""
        o = cast("ChoiceOptions", options)
        if not o.choices and not o.other:
            yield Fault(_("there is nothing to choose"), ("choices",))
        if o.list_ and not o.other:
            yield Fault(
                _("list does nothing without other: true"),
                ("list",),
                severity="warning",
            )
        yield from choice_faults(o.choices)

    def codes(self, options: object) -> tuple[str, ...] | None:
        """The values, unless a person may add their own."""
        o = cast("ChoiceOptions", options)
        return None if o.other else tuple(c.value for c in o.choices)

    def score_names(self, options: object) -> tuple[str, ...]:
        """`score`, when the author gave the choices scores."""
        choices = cast("ChoiceOptions", options).choices
        return ("score",) if any(c.score is not None for c in choices) else ()

    def _one(self, o: ChoiceOptions, raw: Json) -> str:
        if isinstance(raw, bool) or not isinstance(raw, str | int):
            raise not_there("", _labels(o))
        exact = str(raw) if isinstance(raw, str) else ""
        if any(c.value == exact for c in o.choices):
            return exact
        typed = written(raw, MOST_OWN_WORDS)
        value = known_choice(o.choices, typed)
        if value is not None:
            return value
        if not o.other:
            raise not_there(typed, _labels(o))
        same = (words for words in o.more if fold(words) == fold(typed))
        return next(same, typed)

    def _scored(
        self, options: object, values: Iterable[object]
    ) -> Mapping[str, Decimal]:
        scores = {c.value: c.score for c in cast("ChoiceOptions", options).choices}
        found = [scores.get(str(value)) for value in values]
        given = [score for score in found if score is not None]
        # One choice without a score leaves the total unknown; it is never 0.
        if not given or len(given) < len(found):
            return {}
        return {"score": sum(given, Decimal(0))}


def _labels(o: ChoiceOptions) -> tuple[str, ...]:
    return (*(c.label for c in o.choices), *o.more)


def _keys(o: ChoiceOptions) -> tuple[str, ...]:
    return (*(c.value for c in o.choices), *o.more)


class OneChoice(_Choosing):
    """One of the author's choices, or the person's own words."""

    name: ClassVar[str] = "choice"
    kind: ClassVar[Kind] = "choice"

    def parse(self, options: object, raw: Json) -> Value:
        """Takes a value or a label; own words when *other* is allowed."""
        return self._one(cast("ChoiceOptions", options), raw)

    def lines(self, options: object, value: Value) -> tuple[str, ...]:
        """The label."""
        return (label_of(cast("ChoiceOptions", options).choices, value),)

    def scores(self, options: object, value: Value) -> Mapping[str, Decimal]:
        """`score`: what the author gave this choice."""
        return self._scored(options, (value,))

    def ask(
        self, options: object, before: Value | None
    ) -> Generator[Prompt, str, Value]:
        """The numbered choices; a number, a label or own words."""
        o = cast("ChoiceOptions", options)
        labels = _labels(o)
        reply = yield Prompt(
            lines=listing.shown(labels, [c.help for c in o.choices]),
            hint=listing.one_hint(labels, own=o.other),
            ideas=listing.ideas(labels),
        )
        picked = listing.by_number(reply, labels, _keys(o))
        return self.parse(options, reply if picked is None else picked)


class SeveralChoices(_Choosing):
    """Some of the author's choices, in the author's order; own words after them."""

    name: ClassVar[str] = "choices"
    kind: ClassVar[Kind] = "list"
    options: ClassVar[type] = ChoicesOptions

    def check(self, options: object) -> Iterable[Fault]:
        """Limits that can be kept, beside what every list needs."""
        o = cast("ChoicesOptions", options)
        yield from super().check(options)
        if o.min < 0 or (o.max is not None and o.max < max(1, o.min)):
            yield Fault(_("min and max leave nothing to choose"), ("max",))
        if o.min > len(o.choices) and not o.other:
            yield Fault(_("min is more than there are choices"), ("min",))

    def parse(self, options: object, raw: Json) -> Value:
        """Takes a list, or words with commas; an empty list says “none of these”."""
        o = cast("ChoicesOptions", options)
        found = {self._one(o, one): None for one in self._given(o, raw)}
        authored = [c.value for c in o.choices if c.value in found]
        value = (*authored, *(v for v in found if v not in authored))
        if len(value) < o.min:
            raise Refused(_("Choose {min} or more.").format(min=o.min))
        if o.max is not None and len(value) > o.max:
            raise Refused(_("Choose {max} at most.").format(max=o.max))
        return value

    def _given(self, o: ChoicesOptions, raw: Json) -> Sequence[Json]:
        if isinstance(raw, list | tuple):
            return raw
        if not isinstance(raw, str):
            raise not_there("", _labels(o))
        if known_choice(o.choices, raw) is not None:
            return (raw,)
        return listing.parts(raw) or (raw,)

    def dump(self, options: object, value: Value) -> Json:
        """A list of values."""
        return [str(one) for one in cast("tuple[str, ...]", value)]

    def lines(self, options: object, value: Value) -> tuple[str, ...]:
        """A label a line."""
        choices = cast("ChoicesOptions", options).choices
        labels = (label_of(choices, one) for one in cast("tuple[str, ...]", value))
        return tuple(labels) or (_("none of these"),)

    def scores(self, options: object, value: Value) -> Mapping[str, Decimal]:
        """`score`: the total, when every choice made has one."""
        return self._scored(options, cast("tuple[str, ...]", value))

    def ask(
        self, options: object, before: Value | None
    ) -> Generator[Prompt, str, Value]:
        """The numbered choices; numbers, labels or own words."""
        o = cast("ChoicesOptions", options)
        labels = _labels(o)
        reply = yield Prompt(
            lines=listing.shown(labels, [c.help for c in o.choices]),
            hint=listing.several_hint(labels, own=o.other, none=not o.min),
            ideas=listing.ideas(labels),
        )
        if not o.min and listing.says_none(reply, labels):
            return self.parse(options, [])
        return self.parse(options, picked(reply, labels, _keys(o)))


def picked(reply: str, labels: Sequence[str], keys: Sequence[str]) -> Json:
    """A reply as `parse` takes it, its numbers turned into what they stand for."""
    if fold(reply) in map(fold, labels):
        return [reply]
    found: list[Json] = []
    for part in listing.parts(reply):
        key = listing.by_number(part, labels, keys)
        found.append(part if key is None else key)
    return found or reply
