"""`workbook plugins`: every plugin, loaded and called once."""

from __future__ import annotations

import click
from attrs import asdict

from workbook.cli import output
from workbook.engine.blocks import core_types
from workbook.host import PluginState, load_plugins
from workbook.words import _


@click.command(
    help=_(
        "The plugins that are installed, and what became of each. One that fails is "
        "set aside; everything else works.\n\n"
        "Example: workbook plugins"
    ),
)
@output.json_option
def plugins(*, as_json: bool) -> None:
    """The command; its help stands above."""
    states = load_plugins(None, core_types()).states
    if as_json:
        output.tell_plugins(states)
        output.put_json([asdict(state) for state in states])
        return
    for state in states:
        output.say(*_lines(state))
    if not states:
        output.say(_("No plugin is installed."))


def _lines(state: PluginState) -> tuple[str, ...]:
    states = {"loaded": _("loaded"), "set aside": _("set aside")}
    origin = " ".join(filter(None, (state.dist, state.version)))
    said = f"{state.name}: {states[state.state]}"
    line = f"{said} ({origin})" if origin else said
    return (line, *(f"  {more}" for more in (state.reason, state.mend) if more))
