"""What a workbook holds: heads and answers, read with the right exercise text.

Answers are read from the store the first time somebody asks for their entry, and
are live from then on: every change lands here before it reaches the disk.
"""

from __future__ import annotations

import threading
from collections.abc import Mapping

from attrs import define, field, frozen

from workbook.engine import Answered, Compiled
from workbook.errors import NotFound
from workbook.model import At, Entry, Json, Thing
from workbook.store.transaction import Store, Stored
from workbook.usecases.answers import load_answer, revised, words_kept
from workbook.usecases.library import Library
from workbook.words import _

Table = dict[str, dict[str | None, Answered]]
"""An entry's answers by block and row."""


@frozen
class Kept:
    """What the store keeps beside an answer: the words of its picks, as they stood,
    and the older address it is a view of.
    """

    words: Mapping[Thing, str]
    source: At | None = None


@define
class Held:
    """Heads and answers of an open workbook. One thread uses it."""

    store: Store
    library: Library
    using: threading.Lock
    heads: dict[str, Entry]
    kept: dict[At, Kept] = field(factory=dict)
    _answers: dict[str, Table] = field(factory=dict)

    # -- definitions ----------------------------------------------------------

    def compiled(self, entry: Entry) -> Compiled:
        """The exercise an entry is read with: the newest for a living list, the one
        it was answered with otherwise. Raises NotFound when neither is here.
        """
        newest = self._newest(entry.exercise)
        if newest is not None and (
            newest.exercise.hash == entry.hash or newest.exercise.keeps == "one"
        ):
            return newest
        kept = self.definition(entry.hash, entry.exercise)
        if kept is not None:
            return kept
        if newest is not None:
            return newest
        raise NotFound(
            _("The exercise “{id}” is not here any more.").format(id=entry.exercise),
            _("Your answers are kept. Put its file or plugin back to read them."),
        )

    def _newest(self, exercise: str) -> Compiled | None:
        try:
            return self.library.compiled(exercise)
        except NotFound:
            return None

    def definition(self, hash_: str, exercise: str) -> Compiled | None:
        """An exercise text the workbook keeps, compiled; None when it keeps none."""
        with self.using:
            text = self.store.definition(hash_)
        if text is None:
            return None
        return self.library.compile_text(text, hash_, exercise.partition(".")[0])

    # -- answers --------------------------------------------------------------

    def answers(self, entry_id: str) -> Table:
        """An entry's answers; the table is live."""
        if entry_id not in self._answers:
            self._answers[entry_id] = self._load(entry_id)
        return self._answers[entry_id]

    def is_loaded(self, entry_id: str) -> bool:
        """Whether an entry's answers are read already, and may be ahead of the disk."""
        return entry_id in self._answers

    def stored_under(self, entry_id: str, block: str) -> list[Json]:
        """The answers of one block as they lie in the store."""
        with self.using:
            stored = self.store.answers(entry_id)
        return [one.raw for one in stored if one.at.block == block]

    def forget(self, entry_id: str) -> None:
        """An entry is no more."""
        self.heads.pop(entry_id, None)
        self._answers.pop(entry_id, None)
        for at in [at for at in self.kept if at.entry == entry_id]:
            del self.kept[at]

    def adopt(self, entry_id: str, table: Table) -> None:
        """Take in the answers of an entry that was just begun."""
        self._answers[entry_id] = table

    def _load(self, entry_id: str) -> Table:
        head = self.heads.get(entry_id)
        if head is None:
            return {}
        with self.using:
            stored = self.store.answers(entry_id)
        compiled = self.compiled(head)
        table: Table = {}
        # Answers already written in the newest version come last, and win.
        for one in sorted(stored, key=lambda s: s.hash == compiled.exercise.hash):
            seen = self._as_seen(one, compiled, head)
            if seen is None:
                continue
            value = load_answer(compiled, seen.at.block, seen.at.row, seen.raw)
            table.setdefault(seen.at.block, {})[seen.at.row] = Answered(
                value, seen.order
            )
            source = one.at if one.at != seen.at else None
            self.kept[seen.at] = Kept(words_kept(seen), source)
        return table

    def _as_seen(
        self, stored: Stored, compiled: Compiled, head: Entry
    ) -> Stored | None:
        exercise = compiled.exercise
        if stored.hash in ("", exercise.hash) or not exercise.changes:
            return stored
        older = self.definition(stored.hash, head.exercise)
        version = older.exercise.version if older else head.version
        changes = sorted(exercise.changes, key=lambda change: change.to)
        later = tuple(c for c in changes if version < c.to <= exercise.version)
        return revised(stored, later)

    # -- words ----------------------------------------------------------------

    def title(self, head: Entry) -> str:
        """What names an entry without its words: the exercise's title and the day."""
        try:
            title = str(self.compiled(head).exercise.title)
        except NotFound:
            title = _("An exercise that is not here")
        return f"{title}, {head.when.date().isoformat()}"
