"""`author check`: everything that can be known of an exercise before a person sees it.

Structure first, then what the block types say of their options, then what the
expressions mean, the names of other exercises, the wording, and last the tests
in the file, which run only when nothing else is wrong.  Where one slip shows in
several ways, the first cause is told: a later fault at the same place is left out.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Protocol

from attrs import evolve

from workbook.authoring.exercise import Reading, read_exercise, unread
from workbook.authoring.faults import AuthorFault
from workbook.authoring.language import wording
from workbook.authoring.nodes import MapNode, ScalarNode
from workbook.authoring.places import index_of
from workbook.authoring.schema import did_you_mean
from workbook.authoring.source import review_hash
from workbook.authoring.trial import run_tests
from workbook.engine import Compiled, Shape, compile_exercise
from workbook.errors import WorkbookError
from workbook.model import BlockType, Fault
from workbook.words import _

SUFFIXES = (".yaml", ".yml")


class Beside(Protocol):
    """The installed library, as far as a check needs it."""

    @property
    def types(self) -> Mapping[str, BlockType]:
        """Every block type there is."""

    @property
    def shapes(self) -> Mapping[str, Shape]:
        """Every collection there is."""

    def ids(self) -> Collection[str]:
        """The ids of all exercises."""

    def blocks_of(self, exercise_id: str) -> Collection[str]:
        """The ids of an exercise's blocks. Raises WorkbookError."""


def check_paths(paths: Iterable[Path], library: Beside) -> tuple[AuthorFault, ...]:
    """Every fault of files, and of the files in folders, in reading order.

    Each file is checked by itself beside the library, where it stands in for the
    exercise of the same id.  Never raises: what cannot be read is a fault.
    """
    faults: list[AuthorFault] = []
    first: dict[str, str] = {}
    for file in _files(paths):
        try:
            raw = file.read_bytes()
        except OSError as error:
            faults += unread(str(file), error).faults
            continue
        reading = read_exercise(
            raw, str(file), file.absolute().parent.name, library.types
        )
        shapes = _other_shapes(reading, library)
        faults += check_exercise(reading, library.types, shapes, library)
        faults += _doubled(reading, first)
    return tuple(sorted(faults))


def check_exercise(
    reading: Reading,
    types: Mapping[str, BlockType],
    shapes: Mapping[str, Shape],
    library: Beside | None = None,
) -> tuple[AuthorFault, ...]:
    """Every fault of one file, sorted by place.

    Without a `library`, the names of other exercises and their blocks are left
    unchecked.
    """
    faults = [_hardened(fault) for fault in reading.faults]
    _add(faults, _option_faults(reading))
    compiled = None
    if reading.draft is not None and not reading.lost:
        compiled = compile_exercise(reading.draft, types, shapes)
        _add(faults, expression_faults(reading, compiled))
    if library is not None:
        _add(faults, _unknown_exercises(reading, library.ids()))
        _add(faults, _given_to_nobody(reading, library))
    if compiled is not None and not any(fault.is_error for fault in faults):
        faults += run_tests(reading, compiled)
    faults += wording(reading.source, reading.words)
    faults += _unsigned(reading)
    return tuple(sorted(set(faults)))


def _unsigned(reading: Reading) -> Iterator[AuthorFault]:
    """A signature that is for another text than this one."""
    draft = reading.draft
    if draft is None or not draft.reviewed_by or draft.reviewed:
        return
    root = reading.nodes
    node = root.values.get("reviewed_by") if isinstance(root, MapNode) else None
    yield reading.source.fault(
        node.start if node else 0,
        "WB403",
        _("This review is not of this text: it changed since, or was never signed."),
        _("The reviewer ends the line with “, {hash}”.").format(
            hash=review_hash(reading.source.text)
        ),
        "warning",
    )


def _hardened(fault: AuthorFault) -> AuthorFault:
    """A missing plugin lets an exercise open, but not pass a check."""
    if fault.code != "WB109":
        return fault
    return evolve(fault, severity="error")


def _add(faults: list[AuthorFault], more: Iterable[AuthorFault]) -> None:
    """Add faults, but none where an error stands already: that is the cause."""
    told = {(fault.line, fault.column) for fault in faults if fault.is_error}
    faults += [fault for fault in more if (fault.line, fault.column) not in told]


def _option_faults(reading: Reading) -> Iterator[AuthorFault]:
    """What each block's type says of its options."""
    for node, block, kind in reading.blocks:
        try:
            found = list(kind.check(block.options))
        except Exception as error:  # noqa: BLE001 - a plugin's code
            yield reading.source.fault(
                node.start,
                "WB301",
                _("The block type “{type}” failed in its check: {why}").format(
                    type=kind.name, why=type(error).__name__
                ),
                _("This is for the plugin's author to mend."),
            )
            continue
        for fault in found:
            yield _placed(reading, node, fault)


def expression_faults(reading: Reading, compiled: Compiled) -> Iterator[AuthorFault]:
    """What compiling found, at its places in the file."""
    for fault in compiled.faults:
        yield _placed(reading, reading.nodes, fault)


def _placed(reading: Reading, root: object, fault: Fault) -> AuthorFault:
    node = root if isinstance(root, MapNode) else None
    index = index_of(reading.source, node, fault.path, fault.offset)
    message = fault.message[:1].upper() + fault.message[1:]
    if message[-1:] not in ".?!":
        message += "."
    return reading.source.fault(index, fault.code, message, fault.hint, fault.severity)


def _unknown_exercises(
    reading: Reading, exercises: Collection[str]
) -> Iterator[AuthorFault]:
    own = _id_of(reading)
    known = {*exercises, own.text} if own else set(exercises)
    for node in reading.exercises:
        if node.text not in known:
            hint = did_you_mean(node.text, known)
            yield reading.source.fault(
                node.start,
                "WB602",
                _("There is no exercise “{name}”.").format(name=node.text),
                hint or _("“workbook list” shows those there are."),
            )


def _given_to_nobody(reading: Reading, library: Beside) -> Iterator[AuthorFault]:
    """What `give` hands to a block that the opened exercise does not have."""
    own = reading.draft
    for index, offer in enumerate(own.next if own is not None else ()):
        if own is not None and offer.open == own.id:
            known: Collection[str] = tuple(block.id for block in own.blocks())
        else:
            try:
                known = library.blocks_of(offer.open)
            except WorkbookError:
                continue  # unknown or broken: told where it stands
        for name in offer.give:
            if name in known:
                continue
            line, column = reading.locate(("next", index, "give", name))
            yield AuthorFault(
                reading.source.file,
                line,
                column,
                "WB604",
                "error",
                _("“{exercise}” has no block “{name}”.").format(
                    exercise=offer.open, name=name
                ),
                did_you_mean(name, known) or _("“workbook about” shows its blocks."),
            )


def _id_of(reading: Reading) -> ScalarNode | None:
    if not isinstance(reading.nodes, MapNode):
        return None
    node = reading.nodes.values.get("id")
    return node if isinstance(node, ScalarNode) and node.text else None


def _other_shapes(reading: Reading, library: Beside) -> Mapping[str, Shape]:
    """The library's collections without those of the exercise being checked."""
    own = _id_of(reading)
    return {
        name: shape
        for name, shape in library.shapes.items()
        if own is None or shape.exercise != own.text
    }


def _doubled(reading: Reading, first: dict[str, str]) -> Iterator[AuthorFault]:
    """One fault where an id stands a second time among the files checked."""
    node = _id_of(reading)
    if node is None:
        return
    before = first.setdefault(node.text, reading.source.file)
    if before != reading.source.file:
        yield reading.source.fault(
            node.start,
            "WB603",
            _("The id “{name}” is also that of {file}.").format(
                name=node.text, file=before
            ),
            _("Give one of the two files another id."),
        )


def _files(paths: Iterable[Path]) -> Iterator[Path]:
    seen: set[Path] = set()
    for path in paths:
        found = [path]
        if path.is_dir():
            found = sorted(p for p in path.rglob("*") if p.suffix in SUFFIXES)
        for file in found:
            if file.absolute() not in seen:
                seen.add(file.absolute())
                yield file
