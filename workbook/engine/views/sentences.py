"""Values in words: one value, sentences with holes, now beside last time."""

from decimal import Decimal
from typing import cast

from attrs import frozen

from workbook.engine.found import HOLE
from workbook.engine.plain_words import day, in_words
from workbook.engine.views.common import Parts, shown
from workbook.model import (
    DECLINED,
    MISSING,
    Expr,
    Get,
    Item,
    Missing,
    Source,
    Template,
    Value,
    over_exercise,
)
from workbook.words import _

_DOTTED = 2


def sentences(templates: tuple[Template, ...], get: Get) -> Parts:
    """The sentences whose every hole has words."""
    filled = (_filled(template, get) for template in templates)
    return tuple(sentence for sentence in filled if sentence)


def _filled(template: str, get: Get) -> str:
    """The sentence, or "" when something in it is missing."""
    words = {hole: _words(hole, get) for hole in HOLE.findall(template)}
    if not all(words.values()):
        return ""
    return HOLE.sub(lambda hole: words[hole[1]], template)


def _words(hole: str, get: Get) -> str:
    """A block as it says itself; a column member by member; else the plain value."""
    path = hole.split(".")
    if len(path) == 1 and hole.isidentifier():
        words = get.words(hole)
        if words:
            return words
    value = get.evaluate(hole)
    if value is MISSING or value is DECLINED:
        return ""
    if len(path) < _DOTTED or not all(part.isidentifier() for part in path):
        return in_words(value)
    # A list over rows holds any value, and gaps where a row has no answer.
    many = value if isinstance(value, tuple) else (value,)
    members = cast("tuple[Value | Missing, ...]", many)
    said = (_member(get, path[0], path[-1], member) for member in members)
    return ", ".join(filter(None, said))


def _member(get: Get, source: str, column: str, value: Value | Missing) -> str:
    if value is MISSING or value is DECLINED:
        return ""
    if isinstance(value, Decimal):
        return in_words(value)
    return get.value_words(source, column, value)


@frozen(kw_only=True)
class Change:
    """`change`: this value beside the one in the last earlier entry.

    `column` is read in the things of `of`; the entry being filled in, and later
    ones, are not looked at.
    """

    value: Expr = over_exercise()
    of: Source
    column: Expr

    def parts(self, get: Get) -> Parts:
        """A sentence; for numbers, with the difference."""
        now = get.evaluate(self.value)
        before = self._before(get)
        if before is None or now is MISSING or now is DECLINED:
            return ()
        item, then = before
        said = _("{now} now; {then} on {day}.").format(
            now=_said(now), then=_said(then), day=day(item.when.date())
        )
        if not (isinstance(now, Decimal) and isinstance(then, Decimal)):
            return (said,)
        more = now - then
        if not more:
            return (said, _("The same as then."))
        told = _("That is {count} more.") if more > 0 else _("That is {count} less.")
        return (said, told.format(count=shown(abs(more))))

    def _before(self, get: Get) -> tuple[Item, Value] | None:
        around = get.around
        earlier = [
            item
            for item in get.items(self.of)
            if item.thing.entry != around.entry and item.when <= around.moment
        ]
        for item in sorted(earlier, key=lambda item: item.when, reverse=True):
            value = get.evaluate(self.column, item)
            if value is not MISSING and value is not DECLINED:
                return item, value
        return None


def _said(value: Value) -> str:
    return shown(value) if isinstance(value, Decimal) else in_words(value)
