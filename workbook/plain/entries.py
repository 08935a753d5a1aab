"""My entries: titles and days, and the words only of the one that is chosen."""

from __future__ import annotations

from collections.abc import Callable

from workbook.errors import ContentError, NotFound, StoreError
from workbook.model import Entry, State
from workbook.plain.commands import Command
from workbook.plain.layout import named
from workbook.plain.session import Scope, Session
from workbook.plain.walk import BackToToday, visit
from workbook.usecases.shown import Said, entry_view
from workbook.words import _

AT_ONCE = 10
_BACK = frozenset({"back", "today"})


def browse(session: Session) -> None:
    """The list, the one touched last first. Raises Left and BackToToday."""
    start = 0
    while True:
        heads = session.book.heads()
        start = min(start, max(0, len(heads) - 1))

        def ask(heads: tuple[Entry, ...] = heads, start: int = start) -> None:
            _print_list(session, heads, start)

        ask()
        reply = session.read(Scope(allowed=_BACK, again=ask))
        if isinstance(reply, Command) or not reply.strip():
            return
        typed = reply.strip().casefold().rstrip(".")
        if typed in ("m", "more"):
            start = start + AT_ONCE if start + AT_ONCE < len(heads) else 0
        elif typed.isdecimal() and 1 <= int(typed[:6]) <= len(heads):
            _one(session, heads[int(typed[:6]) - 1].id)
        else:
            session.say(_("Not a key of this page."))


def _print_list(session: Session, heads: tuple[Entry, ...], start: int) -> None:
    session.title(_("My entries"))
    if not heads:
        session.say(_("Nothing is written yet. That is fine."), _("Enter goes back."))
        return
    for number, head in enumerate(heads[start : start + AT_ONCE], start=start + 1):
        session.say(f"{number:2}  {session.book.title(head.id)}{_state(head)}")
    keys = _("A number opens one. Enter goes back.")
    if len(heads) > AT_ONCE:
        keys = _("A number opens one. M shows more. Enter goes back.")
    session.say(keys)


def _state(head: Entry) -> str:
    if head.state is State.DRAFT:
        return _(" (begun)")
    return _(" (set aside)") if head.state is State.SET_ASIDE else ""


def _one(session: Session, entry_id: str) -> None:
    """What can be done with one entry."""
    while True:
        head = _head(session, entry_id)
        if head is None:
            return
        aside = head.state is State.SET_ASIDE

        def ask(aside: bool = aside) -> None:  # noqa: FBT001 - bound for the callback
            session.title(session.book.title(entry_id))
            session.say(
                _("R  read it"),
                _("C  change it, or go on with it"),
                _("B  bring it back") if aside else _("S  set it aside"),
                _("D  delete it"),
                _("A letter, or Enter to go back."),
            )

        ask()
        reply = session.read(Scope(allowed=_BACK, again=ask))
        if reply == Command("today"):
            raise BackToToday
        if isinstance(reply, Command) or not reply.strip():
            return
        _do(session, head, reply.strip().casefold())


def _head(session: Session, entry_id: str) -> Entry | None:
    try:
        return session.book.head(entry_id)
    except NotFound:
        return None


def _do(session: Session, head: Entry, typed: str) -> None:
    match typed:
        case "r":
            read(session, head.id)
        case "c":
            visit(session, head.exercise, head.id)
        case "s" if head.state is not State.SET_ASIDE:
            session.book.set_aside(head.id)
            session.say(_("Set aside. It is kept, and not offered any more."))
        case "b" if head.state is State.SET_ASIDE:
            session.book.bring_back(head.id)
            session.say(_("It is back."))
        case "d":
            _delete(session, head)
        case _:
            session.say(_("Not a key of this page."))


def read(session: Session, entry_id: str) -> None:
    """An entry in words, as it was and as it is now."""
    try:
        view = entry_view(session.book, entry_id)
    except (NotFound, ContentError) as error:
        session.say_error(error)
        return
    session.title(session.book.title(entry_id))
    for page in view.pages:
        if page.title:
            session.title(page.title)
        for said in page.said:
            print_said(session, said)
    for summary in view.summaries:
        session.say(named(summary.label, summary.words))
    if not view.pages:
        session.say(_("Nothing is written in it."))
    _wait_for_enter(session)


def print_said(session: Session, said: Said) -> None:
    """A question, and what was said to it below."""
    session.say("", said.question)
    session.show(f"  {one}" if isinstance(one, str) else one for one in said.parts)


def _wait_for_enter(session: Session) -> None:
    say: Callable[[], None] = lambda: session.say("", _("Enter goes back."))  # noqa: E731
    say()
    if session.read(Scope(allowed=_BACK, again=say)) == Command("today"):
        raise BackToToday


def _delete(session: Session, head: Entry) -> None:
    """Delete after saying what uses it, and only when the word is typed."""
    title = session.book.title(head.id)
    uses = session.book.uses(head.id)

    def ask() -> None:
        session.title(_("Delete “{title}”?").format(title=title))
        session.say(
            _("Its words are removed everywhere. This cannot be taken back."),
            _("To keep it but not see it offered, set it aside instead."),
        )
        if uses:
            session.say(_("It is used here, and would read “(removed)” there:"))
            session.say(*(f"- {use.title}: {use.question}" for use in uses))
        session.say(_("Type the word delete to delete it. Enter keeps it."))

    ask()
    reply = session.read(Scope(allowed=frozenset({"back"}), again=ask))
    wanted = ("delete", _("delete"))
    if isinstance(reply, Command) or reply.strip().casefold() not in wanted:
        session.say(_("It is kept."))
        return
    try:
        session.book.delete(head.id)
    except StoreError as error:
        session.say_error(error)
        return
    session.say(_("Deleted. Its words are gone from this workbook."))
