"""What is known of a collection without opening its exercise.

Checking an expression over another exercise's things, and showing a cell of one,
needs kinds, labels and how private they are: no more.  A shape is plain data, so
the library can keep it beside the card of its exercise.
"""

from collections.abc import Mapping
from typing import cast

from attrs import frozen

from workbook.errors import PluginError
from workbook.model import Block, BlockType, Exercise, Json, Kind, Sensitivity

WOVEN = ("craving_before", "craving_after")
"""The ids of the craving check's blocks, where an exercise asks for one."""


@frozen(kw_only=True)
class Column:
    """One readable part of a thing: a table's column, or an entry's block or score."""

    kind: Kind
    label: str = ""
    choices: Mapping[str, str] = {}
    #: Numbers an answer of this block holds, read as `block.name`.
    parts: tuple[str, ...] = ()


@frozen(kw_only=True)
class Shape:
    """A collection: where it lives, what its things hold."""

    name: str
    exercise: str
    block: str = ""
    words: str
    columns: Mapping[str, Column]
    sensitivity: Sensitivity = 1

    def as_json(self) -> dict[str, Json]:
        """Plain data for the library's index."""
        columns: dict[str, Json] = {
            name: {
                "kind": one.kind,
                "label": one.label,
                "choices": dict(one.choices),
                "parts": list(one.parts),
            }
            for name, one in self.columns.items()
        }
        return {
            "name": self.name,
            "exercise": self.exercise,
            "block": self.block,
            "words": self.words,
            "columns": columns,
            "sensitivity": self.sensitivity,
        }

    @classmethod
    def from_json(cls, raw: Mapping[str, Json]) -> "Shape":
        """The inverse of `as_json`. Raises KeyError, TypeError or ValueError."""
        columns = cast("Mapping[str, Mapping[str, Json]]", raw["columns"])
        return cls(
            name=str(raw["name"]),
            exercise=str(raw["exercise"]),
            block=str(raw["block"]),
            words=str(raw["words"]),
            sensitivity=cast("Sensitivity", raw["sensitivity"]),
            columns={
                name: Column(
                    kind=cast("Kind", one["kind"]),
                    label=str(one["label"]),
                    choices=dict(cast("Mapping[str, str]", one["choices"])),
                    parts=tuple(cast("list[str]", one["parts"])),
                )
                for name, one in columns.items()
            },
        )


def labels_of(options: object) -> Mapping[str, str]:
    """The labels of a block's choices, by value; empty when it has none."""
    choices = getattr(options, "choices", ())
    return {one.value: one.label for one in choices if hasattr(one, "value")}


def column_of(block: Block, types: Mapping[str, BlockType]) -> Column:
    """How a block (or column) is read by others. An unknown type reads as anything."""
    type_ = types.get(block.type)
    unknown = Column(kind="any", label=block.short)
    if type_ is None or block.options is None:
        return unknown
    try:
        return Column(
            kind=type_.kind_of(block.options),
            label=block.short,
            choices=labels_of(block.options),
            parts=tuple(type_.score_names(block.options)),
        )
    except PluginError:  # told where the block is compiled
        return unknown


def shape_of(exercise: Exercise, types: Mapping[str, BlockType]) -> tuple[Shape, ...]:
    """The collections an exercise is home of."""
    entries = () if exercise.collects is None else (_of_entries(exercise, types),)
    rows = (
        _of_rows(exercise, block, types)
        for block in exercise.blocks()
        if block.collects is not None
    )
    return (*entries, *rows)


def _of_entries(exercise: Exercise, types: Mapping[str, BlockType]) -> Shape:
    """Whole entries: their columns are blocks and scores."""
    columns: dict[str, Column] = {
        block.id: column_of(block, types) for block in exercise.blocks()
    }
    if exercise.craving_check:
        columns |= {name: Column(kind="number", label=name) for name in WOVEN}
    columns |= {
        score.id: Column(kind="number", label=score.label or score.id)
        for score in exercise.scores
    }
    assert exercise.collects is not None  # noqa: S101 - the caller asked
    return Shape(
        name=exercise.collects.name,
        exercise=exercise.id,
        words=exercise.collects.words,
        columns=columns,
        sensitivity=exercise.sensitivity,
    )


def _of_rows(exercise: Exercise, block: Block, types: Mapping[str, BlockType]) -> Shape:
    """A table's rows."""
    assert block.collects is not None  # noqa: S101 - the caller asked
    return Shape(
        name=block.collects.name,
        exercise=exercise.id,
        block=block.id,
        words=block.collects.words,
        columns={one.id: column_of(one, types) for one in _columns(block, types)},
        sensitivity=max(exercise.sensitivity, block.sensitivity or 0),
    )


def _columns(block: Block, types: Mapping[str, BlockType]) -> tuple[Block, ...]:
    type_ = types.get(block.type)
    if type_ is None or block.options is None:
        return ()
    try:
        return type_.columns(block.options)
    except PluginError:  # told where the block is compiled
        return ()
