"""An entry in words, for whoever shows one: as it was, and as it is now.

A finished entry keeps the words of what it picked; when a thing is called
otherwise today, both are said.  Faces add width and wrapping, nothing else.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

import attrs
from attrs import frozen

from workbook.engine import BlockState, Compiled, Evaluation, RowState, evaluate
from workbook.engine.logic import present
from workbook.engine.stops import shown_pages
from workbook.errors import PluginError
from workbook.model import (
    DECLINED,
    MISSING,
    At,
    Entry,
    Grid,
    Item,
    Sheet,
    State,
    Thing,
    Unread,
)
from workbook.words import _

if TYPE_CHECKING:
    from workbook.usecases.view import View
    from workbook.usecases.workbook import Workbook


@frozen
class Said:
    """A question and what was said to it."""

    block: str
    question: str
    parts: tuple[str | Grid, ...]
    sensitivity: int = 1


@frozen
class ShownPage:
    """A page with at least one thing said on it."""

    title: str
    said: tuple[Said, ...]


@frozen
class Summary:
    """A declared total in words: a value with its band, or why there is none."""

    label: str
    words: str


@frozen
class EntryView:
    """One entry in words. `pages` as it was, where that differs both ways."""

    entry: Entry
    title: str
    pages: tuple[ShownPage, ...]
    summaries: tuple[Summary, ...]


def entry_view(book: Workbook, entry_id: str) -> EntryView:
    """The entry in words. Raises NotFound."""
    head = book.head(entry_id)
    compiled = book.view.compiled(head)
    context = book.context(head)
    if head.state is State.FINISHED and compiled.exercise.keeps == "many":
        answers = book.view.answers(entry_id)
        kept = _kept(book.view, entry_id, answers)
        context = attrs.evolve(context, collections=_Then(context.collections, kept))
    evaluation = evaluate(compiled, book.view.answers(entry_id), context)
    return EntryView(
        entry=head,
        title=str(compiled.exercise.title),
        pages=tuple(pages(compiled, evaluation)),
        summaries=tuple(summaries(compiled, evaluation)),
    )


def _kept(
    view: View, entry_id: str, answers: Mapping[str, Mapping[str | None, object]]
) -> dict[Thing, str]:
    words: dict[Thing, str] = {}
    for block, rows in answers.items():
        for row in rows:
            held = view.kept.get(At(entry_id, block, row))
            words |= held.words if held else {}
    return words


@frozen(eq=False)
class _Then(Mapping[str, tuple[Item, ...]]):
    """Things called as they were then, with “now: …” beside where that changed."""

    now: Mapping[str, tuple[Item, ...]]
    then: Mapping[Thing, str]

    def __getitem__(self, name: str) -> tuple[Item, ...]:
        return tuple(self._both(item) for item in self.now[name])

    def _both(self, item: Item) -> Item:
        was = self.then.get(item.thing, item.words)
        if was == item.words:
            return item
        both = _("{was} (now: {now})").format(was=was, now=item.words)
        return attrs.evolve(item, words=both)

    def __iter__(self) -> Iterator[str]:
        return iter(self.now)

    def __len__(self) -> int:
        return len(self.now)


def pages(compiled: Compiled, evaluation: Evaluation) -> Iterator[ShownPage]:
    """The pages on which something is said, in order."""
    for index in shown_pages(compiled, evaluation):
        page = compiled.exercise.pages[index]
        said = tuple(
            one
            for block in page.blocks
            if (one := said_at(compiled, evaluation, block.id)) is not None
        )
        if said:
            yield ShownPage(str(page.title), said)


def said_at(compiled: Compiled, evaluation: Evaluation, block_id: str) -> Said | None:
    """A block's question and answer in words; None when there is nothing to say."""
    state = evaluation.blocks[block_id]
    if not state.shown:
        return None
    parts = tuple(answer_parts(compiled, state))
    if not parts:
        return None
    question = str(state.block.text or state.block.id)
    return Said(block_id, question, parts, state.sensitivity)


def answer_parts(compiled: Compiled, state: BlockState) -> Iterator[str | Grid]:
    """What a block shows now: lines of words, and tables."""
    if state.value is DECLINED:
        yield _("I would rather not say")
        return
    if isinstance(state.value, Unread):
        yield _("This answer is kept. What shows it is not here now.")
        return
    if state.columns:
        yield from _table_parts(compiled, state)
        return
    if isinstance(state.value, Sheet):
        yield from state.value.parts
        return
    type_ = compiled.types.get(state.block.type)
    value = present(state.value)
    if type_ is None or value is None or type_.kind == "none":
        return
    try:
        yield from type_.lines(state.options, value)
    except PluginError:
        yield _("This block could not be shown here. The answer is kept.")


def _table_parts(compiled: Compiled, state: BlockState) -> Iterator[str | Grid]:
    """A table in its type's own lines, where it has some; else as a grid."""
    type_ = compiled.types.get(state.block.type)
    rows = {row.id: row.values() for row in state.rows if _answered(row)}
    if type_ is not None and rows:
        try:
            lines = tuple(type_.lines(state.options, rows))
        except PluginError:
            lines = ()
        if lines:
            yield from lines
            return
    grid = table_grid(compiled, state)
    if grid is not None:
        yield grid


def cell_words(compiled: Compiled, cell: BlockState) -> str:
    """One cell as one line of words; "" when there is nothing to say."""
    return ", ".join(str(part) for part in answer_parts(compiled, cell))


def table_grid(compiled: Compiled, state: BlockState) -> Grid | None:
    """A table's rows as a grid: columns nobody answered are left out."""
    rows = [row for row in state.rows if not row.label or _answered(row)]
    if not rows:
        return None
    words = [
        [cell_words(compiled, row.cells[column.id]) for column in state.columns]
        for row in rows
    ]
    used = [i for i in range(len(state.columns)) if any(row[i] for row in words)]
    labelled = any(row.label for row in rows)
    head = tuple(state.columns[i].short for i in used)
    body = [tuple(row[i] for i in used) for row in words]
    if not labelled:
        return Grid(head, tuple(body))
    return Grid(
        ("", *head),
        tuple((row.label, *cells) for row, cells in zip(rows, body, strict=True)),
    )


def _answered(row: RowState) -> bool:
    return any(cell.value is not MISSING for cell in row.cells.values())


def summaries(compiled: Compiled, evaluation: Evaluation) -> Iterator[Summary]:
    """The declared totals that carry a label; those without one are for formulas."""
    for score in compiled.exercise.scores:
        state = evaluation.scores.get(score.id)
        if state is None or not score.label:
            continue
        if state.value is None:
            yield Summary(
                score.label, _("not yet: {reason}").format(reason=state.reason)
            )
            continue
        number = format(state.value.normalize(), "f")
        yield Summary(score.label, f"{number}, {state.band}" if state.band else number)
