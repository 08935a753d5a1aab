"""Answers a script gives, in JSON or YAML: block id → value, or a list of these.

YAML is read as exercises are, with places and without guesses: `no` is the word
“no”, and a decimal stays the text it was written as, which a number block reads
and a text block keeps.  JSON says exactly what it means and is read as it is.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from workbook.authoring.faults import AuthorFault
from workbook.authoring.nodes import ListNode, MapNode, Node, read_nodes
from workbook.authoring.scalars import free
from workbook.authoring.source import Source
from workbook.errors import ContentError
from workbook.model import Json
from workbook.words import _

MOST_BYTES = 16 * 1024 * 1024


class _Twice(Exception):
    """A key that stands twice in one JSON object."""


def read_answers(raw: bytes, file: str) -> tuple[Mapping[str, Json], ...]:
    """The mappings in `raw`, one for each entry to make. Raises ContentError."""
    value = _value(raw, file)
    listed = value if isinstance(value, list) else [value]
    if not all(isinstance(one, Mapping) for one in listed):
        raise ContentError(
            _("{file}: answers are a mapping from block id to value.").format(
                file=file
            ),
            hint=_("Or a list of such mappings: each makes one entry."),
        )
    return tuple(listed)


def _value(raw: bytes, file: str) -> Any:
    if len(raw) > MOST_BYTES:
        raise _unreadable(file, _("it is larger than 16 MiB"))
    try:
        return json.loads(raw, object_pairs_hook=_once)
    except _Twice as twice:
        raise _unreadable(
            file, _("“{key}” stands twice in one object").format(key=twice)
        ) from None
    except (ValueError, RecursionError):
        return _yaml(raw, file)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _value in pairs]
        raise _Twice(next(name for name in names if names.count(name) > 1))
    return found


def _unreadable(file: str, why: str) -> ContentError:
    return ContentError(
        _("{file} cannot be read: {why}.").format(file=file, why=why),
        hint=_("Nothing was kept of it. Mend it, then try again."),
    )


def _yaml(raw: bytes, file: str) -> Any:
    source = Source.of(raw, file)
    faults: list[AuthorFault] = []
    node: Node | None = None
    if source.text or not source.faults:
        node, faults = read_nodes(source)
    told = tuple(sorted((*source.faults, *faults)))
    if told:
        raise ContentError(
            _("The answers cannot be read."),
            told,
            _("Nothing was kept of them. Mend the file, then try again."),
        )
    return {} if node is None else _plain(node)


def _plain(node: Node) -> Any:
    if isinstance(node, MapNode):
        return {name: _plain(child) for name, child in node.values.items()}
    if isinstance(node, ListNode):
        return [_plain(child) for child in node.items]
    value = free(node)
    return str(value) if isinstance(value, Decimal) else value
