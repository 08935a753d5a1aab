"""`workbook list`: every exercise, by family."""

from __future__ import annotations

from itertools import groupby

import click

from workbook.cli import output
from workbook.cli.edge import tell
from workbook.cli.invocation import Invocation, with_invocation
from workbook.usecases.library_index import Card
from workbook.words import _


@click.command(
    "list",
    help=_(
        "All exercises, with the minutes they take. Needs no passphrase.\n\n"
        "Example: workbook list --family high_risk"
    ),
)
@click.option("--family", metavar="F", help=_("Only this family: its folder's name."))
@output.json_option
@with_invocation
def list_(invocation: Invocation, *, family: str | None, as_json: bool) -> None:
    """The command; its help stands above."""
    cards = invocation.library().cards()
    shown = [card for card in cards if family in (None, card.family)]
    if family is not None and not shown:
        families = ", ".join(dict.fromkeys(card.family for card in cards))
        said = _("There is no exercise in a family “{family}”.").format(family=family)
        tell((said, _("The families are: {families}.").format(families=families)))
    if as_json:
        output.put_json([_as_data(card) for card in shown])
        return
    for name, of_family in groupby(shown, lambda card: card.family):
        output.put(name)
        for card in of_family:
            output.say(f"  {_line(card)}")


def _as_data(card: Card) -> dict[str, object]:
    return {
        "id": card.id,
        "number": card.number,
        "title": card.title,
        "family": card.family,
        "minutes": card.minutes,
    }


def _line(card: Card) -> str:
    return _("{number:>3}. {title}, {minutes} min ({id})").format(
        number=card.number, title=card.title, minutes=card.minutes, id=card.id
    )
