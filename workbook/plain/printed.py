"""What stands between the questions: the tops of pages and tables, notes, views."""

from __future__ import annotations

from workbook.engine import BlockState
from workbook.model import Grid, Problem, Stop
from workbook.plain import rows, steps
from workbook.plain.layout import named
from workbook.plain.session import Session
from workbook.usecases.open_entry import OpenEntry
from workbook.usecases.shown import answer_parts, said_at
from workbook.words import _


def page_top(session: Session, opened: OpenEntry, page: int) -> None:
    """Which page it is, its words, and the earlier answers it is about."""
    top = ""
    if counted := steps.place(opened, page):
        number, of = counted
        top = _("Page {number} of {of}").format(number=number, of=of)
    shown = opened.exercise.pages[page]
    session.say("", ": ".join(filter(None, (top, shown.title))))
    if shown.text:
        session.say(shown.text)
    found = (said_at(opened.compiled, opened.evaluation, pin) for pin in shown.pin)
    pinned = [said for said in found if said is not None]
    if pinned:
        session.say(_("You wrote:"))
    for said in pinned:
        _titled(session, said.question, said.parts)


def words_to_type(session: Session) -> None:
    """Said once in an exercise, before its first question."""
    session.say(
        "",
        _("Enter alone goes on. Words you can type at any question:"),
        _("/back /skip /pass /undo /help /now /today /quit"),
    )


def _titled(session: Session, title: str, parts: tuple[str | Grid, ...]) -> None:
    if len(parts) == 1 and isinstance(parts[0], str) and "\n" not in parts[0]:
        session.say(f"  {named(title, parts[0])}")
        return
    session.say(title)
    session.show(parts)


def block(session: Session, opened: OpenEntry, block_id: str) -> None:
    """A note, a view that has something, a placeholder for what is not here."""
    state = opened.evaluation.blocks[block_id]
    if state.failed or opened.compiled.types.get(state.block.type) is None:
        _placeholder(session, state)
        return
    if state.block.type == "note":
        session.say("", *filter(None, (state.block.text, state.block.help)))
        return
    parts = tuple(answer_parts(opened.compiled, state))
    if parts:
        session.say("", str(state.block.text))
        session.show(parts)


def _placeholder(session: Session, state: BlockState) -> None:
    session.say(
        "",
        str(state.block.text),
        _("What shows this part is not here now. What you wrote there is kept."),
    )


def table_top(session: Session, opened: OpenEntry, block_id: str) -> None:
    """What a table is about, and the rows written so far."""
    state = opened.evaluation.blocks[block_id]
    session.say("", str(state.block.text))
    if state.block.help:
        session.say(str(state.block.help))
    if not steps.is_free(opened, block_id):
        return
    if state.rows:
        rows.list_rows(session, opened, block_id)
        session.say(_("/row 1 goes to row 1. Enter alone goes on."))
    limits = opened.compiled.block(block_id).limits
    if limits is not None and limits.ideas:
        session.say(_("/list shows ideas."))


def problems(session: Session, opened: OpenEntry, stop: Stop) -> None:
    """What the person should know about an answer; nothing is blocked."""
    state = opened.evaluation.blocks[stop.block]
    found: list[Problem] = list(state.problems)
    for row in state.rows:
        if row.id == stop.row and stop.column is not None:
            found += (p for p in row.problems if p.column in (stop.column, ""))
            cell = row.cells.get(stop.column)
            found += cell.problems if cell is not None else ()
    for problem in found:
        session.say(_("Note: {words}").format(words=problem.message))
        if problem.hint:
            session.say(problem.hint)
