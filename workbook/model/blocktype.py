"""The contract of a block type: pure; knows no screen, clock or disk.

A plugin's block type subclasses `BlockType` and overrides what it needs.  The
laws every type keeps (tested by `workbook.testing.BlockTypeLaws`):
`parse(options, dump(options, v)) == v`; `parse` raises only `Refused`; `ask`
ends with a value `parse` would have accepted; nothing here does I/O.
"""

from __future__ import annotations

from collections.abc import Generator, Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import ClassVar, Literal, Protocol, TypeAlias, TypeVar, cast

from attrs import field, frozen

from workbook.errors import Refused
from workbook.model.address import Thing
from workbook.model.exercise import Block, Expr, FixedRow, RowLimits
from workbook.model.value import Cells, Json, Missing, Value
from workbook.words import _

T = TypeVar("T")

Kind: TypeAlias = Literal[
    "none",  # nothing to answer and nothing to read (note)
    "text",
    "yes_no",
    "choice",
    "list",  # several choices, a ranking, several picks, a path
    "number",
    "date",
    "when",
    "time",
    "thing",
    "rows",  # a table: read as table.column
    "any",  # computed; checked when it is evaluated
]
"""What an expression sees in a block's answer."""


@frozen
class Fault:
    """Something wrong in an author's options, found by `BlockType.check`.

    `path` leads to the option, e.g. `("bands", 2, "to")`, so that the message
    gets a line and column; from a block type it starts at the block, from the
    engine at the exercise.
    """

    message: str
    path: tuple[str | int, ...] = ()
    hint: str = ""
    severity: Literal["error", "warning"] = "error"
    #: Stable, for scripts and for the page that explains it.
    code: str = "WB300"
    #: Characters into the text at `path`, for faults inside an expression.
    offset: int = 0


@frozen
class Problem:
    """Something about an answer, told to the person in words; nothing is blocked."""

    message: str
    hint: str = ""
    column: str = ""


@frozen(kw_only=True)
class Prompt:
    """One thing plain lines say before they wait for a reply.

    `lines` are shown first, `hint` says what may be typed ("A number from 0 to
    10").  `ideas` are what `/list` shows.  A pause (`seconds` > 0) waits that
    long, or until Enter; the reply sent back is then the seconds that passed, as
    text, and "<seconds> stop" when the person stopped it.  `long` takes several
    lines, ended by an empty one.
    """

    lines: tuple[str, ...] = ()
    hint: str = ""
    ideas: tuple[str, ...] = ()
    seconds: int = 0
    long: bool = False


@frozen(kw_only=True)
class Item:
    """A thing as others see it: its words now, its cells, and when it was written.

    For a row, `cells` are its columns; for a whole entry, its blocks and scores.
    `offered` is False once it is set aside.  `when` is local and naive.
    """

    thing: Thing
    words: str
    cells: Cells = field(factory=dict)
    when: datetime
    offered: bool = True


class Around(Protocol):
    """What lies around an exercise being filled in, as a block type may see it."""

    @property
    def today(self) -> date:
        """The local date."""

    @property
    def moment(self) -> datetime:
        """The local, naive moment this entry tells of."""

    @property
    def entry(self) -> str:
        """The id of the entry being filled in, "" outside one."""

    def things(self, collection: str) -> tuple[Item, ...]:
        """All things of a collection, in order; also those set aside."""

    def best_first(self, items: Iterable[Item]) -> tuple[Item, ...]:
        """The items, what this block calls best first; as they come where it says
        nothing of it.
        """

    @property
    def known(self) -> Mapping[Thing, Item]:
        """Every thing of every collection, by its address."""

    def others(self, name: str) -> tuple[str, ...]:
        """What the person wrote under *other* in lists of that kind."""


class Get(Protocol):
    """What a computed block reads through."""

    @property
    def around(self) -> Around:
        """Collections and today."""

    def value(self, name: str) -> Value | Missing:
        """The effective answer of a block or score; hidden and declined are MISSING."""

    def words(self, name: str) -> str:
        """A block's answer as one line of words, "" when it is missing."""

    def items(self, source: str) -> tuple[Item, ...]:
        """The rows of a table of this exercise, or the things of `@collection`."""

    def cell_words(self, source: str, column: str, item: Item) -> str:
        """One cell as words (a choice's label, a pick's name), "" when missing."""

    def value_words(self, source: str, column: str, value: Value) -> str:
        """A value of that column, or one member of its list, as words."""

    def label(self, source: str, column: str) -> str:
        """What a column (or an entry's block) is called: its text."""

    def evaluate(self, expression: str, item: Item | None = None) -> Value | Missing:
        """An expression of this block's options; with an item, over its cells."""


def from_around(default: T) -> T:
    """A field of an options class that `offer` fills and no author writes."""
    return field(default=default, metadata={"author": False})


def over_exercise() -> Expr:
    """An `Expr` field, in a class with an `of: Source`, that reads the exercise.

    Its neighbours are over one item's cells; this one is not.
    """
    return cast("Expr", field(metadata={"over": "exercise"}))


class BlockType:
    """Base of every block type. `options` is a frozen attrs class whose field
    annotations are the YAML keys (see `docs/block-types.md`).
    """

    name: ClassVar[str]
    options: ClassVar[type]
    kind: ClassVar[Kind] = "text"
    widget: ClassVar[str] = ""
    computed: ClassVar[bool] = False

    def kind_of(self, options: object) -> Kind:
        """`kind`, where it hangs on the options (a pick of one, or of many)."""
        return self.kind

    def check(self, options: object) -> Iterable[Fault]:
        """Faults an author should know of, beyond what the field types say."""
        return ()

    def offer(self, options: object, around: Around) -> object:
        """The options as they stand now, with what is offered filled in."""
        return options

    def parse(self, options: object, raw: Json) -> Value:
        """The one way in, from JSON or typed text. Raises Refused."""
        raise Refused(_("This block takes no answer."))

    def dump(self, options: object, value: Value) -> Json:
        """The one way out; `parse` reads it back."""
        return str(value)

    def problems(self, options: object, value: Value) -> Iterable[Problem]:
        """What the person should know about this answer; for a table, about a row."""
        return ()

    def lines(self, options: object, value: Value) -> Iterable[str]:
        """The answer in words, a line each.

        For a table, all rows (row id → cells) as its type would tell them; none,
        the default, lets a face show them cell by cell.
        """
        return () if isinstance(value, Mapping) else str(value).splitlines()

    def ask(
        self, options: object, before: Value | None
    ) -> Generator[Prompt, str, Value]:
        """The questions plain lines put; each `yield` receives what was typed.

        The default asks once and gives what was typed to `parse`.
        """
        reply = yield Prompt()
        return self.parse(options, reply)

    def columns(self, options: object) -> tuple[Block, ...]:
        """A table's columns; every column is a block of its own."""
        return ()

    def rows(self, options: object) -> tuple[FixedRow, ...] | RowLimits | None:
        """A table's rows: fixed ones, or the limits of free ones. None: no table."""
        return None

    def derive(self, options: object, get: Get) -> Value | Missing:
        """A computed block's value. Only called when `computed` is True."""
        raise NotImplementedError

    def scores(self, options: object, value: Value) -> Mapping[str, Decimal]:
        """Named numbers an answer holds; expressions read them as `block.name`."""
        return {}

    def score_names(self, options: object) -> tuple[str, ...]:
        """Every name `scores` may give, so that expressions can be checked."""
        return ()

    def codes(self, options: object) -> tuple[str, ...] | None:
        """The values an answer may take, where they are a closed list (for checks)."""
        return None
