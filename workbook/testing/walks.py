"""Path classes: the few ways through an exercise on which everything is seen.

Every block, column, alert and next-offer with a condition is to be seen both on and
off, every question answered and every view with something to tell.  The search
begins with the author's own tests, as they stand and with every open question
answered; what is still missing is looked for by changing the answers its condition
reads, one at a time and then together.  The same exercise always gives the same
paths.  What no path reaches is said, not passed over.

A face's test walks each path, and must end with the same stored answers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import combinations, islice, product
from typing import Any, TypeAlias

from attrs import define, field, frozen

from workbook.authoring.answering import answered
from workbook.authoring.given import Ungiven, context_of
from workbook.engine import (
    Compiled,
    Context,
    Evaluation,
    evaluate,
    lacking,
)
from workbook.engine.graph import BlockNode, Node
from workbook.model import Block, Json, Test
from workbook.testing.facts import Fact, facts_of, goals_of, is_asked
from workbook.testing.raw import DECLINED, as_json, as_test, joined, only_asked
from workbook.testing.samples import samples

Answers: TypeAlias = Mapping[str, Json]
MOST_TRIALS = 1500
"""How many changes of answers are tried for one thing to be seen, from one start."""
MOST_TOGETHER = 3
"""How many answers are changed at once."""
FEW = 8
"""How many answers of a question are tried together with those of another."""


@frozen(kw_only=True)
class PathClass:
    """One way through: what is there already, the day, the answers, what it shows.

    `given` is as in an exercise's tests: collection → things.  `answers` are as
    `do --answers` takes them; there is none to what would not be asked.
    """

    given: Mapping[str, Any] = {}
    today: str = ""
    answers: Answers
    shows: frozenset[Fact]
    #: Whether it ends finished; else something required is left open, because what
    #: it shows is seen only so.
    finishes: bool


@frozen
class Walks:
    """The path classes of an exercise, and what none of them shows."""

    paths: tuple[PathClass, ...]
    unreached: tuple[Fact, ...]


def path_classes(
    compiled: Compiled, tests: Sequence[Test] | None = None
) -> tuple[PathClass, ...]:
    """The path classes of an exercise. `tests` stand in for the author's own."""
    return walks(compiled, tests).paths


def walks(compiled: Compiled, tests: Sequence[Test] | None = None) -> Walks:
    """The path classes, and what could not be reached."""
    search = _Search(compiled)
    search.begin(compiled.exercise.tests if tests is None else tests)
    goals = goals_of(compiled)
    for goal in sorted(goals):
        if goal not in search.seen:
            search.look_for(goal)
    return Walks(tuple(_cover(search.found, goals)), tuple(sorted(goals - search.seen)))


def _cover(found: Sequence[PathClass], goals: frozenset[Fact]) -> Iterator[PathClass]:
    """Few of the paths that together show what all of them show; those that finish
    go first.
    """
    missing = set(goals)
    for paths in ([path for path in found if path.finishes], found):
        while missing & {fact for path in paths for fact in path.shows}:
            best = max(paths, key=lambda path: len(path.shows & missing))
            missing -= best.shows
            yield best


@define
class _Search:
    """Paths found so far, from the author's tests outwards."""

    compiled: Compiled
    found: list[PathClass] = field(factory=list)
    seen: set[Fact] = field(factory=set)
    _starts: list[PathClass] = field(factory=list)
    #: Without what no condition can hang on: quicker to try.
    _lean: Compiled = field(init=False)
    _compared: tuple[Decimal, ...] = field(init=False)

    def __attrs_post_init__(self) -> None:
        read = {key for node in self.compiled.nodes for key in node.reads}
        self._lean = self.compiled.only(lambda node: _decides(node, read))
        self._compared = _numbers_compared(self.compiled)

    def begin(self, tests: Sequence[Test]) -> None:
        """The tests as they stand, and with every open question answered."""
        for test in (*tests, Test()):
            context = context_of(test.given, test.today, self.compiled.shapes)
            stated = {name: as_json(raw) for name, raw in test.answers.items()}
            stated = self._startable(stated, context)
            first, last = self._filled(context)
            for more in ({}, first, last):
                for path in self._paths(test, {**more, **stated}, context):
                    self._starts.append(path)
                    self._keep(path)

    def look_for(self, goal: Fact) -> None:
        """Change what the goal's condition reads until it is seen; else leave it."""
        sources = [self.compiled.block(name) for name in _sources(self.compiled, goal)]
        for start in self._starts:
            about = Test(given=start.given, today=start.today)
            context = context_of(about.given, about.today, self.compiled.shapes)
            trials = self._trials(sources, start.answers, context)
            for answers in islice(trials, MOST_TRIALS):
                tried = _evaluated(self._lean, answers, context)
                if tried is None or goal not in facts_of(self._lean, tried):
                    continue
                for path in self._paths(about, answers, context):
                    if goal in path.shows:
                        self._keep(path)
                        return

    def _keep(self, path: PathClass) -> None:
        self.found.append(path)
        self.seen |= path.shows

    def _paths(
        self, about: Test, answers: Answers, context: Context
    ) -> Iterator[PathClass]:
        """The path of these answers with what is required, then as they are; none
        when one of them is refused.
        """
        for tried in (self._with_required(answers, context), answers):
            seen = _evaluated(self.compiled, tried, context)
            if seen is not None:
                asked = only_asked(tried, seen)
                yield PathClass(
                    given=about.given,
                    today=about.today,
                    answers=asked,
                    shows=facts_of(self.compiled, seen),
                    finishes=bool(asked) and not lacking(self.compiled, seen),
                )

    def _with_required(self, answers: Answers, context: Context) -> Answers:
        """The answers with a plain one to what is required and still open."""
        whole = dict(answers)
        for _again in self.compiled.exercise.blocks():
            seen = _evaluated(self.compiled, whole, context)
            needed = lacking(self.compiled, seen) if seen is not None else ()
            if not needed:
                break
            node = self.compiled.block(needed[0].block)
            plain = next(iter(self._ways(node, context)), None)
            whole[node.key] = joined(plain, whole.get(node.key))
        return whole

    # -- answers --------------------------------------------------------------

    def _samples(self, block: Block, context: Context) -> tuple[Json, ...]:
        type_ = self.compiled.types.get(block.type)
        if type_ is None:
            return ()
        return samples(block, type_, context, self._compared)

    def _startable(self, answers: Answers, context: Context) -> dict[str, Json]:
        """Rows with their first cell answered: nobody can add one without."""
        startable = dict(answers)
        for name, raw in answers.items():
            node = self.compiled.block(name)
            if node.tabular and isinstance(raw, list):
                first = node.columns[0].block
                plain = next(iter(self._samples(first, context)), None)
                rows: Any = raw
                startable[name] = [{first.id: plain, **row} for row in rows]
        return startable

    def _filled(self, context: Context) -> tuple[Answers, Answers]:
        """An answer to every question: the first of its samples, and the last."""
        ways = {
            node.key: self._ways(node, context)
            for node in map(self.compiled.block, _ids(self.compiled))
            if is_asked(node)
        }
        return (
            {name: found[0] for name, found in ways.items() if found},
            {name: found[-1] for name, found in ways.items() if found},
        )

    def _ways(self, node: BlockNode, context: Context) -> tuple[Json, ...]:
        """Answers of a block; for a table, of one row or two."""
        if not node.tabular:
            return self._samples(node.block, context)
        found = {c.block.id: self._samples(c.block, context) for c in node.columns}
        plain: dict[str, Json] = {n: ways[0] for n, ways in found.items() if ways}
        other: dict[str, Json] = {n: ways[-1] for n, ways in found.items() if ways}
        rows = [plain, dict(islice(plain.items(), 1))]
        rows += ({**plain, n: way} for n, ways in found.items() for way in ways[1:])
        if node.fixed:
            return tuple(
                {str(fixed.id): row for fixed in node.fixed} for row in (*rows, other)
            )
        most = node.limits.max if node.limits is not None else 1
        tables: list[Json] = [[row] for row in rows]
        return (*tables, [plain, other] if most > 1 else [other])

    def _trials(
        self, sources: Sequence[BlockNode], start: Answers, context: Context
    ) -> Iterator[Answers]:
        """The answers of a start with one of its sources changed, then with more."""
        ways = {
            node.key: (None, DECLINED, *self._ways(node, context)) for node in sources
        }
        for count in range(1, MOST_TOGETHER + 1):
            few = FEW if count > 1 else None
            for names in combinations(ways, count):
                for values in product(*(ways[name][:few] for name in names)):
                    changed = {**start, **dict(zip(names, values, strict=True))}
                    yield {n: raw for n, raw in changed.items() if raw is not None}


def _evaluated(
    compiled: Compiled, answers: Answers, context: Context
) -> Evaluation | None:
    """What these answers come to; None when one of them is refused."""
    test_answers = {name: as_test(raw) for name, raw in answers.items()}
    try:
        values, context = answered(compiled, test_answers, context)
    except Ungiven:
        return None
    return evaluate(compiled, values, context)


def _decides(node: Node, read: set[str]) -> bool:
    """Whether a condition can hang on a node, or it has one."""
    if not isinstance(node, BlockNode) or node.type is None:
        return True
    return not node.type.computed or node.key in read or node.show is not None


def _numbers_compared(compiled: Compiled) -> tuple[Decimal, ...]:
    """The numbers that stand in conditions."""
    exercise = compiled.exercise
    texts = [
        *(block.show_if for block in exercise.blocks()),
        *(alert.when for alert in exercise.alerts),
        *(offer.when for offer in exercise.next),
        *(score.where for score in exercise.scores),
    ]
    found = {
        n for text in texts if text for n in re.findall(r"\b\d+(?:\.\d+)?\b", text)
    }
    return tuple(sorted(map(Decimal, found)))


def _sources(compiled: Compiled, goal: Fact) -> tuple[str, ...]:
    """The questions a goal hangs on, the nearest first."""
    by_key: dict[str, Node] = {node.key: node for node in compiled.nodes}
    mark = {"alert": "!", "next": ">"}.get(goal.kind, "")
    waiting = [f"{mark}{goal.name.partition('.')[0]}"]
    found: dict[str, None] = {}
    visited: set[str] = set()
    while waiting:
        key = waiting.pop(0)
        node = by_key.get(key)
        if node is None or key in visited:
            continue
        visited.add(key)
        if isinstance(node, BlockNode) and is_asked(node):
            found[key] = None
        waiting += sorted(node.reads)
    return tuple(found)


def _ids(compiled: Compiled) -> tuple[str, ...]:
    return tuple(block.id for block in compiled.exercise.blocks())
