"""The words that begin with a slash: one table, from which help is printed.

`//` is a real slash.  An unknown command is never taken for an answer: somebody
meant to do something with it.
"""

from difflib import get_close_matches
from typing import Final

from attrs import frozen

from workbook.words import _


@frozen
class Command:
    """What was typed: a command's name, and what stood behind it."""

    name: str
    rest: str = ""


@frozen
class Unknown:
    """A line that begins with a slash and is no command; `near` may be one."""

    typed: str
    near: str = ""


@frozen
class _Row:
    name: str
    form: str
    says: str
    #: Whether it works at every prompt.
    always: bool = False


def _table() -> tuple[_Row, ...]:
    return (
        _Row("back", "/back", _("one question back; nothing is lost")),
        _Row("skip", "/skip", _("go on and leave this as it is")),
        _Row("pass", "/pass", _("I would rather not say")),
        _Row("list", "/list", _("show the whole list, or ideas")),
        _Row("undo", "/undo", _("take back the last answer")),
        _Row("redo", "/redo", _("do again what was taken back")),
        _Row("rows", "/rows", _("show the rows written so far")),
        _Row("row", "/row 2", _("go to row 2")),
        _Row("remove", "/remove 2", _("take row 2 out; /undo brings it back")),
        _Row("today", "/today", _("go back to Today; what you wrote is kept")),
        _Row("help", "/help", _("show this; ? does the same"), always=True),
        _Row("now", "/now", _("Help now: help lines and first steps"), always=True),
        _Row("lock", "/lock", _("lock the workbook"), always=True),
        _Row("quit", "/quit", _("close the workbook; everything is kept"), always=True),
    )


NAMES: Final = tuple(row.name for row in _table())
ALWAYS: Final = frozenset(row.name for row in _table() if row.always)


def read(line: str) -> str | Command | Unknown:
    """What a line means: an answer, a command, or neither."""
    typed = line.strip()
    if typed.startswith("//"):
        return line.replace("//", "/", 1)
    if not typed.startswith("/"):
        return line
    if typed == "/?":
        return Command("help")
    name, _gap, rest = typed[1:].partition(" ")
    name = name.casefold()
    if name in NAMES:
        return Command(name, rest.strip())
    return Unknown(typed, _near(name))


def _near(name: str) -> str:
    begins = [one for one in NAMES if name and one.startswith(name)]
    found = begins[:1] or get_close_matches(name, NAMES, n=1, cutoff=0.6)
    return found[0] if found else ""


def help_lines(allowed: frozenset[str]) -> tuple[str, ...]:
    """The commands that apply now, a line each."""
    rows = [row for row in _table() if row.always or row.name in allowed]
    wide = max(len(row.form) for row in rows)
    return (
        *(f"  {row.form:{wide}}  {row.says}" for row in rows),
        _("  {form}  a slash of your own, not a command").format(form="//".ljust(wide)),
    )
