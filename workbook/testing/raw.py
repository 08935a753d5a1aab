"""Answers as `do --answers` takes them, and as an author's tests write them."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Final

from workbook.authoring.answering import PASS
from workbook.engine import BlockState, Evaluation
from workbook.model import Json

DECLINED: Final[Json] = {"declined": True}


def as_json(value: Any) -> Json:
    """A test's value as `do --answers` takes it."""
    if value == PASS:
        return DECLINED
    if isinstance(value, Decimal):
        return plain_number(value)
    if isinstance(value, list):
        return [as_json(one) for one in value]
    if isinstance(value, Mapping):
        return {name: as_json(one) for name, one in value.items()}
    return value  # type: ignore[no-any-return]


def as_test(raw: Json) -> Any:
    """An answer as a test writes it."""
    if raw == DECLINED:
        return PASS
    if isinstance(raw, Mapping):
        return {name: as_test(one) for name, one in raw.items()}
    if isinstance(raw, list):
        return [as_test(one) for one in raw]
    return raw


def plain_number(number: Decimal) -> Json:
    """A whole number as one; another as text, so that its digits stay."""
    whole = number == number.to_integral_value()
    return int(number) if whole else format(number.normalize(), "f")


def joined(plain: Any, raw: Any) -> Json:
    """A plain answer; in rows that are there, one to each empty cell."""
    if not raw or raw == DECLINED:
        return as_json(plain)
    if isinstance(raw, Mapping):
        return {row: {**plain[row], **cells} for row, cells in raw.items()}
    return [{**plain[0], **cells} for cells in raw]


def only_asked(
    answers: Mapping[str, Json], evaluation: Evaluation
) -> Mapping[str, Json]:
    """The answers to what is shown."""
    asked: dict[str, Json] = {}
    for name, raw in answers.items():
        state = evaluation.blocks[name]
        if state.shown:
            cells = bool(state.columns) and raw != DECLINED
            asked[name] = _only_shown_cells(raw, state) if cells else raw
    return asked


def _only_shown_cells(raw: Any, state: BlockState) -> Json:
    shown = {
        row.id: {name for name, cell in row.cells.items() if cell.shown}
        for row in state.rows
    }

    def kept(row: str, cells: Mapping[str, Json]) -> Json:
        return {n: cell for n, cell in cells.items() if n in shown[row]}

    if isinstance(raw, Mapping):
        return {row: kept(row, cells) for row, cells in raw.items()}
    return [kept(f"r{number}", cells) for number, cells in enumerate(raw, start=1)]
