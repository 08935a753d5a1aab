"""What is shown at once when an answer is worrying.

No verdict and no reassurance; nothing is blocked.  The numbers stand there before
anything is offered, and the person hears that nobody is reading this.
"""

from __future__ import annotations

from workbook.errors import NotFound
from workbook.model import Alert
from workbook.plain.commands import Command
from workbook.plain.session import Scope, Session
from workbook.safety.doors import NOBODY_READS
from workbook.words import _

AT_ONCE = ("unsafe", "used")
"""The doors of Help now that are shown without being asked for."""


def tell(session: Session, alert: Alert) -> bool:
    """Show an alert; whether the person wants the exercise it offers, first."""
    session.say("")
    if alert.text:
        session.say(str(alert.text))
    if _opens_a_door(session, alert):
        session.doors_shown.add(alert.door)
        session.say(NOBODY_READS, "")
        session.help_now(alert.door)  # the numbers are its first lines
    elif alert.level == "safety":
        session.say(*session.help_lines())
        session.say(NOBODY_READS)
        session.say(_("Type /now for steps, one at a time."))
    elif alert.door:
        session.say(_("Type /now for first steps and help lines."))
    return _wants(session, alert)


def _opens_a_door(session: Session, alert: Alert) -> bool:
    """The whole page once in a visit: a second answer about the same thing shows the
    numbers and says where the steps are, so that nobody is walked through them again.
    """
    if alert.level != "safety" or alert.door not in AT_ONCE:
        return False
    return alert.door not in session.doors_shown


def _wants(session: Session, alert: Alert) -> bool:
    if alert.open is None or alert.open in session.walking:
        return False
    try:
        card = session.library.card(alert.open)
    except NotFound:
        return False
    question = _("Open “{title}” now? You come back here after it.").format(
        title=card.title
    )
    keys = _("y = open it, Enter = go on here.")
    session.say(question, keys)
    reply = session.read(
        Scope(
            allowed=frozenset({"skip", "back"}),
            again=lambda: session.say(question, keys),
        )
    )
    return not isinstance(reply, Command) and reply.strip().casefold() in ("y", "yes")
