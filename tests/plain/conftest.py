"""A scripted terminal, a session on a workbook in memory, and a person who answers.

The person reads nothing: at every question it asks the engine where it stands,
chooses a raw value as a script would write it, and types what means the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from workbook.engine.blocks.listing import numbered
from workbook.model import NEW_ROW, Block, Json, Stop, Thing, Value
from workbook.plain import face
from workbook.plain.session import Session
from workbook.store import kdf
from workbook.store.kdf import Cost, Kdf
from workbook.testing import FakeClock
from workbook.testing.terminal import ScriptedTerminal
from workbook.usecases.library import Library
from workbook.usecases.open_entry import OpenEntry
from workbook.usecases.workbook import Workbook

Choose = Callable[[Stop, Block, OpenEntry], Json]
"""A raw value for a stop; None leaves it out."""


class Person(ScriptedTerminal):
    """Walks an exercise; what it chose is in `given`, as --answers would have it."""

    def __init__(self, choose: Choose, rows: int = 2, width: int = 80) -> None:
        super().__init__(width=width)
        self.choose = choose
        self.most_rows = rows
        self.session: Session | None = None
        self.given: dict[str, Any] = {}
        #: The input ends after so many replies.
        self.last_turn = -1
        self.around: Callable[[Stop], list[str]] = lambda _stop: []
        self._asked: Stop | None = None
        self._queue: list[str] = []
        self._seen: set[str] = set()
        self._last: tuple[Stop, Json] | None = None

    def opened(self) -> OpenEntry:
        assert self.session is not None
        walked = self.session.walking[-1]
        open_ = [one for one in self.session.book._open if one.exercise.id == walked]
        return open_[-1]

    def reply(self, fresh: list[str], prompt: str) -> str | None:
        if 0 <= self.last_turn <= len(self.turns):
            return None
        said = " ".join(" ".join(fresh).split())
        if "Q leaves." in said:
            return "q"
        if "y = open it, Enter = go on here." in said:
            return ""
        if "Enter = yes, n = no." in said:
            return ""
        if self._queue:
            return self._queue.pop(0)
        if "Enter starts it." in said:
            return "go"
        if said.endswith(("Enter goes back.", "Enter leaves it as it is; it is kept.")):
            return ""
        return self._answer(fresh)

    def _answer(self, fresh: list[str]) -> str:
        here = self.opened().entry.here
        assert here is not None, fresh
        if here == self._asked:
            # Asked again: what was typed is refused here; the same for a script.
            self._take_back(here)
            return "/skip"
        if str(here) not in self._seen:
            self._seen.add(str(here))
            first = self.around(here)
            if first:
                self._queue = first[1:]
                return first[0]
        if here.row == NEW_ROW and self._rows_there(here) >= self.most_rows:
            return ""
        self._asked = None if here.row == NEW_ROW else here
        block = self.opened().block_at(here)
        raw = self.choose(here, block, self.opened())
        if raw is None:
            return ""
        self._last = (here, raw)
        self._note(here, raw)
        if raw == {"declined": True}:
            return "/pass"
        replies = typed(block, raw)
        self._queue = replies[1:]
        return replies[0]

    def _rows_there(self, here: Stop) -> int:
        return len(self.opened().evaluation.blocks[here.block].rows)

    def _note(self, here: Stop, raw: Json) -> None:
        if here.column is None:
            self.given[here.block] = raw
            return
        fixed = {row.id for row in self.opened().compiled.block(here.block).fixed}
        rows = self.given.setdefault(here.block, {})
        if here.row == NEW_ROW:
            if raw == {"declined": True}:
                self.given[here.block] = raw
                return
            rows[f"+{len(rows)}"] = {here.column: raw}
            return
        if here.row in fixed:
            rows.setdefault(str(here.row), {})[here.column] = raw
            return
        if not rows:  # begun in an earlier sitting
            rows["+0"] = {}
        list(rows.values())[-1][here.column] = raw

    def _take_back(self, here: Stop) -> None:
        if self._last is None or self._last[0] != here:
            return
        if here.column is None:
            self.given.pop(here.block, None)
        else:
            rows = self.given[here.block]
            cells = rows.get(here.row) or list(rows.values())[-1]
            cells.pop(here.column, None)

    def answers(self) -> dict[str, Json]:
        """What was chosen, as a script writes it."""
        found: dict[str, Json] = {}
        for block, raw in self.given.items():
            if isinstance(raw, dict) and any(key.startswith("+") for key in raw):
                found[block] = list(raw.values())
            else:
                found[block] = raw
        return found


def typed(block: Block, raw: Json) -> list[str]:
    """The replies that mean what `raw` means to a script."""
    options: Any = block.options
    match block.type:
        case "yes_no":
            return ["y" if raw in (True, "yes") else "n"]
        case "choice":
            return [_number(_labels(options), _keys(options), raw)]
        case "choices":
            many = raw if isinstance(raw, list) else [raw]
            if not many:
                return ["none"]
            numbers = [_number(_labels(options), _keys(options), one) for one in many]
            return [", ".join(numbers)]
        case "rank":
            assert isinstance(raw, list)
            return [", ".join(_label(options, one) for one in raw)]
        case "pick" | "person":
            many = raw if isinstance(raw, list) else [raw]
            return [", ".join(_label(options, one) for one in many) or "0"]
        case "long_text" | "own_words":
            return [*str(raw).split("\n"), ""]
        case "timer":
            assert isinstance(raw, list)
            return _timed(options, [str(one) for one in raw])
        case "dialogue":
            assert isinstance(raw, list)
            return _played(options, [str(one) for one in raw])
    return [str(raw)]


def _labels(options: Any) -> list[str]:
    return [c.label for c in options.choices] + list(options.more)


def _keys(options: Any) -> list[str]:
    return [c.value for c in options.choices] + list(options.more)


def _number(labels: list[str], keys: list[str], raw: Json) -> str:
    if raw in keys and numbered(labels):
        return str(keys.index(str(raw)) + 1)
    return str(raw)


def _label(options: Any, raw: Json) -> str:
    return next((str(c.label) for c in options.choices if c.value == raw), str(raw))


def _timed(options: Any, marks: list[str]) -> list[str]:
    """Rate, let the seconds pass, rate …; stop at the last mark."""
    at = [int(mark.partition(":")[0]) for mark in marks]
    rated = [mark.partition(":")[2] for mark in marks]
    assert at == [0, 60], "the tests stop a timer after its first minute"
    pause = ["60", "stop"]
    return [rated[0], *pause, rated[1]] if options.rate else ["go", *pause]


def _played(options: Any, path: list[str]) -> list[str]:
    scene = next(s for s in options.scenes if s.id == path[0])
    level = next(v for v in scene.levels if v.id == path[1])
    replies = [
        str(options.scenes.index(scene) + 1),
        str(scene.levels.index(level) + 1),
    ]
    turns = {turn.id: turn for turn in level.turns}
    for turn, reply in zip(path[2::2], path[3::2], strict=True):
        ids = [one.id for one in turns[turn].replies]
        replies.append(str(ids.index(reply) + 1))
    return [*replies, ""]


# -- what a script would choose ------------------------------------------------


def plain_value(block: Block, *, last: bool = False, word: str = "words") -> Json:
    """A fitting raw value: the first or lowest there is, or the last or highest."""
    make = _VALUES.get(block.type)
    return word if make is None else make(block.options, last, word)


def _chosen(options: Any, last: bool, _word: str) -> Json:
    most = min(options.max or 2, 2)
    chosen = options.choices[-most:] if last else options.choices[:most]
    return [str(c.value) for c in chosen]


def _ranked(options: Any, last: bool, _word: str) -> Json:
    values: list[Json] = [str(c.value) for c in options.choices]
    return values[::-1] if last else values


def _counted(options: Any, last: bool, _word: str) -> Json:
    low = options.from_ if options.from_ is not None else Decimal(0)
    high = options.to if options.to is not None else low + 9
    return int(high if last else low)


_VALUES: dict[str, Callable[[Any, bool, str], Json]] = {
    "yes_no": lambda _o, last, _w: last,
    "choice": lambda o, last, _w: str(o.choices[-1 if last else 0].value),
    "choices": _chosen,
    "rank": _ranked,
    "scale": lambda o, last, _w: int(o.to if last else o.from_),
    "percent": lambda _o, last, _w: 100 if last else 0,
    "number": _counted,
    "date": lambda _o, last, _w: "2026-01-07" if last else "2026-01-05",
    "time": lambda _o, _l, _w: "18:30",
    "when": lambda _o, _l, _w: "2026-01-06 18:30",
    "pick": lambda o, last, w: _picked(o, last=last, word=w),
    "person": lambda o, last, w: _picked(o, last=last, word=w),
    "long_text": lambda _o, _l, w: f"{w} one\n{w} two",
    "own_words": lambda _o, _l, w: f"{w} one\n{w} two",
    "timer": lambda o, _l, _w: ["0:8", "60:9"] if o.rate else ["0:", "60:"],
    "dialogue": lambda o, last, _w: _path(o, -1 if last else 0),
}


def _picked(options: Any, *, last: bool, word: str) -> Json:
    there = [item.words for item in options.offered or ()]
    once = [w for w in there if there.count(w) == 1 and "," not in w]
    labels = [str(c.label) for c in options.choices]
    if last and (options.add or options.other):
        found: str | None = f"new {word}"
    else:
        found = next(iter(once or labels), None)
    if found is None:
        found = f"new {word}" if options.add or options.other else None
    if found is None:
        return None
    return [found] if options.many else found


def _path(options: Any, end: int) -> Json:
    scene = options.scenes[end]
    level = scene.levels[end]
    turns = {turn.id: turn for turn in level.turns}
    path: list[Json] = [scene.id, level.id]
    here = level.turns[0]
    while True:
        reply = here.replies[end]
        path += [here.id, reply.id]
        if reply.go not in turns:
            return path
        here = turns[reply.go]


def stored(opened: OpenEntry) -> dict[str, Any]:
    """An entry's answers without ids: things by their words, rows in order."""
    book = opened.book

    def words(value: Value) -> Any:
        if isinstance(value, Thing):
            item = book.view.item(value)
            return ("thing", item.words if item else None)
        if isinstance(value, tuple):
            return tuple(words(one) for one in value)
        if isinstance(value, Mapping):
            return {name: words(cell) for name, cell in value.items()}
        return value

    found: dict[str, Any] = {}
    for block, rows in opened.answers.items():
        fixed = {row.id for row in opened.compiled.block(block).fixed}
        if not rows:
            continue
        if None in rows:
            found[block] = words(rows[None].value)
        elif fixed:
            found[block] = {row: words(one.value) for row, one in rows.items()}
        else:
            ordered = sorted(rows.values(), key=lambda one: one.order)
            found[block] = [words(one.value) for one in ordered]
    return found


# -- fixtures ------------------------------------------------------------------


@pytest.fixture
def scripted() -> type[ScriptedTerminal]:
    return ScriptedTerminal


@pytest.fixture
def person() -> type[Person]:
    return Person


@pytest.fixture
def value() -> Callable[..., Json]:
    return plain_value


@pytest.fixture
def as_stored() -> Callable[[OpenEntry], dict[str, Any]]:
    return stored


@pytest.fixture
def session_of(
    tmp_path: Path, library: Library, clock: FakeClock, book: Workbook
) -> Callable[[ScriptedTerminal], Session]:
    """A session on the workbook in memory, at a terminal of the test's."""

    def make(terminal: ScriptedTerminal, on: Workbook | None = None) -> Session:
        session = Session(tmp_path / "home", terminal, lambda: library, clock)
        session.take(on or book)
        if isinstance(terminal, Person):
            terminal.session = session
        return session

    return make


@pytest.fixture
def visit(
    tmp_path: Path, library: Library, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> Callable[..., tuple[int, ScriptedTerminal]]:
    """`visit("a", "b")`: a whole visit to the folder `home`, with these lines typed.

    The key derivation costs nothing here; the country is not guessed.
    """
    quick = Kdf(floor=Cost(32, 1, 1), ceiling=Cost(1 << 20, 64, 16), seconds=0)
    monkeypatch.setattr(kdf, "FULL", quick)
    monkeypatch.setenv("TZ", "America/New_York")

    def visited(
        *typed: str, terminal: ScriptedTerminal | None = None, **options: Any
    ) -> tuple[int, ScriptedTerminal]:
        at = terminal or ScriptedTerminal(*typed)
        home = tmp_path / "home"
        return face.run(home, at, lambda: library, clock=clock, **options), at

    return visited


@pytest.fixture
def more_books(library: Library, clock: FakeClock) -> Iterator[Callable[[], Workbook]]:
    """More open workbooks in memory."""
    from workbook.store import MemoryStore
    from workbook.usecases.leaving import Plans

    made: list[Workbook] = []

    def make() -> Workbook:
        made.append(Workbook(MemoryStore(), library, clock, Plans(None)))
        return made[-1]

    yield make
    for one in made:
        one.close()


@pytest.fixture
def typing(
    session_of: Callable[[ScriptedTerminal], Session],
) -> Callable[..., tuple[Session, ScriptedTerminal]]:
    """`typing("a", "b")`: a session at whose terminal these lines are typed."""

    def make(*typed: str, width: int = 80) -> tuple[Session, ScriptedTerminal]:
        terminal = ScriptedTerminal(*typed, width=width)
        return session_of(terminal), terminal

    return make
