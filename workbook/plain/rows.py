"""The rows of a table in plain lines: shown, gone to, taken out."""

from __future__ import annotations

from collections.abc import Iterator

from workbook.engine import BlockState, RowState
from workbook.model import NEW_ROW, Stop, Thing
from workbook.plain.session import Session
from workbook.plain.steps import cells, is_free
from workbook.usecases.open_entry import OpenEntry
from workbook.usecases.shown import cell_words
from workbook.words import _


def row_words(opened: OpenEntry, row: RowState) -> str:
    """A row as one line: what it is called, then what else is there."""
    words = [cell_words(opened.compiled, cell) for cell in row.cells.values()]
    said = ", ".join(filter(None, words))
    if not row.label:
        return said or _("(nothing yet)")
    return f"{row.label}: {said}" if said else row.label


def list_rows(session: Session, opened: OpenEntry, block: str) -> None:
    """What /rows shows."""
    state = opened.evaluation.blocks[block]
    if not state.rows:
        session.say(_("No rows yet."))
    for number, row in enumerate(state.rows, start=1):
        session.say(f"{number:2}  {row_words(opened, row)}")


def find(state: BlockState, typed: str) -> RowState | None:
    """The row of that number, from 1."""
    digits = typed.strip().rstrip(".")
    if not digits.isdecimal() or len(digits) > 4:  # noqa: PLR2004 - no table is longer
        return None
    number = int(digits)
    return state.rows[number - 1] if 1 <= number <= len(state.rows) else None


def say_no_such_row(session: Session, state: BlockState) -> None:
    """A number no row has, and the numbers there are."""
    if not state.rows:
        session.say(_("No rows yet."))
        return
    session.say(
        _("Say which row: a number from 1 to {last}. /rows shows them.").format(
            last=len(state.rows)
        )
    )


def lead(opened: OpenEntry, stop: Stop) -> str:
    """“Row 3, question 2 of 5.” before a cell's question."""
    state = opened.evaluation.blocks[stop.block]
    if stop.row == NEW_ROW:
        add = _added_by(opened, stop.block)
        number = _("Row {number}.").format(number=len(state.rows) + 1)
        return f"{number} {add}" if add and state.rows else number
    asked = cells(opened, stop.block, str(stop.row))
    place = asked.index(stop) + 1 if stop in asked else 1
    if not is_free(opened, stop.block):
        if len(asked) == 1:
            return ""
        return _("Question {place} of {all}.").format(place=place, all=len(asked))
    ids = [row.id for row in state.rows]
    return _("Row {row}, question {place} of {all}.").format(
        row=ids.index(str(stop.row)) + 1, place=place, all=len(asked)
    )


def _added_by(opened: OpenEntry, block: str) -> str:
    limits = opened.compiled.block(block).limits
    add = str(limits.add) if limits is not None else ""
    return f"{add.rstrip('.')}." if add else ""


def fixed_row_lines(opened: OpenEntry, stop: Stop) -> Iterator[str]:
    """What stands above the questions of an author's row."""
    rows = opened.compiled.block(stop.block).fixed
    for number, row in enumerate(rows, start=1):
        if row.id == stop.row:
            yield _("{number} of {all}: {label}").format(
                number=number, all=len(rows), label=row.label
            )
            if row.help:
                yield str(row.help)


def remove(session: Session, opened: OpenEntry, block: str, typed: str) -> str:
    """Take a row out after saying what uses it; its id, or "" when it stays."""
    state = opened.evaluation.blocks[block]
    row = find(state, typed)
    if row is None:
        say_no_such_row(session, state)
        return ""
    session.say(_("Remove this row? {words}").format(words=row_words(opened, row)))
    uses = session.book.uses_of(Thing(opened.entry.id, block, row.id))
    if uses:
        session.say(_("It is used here, and would read “(removed)” there:"))
        session.say(*(f"- {use.title}: {use.question}" for use in uses))
    if not session.ask_yes(_("y = yes, Enter = no.")):
        session.say(_("It stays."))
        return ""
    return row.id
