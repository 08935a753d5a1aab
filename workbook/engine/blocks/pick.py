"""Picking what was written elsewhere: a trigger, a plan, a person.

A pick keeps the address of a thing, never its words, so that a thing renamed is
renamed everywhere.  In JSON an address is `{"thing": "..."}`: plain text could
not tell an address from words of the person's own.  Stored answers are read with
the options as authored (`offered` is None), where every address is taken;
a person's reply is read with the options `offer` gave back, where only what
there is can be picked.  Addresses are never shown.
"""

from collections.abc import Generator, Iterable, Mapping, Sequence
from typing import ClassVar, TypeAlias, cast

from attrs import evolve, frozen

from workbook.engine.blocks import listing
from workbook.engine.blocks.choosing import choice_faults, known_choice, label_of
from workbook.engine.blocks.written import MOST_OWN_WORDS, fold, near, written
from workbook.model import (
    Around,
    BlockType,
    Choice,
    CollectionName,
    Expr,
    Fault,
    Item,
    Json,
    Kind,
    Prompt,
    Refused,
    Thing,
    Value,
    from_around,
)
from workbook.words import _

Picked: TypeAlias = Thing | str


class NewThing(Refused):
    """Words nothing is called by yet: the caller may add them and pick them.

    `words` are the first of `new`; `beside` is what was picked along with them.
    """

    def __init__(
        self, collection: str, new: tuple[str, ...], beside: tuple[Picked, ...] = ()
    ) -> None:
        super().__init__(
            _("“{words}” is new here.").format(words=new[0]),
            _("It can be added, and then picked."),
        )
        self.collection = collection
        self.new = new
        self.words = new[0]
        self.beside = beside


@frozen(kw_only=True)
class PickOptions:
    """`add` makes a new thing of new words, `other` keeps them as words.

    `offered` are the things to choose from, in order; `known` the words of every
    thing, also of those set aside; `more` the words kept under *other* before.
    """

    from_: tuple[CollectionName, ...]
    add: bool = False
    other: bool = False
    choices: tuple[Choice, ...] = ()
    many: bool = False
    max: int | None = None
    best: Expr | None = None
    offered: tuple[Item, ...] | None = from_around(None)
    known: Mapping[str, str] = from_around({})
    more: tuple[str, ...] = from_around(())


@frozen(kw_only=True)
class PersonOptions(PickOptions):
    """People are picked from `people`, and new ones are added there."""

    from_: tuple[CollectionName, ...] = from_around((CollectionName("people"),))
    add: bool = from_around(default=True)
    other: bool = from_around(default=False)
    choices: tuple[Choice, ...] = from_around(())
    best: Expr | None = from_around(None)


class Pick(BlockType):
    """One thing, or several, from one collection or more."""

    name: ClassVar[str] = "pick"
    options: ClassVar[type] = PickOptions
    kind: ClassVar[Kind] = "thing"

    def kind_of(self, options: object) -> Kind:
        """A list when many may be picked."""
        return "list" if cast("PickOptions", options).many else "thing"

    def check(self, options: object) -> Iterable[Fault]:
        """Somewhere to pick from, and one meaning for new words."""
        o = cast("PickOptions", options)
        if not o.from_:
            yield Fault(_("from names a collection"), ("from",))
        if o.add and o.other:
            yield Fault(
                _("new words cannot both become a thing and stay words"),
                ("other",),
                _("keep add or other, not both"),
            )
        if o.max is not None and not o.many:
            yield Fault(_("max needs many: true"), ("max",), severity="warning")
        if o.max is not None and o.max < 1:
            yield Fault(_("max is at least 1"), ("max",))
        yield from choice_faults(o.choices)

    def offer(self, options: object, around: Around) -> object:
        """The things there are now, the best first; not those set aside.

        Own words come along, unless a thing or a choice is called that by now.
        """
        o = cast("PickOptions", options)
        items = around.best_first(
            item for name in o.from_ for item in around.things(name)
        )
        called = {fold(item.words) for item in items}
        fresh = {
            fold(words): words
            for words in (around.others("") if o.other else ())
            if fold(words) not in called and known_choice(o.choices, words) is None
        }
        return evolve(
            o,
            offered=tuple(item for item in items if item.offered),
            known={str(item.thing): item.words for item in items},
            more=tuple(fresh.values()),
        )

    def parse(self, options: object, raw: Json) -> Value:
        """Takes an address, exact words, or a quick choice; a list when many.

        Raises NewThing for new words when `add` is on.
        """
        o = cast("PickOptions", options)
        given = self._given(o, raw) if o.many else (raw,)
        picked: dict[Picked, None] = {}
        new: dict[str, str] = {}
        for one in given:
            try:
                picked[self._one(o, one)] = None
            except NewThing as unknown:
                new.setdefault(fold(unknown.words), unknown.words)
        if o.max is not None and len(picked) + len(new) > o.max:
            raise Refused(_("Pick {max} at most.").format(max=o.max))
        if new:
            raise NewThing(o.from_[0], tuple(new.values()), tuple(picked))
        return tuple(picked) if o.many else next(iter(picked))

    def _given(self, o: PickOptions, raw: Json) -> Sequence[Json]:
        if isinstance(raw, list | tuple):
            return raw
        if not isinstance(raw, str) or self._by_words(o, raw):
            return (raw,)
        return listing.parts(raw) or (raw,)

    def _one(self, o: PickOptions, raw: Json) -> Picked:
        if isinstance(raw, Mapping):
            return self._address(o, raw.get("thing"))
        typed = written(raw, MOST_OWN_WORDS)
        value = known_choice(o.choices, typed)
        if value is not None and any(c.value == value == typed for c in o.choices):
            return value
        fits = self._by_words(o, typed)
        if len(fits) > 1:
            raise Refused(
                _("Several are called “{words}”.").format(words=typed),
                _("Pick by its number in the list."),
            )
        if fits:
            return fits[0]
        if value is not None:
            return value
        if typed in o.known or (o.offered is None and not o.other):
            return self._address(o, typed)
        if o.add:
            raise NewThing(o.from_[0], (typed,))
        if o.other:
            same = (words for words in o.more if fold(words) == fold(typed))
            return next(same, typed)
        raise self._not_there(o, typed)

    def _address(self, o: PickOptions, text: Json) -> Thing:
        try:
            thing = Thing.parse(text if isinstance(text, str) else "")
        except ValueError:
            raise self._not_there(o, "") from None
        if text != str(thing) or (o.offered is not None and text not in o.known):
            raise self._not_there(o, "")
        return thing

    def _by_words(self, o: PickOptions, typed: str) -> list[Thing]:
        wanted = fold(typed)
        return [i.thing for i in o.offered or () if fold(i.words) == wanted]

    def _not_there(self, o: PickOptions, typed: str) -> Refused:
        labels = [item.words for item in o.offered or ()]
        labels += [choice.label for choice in o.choices]
        hint = near(typed, labels) if typed else ""
        if not hint:
            hint = _("Pick from the list.") if labels else _("The list is empty.")
        return Refused(_("There is nothing of that name to pick."), hint)

    def dump(self, options: object, value: Value) -> Json:
        """`{"thing": address}`, or words; a list of these when many."""
        if isinstance(value, tuple):
            return [_dumped(one) for one in value]
        return _dumped(cast("Picked", value))

    def lines(self, options: object, value: Value) -> tuple[str, ...]:
        """The words of each thing as they are now."""
        o = cast("PickOptions", options)
        many = value if isinstance(value, tuple) else (cast("Picked", value),)
        if not many:
            return (_("none of these"),)
        return tuple(
            o.known.get(str(one), _("(removed)"))
            if isinstance(one, Thing)
            else label_of(o.choices, one)
            for one in many
        )

    def ask(
        self, options: object, before: Value | None
    ) -> Generator[Prompt, str, Value]:
        """The numbered things and quick choices; numbers or words."""
        o = cast("PickOptions", options)
        labels, keys = self._listed(o, before)
        own = o.add or o.other
        reply = yield Prompt(
            lines=listing.shown(labels),
            hint=listing.several_hint(labels, own=own, none=True)
            if o.many
            else listing.one_hint(labels, own=own),
            ideas=listing.ideas(labels),
        )
        if not o.many:
            key = listing.by_number(reply, labels, keys)
            return self.parse(o, reply if key is None else _dumped(key))
        if listing.says_none(reply, labels):
            return self.parse(o, [])
        if self._by_words(o, reply):
            return self.parse(o, reply)
        chosen: list[Json] = []
        for part in listing.parts(reply):
            key = listing.by_number(part, labels, keys)
            chosen.append(part if key is None else _dumped(key))
        return self.parse(o, chosen or reply)

    def _listed(
        self, o: PickOptions, before: Value | None
    ) -> tuple[list[str], list[Picked]]:
        """What the numbers stand for: also what is picked now, though set aside."""
        listed: dict[Picked, str] = {i.thing: i.words for i in o.offered or ()}
        for one in before if isinstance(before, tuple) else (before,):
            if isinstance(one, Thing) and str(one) in o.known:
                listed.setdefault(one, o.known[str(one)])
        listed |= {choice.value: choice.label for choice in o.choices}
        listed |= {words: words for words in o.more}
        return list(listed.values()), list(listed)

    def codes(self, options: object) -> tuple[str, ...] | None:
        """None: what there is to pick changes."""
        return None


class Person(Pick):
    """Somebody from `people`; a new name is added there."""

    name: ClassVar[str] = "person"
    options: ClassVar[type] = PersonOptions


def _dumped(picked: Picked) -> Json:
    return {"thing": str(picked)} if isinstance(picked, Thing) else picked
