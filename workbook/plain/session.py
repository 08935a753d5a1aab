"""One visit in plain lines: what every page says and reads goes through here.

So the words that work at every prompt work at every prompt: Help now, help, lock
and quit are answered here, and the page that asked never knows.  A lock closes
the store; whoever held the old workbook asks the session for the one there is
now.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import timedelta
from pathlib import Path
from time import monotonic

from attrs import define, field, frozen

from workbook.errors import Locked, WorkbookError, lines_of
from workbook.model import Grid
from workbook.plain import commands, layout, now, unlock
from workbook.plain.commands import Command, Unknown
from workbook.plain.summons import LockAsked, Summons
from workbook.plain.terminal import PROMPT, Left, Terminal, Waited
from workbook.safety import pages
from workbook.safety.countries import country
from workbook.store import SealedStore, Settings, posix, read_plans, read_settings
from workbook.store import write_settings as write_settings_of
from workbook.store.opening import LOCK
from workbook.usecases.clock import Clock, SystemClock
from workbook.usecases.library import Library
from workbook.usecases.workbook import Workbook
from workbook.words import _


def _nothing() -> None:
    pass


@frozen(kw_only=True)
class Scope:
    """What is asked at a prompt: which commands fit, how to say it again, what `?`
    tells.
    """

    allowed: frozenset[str] = frozenset()
    again: Callable[[], None] = _nothing
    explain: Callable[[], None] = _nothing
    prompt: str = PROMPT
    #: Whether `?` alone is an answer of this page's own.
    own_question_mark: bool = False


@define(eq=False)
class Session:
    """See the module. Made by `face.run` only."""

    home: Path
    terminal: Terminal
    library_factory: Callable[[], Library]
    clock: Clock = field(factory=SystemClock)
    #: Exercises being walked now, the outermost first.
    walking: list[str] = field(factory=list)
    #: Whether the person was told that something is not saved.
    told_unsaved: bool = False
    #: Whether a workbook was open at any time of this visit.
    was_open: bool = False
    #: The country said in a first run, before there is a folder to keep it in.
    said_country: str = ""
    #: Doors of Help now that an answer opened in this visit.
    doors_shown: set[str] = field(factory=set)
    summons: Summons = field(factory=Summons)
    _library: Library | None = None
    _book: Workbook | None = None

    # -- what is open ---------------------------------------------------------

    @property
    def library(self) -> Library:
        """The exercises; gathered when first asked for."""
        if self._library is None:
            self._library = self.library_factory()
        return self._library

    @property
    def book(self) -> Workbook:
        """The open workbook. Raises Locked when none is."""
        if self._book is None:
            raise Locked(_("The workbook is locked."))
        return self._book

    @property
    def is_open(self) -> bool:
        """Whether a workbook is open now."""
        return self._book is not None

    def take(self, book: Workbook) -> None:
        """Go on with this workbook."""
        self._book = book
        self.summons.asked = False  # what was asked before is done: it was locked
        self.was_open = True
        if self.sealed is not None:
            posix.name_holder(self.home / LOCK)

    @property
    def sealed(self) -> SealedStore | None:
        """The open store, where it is one that has keys."""
        store = self.book.store
        return store if isinstance(store, SealedStore) else None

    @property
    def has_passphrase(self) -> bool:
        """Whether the open workbook can be locked at all."""
        store = self.sealed if self.is_open else None
        return store is not None and store.has_passphrase

    @property
    def settings(self) -> Settings:
        """The settings as they are on the disk."""
        return read_settings(self.home)

    @property
    def country(self) -> str:
        """The country the person said; "" when none was."""
        return self.settings.country or self.said_country

    def keep_settings(self, settings: Settings) -> None:
        """Keep the settings; a disk that does not take them is said."""
        try:
            write_settings_of(self.home, settings)
        except WorkbookError as error:
            self.say_error(error)

    # -- saying ---------------------------------------------------------------

    def say(self, *lines: str) -> None:
        """Print lines, folded at the width."""
        for line in lines:
            for folded in layout.wrapped(line, self.terminal.width):
                self.terminal.write(folded)

    def show(self, parts: Iterable[str | Grid]) -> None:
        """Print lines and tables."""
        for one in parts:
            for line in layout.part(one, self.terminal.width):
                self.terminal.write(line)

    def title(self, words: str) -> None:
        """Begin a page."""
        self.say("", words)

    def say_error(self, error: WorkbookError) -> None:
        """What happened, then the mend."""
        self.say(*lines_of(error))

    # -- reading --------------------------------------------------------------

    def read(self, scope: Scope) -> str | Command:
        """What is typed: an answer, or a command the page itself has to follow.

        Raises Left at the end of the input, and for /quit.
        """
        while True:
            asked, begun = self.clock.now(), monotonic()
            try:
                line = self._line(scope.prompt)
            except LockAsked:
                self.lock()
                scope.again()
                continue
            if line is None:
                raise Left
            # The clock may be set back; the other one stands still in a sleep.
            quiet = max(
                self.clock.now() - asked, timedelta(seconds=monotonic() - begun)
            )
            self._lock_when_long_gone(quiet)
            meant = self.meant(line, scope)
            if meant is not None:
                return meant

    def _line(self, prompt: str) -> str | None:
        """A line typed. Raises LockAsked when another window wants a lock."""
        with self.summons.heeded():
            return self.terminal.read(prompt)

    def pause(self, seconds: float) -> Waited | None:
        """Let time pass; None when another window locked the workbook meanwhile."""
        try:
            with self.summons.heeded():
                return self.terminal.wait(seconds)
        except LockAsked:
            self.lock()
            return None

    def meant(self, line: str, scope: Scope) -> str | Command | None:
        """What a line typed asks of the page; None when it was dealt with here."""
        if line.strip() == "?" and not scope.own_question_mark:
            line = "/help"
        meant = commands.read(line)
        if isinstance(meant, Unknown):
            self._say_unknown(meant)
        elif isinstance(meant, Command):
            if meant.name not in commands.ALWAYS:
                if meant.name in scope.allowed:
                    return meant
                self.say(_("/{name} does nothing here.").format(name=meant.name))
            else:
                self._follow(meant, scope)
        else:
            return meant
        return None

    def _say_unknown(self, unknown: Unknown) -> None:
        said = _("There is no command {typed}.").format(typed=unknown.typed)
        mend = _("Type /help for the commands.")
        if unknown.near:
            mend = _("Did you mean /{near}?").format(near=unknown.near)
        self.say(f"{said} {mend}")
        self.say(
            _("For words that begin with a slash, type two: /{typed}").format(
                typed=unknown.typed
            )
        )

    def _follow(self, command: Command, scope: Scope) -> None:
        match command.name:
            case "help":
                scope.explain()
                self.say(*commands.help_lines(scope.allowed))
            case "now":
                self.help_now()
                scope.again()
            case "lock":
                self.lock()
                scope.again()
            case _:
                self.quit()

    def ask_yes(self, question: str) -> bool:
        """A question that Enter answers with no. /back is no, too."""
        self.say(question)
        reply = self.read(
            Scope(allowed=frozenset({"back"}), again=lambda: self.say(question))
        )
        return isinstance(reply, str) and reply.strip().casefold() in ("y", "yes")

    # -- help, lock, quit -----------------------------------------------------

    def help_now(self, door: str = "") -> None:
        """Help now, right here; at a door if one is named. Keeps nothing."""
        try:
            now.now_here(
                self._line,
                self.terminal.write,
                door,
                country=self.country or None,
                plans=self._plans(),
                width=self.terminal.width,
                wait=self._stopped if self.terminal.live else None,
            )
        except LockAsked:
            self.lock()
        self.say("", _("Back where you were."))

    def _plans(self) -> tuple[pages.Plan, ...]:
        return tuple(
            (plan.title, plan.doors, plan.lines) for plan in read_plans(self.home)
        )

    def _stopped(self, seconds: float) -> bool:
        return self.terminal.wait(seconds).line is not None

    def help_lines(self) -> tuple[str, ...]:
        """The emergency number and a crisis line, as they stand on every help page."""
        return self.help_lines_of(self.country or now.guess_here() or "")

    def help_lines_of(self, code: str) -> tuple[str, ...]:
        """The same for one country; "" is any."""
        return pages.numbers(country(code), self.terminal.width)

    def all_saved(self) -> bool:
        """Whether everything is on the disk; tries once more when it was not."""
        return self.book.flush() or self.book.try_again()

    def lock(self) -> None:
        """Close the store, and go on only with the passphrase."""
        if not self.is_open:
            self.say(_("The workbook is locked already."))
            return
        if not self.all_saved():
            self._say_unsaved()
            self.say(_("It stays open, so that they are not lost."))
            return
        self.put_away()
        self.terminal.clear()
        self.say(_("Locked. What you wrote is kept."))
        unlock.enter(self, again=True)

    def _lock_when_long_gone(self, quiet: timedelta) -> None:
        """Someone came back after a long time: first show that it is you."""
        if not self.has_passphrase:
            return
        if quiet < timedelta(minutes=1):
            return  # the least there is: the settings need not be read
        if quiet < timedelta(minutes=self.settings.lock_minutes):
            return
        if self.all_saved():
            self.put_away()
            self.terminal.clear()
            self.say(_("It was quiet for a while, so the workbook is locked."))
            self.say(_("What you just typed is kept."))
            unlock.enter(self, again=True)
        else:
            unlock.prove(self)

    def _say_unsaved(self) -> None:
        self.say(
            _("NOT SAVED: {reason} Your words are still here.").format(
                reason=self.book.saver.error or ""
            )
        )

    def quit(self) -> None:
        """Leave; asks once more when something is not on the disk. Raises Left."""
        if self.is_open and not self.all_saved():
            self._say_unsaved()
            if not self.ask_yes(
                _("If you close now, the last of it is lost. y = close, Enter = no.")
            ):
                return
        raise Left

    def put_away(self) -> bool:
        """Save what waits and close; whether everything was saved."""
        if self._book is None:
            return True
        saved = self.all_saved()
        if self.sealed is not None:
            posix.unname_holder(self.home / LOCK)
        self._book.close()
        self._book = None
        return saved
