"""The end of an exercise: what is still needed, what came of it, what could be next."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from workbook.engine import Offer
from workbook.errors import NotFound
from workbook.model import Stop
from workbook.plain.commands import Command
from workbook.plain.layout import named
from workbook.plain.session import Scope, Session
from workbook.usecases.open_entry import Lack, OpenEntry
from workbook.usecases.shown import summaries
from workbook.words import _

Onward: TypeAlias = Offer
_COMMANDS = frozenset({"back", "undo", "redo", "today"})


def finish(
    session: Session, opened: OpenEntry, now: Callable[[], OpenEntry]
) -> Stop | Command | Onward | None:
    """Finish the entry if nothing is missing.

    A stop is where to go on, a command one that moves, an offer what was chosen
    as next; None is back to where one came from.  `now` gives the entry after a
    lock.
    """
    lacks = opened.finish()
    if lacks:
        return _lacking(session, lacks)
    if not opened.born:
        session.say("", _("Nothing was written here, so nothing is kept."))
        return None
    session.say("", _("That is the end of this one. What you wrote is kept."))
    _settle(session, opened)
    for summary in summaries(opened.compiled, opened.evaluation):
        session.say(named(summary.label, summary.words))
    return _next(session, _offers(session, now()))


def _settle(session: Session, opened: OpenEntry) -> None:
    if not opened.flush() and not session.book.try_again():
        session.say(
            _("NOT SAVED: {reason} Your words are still here.").format(
                reason=opened.reason
            )
        )


def _lacking(session: Session, lacks: tuple[Lack, ...]) -> Stop | Command | None:
    def ask() -> None:
        session.say("", _("Before this one is finished, an answer is needed here:"))
        session.say(*(f"{n:2}  {lack.text}" for n, lack in enumerate(lacks, start=1)))
        session.say(_("A number goes there. Enter leaves it as it is; it is kept."))

    ask()
    while True:
        reply = session.read(Scope(allowed=_COMMANDS, again=ask))
        if isinstance(reply, Command):
            return reply
        if not reply.strip():
            return None
        number = _number(reply, len(lacks))
        if number:
            return lacks[number - 1].stop
        session.say(_("A number from 1 to {last}, or Enter.").format(last=len(lacks)))


def _offers(session: Session, opened: OpenEntry) -> tuple[Offer, ...]:
    """What is offered next, and can be opened here."""
    found: list[Offer] = []
    for offer in opened.evaluation.next:
        try:
            hidden = session.book.hidden(offer.next.open)
        except NotFound:
            continue
        if not hidden and offer.next.open not in session.walking:
            found.append(offer)
    return tuple(found)


def _next(session: Session, offers: tuple[Offer, ...]) -> Command | Onward | None:
    def ask() -> None:
        if offers:
            session.say("", _("What could come next:"))
        for number, offer in enumerate(offers, start=1):
            card = session.library.card(offer.next.open)
            words = offer.next.text or card.title
            session.say(
                _("{number:2}  {words} ({title}, {minutes} min)").format(
                    number=number, words=words, title=card.title, minutes=card.minutes
                )
            )
        session.say(
            _("A number opens it. Enter goes back.")
            if offers
            else _("Enter goes back.")
        )

    ask()
    while True:
        reply = session.read(Scope(allowed=_COMMANDS, again=ask))
        if isinstance(reply, Command):
            return reply
        number = _number(reply, len(offers))
        if number:
            return offers[number - 1]
        if not reply.strip() or not offers:
            return None
        session.say(_("A number from 1 to {last}, or Enter.").format(last=len(offers)))


def _number(reply: str, last: int) -> int:
    typed = reply.strip().rstrip(".")
    number = int(typed) if typed.isdecimal() and len(typed) < 4 else 0  # noqa: PLR2004
    return number if number <= last else 0
