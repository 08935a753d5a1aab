"""New words of a pick become things of the collection's home exercise.

Nothing is done here: the rows are made ready, so that adding and picking are one
transaction, and one undo.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from workbook.engine import Answered
from workbook.engine.order import between
from workbook.errors import Refused
from workbook.model import At, Entry, RowLimits, State, Thing
from workbook.usecases.clock import new_id
from workbook.usecases.open_entry import OpenEntry, Put
from workbook.words import _

if TYPE_CHECKING:
    from workbook.usecases.workbook import Workbook


def new_things(
    book: Workbook, collection: str, words: tuple[str, ...]
) -> tuple[tuple[Thing, ...], tuple[Put, ...], tuple[Entry, ...]]:
    """New rows of a collection's home: (things, puts, heads), not yet done.

    Raises Refused when the collection takes no rows of that kind.
    """
    shape = book.library.shapes.get(collection)
    if shape is None or not shape.block:
        raise Refused(_("Nothing can be added to that list from here."))
    home = book.begin(shape.exercise)
    node = home.compiled.block(shape.block)
    rows = home.evaluation.blocks[shape.block].rows
    if isinstance(node.limits, RowLimits) and len(rows) + len(words) > node.limits.max:
        raise Refused(_("That list is full."), _("Remove a row there first."))
    column = next(c for c in node.columns if c.block.id == shape.words)
    order = rows[-1].order if rows else ""
    things: list[Thing] = []
    puts: list[Put] = []
    for word in words:
        if column.type is None:
            raise Refused(_("Nothing can be added to that list from here."))
        cell = column.type.parse(column.block.options, word)
        order = between(order, "")
        row = new_id(8)
        things.append(Thing(home.entry.id, shape.block, row))
        puts.append(
            Put(
                At(home.entry.id, shape.block, row),
                Answered({shape.words: cell}, order),
            )
        )
    _settle(book, home)
    return tuple(things), tuple(puts), (home.entry,)


def _settle(book: Workbook, home: OpenEntry) -> None:
    """The home entry, ready to be part of the transaction."""
    state = home.entry.state
    if home.entry.id not in book.view.heads:
        # Nobody opened that list: there is nothing to go on with there.
        state = State.FINISHED
        book.view.adopt(home.entry.id, home.answers)
    home.entry = attrs.evolve(home.entry, state=state, touched=book.clock.now())
    home.born = True
    book.view.heads.setdefault(home.entry.id, home.entry)
