"""Settings: country, passphrase, spare key, and when the workbook locks itself."""

from __future__ import annotations

import attrs

from workbook.errors import WorkbookError
from workbook.plain import opening, spare, unlock
from workbook.plain.commands import Command
from workbook.plain.session import Scope, Session
from workbook.safety.countries import country, named
from workbook.store import SealedStore
from workbook.words import _

_BACK = frozenset({"back", "today"})
_MOST_MINUTES = 24 * 60


def browse(session: Session) -> None:
    """The list of settings, until Enter."""
    while True:

        def ask() -> None:
            _print(session)

        ask()
        reply = session.read(Scope(allowed=_BACK, again=ask))
        if isinstance(reply, Command) or not reply.strip():
            return
        match reply.strip().rstrip("."):
            case "1":
                _change_country(session)
            case "2":
                _change_passphrase(session)
            case "3" if session.has_passphrase:
                _new_spare_key(session)
            case "4" if session.has_passphrase:
                _change_minutes(session)
            case _:
                session.say(_("Not a key of this page."))


def _print(session: Session) -> None:
    settings = session.settings
    where = country(settings.country).name if settings.country else _("not said")
    session.title(_("Settings"))
    session.say(_("1  Country for the help lines: {where}").format(where=where))
    if session.has_passphrase:
        session.say(
            _("2  Change the passphrase"),
            _("3  Make a new spare key"),
            _("4  Lock by itself after {minutes} minutes without a word").format(
                minutes=settings.lock_minutes
            ),
        )
    else:
        session.say(_("2  Set a passphrase (there is none yet)"))
    session.say(_("A number, or Enter to go back."))


def _change_country(session: Session) -> None:
    def ask() -> None:
        opening.say_countries(session)

    ask()
    while True:
        reply = session.read(
            Scope(allowed=frozenset({"back", "skip", "pass"}), again=ask)
        )
        if isinstance(reply, Command):
            if reply.name == "pass":
                break
            return
        if not reply.strip():
            return
        found = named(reply)
        if found is not None:
            _keep_country(session, found.code)
            return
        if reply.strip() == "0":
            break
        opening.say_unknown_country(session)
    _keep_country(session, "")


def _keep_country(session: Session, code: str) -> None:
    session.keep_settings(attrs.evolve(session.settings, country=code))
    session.say(_("Kept."))
    session.say(*session.help_lines())


def _change_passphrase(session: Session) -> None:
    store = session.sealed
    if store is None:
        return
    if store.has_passphrase and not _is_you(session, store):
        return
    passphrase = unlock.new_passphrase(session)
    if passphrase is None:
        session.say(_("Nothing was changed."))
        return
    try:
        spare_key = session.book.set_passphrase(passphrase)
    except WorkbookError as error:
        session.say_error(error)
        return
    session.say(_("The new passphrase is set."))
    if spare_key:
        spare.hand_over(session, spare_key)


def _is_you(session: Session, store: SealedStore) -> bool:
    typed = unlock.secret(session, _("The passphrase you have now: "))
    if store.check_passphrase(typed):
        return True
    session.say(_("That is not it. Nothing was changed."))
    return False


def _new_spare_key(session: Session) -> None:
    session.say(_("The spare key you have now will open nothing any more."))
    if not session.ask_yes(_("Make a new one? y = yes, Enter = no.")):
        session.say(_("Nothing was changed."))
        return
    try:
        spare_key = session.book.new_spare_key()
    except WorkbookError as error:
        session.say_error(error)
        return
    spare.hand_over(session, spare_key)


def _change_minutes(session: Session) -> None:
    question = _("After how many minutes? A number from 1 to 1440. Enter keeps it.")
    session.say(question)
    while True:
        reply = session.read(
            Scope(allowed=frozenset({"back"}), again=lambda: session.say(question))
        )
        if isinstance(reply, Command) or not reply.strip():
            return
        typed = reply.strip()
        minutes = int(typed) if typed.isdecimal() and len(typed) < 5 else 0  # noqa: PLR2004
        if 1 <= minutes <= _MOST_MINUTES:
            session.keep_settings(attrs.evolve(session.settings, lock_minutes=minutes))
            session.say(_("Kept."))
            return
        session.say(_("That is no number from 1 to 1440."))
