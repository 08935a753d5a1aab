"""`refusals`: a table of ready answers, read for doors left open.

The rules are in `doors`; they know English only.  Nothing is refused: what a
person wrote is kept, with a hint beside it, and they may well be right.
"""

from collections.abc import Iterable, Mapping
from typing import cast

from attrs import evolve, frozen

from workbook.model import (
    Block,
    BlockType,
    Fault,
    FixedRow,
    Name,
    Problem,
    RowLimits,
    Value,
)


@frozen(kw_only=True)
class RefusalsOptions:
    """A table whose columns `answers` hold what one would say."""

    columns: tuple[Block, ...]
    rows: RowLimits = RowLimits()
    answers: tuple[Name, ...]


class RefusalsBlock(BlockType):
    """Free rows with the author's columns; see the module."""

    name = "refusals"
    options = RefusalsOptions
    kind = "rows"

    def check(self, options: object) -> Iterable[Fault]:
        """`answers` name columns."""
        mine = cast("RefusalsOptions", options)
        ids = [column.id for column in mine.columns]
        if not mine.answers:
            yield Fault("“answers” names no column.", ("answers",))
        for index, column in enumerate(mine.answers):
            if column not in ids:
                yield Fault(
                    f"There is no column “{column}”.",
                    ("answers", index),
                    f"Columns are: {', '.join(ids)}.",
                )

    def columns(self, options: object) -> tuple[Block, ...]:
        """The author's."""
        return cast("RefusalsOptions", options).columns

    def rows(self, options: object) -> tuple[FixedRow, ...] | RowLimits | None:
        """Free rows, within the author's limits."""
        return cast("RefusalsOptions", options).rows

    def problems(self, options: object, value: Value) -> Iterable[Problem]:
        """What could be firmer in one row's answers."""
        # Imported on first use: its patterns cost more than the rest of the plugin.
        from workbook_plugins.communication.doors import refusal_problem

        cells = cast("Mapping[str, Value]", value)
        for column in cast("RefusalsOptions", options).answers:
            answer = cells.get(column)
            found = refusal_problem(answer) if isinstance(answer, str) else None
            if found is not None:
                yield evolve(found, column=column)
