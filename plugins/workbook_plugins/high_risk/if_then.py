"""`if_then`: a table of if-then plans, read by a kind second pair of eyes.

What makes such a plan usable (a concrete cue, one action of one's own) is the
structure of implementation intentions (Gollwitzer, 1999).  Nothing is refused:
a plan that could be clearer is kept, with a hint beside it.  English only.
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
class IfThenOptions:
    """A table whose column `cue` holds the if and `plan` the then."""

    columns: tuple[Block, ...]
    rows: RowLimits = RowLimits()
    cue: Name
    plan: Name


class IfThenBlock(BlockType):
    """Free rows with the author's columns; see the module."""

    name = "if_then"
    options = IfThenOptions
    kind = "rows"

    def check(self, options: object) -> Iterable[Fault]:
        """`cue` and `plan` name two of the columns."""
        mine = cast("IfThenOptions", options)
        ids = [column.id for column in mine.columns]
        for key, column in (("cue", mine.cue), ("plan", mine.plan)):
            if column not in ids:
                yield Fault(
                    f"There is no column “{column}”.",
                    (key,),
                    f"Columns are: {', '.join(ids)}.",
                )
        if mine.cue == mine.plan:
            yield Fault("“cue” and “plan” name the same column.", ("plan",))

    def columns(self, options: object) -> tuple[Block, ...]:
        """The author's."""
        return cast("IfThenOptions", options).columns

    def rows(self, options: object) -> tuple[FixedRow, ...] | RowLimits | None:
        """Free rows, within the author's limits."""
        return cast("IfThenOptions", options).rows

    def problems(self, options: object, value: Value) -> Iterable[Problem]:
        """What one row's cue and plan could say more clearly. Words only."""
        # Imported on first use: its patterns cost more than the rest of the plugin.
        from workbook_plugins.high_risk.plans import cue_problem, plan_problem

        mine = cast("IfThenOptions", options)
        cells = cast("Mapping[str, Value]", value)
        for column, problem_of in ((mine.cue, cue_problem), (mine.plan, plan_problem)):
            said = cells.get(column)
            # A pick or a choice names something already.
            found = problem_of(said) if isinstance(said, str) else None
            if found is not None:
                yield evolve(found, column=column)
