"""`workbook entries` and `workbook show`: what was written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import click

from workbook.cli import output, results
from workbook.cli.invocation import Invocation, with_invocation
from workbook.engine import Answered, Compiled, evaluate
from workbook.engine.graph import BlockNode
from workbook.model import Entry, Grid, Json, Thing, Value
from workbook.usecases.answers import dump, dump_answer
from workbook.usecases.held import Table
from workbook.usecases.shown import EntryView, Said, entry_view
from workbook.usecases.workbook import Workbook
from workbook.words import _


@click.command(
    help=_(
        "All entries, drafts too, the one touched last first.\n\n"
        "Example: workbook entries"
    ),
)
@output.json_option
@with_invocation
def entries(invocation: Invocation, *, as_json: bool) -> None:
    """The command; its help stands above."""
    with invocation.open() as book:
        if as_json:
            output.put_json([_head(head) for head in book.heads()])
            return
        lines = [_line(book, head) for head in book.heads()]
    output.say(*(lines or (_("Nothing is written yet. “workbook” begins."),)))


def _head(head: Entry) -> dict[str, object]:
    return {
        "id": head.id,
        "exercise": head.exercise,
        "state": head.state.value,
        "begun": head.begun.isoformat(timespec="seconds"),
    }


def _line(book: Workbook, head: Entry) -> str:
    return f"{head.id}  {head.state.value:9}  {book.title(head.id)}"


@click.command(
    help=_(
        "One entry, in words. ENTRY is an id of “workbook entries”.\n\n"
        "Example: workbook show k7m2p9qwxz4r"
    ),
)
@click.argument("entry")
@output.json_option
@with_invocation
def show(invocation: Invocation, *, entry: str, as_json: bool) -> None:
    """The command; its help stands above."""
    with invocation.open() as book:
        view = entry_view(book, entry)
        if as_json:
            output.put_json(_as_data(book, view))
            return
    _say(view)


def _as_data(book: Workbook, view: EntryView) -> dict[str, object]:
    head = view.entry
    compiled = book.view.compiled(head)
    table = book.view.answers(head.id)
    evaluation = evaluate(compiled, table, book.context(head))
    said = {one.block: one for page in view.pages for one in page.said}
    return {
        **_head(head),
        "title": view.title,
        "version": head.version,
        "dated": head.dated.isoformat(timespec="seconds") if head.dated else None,
        "touched": head.touched.isoformat(timespec="seconds"),
        "answers": dict(_answers(compiled, head, table, said)),
        "views": {
            block: {"question": one.question, "words": _words(one)}
            for block, one in said.items()
            if not table.get(block)
        },
        "scores": results.scores(evaluation),
        "alerts": [results.alert_data(alert) for alert in evaluation.alerts],
    }


def _answers(
    compiled: Compiled, head: Entry, table: Table, said: dict[str, Said]
) -> Iterator[tuple[str, dict[str, object]]]:
    """Every answered block: its value as `--answers` takes it, and its words."""
    known: list[str] = [block.id for block in compiled.exercise.blocks()]
    for block in (*known, *(name for name in table if name not in known)):
        held = table.get(block)
        if not held:
            continue
        one = said.get(block)
        node = compiled.block(block) if block in known else None
        data: dict[str, object] = {
            "question": one.question if one else block,
            "value": _value(node, held),
            "words": _words(one) if one else [],
        }
        if rows := _in_order(held):
            data["things"] = [str(Thing(head.id, block, row)) for row in rows]
        yield block, data


def _in_order(held: Mapping[str | None, Answered]) -> list[str]:
    rows = [row for row in held if row is not None]
    return sorted(rows, key=lambda row: (held[row].order, row))


def _value(node: BlockNode | None, held: Mapping[str | None, Answered]) -> Json:
    if None in held:
        return _dumped(node, held[None].value)
    rows = {row: _dumped(node, held[row].value) for row in _in_order(held)}
    return rows if node is not None and node.fixed else list(rows.values())


def _dumped(node: BlockNode | None, value: Value) -> Json:
    if node is not None:
        return dump_answer(node, value)
    if isinstance(value, Mapping):
        return {name: dump(None, None, cell) for name, cell in value.items()}
    return dump(None, None, value)


def _words(said: Said) -> list[str]:
    """Lines of words; a table's rows as “cell, cell”."""
    lines: list[str] = []
    for part in said.parts:
        if isinstance(part, Grid):
            lines += (", ".join(filter(None, row)) for row in part.rows)
        else:
            lines.append(part)
    return lines


def _say(view: EntryView) -> None:
    head = view.entry
    output.say(
        f"{view.title} ({head.id})",
        _("{state}, {day}").format(
            state=head.state.value, day=head.when.strftime("%Y-%m-%d %H:%M")
        ),
    )
    for page in view.pages:
        output.say("", page.title)
        for one in page.said:
            output.say(f"  {one.question}")
            output.show(one.parts, "    ")
    if view.summaries:
        output.say("")
    output.say(*(f"{total.label}: {total.words}" for total in view.summaries))
