"""Nodes to frozen values, driven by annotations; faults collected, never raised.

Reading goes on past every fault: a value that cannot be read is `FAULTY`, its
field keeps its default, and a mapping that lacks a needed value is FAULTY in
turn without a second message.  So one slip makes one fault, and all slips of a
file are told at once.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final, Literal, TypeAlias, Union

import attrs
from attrs import define, field

from workbook.authoring.faults import MOST_FAULTS, AuthorFault
from workbook.authoring.forms import (
    fits,
    id_node,
    identity,
    is_empty,
    long_form,
    needed,
    parts_of,
    takes,
)
from workbook.authoring.nodes import ListNode, MapNode, Node, ScalarNode
from workbook.authoring.scalars import READ_BY_PEOPLE, READERS, TEXTS, Unfit, free
from workbook.authoring.schema import (
    Key,
    closest,
    did_you_mean,
    has_needed,
    keys_of,
    takes_place,
)
from workbook.authoring.source import Source
from workbook.model import Block, BlockType, Choice, ExerciseName, Page, Place, Score
from workbook.words import _


class _Faulty:
    """The type of FAULTY."""

    def __repr__(self) -> str:
        return "FAULTY"


FAULTY: Final = _Faulty()
"""What a value that could not be read is replaced by; its fault is told."""

Special: TypeAlias = Callable[["Reader", Node, str], object]


MOST_GUESSES = 200

_NAMED = frozenset({Block, Page, Score})


@define(eq=False)
class Reader:
    """Reads the nodes of one file.

    `special` reads the classes that need more than their annotations say: a
    block, whose keys depend on its type.
    """

    source: Source
    special: Mapping[type, Special] = field(factory=dict)
    faults: list[AuthorFault] = field(factory=list)
    #: Texts people read, and names of exercises: for later checks, with places.
    words: list[ScalarNode] = field(factory=list)
    exercises: list[ScalarNode] = field(factory=list)
    #: Blocks and columns without a fault, for their types' own checks.
    blocks: list[tuple[MapNode, Block, BlockType]] = field(factory=list)
    #: Something expressions may name was not read: they cannot be judged.
    lost: bool = False
    #: How many parts of lists were left out for their faults.
    dropped: int = 0

    def read(self, node: Node, hint: Any, key: str) -> Any:
        """The value `hint` asks for, or FAULTY. `key` names it in messages."""
        if (special := self.special.get(hint)) is not None:
            return special(self, node, key)
        if hint in READERS:
            return self._scalar(node, hint, key)
        if hint is object or hint is Any:
            return self.free(node)
        if attrs.has(hint):
            return self.record(node, hint, key)
        return self._compound(node, hint, key)

    def record(self, node: Node, cls: type, key: str) -> Any:
        """A mapping as a value of an attrs class."""
        if cls is Choice:
            node = long_form(node)
        if not isinstance(node, MapNode):
            return self.unfit(node, key, cls)
        keys = self._keys(node, cls)
        if keys is None:
            return FAULTY
        self.refuse_unknown(node, keys)
        values = self.values(node, keys)
        if not self.complete(node, keys, key) or not has_needed(values, keys):
            return FAULTY
        return self.make(node, cls, values)

    def values(self, node: MapNode, keys: Mapping[str, Key]) -> dict[str, Any]:
        """Each key's value, by argument, where it could be read."""
        values: dict[str, Any] = {}
        for name, key in keys.items():
            child = node.values.get(name)
            if child is None:
                continue
            value = self.read(child, key.hint, name)
            if value is not FAULTY:
                values[key.argument] = value
        return values

    def complete(self, node: MapNode, keys: Mapping[str, Key], what: str) -> bool:
        """Whether every needed key is there; tells of those that are not."""
        missing = [
            k.name for k in keys.values() if k.needed and k.name not in node.keys
        ]
        if not missing:
            return True
        if node.cut or node.faulty:
            return False
        strangers = [name for name in node.keys if name not in keys]
        for name in missing:
            if not closest(name, strangers):
                self.tell(
                    node.start,
                    "WB102",
                    _("“{what}” needs the key “{key}”.").format(what=what, key=name),
                    _("Add “{key}: …”.").format(key=name),
                )
        return False

    def refuse_unknown(self, node: MapNode, keys: Iterable[str], of: str = "") -> None:
        """Tell of every key that does not belong here, with the likely one."""
        known = [name for name in keys if name not in node.keys]
        for name, key in node.keys.items():
            if name in keys:
                continue
            if node.flow and is_empty(node.values[name]):
                self._cut_by_comma(key)
                node.faulty = True
                continue
            message = _("Unknown key “{key}”.").format(key=name)
            if of:
                message = _("A block of type “{type}” has no key “{key}”.").format(
                    type=of, key=name
                )
            self.tell(key.start, "WB101", message, self.meant(name, known or keys))

    def make(self, node: Node, cls: type, values: dict[str, Any]) -> Any:
        """The value itself; a refusal of the class becomes a fault here."""
        if takes_place(cls):
            values["place"] = self.place(node)
        try:
            return cls(**values)
        except (TypeError, ValueError) as error:
            self.tell(
                node.start,
                "WB112",
                _("These options do not fit: {why}").format(why=error),
            )
            return FAULTY

    def free(self, node: Node) -> Any:
        """A value of no fixed kind, as JSON-like Python."""
        if isinstance(node, MapNode):
            return {name: self.free(child) for name, child in node.values.items()}
        if isinstance(node, ListNode):
            return [self.free(child) for child in node.items]
        value = free(node)
        if isinstance(value, str):
            self._refuse_comment(node)
        return value

    def place(self, node: Node) -> Place:
        """Where a node begins, for values that remember it."""
        return Place(self.source.file, *self.source.place(node.start))

    def tell(self, index: int, code: str, message: str, hint: str = "") -> None:
        """Note an error."""
        if len(self.faults) <= MOST_FAULTS:
            self.faults.append(self.source.fault(index, code, message, hint))

    def unfit(self, node: Node, key: str, hint: Any) -> Any:
        """Tell that something of another kind is needed; FAULTY."""
        if not node.faulty and not (isinstance(node, ListNode) and node.cut):
            message, mend = needed(hint, key)
            if isinstance(node, MapNode) and node.flow and hint in TEXTS:
                mend = _('Put a text with “{” or “: ” in "quotes".')
            self.tell(node.start, "WB103", message, mend)
        return FAULTY

    def meant(self, word: str, known: Iterable[str]) -> str:
        """A hint: the word an author most likely meant, or all there are."""
        known = list(known)
        # Looking for what was meant costs; a file of a thousand slips is no typing.
        near = did_you_mean(word, known) if len(self.faults) < MOST_GUESSES else ""
        if near:
            return near
        return _("Known here: {words}.").format(words=", ".join(known)) if known else ""

    def _keys(self, node: Node, cls: type) -> Mapping[str, Key] | None:
        try:
            return keys_of(cls)
        except (NameError, TypeError) as error:
            self.tell(
                node.start,
                "WB112",
                _("The plugin's options cannot be read: {why}").format(why=error),
                _("This is for the plugin's author to mend."),
            )
            return None

    def _scalar(self, node: Node, hint: Any, key: str) -> Any:
        if not isinstance(node, ScalarNode):
            return self.unfit(node, key, hint)
        if hint in TEXTS:
            self._refuse_comment(node)
        try:
            value = READERS[hint](node)
        except Unfit as unfit:
            if not node.faulty:
                message = f"“{key}”: {unfit.message}"
                self.tell(node.start, unfit.code, message, unfit.hint)
            return FAULTY
        if hint in READ_BY_PEOPLE:
            self.words.append(node)
        elif hint is ExerciseName:
            self.exercises.append(node)
        return value

    def _refuse_comment(self, node: ScalarNode) -> None:
        """A text without quotes ends where a comment begins, unseen by its author."""
        if not node.plain or not node.text or node.faulty:
            return
        _start, end = self.source.line_at(node.end)
        rest = self.source.text[node.end : end]
        if not rest[:1].isspace() or not rest.lstrip().startswith("#"):
            return
        self.tell(
            node.end + len(rest) - len(rest.lstrip()),
            "WB012",
            _("The text stops at “{word}”: what follows “ #” is a comment.").format(
                word=node.text.split()[-1]
            ),
            _('Put the text in "quotes", or the comment on a line of its own.'),
        )
        node.faulty = True

    def _cut_by_comma(self, key: ScalarNode) -> None:
        self.tell(
            key.start,
            "WB013",
            _("The text before “{word}” stops at its comma.").format(word=key.text),
            _('Put a text with a comma in "quotes".'),
        )

    def _compound(self, node: Node, hint: Any, key: str) -> Any:
        origin, args = parts_of(hint)
        if origin is Literal:
            return self._literal(node, args, key)
        if origin is Union:
            return self._union(node, args, key)
        if origin is tuple:
            return self._tuple(node, args, key)
        return self._mapping(node, args, key)

    def _literal(self, node: Node, values: tuple[Any, ...], key: str) -> Any:
        if not isinstance(node, ScalarNode):
            return self.unfit(node, key, str)
        for value in values:
            if str(value) == node.text and node.text:
                return value
        if not node.faulty:
            message = _("“{key}” cannot be “{word}”.").format(key=key, word=node.text)
            known = [str(value) for value in values if value != ""]
            self.tell(node.start, "WB104", message, self.meant(node.text, known))
        return FAULTY

    def _union(self, node: Node, members: tuple[Any, ...], key: str) -> Any:
        fitting = [member for member in members if takes(member, node)]
        if isinstance(node, ScalarNode) and len(fitting) > 1:
            fitting.sort(key=lambda member: not fits(member, node))
        return self.read(node, fitting[0] if fitting else members[0], key)

    def _tuple(self, node: Node, args: tuple[Any, ...], key: str) -> Any:
        if len(args) == 2 and args[1] is ...:  # noqa: PLR2004
            return self._several(node, args[0], key)
        if not isinstance(node, ListNode):
            return self.unfit(node, key, tuple)
        if len(node.items) != len(args) and not (node.cut or node.faulty):
            self.tell(
                node.start,
                "WB110",
                _("“{key}” takes exactly {count} parts.").format(
                    key=key, count=len(args)
                ),
                _("Here stand {count}.").format(count=len(node.items)),
            )
            return FAULTY
        pairs = zip(node.items, args, strict=False)
        values = [self.read(item, hint, key) for item, hint in pairs]
        return FAULTY if FAULTY in values else tuple(values)

    def _several(self, node: Node, hint: Any, key: str) -> Any:
        if isinstance(node, ScalarNode) and takes(hint, node):
            node = ListNode(node.start, [node], cut=False)
        if not isinstance(node, ListNode):
            return self.unfit(node, key, tuple)
        values = [self.read(item, hint, key) for item in node.items]
        self._refuse_twice(node, values)
        # What could not be read is told of; the rest serves the later checks.
        whole = tuple(value for value in values if value is not FAULTY)
        self.dropped += len(values) - len(whole)
        self.lost = self.lost or (hint in _NAMED and len(whole) < len(values))
        return whole

    def _refuse_twice(self, node: ListNode, values: list[Any]) -> None:
        """Siblings with an id, and choices, may not share it."""
        seen: dict[str, Node] = {}
        for item, value in zip(node.items, values, strict=True):
            name = identity(value)
            if name is None:
                continue
            if name in seen:
                self.tell_twice(name, item, seen[name])
            else:
                seen[name] = item

    def tell_twice(self, name: str, node: Node, before: Node) -> None:
        """Note that `name` was already given at an earlier node."""
        line, _column = self.source.place(before.start)
        self.tell(
            id_node(node).start,
            "WB108",
            _("“{name}” stands here twice: first in line {line}.").format(
                name=name, line=line
            ),
            _("Give each one a name of its own."),
        )

    def _mapping(self, node: Node, args: tuple[Any, ...], key: str) -> Any:
        if not isinstance(node, MapNode):
            return self.unfit(node, key, dict)
        hint = args[1] if len(args) == 2 else object  # noqa: PLR2004
        values = {k: self.read(v, hint, k) for k, v in node.values.items()}
        return FAULTY if FAULTY in values.values() else values
