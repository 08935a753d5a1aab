"""From a path and an offset back to a place in the file.

The engine says *("pages", 0, "blocks", 2, "show_if"), 7 characters in*; the
author needs line and column, also where quotes, escapes or folded lines make the
text in the file longer than the text it means.
"""

from workbook.authoring.nodes import ListNode, MapNode, Node, ScalarNode
from workbook.authoring.source import Source


def index_of(
    source: Source, root: Node | None, path: tuple[str | int, ...], offset: int = 0
) -> int:
    """The character a path and an offset lead to; the nearest, when it ends early."""
    node = node_at(root, path)
    if node is None:
        return 0
    if not isinstance(node, ScalarNode):
        return node.start
    return character_at(source, node, offset)


def node_at(root: Node | None, path: tuple[str | int, ...]) -> Node | None:
    """The node a path leads to, or the last one on the way that is there.

    `options` is no key in the file, `from_` is written `from`, and a single
    value may stand for a list of one.
    """
    node = root
    for step in path:
        child = _child(node, step)
        if child is not None:
            node = child
        elif step != "options" and not (isinstance(node, ScalarNode) and step == 0):
            break
    return node


def _child(node: Node | None, step: str | int) -> Node | None:
    if isinstance(node, MapNode):
        name = str(step)
        return node.values.get(name) or node.values.get(name.rstrip("_"))
    if isinstance(node, ListNode) and isinstance(step, int):
        return node.items[step] if 0 <= step < len(node.items) else None
    return None


def character_at(source: Source, node: ScalarNode, offset: int) -> int:
    """Where in the file the `offset`-th character of a text stands."""
    text = source.text
    at = _first(text, node)
    for character in node.text[: offset + 1]:
        at = _next(text, at, node.end, character, node.style)
        found = at
        at += _width(text, at, node.style)
    return min(found, max(node.start, node.end - 1)) if node.text else node.start


def _first(text: str, node: ScalarNode) -> int:
    if node.style in ("|", ">"):
        return text.find("\n", node.start) + 1
    return node.start + (1 if node.style in ("'", '"') else 0)


def _next(text: str, at: int, end: int, character: str, style: str) -> int:
    """Where `character` stands, from `at` on: blanks and folds are stepped over."""
    if character.isspace():
        return at
    while at < end and text[at].isspace():
        at += 1
    while style == '"' and text[at : at + 2] == "\\\n":
        at += 2
        while at < end and text[at].isspace():
            at += 1
    return at


def _width(text: str, at: int, style: str) -> int:
    """How many characters of the file stand for one of the text."""
    if style == "'" and text[at : at + 2] == "''":
        return 2
    if style == '"' and text[at : at + 1] == "\\":
        return {"x": 4, "u": 6, "U": 10}.get(text[at + 1 : at + 2], 2)
    return 1
