"""Passphrases: from the terminal without echo, or from a file's first line.

Never from an argument or the environment, which other programs can read.
"""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from getpass import getpass
from typing import BinaryIO

from workbook.cli.edge import tell
from workbook.errors import UsageError
from workbook.words import _

TRIES = 3
LEAST_LETTERS = 8
_MOST_BYTES = 65_536


def from_file(name: str) -> str:
    """The first line of a file, or of standard input for “-”. Raises UsageError."""
    if name == "-":
        return _line_of_stdin()
    try:
        with open(name, "rb") as file:  # noqa: PTH123 - a name as the shell gave it
            return _first_line(file, name)
    except OSError as error:
        raise UsageError(
            _("“{name}” cannot be read: {why}.").format(
                name=name, why=error.strerror or error
            ),
            _("Name a file whose first line is the secret, or - for standard input."),
        ) from None


def _line_of_stdin() -> str:
    # The text layer reads ahead: who reads on must read from the same layer.
    line = sys.stdin.readline(_MOST_BYTES) if sys.stdin is not None else ""
    return _not_empty(line.rstrip("\r\n"), _("standard input"))


def _first_line(file: BinaryIO, name: str) -> str:
    try:
        line = file.readline(_MOST_BYTES).decode("utf-8-sig")
    except UnicodeDecodeError:
        raise UsageError(
            _("“{name}” is not UTF-8 text.").format(name=name),
            _("Save it again with the encoding “UTF-8”."),
        ) from None
    return _not_empty(line.rstrip("\r\n"), name)


def _not_empty(line: str, name: str) -> str:
    if not line.strip():
        raise UsageError(
            _("There is nothing on the first line of {name}.").format(name=name),
            _("Write the secret there, on one line."),
        )
    return line


def can_ask() -> bool:
    """Whether a person sits at a terminal, even with standard input piped."""
    with suppress(OSError, ValueError, AttributeError):
        if sys.stdin.isatty():
            return True
        if sys.stderr.isatty():
            os.close(os.open("/dev/tty", os.O_RDWR | os.O_NOCTTY))
            return True
    return False


def ask(prompt: str = "") -> str:
    """A passphrase typed, not shown; /now opens Help now. Raises UsageError."""
    while True:
        try:
            typed = getpass(prompt or _("Passphrase: "))
        except EOFError:
            raise UsageError(
                _("No passphrase was typed. Nothing was changed."),
                _("Type it when asked, or name a file with --passphrase-file."),
            ) from None
        if typed.strip().casefold() != "/now":
            return typed
        _help_now()


def ask_line(prompt: str) -> str:
    """A line typed, shown while it is typed. Raises UsageError at the end."""
    try:
        return input(prompt)
    except EOFError:
        raise UsageError(_("Nothing was typed. Nothing was changed.")) from None


def ask_new() -> str:
    """A new passphrase, typed twice. Raises UsageError at the end of the input."""
    tell((_("Three or four words are good. Spaces are fine. It is not shown."),))
    while True:
        first = ask(_("New passphrase: "))
        if not first.strip():
            tell((_("Nothing was typed. Try again, or press Ctrl+C to leave."),))
        elif first != ask(_("The same again: ")):
            tell((_("Those two were not the same. Nothing is set yet."),))
        else:
            if len(first) < LEAST_LETTERS:
                short = _("It is short, so it can be guessed. A longer one is safer.")
                tell((short,))
            return first


def new(file: str | None, option: str) -> str:
    """A new passphrase, from a file or the terminal. Raises UsageError."""
    if file is not None:
        return from_file(file)
    if not can_ask():
        raise UsageError(
            _("A new passphrase is needed, and there is no terminal to type it on."),
            _("Name a file with {option}.").format(option=option),
        )
    return ask_new()


def _help_now() -> None:
    import click

    from workbook.plain.now import now_here

    def read(prompt: str) -> str | None:
        with suppress(EOFError):
            return input(prompt)
        return None

    now_here(read, click.echo)
