"""An open workbook: what every face is given.

Entries are begun, opened, set aside and deleted here; how a change finds its way
is `workbook.usecases.changing`.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

import attrs

from workbook.engine import Answered, evaluate
from workbook.engine.blocks.pick import NewThing
from workbook.engine.expression import compile_expression
from workbook.engine.logic import ExpressionFailed
from workbook.engine.scope import ExerciseScope
from workbook.engine.shapes import WOVEN
from workbook.engine.terms import Expression
from workbook.errors import PluginError, Refused, StoreError
from workbook.model import (
    MISSING,
    At,
    Entry,
    Exercise,
    Item,
    State,
    Thing,
    Value,
)
from workbook.store.sealed import SealedStore
from workbook.store.transaction import Transaction
from workbook.usecases import adding, leaving, listing
from workbook.usecases.changing import Changing
from workbook.usecases.clock import new_id
from workbook.usecases.open_entry import OpenEntry, Put
from workbook.usecases.today import Today, today
from workbook.words import _


class Workbook(Changing):
    """One person's workbook, open. One thread uses it; the saver has its own."""

    # -- entries --------------------------------------------------------------

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

    def new_things(
        self, collection: str, words: tuple[str, ...]
    ) -> tuple[tuple[Thing, ...], tuple[Put, ...], tuple[Entry, ...]]:
        """See `workbook.usecases.adding`."""
        return adding.new_things(self, collection, words)

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
