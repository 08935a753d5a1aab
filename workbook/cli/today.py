"""`workbook today`: at most three things, each with why."""

from __future__ import annotations

import click
from attrs import asdict

from workbook.cli import output
from workbook.cli.invocation import Invocation, with_invocation
from workbook.words import _


@click.command(
    help=_(
        "What you could do now: at most three things. Nothing is late.\n\n"
        "Example: workbook today"
    ),
)
@output.json_option
@with_invocation
def today(invocation: Invocation, *, as_json: bool) -> None:
    """The command; its help stands above."""
    with invocation.open() as book:
        page = book.today()
    if as_json:
        output.put_json(asdict(page))
        return
    output.say(*page.greeting)
    for number, one in enumerate(page.suggestions, 1):
        output.say(
            "",
            _("{number}. {title}, {takes}").format(
                number=number, title=one.title, takes=one.takes
            ),
            *(f"   {why}" for why in one.why),
            f"   workbook do {one.exercise}",
        )
