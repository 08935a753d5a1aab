"""The craving check: asked before and after an exercise that may stir an urge.

Listing triggers can itself raise craving (clinical practice), so an author marks
the exercise and the engine weaves two scales in as ordinary blocks: expressions
can read them, and a craving of 7 or more before, or after at 7 or up by 2,
offers the urge tool.
"""

from decimal import Decimal

import attrs

from workbook.engine.shapes import WOVEN
from workbook.model import (
    Alert,
    Block,
    BlockType,
    Exercise,
    ExerciseName,
    Expr,
    Name,
    Page,
    Words,
)
from workbook.words import _

BEFORE, AFTER = map(Name, WOVEN)
URGE_TOOL = ExerciseName("tm.urge_surf")


def _scale(id_: Name, text: str, scale: BlockType) -> Block:
    options = scale.options(
        from_=Decimal(0),
        to=Decimal(10),
        ends=(Words(_("no urge")), Words(_("the strongest"))),
    )
    return Block(id=id_, type="scale", text=Words(text), options=options)


def with_craving_check(exercise: Exercise, scale: BlockType) -> Exercise:
    """The exercise with its craving check woven in, if it asks for one."""
    if not exercise.craving_check:
        return exercise
    first = Page(
        id=Name("before"),
        title=Words(_("Before you start")),
        blocks=(_scale(BEFORE, _("How strong is an urge to use, right now?"), scale),),
    )
    last = Page(
        id=Name("after"),
        title=Words(_("Before you go")),
        blocks=(_scale(AFTER, _("How strong is an urge to use now?"), scale),),
    )
    alerts = (
        Alert(
            id=BEFORE,
            when=Expr("craving_before >= 7"),
            text=Words(
                _("That is a strong urge. You could ride it out first. This will wait.")
            ),
            door="urge",
            open=URGE_TOOL,
        ),
        Alert(
            id=AFTER,
            when=Expr("craving_after >= 7 or craving_after - craving_before >= 2"),
            text=Words(
                _(
                    "Looking at this can stir an urge. "
                    "You could ride it out before you go."
                )
            ),
            door="urge",
            open=URGE_TOOL,
        ),
    )
    return attrs.evolve(
        exercise,
        pages=(first, *exercise.pages, last),
        alerts=(*exercise.alerts, *alerts),
    )
