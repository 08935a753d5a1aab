"""What Today offers: one pure function, at most three things, each with why.

First something with a time in the next 36 hours, then what was begun, then
something of two minutes or less.  In the first week, places left free go to what
the chain lacks: the help card, then one trigger.  Nothing is late, missed, due or
counted against anyone.
"""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Literal

from attrs import frozen

from workbook.words import _, several

SOON = timedelta(hours=36)
SHORT = 2  # minutes
AWAY = 7  # days after which a greeting says that nothing is late
FIRST_WEEK = 7  # days
MOST = 3
ONE_ROW = 3  # minutes for one row of a map, which is enough

HELP_CARD, TRIGGERS, DAILY = "hr.coping_card", "tm.external_map", "co.daily_check"


@frozen(kw_only=True)
class Offered:
    """An exercise that can be opened from Today."""

    exercise: str
    title: str
    minutes: int
    smallest: str = ""


@frozen(kw_only=True)
class Coming:
    """A finished entry that holds a date near today. `first` and `last` are the
    days on which it is shown.
    """

    entry: str
    offered: Offered
    words: str
    text: str
    day: date
    first: date
    last: date


@frozen(kw_only=True)
class Begun:
    """A draft, and where in it the person stopped. `page` from 1."""

    entry: str
    offered: Offered
    page: int
    pages: int
    touched: datetime


@frozen(kw_only=True)
class Facts:
    """All that Today is decided from. `last_seen` is the day before this sitting."""

    now: datetime
    first_day: date | None
    last_seen: date | None
    coming: tuple[Coming, ...] = ()
    begun: tuple[Begun, ...] = ()
    used: frozenset[str] = frozenset()
    offered: tuple[Offered, ...] = ()
    checked: date | None = None


@frozen(kw_only=True)
class Suggestion:
    """One thing a person could do now. `entry` is "" for a new one.

    `open_ended` says that `minutes` is the least: more can follow, or not.
    """

    kind: Literal["soon", "begun", "short", "first"]
    exercise: str
    title: str
    minutes: int
    why: tuple[str, ...]
    entry: str = ""
    open_ended: bool = False

    @property
    def takes(self) -> str:
        """How long it takes, in words."""
        said = _("from {minutes} min") if self.open_ended else _("{minutes} min")
        return said.format(minutes=self.minutes)


@frozen(kw_only=True)
class Today:
    """The page: a greeting, and at most three suggestions."""

    greeting: tuple[str, ...]
    suggestions: tuple[Suggestion, ...]


def today(facts: Facts) -> Today:
    """What could be done now."""
    chosen: list[Suggestion] = []
    for suggestion in _candidates(facts):
        if len(chosen) == MOST:
            break
        if all(suggestion.exercise != one.exercise for one in chosen):
            chosen.append(suggestion)
    return Today(greeting=_greeting(facts, len(chosen)), suggestions=tuple(chosen))


def _candidates(facts: Facts) -> Iterator[Suggestion]:
    yield from _soon(facts)
    yield from _begun(facts)
    lacking = tuple(_lacking(facts))
    yield from lacking[:1]
    yield from _short(facts)
    yield from lacking[1:]


def _soon(facts: Facts) -> Iterator[Suggestion]:
    here = facts.now.date()
    horizon = (facts.now + SOON).date()
    near = [c for c in facts.coming if c.first <= here <= c.last and c.first <= horizon]
    for coming in sorted(near, key=lambda c: (abs((c.day - here).days), c.entry))[:1]:
        yield Suggestion(
            kind="soon",
            exercise=coming.offered.exercise,
            title=coming.words or coming.offered.title,
            minutes=1,
            why=tuple(filter(None, (_day_words(coming.day, here), coming.text))),
            entry=coming.entry,
        )


def _day_words(day: date, here: date) -> str:
    match (day - here).days:
        case 0:
            return _("It is today.")
        case 1:
            return _("It is tomorrow.")
        case -1:
            return _("It was yesterday.")
    return ""


def _begun(facts: Facts) -> Iterator[Suggestion]:
    for begun in sorted(facts.begun, key=lambda b: b.touched, reverse=True)[:1]:
        yield Suggestion(
            kind="begun",
            exercise=begun.offered.exercise,
            title=_("Go on with “{title}”").format(title=begun.offered.title),
            minutes=begun.offered.minutes,
            why=(
                _("You stopped on page {page} of {pages}.").format(
                    page=begun.page, pages=begun.pages
                ),
            ),
            entry=begun.entry,
        )


def _short(facts: Facts) -> Iterator[Suggestion]:
    here = facts.now.date()
    for offered in facts.offered:
        if offered.exercise != DAILY or facts.checked == here:
            continue
        yield Suggestion(
            kind="short",
            exercise=DAILY,
            title=_("Say how today is"),
            minutes=min(offered.minutes, SHORT),
            why=(_since(facts.checked, here),),
        )


def _since(checked: date | None, here: date) -> str:
    if checked is None:
        return _("A few short questions. Skip any of them.")
    days = (here - checked).days - 1
    if days < 1:
        return _("A few short questions, as yesterday.")
    return several(
        "{n} day is not written. That is fine.",
        "{n} days are not written. That is fine.",
        days,
    ).format(n=days)


def _lacking(facts: Facts) -> Iterator[Suggestion]:
    """What the chain lacks, in the first week only."""
    here = facts.now.date()
    if facts.first_day is not None and (here - facts.first_day).days >= FIRST_WEEK:
        return
    known = {offered.exercise: offered for offered in facts.offered}
    wanted = (
        (
            HELP_CARD,
            _("Make a help card"),
            _("Then Help now shows your own words and people."),
        ),
        (
            TRIGGERS,
            _("Look at one trigger"),
            _("One row is enough. It is kept when you stop."),
        ),
    )
    for exercise, title, why in wanted:
        if exercise in known and exercise not in facts.used:
            one_row = exercise == TRIGGERS
            yield Suggestion(
                kind="first",
                exercise=exercise,
                title=title,
                minutes=ONE_ROW if one_row else known[exercise].minutes,
                why=(why,),
                open_ended=one_row,
            )


def _greeting(facts: Facts, count: int) -> tuple[str, ...]:
    here = facts.now.date()
    if facts.last_seen is not None and (here - facts.last_seen).days >= AWAY:
        return (_("Welcome back. Nothing is late."),)
    if count == 0:
        return (_("Nothing is waiting. That is fine."),)
    if count == 1:
        return (_("One thing you could do. None is fine too."),)
    return (
        _("{count} things you could do. One is plenty. None is fine too.").format(
            count=(_("Two"), _("Three"))[count - 2]
        ),
    )
