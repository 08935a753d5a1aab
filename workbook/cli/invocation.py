"""What one call of `workbook` was given: the data folder, and how to open it.

A command asks for as much as it needs: a folder's name, the library, or the open
workbook.  Nothing is opened, and no folder made, before somebody asks.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Concatenate, ParamSpec, TypeVar

import click
from attrs import define

from workbook.cli import passphrases
from workbook.cli.edge import tell
from workbook.cli.output import tell_briefly, tell_library
from workbook.errors import NotSaved, NoWorkbook, UsageError, WrongPassphrase
from workbook.store import SealedStore, state_of
from workbook.store.opening import ADDED
from workbook.usecases.library import Library, open_library
from workbook.usecases.opening import open_workbook
from workbook.usecases.workbook import Workbook
from workbook.words import _

P = ParamSpec("P")
R = TypeVar("R")
STDIN = "-"


@define
class Invocation:
    """One call: the folder it is about, and the file with the passphrase."""

    home: Path
    passphrase_file: str | None = None
    _passphrase: str | None = None

    @classmethod
    def of(cls, context: click.Context) -> Invocation:
        """What the options before the command say."""
        given = context.find_root().params
        named = given.get("home")
        home = Path(named).expanduser() if named else usual_home()
        return cls(home, given.get("passphrase_file"))

    @property
    def cache(self) -> Path:
        """The user's cache folder: it holds the library's index, and no words."""
        from platformdirs import user_cache_path

        return user_cache_path("workbook", appauthor=False)

    def library(self) -> Library:
        """The exercises; what was set aside or not read is said."""
        library = open_library(self.home / ADDED, self.cache)
        tell_library(library)
        return library

    def library_for_a_face(self) -> Library:
        """The exercises; of what was set aside or not read one line is said."""
        library = open_library(self.home / ADDED, self.cache)
        tell_briefly(library)
        return library

    def passphrase(self) -> str | None:
        """The passphrase of the file that was named; None when none was.

        Read once: the next line of standard input is somebody else's.
        """
        if self._passphrase is None and self.passphrase_file is not None:
            self._passphrase = passphrases.from_file(self.passphrase_file)
        return self._passphrase

    def one_stdin(self, other: str | None, option: str) -> None:
        """Refuse to read two things from standard input. Raises UsageError."""
        if self.passphrase_file == STDIN == other:
            raise UsageError(
                _(
                    "--passphrase-file and {option} cannot both be standard input."
                ).format(option=option),
                _("Put one of the two into a file, and name that."),
            )

    def need_workbook(self) -> None:
        """Raises NoWorkbook when there is none in the folder."""
        if state_of(self.home) == "none":
            raise NoWorkbook(
                _("There is no workbook in “{home}” yet.").format(home=self.home),
                _("Begin one with “workbook init”, or name its folder with --home."),
            )

    @contextmanager
    def open(self) -> Iterator[Workbook]:
        """The open workbook, closed at the end of the block.

        Raises what `open_workbook` raises.
        """
        self.need_workbook()
        library = self.library()
        book = self.opened(
            lambda passphrase: open_workbook(self.home, passphrase, library)
        )
        if isinstance(book.store, SealedStore):
            tell(book.store.told)
        try:
            yield book
        finally:
            book.close()

    def opened(self, opener: Callable[[str | None], R]) -> R:
        """`opener` with the passphrase, asked up to three times on a terminal."""
        if self.passphrase_file is not None:
            # Also where none is needed: it stands on standard input, before the rest.
            return opener(self.passphrase())
        if state_of(self.home) != "sealed" or not passphrases.can_ask():
            return opener(None)
        for _left in range(passphrases.TRIES - 1):
            try:
                return opener(passphrases.ask())
            except WrongPassphrase as error:
                tell((error.message, _("Try again. Nothing was changed.")))
        return opener(passphrases.ask())


def save(book: Workbook) -> None:
    """Wait until everything is on the disk. Raises NotSaved."""
    if not book.flush():
        raise book.saver.error or NotSaved(_("This could not be saved."))


def usual_home() -> Path:
    """The data folder where nobody named one."""
    from platformdirs import user_data_path

    return user_data_path("workbook", appauthor=False)


def with_invocation(
    command: Callable[Concatenate[Invocation, P], R],
) -> Callable[P, R]:
    """Hand a command its `Invocation` as the first argument."""

    @functools.wraps(command)
    def run(*args: P.args, **options: P.kwargs) -> R:
        return command(Invocation.of(click.get_current_context()), *args, **options)

    return run
