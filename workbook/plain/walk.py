"""An exercise page by page: the one loop from its first question to its end.

It holds no answer and no rule: where one can stand, what is missing, what is
worrying come from the engine, and `OpenEntry` keeps every answer.  After a lock
the entry is opened again, and the walk goes on from the same stop.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from enum import Enum
from typing import TypeAlias

from attrs import define, field

from workbook.engine.evaluation import Evaluation
from workbook.errors import ContentError, NotFound
from workbook.model import NEW_ROW, Stop, Value
from workbook.plain import alerts, finish, printed, rows, steps
from workbook.plain.commands import Command
from workbook.plain.question import Done, Question
from workbook.plain.session import Scope, Session
from workbook.plain.steps import PageTop, Rank, Shown
from workbook.usecases.open_entry import OpenEntry
from workbook.usecases.workbook import Workbook
from workbook.words import _

PATIENCE = 0.25
"""Seconds a prompt waits for the disk before it says that it is saving."""


class End(Enum):
    """How a walk can be over."""

    REACHED = "every stop is behind"
    LEFT = "the person went back out"


class BackToToday(Exception):
    """Out of every exercise that is open."""


Way: TypeAlias = Stop | End


def walk(
    session: Session,
    exercise: str,
    *,
    entry: str = "",
    at: datetime | None = None,
    give: Mapping[str, Value] | None = None,
) -> None:
    """An exercise, then whichever next one is chosen at its end.

    Raises NotFound or ContentError when it cannot be opened, Left and BackToToday.
    """
    onward = Walk(session, exercise, entry_id=entry, at=at, give=give or {}).run()
    while onward is not None:
        onward = Walk(session, onward.next.open, give=onward.give).run()


def visit(session: Session, exercise: str, entry: str = "") -> None:
    """As `walk`, for a page to come back to: what cannot be opened is said."""
    try:
        walk(session, exercise, entry=entry)
    except (NotFound, ContentError) as error:
        session.say_error(error)


@define(eq=False)
class Walk:
    """See the module."""

    session: Session
    exercise_id: str
    entry_id: str = ""
    at: datetime | None = None
    give: Mapping[str, Value] = field(factory=dict)
    _book: Workbook | None = None
    _opened: OpenEntry | None = None
    _page: int = -1
    _block: str = ""
    _row: str | None = None
    #: Whether a given row's name was printed just now.
    _named_row: bool = False
    _on: frozenset[str] = frozenset()
    _told_words: bool = False

    @property
    def opened(self) -> OpenEntry:
        """The entry as the open workbook has it."""
        book = self.session.book
        if self._book is not book or self._opened is None:
            known = any(head.id == self.entry_id for head in book.heads())
            self._opened = (
                book.open(self.entry_id)
                if known
                else book.begin(self.exercise_id, at=self.at, give=self.give)
            )
            self.entry_id = self._opened.entry.id
            self._book = book
        return self._opened

    def run(self) -> finish.Onward | None:
        """Walk to the end, or out; what was chosen to go on with."""
        self.session.walking.append(self.opened.exercise.id)
        try:
            return self._walk()
        finally:
            self.session.walking.pop()
            if self.session.is_open and self._opened is not None:
                self.session.book.leave(self._opened)

    def _walk(self) -> finish.Onward | None:
        here = self._begin()
        self._tell_alerts()
        while True:
            while isinstance(here, Stop):
                here = self._at(here)
            if here is End.LEFT:
                self._say_left()
                return None
            self._settle()
            ended = finish.finish(self.session, self.opened, lambda: self.opened)
            if isinstance(ended, Stop):
                here = self._stand(ended) or End.REACHED
            elif isinstance(ended, Command):
                here = self._follow(ended, None)
            else:
                return ended

    def _say_left(self) -> None:
        if self.opened.born:
            self.session.say(_("What you wrote is kept. You can go on any day."))

    # -- the way --------------------------------------------------------------

    def _begin(self) -> Way:
        opened = self.opened
        exercise = opened.exercise
        say = self.session.say
        say("", exercise.title)
        say(
            _("About {minutes} minutes. {smallest}").format(
                minutes=exercise.minutes, smallest=exercise.smallest
            )
        )
        if not exercise.reviewed:
            say(_("No clinician has reviewed this one yet."))
        here = opened.entry.here
        if here is not None and opened.born:
            stop = steps.standing(opened, here)
            if stop is not None:
                number, of = steps.place(opened, steps.page_at(opened, stop)) or (1, 1)
                say(
                    _("You stopped on page {page} of {pages}. Here it goes on.").format(
                        page=number, pages=of
                    )
                )
                return stop
        say(exercise.purpose, exercise.why)
        if opened.born:
            say(_("This was filled in before. Enter keeps each answer."))
        return self._onward(steps.START)

    def _onward(self, after: Rank) -> Way:
        """The next stop, printing what stands before it."""
        opened = self.opened
        for step in steps.steps(opened, after[0] if after else 0):
            if steps.rank(opened, step) <= after:
                continue
            if isinstance(step, PageTop):
                self._print_page_top(step.page)
            elif isinstance(step, Shown):
                printed.block(self.session, self.opened, step.block)
            elif steps.is_free(opened, step.block) and step.column is not None:
                return steps.gate(opened, step.block)
            else:
                return step
        return End.REACHED

    def _after(self, stop: Stop) -> Way:
        """Where one goes on after a stop: the row to its end, then its table."""
        opened = self.opened
        here = steps.rank(opened, stop)
        if steps.is_free(opened, stop.block) and stop.row not in (None, NEW_ROW):
            for cell in steps.cells(opened, stop.block, str(stop.row)):
                if steps.rank(opened, cell) > here:
                    return cell
            return steps.gate(opened, stop.block)
        return self._onward(here)

    def _stand(self, stop: Stop | None, column: str = "") -> Stop | None:
        return steps.standing(self.opened, stop, column) if stop else None

    # -- one stop -------------------------------------------------------------

    def _at(self, stop: Stop) -> Way:
        self._arrive(stop)
        self.opened.go(stop)
        self._settle()
        if stop.column is None and steps.is_table(self.opened, stop.block):
            return self._at_declined_table(stop)
        lead = ""
        if stop.column is not None:
            lead = rows.lead(self.opened, stop)
        named_now = self._named_row
        question = Question(self.session, lambda: self.opened, stop, lead, named_now)
        outcome = question.put()
        if outcome == Command("pass"):
            outcome = question.pass_() or Done(stop, changed=False)
            if outcome == Done(stop, changed=False):
                return stop
        if isinstance(outcome, Command):
            way = self._follow(outcome, question.stop)
        else:
            if outcome.changed:
                printed.problems(self.session, self.opened, outcome.stop)
                self._tell_alerts()
            way = self._after(outcome.stop)
        self._tell_alerts()
        return way

    def _at_declined_table(self, stop: Stop) -> Way:
        """A whole table passed over: Enter leaves it so."""
        said = _("You said that you would rather not say. Enter keeps that.")
        more = _("Type w to write here after all.")
        self.session.say(said, more)
        reply = self.session.read(
            Scope(
                allowed=frozenset({"back", "skip", "undo", "redo", "today"}),
                again=lambda: self.session.say(said, more),
            )
        )
        if isinstance(reply, Command):
            return self._follow(reply, stop)
        if not reply.strip():
            return self._after(stop)
        self.opened.answer(stop.block, None)
        return steps.gate(self.opened, stop.block)

    def _follow(self, command: Command, stop: Stop | None) -> Way:
        """A command that moves; `stop` is where it was typed, None at the end."""
        match command.name:
            case "back":
                return self._back(stop)
            case "skip" if stop is not None:
                return self._after(stop)
            case "undo":
                return self._undo(stop)
            case "redo":
                return self._undo(stop, redo=True)
            case "today":
                raise BackToToday
        if stop is None:
            return End.REACHED
        return self._follow_in_table(command, stop)

    def _follow_in_table(self, command: Command, stop: Stop) -> Way:
        opened = self.opened
        state = opened.evaluation.blocks[stop.block]
        if command.name == "rows":
            rows.list_rows(self.session, opened, stop.block)
        elif command.name == "row":
            row = rows.find(state, command.rest)
            if row is None:
                rows.say_no_such_row(self.session, state)
                return stop
            found = steps.cells(opened, stop.block, row.id)
            return found[0] if found else stop
        elif not steps.is_free(opened, stop.block):
            self.session.say(_("These rows are given. /skip leaves one empty."))
        else:
            return self._remove(command.rest, stop)
        return stop

    def _remove(self, typed: str, stop: Stop) -> Way:
        row = rows.remove(self.session, self.opened, stop.block, typed)
        if not row:
            return stop
        self.opened.remove_row(stop.block, row)
        self.session.say(_("Removed. /undo brings it back."))
        gone = stop.row == row
        return steps.gate(self.opened, stop.block) if gone else stop

    def _back(self, stop: Stop | None) -> Way:
        opened = self.opened
        if stop is None:
            there = [one for one in steps.steps(opened) if isinstance(one, Stop)]
            return there[-1] if there else End.LEFT
        return steps.before(opened, stop) or End.LEFT

    def _undo(self, stop: Stop | None, *, redo: bool = False) -> Way:
        was = self.opened.evaluation
        to = self.opened.redo() if redo else self.opened.undo()
        if to is None:
            self.session.say(
                _("There is nothing to do again.")
                if redo
                else _("There is nothing to take back.")
            )
            return stop or End.REACHED
        self.session.say(_("Done again.") if redo else _("Taken back."))
        column = _changed_column(was, self.opened.evaluation, to)
        return self._stand(to, column) or stop or self._onward(steps.START)

    # -- what is printed ------------------------------------------------------

    def _arrive(self, stop: Stop) -> None:
        """The top of the page, the table and the row, where they are new."""
        opened = self.opened
        page = steps.page_at(opened, stop)
        if page != self._page:
            self._print_page_top(page)
            here = steps.rank(opened, stop)
            for step in steps.steps(opened, page):
                rank = steps.rank(opened, step)
                if rank >= here:
                    break
                if isinstance(step, Shown):
                    printed.block(self.session, self.opened, step.block)
        if stop.block != self._block and steps.is_table(opened, stop.block):
            printed.table_top(self.session, opened, stop.block)
        fixed = stop.row is not None and not steps.is_free(opened, stop.block)
        self._named_row = fixed and (stop.block, stop.row) != (self._block, self._row)
        if self._named_row:
            self.session.say("", *rows.fixed_row_lines(opened, stop))
        self._block, self._row = stop.block, stop.row

    def _print_page_top(self, page: int) -> None:
        self._page, self._block = page, ""
        printed.page_top(self.session, self.opened, page)
        if not self._told_words:
            self._told_words = True
            printed.words_to_type(self.session)

    # -- what is told ---------------------------------------------------------

    def _tell_alerts(self) -> None:
        """The alerts that were not on before, each at once."""
        now = self.opened.evaluation.alerts
        new = [alert for alert in now if alert.id not in self._on]
        self._on = frozenset(alert.id for alert in now)
        for alert in new:
            if alerts.tell(self.session, alert):
                assert alert.open is not None  # noqa: S101 - tell offered it
                visit(self.session, alert.open)
                self.session.say(
                    "",
                    _("Back in “{title}”.").format(title=self.opened.exercise.title),
                )
                self._page = -1

    def _settle(self) -> None:
        """Wait a moment for the disk; say only what changes."""
        session, opened = self.session, self.opened
        if opened.mark == "not saved":
            session.book.try_again()
        if opened.flush(PATIENCE):
            if session.told_unsaved:
                session.say(_("Saved again."))
            session.told_unsaved = False
        elif opened.mark == "saving":
            session.say(_("saving …"))
        elif not session.told_unsaved:
            session.told_unsaved = True
            session.say(
                _("NOT SAVED: {reason} Your words are still here.").format(
                    reason=opened.reason
                )
            )


def _changed_column(was: Evaluation, now: Evaluation, stop: Stop) -> str:
    """The first column of a row whose cell differs."""
    if stop.row is None or stop.block not in now.blocks:
        return ""
    then = {row.id: row.values() for row in was.blocks[stop.block].rows}
    for row in now.blocks[stop.block].rows:
        if row.id != stop.row:
            continue
        old, new = then.get(row.id, {}), row.values()
        for column in row.cells:
            if old.get(column) != new.get(column):
                return column
    return ""
