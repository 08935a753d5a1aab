"""A block read: its own keys, and beside them those its type asks for.

A block whose type is not here becomes a placeholder with a warning: the exercise
opens, and what was answered is kept.  A block with a fault keeps its id, so that
expressions that name it are not told of as well.
"""

from collections.abc import Mapping
from typing import Any

from workbook.authoring.forms import id_node
from workbook.authoring.nodes import MapNode, Node, ScalarNode
from workbook.authoring.reader import FAULTY, Reader, Special
from workbook.authoring.schema import did_you_mean, has_needed, keys_of
from workbook.model import Block, BlockType
from workbook.words import _


def block_reader(types: Mapping[str, BlockType]) -> Special:
    """What reads a block, given the block types there are."""
    common = keys_of(Block)

    def read_block(reader: Reader, node: Node, key: str) -> Any:
        if not isinstance(node, MapNode):
            return reader.unfit(node, key, Block)
        what = _called(node, key)
        before = len(reader.faults) + reader.dropped
        values = reader.values(node, common)
        complete = reader.complete(node, common, what)
        named = node.values.get("type")
        kind = types.get(named.text) if isinstance(named, ScalarNode) else None
        if kind is None:
            _miss(reader, node, types)
            options: Any = None
        else:
            options = _options(reader, node, kind, what)
        if options is FAULTY or not complete or not has_needed(values, common):
            # Without its columns a table's names cannot be told right from wrong.
            reader.lost = reader.lost or (kind is not None and kind.kind == "rows")
            return _nameable(reader, node, values)
        block = reader.make(node, Block, {**values, "options": options})
        sound = len(reader.faults) + reader.dropped == before
        if kind is not None and block is not FAULTY and sound and not node.cut:
            reader.blocks.append((node, block, kind))
        return block

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
    if not reader.complete(node, own, what) or not has_needed(values, own):
        return FAULTY
    return reader.make(node, kind.options, values)


def _miss(reader: Reader, node: MapNode, types: Mapping[str, BlockType]) -> None:
    """Say that a block's type is not here; a warning, for the exercise still opens."""
    named = node.values.get("type")
    if not isinstance(named, ScalarNode) or not named.text:
        return
    hint = _("“workbook plugins” says which plugins are here.")
    reader.faults.append(
        reader.source.fault(
            named.start,
            "WB109",
            _("No plugin here brings the block type “{type}”.").format(type=named.text),
            did_you_mean(named.text, types) or hint,
            "warning",
        )
    )


def _called(node: MapNode, key: str) -> str:
    named = id_node(node)
    if isinstance(named, ScalarNode) and named.text:
        return named.text
    return _("this column") if key == "columns" else _("this block")


def _nameable(reader: Reader, node: MapNode, values: dict[str, Any]) -> Any:
    """A block with a fault, as far as expressions need it."""
    if "id" not in values:
        return FAULTY
    return reader.make(node, Block, {"type": "", **values, "options": None})
