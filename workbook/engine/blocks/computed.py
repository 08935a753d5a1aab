"""What the workbook works out from the answers: one view, named by its key.

Nothing is asked and nothing is stored.  `value` gives the value itself, so that
expressions can go on with it; every other view gives a sheet.
"""

from collections.abc import Iterable, Iterator
from typing import ClassVar, Protocol, cast

import attrs
from attrs import frozen

from workbook.engine.plain_words import in_words
from workbook.engine.views.common import Parts
from workbook.engine.views.counts import Bars, Count, Mean
from workbook.engine.views.days import Together, Trend
from workbook.engine.views.rows import Groups, ListOf, Rank
from workbook.engine.views.sentences import Change, sentences
from workbook.model import (
    MISSING,
    BlockType,
    Expr,
    Fault,
    Get,
    Kind,
    Missing,
    Sheet,
    Template,
    Value,
    Words,
)
from workbook.words import _

_PAIR = 2


class View(Protocol):
    """A view's options, which know how to show themselves."""

    def parts(self, get: Get) -> Parts:
        """The parts of the sheet; () when there is nothing yet."""


@frozen(kw_only=True)
class ComputedOptions:
    """Exactly one view; `empty` stands while there is nothing to show."""

    value: Expr | None = None
    words: tuple[Template, ...] = ()
    rank: Rank | None = None
    count: Count | None = None
    mean: Mean | None = None
    trend: Trend | None = None
    together: Together | None = None
    bars: Bars | None = None
    list_: ListOf | None = None
    groups: Groups | None = None
    change: Change | None = None
    empty: Words = Words("")


VIEWS = tuple(one.name for one in attrs.fields(ComputedOptions) if one.name != "empty")


def _given(options: ComputedOptions) -> list[str]:
    return [name for name in VIEWS if getattr(options, name) not in (None, ())]


class Computed(BlockType):
    """One view over what was written."""

    name: ClassVar[str] = "computed"
    options: ClassVar[type] = ComputedOptions
    kind: ClassVar[Kind] = "any"
    computed: ClassVar[bool] = True

    def check(self, options: object) -> Iterable[Fault]:
        """Exactly one view, with room for something to show."""
        o = cast("ComputedOptions", options)
        given = _given(o)
        if not given:
            names = ", ".join(name.rstrip("_") for name in VIEWS)
            said = _("there is no view here")
            yield Fault(said, (), _("give one of: {names}").format(names=names))
        for extra in given[1:]:
            said = _("a computed block shows one view only")
            yield Fault(said, (extra.rstrip("_"),), _("make it a block of its own"))
        yield from _view_faults(o)

    def derive(self, options: object, get: Get) -> Value | Missing:
        """The value, or the sheet of the view; `empty` when there is nothing."""
        o = cast("ComputedOptions", options)
        if o.value is not None:
            value = get.evaluate(o.value)
            if value is not MISSING:
                return value
        parts = self._parts(o, get)
        if not parts and o.empty:
            parts = (o.empty,)
        return Sheet(parts) if parts else MISSING

    def _parts(self, o: ComputedOptions, get: Get) -> Parts:
        if o.words:
            return sentences(o.words, get)
        views = (getattr(o, name) for name in _given(o) if name != "value")
        view = cast("View | None", next(views, None))
        return () if view is None else view.parts(get)

    def lines(self, options: object, value: Value) -> tuple[str, ...]:
        """The sheet part by part, or the value as words."""
        if isinstance(value, Sheet):
            return tuple(str(value).splitlines())
        return (in_words(value),)


def _view_faults(o: ComputedOptions) -> Iterator[Fault]:
    for view in ("rank", "list_"):
        top = getattr(getattr(o, view), "top", None)
        if top is not None and top < 1:
            yield Fault(_("top is 1 or more"), (view.rstrip("_"), "top"))
    if o.trend is not None and not 1 <= o.trend.days <= 366:  # noqa: PLR2004 - a year
        yield Fault(_("days are 1 to 366"), ("trend", "days"))
    if o.together is not None:
        labels = [flag.label for flag in o.together.flags]
        if len(labels) < _PAIR or len(set(labels)) < len(labels):
            said = _("together needs two flags or more, each with its own label")
            yield Fault(said, ("together", "flags"))
