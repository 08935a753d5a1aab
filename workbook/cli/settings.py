"""`workbook settings`: what lies outside the seal and may be changed from a shell.

A value is checked against what this version has, so that a setting never names
something that is not there.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

import attrs
import click

from workbook.cli import output
from workbook.cli.invocation import Invocation, with_invocation
from workbook.errors import Refused, UsageError
from workbook.safety.countries import named
from workbook.store import read_settings, write_settings
from workbook.words import _

_MOST_MINUTES = 24 * 60
_UNSET = ("", "auto", "none")


@click.command(
    help=_(
        "Show the settings, or change one. “auto” lets the workbook decide. Needs no "
        "passphrase.\n\n"
        "Example: workbook settings country Ireland"
    ),
)
@click.argument("key", required=False)
@click.argument("value", required=False)
@output.json_option
@with_invocation
def settings(
    invocation: Invocation, *, key: str | None, value: str | None, as_json: bool
) -> None:
    """The command; its help stands above."""
    now = read_settings(invocation.home)
    if key is not None and key not in _KEYS:
        raise UsageError(
            _("There is no setting “{key}”.").format(key=key),
            _("The settings are: {keys}.").format(keys=", ".join(_KEYS)),
        )
    if key is not None and value is not None:
        invocation.need_workbook()
        now = attrs.evolve(now, **{key: _KEYS[key](value)})
        write_settings(invocation.home, now)
    shown = {
        name: one for name, one in attrs.asdict(now).items() if key in (None, name)
    }
    if as_json:
        output.put_json(shown)
        return
    wide = max(map(len, shown))
    for name, one in shown.items():
        output.put(f"{name:{wide}}  {one if one != '' else 'auto'}")


def _country(words: str) -> str:
    if words.casefold() in _UNSET:
        return ""
    found = named(words)
    if found is None and re.fullmatch("[A-Za-z]{2}", words):
        return words.upper()  # a country without lines of ours: 112 and a directory
    if found is None:
        raise Refused(
            _("“{words}” is no country Help now knows.").format(words=words),
            _("Write it like US, GB or Ireland; “auto” for any other."),
        )
    return found.code


def _minutes(words: str) -> int:
    if not words.isdecimal() or not 0 < int(words) <= _MOST_MINUTES:
        raise Refused(
            _("“{words}” is no number of minutes.").format(words=words),
            _("Write a whole number from 1 to {most}.").format(most=_MOST_MINUTES),
        )
    return int(words)


def _one_of(*there: str) -> Callable[[str], str]:
    def check(words: str) -> str:
        wanted = words.casefold()
        if wanted in _UNSET:
            return ""
        if wanted not in there:
            raise Refused(
                _("“{words}” is not in this version.").format(words=words),
                _("There is: {there}.").format(there=", ".join(("auto", *there))),
            )
        return wanted

    return check


_KEYS: Mapping[str, Callable[[str], Any]] = {
    "country": _country,
    "language": _one_of("en"),
    "theme": _one_of(),
    "face": _one_of("plain"),
    "lock_minutes": _minutes,
}
