"""`workbook author check`: every fault of exercise files, for people who write them."""

from __future__ import annotations

from pathlib import Path

import click

from workbook.authoring import AuthorFault, check_paths
from workbook.cli import output
from workbook.cli.edge import fault_lines
from workbook.cli.invocation import Invocation, with_invocation
from workbook.words import _, several

_FAULTY = 1
_FIELDS = ("file", "line", "column", "code", "severity", "message", "hint")


@click.group(
    help=_("For people who write exercises.\n\nExample: workbook author check my.yaml")
)
def author() -> None:
    """The group; its help stands above."""


@author.command(
    help=_(
        "Check exercise files, and those in folders, beside the installed library: "
        "structure, expressions, wording, and the tests in the file. Exit code 1 "
        "when there is an error, 0 when there are only warnings.\n\n"
        "Example: workbook author check added/"
    ),
)
@click.argument("paths", metavar="PATH...", nargs=-1, required=True)
@output.json_option
@with_invocation
def check(invocation: Invocation, *, paths: tuple[str, ...], as_json: bool) -> int:
    """The command; its help stands above."""
    faults = check_paths(map(Path, paths), invocation.library())
    if as_json:
        output.put_json(
            [{name: getattr(one, name) for name in _FIELDS} for one in faults]
        )
    else:
        _say(faults)
    return _FAULTY if any(fault.is_error for fault in faults) else 0


def _say(faults: tuple[AuthorFault, ...]) -> None:
    for fault in faults:
        for line in fault_lines(fault):
            output.put(line)
    errors = sum(fault.is_error for fault in faults)
    warnings = len(faults) - errors
    if not faults:
        output.put(_("No faults."))
        return
    output.put(
        ", ".join(
            (
                several("{n} error", "{n} errors", errors).format(n=errors),
                several("{n} warning", "{n} warnings", warnings).format(n=warnings),
            )
        )
        + "."
    )
