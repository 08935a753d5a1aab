"""Trigger mapping: four zones, and the chain with its cut."""

from collections.abc import Iterable

from workbook import hookimpl
from workbook.model import BlockType
from workbook_plugins.trigger_mapping.chain import ChainBlock
from workbook_plugins.trigger_mapping.zones import ZonesBlock


@hookimpl
def workbook_block_types() -> Iterable[BlockType]:
    """`zones` and `chain`."""
    return [ZonesBlock(), ChainBlock()]
