"""Help now in plain lines: print, read a line, print again.

It stands alone.  It imports `workbook.safety` and a few modules of Python, it
asks for nothing, keeps nothing, and it never raises: when a plan cannot be
shown, the built-in page is; when the input ends, it returns.  All input and
output comes in as functions, so that every face, and every test, can use it.
"""

import os
import sys
from collections.abc import Callable
from contextlib import suppress
from typing import Final, TypeAlias

from workbook.safety import pages
from workbook.safety.countries import named
from workbook.safety.doors import DOORS, PAGES, Timer
from workbook.safety.places import guess_country

#: Shows a prompt and gives the line typed; None (or EOFError) at the end.
Read: TypeAlias = Callable[[str], str | None]
Write: TypeAlias = Callable[[str], object]
#: Waits so many seconds; True when the person pressed Enter before the end.
Wait: TypeAlias = Callable[[float], bool]

PROMPT: Final = "> "
_FRONT, _PLANS, _PEOPLE, _SOURCES, _COUNTRY = "front", "M", "P", "?", "C"
_EVERYWHERE: Final = {
    "m": _PLANS,
    "p": _PEOPLE,
    "?": _SOURCES,
    "c": _COUNTRY,
    "country": _COUNTRY,
    "now": _FRONT,
    "help": _FRONT,
    **{str(number): door.key for number, door in enumerate(DOORS, 1)},
    **{door.key: door.key for door in DOORS},
    **{door.title.casefold(): door.key for door in DOORS},
}
_LEAVE: Final = frozenset({"q", "quit", "exit", ":q"})
_BACK: Final = frozenset({"", "b", "back"})
_KEYS: Final = {
    _FRONT: "Type 1 to 5, or a letter, then Enter. Q leaves.",
    _COUNTRY: "Enter goes back. Q leaves.",
}
_KEYS_HERE: Final = "Enter goes back. 1 to 5 opens a door. Q leaves."


def run(  # noqa: PLR0913 - what differs from face to face; most have defaults
    read: Read,
    write: Write,
    country: str | None = None,
    plans: tuple[pages.Plan, ...] = (),
    width: int = 80,
    *,
    guessed: bool = False,
    door: str = "",
    wait: Wait | None = None,
) -> None:
    """Show Help now until the person leaves or the input ends.

    `door` opens one door at once (`urge`, `unsafe`, `wont_wake`, `used`,
    `too_much`); back leads to the front page.  Without `wait` a timer says all
    its lines at once, for input that is not a terminal.  Raises nothing.
    """
    with suppress(EOFError, KeyboardInterrupt, OSError, ValueError):
        visit = _Visit(read, write, wait)
        visit.show(country, plans, width, guessed=guessed)
        visit.stay(door)


def now_here(  # noqa: PLR0913 - each has a default that is right for `/now`
    read: Read,
    write: Write,
    door: str = "",
    *,
    country: str | None = None,
    plans: tuple[pages.Plan, ...] = (),
    width: int = 0,
    wait: Wait | None = None,
) -> None:
    """Help now from inside another face, at a door if one is named.

    An empty country is guessed and shown as a guess; a width of 0 is asked of
    the terminal.  Raises nothing.
    """
    run(
        read,
        write,
        country or guess_here(),
        plans,
        width or terminal_width(),
        guessed=not country,
        door=door,
        wait=wait or terminal_wait(),
    )


class _Visit:
    """One visit to the page: where the person stands, and for which country."""

    def __init__(self, read: Read, write: Write, wait: Wait | None) -> None:
        self._read = read
        self._write = write
        self._wait = wait
        self._here = _FRONT
        self.show(None, (), 80, guessed=False)

    def show(
        self,
        country: str | None,
        plans: tuple[pages.Plan, ...],
        width: int,
        *,
        guessed: bool,
    ) -> None:
        """What the pages are made of from now on."""
        self._country = country
        self._plans = plans
        self._width = width
        self._guessed = guessed

    def stay(self, door: str) -> None:
        self._go(door if door in PAGES else _FRONT)
        while (line := self._read(PROMPT)) is not None:
            words = line.strip().casefold().removeprefix("/").strip()
            if words in _LEAVE or (words in _BACK and self._here == _FRONT):
                return
            self._do(words)

    def _do(self, words: str) -> None:
        page = PAGES.get(self._here)
        choices = _choices(page.choices) if page else {}
        if words in _BACK:
            self._go((page.behind if page else "") or _FRONT)
        elif words in choices:
            self._go(choices[words])
        elif self._here == _COUNTRY and self._choose_country(words):
            self._go(_FRONT)
        elif words in {"t", "timer"} and page and page.timer:
            self._ride(page.timer)
        elif words in _EVERYWHERE:
            self._go(_EVERYWHERE[words])
        else:
            self._say(f"Not a key of this page. {_KEYS.get(self._here, _KEYS_HERE)}")

    def _go(self, here: str) -> None:
        self._here = here
        self._out("")
        for line in self._page():
            self._out(line)
        self._say(_KEYS.get(here, _KEYS_HERE))

    def _say(self, text: str) -> None:
        for line in pages.fold(text, self._width):
            self._out(line)

    def _out(self, line: str) -> None:
        try:
            self._write(line)
        except UnicodeEncodeError:
            self._write(in_ascii(line))

    def _page(self) -> pages.Lines:
        """The page where we stand; the built-in one if anything of ours fails."""
        try:
            return self._made()
        except Exception:  # noqa: BLE001 - whatever fails, a page is shown
            self.show(None, (), 80, guessed=False)
            return self._made()

    def _made(self) -> pages.Lines:
        code, plans = self._country, self._plans
        width, guessed = self._width, self._guessed
        if self._here == _FRONT:
            return pages.front(code, width, plans, guessed=guessed)
        if self._here == _PLANS:
            return pages.my_plans(code, width, plans, guessed=guessed)
        if self._here == _PEOPLE:
            return pages.my_people(code, width, plans, guessed=guessed)
        if self._here == _SOURCES:
            return pages.sources(code, width, guessed=guessed)
        if self._here == _COUNTRY:
            return pages.countries(code, width, guessed=guessed)
        return pages.door(self._here, code, width, plans, guessed=guessed)

    def _choose_country(self, words: str) -> bool:
        if words == "0":
            self._country, self._guessed = None, False
            return True
        found = named(words)
        if found is None:
            return False
        self._country, self._guessed = found.code, False
        return True

    def _ride(self, timer: Timer) -> None:
        """Say the timer's lines, a minute apart; Enter stops it."""
        if not self._wait:
            self._say("Here is what to do, minute by minute.")
        for text in (timer.start, *timer.each):
            self._say(text)
            if self._wait and self._wait(60.0):
                self._say("Stopped.")
                return
        self._say(timer.end)


def in_ascii(line: str) -> str:
    """The line for a terminal that knows no other signs."""
    from unicodedata import normalize

    line = line.replace("“", '"').replace("”", '"')
    return normalize("NFKD", line).encode("ascii", "ignore").decode("ascii")


def _choices(choices: tuple[tuple[str, str, str], ...]) -> dict[str, str]:
    """What a person may type for each choice: its letter, its words."""
    return {
        word: to
        for letter, label, to in choices
        for word in (letter.casefold(), label.casefold())
    }


# -- what the computer says of itself -------------------------------------------


def guess_here() -> str | None:
    """A guess at the country from this computer's clock and language."""
    with suppress(Exception):
        return guess_country(_language(), _zone())
    return None


def _language() -> str:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if os.environ.get(name):
            return os.environ[name]
    return ""


def _zone() -> str:
    """The time zone's name: TZ, else what /etc says."""
    if os.environ.get("TZ"):
        return os.environ["TZ"]
    with suppress(OSError):
        link = os.path.realpath("/etc/localtime")
        if "/zoneinfo/" in link:
            return link.split("/zoneinfo/", 1)[1]
    with suppress(OSError), open("/etc/timezone", encoding="utf-8") as file:  # noqa: PTH123 - pathlib is slow to import
        return file.readline().strip()
    return ""


def terminal_width() -> int:
    """The columns of this terminal, 80 where nobody says."""
    with suppress(OSError, ValueError, AttributeError):
        return os.get_terminal_size(sys.stdout.fileno()).columns or 80
    return 80


def terminal_wait() -> Wait | None:
    """A way to wait for Enter on a real terminal; None through a pipe."""
    with suppress(OSError, ValueError, AttributeError):
        if sys.stdin.isatty():
            return _wait_for_enter
    return None


def _wait_for_enter(seconds: float) -> bool:
    """Whether Enter was pressed within so many seconds."""
    from select import select

    try:
        ready, _, _ = select([sys.stdin], [], [], seconds)
        if ready:
            sys.stdin.readline()
    except KeyboardInterrupt:
        return True
    return bool(ready)
