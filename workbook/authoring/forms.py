"""Which form a value takes in the file: one text, a list, or keys of its own.

Small questions about annotations and nodes, apart from the reader so that it
reads as one story.
"""

import types as python_types
from collections.abc import Mapping
from functools import cache
from typing import Any, Literal, Union, get_args, get_origin

import attrs

from workbook.authoring.nodes import MapNode, Node, ScalarNode
from workbook.authoring.scalars import READERS, Unfit
from workbook.model import Choice
from workbook.words import _


def id_node(node: Node) -> Node:
    """The node that names a mapping: its id's (or value's), else itself."""
    if isinstance(node, MapNode):
        return node.values.get("id") or node.values.get("value") or node
    return node


def identity(value: Any) -> str | None:
    """The name a value may not share with its siblings, if it has one."""
    if isinstance(value, Choice):
        return value.value
    if not attrs.has(type(value)):
        return None
    name = getattr(value, "id", None)
    return name if isinstance(name, str) else None


def long_form(node: Node) -> Node:
    """A choice's short forms as the full one: `place`, and `{place: "A place"}`."""
    if isinstance(node, ScalarNode):
        return _choice(node, node, node)
    if not isinstance(node, MapNode) or "value" in node.keys:
        return node
    # Empty keys are the rest of a text that was cut by its comma.
    named = [
        name for name in node.keys if not (node.flow and is_empty(node.values[name]))
    ]
    if len(named) != 1:
        return node
    choice = _choice(node, node.keys[named[0]], node.values[named[0]])
    for name in node.keys.keys() - named:
        choice.keys[name], choice.values[name] = node.keys[name], node.values[name]
    choice.flow = node.flow
    return choice


def _choice(whole: Node, value: ScalarNode, label: Node) -> MapNode:
    key = ScalarNode(whole.start, whole.start, "")
    keys = {"value": key, "label": key}
    children: dict[str, Node] = {"value": value, "label": label}
    return MapNode(
        whole.start, keys=keys, values=children, cut=False, faulty=whole.faulty
    )


def is_empty(node: Node) -> bool:
    """Whether nothing at all is written there."""
    return isinstance(node, ScalarNode) and node.plain and not node.text


@cache
def parts_of(hint: Any) -> tuple[Any, tuple[Any, ...]]:
    """Origin and arguments; a union without its None, `X | None` being just X."""
    origin, args = get_origin(hint), get_args(hint)
    if origin in (Union, python_types.UnionType):
        return Union, tuple(a for a in args if a is not type(None))
    return origin, args


def takes(hint: Any, node: Node) -> bool:
    """Whether a hint can be meant by a node of this form."""
    origin, args = parts_of(hint) if get_origin(hint) else (None, ())
    if origin is Union:
        return any(takes(arg, node) for arg in args)
    if isinstance(node, ScalarNode):
        if origin is tuple and args[1:] == (...,):
            return takes(args[0], node)
        return hint in READERS or origin is Literal or hint is Choice or hint is object
    if isinstance(node, MapNode):
        return attrs.has(hint) or _is_mapping(origin) or hint is object
    return origin is tuple or hint is object


def fits(hint: Any, node: ScalarNode) -> bool:
    """Whether a text is a value of this kind, as it stands."""
    origin, args = parts_of(hint)
    if origin is Literal:
        return node.text in map(str, args)
    try:
        READERS[hint](node)
    except (KeyError, Unfit):
        return False
    return True


def _is_mapping(origin: Any) -> bool:
    return isinstance(origin, type) and issubclass(origin, Mapping)


def needed(hint: Any, key: str) -> tuple[str, str]:
    """What is needed where something of another kind stands, and how to write it."""
    if hint is tuple:
        return (
            _("“{key}” needs a list.").format(key=key),
            _("Begin each part with “- ”, or write [a, b]."),
        )
    if hint is dict or (isinstance(hint, type) and attrs.has(hint)):
        return (
            _("“{key}” needs keys of its own.").format(key=key),
            _("Write “key: value” lines below it, further in."),
        )
    return (
        _("“{key}” needs one value, not a list or keys.").format(key=key),
        _('Write it on the same line; put a text with “: ” in "quotes".'),
    )
