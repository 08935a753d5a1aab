"""An exercise as authored: frozen values, read from one YAML file.

The typed names below (`Expr`, `BlockName`, …) are how options say what they
read: compile finds every dependence and every cycle from the annotations of an
options class, and the YAML reader knows how to check each field.
"""

from collections.abc import Mapping
from decimal import Decimal
from typing import Literal, NewType

from attrs import field, frozen

Words = NewType("Words", str)
"""Text a person reads: translated, language-checked."""
Name = NewType("Name", str)
"""An id the author gives: lower_snake_case."""
Expr = NewType("Expr", str)
"""A condition or formula in the expression language."""
BlockName = NewType("BlockName", str)
"""The id of a block of this exercise (or, in a column, an earlier column)."""
CollectionName = NewType("CollectionName", str)
"""The name of a collection, of this exercise or another."""
Source = NewType("Source", str)
"""Rows to look at: a table of this exercise, or `@collection`."""
ExerciseName = NewType("ExerciseName", str)
"""The id of an exercise."""
Template = NewType("Template", str)
"""Words with `{expression}` holes."""

Sensitivity = Literal[0, 1, 2, 3]
"""0 may be shared, 1 personal, 2 clinical, 3 leaves the person only on purpose."""


@frozen(order=True)
class Place:
    """Where something stands in an author's file; line and column from 1."""

    file: str = ""
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


@frozen(kw_only=True)
class Choice:
    """One thing to choose. `value` is stored; `label` is shown."""

    value: str
    label: Words
    help: Words = Words("")
    code: str = ""
    score: Decimal | None = None


@frozen(kw_only=True)
class RowLimits:
    """How many rows a table takes, what its add line says, and ideas to start from."""

    min: int = 0
    max: int = 50
    add: Words = Words("")
    ideas: tuple[Words, ...] = ()


@frozen(kw_only=True)
class FixedRow:
    """A row the author (or the block type) gives: its id never changes."""

    id: Name
    label: Words
    help: Words = Words("")


@frozen(kw_only=True)
class Collects:
    """Makes things of rows (on a table block) or of whole entries (on the exercise).

    `words` names the column, or block, whose answer is the thing's name.
    """

    name: Name
    words: BlockName


@frozen(kw_only=True)
class Block:
    """One question, table, timer, dialogue … on a page. A column is a block too."""

    id: Name
    type: str
    text: Words = Words("")
    #: What stands over a table's column, where the question is too long for it.
    head: Words = Words("")
    help: Words = Words("")
    options: object = None
    show_if: Expr | None = None
    required: bool = False
    sensitivity: Sensitivity | None = None
    collects: Collects | None = None
    code: str = ""
    link_id: str = ""
    place: Place = Place()

    @property
    def short(self) -> str:
        """The block in a word or two: its head, else its text, else its id."""
        return self.head or self.text or self.id


@frozen(kw_only=True)
class Page:
    """A screenful. `pin` names earlier blocks whose answers are shown on top."""

    id: Name
    title: Words = Words("")
    text: Words = Words("")
    pin: tuple[BlockName, ...] = ()
    blocks: tuple[Block, ...] = ()
    place: Place = Place()


@frozen(kw_only=True)
class Band:
    """A named range of a score, both ends included."""

    from_: Decimal
    to: Decimal
    label: Words


@frozen(kw_only=True)
class IfMissing:
    """What a score does when answers are missing: up to `up_to` of them it
    prorates; above that (and by default) it is absent, with a reason. Never 0.
    """

    up_to: int = 0
    then: Literal["prorate", "absent"] = "absent"


@frozen(kw_only=True)
class Score:
    """A declared total. Exactly one of `sum`, `mean`, `count`, `value` is given.

    `sum`/`mean` name a grid, a rubric, or `table.column`, or list block ids;
    `count` names a table, with `where` per row; `value` is an expression.
    """

    id: Name
    label: Words = Words("")
    sum: tuple[str, ...] = ()
    mean: tuple[str, ...] = ()
    count: BlockName | None = None
    where: Expr | None = None
    value: Expr | None = None
    if_missing: IfMissing = IfMissing()
    bands: tuple[Band, ...] = ()
    place: Place = Place()


@frozen(kw_only=True)
class Alert:
    """Shown at once when `when` becomes true. A safety alert whose expression
    fails is shown. `door` is a door of Help now; `open` an exercise.
    """

    id: Name
    when: Expr
    level: Literal["safety", "notice"] = "notice"
    text: Words = Words("")
    door: Literal["", "urge", "unsafe", "wont_wake", "used", "too_much"] = ""
    open: ExerciseName | None = None
    place: Place = Place()


@frozen(kw_only=True)
class Next:
    """What is offered when an entry is finished. `give` fills blocks of the
    opened exercise from expressions of this one.
    """

    id: Name
    open: ExerciseName
    when: Expr | None = None
    text: Words = Words("")
    give: Mapping[str, Expr] = {}
    place: Place = Place()


@frozen(kw_only=True)
class ComesUp:
    """Puts a finished entry on Today around a date it holds.

    `days` are first and last day relative to the date in block `at`.
    """

    at: BlockName
    days: tuple[int, int] = (-1, 0)
    text: Words = Words("")
    place: Place = Place()


@frozen(kw_only=True)
class HelpNow:
    """The person may leave this exercise's words open for Help now, behind `doors`."""

    doors: tuple[Literal["urge", "unsafe", "wont_wake", "used", "too_much"], ...]
    blocks: tuple[BlockName, ...] = ()
    place: Place = Place()


@frozen(kw_only=True)
class Revision:
    """How answers of older versions are viewed in version `to`; never rewritten."""

    to: int
    rename: Mapping[str, str] = {}
    recode: Mapping[str, Mapping[str, str]] = {}
    drop: tuple[str, ...] = ()
    place: Place = Place()


@frozen(kw_only=True)
class Test:
    """A worked example the author wrote; `workbook author check` runs it."""

    __test__ = False  # not pytest's

    name: str = ""
    given: Mapping[str, object] = {}
    today: str = ""
    answers: Mapping[str, object] = {}
    expect: Mapping[str, object] = {}
    place: Place = Place()


@frozen(kw_only=True)
class Exercise:
    """One authored unit. `hash` names this exact text; answers keep it.

    `reviewed` says that `reviewed_by` signs this very text: who, when, and the
    text's review hash.
    """

    id: ExerciseName
    version: int
    title: Words
    family: str
    hash: str
    keeps: Literal["one", "many"]
    minutes: int
    smallest: Words
    purpose: Words
    why: Words
    pages: tuple[Page, ...]
    modes: tuple[Literal["solo", "pair", "group", "family", "clinician"], ...] = (
        "solo",
    )
    sensitivity: Sensitivity = 1
    craving_check: bool = False
    sources: tuple[str, ...] = ()
    licence: str = "MIT"
    reviewed_by: str = ""
    locale: str = "en"
    collects: Collects | None = None
    hide_if: Expr | None = None
    help_now: HelpNow | None = None
    comes_up: tuple[ComesUp, ...] = ()
    scores: tuple[Score, ...] = ()
    alerts: tuple[Alert, ...] = ()
    next: tuple[Next, ...] = ()
    changes: tuple[Revision, ...] = ()
    tests: tuple[Test, ...] = ()
    place: Place = Place()
    reviewed: bool = field(default=False, metadata={"author": False})

    def blocks(self) -> tuple[Block, ...]:
        """Every block in page order, without the columns of tables."""
        return tuple(block for page in self.pages for block in page.blocks)
