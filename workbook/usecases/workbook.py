"""An open workbook: what every face is given.

It owns the live view and the saver, holds the clock and the ids, and is the one
place where a change goes on its way: into the view, to every open entry that
reads it, and to the disk.
"""

from __future__ import annotations

import threading
from collections.abc import Mapping
from datetime import datetime

import attrs

from workbook.engine import Answered, Context, evaluate
from workbook.engine.blocks.pick import NewThing
from workbook.engine.expression import compile_expression
from workbook.engine.logic import ExpressionFailed
from workbook.engine.order import between
from workbook.engine.scope import ExerciseScope
from workbook.engine.shapes import WOVEN
from workbook.engine.terms import Expression
from workbook.errors import NotFound, PluginError, Refused, StoreError
from workbook.model import (
    MISSING,
    At,
    Entry,
    Exercise,
    Item,
    Json,
    RowLimits,
    State,
    Thing,
    Value,
)
from workbook.store.sealed import SealedStore
from workbook.store.transaction import Store, Stored, Transaction
from workbook.usecases import leaving, listing
from workbook.usecases.answers import dump_answer, kept_words, things_in
from workbook.usecases.clock import Clock, new_id, stamp
from workbook.usecases.held import Kept
from workbook.usecases.library import Library
from workbook.usecases.open_entry import OpenEntry, Put
from workbook.usecases.saver import Saver
from workbook.usecases.today import Today, today
from workbook.usecases.view import View
from workbook.words import _


class Workbook:
    """One person's workbook, open. One thread uses it; the saver has its own."""

    def __init__(
        self, store: Store, library: Library, clock: Clock, plans: leaving.Plans
    ) -> None:
        self.store = store
        self.library = library
        self.clock = clock
        self.plans = plans
        self._using = threading.Lock()
        self.view = View.of(store, library, self._using)
        self.saver = Saver(store, self._using)
        self._open: list[OpenEntry] = []
        self._defined: set[str] = set()
        self.last_seen = listing.last_seen(self.view.heads.values())

    # -- entries --------------------------------------------------------------

    def heads(self) -> tuple[Entry, ...]:
        """Every entry, the one touched last first."""
        return tuple(
            sorted(
                self.view.heads.values(), key=lambda head: head.touched, reverse=True
            )
        )

    def head(self, entry_id: str) -> Entry:
        """An entry's head. Raises NotFound."""
        head = self.view.heads.get(entry_id)
        if head is None:
            raise NotFound(
                _("There is no entry “{id}”.").format(id=entry_id),
                _("“workbook entries” lists them."),
            )
        return head

    def title(self, entry_id: str) -> str:
        """What names an entry without its words: the exercise's title and the day."""
        return self.view.title(self.head(entry_id))

    def things(self, collection: str) -> tuple[Item, ...]:
        """All things of a collection."""
        return self.view.things(collection)

    def begin(
        self,
        exercise_id: str,
        at: datetime | None = None,
        give: Mapping[str, Value] | None = None,
    ) -> OpenEntry:
        """A new entry, or the one there is of an exercise that keeps one.

        Nothing is kept until the first answer.  `at` dates it back; `give` fills
        blocks that are still empty.  Raises NotFound.
        """
        compiled = self.library.compiled(exercise_id)
        exercise = compiled.exercise
        existing = self._the_one(exercise)
        if existing is not None:
            opened = self.open(existing.id)
            _ask_craving_anew(opened)
        else:
            now = self.clock.now()
            entry = Entry(
                id=new_id(),
                exercise=exercise.id,
                version=exercise.version,
                hash=exercise.hash,
                state=State.DRAFT,
                begun=now,
                touched=now,
                dated=at,
            )
            evaluation = evaluate(compiled, {}, self.context(entry))
            opened = OpenEntry(self, entry, compiled, {}, evaluation, born=False)
            self._open.append(opened)
        if give:
            self._give(opened, give)
        return opened

    def _the_one(self, exercise: Exercise) -> Entry | None:
        if exercise.keeps != "one":
            return None
        for head in self.heads():
            if head.exercise == exercise.id and head.state is not State.SET_ASIDE:
                return head
        return None

    def _give(self, opened: OpenEntry, give: Mapping[str, Value]) -> None:
        """Fill empty blocks with what another exercise hands over, where it fits."""
        for block, value in give.items():
            state = opened.evaluation.blocks.get(block)
            type_ = opened.compiled.types.get(state.block.type) if state else None
            if state is None or type_ is None or state.answered:
                continue
            try:
                fitting = type_.parse(state.options, type_.dump(state.options, value))
            except NewThing as new:
                opened.handed[block] = new.words
                continue
            except (Refused, PluginError, TypeError, AttributeError, ValueError):
                continue
            at = At(opened.entry.id, block)
            opened.pending[at] = Answered(fitting)
            opened.answers.setdefault(block, {})[None] = Answered(fitting)
            opened.evaluate_again((block,))

    def open(self, entry_id: str) -> OpenEntry:
        """An entry to go on with or to amend. Raises NotFound."""
        for opened in self._open:
            if opened.entry.id == entry_id:
                return opened
        head = self.head(entry_id)
        compiled = self.view.compiled(head)
        if compiled.exercise.hash != head.hash:
            exercise = compiled.exercise
            head = attrs.evolve(head, hash=exercise.hash, version=exercise.version)
        answers = self.view.answers(entry_id)
        evaluation = evaluate(compiled, answers, self.context(head))
        opened = OpenEntry(self, head, compiled, answers, evaluation, born=True)
        self._open.append(opened)
        return opened

    def leave(self, opened: OpenEntry) -> None:
        """A face has left an entry; its undo is gone, its answers stay."""
        if opened in self._open:
            self._open.remove(opened)

    def context(self, entry: Entry) -> Context:
        """What lies around an entry, now."""
        return self.view.context(entry, self.clock.now().date())

    # -- one change -----------------------------------------------------------

    def held(self, at: At, opened: OpenEntry) -> Answered | None:
        """What is at an address now."""
        if at.entry == opened.entry.id:
            if not opened.born:
                return None
            return opened.answers.get(at.block, {}).get(at.row)
        return self.view.answers(at.entry).get(at.block, {}).get(at.row)

    def apply(
        self, opened: OpenEntry, puts: tuple[Put, ...], heads: tuple[Entry, ...]
    ) -> int:
        """One transaction over any number of entries; returns the saver's ticket."""
        # First what a block type can refuse: a fault there changes nothing.
        raws = self._dumped(puts, {head.id: head for head in heads})
        if opened.entry.id not in self.view.heads:
            self.view.adopt(opened.entry.id, opened.answers)
        for head in heads:
            self.view.heads[head.id] = head
        stored, removed = self._put(puts, raws)
        definitions = {
            head.hash: self.library.text(head.exercise)
            for head in heads
            if self._definition_needed(head)
        }
        transaction = Transaction(
            heads=heads,
            answers=tuple(stored),
            removed=tuple(removed),
            definitions=definitions,
        )
        common = self._tell(opened, puts)
        touched = {head.exercise for head in heads} if puts else set()
        return self.saver.submit(
            transaction, leaving.rewrite(self, touched, all_of_them=bool(common))
        )

    def _definition_needed(self, head: Entry) -> bool:
        if head.hash in self._defined:
            return False  # asked of the store once: it may be busy with a save
        with self._using:
            known = self.store.definition(head.hash) is not None
        if known:
            self._defined.add(head.hash)
        return not known and self._current_hash(head.exercise) == head.hash

    def _current_hash(self, exercise: str) -> str:
        try:
            return self.library.exercise(exercise).hash
        except NotFound:
            return ""

    def _dumped(
        self, puts: tuple[Put, ...], heads: Mapping[str, Entry]
    ) -> tuple[Json, ...]:
        """The answers as they will lie in the store. Raises PluginError."""
        raws: list[Json] = []
        for put in puts:
            if put.answered is None:
                raws.append(None)
                continue
            head = heads.get(put.at.entry) or self.view.heads[put.at.entry]
            node = self.view.compiled(head).block(put.at.block)
            raws.append(dump_answer(node, put.answered.value))
        return tuple(raws)

    def _put(
        self, puts: tuple[Put, ...], raws: tuple[Json, ...]
    ) -> tuple[list[Stored], list[At]]:
        utc_ms, offset = stamp(self.clock.now())
        stored: list[Stored] = []
        removed: list[At] = []
        for put, raw in zip(puts, raws, strict=True):
            table = self.view.answers(put.at.entry).setdefault(put.at.block, {})
            kept = self.view.kept.pop(put.at, None)
            if put.answered is None:
                table.pop(put.at.row, None)
                removed.append(put.at)
                if kept is not None and kept.source is not None:
                    removed.append(kept.source)
                continue
            table[put.at.row] = put.answered
            words = self._words_of(put.answered.value)
            self.view.kept[put.at] = Kept(words)
            stored.append(
                Stored(
                    at=put.at,
                    raw=raw,
                    order=put.answered.order,
                    hash=self.view.heads[put.at.entry].hash,
                    utc_ms=utc_ms,
                    offset=offset,
                    words=kept_words(put.answered.value, words),
                )
            )
        return stored, removed

    def _words_of(self, value: Value) -> dict[Thing, str]:
        found = ((thing, self.view.item(thing)) for thing in things_in(value))
        return {thing: item.words for thing, item in found if item is not None}

    def _tell(self, opened: OpenEntry, puts: tuple[Put, ...]) -> tuple[str, ...]:
        """Every open entry that reads what changed is evaluated again; which
        collections and lists of other words changed.
        """
        entries = {put.at.entry for put in puts} | {opened.entry.id}
        common: list[str] = []
        for entry in entries:
            common += (f"@{name}" for name in self.view.refresh(entry))
            common += (f"%{name}" for name in self.view.refresh_others(entry))
        for one in self._open:
            own = tuple(_changed(put) for put in puts if put.at.entry == one.entry.id)
            if own or common:
                one.evaluate_again((*own, *common))
        return tuple(common)

    def using(self) -> threading.Lock:
        """Held while anything but the saver touches the store."""
        return self._using

    def drop(self, entry_id: str) -> None:
        """Take an entry out of the view, and out of what open entries read."""
        self.view.forget(entry_id)
        self._open = [one for one in self._open if one.entry.id != entry_id]
        common = tuple(f"@{name}" for name in self.view.refresh(entry_id))
        for opened in self._open:
            opened.evaluate_again(common)

    def forget(self, opened: OpenEntry) -> int:
        """An entry whose only answers were taken back was never begun."""
        self.view.heads.pop(opened.entry.id, None)
        self._tell(opened, ())
        return self.saver.submit(
            Transaction(deleted=(opened.entry.id,)),
            leaving.rewrite(self, {opened.entry.exercise}, all_of_them=True),
        )

    def begin_again(self, homes: tuple[Entry, ...]) -> tuple[Entry, ...]:
        """Those of them that were forgotten, empty; the others stay as they are now."""
        gone = tuple(home for home in homes if home.id not in self.view.heads)
        for home in gone:
            self.view.adopt(home.id, {})  # the store may still be deleting it
        return gone

    def forget_empty(self, entries: frozenset[str]) -> int:
        """Lists begun for words that were taken back; the saver's ticket, or 0."""
        empty = {one for one in entries if not any(self.view.answers(one).values())}
        exercises = {self.view.heads[one].exercise for one in empty}
        for one in empty:
            self.drop(one)
        if not empty:
            return 0
        return self.saver.submit(
            Transaction(deleted=tuple(empty)),
            leaving.rewrite(self, exercises, all_of_them=True),
        )

    def picks_of(self, opened: OpenEntry) -> tuple[Put, ...]:
        """The answers that hold things, to be kept with the words of this moment."""
        return tuple(
            Put(At(opened.entry.id, block, row), answered)
            for block, rows in opened.answers.items()
            for row, answered in rows.items()
            if things_in(answered.value)
        )

    def new_things(
        self, collection: str, words: tuple[str, ...]
    ) -> tuple[tuple[Thing, ...], tuple[Put, ...], tuple[Entry, ...]]:
        """New rows of a collection's home: (things, puts, heads), not yet done.

        Raises Refused when the collection takes no rows of that kind.
        """
        shape = self.library.shapes.get(collection)
        if shape is None or not shape.block:
            raise Refused(_("Nothing can be added to that list from here."))
        home = self.begin(shape.exercise)
        node = home.compiled.block(shape.block)
        rows = home.evaluation.blocks[shape.block].rows
        if (
            isinstance(node.limits, RowLimits)
            and len(rows) + len(words) > node.limits.max
        ):
            raise Refused(_("That list is full."), _("Remove a row there first."))
        column = next(c for c in node.columns if c.block.id == shape.words)
        order = rows[-1].order if rows else ""
        things: list[Thing] = []
        puts: list[Put] = []
        for word in words:
            if column.type is None:
                raise Refused(_("Nothing can be added to that list from here."))
            cell = column.type.parse(column.block.options, word)
            order = between(order, "")
            row = new_id(8)
            things.append(Thing(home.entry.id, shape.block, row))
            puts.append(
                Put(
                    At(home.entry.id, shape.block, row),
                    Answered({shape.words: cell}, order),
                )
            )
        state = home.entry.state
        if home.entry.id not in self.view.heads:
            # Nobody opened that list: there is nothing to go on with there.
            state = State.FINISHED
            self.view.adopt(home.entry.id, home.answers)
        home.entry = attrs.evolve(home.entry, state=state, touched=self.clock.now())
        home.born = True
        self.view.heads.setdefault(home.entry.id, home.entry)
        return tuple(things), tuple(puts), (home.entry,)

    # -- Today and lists ------------------------------------------------------

    def today(self) -> Today:
        """What could be done now."""
        return today(listing.facts(self))

    def hidden(self, exercise_id: str) -> bool:
        """Whether the person's answers leave an exercise out of what is offered."""
        text = self.library.card(exercise_id).hide_if
        if not text:
            return False
        scope = ExerciseScope({}, frozenset(), self.library.shapes)
        condition = compile_expression(text, scope, wants="yes_no").expression
        return condition is not None and self._holds(condition)

    def _holds(self, condition: Expression) -> bool:
        values = {}
        for index, read in enumerate(condition.reads):
            if read.root != "@":
                return False
            items = [item for item in self.view.things(read.name) if item.offered]
            values[f"_r{index}"] = tuple(
                item.cells.get(read.part, MISSING) if read.part else str(item.thing)
                for item in items
            )
        try:
            return condition.evaluate(values) is True
        except ExpressionFailed:
            return False

    # -- setting aside, deleting ----------------------------------------------

    def set_aside(self, entry_id: str) -> None:
        """Take an entry out of what is offered; it stays where it is used."""
        head = self.head(entry_id)
        if head.state is State.SET_ASIDE:
            return
        self._rehead(attrs.evolve(head, state=State.SET_ASIDE, before_aside=head.state))

    def bring_back(self, entry_id: str) -> None:
        """Offer a set-aside entry again."""
        head = self.head(entry_id)
        if head.state is not State.SET_ASIDE:
            return
        state = head.before_aside or State.DRAFT
        self._rehead(attrs.evolve(head, state=state, before_aside=None))

    def _rehead(self, head: Entry) -> None:
        self.view.heads[head.id] = head
        common = tuple(f"@{name}" for name in self.view.refresh(head.id))
        for opened in self._open:
            if opened.entry.id == head.id:
                opened.entry = head
            opened.evaluate_again(common)
        self.saver.submit(
            Transaction(heads=(head,)),
            leaving.rewrite(self, {head.exercise}, all_of_them=True),
        )

    def uses(self, entry_id: str) -> tuple[leaving.Use, ...]:
        """Where the things of an entry are picked."""
        return leaving.uses(self, self.head(entry_id))

    def uses_of(self, thing: Thing) -> tuple[leaving.Use, ...]:
        """Where one thing is picked."""
        return leaving.uses_of(self, thing)

    def delete(self, entry_id: str) -> None:
        """Remove an entry's words everywhere; picks of it read “(removed)”.

        Returns once the log holds none of it. Raises StoreError.
        """
        head = self.head(entry_id)
        leaving.delete(self, head)

    # -- what lies open -------------------------------------------------------

    def left_open(self) -> tuple[str, ...]:
        """The exercises whose words the person left open for Help now."""
        return tuple(plan.key for plan in self.plans.read())

    def leave_open(self, exercise_id: str, *, on: bool) -> None:
        """Leave an exercise's words open for Help now, or seal them again.

        Raises Refused for an exercise that is not made for it, and NotSaved.
        """
        exercise = self.library.exercise(exercise_id)
        if exercise.help_now is None:
            raise Refused(_("This cannot be left open for Help now."))
        before = self.plans.read()
        rest = tuple(plan for plan in before if plan.key != exercise_id)
        self.plans.want((*rest, *leaving.plan_of(self, exercise_id)) if on else rest)
        try:
            with self._using:
                self.plans.write()
        except StoreError:
            self.plans.want(before)
            raise

    # -- keys, end ------------------------------------------------------------

    def set_passphrase(self, passphrase: str) -> str | None:
        """From now on this passphrase opens the workbook; a spare key with the first.

        Raises Refused and NotSaved.
        """
        self.flush()
        with self._using:
            return self._sealed().set_passphrase(passphrase)

    def new_spare_key(self) -> str:
        """A new spare key; the old one opens nothing. Raises Refused, NotSaved."""
        with self._using:
            return self._sealed().new_spare_key()

    def _sealed(self) -> SealedStore:
        if not isinstance(self.store, SealedStore):
            raise Refused(_("This workbook is only in memory: it has no passphrase."))
        return self.store

    def flush(self, timeout: float | None = None) -> bool:
        """Wait (seconds) until everything is saved; whether it is."""
        return self.saver.wait(timeout=timeout)

    def try_again(self) -> bool:
        """Bring what could not be saved to the disk after all; whether it is there."""
        if self.saver.mark != "not saved":
            return self.flush()
        # The saver itself reads what the disk holds before it writes again.
        return self.saver.wait(self.saver.submit(Transaction()))

    def close(self) -> None:
        """Save what waits and let go of everything."""
        self.saver.close()
        self.store.close()
        self._open.clear()


def _ask_craving_anew(opened: OpenEntry) -> None:
    """A living list looked at again asks for the craving of this time.

    What was said the last time stays stored until it is said anew.
    """
    entry = opened.entry
    if entry.state is not State.FINISHED or entry.here is not None:
        return
    old = tuple(name for name in WOVEN if opened.answers.pop(name, None))
    if old:
        opened.evaluate_again(old)


def _changed(put: Put) -> str | tuple[str, str]:
    return put.at.block if put.at.row is None else (put.at.block, put.at.row)
