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
    fresh = state_of(invocation.home) == "none"
    return _run(invocation, "today", None, opening=fresh)


def open_exercise(invocation: Invocation, name: str, at: datetime | None) -> int:
    """An exercise, by id, number or words of its title. Raises NoWorkbook."""
    invocation.need_workbook()
    return _run(invocation, name, at, opening=False)


def _run(
    invocation: Invocation, start: str, at: datetime | None, *, opening: bool
) -> int:
    return face.run(
        invocation.home,
        StdTerminal(),
        invocation.library,
        start=start,
        at=at,
        opening_lines=opening,
        passphrase=invocation.passphrase(),
    )
