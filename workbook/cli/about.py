"""`workbook about`: what an exercise asks, for people and for scripts.

The exercise as it is walked: with its craving check woven in, so that every
block a script may answer is listed.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import click

from workbook.cli import output
from workbook.cli.declared import declared
from workbook.cli.invocation import Invocation, with_invocation
from workbook.engine import Compiled
from workbook.model import Block, Page, RowLimits
from workbook.usecases.library_index import Card
from workbook.words import _

_LIMITS = ("from_", "to", "step", "decimals", "unit", "min", "max", "max_length")
"""Options of block types that say how much, or how long."""

_TOLD = frozenset({"choices", "other", "columns", "rows", "add", "many"}) | {
    name.rstrip("_") for name in _LIMITS
}
"""Options that have a field of their own."""


@click.command(
    help=_(
        "What an exercise asks: pages, blocks, choices, limits. Needs no "
        "passphrase.\n\n"
        "ID is an id, a number of “workbook list”, or words of the title.\n\n"
        "Example: workbook about craving log"
    ),
)
@click.argument("words", metavar="ID", nargs=-1, required=True)
@output.json_option
@with_invocation
def about(invocation: Invocation, *, words: tuple[str, ...], as_json: bool) -> None:
    """The command; its help stands above."""
    library = invocation.library()
    card = library.find(" ".join(words))
    compiled = library.compiled(card.id)
    if as_json:
        output.put_json(_as_data(card, compiled))
        return
    output.say(*_lines(card, compiled))


def _as_data(card: Card, compiled: Compiled) -> dict[str, object]:
    exercise = compiled.exercise
    return {
        "id": card.id,
        "number": card.number,
        "title": card.title,
        "family": card.family,
        "version": card.version,
        "minutes": card.minutes,
        "smallest": exercise.smallest,
        "purpose": exercise.purpose,
        "why": exercise.why,
        "keeps": exercise.keeps,
        "modes": list(exercise.modes),
        "sensitivity": exercise.sensitivity,
        "sources": list(exercise.sources),
        "licence": exercise.licence,
        "reviewed": exercise.reviewed,
        "reviewed_by": exercise.reviewed_by,
        "collects": exercise.collects.name if exercise.collects else None,
        "pages": [_page_data(compiled, page) for page in exercise.pages],
        "scores": [{"id": s.id, "label": s.label} for s in exercise.scores],
        "alerts": [
            {"id": a.id, "level": a.level, "text": a.text} for a in exercise.alerts
        ],
        "next": [{"id": n.id, "open": n.open, "text": n.text} for n in exercise.next],
    }


def _page_data(compiled: Compiled, page: Page) -> dict[str, object]:
    return {
        "id": page.id,
        "title": page.title,
        "text": page.text,
        "blocks": [_block_data(compiled, block) for block in page.blocks],
    }


def _block_data(compiled: Compiled, block: Block) -> dict[str, object]:
    options = block.options
    type_ = compiled.types.get(block.type)
    columns = type_.columns(options) if type_ and options is not None else ()
    rows = type_.rows(options) if type_ and options is not None else None
    sensitivity = block.sensitivity or 0
    return {
        "id": block.id,
        "type": block.type,
        "text": block.text,
        "help": block.help,
        "required": block.required,
        "show_if": block.show_if,
        "sensitivity": max(sensitivity, compiled.exercise.sensitivity),
        "takes_answer": bool(
            type_ and not type_.computed and (columns or type_.kind != "none")
        ),
        "choices": [
            {"value": choice.value, "label": choice.label}
            for choice in getattr(options, "choices", ())
        ],
        "other": bool(getattr(options, "other", False)),
        "columns": [_block_data(compiled, column) for column in columns],
        "rows": [{"id": row.id, "label": row.label} for row in rows]
        if isinstance(rows, tuple)
        else [],
        "limits": _limits(options, rows),
        "collects": block.collects.name if block.collects else None,
        "picks": _picks(options),
        "many": type_ is not None
        and options is not None
        and type_.kind_of(options) == "list",
        "add": bool(getattr(options, "add", False)),
        "options": declared(options, _TOLD),
    }


def _limits(options: object, rows: object) -> dict[str, object]:
    if isinstance(rows, RowLimits):
        return {"min": rows.min, "max": rows.max}
    found: dict[str, object] = {}
    for name in _LIMITS:
        value = getattr(options, name, None)
        if isinstance(value, Decimal):
            value = output.number(value)
        if isinstance(value, int | float | str) and value != "":
            found[name.rstrip("_")] = value
    return found


def _picks(options: object) -> list[str]:
    """The collections a pick offers; a range's `from` is a number, and no name."""
    names = getattr(options, "from_", ())
    return list(names) if isinstance(names, tuple) else []


def _lines(card: Card, compiled: Compiled) -> Iterator[str]:
    exercise = compiled.exercise
    yield f"{card.number}. {card.title} ({card.id})"
    yield _("{family}, {minutes} minutes. {smallest}").format(
        family=card.family, minutes=card.minutes, smallest=exercise.smallest
    )
    if not exercise.reviewed:
        yield _("No clinician has reviewed this one yet.")
    yield exercise.purpose
    yield exercise.why
    for page in exercise.pages:
        yield ""
        yield page.title or page.id
        for block in page.blocks:
            yield from _block_lines(compiled, block, "  ")


def _block_lines(compiled: Compiled, block: Block, indent: str) -> Iterator[str]:
    said = f"{indent}- {block.id} ({block.type}"
    said += _(", needed)") if block.required else ")"
    yield f"{said}: {block.text}" if block.text else said
    data = _block_data(compiled, block)
    choices = getattr(block.options, "choices", ())
    if choices:
        yield f"{indent}    " + ", ".join(
            c.value if c.value == c.label else f"{c.value} = {c.label}" for c in choices
        )
    if data["limits"]:
        limits = data["limits"]
        assert isinstance(limits, dict)  # noqa: S101 - made above
        yield f"{indent}    " + ", ".join(f"{n} {v}" for n, v in limits.items())
    picks = _picks(block.options)
    if picks:
        yield f"{indent}    " + _("picks from {names}").format(names=", ".join(picks))
    if block.collects:
        yield f"{indent}    " + _("collects {name}").format(name=block.collects.name)
    type_ = compiled.types.get(block.type)
    if type_ is not None and block.options is not None:
        rows = type_.rows(block.options)
        for row in rows if isinstance(rows, tuple) else ():
            yield f"{indent}    " + _("row {id}: {label}").format(
                id=row.id, label=row.label
            )
        for column in type_.columns(block.options):
            yield from _block_lines(compiled, column, indent + "    ")
