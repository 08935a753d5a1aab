"""All exercises, by family: what each is for, how long it takes, what is begun."""

from __future__ import annotations

from workbook.errors import NotFound
from workbook.model import State
from workbook.plain.commands import Command
from workbook.plain.session import Scope, Session
from workbook.plain.walk import BackToToday, visit
from workbook.usecases.library_index import Card
from workbook.words import _, several


def family_name(family: str) -> str:
    """What a family is called; another's by its folder's name."""
    names = {
        "trigger_mapping": _("Triggers and urges"),
        "high_risk": _("Hard times and plans"),
        "communication": _("Talking with others"),
        "twelve_step": _("Groups and 12-step"),
        "co_occurring": _("How the days go"),
        "safety": _("Staying safe"),
        "people": _("My people"),
        "added": _("Added here"),
    }
    return names.get(family, family.replace("_", " ").capitalize())


def browse(session: Session) -> None:
    """The list of families, then the exercises of one. Raises Left and BackToToday."""
    while True:
        families = _families(session)
        keys = {chr(ord("a") + place): name for place, name in enumerate(families)}

        def ask(
            keys: dict[str, str] = keys, families: dict[str, list[Card]] = families
        ) -> None:
            session.title(_("All exercises"))
            for key, name in keys.items():
                count = len(families[name])
                said = several("{n} exercise", "{n} exercises", count).format(n=count)
                session.say(f"{key}  {family_name(name)}, {said}")
            _say_left_out(session)
            session.say(
                _("A letter shows a family. Or type words of a title. Enter goes back.")
            )

        ask()
        reply = session.read(Scope(allowed=frozenset({"back", "today"}), again=ask))
        if isinstance(reply, Command) or not reply.strip():
            return
        family = keys.get(reply.strip().casefold().rstrip("."))
        if family is not None:
            _one_family(session, family)
        else:
            _by_words(session, reply)


def _families(session: Session) -> dict[str, list[Card]]:
    families: dict[str, list[Card]] = {}
    for card in session.library.cards():
        if not session.book.hidden(card.id):
            families.setdefault(card.family, []).append(card)
    return families


def _say_left_out(session: Session) -> None:
    files = {fault.file for fault in session.library.faults if fault.is_error}
    if files:
        said = several(
            "{n} file could not be read: “workbook list” says why.",
            "{n} files could not be read: “workbook list” says why.",
            len(files),
        )
        session.say(said.format(n=len(files)))


def _one_family(session: Session, family: str) -> None:
    while True:
        cards = _families(session).get(family, [])

        def ask(cards: list[Card] = cards) -> None:
            session.title(family_name(family))
            begun = _begun(session)
            for card in cards:
                mark = _(" (begun)") if card.id in begun else ""
                session.say(
                    _("{number:2}  {title}, {minutes} min{mark}").format(
                        number=card.number,
                        title=card.title,
                        minutes=card.minutes,
                        mark=mark,
                    ),
                    f"    {card.purpose}",
                )
            session.say(_("A number opens one. Enter goes back."))

        ask()
        reply = session.read(Scope(allowed=frozenset({"back", "today"}), again=ask))
        if reply == Command("today"):
            raise BackToToday
        if isinstance(reply, Command) or not reply.strip():
            return
        _by_words(session, reply)


def _begun(session: Session) -> frozenset[str]:
    return frozenset(
        head.exercise for head in session.book.heads() if head.state is State.DRAFT
    )


def _by_words(session: Session, words: str) -> None:
    try:
        card = session.library.find(words)
    except NotFound as error:
        session.say_error(error)
        return
    open_card(session, card)


def open_card(session: Session, card: Card) -> None:
    """Open an exercise: one that was begun, if the person likes, or a new one."""
    entry = draft_to_go_on_with(session, card)
    if entry is not None:
        visit(session, card.id, entry)


def draft_to_go_on_with(session: Session, card: Card) -> str | None:
    """The entry to open: one begun, "" for a new one; None for going back.

    Where an exercise keeps one, it is always that one.
    """
    drafts = [
        head
        for head in session.book.heads()
        if head.exercise == card.id and head.state is State.DRAFT
    ]
    if not drafts or card.keeps == "one":
        return ""
    question = _("You began “{title}” on {day}. Go on with it?").format(
        title=card.title, day=drafts[0].when.date()
    )

    def ask() -> None:
        session.say("", question, _("Enter = yes, n = begin a new one."))

    ask()
    while True:
        reply = session.read(Scope(allowed=frozenset({"back"}), again=ask))
        if isinstance(reply, Command):
            return None
        match reply.strip().casefold():
            case "" | "y" | "yes":
                return drafts[0].id
            case "n" | "no" | "new":
                return ""
        # Perhaps an answer, to a question that is not asked yet.
        session.say(_("Enter = yes, n = begin a new one."))
