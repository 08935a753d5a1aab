"""An exercise file read: structure only; what expressions mean comes in `check`.

A block's own keys and its type's stand side by side in the file, so the block
type decides which keys there are.  A block whose type is not here becomes a
placeholder with a warning: the exercise opens, and what was answered is kept.
"""

from collections.abc import Mapping
from typing import Any

from attrs import evolve, frozen

from workbook.authoring.blocks import block_reader
from workbook.authoring.faults import MOST_FAULTS, AuthorFault
from workbook.authoring.nodes import MapNode, Node, ScalarNode, read_nodes
from workbook.authoring.places import index_of
from workbook.authoring.reader import FAULTY, Reader
from workbook.authoring.rules import check_rules
from workbook.authoring.schema import keys_of
from workbook.authoring.source import Source, review_hash
from workbook.model import Block, BlockType, Exercise
from workbook.words import _


@frozen(kw_only=True, eq=False)
class Reading:
    """What reading a file gave: the exercise, unless a fault is an error.

    For the checks that come after: `draft` is what could be read in spite of its
    faults, and `lost` whether names that expressions need are not in it; `words`
    are the texts people read, `exercises` the exercises named, `blocks` those
    with a type.
    """

    source: Source
    nodes: Node | None
    exercise: Exercise | None
    faults: tuple[AuthorFault, ...]
    draft: Exercise | None = None
    lost: bool = False
    words: tuple[ScalarNode, ...] = ()
    exercises: tuple[ScalarNode, ...] = ()
    blocks: tuple[tuple[MapNode, Block, BlockType], ...] = ()

    def locate(self, path: tuple[str | int, ...], offset: int = 0) -> tuple[int, int]:
        """Line and column of what a path leads to, `offset` characters into it."""
        return self.source.place(index_of(self.source, self.nodes, path, offset))


def read_exercise(
    text: str | bytes, file: str, family: str, types: Mapping[str, BlockType]
) -> Reading:
    """The exercise in `text`, or every fault that stands in its way. Never raises."""
    source = Source.of(text, file)
    if not source.text and source.faults:
        return _without_nodes(source, source.faults)
    nodes, faults = read_nodes(source)
    faults = source.faults + faults
    if nodes is None:
        return _without_nodes(source, faults or [source.fault(0, "WB014", *_empty())])
    reader = Reader(source, {Block: block_reader(types), Exercise: _read_root})
    read = reader.read(nodes, Exercise, "exercise")
    if isinstance(nodes, MapNode):
        check_rules(reader, nodes)
    told = _first_faults(source, [*faults, *reader.faults])
    draft = None
    if read is not FAULTY:
        signed = read.reviewed_by.rpartition(",")[2].strip()
        draft = evolve(
            read,
            family=family,
            hash=source.hash,
            reviewed=bool(signed) and signed == review_hash(source.text),
        )
    return Reading(
        source=source,
        nodes=nodes,
        exercise=None if any(fault.is_error for fault in told) else draft,
        faults=told,
        draft=draft,
        lost=reader.lost,
        words=tuple(reader.words),
        exercises=tuple(reader.exercises),
        blocks=tuple(reader.blocks),
    )


_BLANK: Mapping[str, object] = {
    "id": "",
    "version": 1,
    "title": "",
    "family": "",
    "hash": "",
    "keeps": "many",
    "minutes": 1,
    "smallest": "",
    "purpose": "",
    "why": "",
    "pages": (),
}


def _empty() -> tuple[str, str]:
    return (
        _("The file is empty."),
        _("Begin with “id: family.name”; docs/format.md shows a whole exercise."),
    )


def _first_faults(source: Source, faults: list[AuthorFault]) -> tuple[AuthorFault, ...]:
    """The faults in order; of very many the first, and that there are more."""
    told = sorted(set(faults))
    if len(told) <= MOST_FAULTS:
        return tuple(told)
    last = told[MOST_FAULTS - 1]
    more = AuthorFault(
        source.file,
        last.line,
        last.column,
        "WB999",
        "error",
        _("There are more faults than {most}.").format(most=MOST_FAULTS),
        _("Mend the first ones, and check again."),
    )
    return (*told[:MOST_FAULTS], more)


def unread(file: str, error: OSError) -> Reading:
    """The reading of a file the system does not give."""
    fault = AuthorFault(
        file,
        1,
        1,
        "WB601",
        "error",
        _("The file cannot be read: {why}.").format(why=error.strerror or error),
        _("Check its name, and that you may read it."),
    )
    return _without_nodes(Source(file, ""), [fault])


def _without_nodes(source: Source, faults: list[AuthorFault]) -> Reading:
    told = _first_faults(source, faults)
    return Reading(source=source, nodes=None, exercise=None, faults=told)


def _read_root(reader: Reader, node: Node, key: str) -> Any:
    if not isinstance(node, MapNode):
        reader.unfit(node, key, Exercise)
        return FAULTY
    keys = keys_of(Exercise)
    reader.refuse_unknown(node, keys)
    values = reader.values(node, keys)
    reader.complete(node, keys, key)
    reader.lost = reader.lost or node.cut or node.faulty or "pages" not in values
    return reader.make(node, Exercise, {**_BLANK, **values})
