"""The places a person can answer now, in order.

Every face walks these and none keeps its own: a block is one stop, a table one
for every cell of every row, and one more where a row can be added.
"""

from collections.abc import Iterator

from workbook.engine.evaluation import BlockState, Evaluation
from workbook.engine.graph import Compiled
from workbook.model import DECLINED, NEW_ROW, Page, RowLimits, Stop


def stops(compiled: Compiled, evaluation: Evaluation) -> tuple[Stop, ...]:
    """Every stop of the exercise, page by page."""
    return tuple(
        stop
        for page in compiled.exercise.pages
        for stop in page_stops(compiled, evaluation, page)
    )


def page_stops(
    compiled: Compiled, evaluation: Evaluation, page: Page
) -> Iterator[Stop]:
    """The stops of one page."""
    for block in page.blocks:
        state = evaluation.blocks[block.id]
        node = compiled.block(block.id)
        if node.type is None or node.type.computed or not state.shown or state.failed:
            continue
        if node.tabular:
            yield from _table_stops(state, node.limits)
        elif node.type.kind != "none":
            yield Stop(block.id)


def _table_stops(state: BlockState, limits: RowLimits | None) -> Iterator[Stop]:
    if state.value is DECLINED:
        yield Stop(state.block.id)
        return
    for row in state.rows:
        for column, cell in row.cells.items():
            if cell.shown and not cell.failed:
                yield Stop(state.block.id, row.id, column)
    if limits is not None and len(state.rows) < limits.max:
        first = state.columns[0].id if state.columns else None
        yield Stop(state.block.id, NEW_ROW, first)


def page_of(compiled: Compiled, stop: Stop) -> int:
    """The index of the page a stop stands on. Raises KeyError."""
    return compiled.block(stop.block).page


def shown_pages(compiled: Compiled, evaluation: Evaluation) -> tuple[int, ...]:
    """The pages with something to show, in order."""
    return tuple(
        index
        for index, page in enumerate(compiled.exercise.pages)
        if has_something(compiled, evaluation, page)
    )


def has_something(compiled: Compiled, evaluation: Evaluation, page: Page) -> bool:
    """Whether a page has something to show; views are asked last, they may be dear."""
    if _asks(compiled, evaluation, page) or not page.blocks:
        return True
    return any(evaluation.blocks[block.id].shown for block in page.blocks)


def numbered_pages(compiled: Compiled, evaluation: Evaluation) -> tuple[int, ...]:
    """The pages that count as “page 2 of 5”: those a person does something on.

    Pages of views alone come and go as answers fill them; counting them would move
    the end while somebody walks towards it.
    """
    return tuple(
        index
        for index, page in enumerate(compiled.exercise.pages)
        if _asks(compiled, evaluation, page) or not page.blocks
    )


def _asks(compiled: Compiled, evaluation: Evaluation, page: Page) -> bool:
    """Whether a page shows anything but views."""
    for block in page.blocks:
        type_ = compiled.block(block.id).type
        view = type_ is not None and type_.computed
        if not view and evaluation.blocks[block.id].shown:
            return True
    return False


def lacking(compiled: Compiled, evaluation: Evaluation) -> tuple[Stop, ...]:
    """Where something required is missing; empty when the entry can be finished."""
    found: list[Stop] = []
    for block in compiled.exercise.blocks():
        state = evaluation.blocks[block.id]
        if not state.lacking or not state.shown:
            continue
        cells = [
            Stop(block.id, row.id, column)
            for row in state.rows
            for column, cell in row.cells.items()
            if cell.lacking
        ]
        found += cells or [Stop(block.id, NEW_ROW if state.columns else None)]
    return tuple(found)
