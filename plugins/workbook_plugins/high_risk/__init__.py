"""High-risk situations: confidence, if-then plans, and the help card."""

from collections.abc import Iterable

from workbook import hookimpl
from workbook.model import BlockType
from workbook_plugins.high_risk.card import CardBlock
from workbook_plugins.high_risk.confidence import ConfidenceBlock
from workbook_plugins.high_risk.if_then import IfThenBlock


@hookimpl
def workbook_block_types() -> Iterable[BlockType]:
    """`confidence`, `if_then` and `card`."""
    return [ConfidenceBlock(), IfThenBlock(), CardBlock()]
