"""Answers given all at once, by a script or a test: block id → value.

The same road as a person's: every value goes through its block type, in the
order of the pages, and what is refused is named while the rest is kept.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from attrs import frozen

from workbook.engine.blocks.pick import NewThing
from workbook.engine.graph import BlockNode
from workbook.errors import PluginError, Refused
from workbook.model import DECLINED, Json, Stop, Value
from workbook.usecases.open_entry import OpenEntry
from workbook.words import _


@frozen
class FillProblem:
    """What could not be taken, or is still needed. `refused` tells the two apart."""

    block: str
    message: str
    hint: str = ""
    refused: bool = True


def fill(opened: OpenEntry, answers: Mapping[str, Json]) -> tuple[FillProblem, ...]:
    """Give `answers` to an entry, then finish it if nothing required is missing.

    A table is a list of mappings, a pick a thing's address or its exact words,
    `{"declined": true}` is "I would rather not say".
    """
    problems = list(_given(opened, answers))
    problems += (
        FillProblem(
            str(lack.stop),
            _("“{text}” needs an answer.").format(text=lack.text),
            refused=False,
        )
        for lack in opened.finish()
    )
    return tuple(problems)


def _given(opened: OpenEntry, answers: Mapping[str, Json]) -> Iterator[FillProblem]:
    known = [block.id for block in opened.exercise.blocks()]
    for name in answers:
        if name not in known:
            yield FillProblem(
                name,
                _("There is no block “{name}” here.").format(name=name),
                _("“workbook about {id}” lists them.").format(id=opened.entry.exercise),
            )
    for block in known:
        if block in answers:
            yield from _one(opened, block, answers[block])


def _one(opened: OpenEntry, block: str, raw: Json) -> Iterator[FillProblem]:
    node = opened.compiled.block(block)
    if raw is None:
        return
    if node.type is None:
        yield FillProblem(block, _("What this block needs is not installed."))
        return
    if node.type.computed or node.type.kind == "none":
        yield FillProblem(block, _("This block takes no answer."))
        return
    if _declined(raw):
        opened.answer(block, DECLINED)
        return
    if node.tabular:
        yield from _rows(opened, node, raw)
        return
    yield from _at(opened, Stop(block), raw, block)


def _declined(raw: Json) -> bool:
    return isinstance(raw, Mapping) and dict(raw) == {"declined": True}


def _at(opened: OpenEntry, stop: Stop, raw: Json, name: str) -> Iterator[FillProblem]:
    try:
        opened.answer_at(stop, opened.parse_at(stop, raw))
    except NewThing as new:
        try:
            opened.add_and_pick(stop, new)
        except Refused as refused:
            yield FillProblem(name, refused.message, refused.hint)
    except (Refused, PluginError) as refused:
        yield FillProblem(name, refused.message, refused.hint)


def _rows(opened: OpenEntry, node: BlockNode, raw: Json) -> Iterator[FillProblem]:
    if node.fixed and isinstance(raw, Mapping):
        raw = [
            {"row": row, **cells} if isinstance(cells, Mapping) else {"row": row}
            for row, cells in raw.items()
        ]
    if not isinstance(raw, list | tuple) or not all(
        isinstance(r, Mapping) for r in raw
    ):
        yield FillProblem(
            node.key,
            _("A table is a list of rows."),
            _("Write each row as a mapping: column, then value."),
        )
        return
    for number, cells in enumerate(raw, start=1):
        assert isinstance(cells, Mapping)  # noqa: S101 - asked just above
        yield from _row(opened, node, dict(cells), number)


def _row(
    opened: OpenEntry, node: BlockNode, cells: dict[str, Json], number: int
) -> Iterator[FillProblem]:
    row_id = str(cells.pop("row", "")) if node.fixed else ""
    fixed = sorted(row.id for row in node.fixed)
    if node.fixed and row_id not in fixed:
        yield FillProblem(
            node.key,
            _("Row {number}: there is no row “{row}”.").format(
                number=number, row=row_id
            ),
            _("The rows are: {rows}.").format(rows=", ".join(fixed)),
        )
        return
    columns: set[str] = {column.block.id for column in node.columns}
    for name in cells.keys() - columns:
        message = _("There is no column “{name}”.").format(name=name)
        yield FillProblem(f"{node.key}.{name}", message)
    values: dict[str, Value] = {}
    new: list[tuple[str, NewThing]] = []
    for name in (
        column.block.id for column in node.columns if column.block.id in cells
    ):
        try:
            value = _cell(opened, Stop(node.key, row_id or None, name), cells[name])
        except NewThing as thing:
            new.append((name, thing))
        except (Refused, PluginError) as refused:
            message = _("Row {number}: {message}").format(
                number=number, message=refused.message
            )
            yield FillProblem(f"{node.key}.{name}", message, refused.hint)
        else:
            if value is not None:
                values[name] = value
    if values or new:
        yield from _keep(opened, node, row_id, values, new)


def _cell(opened: OpenEntry, stop: Stop, raw: Json) -> Value | None:
    """One cell's value; None for none. Raises Refused and NewThing."""
    if raw is None:
        return None
    return DECLINED if _declined(raw) else opened.parse_at(stop, raw)


def _keep(
    opened: OpenEntry,
    node: BlockNode,
    row_id: str,
    values: dict[str, Value],
    new: list[tuple[str, NewThing]],
) -> Iterator[FillProblem]:
    try:
        if node.fixed:
            held = opened.answers.get(node.key, {}).get(row_id)
            before = held.value if held and isinstance(held.value, Mapping) else {}
            opened.answer(node.key, {**before, **values}, row_id)
        else:
            row_id = opened.add_row(node.key, values)
        for name, thing in new:
            opened.add_and_pick(Stop(node.key, row_id, name), thing)
    except Refused as refused:
        yield FillProblem(node.key, refused.message, refused.hint)
