"""Communication: role play, rubrics, ready refusals, and one's own words."""

from collections.abc import Iterable

from workbook import hookimpl
from workbook.model import BlockType
from workbook_plugins.communication.dialogue import DialogueBlock
from workbook_plugins.communication.own_words import OwnWordsBlock
from workbook_plugins.communication.refusals import RefusalsBlock
from workbook_plugins.communication.rubric import RubricBlock


@hookimpl
def workbook_block_types() -> Iterable[BlockType]:
    """`dialogue`, `rubric`, `refusals` and `own_words`."""
    return [DialogueBlock(), RubricBlock(), RefusalsBlock(), OwnWordsBlock()]
