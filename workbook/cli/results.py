"""What an entry came to: its state, totals, alerts, and what could not be taken."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from workbook.cli import output
from workbook.engine import Evaluation
from workbook.model import Alert
from workbook.plain.alerts import AT_ONCE
from workbook.plain.now import guess_here, terminal_width
from workbook.safety import pages
from workbook.safety.countries import country
from workbook.safety.doors import NOBODY_READS, PAGES
from workbook.store import read_settings
from workbook.usecases.filling import FillProblem
from workbook.usecases.open_entry import OpenEntry
from workbook.words import _


def as_data(
    opened: OpenEntry, problems: Iterable[FillProblem] = ()
) -> dict[str, object]:
    """One entry for `do --json`; `entry` is null when nothing was kept."""
    return {
        "entry": opened.entry.id if opened.born else None,
        "state": opened.entry.state.value,
        "scores": scores(opened.evaluation),
        "alerts": [alert_data(alert) for alert in opened.evaluation.alerts],
        "problems": [_problem(opened, problem) for problem in problems],
    }


def scores(evaluation: Evaluation) -> dict[str, object]:
    """Every declared total: its value, or the reason why there is none."""
    return {
        name: {
            "value": None if state.value is None else output.number(state.value),
            "band": state.band,
            "reason": state.reason,
        }
        for name, state in evaluation.scores.items()
    }


def alert_data(alert: Alert) -> dict[str, object]:
    """An alert that is on."""
    return {
        "id": alert.id,
        "level": alert.level,
        "text": alert.text,
        "door": alert.door or None,
        "open": alert.open,
    }


def _problem(opened: OpenEntry, problem: FillProblem) -> dict[str, object]:
    block, column = _named(opened, problem.block)
    return {
        "block": block,
        "column": column,
        "message": problem.message,
        "hint": problem.hint,
        "refused": problem.refused,
    }


def _named(opened: OpenEntry, name: str) -> tuple[str, str | None]:
    """Block and column of “block”, “block.column” or “block/row/column”."""
    block, *rest = re.split(r"[./]", name)
    if block not in {one.id for one in opened.exercise.blocks()}:
        return name, None
    return block, rest[-1] if rest and rest[-1] != "+" else None


def problem_line(problem: FillProblem) -> tuple[str, ...]:
    """A problem as lines: its block, what is wrong, the mend."""
    line = f"{problem.block}: {problem.message}"
    return (line, f"    {problem.hint}") if problem.hint else (line,)


def alert_lines(evaluation: Evaluation, home: Path) -> Iterator[str]:
    """The alerts that are on, and where help is: for safety, the numbers at once."""
    code = read_settings(home).country or guess_here()
    width = terminal_width()
    for alert in evaluation.alerts:
        yield ""
        yield alert.text
        if alert.level == "safety":
            yield NOBODY_READS
            yield ""
            yield from pages.numbers(country(code), width)
            if alert.door in AT_ONCE:
                # The page's keys mean nothing in a shell: its steps alone.
                yield ""
                yield from pages.steps(PAGES[alert.door], country(code), width)
        if alert.door:
            yield _("Help now: workbook now")
        if alert.open:
            yield _("Open: workbook do {id}").format(id=alert.open)


def next_lines(evaluation: Evaluation) -> Iterator[str]:
    """What could be done next, where no alert said so already."""
    told = {alert.open for alert in evaluation.alerts}
    for offer in evaluation.next:
        if offer.next.open in told:
            continue
        yield ""
        if offer.next.text:
            yield offer.next.text
        yield _("Open: workbook do {id}").format(id=offer.next.open)
