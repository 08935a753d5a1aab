"""`workbook lock`: asks a workbook that is open in another window to lock itself.

A face that can lock writes its process id into the lock file it holds.  It is
asked by a signal and closes the store, which lets go of the lock: that is what is
waited for, and only then is “locked” said.
"""

from __future__ import annotations

import time
from pathlib import Path

import click

from workbook.cli import output
from workbook.cli.invocation import Invocation, with_invocation
from workbook.errors import Busy
from workbook.store import posix
from workbook.store.opening import LOCK
from workbook.words import _

_PATIENCE = 5.0  # seconds: a save that is under way is let go to its end
_PAUSE = 0.2


@click.command(
    help=_(
        "Lock a workbook that is open in another window. What was written there is "
        "kept.\n\n"
        "Example: workbook lock"
    ),
)
@with_invocation
def lock(invocation: Invocation) -> None:
    """The command; its help stands above."""
    invocation.need_workbook()
    path = invocation.home / LOCK
    if not posix.is_locked(path):
        output.say(_("This workbook is not open anywhere."))
        return
    if not _let_go(path):
        raise Busy(
            _("The workbook is in use, and did not lock."),
            _("Lock it in its own window with /lock, or close that window."),
        )
    output.say(_("Locked. What was written there is kept."))


def _let_go(path: Path) -> bool:
    """Ask until the lock is free; whether it was within our patience.

    Asked again and again: a signal that comes in the moment before a line is
    waited for is only noticed with the next one.
    """
    until = time.monotonic() + _PATIENCE
    heard = False
    while posix.is_locked(path):
        heard = posix.call_holder(path) or heard  # unnamed while it is closing
        if not heard or time.monotonic() > until:
            return False
        time.sleep(_PAUSE)
    return True
