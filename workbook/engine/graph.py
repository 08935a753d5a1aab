"""The graph an exercise is compiled into: its nodes, and what reads what.

Blocks, scores, alerts and next-offers are nodes of one graph, kept in an order in
which everything read comes first.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TypeAlias

from attrs import evolve, frozen

from workbook.engine.shapes import Shape
from workbook.engine.terms import Expression, Read
from workbook.model import (
    Alert,
    Block,
    BlockType,
    Exercise,
    Fault,
    FixedRow,
    Next,
    RowLimits,
    Score,
)


@frozen
class Condition:
    """A compiled expression, or the fact that it did not compile."""

    expression: Expression | None

    @property
    def broken(self) -> bool:
        """Whether the author's text is no expression."""
        return self.expression is None


@frozen(kw_only=True)
class ColumnNode:
    """One column of a table."""

    block: Block
    type: BlockType | None
    show: Condition | None
    expressions: Mapping[tuple[str, bool], Expression] = {}


@frozen(kw_only=True)
class BlockNode:
    """One block. `expressions` are those in its options: (text, over items?)."""

    key: str
    reads: frozenset[str]
    block: Block
    type: BlockType | None
    page: int
    show: Condition | None
    columns: tuple[ColumnNode, ...] = ()
    fixed: tuple[FixedRow, ...] = ()
    limits: RowLimits | None = None
    expressions: Mapping[tuple[str, bool], Expression] = {}
    #: What it takes its content from; what only decides showing it is left out.
    content: frozenset[str] = frozenset()
    best: Mapping[str, Expression] = {}
    others: str = ""
    home: str = ""

    def best_of(self, column: Block | None) -> Expression | None:
        """What this block (or one of its columns) calls best, over an item's cells."""
        return self.best.get(column.id if column is not None else "")

    @property
    def tabular(self) -> bool:
        """Whether answers are kept row by row."""
        return bool(self.columns)


@frozen(kw_only=True)
class ScoreNode:
    """One declared total."""

    key: str
    reads: frozenset[str]
    score: Score
    value: Condition | None = None
    where: Condition | None = None


@frozen(kw_only=True)
class AlertNode:
    """One alert."""

    key: str
    reads: frozenset[str]
    alert: Alert
    when: Condition


@frozen(kw_only=True)
class NextNode:
    """One next-offer."""

    key: str
    reads: frozenset[str]
    next: Next
    when: Condition | None
    give: Mapping[str, Expression]


Node: TypeAlias = BlockNode | ScoreNode | AlertNode | NextNode


@frozen(kw_only=True)
class Compiled:
    """An exercise ready to be evaluated. `exercise` has its craving check woven in."""

    exercise: Exercise
    nodes: tuple[Node, ...]
    dependents: Mapping[str, tuple[int, ...]]
    shapes: Mapping[str, Shape]
    types: Mapping[str, BlockType]
    hide_if: Expression | None
    faults: tuple[Fault, ...]

    def only(self, wanted: Callable[[Node], bool]) -> Compiled:
        """The same exercise with fewer nodes."""
        nodes = tuple(node for node in self.nodes if wanted(node))
        return evolve(self, nodes=nodes, dependents=dependents_of(nodes))

    def block(self, block_id: str) -> BlockNode:
        """The node of a block. Raises KeyError."""
        node = self.nodes[self.dependents[f"={block_id}"][0]]
        if not isinstance(node, BlockNode):
            raise KeyError(block_id)
        return node


def keys_read(reads: Iterable[Read]) -> Iterator[str]:
    """The graph keys of what an expression reads; cells are the row's own."""
    for read in reads:
        match read.root:
            case "block" | "score":
                yield read.name
            case "@":
                yield f"@{read.name}"
            case "today":
                yield "today"


def other_list(options: object, home: str) -> str:
    """The list a block's *other* words belong to: the author's name for it, else
    `home`; "" when the block takes no other words.
    """
    if not getattr(options, "other", False):
        return ""
    return str(getattr(options, "list_", "") or home)


def dependents_of(nodes: tuple[Node, ...]) -> Mapping[str, tuple[int, ...]]:
    """Graph key → positions to visit when it changed; `=key` → its own position."""
    table: dict[str, list[int]] = {}
    for index, node in enumerate(nodes):
        table.setdefault(f"={node.key}", []).append(index)
        for key in node.reads:
            table.setdefault(key, []).append(index)
        if isinstance(node, BlockNode) and node.others:
            table.setdefault(f"%{node.others}", []).append(index)
    return {key: tuple(positions) for key, positions in table.items()}
