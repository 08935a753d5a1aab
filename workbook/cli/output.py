"""What commands print: one JSON value, or lines; and on standard error what was
set aside or not read.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterable
from decimal import Decimal
from typing import Any, TypeVar

import click

from workbook.cli.edge import fault_lines, tell
from workbook.host import PluginState
from workbook.model import Grid
from workbook.plain import layout
from workbook.plain.now import in_ascii, terminal_width
from workbook.usecases.library import Library
from workbook.words import _, several

F = TypeVar("F", bound=Callable[..., Any])
_KEPT = "workbook.output.kept"


def json_option(command: F) -> F:
    """`--json`, the same on every command that has it."""
    said = _("One JSON value on standard output, and nothing else there.")
    option = click.option(
        "--json", "as_json", is_flag=True, callback=_keep_clean, help=said
    )
    return option(command)


def _keep_clean(
    context: click.Context, _parameter: click.Parameter, value: object
) -> object:
    """With --json, whatever else is printed goes to standard error.

    A plugin may print at any time, from C or from a child of its own, even when
    Python ends; so the descriptor itself is turned, and stays so.  A stream
    without one is a test's, and is left alone.
    """
    if value:
        try:
            out, err = sys.stdout.fileno(), sys.stderr.fileno()
            sys.stdout.flush()
            kept = os.dup(out)
            os.dup2(err, out)
        except (OSError, ValueError, AttributeError):
            return value
        context.meta[_KEPT] = kept
    return value


def put_json(value: object) -> None:
    """Print one JSON value. Raises BrokenPipeError when nobody reads any more."""
    encoding = getattr(sys.stdout, "encoding", None) or "ascii"
    ascii_only = not encoding.casefold().startswith("utf")
    text = json.dumps(value, ensure_ascii=ascii_only, indent=2)
    kept = click.get_current_context().meta.pop(_KEPT, None)
    if kept is None:
        click.echo(text)
        return
    with os.fdopen(kept, "wb") as output:
        output.write(text.encode() + b"\n")


def say(*lines: str) -> None:
    """Print lines, folded at the terminal's width."""
    width = terminal_width()
    for line in lines:
        for folded in layout.wrapped(line, width):
            put(folded)


def show(parts: Iterable[str | Grid], indent: str = "") -> None:
    """Print lines of words and tables."""
    width = terminal_width() - len(indent)
    for one in parts:
        for line in layout.part(one, width):
            put(indent + line if line else line)


def put(line: str) -> None:
    """Print one line as it is; in plainer signs where the output has no others."""
    try:
        click.echo(line)
    except UnicodeEncodeError:
        click.echo(in_ascii(line))


def number(value: Decimal) -> int | float:
    """A decimal as JSON has numbers."""
    return int(value) if value == value.to_integral_value() else float(value)


def tell_library(library: Library) -> None:
    """Say on standard error which files and plugins are not used, and why."""
    tell_plugins(library.plugins.states)
    broken = [fault for fault in library.faults if fault.is_error]
    tell(line for fault in broken for line in fault_lines(fault))


def tell_briefly(library: Library) -> None:
    """As `tell_library`, for somebody who came to write: a line, and where to look."""
    aside = [state.name for state in library.plugins.states if state.state != "loaded"]
    if aside:
        said = _("Set aside: {names}. “workbook plugins” says why.")
        tell((said.format(names=", ".join(aside)),))
    files = len({fault.file for fault in library.faults if fault.is_error})
    if files:
        said = several(
            "{n} exercise file was left out. “workbook list” says why.",
            "{n} exercise files were left out. “workbook list” says why.",
            files,
        )
        tell((said.format(n=files),))


def tell_plugins(states: Iterable[PluginState]) -> None:
    """Say on standard error which plugins are set aside, and why."""
    for state in states:
        if state.state != "loaded":
            said = _("The plugin “{name}” is set aside: {reason}")
            tell((said.format(name=state.name, reason=state.reason), state.mend))
