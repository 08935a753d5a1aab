"""What a YAML mapping may hold, read off the annotations of an attrs class.

The classes of `workbook.model` and the options of block types are the schema:
there is no second list of keys to keep in step.  A field's name is its key,
without a trailing underscore; a field without default is needed.
"""

import difflib
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any, get_type_hints

import attrs
from attrs import frozen

from workbook.model import Block, Exercise, Place
from workbook.words import _

_NOT_AUTHORED: Mapping[type, frozenset[str]] = {
    Exercise: frozenset({"family", "hash"}),
    Block: frozenset({"options"}),
}


@frozen
class Key:
    """One key of a mapping: what it is called, what stands there, if it must."""

    name: str
    argument: str
    hint: Any
    needed: bool


@cache
def keys_of(cls: type) -> Mapping[str, Key]:
    """The keys an author may write for an attrs class, in its order.

    Raises TypeError when `cls` is no attrs class, NameError when an annotation
    names what its module does not have.
    """
    hints = get_type_hints(cls)
    skipped = _NOT_AUTHORED.get(cls, frozenset())
    keys = {}
    for attribute in attrs.fields(cls):
        authored = attribute.metadata.get("author", True) and attribute.init
        if not authored or attribute.name in skipped or has_place(attribute, hints):
            continue
        name = attribute.name.rstrip("_")
        needed = attribute.default is attrs.NOTHING
        argument = attribute.alias or attribute.name
        keys[name] = Key(name, argument, hints[attribute.name], needed)
    return keys


def has_needed(values: Mapping[str, Any], keys: Mapping[str, Key]) -> bool:
    """Whether every needed key has a value."""
    return all(key.argument in values for key in keys.values() if key.needed)


@cache
def takes_place(cls: type) -> bool:
    """Whether values of this class remember where they stand in the file."""
    hints = get_type_hints(cls)
    return any(has_place(attribute, hints) for attribute in attrs.fields(cls))


def has_place(attribute: Any, hints: Mapping[str, Any]) -> bool:
    """Whether this field is the value's place, which the reader fills."""
    return attribute.name == "place" and hints["place"] is Place


def closest(word: str, known: Iterable[str]) -> str:
    """The known word an author most likely meant, "" when none is near."""
    pool = {name.lower(): name for name in known}
    found = difflib.get_close_matches(word.lower(), pool, n=1, cutoff=0.6)
    return pool[found[0]] if found else ""


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """The hint that names the word most likely meant, "" when none is near."""
    near = closest(word, known)
    return _("Did you mean “{word}”?").format(word=near) if near else ""
