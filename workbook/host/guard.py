"""What stands between a plugin's block type and everything that calls it.

A fault in a plugin becomes a `PluginError` that names the plugin, so that a face
can say "this block could not be shown here", keep the answer as it is, and go on.
`Refused` passes: refusing an answer is what a block type is for.

The guard also completes the columns of a plugin's tables.  A plugin cannot import
the options classes of the core's types, so it writes a column's options as a
mapping of the keys an author would write; here they become the real thing.
"""

import json
from collections.abc import Generator, Iterable, Iterator, Mapping
from contextlib import contextmanager
from decimal import Decimal
from types import MappingProxyType
from typing import TypeVar, get_args

from attrs import evolve

from workbook.errors import PluginError, Refused
from workbook.host.state import kind_and_place
from workbook.model import (
    MISSING,
    Around,
    Block,
    BlockType,
    Fault,
    FixedRow,
    Get,
    Json,
    Kind,
    Missing,
    Problem,
    Prompt,
    RowLimits,
    Value,
)
from workbook.words import _

T = TypeVar("T")

NO_TYPES: Mapping[str, BlockType] = MappingProxyType({})


def guarded(
    type_: BlockType, plugin: str, types: Mapping[str, BlockType] = NO_TYPES
) -> BlockType:
    """`type_` behind a guard that names `plugin` for whatever goes wrong.

    `types` are those its columns may be of; it may grow after this call.
    """
    # A class of its own, because name, options and the rest are class variables.
    facts = ("name", "options", "kind", "widget", "computed")
    body = {fact: getattr(type_, fact) for fact in facts}
    kind = type(f"Guarded{type(type_).__name__}", (_Guard,), body)
    guard: BlockType = kind(type_, plugin, types)
    return guard


class _Guard(BlockType):
    """Calls the inner type; see the module's docstring."""

    def __init__(
        self, inner: BlockType, plugin: str, types: Mapping[str, BlockType]
    ) -> None:
        self.inner = inner
        self.plugin = plugin
        self._types = types

    @contextmanager
    def _fence(self, doing: str) -> Iterator[None]:
        try:
            yield
        except (Refused, PluginError):
            raise
        except (Exception, SystemExit) as error:  # noqa: BLE001 - any fault of a plugin
            # `from None`: a traceback printed in full would repeat the text of
            # the exception, and that may hold what the person wrote.
            raise PluginError(
                _(
                    "The plugin “{plugin}” failed in its block “{type}” ({what})."
                ).format(
                    plugin=self.plugin,
                    type=self.name,
                    what=f"{doing}: {kind_and_place(error)}",
                ),
                _(
                    "Answers stay as they are. “workbook plugins” tells what to "
                    "tell the plugin's author, or how to remove it."
                ),
                self.plugin,
            ) from None

    def kind_of(self, options: object) -> Kind:
        with self._fence("kind_of"):
            kind = self.inner.kind_of(options)
            if kind not in get_args(Kind):
                raise TypeError("no kind")
            return kind

    def check(self, options: object) -> Iterable[Fault]:
        with self._fence("check"):
            return _all(Fault, self.inner.check(options))

    def offer(self, options: object, around: Around) -> object:
        with self._fence("offer"):
            return _one(self.options, self.inner.offer(options, around))

    def parse(self, options: object, raw: Json) -> Value:
        with self._fence("parse"):
            return _not_none(self.inner.parse(options, raw))

    def dump(self, options: object, value: Value) -> Json:
        with self._fence("dump"):
            return _json(self.inner.dump(options, value))

    def problems(self, options: object, value: Value) -> Iterable[Problem]:
        with self._fence("problems"):
            return _all(Problem, self.inner.problems(options, value))

    def lines(self, options: object, value: Value) -> Iterable[str]:
        with self._fence("lines"):
            return _all(str, self.inner.lines(options, value))

    def ask(
        self, options: object, before: Value | None
    ) -> Generator[Prompt, str, Value]:
        with self._fence("ask"):
            asking = self.inner.ask(options, before)
        reply: str | None = None
        while True:
            # Only the plugin's own steps stand inside the fence: what a face
            # throws in while it waits is not the plugin's fault.
            with self._fence("ask"):
                try:
                    prompt = next(asking) if reply is None else asking.send(reply)
                except StopIteration as done:
                    return _not_none(done.value)
                _one(Prompt, prompt)
            reply = yield prompt

    def columns(self, options: object) -> tuple[Block, ...]:
        with self._fence("columns"):
            blocks = _all(Block, self.inner.columns(options))
            return tuple(self._complete(block) for block in blocks)

    def _complete(self, block: Block) -> Block:
        """A column whose options are a mapping of keys, with real options."""
        keys = block.options
        if keys is not None and not isinstance(keys, Mapping):
            return block
        type_ = self._types.get(block.type)
        if type_ is None:
            # An unknown type: compile says so, with the place in the file.
            return block
        return evolve(block, options=type_.options(**(keys or {})))

    def rows(self, options: object) -> tuple[FixedRow, ...] | RowLimits | None:
        with self._fence("rows"):
            rows = self.inner.rows(options)
            if rows is None or isinstance(rows, RowLimits):
                return rows
            return _all(FixedRow, rows)

    def derive(self, options: object, get: Get) -> Value | Missing:
        with self._fence("derive"):
            value = self.inner.derive(options, get)
            return MISSING if value is MISSING else _not_none(value)

    def scores(self, options: object, value: Value) -> Mapping[str, Decimal]:
        with self._fence("scores"):
            scores = self.inner.scores(options, value)
            return {_one(str, name): _one(Decimal, n) for name, n in scores.items()}

    def score_names(self, options: object) -> tuple[str, ...]:
        with self._fence("score_names"):
            return _all(str, self.inner.score_names(options))

    def codes(self, options: object) -> tuple[str, ...] | None:
        with self._fence("codes"):
            codes = self.inner.codes(options)
            return None if codes is None else _all(str, codes)


def _one(kind: type[T], given: object) -> T:
    """`given`, when it is a `kind`. Raises TypeError, inside a fence."""
    if not isinstance(given, kind):
        raise TypeError(kind.__name__)
    return given


def _all(kind: type[T], given: Iterable[object]) -> tuple[T, ...]:
    """Every one a `kind`; a generator runs to its end inside the fence."""
    if isinstance(given, str):
        raise TypeError(kind.__name__)
    return tuple(_one(kind, one) for one in given)


def _json(value: Json) -> Json:
    """`value`, when it is JSON: one that is not would keep whatever is saved with
    it from the disk.  Raises TypeError, ValueError.
    """
    json.dumps(value, allow_nan=False)
    return value


def _not_none(value: T) -> T:
    if value is None:
        raise TypeError("None is no value")
    return value
