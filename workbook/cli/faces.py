"""From a command into a face: the only place that knows how one is started."""

from __future__ import annotations

from datetime import datetime

import click

from workbook.cli.invocation import Invocation
from workbook.plain import face
from workbook.plain.terminal import StdTerminal
from workbook.store import state_of


def open_today(context: click.Context) -> int:
    """Today; before a first run the opening lines."""
    invocation = Invocation.of(context)
    return face.run(
        invocation.home,
        StdTerminal(),
        invocation.library_for_a_face,
        opening_lines=state_of(invocation.home) == "none",
        passphrase=invocation.passphrase(),
    )


def open_exercise(
    invocation: Invocation, name: str, at: datetime | None, *, then_today: bool = True
) -> int:
    """An exercise, by id, number or words of its title.

    On a terminal without a workbook the first run comes first.  Raises NoWorkbook
    and NotFound before anything is asked.
    """
    terminal = StdTerminal()
    if not terminal.live:
        invocation.need_workbook()
    library = invocation.library_for_a_face()
    return face.run(
        invocation.home,
        terminal,
        lambda: library,
        start=library.find(name).id,
        at=at,
        opening_lines=state_of(invocation.home) == "none",
        passphrase=invocation.passphrase(),
        then_today=then_today,
    )
