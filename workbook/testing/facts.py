"""What is seen on a way through an exercise, and what there is to be seen."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import frozen

from workbook.engine import BlockState, Compiled, Evaluation
from workbook.engine.graph import AlertNode, BlockNode, NextNode
from workbook.model import MISSING, Sheet


@frozen(order=True)
class Fact:
    """One thing seen: a kind ("shown", "alert", "next", "answer", "view"), the name of
    the block, column, alert or offer, and whether it is on.

    An answer is on when a question was answered, a view when it has something to
    tell; neither needs to be seen off.
    """

    kind: str
    name: str
    on: bool = True

    def __str__(self) -> str:
        return f"{self.kind} {self.name} {'on' if self.on else 'off'}"


def is_asked(node: BlockNode) -> bool:
    """Whether a person can answer this block."""
    return node.type is not None and node.type.kind != "none" and not node.type.computed


def goals_of(compiled: Compiled) -> frozenset[Fact]:
    """What there is to be seen: conditions both ways, each answer, each view."""
    return frozenset(_goals(compiled))


def _goals(compiled: Compiled) -> Iterator[Fact]:
    for node in compiled.nodes:
        match node:
            case BlockNode():
                yield from _goals_of_block(node)
            case AlertNode(alert=alert):
                yield from _both("alert", alert.id)
            case NextNode(when=when, next=offer) if when is not None:
                yield from _both("next", offer.id)


def _goals_of_block(node: BlockNode) -> Iterator[Fact]:
    if node.type is None:
        return
    if node.show is not None:
        yield from _both("shown", node.key)
    for column in node.columns:
        if column.show is not None:
            yield from _both("shown", f"{node.key}.{column.block.id}")
    if is_asked(node):
        yield Fact("answer", node.key)
    elif node.type.computed:
        yield Fact("view", node.key)


def _both(kind: str, name: str) -> Iterator[Fact]:
    yield Fact(kind, name, on=True)
    yield Fact(kind, name, on=False)


def facts_of(compiled: Compiled, evaluation: Evaluation) -> frozenset[Fact]:
    """What is seen now."""
    return frozenset(_facts(compiled, evaluation))


def _facts(compiled: Compiled, evaluation: Evaluation) -> Iterator[Fact]:
    for node in compiled.nodes:
        match node:
            case BlockNode(key=key):
                yield from _facts_of_block(node, evaluation.blocks[key])
            case AlertNode(alert=alert):
                yield Fact("alert", alert.id, evaluation.alerting[alert.id])
            case NextNode(when=when, next=offer) if when is not None:
                yield Fact("next", offer.id, evaluation.offers[offer.id] is not None)


def _facts_of_block(node: BlockNode, state: BlockState) -> Iterator[Fact]:
    if node.show is not None:
        yield Fact("shown", node.key, state.shown)
    for row in state.rows:
        for column in node.columns:
            if column.show is not None:
                name = column.block.id
                yield Fact("shown", f"{node.key}.{name}", row.cells[name].shown)
    if is_asked(node):
        cells = any(row.values() for row in state.rows)
        if cells or state.value is not MISSING:
            yield Fact("answer", node.key)
    elif node.type is not None and node.type.computed:
        # A view without anything to tell shows the author's words for that.
        empty = Sheet((getattr(node.block.options, "empty", ""),))
        if state.value not in (MISSING, empty):
            yield Fact("view", node.key)
