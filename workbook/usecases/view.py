"""The workbook's live view: heads, answers and collections, ahead of the disk.

Everything a face or an exercise reads comes from here, and every change lands
here first, so that all open entries see each other at once.  Answers are read
from the store the first time somebody asks for their entry, collections the
first time somebody reads one.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime

import attrs
from attrs import define, field, frozen

from workbook.engine import Compiled, Context, Evaluation, Shape, evaluate
from workbook.engine.graph import BlockNode, ScoreNode, other_list
from workbook.engine.logic import present
from workbook.engine.reading import cells_of, plain_words
from workbook.model import Cells, Entry, Item, Json, State, Thing, Value
from workbook.store.transaction import Store
from workbook.usecases.held import Held
from workbook.usecases.library import Library
from workbook.words import _

_EPOCH = datetime(1970, 1, 1)  # noqa: DTZ001 - naming a thing asks for no time


@frozen
class _Place:
    """Where words under *other* are written, and the choices that are none of them."""

    block: str
    column: str
    listed: frozenset[str]


def _places(compiled: Compiled) -> Mapping[str, list[_Place]]:
    found: dict[str, list[_Place]] = {}

    def note(name: str, block: str, column: str, options: object) -> None:
        listed = frozenset(choice.value for choice in getattr(options, "choices", ()))
        found.setdefault(name, []).append(_Place(block, column, listed))

    for node in compiled.nodes:
        if not isinstance(node, BlockNode):
            continue
        if node.others:
            note(node.others, node.key, "", node.block.options)
        for column in node.columns:
            home = f"{node.home}.{column.block.id}"
            if name := other_list(column.block.options, home):
                note(name, node.key, column.block.id, column.block.options)
    return found


def _entry_cells(compiled: Compiled, evaluation: Evaluation) -> Cells:
    """An entry's answers, the numbers they hold as `block.number`, and its totals."""
    cells: dict[str, Value] = {}
    for name, state in evaluation.blocks.items():
        value = present(state.value)
        node = compiled.block(name)
        if not state.shown or value is None or node.type is None:
            continue
        cells[name] = value
        numbers = node.type.scores(state.options, value)
        cells |= {f"{name}.{part}": number for part, number in numbers.items()}
    for name, score in evaluation.scores.items():
        if score.value is not None:
            cells[name] = score.value
    return cells


@define
class View(Held):
    """Everything that is true of a workbook now. One thread uses it."""

    _items: dict[str, dict[str, tuple[Item, ...]]] = field(factory=dict)
    _others: dict[str, dict[str, tuple[str, ...]]] = field(factory=dict)
    _own_words: dict[str, Mapping[str, tuple[str, ...]]] = field(factory=dict)
    _places: dict[str, Mapping[str, list[_Place]]] = field(factory=dict)
    _reduced: dict[str, Compiled] = field(factory=dict)
    _naming: set[Thing] = field(factory=set)

    @classmethod
    def of(cls, store: Store, library: Library, using: threading.Lock) -> View:
        """The view of a store just opened."""
        return cls(store, library, using, dict(store.heads()))

    # -- collections ----------------------------------------------------------

    def things(self, collection: str) -> tuple[Item, ...]:
        """All things of a collection, in the order their entries were begun."""
        if collection not in self._items:
            shape = self.library.shapes.get(collection)
            self._items[collection] = {} if shape is None else self._gather(shape)
        return tuple(
            item for items in self._items[collection].values() for item in items
        )

    def _gather(self, shape: Shape) -> dict[str, tuple[Item, ...]]:
        return {
            head.id: self._items_of(head, shape)
            for head in self.heads.values()
            if head.exercise == shape.exercise
        }

    def _items_of(self, head: Entry, shape: Shape) -> tuple[Item, ...]:
        """The things of one entry: its rows, or the entry itself."""
        compiled = self._without_views(head)
        when = head.when.replace(tzinfo=None)
        context = Context(today=when.date(), moment=when, entry=head.id)
        evaluation = evaluate(compiled, self.answers(head.id), context)
        offered = head.state is not State.SET_ASIDE
        if not shape.block:
            cells = _entry_cells(compiled, evaluation)
            words = self._name(shape, cells.get(shape.words)) or self.title(head)
            item = Item(
                thing=Thing(head.id),
                words=words,
                cells=cells,
                when=when,
                offered=offered,
            )
            return (item,)
        state = evaluation.blocks.get(shape.block)
        return tuple(
            Item(
                thing=Thing(head.id, shape.block, row.id),
                words=row.label or self._name(shape, row.values().get(shape.words)),
                cells=cells_of(row, compiled.types),
                when=when,
                offered=offered,
            )
            for row in (state.rows if state and state.shown else ())
        )

    def _name(self, shape: Shape, value: Value | None) -> str:
        """What a thing is called: the words of its naming answer, one line."""
        if value is None:
            return ""
        column = shape.columns.get(shape.words)
        context = Context(today=date.min, moment=_EPOCH, known_things=_Known(self))
        return plain_words(value, column.choices if column else {}, context)

    def _without_views(self, head: Entry) -> Compiled:
        """The exercise without what only faces show: enough to know what counts."""
        compiled = self.compiled(head)
        key = compiled.exercise.hash
        if key not in self._reduced:
            self._reduced[key] = compiled.only(
                lambda node: (
                    isinstance(node, ScoreNode)
                    or (
                        isinstance(node, BlockNode)
                        and not (node.type and node.type.computed)
                    )
                )
            )
        return self._reduced[key]

    def item(self, thing: Thing) -> Item | None:
        """A thing by its address; None when it is not there any more."""
        head = self.heads.get(thing.entry)
        if head is None or thing in self._naming:
            return None
        self._naming.add(thing)
        try:
            for shape in self.library.shapes.values():
                if shape.exercise != head.exercise or shape.block != (
                    thing.block or ""
                ):
                    continue
                known = self._items.get(shape.name, {}).get(head.id)
                for item in self._items_of(head, shape) if known is None else known:
                    if item.thing == thing:
                        return item
        finally:
            self._naming.discard(thing)
        return None

    def refresh(self, entry_id: str) -> tuple[str, ...]:
        """Bring the collections up to date with an entry; which of them changed."""
        head = self.heads.get(entry_id)
        changed: list[str] = []
        for name, by_entry in self._items.items():
            shape = self.library.shapes.get(name)
            if shape is None:
                continue
            before = by_entry.get(entry_id)
            if head is None:
                if by_entry.pop(entry_id, None):
                    changed.append(name)
            elif shape.exercise == head.exercise:
                after = self._items_of(head, shape)
                if before != after:
                    by_entry[entry_id] = after
                    changed.append(name)
        return (*changed, *self._renamed(entry_id, changed))

    def _renamed(self, entry_id: str, changed: list[str]) -> Iterator[str]:
        """Collections whose things are called after a thing of this entry."""
        for name, by_entry in self._items.items() if changed else ():
            shape = self.library.shapes[name]
            if name in changed:
                continue
            for other, items in by_entry.items():
                fresh = tuple(self._called(item, shape, entry_id) for item in items)
                if fresh != items:
                    by_entry[other] = fresh
                    yield name

    def _called(self, item: Item, shape: Shape, entry_id: str) -> Item:
        named = item.cells.get(shape.words)
        if not isinstance(named, Thing) or named.entry != entry_id:
            return item
        thing = self.item(named)
        return attrs.evolve(item, words=thing.words if thing else _("(removed)"))

    # -- other words ----------------------------------------------------------

    def others(self, name: str) -> tuple[str, ...]:
        """What was written under *other* in lists of that name, oldest first."""
        if name not in self._others:
            found = (
                (head.id, self._other_words(head, name)) for head in self._of(name)
            )
            self._others[name] = {entry: words for entry, words in found if words}
        by_entry = self._others[name]
        return tuple(
            dict.fromkeys(word for words in by_entry.values() for word in words)
        )

    def _of(self, name: str) -> Iterator[Entry]:
        """The entries that may hold words of a list: a list of one block's own is
        called after its exercise.
        """
        home = name.rpartition("/")[0]
        for head in tuple(self.heads.values()):
            if not home or head.exercise == home:
                yield head

    def _other_words(self, head: Entry, name: str) -> tuple[str, ...]:
        if head.id not in self._own_words:
            self._own_words[head.id] = {
                one: tuple(words) for one, words in self._written(head).items()
            }
        return self._own_words[head.id].get(name, ())

    def _written(self, head: Entry) -> Mapping[str, dict[str, None]]:
        """List name → the words of an entry that no choice stands for.

        Words under *other* are stored as they are, so an entry nobody has opened
        is looked through as it lies in the store: reading it all would be dear.
        """
        found: dict[str, dict[str, None]] = {}
        for name, places in self._lists(head).items():
            for place in places:
                for value in self._said(head.id, place):
                    for word in value if isinstance(value, tuple | list) else (value,):
                        if isinstance(word, str) and word and word not in place.listed:
                            found.setdefault(name, {})[word] = None
        return found

    def _said(self, entry_id: str, place: _Place) -> Iterator[Value | Json]:
        values: Iterable[Value | Json]
        if self.is_loaded(entry_id):
            rows = self.answers(entry_id).get(place.block, {})
            values = [answered.value for answered in rows.values()]
        else:
            values = self.stored_under(entry_id, place.block)
        for value in values:
            if not place.column:
                yield value
            elif isinstance(value, Mapping):
                yield value.get(place.column, "")

    def _lists(self, head: Entry) -> Mapping[str, list[_Place]]:
        """List name → where this entry's exercise asks for words of it."""
        compiled = self.compiled(head)
        key = compiled.exercise.hash
        if key not in self._places:
            self._places[key] = _places(compiled)
        return self._places[key]

    def refresh_others(self, entry_id: str) -> tuple[str, ...]:
        """Bring the lists somebody read up to date with an entry; which changed."""
        head = self.heads.get(entry_id)
        self._own_words.pop(entry_id, None)
        changed: list[str] = []
        for name, by_entry in self._others.items():
            before = by_entry.pop(entry_id, ())
            after = self._other_words(head, name) if head is not None else ()
            if after:
                by_entry[entry_id] = after
            if before != after:
                changed.append(name)
        return tuple(changed)

    def known_lists(self) -> tuple[str, ...]:
        """The lists whose words somebody has read."""
        return tuple(self._others)

    # -- what lies around an entry -----------------------------------------------

    def context(self, entry: Entry, today: date) -> Context:
        """What lies around an entry."""
        return Context(
            today=today,
            moment=entry.when.replace(tzinfo=None),
            entry=entry.id,
            collections=_Collections(self),
            other_words=_Others(self),
            known_things=_Known(self),
        )


@frozen(eq=False)
class _Collections(Mapping[str, tuple[Item, ...]]):
    view: View

    def __getitem__(self, name: str) -> tuple[Item, ...]:
        return self.view.things(name)

    def __iter__(self) -> Iterator[str]:
        return iter(self.view.library.shapes)

    def __len__(self) -> int:
        return len(self.view.library.shapes)


@frozen(eq=False)
class _Others(Mapping[str, tuple[str, ...]]):
    view: View

    def __getitem__(self, name: str) -> tuple[str, ...]:
        return self.view.others(name)

    def __iter__(self) -> Iterator[str]:
        return iter(self.view.known_lists())

    def __len__(self) -> int:
        return len(self.view.known_lists())


@frozen(eq=False)
class _Known(Mapping[Thing, Item]):
    """Every thing, looked up one by one; walking them gathers every collection."""

    view: View

    def __getitem__(self, thing: Thing) -> Item:
        item = self.view.item(thing)
        if item is None:
            raise KeyError(thing)
        return item

    def __iter__(self) -> Iterator[Thing]:
        for name in self.view.library.shapes:
            yield from (item.thing for item in self.view.things(name))

    def __len__(self) -> int:
        return sum(len(self.view.things(name)) for name in self.view.library.shapes)
