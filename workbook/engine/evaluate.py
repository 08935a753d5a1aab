"""Evaluation: from answers to what is shown, totalled, alerted and offered.

Pure.  One function does both the full and the incremental evaluation: the full
one visits every node, the incremental one those that read what changed, and goes
on only where a node's state really became another (law, property-tested: both
give the same).  Hidden means missing, at once and in cascade.
"""

from collections.abc import Iterable
from heapq import heappop, heappush
from typing import TypeAlias, TypeVar

from attrs import define, field

from workbook.engine.evaluation import (
    Answers,
    BlockState,
    Context,
    Evaluation,
    Later,
    Offer,
    RowState,
    ScoreState,
)
from workbook.engine.graph import (
    AlertNode,
    BlockNode,
    Compiled,
    Condition,
    NextNode,
    Node,
    ScoreNode,
)
from workbook.engine.logic import Any3, ExpressionFailed, absent, present
from workbook.engine.near import Near
from workbook.engine.reading import Reading, item_cell
from workbook.engine.rows import Rows, hidden_table
from workbook.engine.scoring import score_state
from workbook.engine.terms import Expression, Read
from workbook.errors import PluginError
from workbook.model import (
    MISSING,
    Block,
    BlockType,
    Cells,
    Item,
    Missing,
    Problem,
    Sheet,
    Unread,
    Value,
)

Changed: TypeAlias = str | tuple[str, str]
"""A block id, (block id, row id), `@collection`, `%other list`, or "today"."""

T = TypeVar("T")
_NO_CELLS: Cells = {}


@define
class _Run:
    compiled: Compiled
    answers: Answers
    context: Context
    before: Evaluation | None
    blocks: dict[str, BlockState]
    scores: dict[str, ScoreState]
    alerting: dict[str, bool]
    offers: dict[str, Offer | None]
    rows_changed: dict[str, set[str]] = field(factory=dict)
    visited: int = 0

    # -- reading --------------------------------------------------------------

    def read(self, read: Read, cells: Cells, item: Item | None) -> Any3:
        match read.root:
            case "cell":
                return (
                    item_cell(item, read.name, self.context)
                    if item
                    else cells.get(read.name, MISSING)
                )
            case "today":
                return self.context.today
            case "score":
                state = self.scores.get(read.name)
                return MISSING if state is None or state.value is None else state.value
            case "@":
                return self._collection(read)
        return self._block(read)

    def _block(self, read: Read) -> Any3:
        state = self.blocks.get(read.name)
        if state is None or not state.shown:
            return MISSING
        node = self.compiled.block(read.name)
        if node.tabular:
            return self._table(read, state)
        if not read.part:
            unreadable = isinstance(state.value, Unread | Sheet)
            return MISSING if unreadable else state.value
        value = present(state.value)
        if node.type is None or value is None:
            return MISSING
        return node.type.scores(state.options, value).get(read.part, MISSING)

    @staticmethod
    def _table(read: Read, state: BlockState) -> Any3:
        if not read.part:
            return tuple(row.id for row in state.rows)
        if read.row:
            for row in state.rows:
                if row.id == read.row:
                    return _cell(row, read.part)
            return MISSING
        return tuple(_cell(row, read.part) for row in state.rows)

    def _collection(self, read: Read) -> Any3:
        items = [item for item in self.context.things(read.name) if item.offered]
        if not read.part:
            return tuple(str(item.thing) for item in items)
        return tuple(item_cell(item, read.part, self.context) for item in items)

    def work_out(
        self, expression: Expression, cells: Cells = _NO_CELLS, item: Item | None = None
    ) -> Any3:
        """The value of an expression. Raises ExpressionFailed."""
        return expression.evaluate(
            {
                f"_r{index}": self.read(read, cells, item)
                for index, read in enumerate(expression.reads)
            }
        )

    def holds(self, condition: Condition | None, cells: Cells = _NO_CELLS) -> bool:
        """Whether a block is shown: missing hides; what fails is shown."""
        if condition is None:
            return True
        if condition.expression is None:
            return True
        try:
            return self.work_out(condition.expression, cells) is True
        except ExpressionFailed:
            return True

    # -- visiting -------------------------------------------------------------

    def visit(self, node: Node) -> bool:
        """Bring one node up to date; whether it became another."""
        self.visited += 1
        match node:
            case BlockNode():
                state = self.block_state(node)
                if self.is_leaf(node):
                    self.blocks[node.key] = state
                    return False  # nobody asks whether it became another
                return _put(self.blocks, node.key, state)
            case ScoreNode():
                return _put(self.scores, node.key, self.score(node))
            case AlertNode():
                return _put(self.alerting, node.alert.id, self.alert(node))
            case NextNode():
                return _put(self.offers, node.next.id, self.offer(node))

    def is_leaf(self, node: BlockNode) -> bool:
        """Whether nothing in the exercise reads a block: only people do."""
        return node.key not in self.compiled.dependents

    def sensitivity(self, block: Block, reads: Iterable[str] = ()) -> int:
        """The block's own, raised by what it computes from or picks."""
        exercise = self.compiled.exercise
        level: int = max(exercise.sensitivity, block.sensitivity or 0)
        for key in reads:
            if key.startswith("@"):
                shape = self.compiled.shapes.get(key[1:])
                level = max(level, shape.sensitivity if shape else 0)
            elif key in self.blocks:
                level = max(level, self.blocks[key].sensitivity)
        return level

    def block_state(self, node: BlockNode) -> BlockState:
        sensitivity = self.sensitivity(node.block, node.content)
        if node.type is not None and node.type.computed and self.is_leaf(node):
            later = Later(lambda: self._state_now(node, sensitivity))
            return BlockState(block=node.block, sensitivity=sensitivity, later=later)
        return self._state_now(node, sensitivity)

    def _state_now(self, node: BlockNode, sensitivity: int) -> BlockState:
        shown = self.holds(node.show)
        if node.type is None:
            return self._placeholder(
                node, node.block.type, shown=shown, sensitivity=sensitivity
            )
        try:
            return self._known_state(
                node, node.type, shown=shown, sensitivity=sensitivity
            )
        except PluginError as error:
            return self._placeholder(
                node, error.message, shown=shown, sensitivity=sensitivity
            )

    def _placeholder(
        self, node: BlockNode, failed: str, *, shown: bool, sensitivity: int
    ) -> BlockState:
        """A block whose type is not here, or failed: its answer is kept."""
        return BlockState(
            block=node.block,
            options=node.block.options,
            shown=shown,
            value=self.stored(node.key) if shown else MISSING,
            sensitivity=sensitivity,
            failed=failed,
        )

    def stored(self, block: str) -> Value | Missing:
        answered = self.answers.get(block, {}).get(None)
        return MISSING if answered is None else answered.value

    def _known_state(
        self, node: BlockNode, type_: BlockType, *, shown: bool, sensitivity: int
    ) -> BlockState:
        near = Near(self.context, node, self)
        options = type_.offer(node.block.options, near)
        value: Value | Missing = MISSING
        problems: tuple[Problem, ...] = ()
        if node.tabular:
            state = Rows(self, node).table(near, options, sensitivity)
            return state if shown else hidden_table(state)
        if shown and type_.computed:
            value = type_.derive(options, Reading(self, node))
        elif shown:
            value = stored = self.stored(node.key)
            known = present(stored)
            if known is not None:
                problems = tuple(type_.problems(options, known))
        return BlockState(
            block=node.block,
            options=options,
            shown=shown,
            value=value,
            problems=problems,
            sensitivity=sensitivity,
            lacking=shown and node.block.required and value is MISSING,
        )

    # -- scores, alerts, next -------------------------------------------------

    def score(self, node: ScoreNode) -> ScoreState:
        return score_state(node, self)

    def alert(self, node: AlertNode) -> bool:
        safety = node.alert.level == "safety"
        if node.when.expression is None:
            return safety
        try:
            return self.work_out(node.when.expression) is True
        except ExpressionFailed:
            return safety

    def offer(self, node: NextNode) -> Offer | None:
        if node.when is not None and not self.holds(node.when):
            return None
        give: dict[str, Value] = {}
        for block, expression in node.give.items():
            try:
                value = self.work_out(expression)
            except ExpressionFailed:
                continue
            if not absent(value):
                give[block] = value
        return Offer(next=node.next, give=give)


def _cell(row: RowState, column: str) -> Any3:
    state = row.cells.get(column)
    return MISSING if state is None or isinstance(state.value, Unread) else state.value


def _put(table: dict[str, T], key: str, state: T) -> bool:
    if key in table and table[key] == state:
        return False
    table[key] = state
    return True


def evaluate(
    compiled: Compiled,
    answers: Answers,
    context: Context,
    before: Evaluation | None = None,
    changed: Iterable[Changed] = (),
) -> Evaluation:
    """What is true now. With `before`, only what reads `changed` is visited."""
    run = _Run(
        compiled,
        answers,
        context,
        before,
        dict(before.blocks) if before else {},
        dict(before.scores) if before else {},
        dict(before.alerting) if before else {},
        dict(before.offers) if before else {},
    )
    if before is None:
        for node in compiled.nodes:
            run.visit(node)
    else:
        _visit_changed(run, changed)
    # What is worked out later looks at this evaluation, not at those before it.
    run.before = None
    return Evaluation(
        blocks=run.blocks,
        scores=run.scores,
        alerting=run.alerting,
        offers=run.offers,
        order=compiled.exercise.alerts,
        next_order=tuple(offer.id for offer in compiled.exercise.next),
        visited=run.visited,
    )


def _visit_changed(run: _Run, changed: Iterable[Changed]) -> None:
    """Visit in graph order, from what changed as far as it makes a difference."""
    nodes, dependents = run.compiled.nodes, run.compiled.dependents
    waiting: list[int] = []
    queued: set[int] = set()
    whole: set[str] = set()

    def queue(positions: Iterable[int]) -> None:
        for position in positions:
            if position not in queued:
                queued.add(position)
                heappush(waiting, position)

    for change in changed:
        if isinstance(change, tuple):
            block, row = change
            run.rows_changed.setdefault(block, set()).add(row)
            queue(dependents.get(f"={block}", ()))
        else:
            whole.add(change)
            queue(dependents.get(f"={change}", ()))
            if change.startswith(("@", "%")) or change == "today":
                readers = dependents.get(change, ())
                whole |= {nodes[position].key for position in readers}
                queue(readers)
    while waiting:
        node = nodes[heappop(waiting)]
        if node.key in whole:
            run.rows_changed.pop(node.key, None)
        if run.visit(node):
            for position in dependents.get(node.key, ()):
                dependent = nodes[position].key
                whole.add(dependent)
                queue((position,))
