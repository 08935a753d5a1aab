"""Twelve-step work, as one path among several: the evening inventory.

The items are the exercise's own words; no fellowship's text is here.
"""

from collections.abc import Iterable

from workbook import hookimpl
from workbook.model import BlockType
from workbook_plugins.twelve_step.inventory import InventoryBlock


@hookimpl
def workbook_block_types() -> Iterable[BlockType]:
    """`inventory`."""
    return [InventoryBlock()]
