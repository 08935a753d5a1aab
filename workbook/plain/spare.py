"""The spare key: 15 plain words, shown once, two of them typed back."""

from __future__ import annotations

import secrets
from collections.abc import Callable

from workbook.plain.commands import Command
from workbook.plain.session import Scope, Session
from workbook.words import _

_TYPED_BACK = 2
_IN_A_LINE = 5


def hand_over(session: Session, spare_key: str) -> None:
    """Show a spare key until two of its words came back, or the person says later.

    Then it is taken off the screen: it opens the workbook for whoever reads it.
    """
    words = spare_key.split()

    def show() -> None:
        session.title(_("Your spare key"))
        session.say(
            _("These 15 words open the workbook if you forget the passphrase."),
            _("Write them down, in this order. Keep them where only you look."),
            "",
        )
        for start in range(0, len(words), _IN_A_LINE):
            numbered = enumerate(words[start : start + _IN_A_LINE], start + 1)
            session.say("  ".join(f"{number} {word}" for number, word in numbered))
        session.say("")

    show()
    places = sorted(
        secrets.SystemRandom().sample(range(1, len(words) + 1), _TYPED_BACK)
    )
    known = all(_typed_back(session, place, words[place - 1], show) for place in places)
    session.terminal.clear()
    session.say(
        _("Both are right. The spare key is yours.")
        if known
        else _("Later is fine. Settings can make a new spare key any day.")
    )


def _typed_back(
    session: Session, place: int, word: str, show: Callable[[], None]
) -> bool:
    question = _("What is word {place}? Type it, or later.").format(place=place)

    def ask() -> None:
        show()
        session.say(question)

    session.say(question)
    while True:
        reply = session.read(Scope(allowed=frozenset({"skip"}), again=ask))
        typed = "" if isinstance(reply, Command) else reply.strip().casefold()
        if typed in ("", "later", _("later")):
            return False
        if typed == word:
            return True
        session.say(
            _("That is another word. Look at number {place}.").format(place=place)
        )
