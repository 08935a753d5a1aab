"""The facts Today is decided from, gathered from an open workbook."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from workbook.engine import evaluate
from workbook.engine.stops import numbered_pages, page_of
from workbook.errors import NotFound
from workbook.model import Entry, Exercise, State
from workbook.usecases.today import DAILY, Begun, Coming, Facts, Offered

if TYPE_CHECKING:
    from workbook.usecases.workbook import Workbook


def last_seen(heads: Iterable[Entry]) -> date | None:
    """The day something was last written."""
    return max((head.touched.date() for head in heads), default=None)


def facts(book: Workbook) -> Facts:
    """What Today needs to know."""
    now = book.clock.now().replace(tzinfo=None)
    heads = [head for head in book.heads() if head.state is not State.SET_ASIDE]
    checks = [head.when.date() for head in heads if head.exercise == DAILY]
    return Facts(
        now=now,
        first_day=min((head.begun.date() for head in heads), default=None),
        last_seen=book.last_seen,
        coming=tuple(_coming(book, heads, now.date())),
        begun=tuple(_begun(book, heads)),
        used=frozenset(head.exercise for head in heads),
        offered=tuple(
            Offered(exercise=card.id, title=card.title, minutes=card.minutes)
            for card in book.library.cards()
            if not book.hidden(card.id)
        ),
        checked=max(checks, default=None),
    )


def _offered(exercise: Exercise) -> Offered:
    return Offered(
        exercise=exercise.id, title=str(exercise.title), minutes=exercise.minutes
    )


def _begun(book: Workbook, heads: Iterable[Entry]) -> Iterator[Begun]:
    """The draft touched last; looking at one is enough, Today shows one."""
    for head in heads:
        if head.state is not State.DRAFT or book.hidden(head.exercise):
            continue
        try:
            compiled = book.view.compiled(head)
        except NotFound:
            continue
        evaluation = evaluate(compiled, book.view.answers(head.id), book.context(head))
        counted = numbered_pages(compiled, evaluation)
        page = counted[0] if counted else 0
        if head.here is not None and head.here.block in evaluation.blocks:
            page = page_of(compiled, head.here)
        yield Begun(
            entry=head.id,
            offered=_offered(compiled.exercise),
            page=counted.index(page) + 1 if page in counted else 1,
            pages=max(len(counted), 1),
            touched=head.touched.replace(tzinfo=None),
        )
        return


def _coming(book: Workbook, heads: Iterable[Entry], here: date) -> Iterator[Coming]:
    coming_up = {card.id for card in book.library.cards() if card.comes_up}
    for head in heads:
        if head.state is not State.FINISHED or head.exercise not in coming_up:
            continue
        compiled = book.view.compiled(head)
        evaluation = evaluate(compiled, book.view.answers(head.id), book.context(head))
        for coming in compiled.exercise.comes_up:
            state = evaluation.blocks.get(coming.at)
            value = state.value if state is not None and state.shown else None
            if isinstance(value, datetime):
                value = value.date()
            if not isinstance(value, date):
                continue
            first, last = (value + timedelta(days=days) for days in coming.days)
            if first <= here <= last:
                yield Coming(
                    entry=head.id,
                    offered=_offered(compiled.exercise),
                    words=f"{compiled.exercise.title}",
                    text=str(coming.text),
                    day=value,
                    first=first,
                    last=last,
                )
