"""From an exercise to a graph that can be evaluated, once per hash.

Blocks, scores, alerts and next-offers are nodes of one graph; what each reads is
found from the types of its options, never declared by hand.  Nodes are kept in an
order in which everything read comes first; a cycle is a fault.  Compiling never
raises: what is wrong is in `faults`, and the node at fault is shown open (a
question is shown, a safety alert fires).
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Mapping
from typing import TypeAlias

from attrs import define, field

from workbook.engine.expression import compile_expression
from workbook.engine.found import Found, found_in, holes
from workbook.engine.graph import (
    AlertNode,
    BlockNode,
    ColumnNode,
    Compiled,
    Condition,
    NextNode,
    Node,
    ScoreNode,
    dependents_of,
    keys_read,
    other_list,
)
from workbook.engine.scope import (
    BlockInfo,
    ExerciseScope,
    RowScope,
    block_info,
    item_scope,
)
from workbook.engine.shapes import Shape, shape_of
from workbook.engine.terms import Expression, Result, Scope, Typed
from workbook.engine.weave import with_craving_check
from workbook.errors import PluginError
from workbook.model import (
    Alert,
    Block,
    BlockType,
    Exercise,
    Fault,
    Kind,
    Next,
    RowLimits,
    Score,
)
from workbook.words import _

Path: TypeAlias = tuple[str | int, ...]


@define
class _Compiling:
    exercise: Exercise
    types: Mapping[str, BlockType]
    shapes: Mapping[str, Shape]
    scope: ExerciseScope
    faults: list[Fault] = field(factory=list)

    def expression(
        self, text: str, scope: Scope, path: Path, wants: Kind = "any"
    ) -> Expression | None:
        result = compile_expression(text, scope, wants=wants)
        self.faults += (
            Fault(f.message, path, f.hint, f.severity, f.code, f.offset)
            for f in result.faults
        )
        return result.expression

    def condition(self, text: str | None, scope: Scope, path: Path) -> Condition | None:
        if text is None:
            return None
        return Condition(self.expression(text, scope, path, "yes_no"))

    # -- blocks ---------------------------------------------------------------

    def block(self, block: Block, page: int, path: Path) -> BlockNode:
        """A block's node; of a type that is not here, or fails, a placeholder."""
        try:
            return self._block(block, page, path, self.types.get(block.type))
        except PluginError as error:
            self.faults.append(
                Fault(error.message, (*path, "type"), error.hint, code="WB214")
            )
            return self._block(block, page, path, None)

    def _block(
        self, block: Block, page: int, path: Path, type_: BlockType | None
    ) -> BlockNode:
        show = self.condition(block.show_if, self.scope, (*path, "show_if"))
        shown_by = set(_condition_keys(show))
        reads: set[str] = set()
        if type_ is None or block.options is None:
            return BlockNode(
                key=block.id,
                reads=frozenset(shown_by),
                block=block,
                type=None,
                page=page,
                show=show,
            )
        found = tuple(found_in(block.options, path))
        expressions = dict(self._option_expressions(found, reads))
        columns = tuple(self._columns(block, type_, path, reads))
        rows = type_.rows(block.options)
        self._check_collects(block, columns, path)
        others = other_list(block.options, f"{self.exercise.id}/{block.id}")
        return BlockNode(
            key=block.id,
            reads=frozenset((reads | shown_by) - {block.id}),
            content=frozenset(reads - {block.id}),
            block=block,
            type=type_,
            page=page,
            show=show,
            columns=columns,
            fixed=rows if isinstance(rows, tuple) else (),
            limits=rows if isinstance(rows, RowLimits) else None,
            expressions=expressions,
            best=_best(block, columns, expressions),
            others=others,
            home=f"{self.exercise.id}/{block.id}",
        )

    def _option_expressions(
        self, found: tuple[Found, ...], reads: set[str]
    ) -> Iterator[tuple[tuple[str, bool], Expression]]:
        for one in found:
            match one.means:
                case "collection" | "source":
                    self._source(one, reads)
                case "block":
                    self._named_block(one, reads)
                case "expression":
                    yield from self._both_ways(one.text, one, reads)
                case "template":
                    for hole in holes(one.text):
                        yield from self._both_ways(hole, one, reads)

    def _source(self, found: Found, reads: set[str]) -> None:
        name = found.text.removeprefix("@")
        is_collection = found.means == "collection" or found.text.startswith("@")
        if is_collection and name in self.shapes:
            reads.add(f"@{name}")
        elif not is_collection and name in self.scope.blocks:
            reads.add(name)
            picks = self.scope.blocks[name].picks
            reads |= {f"@{one}" for one in picks if one in self.shapes}
        else:
            known = (*(f"@{n}" for n in self.shapes), *self.scope.blocks)
            shown = f"@{name}" if is_collection else name
            self.unknown(found.path, shown, known)

    def _named_block(self, found: Found, reads: set[str]) -> None:
        name = found.text.partition(".")[0]
        if found.sources:
            inner = item_scope(found.sources, self.scope)
            if found.text in inner.cells or inner.resolve(tuple(found.text.split("."))):
                return
            self.unknown(found.path, found.text, inner.names())
        elif name in self.scope.blocks or name in self.scope.scores:
            reads.add(name)
        else:
            self.unknown(found.path, found.text, self.scope.names())

    def unknown(self, path: Path, name: str, known: Iterable[str]) -> None:
        near = difflib.get_close_matches(name, list(known), 1)
        self.faults.append(
            Fault(
                _("nothing here is called “{name}”").format(name=name),
                path,
                _("did you mean “{near}”?").format(near=near[0]) if near else "",
                code="WB201",
            )
        )

    def _both_ways(
        self, text: str, found: Found, reads: set[str]
    ) -> Iterator[tuple[tuple[str, bool], Expression]]:
        """Over the items of the sources, and over the exercise; one must hold."""
        scopes: list[tuple[bool, Scope]] = [(False, self.scope)]
        if found.sources:
            scopes.insert(0, (True, item_scope(found.sources, self.scope)))
        results: list[tuple[bool, Result]] = [
            (over_items, compile_expression(text, scope))
            for over_items, scope in scopes
        ]
        for over_items, result in results:
            if result.expression is not None:
                reads |= set(keys_read(result.expression.reads))
                yield (text, over_items), result.expression
        if all(result.expression is None for _items, result in results):
            self.faults += (
                Fault(f.message, found.path, f.hint, f.severity, f.code, f.offset)
                for f in results[0][1].faults
            )

    def _columns(
        self, block: Block, type_: BlockType, path: Path, reads: set[str]
    ) -> Iterator[ColumnNode]:
        earlier: dict[str, Typed] = {}
        info = self.scope.blocks[block.id]
        for index, column in enumerate(type_.columns(block.options)):
            here = (*path, "columns", index)
            show = self.condition(
                column.show_if, RowScope(dict(earlier), self.scope), (*here, "show_if")
            )
            reads |= set(_condition_keys(show))
            inner = self.types.get(column.type)
            if inner is not None and (inner.computed or inner.columns(column.options)):
                self.faults.append(
                    Fault(
                        _("a column cannot be a {type}").format(type=column.type),
                        (*here, "type"),
                        code="WB211",
                    )
                )
            expressions: Mapping[tuple[str, bool], Expression] = {}
            if column.options is not None:
                found = tuple(found_in(column.options, here))
                expressions = dict(self._option_expressions(found, reads))
                home = f"{self.exercise.id}/{block.id}.{column.id}"
                if others := other_list(column.options, home):
                    reads.add(f"%{others}")
            earlier[column.id] = info.columns.get(column.id, Typed("any"))
            yield ColumnNode(
                block=column, type=inner, show=show, expressions=expressions
            )

    def _check_collects(
        self, block: Block, columns: tuple[ColumnNode, ...], path: Path
    ) -> None:
        if block.collects is None:
            return
        names: list[str] = [column.block.id for column in columns]
        if not names:
            self.faults.append(
                Fault(
                    _("only a table's rows can be collected here"),
                    (*path, "collects"),
                    _("put “collects” on the exercise to collect whole entries"),
                    code="WB212",
                )
            )
        elif block.collects.words not in names:
            self.unknown((*path, "collects", "words"), block.collects.words, names)

    # -- the rest -------------------------------------------------------------

    def score(self, score: Score, path: Path) -> ScoreNode:
        given = [
            bool(score.sum),
            bool(score.mean),
            score.count is not None,
            score.value is not None,
        ]
        if sum(given) != 1:
            self.faults.append(
                Fault(
                    _("a score has exactly one of sum, mean, count, value"),
                    path,
                    code="WB213",
                )
            )
        reads: set[str] = set()
        for key, names in (("sum", score.sum), ("mean", score.mean)):
            for index, name in enumerate(names):
                resolved = self.scope.resolve(tuple(name.split(".")))
                if resolved is None:
                    self.unknown((*path, key, index), name, self.scope.names())
                else:
                    reads |= set(keys_read((resolved[0],)))
        where: Condition | None = None
        if score.count is not None:
            if score.count in self.scope.blocks:
                reads.add(score.count)
            else:
                self.unknown((*path, "count"), score.count, self.scope.names())
            scope = item_scope((score.count,), self.scope)
            where = self.condition(score.where, scope, (*path, "where"))
            reads |= set(_condition_keys(where))
        value = None
        if score.value is not None:
            value = Condition(
                self.expression(score.value, self.scope, (*path, "value"), "number")
            )
            reads |= set(_condition_keys(value))
        return ScoreNode(
            key=score.id, reads=frozenset(reads), score=score, value=value, where=where
        )

    def alert(self, alert: Alert, path: Path) -> AlertNode:
        when = Condition(
            self.expression(alert.when, self.scope, (*path, "when"), "yes_no")
        )
        return AlertNode(
            key=f"!{alert.id}",
            reads=frozenset(_condition_keys(when)),
            alert=alert,
            when=when,
        )

    def next(self, offer: Next, path: Path) -> NextNode:
        when = self.condition(offer.when, self.scope, (*path, "when"))
        give = {
            block: compiled
            for block, text in offer.give.items()
            if (compiled := self.expression(text, self.scope, (*path, "give", block)))
            is not None
        }
        reads = set(_condition_keys(when))
        for one in give.values():
            reads |= set(keys_read(one.reads))
        return NextNode(
            key=f">{offer.id}", reads=frozenset(reads), next=offer, when=when, give=give
        )


def _condition_keys(condition: Condition | None) -> Iterator[str]:
    if condition is not None and condition.expression is not None:
        yield from keys_read(condition.expression.reads)


def _best(
    block: Block,
    columns: tuple[ColumnNode, ...],
    expressions: Mapping[tuple[str, bool], Expression],
) -> Mapping[str, Expression]:
    """What is best, for the block itself ("") and for each column that says so."""
    asked = [("", block.options, expressions)]
    asked += ((c.block.id, c.block.options, dict(c.expressions)) for c in columns)
    found: dict[str, Expression] = {}
    for name, options, compiled in asked:
        best = getattr(options, "best", None)
        if isinstance(best, str) and (best, True) in compiled:
            found[name] = compiled[best, True]
    return found


def compile_exercise(
    exercise: Exercise,
    types: Mapping[str, BlockType],
    shapes: Mapping[str, Shape] | None = None,
) -> Compiled:
    """The exercise as a graph. `shapes` are the collections of the whole library;
    those this exercise is home of are added. Never raises; see `faults`.
    """
    shapes = {**(shapes or {}), **{s.name: s for s in shape_of(exercise, types)}}
    offset = 1 if exercise.craving_check and "scale" in types else 0
    exercise = with_craving_check(exercise, types["scale"]) if offset else exercise
    infos: dict[str, BlockInfo] = {
        block.id: block_info(block, types) for block in exercise.blocks()
    }
    scope = ExerciseScope(infos, frozenset(s.id for s in exercise.scores), shapes)
    work = _Compiling(exercise, types, shapes, scope)
    nodes: list[Node] = []
    paths: dict[str, Path] = {}
    for number, page in enumerate(exercise.pages):
        for index, block in enumerate(page.blocks):
            path: Path = ("pages", number - offset, "blocks", index)
            paths[block.id] = path
            nodes.append(work.block(block, number, path))
    for index, score in enumerate(exercise.scores):
        paths[score.id] = ("scores", index)
        nodes.append(work.score(score, ("scores", index)))
    nodes += (work.alert(a, ("alerts", i)) for i, a in enumerate(exercise.alerts))
    nodes += (work.next(n, ("next", i)) for i, n in enumerate(exercise.next))
    hide = _hide_if(exercise, work)
    _check_names(exercise, work, offset)
    ordered = _ordered(nodes, paths, work.faults)
    return Compiled(
        exercise=exercise,
        nodes=ordered,
        dependents=dependents_of(ordered),
        shapes=shapes,
        types=types,
        hide_if=hide,
        faults=tuple(work.faults),
    )


def _hide_if(exercise: Exercise, work: _Compiling) -> Expression | None:
    if exercise.hide_if is None:
        return None
    outside = ExerciseScope({}, frozenset(), work.shapes)
    return work.expression(exercise.hide_if, outside, ("hide_if",), "yes_no")


def _check_names(exercise: Exercise, work: _Compiling, offset: int) -> None:
    """Names that stand outside of any block: pins, what is collected, dates, help."""
    blocks = work.scope.blocks
    wanted: list[tuple[str, Path]] = []
    for number, page in enumerate(exercise.pages):
        wanted += (
            (name, ("pages", number - offset, "pin", i))
            for i, name in enumerate(page.pin)
        )
    if exercise.collects is not None:
        wanted.append((exercise.collects.words, ("collects", "words")))
    if exercise.help_now is not None:
        wanted += (
            (name, ("help_now", "blocks", i))
            for i, name in enumerate(exercise.help_now.blocks)
        )
    wanted += (
        (one.at, ("comes_up", i, "at")) for i, one in enumerate(exercise.comes_up)
    )
    for name, path in wanted:
        if name not in blocks:
            work.unknown(path, name, blocks)


def _ordered(
    nodes: list[Node], paths: Mapping[str, Path], faults: list[Fault]
) -> tuple[Node, ...]:
    """The nodes so that what is read comes first; else in file order."""
    known = {node.key for node in nodes}
    waiting = {node.key: {k for k in node.reads if k in known} for node in nodes}
    done: set[str] = set()
    ordered: list[Node] = []
    pending = list(nodes)
    while pending:
        ready = [node for node in pending if waiting[node.key] <= done]
        if not ready:
            names = [node.key for node in pending]
            faults.append(
                Fault(
                    _("these wait for each other: {names}").format(
                        names=", ".join(names)
                    ),
                    paths.get(names[0], ()),
                    _("a condition may not lead back to its own question"),
                    code="WB210",
                )
            )
            ready = pending[:1]
        for node in ready:
            ordered.append(node)
            done.add(node.key)
        pending = [node for node in pending if node.key not in done]
    return tuple(ordered)
