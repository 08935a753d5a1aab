"""What an author declared of a block, as plain data for `workbook about --json`.

A block type may declare options this program never heard of: a role play has
scenes, a timer has minutes.  A script that answers such a block needs them, so
every option goes out, by the name the exercise's file has for it.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, time
from decimal import Decimal

import attrs

from workbook.cli import output


def declared(options: object, told: frozenset[str]) -> dict[str, object]:
    """The options by name, without those in `told`; what is None is left out."""
    return {
        name: _plain(value)
        for name, value in _by_name(options)
        if name not in told and value is not None
    }


def _by_name(value: object) -> list[tuple[str, object]]:
    """The fields an author writes, by the names they have in the file."""
    form = type(value)
    if not attrs.has(form):
        return []
    return [
        (field.name.rstrip("_"), getattr(value, field.name))
        for field in attrs.fields(form)
        if field.metadata.get("author", True)
    ]


def _plain(value: object) -> object:
    if isinstance(value, Decimal):
        return output.number(value)
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(name): _plain(one) for name, one in value.items()}
    if isinstance(value, tuple | list | frozenset):
        return [_plain(one) for one in value]
    if attrs.has(type(value)):
        return {name: _plain(one) for name, one in _by_name(value)}
    return value if isinstance(value, str | int | float | None) else str(value)
