"""A change on its way: into the view, to every open entry that reads it, and to disk.

One transaction may touch any number of entries.  What a block type can refuse is
asked first, so that a fault there changes nothing; what the disk refuses later is
kept by the saver and said by its mark.
"""

from __future__ import annotations

import threading
from collections.abc import Mapping

from workbook.engine import Answered, Context
from workbook.errors import NotFound
from workbook.model import At, Entry, Json, Thing, Value
from workbook.store.transaction import Store, Stored, Transaction
from workbook.usecases import leaving, listing
from workbook.usecases.answers import dump_answer, kept_words, things_in
from workbook.usecases.clock import Clock, stamp
from workbook.usecases.held import Kept
from workbook.usecases.library import Library
from workbook.usecases.open_entry import OpenEntry, Put
from workbook.usecases.saver import Saver
from workbook.usecases.view import View
from workbook.words import _


class Changing:
    """The live view, the saver, and the entries open now."""

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

    def flush(self, timeout: float | None = None) -> bool:
        """Wait (seconds) until everything is saved; whether it is."""
        return self.saver.wait(timeout=timeout)


def _changed(put: Put) -> str | tuple[str, str]:
    return put.at.block if put.at.row is None else (put.at.block, put.at.row)
