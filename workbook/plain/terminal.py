"""Lines out, lines in: the one place that knows a terminal.

No cursor is asked for and none is moved.  A line is edited by the terminal
itself or, where it can more, by readline; no history is kept, neither on disk
nor for the up key.  While a pause runs, keys are looked at one by one, so that
nothing is printed inside a line being typed.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from getpass import getpass
from typing import Final, Protocol, TextIO

from attrs import frozen

from workbook.plain.now import in_ascii

PROMPT: Final = "> "
NARROWEST: Final = 40
WIDEST: Final = 80
_CLEARED: Final = "\x1b[H\x1b[2J\x1b[3J"
_END_OF_INPUT: Final = "\x04"


class Left(Exception):
    """The person leaves, or the terminal is gone. Everything is kept."""


@frozen
class Waited:
    """How a pause ended: after so many seconds, with a line typed or by itself."""

    seconds: float
    line: str | None = None


class Terminal(Protocol):
    """Where plain lines are written and read."""

    @property
    def width(self) -> int:
        """Columns to write in, 40 to 80."""

    @property
    def live(self) -> bool:
        """Whether a person sits there: pauses last, secrets are not echoed."""

    def write(self, line: str = "") -> None:
        """Print one line. Raises Left when nobody reads any more."""

    def read(self, prompt: str = PROMPT) -> str | None:
        """The line typed; None at the end of the input."""

    def secret(self, prompt: str) -> str | None:
        """The line typed, without showing it where that can be helped."""

    def wait(self, seconds: float) -> Waited:
        """Let time pass until it is over or a line is typed. Raises Left at the end."""

    def clear(self) -> None:
        """Take what stands on the screen out of sight, where there is a screen."""


class StdTerminal:
    """Standard input and output, whatever they are."""

    def __init__(
        self, stdin: TextIO | None = None, stdout: TextIO | None = None
    ) -> None:
        self._in = stdin or sys.stdin
        self._out = stdout or sys.stdout
        self._live = _is_tty(self._in) and _is_tty(self._out)
        self._edits = self._live and os.environ.get("TERM", "dumb") != "dumb"
        for stream in (self._in, self._out):
            with suppress(AttributeError, ValueError):
                # A byte that is no letter must not end the evening.
                stream.reconfigure(  # type: ignore[union-attr]
                    errors="replace" if stream is self._in else "strict"
                )
        if self._edits:
            _prepare_editing()

    @property
    def width(self) -> int:
        """The terminal's columns, as far as lines read well; 80 where nobody says."""
        columns = WIDEST
        with suppress(OSError, ValueError, AttributeError):
            columns = os.get_terminal_size(self._out.fileno()).columns or WIDEST
        return max(NARROWEST, min(columns, WIDEST))

    @property
    def live(self) -> bool:
        """Whether a person sits at both ends."""
        return self._live

    def write(self, line: str = "") -> None:
        """Print one line; in plainer signs where the terminal has no others."""
        self._put(f"{line}\n")

    def _put(self, text: str) -> None:
        try:
            try:
                self._out.write(text)
            except UnicodeEncodeError:
                self._out.write(in_ascii(text))
            self._out.flush()
        except (OSError, ValueError) as gone:
            raise Left from gone

    def read(self, prompt: str = PROMPT) -> str | None:
        """The line typed; None at the end of the input."""
        try:
            if self._edits:
                return input(prompt)
            self._put(prompt)
            line = self._in.readline()
        except EOFError:
            self._put("\n")
            return None
        except (OSError, ValueError):
            return None
        if not self._live:
            self._put("\n")  # no key was pressed: the line ends here all the same
        return line.rstrip("\r\n") if line else None

    def secret(self, prompt: str) -> str | None:
        """Without echo on a terminal; a plain line through a pipe."""
        if not self._live:
            return self.read(prompt)
        try:
            return getpass(prompt)
        except EOFError:
            self._put("\n")
            return None

    def wait(self, seconds: float) -> Waited:
        """Through a pipe no time passes: the next line ends the pause; a number on
        it says how many seconds it was.
        """
        if self._live:
            return self._wait_for_key(seconds)
        line = self.read("")
        if line is None:
            raise Left
        return waited_by_line(line, seconds)

    def _wait_for_key(self, seconds: float) -> Waited:
        start = time.monotonic()
        with _one_by_one(self._in.fileno()):
            typed = _keys(self._in.fileno(), start + seconds)
        if not typed:
            return Waited(time.monotonic() - start)
        if _END_OF_INPUT in typed:
            raise Left
        begun, newline, _rest = typed.replace("\r", "\n").partition("\n")
        if newline:
            self._put("\n" if not begun else f"{begun}\n")
            return Waited(time.monotonic() - start, begun)
        rest = self._go_on_typing(begun)
        if rest is None:
            raise Left
        return Waited(time.monotonic() - start, rest)

    def _go_on_typing(self, begun: str) -> str | None:
        """The rest of a line whose first letters are already here."""
        if not self._edits:
            self._put(begun)
            rest = self.read("")
            return None if rest is None else begun + rest
        import readline

        readline.set_startup_hook(lambda: readline.insert_text(begun))
        try:
            return self.read(PROMPT)
        finally:
            readline.set_startup_hook(None)

    def clear(self) -> None:
        """On a terminal that can: the screen and what was scrolled away."""
        if self._edits:
            self._put(_CLEARED)


def waited_by_line(line: str, seconds: float) -> Waited:
    """A pause that a line ended at once: “90” says it was 90 seconds."""
    if line.strip().isdecimal():
        return Waited(min(float(line.strip()[:6]), seconds), "")
    return Waited(0, line)


def _is_tty(stream: TextIO) -> bool:
    with suppress(OSError, ValueError, AttributeError):
        return stream.isatty()
    return False


def _prepare_editing() -> None:
    """Readline for the arrow keys, and nothing else of it."""
    with suppress(ImportError):
        import readline

        readline.set_auto_history(False)
        # Neither of these may write its own orders into the lines.
        readline.parse_and_bind("set enable-bracketed-paste off")
        readline.parse_and_bind("set enable-meta-key off")


@contextmanager
def _one_by_one(descriptor: int) -> Iterator[None]:
    """Keys as they are pressed, unseen, until the end of the block."""
    import termios

    before = termios.tcgetattr(descriptor)
    mode = termios.tcgetattr(descriptor)
    mode[3] &= ~(termios.ICANON | termios.ECHO)
    termios.tcsetattr(descriptor, termios.TCSANOW, mode)
    try:
        yield
    finally:
        termios.tcsetattr(descriptor, termios.TCSANOW, before)


def _keys(descriptor: int, until: float) -> str:
    """The first keys pressed before the moment `until`; "" when there were none."""
    from select import select

    left = max(0.0, until - time.monotonic())
    ready, _, _ = select([descriptor], [], [], left)
    if not ready:
        return ""
    return os.read(descriptor, 1024).decode(errors="replace") or _END_OF_INPUT
