"""`workbook do`: work through an exercise, or give its answers all at once."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path

import click

from workbook.cli import output, results
from workbook.cli.edge import tell
from workbook.cli.invocation import STDIN, Invocation, save, with_invocation
from workbook.cli.moments import read_moment
from workbook.errors import UsageError
from workbook.usecases.clock import SystemClock
from workbook.usecases.filling import FillProblem, fill
from workbook.usecases.open_entry import OpenEntry
from workbook.usecases.shown import summaries
from workbook.words import _

REFUSED = 1


@click.command(
    help=_(
        "Work through an exercise. Every answer is kept as you give it.\n\n"
        "ID is an id, a number of “workbook list”, or words of the title.\n\n"
        "With --answers, a JSON or YAML file (or - for standard input) maps block id "
        "to value; a table is a list of rows, and a list of such mappings makes one "
        "entry each. “workbook about ID” lists the blocks.\n\n"
        "Example: workbook do external"
    ),
)
@click.argument("words", metavar="ID", nargs=-1, required=True)
@click.option("--plain", is_flag=True, help=_("In plain lines."))
@output.json_option
@click.option("--answers", metavar="FILE", help=_("Take the answers from FILE, or -."))
@click.option(
    "--at", metavar="WHEN", help=_("The moment it tells of: yesterday 18:00.")
)
@with_invocation
def do(  # noqa: PLR0913 - the options are a promise to scripts
    invocation: Invocation,
    *,
    words: tuple[str, ...],
    plain: bool,  # noqa: ARG001 - there is one face so far
    as_json: bool,
    answers: str | None,
    at: str | None,
) -> int | None:
    """The command; its help stands above."""
    invocation.one_stdin(answers, "--answers")
    moment = read_moment(at, SystemClock().now()) if at is not None else None
    name = " ".join(words)
    if answers is not None:
        return _all_at_once(invocation, name, answers, moment, as_json=as_json)
    if as_json:
        raise UsageError(
            _("With --json the answers come from a file."),
            _("Add --answers FILE, or --answers - for standard input."),
        )
    from workbook.cli.faces import open_exercise

    return open_exercise(invocation, name, moment)


def _all_at_once(
    invocation: Invocation,
    name: str,
    answers: str,
    moment: datetime | None,
    *,
    as_json: bool,
) -> int:
    from workbook.authoring.answers import read_answers  # YAML: only for a script

    given = read_answers(_bytes(answers), answers if answers != STDIN else "<stdin>")
    done = []
    with invocation.open() as book:
        card = book.library.find(name)
        for one in given:
            opened = book.begin(card.id, moment)
            problems = fill(opened, one)
            done.append((opened, problems))
            book.leave(opened)
        save(book)
        title = str(card.title)
        data = [results.as_data(opened, problems) for opened, problems in done]
    refused = [p for _opened, problems in done for p in problems if p.refused]
    tell(line for problem in refused for line in results.problem_line(problem))
    if as_json:
        output.put_json(data)
        return REFUSED if refused else 0
    for opened, problems in done:
        _say(title, opened, problems, invocation.home)
    return REFUSED if refused else 0


def _bytes(answers: str) -> bytes:
    from workbook.authoring.answers import MOST_BYTES  # as above

    if answers == STDIN:
        return sys.stdin.buffer.read(MOST_BYTES + 1) if sys.stdin is not None else b""
    try:
        with open(answers, "rb") as file:  # noqa: PTH123 - a name as the shell gave it
            return file.read(MOST_BYTES + 1)
    except OSError as error:
        raise UsageError(
            _("“{name}” cannot be read: {why}.").format(
                name=answers, why=error.strerror or error
            ),
            _("Name a file with answers, or - for standard input."),
        ) from None


def _say(
    title: str, opened: OpenEntry, problems: tuple[FillProblem, ...], home: Path
) -> None:
    """One entry in words: what was kept, its totals, what is still needed."""
    if not opened.born:
        output.say(
            _("{title}: nothing was answered, so nothing was kept.").format(title=title)
        )
        return
    output.say(
        _("{title}: kept as entry {id} ({state}).").format(
            title=title, id=opened.entry.id, state=opened.entry.state.value
        )
    )
    for total in summaries(opened.compiled, opened.evaluation):
        output.say(f"  {total.label}: {total.words}")
    lacking = [problem for problem in problems if not problem.refused]
    for problem in lacking:
        output.say(*(f"  {line}" for line in results.problem_line(problem)))
    output.say(*results.alert_lines(opened.evaluation, home))
    output.say(*results.next_lines(opened.evaluation))
