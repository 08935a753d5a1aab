"""Which names an expression may use, by where it stands.

In the exercise: blocks, scores, collections, today.  In a column: earlier columns
of its row by bare name, and everything outside.  Over the items of a source:
their cells, a few facts about each item, and everything outside.
"""

from collections.abc import Mapping

from attrs import frozen

from workbook.engine.found import picked_from
from workbook.engine.shapes import Column, Shape, column_of
from workbook.engine.terms import Read, Scope, Typed
from workbook.errors import PluginError
from workbook.model import Block, BlockType, Kind

ITEM_FACTS: Mapping[str, Kind] = {
    "weekday": "text",
    "hour": "number",
    "part_of_day": "text",
    "date": "date",
    "days_ago": "number",
    "words": "text",
}


@frozen
class BlockInfo:
    """What expressions may read of one block."""

    kind: Kind
    codes: tuple[str, ...] | None
    columns: Mapping[str, Typed]
    rows: tuple[str, ...]
    parts: tuple[str, ...]
    column_parts: Mapping[str, tuple[str, ...]] = {}
    #: The collections a pick picks from: what it picked can be looked at as rows.
    picks: tuple[str, ...] = ()


_UNKNOWN = BlockInfo("any", None, {}, (), ())


def block_info(block: Block, types: Mapping[str, BlockType]) -> BlockInfo:
    """What expressions may read of `block`; of an unknown type, anything."""
    type_ = types.get(block.type)
    if type_ is None or block.options is None:
        return _UNKNOWN
    try:
        return _known_info(block, type_, types)
    except PluginError:  # told where the block is compiled
        return _UNKNOWN


def _known_info(
    block: Block, type_: BlockType, types: Mapping[str, BlockType]
) -> BlockInfo:
    rows = type_.rows(block.options)
    fixed = tuple(row.id for row in rows) if isinstance(rows, tuple) else ()
    return BlockInfo(
        type_.kind_of(block.options),
        type_.codes(block.options),
        {one.id: _column_typed(one, types) for one in type_.columns(block.options)},
        fixed,
        type_.score_names(block.options),
        {one.id: column_of(one, types).parts for one in type_.columns(block.options)},
        picked_from(block.options),
    )


def _column_typed(column: Block, types: Mapping[str, BlockType]) -> Typed:
    type_ = types.get(column.type)
    if type_ is None or column.options is None:
        return Typed("any")
    codes = type_.codes(column.options)
    return Typed(type_.kind_of(column.options), codes=codes)


def _shape_typed(column: Column) -> Typed:
    # Older answers and words under "other" may hold values no list has now.
    return Typed(column.kind)


@frozen
class ExerciseScope:
    """The names outside of any table."""

    blocks: Mapping[str, BlockInfo]
    scores: frozenset[str]
    shapes: Mapping[str, Shape]

    def resolve(self, path: tuple[str, ...]) -> tuple[Read, Typed] | None:
        """See `Scope`."""
        head, *rest = path
        if head == "today" and not rest:
            return Read("today"), Typed("date")
        if head in self.blocks:
            return self._block(head, tuple(rest))
        if head in self.scores and not rest:
            return Read("score", head), Typed("number")
        if head in self.shapes:
            return self._collection(self.shapes[head], tuple(rest))
        return None

    def _block(self, name: str, rest: tuple[str, ...]) -> tuple[Read, Typed] | None:
        info = self.blocks[name]
        match rest:
            case ():
                return Read("block", name), Typed(info.kind, codes=info.codes)
            case (part,) if part in info.columns:
                inner = info.columns[part]
                return Read("block", name, part), Typed(
                    inner.kind, many=True, codes=inner.codes
                )
            case (part,) if part in info.parts:
                return Read("block", name, part), Typed("number")
            case (row, column) if row in info.rows and column in info.columns:
                return Read("block", name, column, row), info.columns[column]
            case _ if info.kind == "any" and not info.columns:
                return Read("block", name, ".".join(rest)), Typed("any")
        return None

    def _collection(
        self, shape: Shape, rest: tuple[str, ...]
    ) -> tuple[Read, Typed] | None:
        match rest:
            case ():
                return Read("@", shape.name), Typed("rows", many=True)
            case (part,) if part in shape.columns:
                kind = _shape_typed(shape.columns[part]).kind
                return Read("@", shape.name, part), Typed(kind, many=True)
            case (part,) if part in ITEM_FACTS:
                return Read("@", shape.name, part), Typed(ITEM_FACTS[part], many=True)
            case (block, part) if (
                block in shape.columns and part in shape.columns[block].parts
            ):
                return Read("@", shape.name, f"{block}.{part}"), Typed(
                    "number", many=True
                )
        return None

    def names(self) -> tuple[str, ...]:
        """See `Scope`."""
        dotted = tuple(
            f"{name}.{part}"
            for name, info in self.blocks.items()
            for part in (*info.columns, *info.parts)
        )
        collected = tuple(
            f"{shape.name}.{column}"
            for shape in self.shapes.values()
            for column in shape.columns
        )
        return (*self.blocks, *self.scores, *self.shapes, *dotted, *collected, "today")


@frozen
class RowScope:
    """The names inside a column: earlier columns of the row, then the exercise."""

    earlier: Mapping[str, Typed]
    outer: Scope

    def resolve(self, path: tuple[str, ...]) -> tuple[Read, Typed] | None:
        """See `Scope`."""
        if len(path) == 1 and path[0] in self.earlier:
            return Read("cell", path[0]), self.earlier[path[0]]
        return self.outer.resolve(path)

    def names(self) -> tuple[str, ...]:
        """See `Scope`."""
        return (*self.earlier, *self.outer.names())


@frozen
class ItemScope:
    """The names over one item of some sources: its cells, its facts, the exercise."""

    cells: Mapping[str, Typed]
    parts: Mapping[str, tuple[str, ...]]
    outer: Scope

    def resolve(self, path: tuple[str, ...]) -> tuple[Read, Typed] | None:
        """See `Scope`."""
        match path:
            case (name,) if name in self.cells:
                return Read("cell", name), self.cells[name]
            case (name,) if name in ITEM_FACTS:
                return Read("cell", name), Typed(ITEM_FACTS[name])
            case (name, part) if part in self.parts.get(name, ()):
                return Read("cell", f"{name}.{part}"), Typed("number")
        return self.outer.resolve(path)

    def names(self) -> tuple[str, ...]:
        """See `Scope`."""
        return (*self.cells, *ITEM_FACTS, *self.outer.names())


def item_scope(sources: tuple[str, ...], scope: ExerciseScope) -> ItemScope:
    """The scope over the items of `sources` (tables, or collections as `@name`)."""
    cells: dict[str, Typed] = {}
    parts: dict[str, tuple[str, ...]] = {}
    for source in sources:
        shape = scope.shapes.get(source.removeprefix("@"))
        if source.startswith("@") and shape is not None:
            for name, column in shape.columns.items():
                cells.setdefault(name, _shape_typed(column))
                parts.setdefault(name, column.parts)
        elif source in scope.blocks:
            for collection in scope.blocks[source].picks:
                if collection in scope.shapes:
                    for name, column in scope.shapes[collection].columns.items():
                        cells.setdefault(name, _shape_typed(column))
                        parts.setdefault(name, column.parts)
            for name, typed in scope.blocks[source].columns.items():
                cells.setdefault(name, typed)
            parts |= scope.blocks[source].column_parts
            if scope.blocks[source].rows:
                cells.setdefault("row", Typed("text"))
    return ItemScope(cells, parts, scope)
