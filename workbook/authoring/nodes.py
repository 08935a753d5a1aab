"""YAML text as a tree of nodes that remember where they stand.

We read YAML's events, not its values: YAML's guesses (`no`, `012`, `1:30`) never
happen, depth is bounded while reading (so is the stack of the C library), and
anchors, aliases, tags and second documents are refused with their places.

A slip that can be stepped over (an unquoted text with `: ` in it) is: the
character is masked, the text read again, and so the faults after it are found
too.  One that cannot ends the reading; what stands before it is still a tree,
with the unfinished parts marked `cut`.
"""

from collections.abc import Iterator
from typing import Any, TypeAlias

import yaml
from attrs import define, field

from workbook.authoring.faults import MOST_FAULTS, AuthorFault
from workbook.authoring.slips import MASKED, UNMASKED, refused, slip_of
from workbook.authoring.source import UNSEEN, Source, unseen
from workbook.words import _

MAX_DEPTH = 50
MAX_REREAD = 8 * 1024 * 1024
"""How many characters are read again to find the slips after the first."""

# libyaml's parser is about ten times faster; the pure one gives the same events.
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@define(eq=False)
class ScalarNode:
    """A text; `plain` when it stands without quotes. `faulty`: already told of."""

    start: int
    end: int
    text: str
    style: str = ""
    faulty: bool = False

    @property
    def plain(self) -> bool:
        """Whether it is written without quotes, on its own line or lines."""
        return not self.style


@define(eq=False)
class ListNode:
    """A list. `cut`: reading ended inside it."""

    start: int
    items: "list[Node]" = field(factory=list)
    cut: bool = True
    faulty: bool = False


@define(eq=False)
class MapNode:
    """Keys and values, in order; `keys` has the node of each key."""

    start: int
    flow: bool = False
    keys: dict[str, ScalarNode] = field(factory=dict)
    values: "dict[str, Node]" = field(factory=dict)
    cut: bool = True
    faulty: bool = False


Node: TypeAlias = ScalarNode | ListNode | MapNode


def read_nodes(source: Source) -> tuple[Node | None, list[AuthorFault]]:
    """The tree of a source's text, and every fault of its YAML."""
    slips: list[AuthorFault] = []
    text = source.text
    for _turn in range(2 + MAX_REREAD // (len(text) + 100_000)):
        builder = _Builder(source, text)
        try:
            builder.build()
        except (yaml.YAMLError, ValueError, OverflowError) as error:
            fault, mask = slip_of(error, source, text)
            slips.append(fault)
            if mask is None or text[mask] not in MASKED:
                builder.spoil_last()
                break
            text = text[:mask] + MASKED[text[mask]] + text[mask + 1 :]
        else:
            break
    return builder.root, slips + builder.faults


class _Builder:
    """Builds the tree from the events of one text."""

    def __init__(self, source: Source, text: str) -> None:
        self.source = source
        self.text = text
        self.masked = text is not source.text
        self.root: Node | None = None
        self.faults: list[AuthorFault] = []
        self._open: list[ListNode | MapNode] = []
        self._key: list[ScalarNode | None] = []
        self._last: ScalarNode | None = None

    def build(self) -> None:
        """Read to the end. Raises yaml.YAMLError where the text is not YAML."""
        for event in self._events():
            if isinstance(event, yaml.ScalarEvent):
                self._last = self._scalar(event)
                self._put(self._last)
            elif isinstance(event, yaml.AliasEvent):
                self._put(self._alias(event))
            elif isinstance(event, yaml.CollectionStartEvent):
                if not self._begin(event):
                    return
            elif isinstance(event, yaml.CollectionEndEvent):
                self._open.pop().cut = False
                self._key.pop()
            elif isinstance(event, yaml.DocumentStartEvent) and not self._start(event):
                return

    def spoil_last(self) -> None:
        """The text right before a break may have swallowed what follows it."""
        if self._last is not None:
            self._last.faulty = True

    def _events(self) -> Iterator[Any]:
        return yaml.parse(self.text, Loader=_LOADER)

    def _start(self, event: Any) -> bool:
        if event.version or event.tags:
            self._fault(
                event.start_mark.index,
                "WB008",
                _("Lines that begin with “%” are not used here."),
                _("Delete the line."),
            )
        if self.root is None:
            return True
        self._fault(
            event.start_mark.index,
            "WB009",
            _("A second document begins here (“---”)."),
            _("Write one exercise a file."),
        )
        return False

    def _begin(self, event: Any) -> bool:
        self._refuse_marks(event)
        index = event.start_mark.index
        if len(self._open) >= MAX_DEPTH:
            self._fault(
                index,
                "WB010",
                _("This stands more than {most} levels deep.").format(most=MAX_DEPTH),
                _("Look for a bracket that is not closed."),
            )
            return False
        node: ListNode | MapNode
        if isinstance(event, yaml.MappingStartEvent):
            node = MapNode(index, flow=bool(event.flow_style))
        else:
            node = ListNode(index)
        self._put(node)
        self._open.append(node)
        self._key.append(None)
        return True

    def _put(self, node: Node) -> None:
        if not self._open:
            self.root = node
            return
        parent = self._open[-1]
        if isinstance(parent, ListNode):
            parent.items.append(node)
        elif (key := self._key[-1]) is None:
            self._key[-1] = self._as_key(node)
        else:
            self._key[-1] = None
            self._pair(parent, key, node)

    def _as_key(self, node: Node) -> ScalarNode:
        if isinstance(node, ScalarNode):
            return node
        self._fault(
            node.start,
            "WB015",
            _("A key must be a plain word."),
            _('Put a text that begins with “[” or “{” in "quotes".'),
        )
        return ScalarNode(node.start, node.start, "", faulty=True)

    def _pair(self, parent: MapNode, key: ScalarNode, node: Node) -> None:
        if key.faulty:
            parent.faulty = True
            return
        if (before := parent.keys.get(key.text)) is not None:
            line, _column = self.source.place(before.start)
            self._fault(
                key.start,
                "WB011",
                _("The key “{key}” stands here twice: first in line {line}.").format(
                    key=key.text, line=line
                ),
                _("Keep one of the two."),
            )
            return
        parent.keys[key.text] = key
        parent.values[key.text] = node

    def _scalar(self, event: Any) -> ScalarNode:
        index, end = event.start_mark.index, event.end_mark.index
        text: str = event.value
        style = event.style or ""
        faulty = self._refuse_marks(event)
        if self.masked:
            text = text.translate(UNMASKED)
        if style == '"' and (found := UNSEEN.search(text)):
            self._fault(index, *unseen(found.group()))
            text, faulty = UNSEEN.sub("", text), True
        node = ScalarNode(index, end, text, style, faulty)
        if not style and "\n" in self.source.text[index:end]:
            self._refuse_swallowed_lines(node)
        return node

    def _refuse_swallowed_lines(self, node: ScalarNode) -> None:
        """A list line or key further in than it should be becomes text, silently."""
        line_start = self.source.text.find("\n", node.start) + 1
        while 0 < line_start < node.end:
            line_end = self.source.line_at(line_start)[1]
            line = self.source.text[line_start:line_end]
            if line.lstrip().startswith("- "):
                self._fault(
                    line_start + len(line) - len(line.lstrip()),
                    "WB016",
                    _("This line is read as part of the text above it."),
                    _("Begin it in the same column as the lines of its list."),
                )
                node.faulty = True
                return
            line_start = line_end + 1

    def _alias(self, event: Any) -> ScalarNode:
        index, end = event.start_mark.index, event.end_mark.index
        self._fault(index, *refused("*"))
        return ScalarNode(index, end, self.source.text[index:end], faulty=True)

    def _refuse_marks(self, event: Any) -> bool:
        """Whether a text or list carries an anchor (&) or a tag (!)."""
        index = event.start_mark.index
        if event.anchor:
            self._fault(index, *refused("&"))
        elif event.tag:
            self._fault(index, *refused("!"))
        return bool(event.anchor or event.tag)

    def _fault(self, index: int, code: str, message: str, hint: str) -> None:
        if len(self.faults) <= MOST_FAULTS:
            self.faults.append(self.source.fault(index, code, message, hint))
