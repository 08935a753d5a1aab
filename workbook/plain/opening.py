"""Before there is a workbook: the opening lines, and a first run of two short pages.

Help stands before everything: the numbers come with the first lines, and `h`
opens Help now before a single question.  The shortest way in is Enter four times.
"""

from __future__ import annotations

from contextlib import suppress

import attrs

from workbook.plain import now, spare, unlock
from workbook.plain.commands import Command
from workbook.plain.session import Scope, Session
from workbook.safety.countries import COUNTRIES, country, named
from workbook.store import Settings
from workbook.usecases.opening import create_workbook
from workbook.words import _

_GUESS, _OTHER, _NOT_SAID = "1", "2", "3"


def opening_lines(session: Session) -> None:
    """The first thing anybody reads. Raises Left."""

    def say() -> None:
        session.say(
            _("Workbook. Press Enter to begin."),
            _("In danger now? Call your emergency number (911, 999 or 112)."),
            _("Help lines at any time, no set-up needed: type h, then Enter."),
        )

    say()
    while True:
        reply = session.read(Scope(again=say))
        if isinstance(reply, str) and reply.strip().casefold() in ("h", "help"):
            session.help_now()
            say()
            continue
        return


def first_run(session: Session, passphrase: str | None = None) -> None:
    """Make a workbook and open it. Raises Left, and StoreError."""
    passphrase = _two_pages(session, passphrase)
    created = create_workbook(
        session.home, passphrase, session.library, clock=session.clock
    )
    session.take(created.book)
    session.keep_settings(attrs.evolve(Settings(), country=session.said_country))
    if created.spare_key:
        spare.hand_over(session, created.spare_key)


class _PageBack(Exception):
    """/back, on page 2."""


def _two_pages(session: Session, passphrase: str | None) -> str | None:
    """Both pages, as often as somebody goes back; the passphrase, None for not now."""
    while True:
        session.said_country = _country(session)
        if passphrase is not None:
            return passphrase
        with suppress(_PageBack):
            return _passphrase(session)


# -- page 1: where ----------------------------------------------------------------


def _country(session: Session) -> str:
    """The country's code; "" when the person would rather not say."""
    said = session.said_country
    guess = said or now.guess_here() or ""

    def ask() -> None:
        session.title(_("Welcome. Page 1 of 2"))
        session.say(
            _("You write here. Your own words come back to you when you need them."),
            _(
                "This is not treatment, and it is for adults. Nobody reads it."
                " Nobody is watching. What you write stays on this computer."
            ),
            "",
            _("Where are you? We use it to show the right help lines."),
            f"1  {country(said).name}"
            if said
            else _("1  {country} (our guess)").format(country=country(guess).name)
            if guess
            else _("1  Not known: go on without one"),
            _("2  Another country"),
            _("3  I would rather not say"),
            "",
        )
        session.say(*session.help_lines_of(guess))
        session.say(_("A number, or the name of your country. Enter takes 1."))

    ask()
    while True:
        reply = session.read(Scope(allowed=frozenset({"pass", "skip"}), again=ask))
        if isinstance(reply, Command) or reply.strip() in (_NOT_SAID, "0"):
            return ""
        if reply.strip() in ("", _GUESS):
            return guess
        if reply.strip() == _OTHER:
            say_countries(session)
            continue
        found = named(reply)
        if found is not None:
            return found.code
        say_unknown_country(session)


def say_countries(session: Session) -> None:
    """The countries whose numbers are known here."""
    session.say(", ".join(f"{one.name} ({one.code})" for one in COUNTRIES))
    session.say(_("Type a name or two letters. 0 is for any other country."))


def say_unknown_country(session: Session) -> None:
    """Help now works in every country; only the list is short."""
    session.say(
        _("We have no list of that name. Help now still shows 112, 911 and 999."),
        _("Type another name, or 0 to go on without a list."),
    )


# -- page 2: the passphrase -------------------------------------------------------


def _passphrase(session: Session) -> str | None:
    """The passphrase; None for not now. Raises _PageBack."""

    def ask() -> None:
        session.title(_("Keep it private? Page 2 of 2"))
        session.say(
            _("A passphrase stops other people from reading what you write."),
            _("1  Set a passphrase: best if anyone else uses this computer"),
            _("2  Not now: you can set one any day"),
            "",
            _(
                "If you set one and forget it, nobody can open this workbook for you."
                " Not us, not your clinic. So you get a spare key: 15 plain words,"
                " to write down."
            ),
            _("If not now: anyone who can use this computer can open the workbook."),
            _("Type 1 or 2. Enter takes 2."),
        )

    ask()
    while True:
        reply = session.read(Scope(allowed=frozenset({"back", "skip"}), again=ask))
        if reply == Command("back"):
            raise _PageBack
        if isinstance(reply, Command) or reply.strip() in ("", "2"):
            return None
        if reply.strip() == "1":
            passphrase = unlock.new_passphrase(session)
            if passphrase is not None:
                return passphrase
            ask()
            continue
        session.say(_("Type 1 or 2."))
