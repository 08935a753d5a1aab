"""`workbook urge` and `workbook daily`: a minute's writing, straight from the shell.

`urge` with a number asks nothing and keeps what it is given.  A first urge is
never lost: where there is no workbook one is made, and said.
"""

from __future__ import annotations

from datetime import datetime

import click

from workbook.cli import output, results
from workbook.cli.edge import tell
from workbook.cli.init import make
from workbook.cli.invocation import Invocation, save, with_invocation
from workbook.cli.moments import read_moment
from workbook.errors import UsageError
from workbook.model import Json
from workbook.store import state_of
from workbook.usecases.clock import SystemClock
from workbook.usecases.filling import fill
from workbook.words import _

URGE = "tm.craving_log"
DAILY = "co.daily_check"
_REFUSED = 1


@click.command(
    help=_(
        "Log an urge. Without a number it asks. With one it asks nothing, and your "
        "shell keeps what you type: private words are better asked for.\n\n"
        "Example: workbook urge"
    ),
)
@click.argument(
    "strength", metavar="[0-10]", required=False, type=click.IntRange(0, 10)
)
@click.option("--trigger", metavar="T", help=_("What set it off, in any words."))
@click.option("--did", metavar="D", help=_("What you did, in any words."))
@click.option("--at", metavar="WHEN", help=_("When it was: yesterday 18:00, or -2h."))
@with_invocation
def urge(
    invocation: Invocation,
    *,
    strength: int | None,
    trigger: str | None,
    did: str | None,
    at: str | None,
) -> int:
    """The command; its help stands above."""
    moment = read_moment(at, SystemClock().now()) if at is not None else None
    words = {"trigger": trigger, "did": did}
    given: dict[str, Json] = {
        name: said for name, said in words.items() if said and said.strip()
    }
    _make_if_none(invocation)
    if strength is None and not given:
        from workbook.cli.faces import open_exercise

        return open_exercise(invocation, URGE, moment, then_today=False)
    return _keep(invocation, strength, given, moment)


@click.command(
    help=_(
        "The quick daily check: a few short questions. Skip any of them.\n\n"
        "Example: workbook daily"
    ),
)
@with_invocation
def daily(invocation: Invocation) -> int:
    """The command; its help stands above."""
    from workbook.cli.faces import open_exercise

    return open_exercise(invocation, DAILY, None, then_today=False)


def _make_if_none(invocation: Invocation) -> None:
    if state_of(invocation.home) != "none":
        return
    make(invocation, invocation.passphrase())


def _strength() -> int:
    """The one number, asked here because all else was given."""
    kind = click.IntRange(0, 10)
    try:
        return click.prompt(_("How strong is the urge, from 0 to 10?"), type=kind)
    except click.Abort:
        raise UsageError(
            _("No number was given. Nothing was kept."),
            _("Give it like this: workbook urge 5"),
        ) from None


def _keep(
    invocation: Invocation,
    strength: int | None,
    given: dict[str, Json],
    moment: datetime | None,
) -> int:
    with invocation.open() as book:
        number = _strength() if strength is None else strength
        opened = book.begin(URGE, moment)
        problems = fill(opened, {"intensity": number, **given})
        save(book)
        evaluation, entry = opened.evaluation, opened.entry.id
    tell(line for problem in problems for line in results.problem_line(problem))
    output.say(
        _("Kept. Thank you for writing it down."),
        _("To read it: workbook show {entry}").format(entry=entry),
        *results.alert_lines(evaluation, invocation.home),
        *results.next_lines(evaluation),
    )
    return _REFUSED if any(problem.refused for problem in problems) else 0
