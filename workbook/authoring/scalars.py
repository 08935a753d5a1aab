"""One text of the file as the value its field asks for.

The field decides, never YAML: `no` in a text is “no”, `012` stays “012”, and
only a field that asks for a number reads one.  Each reader returns the value or
raises `Unfit` with a code, a sentence and the mend; the caller knows the place.
"""

import keyword
import re
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from workbook.authoring.nodes import ScalarNode
from workbook.model import (
    BlockName,
    CollectionName,
    ExerciseName,
    Expr,
    Name,
    Source,
    Template,
    Words,
)
from workbook.words import _

_ID = re.compile(r"[a-z][a-z0-9_]*")
_EXERCISE_ID = re.compile(r"[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)?")
_WHOLE = re.compile(r"-?[0-9]{1,15}")
_DECIMAL = re.compile(r"-?[0-9]{1,15}(\.[0-9]{1,10})?")
_FREE_NUMBER = re.compile(r"-?(0|[1-9][0-9]{0,14})(\.[0-9]{1,10})?")


class Unfit(Exception):
    """The text is no value of the kind asked for."""

    def __init__(self, code: str, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.hint = hint


def _text(node: ScalarNode) -> str:
    if node.plain and not node.text:
        raise Unfit(
            "WB103", _("There is no text here."), _("Write it, or drop the key.")
        )
    return node.text


def _words(node: ScalarNode) -> str:
    if not node.text.strip():
        raise Unfit(
            "WB106", _("There are no words here."), _("Write some, or drop the key.")
        )
    return node.text


def _name(node: ScalarNode) -> str:
    if keyword.iskeyword(node.text):
        raise Unfit(
            "WB107",
            _("“{name}” is a word the expressions keep for themselves.").format(
                name=node.text
            ),
            _("Write “{name}_”.").format(name=node.text),
        )
    if not _ID.fullmatch(node.text):
        hint = _("Use small letters, digits and _; begin with a letter.")
        if meant := _as_id(node.text):
            hint = _("Write “{name}”: small letters, digits and _.").format(name=meant)
        raise Unfit(
            "WB107", _("“{name}” cannot be an id.").format(name=_short(node.text)), hint
        )
    return node.text


def _exercise_name(node: ScalarNode) -> str:
    if not _EXERCISE_ID.fullmatch(node.text):
        raise Unfit(
            "WB107",
            _("“{name}” cannot be the id of an exercise.").format(
                name=_short(node.text)
            ),
            _("Write “family.name” in small letters, digits and _."),
        )
    return node.text


def _whole(node: ScalarNode) -> int:
    if not node.plain or not _WHOLE.fullmatch(node.text):
        raise _no_number(node, _("A whole number is needed here."))
    return int(node.text)


def _decimal(node: ScalarNode) -> Decimal:
    if not node.plain or not _DECIMAL.fullmatch(node.text):
        raise _no_number(node, _("A number is needed here."))
    return Decimal(node.text)


def _no_number(node: ScalarNode, message: str) -> Unfit:
    if not node.plain and _DECIMAL.fullmatch(node.text):
        return Unfit("WB103", message, _("Write it without quotes."))
    return Unfit("WB103", message, _("Write digits, such as 5."))


def _truth(node: ScalarNode) -> bool:
    if node.plain and node.text in ("true", "false"):
        return node.text == "true"
    hint = _("Write true or false, without quotes.")
    raise Unfit("WB103", _("Here stands either true or false."), hint)


def _date(node: ScalarNode) -> date:
    try:
        return date.fromisoformat(node.text)
    except ValueError:
        raise Unfit(
            "WB103", _("A date is needed here."), _("Write it as 2026-01-31.")
        ) from None


READERS: Mapping[Any, Callable[[ScalarNode], object]] = {
    str: _text,
    Words: _words,
    Template: _words,
    Name: _name,
    Expr: _words,
    BlockName: _text,
    CollectionName: _text,
    Source: _text,
    ExerciseName: _exercise_name,
    int: _whole,
    bool: _truth,
    Decimal: _decimal,
    date: _date,
}

TEXTS = frozenset({str, Words, Template})
"""Kinds where a text cut short by a comment would go unseen."""

READ_BY_PEOPLE = frozenset({Words, Template})


def free(node: ScalarNode) -> object:
    """A value of no fixed kind (in `tests:`): number, true, false, null or text."""
    if not node.plain:
        return node.text
    if node.text in ("", "null", "~"):
        return None
    if node.text in ("true", "false"):
        return node.text == "true"
    if _FREE_NUMBER.fullmatch(node.text):
        return Decimal(node.text) if "." in node.text else int(node.text)
    return node.text


def _as_id(text: str) -> str:
    """The id an author most likely meant by a text that is none."""
    meant = re.sub(r"[^a-z0-9]+", "_", text.lower()).strip("_")
    return meant if _ID.fullmatch(meant) and not keyword.iskeyword(meant) else ""


def _short(text: str) -> str:
    return text if len(text) <= 40 else text[:39] + "…"  # noqa: PLR2004
