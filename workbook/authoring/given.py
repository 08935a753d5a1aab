"""What a test says is there already: things of collections, as an author writes them.

`given: {people: ["Sam", {label: "Dana", role: friend}]}` — an item is its words,
or a mapping of columns.  A cell that picks names another given thing by its
words.  `date` or `when` on an item also says when it was written.
"""

from collections.abc import Callable, Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from attrs import evolve

from workbook.authoring.schema import did_you_mean
from workbook.engine import Column, Context, Shape
from workbook.model import Item, Thing, Value
from workbook.words import _

TODAY = date(2026, 1, 5)
"""A Monday; the day of a test that names none."""


class Ungiven(Exception):
    """Something in a test that cannot be set up; `path` leads to it from the test."""

    def __init__(
        self, message: str, path: tuple[str | int, ...], hint: str = ""
    ) -> None:
        super().__init__(message)
        self.message = message
        self.path = path
        self.hint = hint


def context_of(
    given: Mapping[str, object], today: str, shapes: Mapping[str, Shape]
) -> Context:
    """What lies around a test's entry. Raises Ungiven."""
    day = _day(today)
    moment = datetime.combine(day, time(12))
    collections: dict[str, tuple[Item, ...]] = {}
    for name, items in given.items():
        shape = shapes.get(name)
        if shape is None:
            raise Ungiven(
                _("No collection is called “{name}”.").format(name=name),
                ("given", name),
                did_you_mean(name, shapes),
            )
        listed = items if isinstance(items, list) else [items]
        collections[name] = tuple(
            _item(one, index, shape, moment - timedelta(minutes=len(listed) - index))
            for index, one in enumerate(listed)
        )
    linked = {
        name: _linked(items, shapes[name], collections)
        for name, items in collections.items()
    }
    return Context(today=day, moment=moment, entry="test", collections=linked)


def with_new_thing(context: Context, shape: Shape, words: str) -> Context:
    """The context once somebody added a thing of these words."""
    items = context.collections.get(shape.name, ())
    added = _item(words, len(items), shape, context.moment)
    return evolve(
        context, collections={**context.collections, shape.name: (*items, added)}
    )


def _day(today: str) -> date:
    if not today:
        return TODAY
    try:
        return date.fromisoformat(today)
    except ValueError:
        raise Ungiven(
            _("“{text}” is no date.").format(text=today),
            ("today",),
            _("Write it as 2026-01-31."),
        ) from None


def _item(raw: object, index: int, shape: Shape, when: datetime) -> Item:
    path = ("given", shape.name, index)
    cells_raw = raw if isinstance(raw, Mapping) else {shape.words: raw}
    cells: dict[str, Value] = {}
    for name, value in cells_raw.items():
        if name in ("date", "when"):
            when = _moment(value, (*path, name))
        column = _column(shape, name)
        if column is None and name not in ("date", "when"):
            raise Ungiven(
                _("“{collection}” has no column “{name}”.").format(
                    collection=shape.name, name=name
                ),
                (*path, name),
                did_you_mean(name, shape.columns),
            )
        if column is not None and value is not None:
            cells[name] = _cell(value, column, (*path, name))
    words = cells.get(shape.words, f"{shape.name} {index + 1}")
    entry = f"given-{shape.name}-{index + 1}"
    thing = Thing(entry, shape.block, f"r{index + 1}") if shape.block else Thing(entry)
    return Item(thing=thing, words=str(words), cells=cells, when=when)


def _column(shape: Shape, name: str) -> Column | None:
    if name in shape.columns:
        return shape.columns[name]
    block, _dot, part = name.partition(".")
    if block in shape.columns and part in shape.columns[block].parts:
        return Column(kind="number")
    return None


def _moment(value: object, path: tuple[str | int, ...]) -> datetime:
    try:
        moment = datetime.fromisoformat(str(value))
    except ValueError:
        raise Ungiven(
            _("“{text}” is no date.").format(text=value),
            path,
            _("Write it as 2026-01-31 or 2026-01-31 18:30."),
        ) from None
    return moment.replace(tzinfo=None) if ":" in str(value) else moment.replace(hour=12)


def _cell(value: Any, column: Column, path: tuple[str | int, ...]) -> Value:
    try:
        return _as_kind(value, column.kind)
    except (ValueError, ArithmeticError):
        raise Ungiven(
            _("“{value}” does not fit here: a {kind} is needed.").format(
                value=value, kind=column.kind
            ),
            path,
        ) from None


def _as_kind(value: Any, kind: str) -> Value:
    """A cell's value. Raises ValueError or ArithmeticError."""
    if kind in _FROM_TEXT:
        return _FROM_TEXT[kind](str(value))
    if kind == "yes_no":
        return value if isinstance(value, bool) else _yes(str(value))
    if kind == "list":
        return tuple(map(str, value if isinstance(value, list) else [value]))
    if isinstance(value, Mapping):
        return {name: _as_kind(inner, "any") for name, inner in value.items()}
    if kind == "any" and isinstance(value, int | Decimal):
        return value if isinstance(value, bool) else Decimal(value)
    return str(value)


_FROM_TEXT: Mapping[str, Callable[[str], Value]] = {
    "number": Decimal,
    "date": date.fromisoformat,
    "when": datetime.fromisoformat,
    "time": time.fromisoformat,
}


def _yes(text: str) -> bool:
    if text not in ("yes", "no"):
        raise ValueError(text)
    return text == "yes"


def _linked(
    items: tuple[Item, ...], shape: Shape, collections: Mapping[str, tuple[Item, ...]]
) -> tuple[Item, ...]:
    """Items whose picking cells hold the given thing of those words, where one is."""
    things = {
        item.words: item.thing for group in collections.values() for item in group
    }

    def picked(name: str, value: Value) -> Value:
        if shape.columns[name].kind == "thing" and isinstance(value, str):
            return things.get(value, value)
        return value

    return tuple(
        evolve(
            item,
            cells={
                name: picked(name, value) if name in shape.columns else value
                for name, value in item.cells.items()
            },
        )
        for item in items
    )
