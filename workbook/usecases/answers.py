"""Between stored documents and values: the block types' `dump` and `parse`, no more.

An answer is read with the exercise text it was written with.  What its type
cannot read any more (or is not installed) stays as it is, as `Unread`, and goes
back byte for byte.
"""

from __future__ import annotations

import json
from collections.abc import Mapping

from workbook.engine import Compiled
from workbook.engine.graph import BlockNode, ColumnNode
from workbook.errors import PluginError, Refused
from workbook.model import (
    DECLINED,
    At,
    BlockType,
    Cells,
    Json,
    Revision,
    Thing,
    Unread,
    Value,
)
from workbook.store.transaction import Stored

_DECLINED: Json = {"declined": True}


def dump(type_: BlockType | None, options: object, value: Value) -> Json:
    """One answer (or cell) as JSON. DECLINED and Unread need no type."""
    if value is DECLINED:
        return _DECLINED
    if isinstance(value, Unread):
        return value.raw
    if type_ is None:
        return None
    return type_.dump(options, value)


def dump_answer(node: BlockNode, value: Value) -> Json:
    """A block's answer, or one row's cells, as JSON."""
    if not isinstance(value, Mapping):
        return dump(node.type, node.block.options, value)
    columns: dict[str, ColumnNode] = {c.block.id: c for c in node.columns}
    return {
        name: dump(
            columns[name].type if name in columns else None,
            columns[name].block.options if name in columns else None,
            cell,
        )
        for name, cell in value.items()
    }


def load(type_: BlockType | None, options: object, raw: Json) -> Value:
    """One answer (or cell) from JSON; Unread when it cannot be read now."""
    if raw == _DECLINED:
        return DECLINED
    if type_ is None or options is None:
        return Unread(raw)
    try:
        return type_.parse(options, raw)
    except (Refused, PluginError):
        return Unread(raw)


def load_answer(compiled: Compiled, block: str, row: str | None, raw: Json) -> Value:
    """A block's answer, or one row's cells, from JSON."""
    try:
        node = compiled.block(block)
    except KeyError:
        return _cells_unread(raw) if row is not None else Unread(raw)
    if row is None:
        return load(node.type, node.block.options, raw)
    if not isinstance(raw, Mapping):
        return {}
    columns: dict[str, ColumnNode] = {c.block.id: c for c in node.columns}
    return {
        name: load(columns[name].type, columns[name].block.options, cell)
        if name in columns
        else Unread(cell)
        for name, cell in raw.items()
    }


def _cells_unread(raw: Json) -> Cells:
    return (
        {name: Unread(cell) for name, cell in raw.items()}
        if isinstance(raw, Mapping)
        else {}
    )


def revised(stored: Stored, revisions: tuple[Revision, ...]) -> Stored | None:
    """The document as the exercise's newer versions see it; None when they drop it.

    The stored one is not touched: this is a view.
    """
    at, raw = stored.at, stored.raw
    for revision in revisions:
        name = at.block
        if name in revision.drop:
            return None
        raw = _recoded(raw, revision, name)
        at = At(at.entry, revision.rename.get(name, name), at.row)
    return Stored(
        at=at,
        raw=raw,
        order=stored.order,
        hash=stored.hash,
        utc_ms=stored.utc_ms,
        offset=stored.offset,
        words=stored.words,
    )


def _recoded(raw: Json, revision: Revision, name: str) -> Json:
    codes = revision.recode.get(name)
    if codes and isinstance(raw, str):
        return codes.get(raw, raw)
    if not isinstance(raw, Mapping):
        return raw
    cells: dict[str, Json] = {}
    for column, cell in raw.items():
        path = f"{name}.{column}"
        if path in revision.drop:
            continue
        inner = revision.recode.get(path)
        renamed = revision.rename.get(path, path).rpartition(".")[2]
        cells[renamed] = (
            inner.get(cell, cell) if inner and isinstance(cell, str) else cell
        )
    return cells


def things_in(value: Value | None) -> tuple[Thing, ...]:
    """Every thing an answer, or a row's cells, points at."""
    match value:
        case Thing():
            return (value,)
        case tuple():
            return tuple(one for one in value if isinstance(one, Thing))
        case Mapping():
            return tuple(thing for cell in value.values() for thing in things_in(cell))
    return ()


def kept_words(value: Value, words: Mapping[Thing, str]) -> str:
    """What the things in an answer are called now, to be kept beside it."""
    named = {str(thing): words[thing] for thing in things_in(value) if thing in words}
    return json.dumps(named, ensure_ascii=False, sort_keys=True) if named else ""


def words_kept(stored: Stored) -> Mapping[Thing, str]:
    """The inverse of `kept_words`."""
    if not stored.words:
        return {}
    return {
        Thing.parse(address): words
        for address, words in json.loads(stored.words).items()
    }
