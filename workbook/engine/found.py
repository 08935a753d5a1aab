"""What options read, found from the annotations of their class.

An options class says with `Expr`, `Template`, `BlockName`, `CollectionName` and
`Source` what its fields mean; walking them finds every dependence of a block, so
no block type can forget to declare one.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from types import UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

import attrs
from attrs import frozen

from workbook.model import (
    Block,
    BlockName,
    CollectionName,
    ExerciseName,
    Expr,
    Source,
    Template,
)

Means = Literal["expression", "template", "block", "collection", "source", "exercise"]
_MEANINGS: Mapping[Any, Means] = {
    Expr: "expression",
    Template: "template",
    BlockName: "block",
    CollectionName: "collection",
    Source: "source",
    ExerciseName: "exercise",
}
HOLE = re.compile(r"\{([^{}]+)\}")


@frozen
class Found:
    """One reading field: its text, where it stands, and the rows it is about.

    `sources` are the `Source`s and collections (as `@name`) of the same mapping or
    of those around it; expressions there may name the cells of one of their items.
    """

    means: Means
    text: str
    path: tuple[str | int, ...]
    sources: tuple[str, ...] = ()


_hints: Callable[[Any], Mapping[str, Any]] = cache(get_type_hints)


def found_in(options: object, path: tuple[str | int, ...] = ()) -> Iterator[Found]:
    """Every reading field of an options object, columns of tables left out."""
    yield from _walk(options, path, ())


def _walk(
    value: Any, path: tuple[str | int, ...], around: tuple[str, ...]
) -> Iterator[Found]:
    if not attrs.has(type(value)) or isinstance(value, Block):
        return
    hints = _hints(type(value))
    fields = [
        (one.name, hints[one.name], getattr(value, one.name))
        for one in attrs.fields(type(value))
    ]
    own = tuple(
        found.text if found.means == "source" else f"@{found.text}"
        for name, hint, inner in fields
        for found in _field(inner, hint, (name,), ())
        if found.means in ("source", "collection") and len(found.path) <= _DEPTH
    )
    sources = own or around
    over_exercise = {
        one.name
        for one in attrs.fields(type(value))
        if one.metadata.get("over") == "exercise"
    }
    for name, hint, inner in fields:
        here = (*path, name.rstrip("_"))
        yield from _field(inner, hint, here, () if name in over_exercise else sources)


_DEPTH = 2  # the field itself, or one element of its list


def _field(
    value: Any, hint: Any, path: tuple[str | int, ...], sources: tuple[str, ...]
) -> Iterator[Found]:
    if value is None:
        return
    origin = get_origin(hint)
    if origin in (Union, UnionType):
        for option in get_args(hint):
            if option is not type(None):
                yield from _field(value, option, path, sources)
        return
    if hint in _MEANINGS:
        if isinstance(value, str) and value:
            yield Found(_MEANINGS[hint], value, path, sources)
        return
    if origin is tuple and isinstance(value, tuple):
        inner = get_args(hint)[0]
        for index, one in enumerate(value):
            yield from _field(one, inner, (*path, index), sources)
        return
    if isinstance(value, Mapping) and origin is not None and len(get_args(hint)) > 1:
        inner = get_args(hint)[1]
        for key, one in value.items():
            yield from _field(one, inner, (*path, key), sources)
        return
    yield from _walk(value, path, sources)


def picked_from(options: object) -> tuple[str, ...]:
    """The collections a pick's options name."""
    return tuple(one.text for one in found_in(options) if one.means == "collection")


def holes(template: str) -> tuple[str, ...]:
    """The expressions in a template's `{…}` holes."""
    return tuple(HOLE.findall(template))
