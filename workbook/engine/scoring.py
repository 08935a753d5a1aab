"""Declared totals and their missing-answer rules.

A score never counts "not answered" as 0: with answers missing it is prorated as
far as its author allows, and otherwise absent, with the reason.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from workbook.engine.evaluation import BlockState, ScoreState
from workbook.engine.logic import Any3, ExpressionFailed, present, rounded
from workbook.engine.reading import cells_of
from workbook.model import DECLINED, MISSING, Item, Missing, Score, Thing
from workbook.words import _, several

if TYPE_CHECKING:
    from workbook.engine.evaluate import _Run
    from workbook.engine.graph import ScoreNode


def score_state(node: ScoreNode, run: _Run) -> ScoreState:
    """The total now, or why there is none."""
    score = node.score
    if score.value is not None:
        return _banded(score, _by_formula(node, run))
    if score.count is not None:
        return _banded(score, _counted(node, run))
    parts = [part for name in score.sum or score.mean for part in _parts(name, run)]
    return _banded(score, _summed(score, parts))


def _by_formula(node: ScoreNode, run: _Run) -> Decimal | str:
    if node.value is None or node.value.expression is None:
        return _("its formula cannot be read")
    try:
        value = run.work_out(node.value.expression)
    except ExpressionFailed:
        return _("its formula does not fit the answers")
    if isinstance(value, Decimal):
        return value
    return _("an answer it needs is missing")


def _counted(node: ScoreNode, run: _Run) -> Decimal | str:
    state = run.blocks.get(node.score.count or "")
    if state is None or not state.shown or not state.rows or state.value is DECLINED:
        return _("there is no row yet")
    count = 0
    for row in state.rows:
        if node.where is None:
            count += 1
            continue
        if node.where.expression is None:
            return _("its condition cannot be read")
        item = Item(
            thing=Thing(run.context.entry, state.block.id, row.id),
            words="",
            cells={**cells_of(row, run.compiled.types), "row": row.id},
            when=run.context.moment,
        )
        try:
            count += run.work_out(node.where.expression, row.values(), item) is True
        except ExpressionFailed:
            return _("its condition does not fit the answers")
    return Decimal(count)


def _parts(name: str, run: _Run) -> list[Decimal | Missing]:
    """The numbers a name stands for: a block, all cells of a table, one column."""
    head, _dot, column = name.partition(".")
    if head in run.scores:
        total = run.scores[head].value
        return [MISSING if total is None else total]
    state = run.blocks.get(head)
    if state is None or not state.shown:
        return [MISSING]
    if state.columns:
        return [
            _number(cell)
            for row in state.rows
            for key, cell in row.cells.items()
            if cell.shown and (key == column if column else _numeric(cell, run))
        ]
    if column:
        node = run.compiled.block(head)
        value = present(state.value)
        if node.type is None or value is None:
            return [MISSING]
        return [node.type.scores(state.options, value).get(column, MISSING)]
    return [_number(state)]


def _numeric(cell: BlockState, run: _Run) -> bool:
    type_ = run.compiled.types.get(cell.block.type)
    if type_ is None:
        return False
    return type_.kind == "number" or any(
        getattr(choice, "score", None) is not None
        for choice in getattr(cell.options, "choices", ())
    )


def _number(state: BlockState) -> Decimal | Missing:
    value = state.value
    if isinstance(value, Decimal):
        return value
    points: dict[str, Decimal] = {
        choice.value: choice.score
        for choice in getattr(state.options, "choices", ())
        if getattr(choice, "score", None) is not None
    }
    if isinstance(value, str) and value in points:
        return Decimal(points[value])
    if isinstance(value, tuple) and points:
        return sum((points.get(str(one), Decimal(0)) for one in value), Decimal(0))
    if isinstance(value, bool):
        return Decimal(int(value))
    return MISSING


def _summed(score: Score, parts: list[Decimal | Missing]) -> Decimal | str:
    present: list[Decimal] = [part for part in parts if isinstance(part, Decimal)]
    missing = len(parts) - len(present)
    if not present:
        return _("nothing it needs is answered yet")
    rule = score.if_missing
    if missing and (rule.then != "prorate" or missing > rule.up_to):
        return several(
            "{n} answer it needs is missing",
            "{n} answers it needs are missing",
            missing,
        ).format(n=missing)
    total = sum(present, Decimal(0))
    if score.mean:
        return total / len(present)
    if missing:
        return total * len(parts) / len(present)
    return total


def _banded(score: Score, total: Any3) -> ScoreState:
    if not isinstance(total, Decimal):
        return ScoreState(reason=str(total))
    if score.mean or score.if_missing.then == "prorate":
        total = rounded(total, Decimal(1))
    total = total.normalize() + 0
    for band in score.bands:
        if band.from_ <= total <= band.to:
            return ScoreState(value=total, band=band.label)
    return ScoreState(value=total)
