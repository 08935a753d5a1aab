"""A plugin's block type that fails while it is used."""

import inspect
from collections.abc import Callable, Generator
from decimal import Decimal
from typing import Any

import pytest
from attrs import frozen

from workbook.errors import PluginError, Refused
from workbook.host import guarded
from workbook.host.guard import _Guard
from workbook.model import (
    MISSING,
    Block,
    BlockType,
    Fault,
    FixedRow,
    Name,
    Problem,
    Prompt,
    Words,
)

PRIVATE = "what I wrote about my brother"


@frozen(kw_only=True)
class Options:
    """One key."""

    size: int = 1


class Whole(BlockType):
    """Does everything right."""

    name = "whole"
    options = Options
    kind = "number"
    widget = "package.widgets:Whole"

    def check(self, options: object) -> list[Fault]:
        return [Fault("a fault")]

    def parse(self, options: object, raw: object) -> Decimal:
        if raw == "no":
            raise Refused("not this")
        return Decimal(str(raw))

    def problems(self, options: object, value: object) -> Generator[Problem]:
        yield Problem("a remark")

    def lines(self, options: object, value: object) -> list[str]:
        return [f"{value}!"]

    def ask(self, options: object, before: object) -> Generator[Prompt, str, Decimal]:
        reply = yield Prompt(hint="first")
        again = yield Prompt(hint=reply)
        return self.parse(options, again)

    def columns(self, options: object) -> tuple[Block, ...]:
        return (Block(id=Name("a"), type="text"),)

    def rows(self, options: object) -> tuple[FixedRow, ...]:
        return (FixedRow(id=Name("r"), label=Words("R")),)

    def derive(self, options: object, get: object) -> Decimal:
        return Decimal(5)

    def scores(self, options: object, value: object) -> dict[str, Decimal]:
        return {"total": Decimal(1)}

    def score_names(self, options: object) -> tuple[str, ...]:
        return ("total",)

    def codes(self, options: object) -> tuple[str, ...]:
        return ("x",)


CALLS: dict[str, Callable[[BlockType], object]] = {
    "kind_of": lambda t: t.kind_of(Options()),
    "check": lambda t: t.check(Options()),
    "offer": lambda t: t.offer(Options(), None),  # type: ignore[arg-type]
    "parse": lambda t: t.parse(Options(), "1"),
    "dump": lambda t: t.dump(Options(), Decimal(1)),
    "problems": lambda t: t.problems(Options(), Decimal(1)),
    "lines": lambda t: t.lines(Options(), Decimal(1)),
    "ask": lambda t: next(t.ask(Options(), None)),
    "columns": lambda t: t.columns(Options()),
    "rows": lambda t: t.rows(Options()),
    "derive": lambda t: t.derive(Options(), None),  # type: ignore[arg-type]
    "scores": lambda t: t.scores(Options(), Decimal(1)),
    "score_names": lambda t: t.score_names(Options()),
    "codes": lambda t: t.codes(Options()),
}


def _fail(*_args: object) -> Any:
    raise ValueError(PRIVATE)


def _seven(*_args: object) -> Any:
    return [7]


def _none(*_args: object) -> Any:
    return None


#: Raises wherever it is called.
Broken = type("Broken", (Whole,), dict.fromkeys(CALLS, _fail))
#: Gives back what does not belong there.
Rubbish = type(
    "Rubbish",
    (Whole,),
    {**dict.fromkeys(CALLS, _seven), "parse": _none, "derive": _none},
)


def test_every_method_of_a_block_type_is_guarded() -> None:
    """A method added to the contract must be added to the guard."""
    methods = {
        name
        for name, thing in vars(BlockType).items()
        if inspect.isfunction(thing) and not name.startswith("_")
    }
    assert methods == set(CALLS)
    assert methods <= set(vars(_Guard))


def test_a_guarded_type_is_the_type() -> None:
    """Name, options, kind and the rest are its own, and it is a BlockType."""
    guard = guarded(Whole(), "stranger")
    assert isinstance(guard, BlockType)
    assert (guard.name, guard.options, guard.kind) == ("whole", Options, "number")
    assert (guard.widget, guard.computed) == ("package.widgets:Whole", False)


@pytest.mark.parametrize("method", CALLS)
def test_what_works_comes_through(method: str) -> None:
    """The guard changes nothing but that lists come as tuples."""
    call = CALLS[method]
    whole, guard = Whole(), guarded(Whole(), "stranger")
    expected = call(whole)
    if method in ("check", "problems", "lines"):
        expected = tuple(expected)  # type: ignore[arg-type]
    assert call(guard) == expected


@pytest.mark.parametrize("method", CALLS)
def test_a_failure_names_the_plugin_and_none_of_the_words(method: str) -> None:
    """The error tells plugin, block, method, type and place; never a text."""
    with pytest.raises(PluginError) as caught:
        CALLS[method](guarded(Broken(), "stranger"))
    error = caught.value
    assert error.plugin == "stranger"
    for part in ("“stranger”", "“whole”", "ValueError", "test_guard.py", method):
        assert part in error.message
    assert PRIVATE not in error.message + error.hint
    assert error.__cause__ is None
    assert error.__suppress_context__


@pytest.mark.parametrize("method", [m for m in CALLS if m not in ("ask", "dump")])
def test_rubbish_is_a_failure(method: str) -> None:
    """What a face could not use is caught where it comes from."""
    with pytest.raises(PluginError, match=method):
        CALLS[method](guarded(Rubbish(), "stranger"))


@pytest.mark.parametrize("raw", [Decimal(1), float("nan"), {1j: 2}, b"x"])
def test_what_is_no_json_is_a_failure(raw: Any) -> None:
    """It would keep everything that is saved with it from the disk."""

    class Odd(Whole):
        name = "odd"

        def dump(self, options: object, value: object) -> Any:
            return raw

    with pytest.raises(PluginError, match="dump"):
        guarded(Odd(), "stranger").dump(Options(), Decimal(1))


def test_refusing_is_not_failing() -> None:
    """An answer refused by a plugin is refused as by the core."""
    with pytest.raises(Refused, match="not this"):
        guarded(Whole(), "stranger").parse(Options(), "no")


def test_a_generator_fails_inside_the_guard() -> None:
    """What is yielded late is read before the guard is left."""

    class Late(Whole):
        name = "late"

        def problems(self, options: object, value: object) -> Generator[Problem]:
            yield Problem("fine")
            raise KeyError(PRIVATE)

    with pytest.raises(PluginError):
        guarded(Late(), "stranger").problems(Options(), Decimal(1))


def test_exit_is_a_failure() -> None:
    """A plugin cannot end the workbook."""

    class Exits(Whole):
        def lines(self, options: object, value: object) -> list[str]:
            raise SystemExit

    with pytest.raises(PluginError):
        guarded(Exits(), "stranger").lines(Options(), Decimal(1))


def test_a_conversation_goes_through_the_guard() -> None:
    """Prompts come out, replies go in, and the value is the answer."""
    asking = guarded(Whole(), "stranger").ask(Options(), None)
    assert next(asking) == Prompt(hint="first")
    assert asking.send("hello") == Prompt(hint="hello")
    with pytest.raises(StopIteration) as end:
        asking.send("4")
    assert end.value.value == Decimal(4)


def test_a_conversation_may_refuse() -> None:
    """Refused leaves the conversation as it was raised."""
    asking = guarded(Whole(), "stranger").ask(Options(), None)
    next(asking)
    asking.send("hello")
    with pytest.raises(Refused):
        asking.send("no")


def test_what_is_no_prompt_is_a_failure() -> None:
    """A face is never given anything but a Prompt."""

    class Odd(Whole):
        def ask(self, options: object, before: object) -> Any:
            yield "what now?"

    with pytest.raises(PluginError):
        next(guarded(Odd(), "stranger").ask(Options(), None))


def test_closing_a_conversation_is_no_failure() -> None:
    """A person may leave in the middle; the plugin's generator is closed."""
    closed: list[bool] = []

    class Open(Whole):
        def ask(self, options: object, before: object) -> Any:
            try:
                yield Prompt()
            finally:
                closed.append(True)

    asking = guarded(Open(), "stranger").ask(Options(), None)
    next(asking)
    asking.close()
    assert closed == [True]


# -- columns ---------------------------------------------------------------------


class Size(BlockType):
    """A core type for columns."""

    name = "size"
    options = Options


class Rows(BlockType):
    """A table whose one column has these options."""

    name = "rows_of_sizes"
    options = Options

    def __init__(self, given: object) -> None:
        self.given = given

    def columns(self, options: object) -> tuple[Block, ...]:
        return (Block(id=Name("a"), type="size", options=self.given),)


TYPES = {"size": Size()}


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"size": 3}, Options(size=3)),
        ({}, Options()),
        (None, Options()),
        (Options(size=9), Options(size=9)),
    ],
)
def test_a_columns_keys_become_its_options(given: object, expected: Options) -> None:
    """A plugin writes the keys an author would; real options are left alone."""
    (column,) = guarded(Rows(given), "stranger", TYPES).columns(Options())
    assert column.options == expected


def test_a_column_of_an_unknown_type_is_left_to_the_compiler() -> None:
    """It has the place in the author's file, and says so."""
    (column,) = guarded(Rows({"size": 3}), "stranger").columns(Options())
    assert column.options == {"size": 3}


def test_a_wrong_key_of_a_column_is_the_plugins_failure() -> None:
    """A key the type does not know is told with the plugin's name."""
    with pytest.raises(PluginError, match="columns"):
        guarded(Rows({"colour": "red"}), "stranger", TYPES).columns(Options())


def test_derive_may_be_missing() -> None:
    """A computed block without a value yet is no failure."""

    class Empty(Whole):
        def derive(self, options: object, get: object) -> Any:
            return MISSING

    assert guarded(Empty(), "s").derive(Options(), None) is MISSING  # type: ignore[arg-type]
