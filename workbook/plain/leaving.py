"""Leaving at any moment: Ctrl-C, a closed window, a shutdown.

Each ends the visit the way /quit does.  It cuts in only while somebody is asked
something: a line that was typed is first brought on its way to the disk, so that
“Everything is kept” is true.
"""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext, suppress
from types import FrameType
from typing import Final

from workbook.plain.terminal import PROMPT, Left, Terminal, Waited

_LEAVING: Final = (signal.SIGTERM, signal.SIGHUP, signal.SIGINT)
_AGAIN: Final = 0.05
"""Seconds after which a signal nobody noticed, or heeded yet, is repeated."""
_PATIENCE: Final = 3.0
"""Seconds in which a change comes to its end; then something hangs, and is left."""


class Attended:
    """A terminal that knows whether somebody is asked something now."""

    def __init__(self, terminal: Terminal) -> None:
        self._terminal = terminal
        self._asking = False

    def asking(self) -> bool:
        """Whether a line, a secret or a pause is waited for at this moment."""
        return self._asking

    @property
    def width(self) -> int:
        """As the terminal's."""
        return self._terminal.width

    @property
    def live(self) -> bool:
        """As the terminal's."""
        return self._terminal.live

    def write(self, line: str = "") -> None:
        """Print one line."""
        self._terminal.write(line)

    def read(self, prompt: str = PROMPT) -> str | None:
        """The line typed."""
        with self._waiting():
            return self._terminal.read(prompt)

    def secret(self, prompt: str) -> str | None:
        """The line typed, not shown."""
        with self._waiting():
            return self._terminal.secret(prompt)

    def wait(self, seconds: float) -> Waited:
        """Let time pass."""
        with self._waiting():
            return self._terminal.wait(seconds)

    def clear(self) -> None:
        """Clear the screen."""
        self._terminal.clear()

    @contextmanager
    def _waiting(self) -> Iterator[None]:
        self._asking = True
        try:
            yield
        finally:
            self._asking = False


@contextmanager
def leaving_cleanly(asking: Callable[[], bool]) -> Iterator[None]:
    """Raise Left for a signal to leave, as soon as `asking` says that it may."""
    heard = threading.Event()
    first: list[float] = []

    def leave(_number: int, _frame: FrameType | None) -> None:
        if heard.is_set():
            return
        first.append(time.monotonic())
        if asking() or first[-1] - first[0] > _PATIENCE:
            heard.set()
            raise Left

    before = {}
    for number in _LEAVING:
        with suppress(ValueError):  # not in the main thread
            before[number] = signal.signal(number, leave)
    with _second_knock(heard) if before else nullcontext():
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)


@contextmanager
def _second_knock(heard: threading.Event) -> Iterator[None]:
    """Repeat a signal until it is heeded.

    One that comes while something is changed waits for the end of that.  One that
    comes while readline looks at a key goes unnoticed until the next key (its
    `select` starts after the signal came); nobody may press one any more.
    """
    listen, tell = os.pipe()
    os.set_blocking(tell, False)
    main = threading.get_ident()

    def knock() -> None:
        for number in iter(lambda: os.read(listen, 1), b""):
            while number[0] in _LEAVING and not heard.wait(_AGAIN):
                signal.pthread_kill(main, number[0])

    thread = threading.Thread(target=knock, name="second knock", daemon=True)
    before = signal.set_wakeup_fd(tell, warn_on_full_buffer=False)
    thread.start()
    try:
        yield
    finally:
        signal.set_wakeup_fd(before)
        heard.set()
        os.close(tell)
        thread.join()
        os.close(listen)


@contextmanager
def undisturbed() -> Iterator[None]:
    """While everything is put away no signal cuts in."""
    before = {}
    for number in _LEAVING:
        with suppress(ValueError):
            before[number] = signal.signal(number, signal.SIG_IGN)
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
