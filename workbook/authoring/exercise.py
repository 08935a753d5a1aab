"""An exercise file read: structure only; what expressions mean comes in `check`.

A block's own keys and its type's stand side by side in the file, so the block
type decides which keys there are.  A block whose type is not here becomes a
placeholder with a warning: the exercise opens, and what was answered is kept.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from attrs import evolve, frozen

from workbook.authoring.faults import AuthorFault
from workbook.authoring.nodes import ListNode, MapNode, Node, ScalarNode, read_nodes
from workbook.authoring.places import index_of
from workbook.authoring.reader import FAULTY, Reader, id_node
from workbook.authoring.rules import check_rules
from workbook.authoring.schema import closest, keys_of
from workbook.authoring.source import Source
from workbook.model import Block, BlockType, Exercise
from workbook.words import _


@frozen(kw_only=True, eq=False)
class Reading:
    """What reading a file gave: the exercise, unless a fault is an error.

    `words` are the texts people read and `exercises` the exercises named, each
    with its node, for the checks that come after.
    """

    source: Source
    nodes: Node | None
    exercise: Exercise | None
    faults: tuple[AuthorFault, ...]
    words: tuple[ScalarNode, ...] = ()
    exercises: tuple[ScalarNode, ...] = ()
    family: str = ""

    def locate(
        self, path: tuple[str | int, ...], offset: int = 0
    ) -> tuple[int, int]:
        """Line and column of what a path leads to, `offset` characters into it."""
        return self.source.place(index_of(self.source, self.nodes, path, offset))


def read_exercise(
    text: str | bytes, file: str, family: str, types: Mapping[str, BlockType]
) -> Reading:
    """The exercise in `text`, or every fault that stands in its way. Never raises."""
    source = Source.of(text, file)
    if not source.text and source.faults:
        return _unread(source, family, source.faults)
    nodes, faults = read_nodes(source)
    faults = source.faults + faults
    if nodes is None and not faults:
        faults = [source.fault(0, "WB014", *_empty())]
    if nodes is None:
        return _unread(source, family, faults)
    reader = Reader(source, {Block: _block_reader(types), Exercise: _read_root})
    exercise = reader.read(nodes, Exercise, "exercise")
    if isinstance(nodes, MapNode):
        check_rules(reader, nodes)
    return _reading(source, family, nodes, reader, faults, exercise)


def _empty() -> tuple[str, str]:
    return (
        _("The file is empty."),
        _("Begin with “id: family.name”; docs/format.md shows a whole exercise."),
    )


def _unread(source: Source, family: str, faults: list[AuthorFault]) -> Reading:
    told = tuple(sorted(faults))
    return Reading(source=source, nodes=None, exercise=None, faults=told, family=family)


def _reading(  # noqa: PLR0913 - the parts of one value
    source: Source,
    family: str,
    nodes: Node,
    reader: Reader,
    faults: list[AuthorFault],
    exercise: Any,
) -> Reading:
    told = tuple(sorted({*faults, *reader.faults}))
    whole = exercise is not FAULTY and not any(fault.is_error for fault in told)
    return Reading(
        source=source,
        nodes=nodes,
        exercise=evolve(exercise, family=family, hash=source.hash) if whole else None,
        faults=told,
        words=tuple(reader.words),
        exercises=tuple(reader.exercises),
        family=family,
    )


def _read_root(reader: Reader, node: Node, key: str) -> Any:
    if not isinstance(node, MapNode):
        reader.unfit(node, key, Exercise)
        return FAULTY
    keys = keys_of(Exercise)
    reader.refuse_unknown(node, keys)
    values = reader.values(node, keys)
    if not reader.complete(node, keys, key) or values is None:
        return FAULTY
    return reader.make(node, Exercise, {**values, "family": "", "hash": ""})


def _block_reader(types: Mapping[str, BlockType]) -> Any:
    common = keys_of(Block)

    def read_block(reader: Reader, node: Node, key: str) -> Any:
        if not isinstance(node, MapNode):
            return reader.unfit(node, key, Block)
        what = _called(node, key)
        values = reader.values(node, common)
        complete = reader.complete(node, common, what)
        named = node.values.get("type")
        kind = types.get(named.text) if isinstance(named, ScalarNode) else None
        if kind is None:
            _miss(reader, node, types)
            options: Any = None
        else:
            options = _options(reader, node, kind, what)
        if values is None or not complete or options is FAULTY:
            return FAULTY
        return reader.make(node, Block, {**values, "options": options})

    return read_block


def _options(reader: Reader, node: MapNode, kind: BlockType, what: str) -> Any:
    try:
        keys = keys_of(kind.options)
    except (NameError, TypeError, AttributeError) as error:
        reader.tell(
            node.start,
            "WB112",
            _("The options of the type “{type}” cannot be read: {why}").format(
                type=kind.name, why=error
            ),
            _("This is for the plugin's author to mend."),
        )
        return FAULTY
    common = keys_of(Block)
    own = {name: key for name, key in keys.items() if name not in common}
    reader.refuse_unknown(node, {**common, **own}, of=kind.name)
    values = reader.values(node, own)
    if not reader.complete(node, own, what) or values is None:
        return FAULTY
    return reader.make(node, kind.options, values)


def _miss(reader: Reader, node: MapNode, types: Mapping[str, BlockType]) -> None:
    """Say that a block's type is not here; a warning, for the exercise still opens."""
    named = node.values.get("type")
    if not isinstance(named, ScalarNode) or not named.text:
        return
    near = closest(named.text, types)
    hint = _("Did you mean “{word}”?").format(word=near) if near else ""
    reader.faults.append(
        reader.source.fault(
            named.start,
            "WB109",
            _("The plugin for “{type}” is not here: its blocks show a placeholder.").format(
                type=named.text
            ),
            hint or _("“workbook plugins” lists what is here."),
            "warning",
        )
    )


def _called(node: MapNode, key: str) -> str:
    named = id_node(node)
    if isinstance(named, ScalarNode) and named.text:
        return named.text
    return _("this column") if key == "columns" else _("this block")
