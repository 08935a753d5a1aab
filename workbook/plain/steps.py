"""The road through an exercise, as plain lines take it: stops and what stands between.

The stops are the engine's; here they only get the notes and views between them,
and an order that holds while rows and blocks come and go.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias

from attrs import frozen

from workbook.engine.stops import (
    has_something,
    numbered_pages,
    page_of,
    page_stops,
)
from workbook.model import DECLINED, NEW_ROW, RowLimits, Stop
from workbook.usecases.open_entry import OpenEntry


@frozen
class PageTop:
    """Where a page begins, by its index."""

    page: int


@frozen
class Shown:
    """A block with nothing to answer: a note, a view, one that cannot be asked."""

    block: str


Step: TypeAlias = PageTop | Shown | Stop
Rank: TypeAlias = tuple[int, ...]
"""Page, block, row, column: orders steps even when one of them is hidden now."""

START: Rank = ()


def steps(opened: OpenEntry, first: int = 0) -> Iterator[Step]:
    """Everything to show and ask now, in order, from page `first` on.

    Asked for step by step: what lies behind a question is not looked at before it.
    """
    pages = opened.exercise.pages
    for index, page in enumerate(pages[first:], first):
        if not has_something(opened.compiled, opened.evaluation, page):
            continue
        yield PageTop(index)
        asked = tuple(page_stops(opened.compiled, opened.evaluation, page))
        for block in page.blocks:
            own = [stop for stop in asked if stop.block == block.id]
            yield from own
            if own and is_free(opened, block.id) and own[-1].row not in (None, NEW_ROW):
                yield gate(opened, block.id)  # a full table still has its end
            elif not own and opened.evaluation.blocks[block.id].shown:
                yield Shown(block.id)


def is_free(opened: OpenEntry, block: str) -> bool:
    """Whether a person adds the rows of this block."""
    node = opened.compiled.block(block)
    return node.tabular and isinstance(node.limits, RowLimits)


def is_table(opened: OpenEntry, block: str) -> bool:
    """Whether answers of this block are kept row by row."""
    return opened.compiled.block(block).tabular


def is_full(opened: OpenEntry, block: str) -> bool:
    """Whether no row can be added any more."""
    limits = opened.compiled.block(block).limits
    rows = opened.evaluation.blocks[block].rows
    return isinstance(limits, RowLimits) and len(rows) >= limits.max


def gate(opened: OpenEntry, block: str) -> Stop:
    """The stop after a table's rows, where one can be added."""
    columns = opened.evaluation.blocks[block].columns
    return Stop(block, NEW_ROW, columns[0].id if columns else None)


def rank(opened: OpenEntry, step: Step) -> Rank:
    """Where a step stands, among those that are there and those that were."""
    if isinstance(step, PageTop):
        return (step.page,)
    page = opened.compiled.block(step.block).page
    blocks: list[str] = [block.id for block in opened.exercise.pages[page].blocks]
    place: Rank = (page, blocks.index(step.block) + 1)
    if isinstance(step, Shown) or step.column is None:
        return place
    state = opened.evaluation.blocks[step.block]
    rows = [row.id for row in state.rows]
    columns: list[str] = [column.id for column in state.columns]
    row = rows.index(step.row) if step.row in rows else len(rows)
    return (*place, row, columns.index(step.column) if step.column in columns else 0)


def before(opened: OpenEntry, stop: Stop) -> Stop | None:
    """The stop before this one; None at the first."""
    here = rank(opened, stop)
    earlier = [
        step
        for step in steps(opened)
        if isinstance(step, Stop) and rank(opened, step) < here
    ]
    return earlier[-1] if earlier else None


def cells(opened: OpenEntry, block: str, row: str) -> tuple[Stop, ...]:
    """The stops of one row."""
    return tuple(
        step
        for step in steps(opened)
        if isinstance(step, Stop) and (step.block, step.row) == (block, row)
    )


def standing(opened: OpenEntry, stop: Stop, column: str = "") -> Stop | None:
    """The stop there is now for one that may be gone, or may name only its row.

    `column` is the one wanted in a row named alone.
    """
    if stop.block not in opened.evaluation.blocks:
        return None
    there = [step for step in steps(opened) if isinstance(step, Stop)]
    if stop in there:
        return stop
    row = [one for one in there if (one.block, one.row) == (stop.block, stop.row)]
    if stop.row is not None and row:
        empty = [one for one in row if opened.value_at(one) is None]
        wanted = [one for one in row if one.column == column]
        return (wanted or empty or row)[0]
    if is_free(opened, stop.block) and not declined(opened, stop.block):
        end = gate(opened, stop.block)
        return end if end in there else None
    later = (one for one in there if rank(opened, one) >= rank(opened, stop))
    return next(later, None)


def declined(opened: OpenEntry, block: str) -> bool:
    """Whether the person would rather not say anything here."""
    return opened.evaluation.blocks[block].value is DECLINED


def place(opened: OpenEntry, page: int) -> tuple[int, int] | None:
    """Which page this is of how many, from 1; None for a page of views alone."""
    counted = numbered_pages(opened.compiled, opened.evaluation)
    return (counted.index(page) + 1, len(counted)) if page in counted else None


def page_at(opened: OpenEntry, stop: Stop) -> int:
    """The index of the page a stop stands on."""
    return page_of(opened.compiled, stop)
