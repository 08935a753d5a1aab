"""One entry being filled in, and the one place an unsaved answer lives.

A face walks `stops()`, gives answers, and reads `evaluation` and `mark`; it keeps
nothing of its own.  An entry begins with its first answer: opening one leaves
nothing behind.  Undo takes back a whole transaction, what it did to other
entries included; going back is something else and loses nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

import attrs
from attrs import define, field, frozen

from workbook.engine import Answered, Compiled, Evaluation, evaluate
from workbook.engine.blocks.pick import NewThing
from workbook.engine.order import between
from workbook.engine.stops import lacking, stops
from workbook.errors import PluginError, Refused
from workbook.model import (
    MISSING,
    NEW_ROW,
    At,
    Block,
    BlockType,
    Cells,
    Entry,
    Exercise,
    Json,
    RowLimits,
    State,
    Stop,
    Value,
)
from workbook.usecases.clock import new_id
from workbook.usecases.held import Table
from workbook.usecases.saver import Mark
from workbook.words import _

if TYPE_CHECKING:
    from workbook.usecases.workbook import Workbook


@frozen
class Put:
    """One step of a change: what is at an address now; None is nothing."""

    at: At
    answered: Answered | None


@frozen
class Step:
    """What undo takes back and redo does again, and where it was done."""

    before: tuple[Put, ...]
    after: tuple[Put, ...]
    stop: Stop
    #: The entries it touched in other exercises, and which of them it began.
    homes: tuple[Entry, ...] = ()
    made: frozenset[str] = frozenset()


@frozen
class Lack:
    """Something required that is not answered yet."""

    stop: Stop
    text: str


@define(eq=False)
class OpenEntry:
    """See the module. Made by `Workbook.begin` and `Workbook.open` only."""

    book: Workbook
    entry: Entry
    compiled: Compiled
    answers: Table
    evaluation: Evaluation
    born: bool
    pending: dict[At, Answered] = field(factory=dict)
    #: Words another exercise handed over that are nothing yet: a face offers them.
    handed: dict[str, str] = field(factory=dict)
    _done: list[Step] = field(factory=list)
    _undone: list[Step] = field(factory=list)
    _begun_here: bool = False
    _ticket: int = 0

    @property
    def exercise(self) -> Exercise:
        """The exercise as walked: its craving check is woven in."""
        return self.compiled.exercise

    @property
    def mark(self) -> Mark:
        """Whether everything answered here is on the disk: the log's word."""
        return self.book.saver.mark

    @property
    def reason(self) -> str:
        """Why it is not saved; "" when it is."""
        error = self.book.saver.error
        return str(error) if error and self.mark == "not saved" else ""

    def stops(self) -> tuple[Stop, ...]:
        """The places that can be answered now, in order."""
        return stops(self.compiled, self.evaluation)

    def watch(self, tell: Callable[[], None]) -> None:
        """Call `tell`, on the saver's thread, when the mark may have changed."""
        self.book.saver.watch(tell)

    def flush(self, timeout: float | None = None) -> bool:
        """Wait (seconds) until what was answered is saved; whether it is."""
        return self.book.saver.wait(timeout=timeout)

    # -- reading a stop -------------------------------------------------------

    def block_at(self, stop: Stop) -> Block:
        """The block or column asked at a stop, with its options as offered now."""
        state = self.evaluation.blocks[stop.block]
        if stop.column is None:
            return attrs.evolve(state.block, options=state.options)
        for column in state.columns:
            if column.id == stop.column:
                return column
        raise KeyError(stop)

    def type_at(self, stop: Stop) -> BlockType:
        """The type of what is asked at a stop. Raises KeyError when not installed."""
        return self.compiled.types[self.block_at(stop).type]

    def value_at(self, stop: Stop) -> Value | None:
        """What is answered at a stop, DECLINED included; None when nothing is."""
        state = self.evaluation.blocks[stop.block]
        if stop.column is None:
            return None if state.value is MISSING else state.value
        for row in state.rows:
            if row.id == stop.row and stop.column in row.cells:
                value = row.cells[stop.column].value
                return None if value is MISSING else value
        return None

    def parse_at(self, stop: Stop, raw: Json) -> Value:
        """The value `raw` means at a stop. Raises Refused, naming the block."""
        block = self.block_at(stop)
        try:
            return self.type_at(stop).parse(block.options, raw)
        except NewThing:
            raise
        except Refused as refused:
            name = stop.block if stop.column is None else f"{stop.block}.{stop.column}"
            raise Refused(refused.message, refused.hint, name) from None

    # -- answering ------------------------------------------------------------

    def answer(self, block: str, value: Value | None, row: str | None = None) -> None:
        """Set one address: a block's answer, or all cells of one row. None removes."""
        at = At(self.entry.id, block, row)
        order = ""
        if row is not None:
            old = self.answers.get(block, {}).get(row)
            order = old.order if old else self._last_order(block)
        after = None if value is None else Answered(value, order)
        self.change((Put(at, after),), Stop(block, row))

    def answer_at(self, stop: Stop, value: Value | None) -> Stop:
        """Answer at a stop. A cell joins its row; at `NEW_ROW` a row is added, and
        the stop of its cell is returned.
        """
        if stop.column is None or stop.row is None:
            self.answer(stop.block, value)
            return stop
        row = new_id(8) if stop.row == NEW_ROW else stop.row
        held = self.answers.get(stop.block, {}).get(row)
        cells: dict[str, Value] = dict(_cells(held))
        if value is None:
            cells.pop(stop.column, None)
        else:
            cells[stop.column] = value
        self.answer(stop.block, cells, row)
        return Stop(stop.block, row, stop.column)

    def add_row(self, block: str, cells: Cells, after: str | None = None) -> str:
        """Add a row, at the end or after another; its id. Raises Refused when full."""
        node = self.compiled.block(block)
        rows = self.evaluation.blocks[block].rows
        if isinstance(node.limits, RowLimits) and len(rows) >= node.limits.max:
            raise Refused(
                _("This list takes {most} rows.").format(most=node.limits.max),
                block=block,
            )
        ids = [row.id for row in rows]
        row = new_id(8)
        position = ids.index(after) + 1 if after in ids else len(ids)
        low = rows[position - 1].order if position else ""
        high = rows[position].order if position < len(rows) else ""
        at = At(self.entry.id, block, row)
        self.change(
            (Put(at, Answered(dict(cells), between(low, high))),), Stop(block, row)
        )
        return row

    def remove_row(self, block: str, row: str) -> None:
        """Take a row out. Undo brings it back."""
        self.change((Put(At(self.entry.id, block, row), None),), Stop(block, row))

    def move_row(self, block: str, row: str, to: int) -> None:
        """Put a row at position `to` (from 0)."""
        others = [r for r in self.evaluation.blocks[block].rows if r.id != row]
        low = others[to - 1].order if 0 < to <= len(others) else ""
        high = others[to].order if to < len(others) else ""
        held = self.answers[block][row]
        moved = attrs.evolve(held, order=between(low, high))
        self.change((Put(At(self.entry.id, block, row), moved),), Stop(block, row))

    def add_and_pick(self, stop: Stop, new: NewThing) -> Stop:
        """Make things of new words in the collection's home exercise and pick them
        here, in one transaction. Raises Refused when the home takes no more.
        """
        known = frozenset(self.book.view.heads)
        things, puts, homes = self.book.new_things(new.collection, new.new)
        made = frozenset(home.id for home in homes) - known
        many = bool(getattr(self.block_at(stop).options, "many", False))
        value: Value = (*new.beside, *things) if many else things[0]
        row = new_id(8) if stop.row == NEW_ROW else stop.row
        at = At(self.entry.id, stop.block, row)
        order = ""
        if row is not None and stop.column is not None:
            held = self.answers.get(stop.block, {}).get(row)
            order = held.order if held else self._last_order(stop.block)
            value = {**_cells(held), stop.column: value}
        here = Stop(stop.block, row, stop.column)
        self.change((*puts, Put(at, Answered(value, order))), here, homes, made)
        return here

    def _last_order(self, block: str) -> str:
        node = self.compiled.block(block)
        if node.fixed:
            return ""
        keys = [
            a.order for row, a in self.answers.get(block, {}).items() if row is not None
        ]
        return between(max(keys, default=""), "")

    def change(
        self,
        puts: tuple[Put, ...],
        stop: Stop,
        homes: tuple[Entry, ...] = (),
        made: frozenset[str] = frozenset(),
    ) -> None:
        """Do one transaction, to be undone as one."""
        if not self.born:
            written = {put.at for put in puts}
            puts += tuple(
                Put(at, held) for at, held in self.pending.items() if at not in written
            )
        before = tuple(Put(put.at, self.book.held(put.at, self)) for put in puts)
        if before == puts:
            self.pending.clear()
            return
        self._apply(puts, stop, homes)
        self.pending.clear()
        self._done.append(Step(before, puts, stop, homes, made))
        self._undone.clear()

    def _apply(
        self, puts: tuple[Put, ...], stop: Stop, homes: tuple[Entry, ...] = ()
    ) -> None:
        here = stop if stop.row != NEW_ROW else self.entry.here
        was = self.entry, self._begun_here, self.born
        self.entry = attrs.evolve(self.entry, here=here, touched=self.book.clock.now())
        self._begun_here = self._begun_here or not self.born
        self.born = True
        try:
            self._ticket = self.book.apply(self, puts, (*homes, self.entry))
        except PluginError:  # the block's type could not: nothing is begun or changed
            self.entry, self._begun_here, self.born = was
            raise

    def go(self, stop: Stop | None) -> None:
        """Remember where the person stands, to be resumed there."""
        if stop == self.entry.here:
            return
        self.entry = attrs.evolve(self.entry, here=stop)
        if self.born:
            self._ticket = self.book.apply(self, (), (self.entry,))

    # -- undo -----------------------------------------------------------------

    def undo(self) -> Stop | None:
        """Take back the last change of this sitting; where it was, or None."""
        return self._replay(self._done, self._undone, back=True)

    def redo(self) -> Stop | None:
        """Do again what was taken back last; where it was, or None."""
        return self._replay(self._undone, self._done, back=False)

    def _replay(self, from_: list[Step], to: list[Step], *, back: bool) -> Stop | None:
        if not from_:
            return None
        step = from_.pop()
        to.append(step)
        again = self.book.begin_again(step.homes) if not back else ()
        self._apply(step.before if back else step.after, step.stop, again)
        if back and step.made:
            self._ticket = self.book.forget_empty(step.made) or self._ticket
        if back and not from_ and self._begun_here and not any(self.answers.values()):
            self.born = False
            self._ticket = self.book.forget(self)
        return step.stop

    # -- finishing ------------------------------------------------------------

    def lacks(self) -> tuple[Lack, ...]:
        """What is required and not answered yet."""
        return tuple(
            Lack(stop, self._asked(stop))
            for stop in lacking(self.compiled, self.evaluation)
        )

    def _asked(self, stop: Stop) -> str:
        block = self.evaluation.blocks[stop.block].block
        if stop.column is not None:
            for column in self.evaluation.blocks[stop.block].columns:
                if column.id == stop.column:
                    return column.text or column.id
        return block.text or block.id

    def finish(self) -> tuple[Lack, ...]:
        """Finish the entry when nothing required is missing; else what is.

        Picks keep the words they have at this moment.
        """
        missing = self.lacks()
        if missing:
            return missing
        if not self.born and not self.pending:
            return ()
        self.entry = attrs.evolve(
            self.entry, state=State.FINISHED, here=None, touched=self.book.clock.now()
        )
        puts = tuple(Put(at, held) for at, held in self.pending.items())
        self.pending.clear()
        self.born = True
        picks = self.book.picks_of(self)
        self._ticket = self.book.apply(self, (*picks, *puts), (self.entry,))
        return ()

    def evaluate_again(self, changed: tuple[str | tuple[str, str], ...]) -> None:
        """Bring the evaluation up to date; called by the workbook."""
        self.evaluation = evaluate(
            self.compiled,
            self.answers,
            self.book.context(self.entry),
            self.evaluation,
            changed,
        )


def _cells(held: Answered | None) -> Cells:
    return held.value if held is not None and isinstance(held.value, Mapping) else {}
