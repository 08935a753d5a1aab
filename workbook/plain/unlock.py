"""The door of the workbook: the passphrase, and the ways on without it.

A wrong passphrase changes nothing.  After the third the ways on are said: the
spare key, Help now, another workbook.  Nothing of what is inside is named here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbook.errors import WorkbookError, WrongPassphrase
from workbook.plain.terminal import Left
from workbook.store import recover, state_of
from workbook.usecases.opening import open_workbook
from workbook.words import _

if TYPE_CHECKING:
    from workbook.plain.session import Session

TRIES = 3
LEAST_LETTERS = 8


def enter(session: Session, *, again: bool = False) -> None:
    """Open the workbook, asking for the passphrase where there is one.

    `again` is after a lock.  Raises Left when the person leaves instead, and what
    `open_workbook` raises but for a wrong passphrase.
    """
    if state_of(session.home) == "sealed":
        _with_passphrase(session)
        return
    if again:
        _line(session, _("Enter opens it again."))
    session.take(
        open_workbook(session.home, None, session.library, clock=session.clock)
    )


def _with_passphrase(session: Session) -> None:
    wrong = 0
    session.say(_("Type your passphrase. It is not shown. /now is Help now."))
    while True:
        try:
            _open(session, secret(session, _("Passphrase: ")))
        except WrongPassphrase:
            wrong += 1
            session.say(_("That passphrase does not open this workbook."))
            if wrong < TRIES:
                session.say(_("Try again. Nothing was changed."))
            elif ways_on(session):
                return
        else:
            return


def _open(session: Session, passphrase: str) -> None:
    session.take(
        open_workbook(session.home, passphrase, session.library, clock=session.clock)
    )


def prove(session: Session) -> None:
    """The passphrase of a workbook that has to stay open. Raises Left."""
    store = session.sealed
    session.say(_("It was quiet for a while. Type your passphrase to go on."))
    while store is not None and not store.check_passphrase(
        secret(session, _("Passphrase: "))
    ):
        session.say(_("That passphrase does not open this workbook."))


def secret(session: Session, prompt: str) -> str:
    """A secret typed; the words that work at every prompt work here. Raises Left."""
    while True:
        typed = session.terminal.secret(prompt)
        if typed is None:
            raise Left
        match typed.strip().casefold():
            case "/now":
                session.help_now()
            case "/quit":
                raise Left
            case "/help" | "/?":
                session.say(_("Type your passphrase, then Enter. It is not shown."))
                session.say(_("/now is Help now. /quit leaves."))
            case _:
                return typed


def _line(session: Session, said: str) -> str:
    """A line typed before anything is open; a command comes back as it is."""
    session.say(said)
    while True:
        typed = session.terminal.read()
        if typed is None or typed.strip().casefold() == "/quit":
            raise Left
        match typed.strip().casefold():
            case "/now":
                session.help_now()
            case "/help" | "/?" | "?":
                session.say(_("/now is Help now. /quit leaves."))
            case _:
                return typed
        session.say(said)


def ways_on(session: Session) -> bool:
    """After the third wrong passphrase; whether the workbook is open now."""
    _say_ways(session)
    while True:
        match _line(session, _("Type a letter.")).strip().casefold():
            case "t" | "":
                return False
            case "k":
                if _by_spare_key(session):
                    return True
            case "h":
                session.help_now()
            case "o":
                session.say(
                    _("Close this one, then give a new folder a name:"),
                    "  workbook --home FOLDER",
                    _("This workbook stays as it is, for the day its key turns up."),
                )
            case "q":
                raise Left
            case _:
                _say_ways(session)


def _say_ways(session: Session) -> None:
    session.say(
        "",
        _("Here are the ways on:"),
        _("  t  try the passphrase again"),
        _("  k  use your spare key: 15 words"),
        _("  h  help now"),
        _("  o  begin another workbook"),
        _("  q  leave"),
    )


def _by_spare_key(session: Session) -> bool:
    words = _line(
        session, _("Type the 15 words, with spaces between. Enter goes back.")
    )
    if not words.strip():
        return False
    passphrase = new_passphrase(session)
    if passphrase is None:
        return False
    try:
        recover(session.home, words, passphrase)
        _open(session, passphrase)
    except WorkbookError as error:
        session.say_error(error)
        return False
    session.terminal.clear()  # the fifteen words stood there
    session.say(_("The new passphrase is set. The workbook is open."))
    return True


def new_passphrase(session: Session) -> str | None:
    """A new passphrase, typed twice; None when Enter says not now. Raises Left."""
    session.say(_("Three or four words are good. Spaces are fine. It is not shown."))
    while True:
        first = secret(session, _("New passphrase: "))
        if not first.strip():
            return None
        if first == secret(session, _("The same again: ")):
            if len(first) < LEAST_LETTERS:
                session.say(
                    _("It is short, so it can be guessed. A longer one is safer.")
                )
            return first
        session.say(_("Those two were not the same. Nothing is set yet."))
