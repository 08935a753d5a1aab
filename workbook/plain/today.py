"""Today: at most three things to do, and the way to everything else."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from workbook.engine.plain_words import months, weekdays
from workbook.errors import ContentError, NotFound
from workbook.plain import entries, layout, plans, preferences, shelf
from workbook.plain.commands import Command
from workbook.plain.session import Scope, Session
from workbook.plain.walk import BackToToday, visit
from workbook.usecases.today import Today
from workbook.words import _

URGE_LOG = "tm.craving_log"


def stay(session: Session) -> None:
    """Today, again and again, until the person leaves. Raises Left."""
    while True:
        try:
            _once(session)
        except BackToToday:
            continue
        except (NotFound, ContentError) as error:
            session.say_error(error)


def _once(session: Session) -> None:
    page = session.book.today()

    def ask() -> None:
        _print(session, page)

    ask()
    while True:
        reply = session.read(
            Scope(again=ask, explain=lambda: _say_keys(session), own_question_mark=True)
        )
        if isinstance(reply, Command) or not reply.strip():
            return
        typed = reply.strip().casefold().rstrip(".")
        if typed == "?":
            _say_why(session, page)
        elif _open(session, page, typed):
            return
        else:
            session.say(_("Not a key of this page. Type a number or a letter."))


def _open(session: Session, page: Today, typed: str) -> bool:
    """Follow what was typed; whether it was a key of this page."""
    if typed.isdecimal():
        number = int(typed[:3])
        if not 1 <= number <= len(page.suggestions):
            return False
        chosen = page.suggestions[number - 1]
        if chosen.kind == "soon":
            entries.read(session, chosen.entry)
        else:
            visit(session, chosen.exercise, chosen.entry)
        return True
    follow = _LETTERS.get(typed)
    if follow is not None:
        follow(session)
    return follow is not None


_LETTERS: Final[dict[str, Callable[[Session], None]]] = {
    "u": lambda session: visit(session, URGE_LOG),
    "e": shelf.browse,
    "m": entries.browse,
    "c": plans.browse,
    "s": preferences.browse,
    "h": lambda session: session.help_now(),
    "l": lambda session: session.lock(),
    "q": lambda session: session.quit(),
}


def _print(session: Session, page: Today) -> None:
    day = session.clock.now()
    session.title(
        _("Today, {weekday} {day} {month}").format(
            weekday=weekdays()[day.weekday()],
            day=day.day,
            month=months()[day.month - 1],
        )
    )
    session.say(*page.greeting)
    for number, one in enumerate(page.suggestions, start=1):
        session.say(
            "",
            _("{number}  {title}, {takes}").format(
                number=number, title=one.title, takes=one.takes
            ),
            *(f"   {why}" for why in one.why[:1]),
        )
    session.say("")
    _say_keys(session)
    if not session.has_passphrase:
        session.say(
            _(
                "No passphrase yet: anyone who uses this computer can open this."
                " S sets one."
            )
        )


def _say_keys(session: Session) -> None:
    keys = (
        _("U log an urge"),
        _("E all exercises"),
        _("M my entries"),
        _("C help card and plans"),
        _("S settings"),
        _("H help now"),
        _("L lock"),
        _("Q quit"),
        _("? why these"),
    )
    session.say(*layout.flow(keys, session.terminal.width))


def _say_why(session: Session, page: Today) -> None:
    if not page.suggestions:
        session.say(_("Nothing was begun, and nothing you planned is near."))
    for number, one in enumerate(page.suggestions, start=1):
        session.say(f"{number}  {' '.join(one.why)}")
    session.say(
        _(
            "First comes what is near in time, then what you began, then something"
            " short. In the first week: what the other pages build on."
        )
    )
