"""What a compiled expression is made of: what it reads, and what checking knows.

Values only; `workbook.engine.expression` makes them.
"""

from collections.abc import Mapping
from types import CodeType
from typing import Protocol

from attrs import frozen

from workbook.engine.logic import Any3, runtime
from workbook.model import Fault, Kind

RUNTIME = runtime()
"""All that a compiled expression can reach."""


@frozen
class Read:
    """One thing an expression reads.

    `root` is "block", "score", "@" (a collection), "cell" (of the row or thing at
    hand) or "today"; `name` which one, `part` a column or a named number of it,
    `row` a fixed row.
    """

    root: str
    name: str = ""
    part: str = ""
    row: str = ""


@frozen
class Typed:
    """What checking knows of a value: its kind, whether it is a list over rows,
    and the codes it may take, where those are a closed list.
    """

    kind: Kind
    many: bool = False
    codes: tuple[str, ...] | None = None


class Scope(Protocol):
    """Resolves the names an expression may use where it stands."""

    def resolve(self, path: tuple[str, ...]) -> tuple[Read, Typed] | None:
        """What `a.b.c` reads, or None when there is nothing of that name."""

    def names(self) -> tuple[str, ...]:
        """Every name there is, for suggestions."""


@frozen
class Expression:
    """A compiled expression: `reads` in the order their values are handed over."""

    text: str
    code: CodeType
    reads: tuple[Read, ...]
    typed: Typed
    constants: Mapping[str, Any3]

    def evaluate(self, values: Mapping[str, Any3]) -> Any3:
        """The value, given `_r0`, `_r1`, … for the reads. Raises ExpressionFailed."""
        return eval(self.code, RUNTIME, {**self.constants, **values})  # noqa: S307 - our own rewritten tree


@frozen
class Result:
    """An expression, or the faults that kept it from being one."""

    expression: Expression | None
    faults: tuple[Fault, ...]
