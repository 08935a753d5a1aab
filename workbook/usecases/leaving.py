"""What is taken away, and what is left open.

Deleting removes an entry's words everywhere: its answers, the words other
entries kept of it, and its printed copy; then the log is rewritten, so that no
record holds them.  A plan left open for Help now is a printed copy, rewritten in
the same step as its source and removed with it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import attrs
from attrs import define, frozen

from workbook.engine import Compiled, Evaluation, evaluate
from workbook.errors import StoreError, WorkbookError
from workbook.model import Entry, Grid, State, Thing
from workbook.store.settings import OpenPlan, read_plans, write_plans
from workbook.store.transaction import Stored, Transaction
from workbook.usecases.shown import said_at
from workbook.words import _

if TYPE_CHECKING:
    from workbook.usecases.changing import Changing


@define
class Plans:
    """The printed copies of one data folder; a home of None keeps none on disk.

    What they should be is said at once, on the thread that uses the workbook;
    writing is a later step, and writes what is wanted then.  So a step that had
    to wait for the disk never brings back a plan that was sealed meanwhile.
    """

    home: Path | None
    #: Whether the lists the copies pick from are followed in this sitting.
    following: bool = False
    _wanted: tuple[OpenPlan, ...] | None = None

    def read(self) -> tuple[OpenPlan, ...]:
        """The plans left open."""
        if self._wanted is None:
            self._wanted = read_plans(self.home) if self.home is not None else ()
        return self._wanted

    def want(self, plans: tuple[OpenPlan, ...]) -> None:
        """Let them be exactly these, with the next `write`."""
        self._wanted = plans

    def write(self) -> None:
        """Make the files what is wanted. Raises NotSaved."""
        if self.home is not None:
            write_plans(self.home, self.read())


@frozen
class Use:
    """A place where something of an entry is picked."""

    entry: str
    title: str
    question: str


def uses(book: Changing, head: Entry) -> tuple[Use, ...]:
    """Where the things of an entry are picked by other entries."""
    return _named(book, _mentioning(book, head.id))


def uses_of(book: Changing, thing: Thing) -> tuple[Use, ...]:
    """Where one thing is picked by other entries."""
    return _named(
        book,
        tuple(
            stored
            for stored in _mentioning(book, thing.entry)
            if f'"{thing}"' in json.dumps(stored.raw)
        ),
    )


def _named(book: Changing, answers: tuple[Stored, ...]) -> tuple[Use, ...]:
    found: dict[tuple[str, str], Use] = {}
    for stored in answers:
        where = book.view.heads.get(stored.at.entry)
        if where is None:
            continue
        compiled = book.view.compiled(where)
        try:
            block = compiled.block(stored.at.block).block
            question = str(block.text or block.id)
        except KeyError:
            question = stored.at.block
        found[stored.at.entry, stored.at.block] = Use(
            stored.at.entry, book.view.title(where), question
        )
    return tuple(found.values())


def _mentioning(book: Changing, entry_id: str) -> tuple[Stored, ...]:
    """The stored answers of other entries that point at this one."""
    book.flush()
    with book.using():
        return tuple(
            stored
            for stored in book.store.all_answers()
            if stored.at.entry != entry_id and entry_id in json.dumps(stored.raw)
        )


def delete(book: Changing, head: Entry) -> None:
    """Remove an entry and its words. Raises StoreError when the disk did not follow."""
    rewritten = tuple(
        attrs.evolve(stored, words=_without(stored.words, head.id))
        for stored in _mentioning(book, head.id)
        if head.id in stored.words
    )
    for stored in rewritten:
        book.view.kept.pop(stored.at, None)
    book.drop(head.id)
    plans = rewrite(book, {head.exercise}, all_of_them=True)

    def afterwards() -> None:
        if plans is not None:
            plans()
        book.store.compact()

    ticket = book.saver.submit(
        Transaction(deleted=(head.id,), answers=rewritten), afterwards
    )
    if not book.saver.wait(ticket):
        raise book.saver.error or StoreError(_("This could not be deleted yet."))


def _without(words: str, entry_id: str) -> str:
    named = {
        address: said
        for address, said in json.loads(words).items()
        if address.partition("/")[0] != entry_id
    }
    return json.dumps(named, ensure_ascii=False, sort_keys=True) if named else ""


def plan_of(book: Changing, exercise_id: str) -> tuple[OpenPlan, ...]:
    """The printed copy of an exercise's newest entry; none when there is none.

    Raises NotFound when the exercise is not here.
    """
    exercise = book.library.exercise(exercise_id)
    if exercise.help_now is None:
        return ()
    for head in book.heads():
        if head.exercise != exercise_id or head.state is State.SET_ASIDE:
            continue
        compiled = book.view.compiled(head)
        evaluation = evaluate(compiled, book.view.answers(head.id), book.context(head))
        asked: tuple[str, ...] = exercise.help_now.blocks or tuple(
            block.id for block in compiled.exercise.blocks()
        )
        plan = OpenPlan(
            key=exercise_id,
            title=str(exercise.title),
            doors=tuple(exercise.help_now.doors),
            lines=tuple(_printed(compiled, evaluation, asked)),
        )
        return (plan,)
    return ()


def _printed(
    compiled: Compiled, evaluation: Evaluation, asked: Iterable[str]
) -> Iterator[str]:
    """Each question with what was said to it, in lines of plain words."""
    for block in asked:
        if block not in evaluation.blocks:
            continue
        said = said_at(compiled, evaluation, block)
        # On a bad night a name that is gone helps nobody.
        left = [
            line
            for part in (said.parts if said else ())
            for line in _plain(part)
            if line.strip(" -") not in ("", _("(removed)"))
        ]
        if said is not None and left:
            yield said.question
            yield from (f"  {line}" for line in left)


def _plain(part: str | Grid) -> list[str]:
    if isinstance(part, str):
        return part.splitlines()
    return [", ".join(filter(None, row)) for row in part.rows]


def rewrite(
    book: Changing, exercises: set[str], *, all_of_them: bool
) -> Callable[[], None] | None:
    """The step that writes the printed copies anew; None when none is touched.

    A copy is touched by its own exercise and by every list it picks from, so a
    change to any collection rewrites `all_of_them`.  The words are worked out
    now; writing them belongs to the same commit.  None also when nothing differs.
    """
    plans = book.plans.read()
    # The first change of a sitting reads every list the copies pick from; from
    # then on a change to one of them is told.
    all_of_them = all_of_them or not book.plans.following
    book.plans.following = True
    fresh: list[OpenPlan] = []
    for plan in plans:
        touched = all_of_them or plan.key in exercises
        fresh += _anew(book, plan) if touched else (plan,)
    if tuple(fresh) == plans:
        return None
    book.plans.want(tuple(fresh))
    return book.plans.write


def _anew(book: Changing, plan: OpenPlan) -> tuple[OpenPlan, ...]:
    """A printed copy as it should be now.

    It goes with its source.  It stays as it is when it cannot be printed: a plugin
    that does not load must not take an emergency plan away, nor keep an answer
    from the disk.
    """
    if not any(
        head.exercise == plan.key and head.state is not State.SET_ASIDE
        for head in book.view.heads.values()
    ):
        return ()
    try:
        return plan_of(book, plan.key)
    except WorkbookError:
        return (plan,)


def catch_up(book: Changing) -> None:
    """Make the printed copies what their sources say, on opening.

    The end of a process may have come between a save and its copy.  A disk that
    does not take it is asked again with the next change.
    """
    before = book.plans.read()
    step = rewrite(book, set(), all_of_them=True)
    if step is not None:
        try:
            with book.using():
                step()
        except StoreError:
            book.plans.want(before)
            book.plans.following = False
