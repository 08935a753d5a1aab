"""The block types every workbook has; `docs/block-types.md` tells what they do."""

from workbook.engine.blocks.choosing import OneChoice, SeveralChoices
from workbook.engine.blocks.computed import Computed
from workbook.engine.blocks.moments import Date, Time, When
from workbook.engine.blocks.numbers import Number, Percent, Scale
from workbook.engine.blocks.pick import Person, Pick
from workbook.engine.blocks.rank import Rank
from workbook.engine.blocks.tables import Grid, Table
from workbook.engine.blocks.texts import LongText, Note, Text
from workbook.engine.blocks.timer import Timer
from workbook.engine.blocks.yes_no import YesNo
from workbook.model import BlockType


def core_types() -> dict[str, BlockType]:
    """Every core block type by its name, as an instance."""
    types: tuple[BlockType, ...] = (
        Note(),
        Text(),
        LongText(),
        YesNo(),
        OneChoice(),
        SeveralChoices(),
        Scale(),
        Percent(),
        Number(),
        Date(),
        Time(),
        When(),
        Table(),
        Grid(),
        Rank(),
        Pick(),
        Person(),
        Timer(),
        Computed(),
    )
    return {one.name: one for one in types}
