"""The plain face: from the first line to the last.

Opens or makes the workbook itself, so that Help now stands before every question,
and puts everything away on every way out: /quit, the end of the input, Ctrl-C, a
closed window.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from workbook.errors import Locked, NotSaved
from workbook.plain import opening, shelf, today, unlock
from workbook.plain.leaving import Attended, leaving_cleanly, undisturbed
from workbook.plain.session import Session
from workbook.plain.terminal import Left, Terminal
from workbook.plain.walk import BackToToday, walk
from workbook.store import state_of
from workbook.usecases.clock import Clock, SystemClock
from workbook.usecases.library import Library
from workbook.usecases.opening import open_workbook
from workbook.words import _

TODAY = "today"


def run(  # noqa: PLR0913 - what the command line knows, by name
    home: Path,
    terminal: Terminal,
    library_factory: Callable[[], Library],
    *,
    start: str = TODAY,
    at: datetime | None = None,
    opening_lines: bool = True,
    passphrase: str | None = None,
    clock: Clock | None = None,
    then_today: bool = True,
) -> int:
    """A whole visit in plain lines; its exit code.

    `start` is “today”, or an exercise by id, number or words of its title, which
    is then opened first and dated `at`; without `then_today` the visit is over
    when the exercise is.  `opening_lines` is for a folder without a workbook: the
    first lines, before the first run.  A `passphrase` read from a file is tried
    once.
    Raises NotFound, ContentError, WrongPassphrase (of the file), Busy, Damaged,
    TooNew and StoreError.
    """
    attended = Attended(terminal)
    session = Session(home, attended, library_factory, clock or SystemClock())
    with leaving_cleanly(attended.asking), session.summons.listening():
        try:
            _enter(session, opening_lines=opening_lines, passphrase=passphrase)
            _stay(session, start, at, then_today=then_today)
        except (Left, KeyboardInterrupt):
            return _left(session)
        finally:
            with undisturbed():
                session.put_away()
    return 0


def _enter(session: Session, *, opening_lines: bool, passphrase: str | None) -> None:
    if state_of(session.home) == "none":
        if opening_lines:
            opening.opening_lines(session)
        opening.first_run(session, passphrase)
    elif passphrase is not None:
        session.take(
            open_workbook(
                session.home, passphrase, session.library, clock=session.clock
            )
        )
    else:
        unlock.enter(session)
    store = session.sealed
    if store is not None:
        session.say(*store.told)


def _stay(
    session: Session, start: str, at: datetime | None, *, then_today: bool
) -> None:
    if start != TODAY:
        with suppress(BackToToday):
            _first(session, start, at)
            if not then_today:
                raise Left
    today.stay(session)


def _first(session: Session, start: str, at: datetime | None) -> None:
    card = session.library.find(start)
    entry = "" if at is not None else shelf.draft_to_go_on_with(session, card)
    if entry is not None:
        walk(session, card.id, entry=entry, at=at)


def _left(session: Session) -> int:
    """The last line, where there is still somebody to read it; the exit code."""
    was_open, sealed = session.is_open, session.has_passphrase
    with undisturbed():
        error = session.book.saver.error if was_open else None
        saved = session.put_away()
    with suppress(Left):
        if saved and sealed:
            session.terminal.clear()  # as a lock does; unsaved words are left to copy
        session.terminal.write()
        if not saved:
            session.say(_("NOT SAVED: {reason}").format(reason=error or ""))
        elif was_open:
            session.say(_("Everything is kept."))
    if not saved:
        return NotSaved.exit_code
    nothing_to_open = state_of(session.home) == "none"
    return 0 if session.was_open or nothing_to_open else Locked.exit_code
