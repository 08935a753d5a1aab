"""A test's answers as values, put in the way a person's are.

Each goes through its type's `parse` with the options as they are offered, so what
a person would be refused is refused here.  New words for a pick that takes them
become a thing, as in life.
"""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from attrs import frozen

from workbook.authoring.given import Ungiven, with_new_thing
from workbook.authoring.schema import did_you_mean
from workbook.engine import (
    Answered,
    BlockState,
    Compiled,
    Context,
    Evaluation,
    evaluate,
)
from workbook.engine.blocks.pick import NewThing
from workbook.engine.graph import BlockNode
from workbook.engine.order import between
from workbook.errors import PluginError, Refused
from workbook.model import DECLINED, Block, BlockType, Json, Value
from workbook.words import _

PASS = "/pass"  # noqa: S105 - what a person types for "I would rather not say"


def answered(
    compiled: Compiled, answers: Mapping[str, object], context: Context
) -> tuple[dict[str, dict[str | None, Answered]], Context]:
    """Values by block and row, and the context with what was added on the way.

    Raises Ungiven, with the path of the answer that does not fit.
    """
    return _Answers(compiled, answers).all(context)


@frozen
class _Answers:
    compiled: Compiled
    answers: Mapping[str, object]

    def all(
        self, context: Context
    ) -> tuple[dict[str, dict[str | None, Answered]], Context]:
        """The answers as values; new words for a pick become things, as in life."""
        while True:
            offered = evaluate(self.compiled, {}, context)
            try:
                return self._values(offered), context
            except NewThing as new:
                shape = self.compiled.shapes.get(new.collection)
                if shape is None:
                    raise Ungiven(new.message, ("answers",), new.hint) from None
                context = with_new_thing(context, shape, new.words)

    def _values(self, offered: Evaluation) -> dict[str, dict[str | None, Answered]]:
        values: dict[str, dict[str | None, Answered]] = {}
        for name, raw in self.answers.items():
            path = ("answers", name)
            if name not in offered.blocks:
                raise Ungiven(
                    _("There is no block “{name}”.").format(name=name),
                    path,
                    did_you_mean(name, offered.blocks),
                )
            if raw is None:
                continue
            state, node = offered.blocks[name], self.compiled.block(name)
            if node.tabular and raw != PASS:
                values[name] = dict(self._rows(node, state, raw, path))
            else:
                value = self._value(node.type, state.options, raw, path)
                values[name] = {None: Answered(value)}
        return values

    def _rows(
        self, node: BlockNode, state: BlockState, raw: Any, path: tuple[str | int, ...]
    ) -> Iterator[tuple[str, Answered]]:
        order = ""
        for key, row_id, cells in _raw_rows(node, raw, path):
            here = (*path, key)
            if not isinstance(cells, Mapping):
                raise Ungiven(
                    _("A row is a mapping of columns."),
                    here,
                    _("Write {column: answer}."),
                )
            order = between(order)
            value = dict(self._cells(state, cells, here))
            yield row_id, Answered(value, "" if node.fixed else order)

    def _cells(
        self, state: BlockState, cells: Mapping[str, Any], path: tuple[str | int, ...]
    ) -> Iterator[tuple[str, Value]]:
        columns: Mapping[str, Block] = {column.id: column for column in state.columns}
        for name, raw in cells.items():
            column = columns.get(name)
            if column is None:
                raise Ungiven(
                    _("“{block}” has no column “{name}”.").format(
                        block=state.block.id, name=name
                    ),
                    (*path, name),
                    did_you_mean(name, columns),
                )
            if raw is not None:
                kind = self.compiled.types.get(column.type)
                yield name, self._value(kind, column.options, raw, (*path, name))

    def _value(
        self,
        kind: BlockType | None,
        options: object,
        raw: Any,
        path: tuple[str | int, ...],
    ) -> Value:
        if raw == PASS:
            return DECLINED
        if kind is None:
            raise Ungiven(_("Its block type is not here."), path)
        try:
            return kind.parse(options, _json(raw))
        except NewThing:
            raise
        except (Refused, PluginError) as refused:
            raise Ungiven(refused.message, path, refused.hint) from None
        except Exception as error:
            raise Ungiven(
                _("The block type “{type}” failed: {why}").format(
                    type=kind.name, why=type(error).__name__
                ),
                path,
                _("This is for the plugin's author to mend."),
            ) from error


def _raw_rows(
    node: BlockNode, raw: Any, path: tuple[str | int, ...]
) -> Iterator[tuple[str | int, str, Any]]:
    """Each row's key in the file, its id and its cells."""
    if node.fixed:
        ids = {row.id: row for row in node.fixed}
        for key, cells in raw.items() if isinstance(raw, Mapping) else ():
            if key not in ids:
                raise Ungiven(
                    _("“{block}” has no row “{name}”.").format(
                        block=node.key, name=key
                    ),
                    (*path, key),
                    did_you_mean(key, ids),
                )
            yield key, key, cells
        if not isinstance(raw, Mapping):
            raise Ungiven(
                _("“{block}” takes its rows by name.").format(block=node.key),
                path,
                _("Write {row: {column: answer}}."),
            )
    elif isinstance(raw, list):
        for index, cells in enumerate(raw):
            yield index, f"r{index + 1}", cells
    else:
        raise Ungiven(
            _("A table takes a list of rows."), path, _("Begin each row with “- ”.")
        )


def _json(raw: Any) -> Json:
    """A test's value as it would come from JSON: numbers keep their digits."""
    if isinstance(raw, Decimal):
        return str(raw)
    if isinstance(raw, list):
        return [_json(one) for one in raw]
    if isinstance(raw, Mapping):
        return {name: _json(one) for name, one in raw.items()}
    return raw  # type: ignore[no-any-return]
