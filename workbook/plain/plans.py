"""The help card and plans: written here, and left open for Help now only one by one."""

from __future__ import annotations

from workbook.errors import WorkbookError
from workbook.model import State
from workbook.plain.commands import Command
from workbook.plain.session import Scope, Session
from workbook.plain.walk import visit
from workbook.usecases.library_index import Card
from workbook.words import _


def browse(session: Session) -> None:
    """The exercises that may be left open, each with how it stands."""
    while True:
        cards = [card for card in session.library.cards() if card.doors]

        def ask(cards: list[Card] = cards) -> None:
            _print(session, cards)

        ask()
        reply = session.read(Scope(allowed=frozenset({"back", "today"}), again=ask))
        if isinstance(reply, Command) or not reply.strip():
            return
        _follow(session, cards, reply.strip().casefold())


def _print(session: Session, cards: list[Card]) -> None:
    session.title(_("Help card and plans"))
    session.say(
        _("What you leave open here is shown by Help now, also when locked."),
        "",
    )
    for number, card in enumerate(cards, start=1):
        session.say(f"{number}  {card.title}: {_standing(session, card)}")
    session.say(
        "",
        _("A number opens it. O and a number (O 1) leaves it open or seals it again."),
        _("Enter goes back."),
    )


def _standing(session: Session, card: Card) -> str:
    if card.id in session.book.left_open():
        return _("left open for Help now")
    return _("sealed") if _written(session, card) else _("not written yet")


def _written(session: Session, card: Card) -> bool:
    return any(
        head.exercise == card.id and head.state is not State.SET_ASIDE
        for head in session.book.heads()
    )


def _follow(session: Session, cards: list[Card], typed: str) -> None:
    letter, digits = typed[:1], typed.lstrip("o").strip().rstrip(".")
    number = int(digits) if digits.isdecimal() and len(digits) < 4 else 0  # noqa: PLR2004
    if not 1 <= number <= len(cards):
        session.say(_("A number, or O and a number."))
    elif letter == "o":
        _toggle(session, cards[number - 1])
    else:
        visit(session, cards[number - 1].id)


def _toggle(session: Session, card: Card) -> None:
    on = card.id not in session.book.left_open()
    if on and not _written(session, card):
        session.say(_("It is not written yet. Its number opens it."))
        return
    if on:
        session.say(
            _(
                "Left open, “{title}” can be read without the passphrase by anyone who"
                " uses this computer. It is a copy beside the workbook, kept up to date"
                " until you seal it again."
            ).format(title=card.title)
        )
        if not session.ask_yes(_("Leave it open? y = yes, Enter = no.")):
            session.say(_("It stays sealed."))
            return
    try:
        session.book.leave_open(card.id, on=on)
    except WorkbookError as error:
        session.say_error(error)
        return
    session.say(
        _("Help now shows it from now on.") if on else _("Sealed. The copy is gone.")
    )
