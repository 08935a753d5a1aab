"""A person at a real terminal, in front of the installed command."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pexpect
import pytest

PROMPT = re.compile(r"(?:^|\n)(?:> |[A-Z][a-z ]+: )$")
COMMAND = (sys.executable, "-P", "-m", "workbook")
PATIENCE = 30


class Sitting:
    """One visit: what stands on the screen, and what is typed."""

    def __init__(
        self, environment: dict[str, str], *arguments: str, columns: int = 80
    ) -> None:
        program, *first = COMMAND
        self.child: pexpect.spawn[str] = pexpect.spawn(
            program,
            [*first, *arguments],
            env=environment,
            dimensions=(24, columns),
            encoding="utf-8",
            timeout=PATIENCE,
        )
        self.child.delaybeforesend = None
        #: What was printed since the line typed last, as one line of words.
        self.said = ""
        #: The same, in its lines.
        self.lines: list[str] = []

    def read(self) -> str:
        """What is printed up to the next standing prompt."""
        self.child.expect(PROMPT)
        return self._take(self.child.before or "")

    def type(self, line: str) -> str:
        """A line, and Enter; what is printed up to the next prompt."""
        self.child.send(line + "\r")
        return self.read()

    def type_all(self, *lines: str) -> str:
        """Several, one after the other."""
        for line in lines:
            self.type(line)
        return self.said

    def press(self, keys: str) -> None:
        """Keys, and no Enter."""
        self.child.send(keys)

    def begin(self, words: str) -> None:
        """The first words of a line, and no Enter; until they stand there."""
        self.child.send(words)
        self.child.expect_exact(words)
        # A signal that comes while readline draws a letter waits for the next key.
        self.child.expect(pexpect.TIMEOUT, timeout=0.1)

    def leave(self, line: str) -> str:
        """A line after which the program ends; what it printed last."""
        self.child.send(line + "\r")
        return self.end()

    def end(self, look: Callable[[int], object] = lambda _terminal: None) -> str:
        """Wait for the end of the program; what it printed last.

        `look` is shown the terminal as the program left it.
        """
        self.child.expect(pexpect.EOF)
        look(self.child.child_fd)
        self.child.close()
        return self._take(self.child.before or "")

    @property
    def code(self) -> int:
        """The exit code; the negative number of a signal that killed it."""
        if self.child.exitstatus is None:
            return -int(self.child.signalstatus or 0)
        return int(self.child.exitstatus)

    def signal(self, number: signal.Signals) -> None:
        """Send a signal to the program."""
        assert self.child.pid is not None
        os.kill(self.child.pid, number)

    def kill(self) -> None:
        """kill -9: nothing of it can be caught."""
        self.signal(signal.SIGKILL)
        self.child.expect(pexpect.EOF)
        self.child.close()

    def _take(self, printed: str) -> str:
        self.lines = printed.replace("\r", "").split("\n")
        self.said = " ".join(printed.split())
        return self.said


Sit = Callable[..., Sitting]
Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture(name="cache", scope="session")
def _cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One index of the library for all: it is no part of what is tested here."""
    return tmp_path_factory.mktemp("cache")


@pytest.fixture(name="home")
def _home(tmp_path: Path) -> Path:
    """Where the data folder will be."""
    return tmp_path / "home"


@pytest.fixture(name="environment")
def _environment(home: Path, cache: Path, tmp_path: Path) -> dict[str, str]:
    """A computer in no known country, and nothing of this one."""
    return {
        "PATH": os.environ.get("PATH", os.defpath),
        "HOME": str(tmp_path),
        "XDG_CACHE_HOME": str(cache),
        "WORKBOOK_HOME": str(home),
        "LANG": "C.UTF-8",
        "TZ": "UTC",
        "TERM": "xterm-256color",
    }


@pytest.fixture(name="sit")
def _sit(environment: dict[str, str]) -> Iterator[Sit]:
    """Sit down in front of `workbook`."""
    sittings: list[Sitting] = []

    def sit(*arguments: str, columns: int = 80, **changed: str) -> Sitting:
        sitting = Sitting(environment | changed, *arguments, columns=columns)
        sittings.append(sitting)
        return sitting

    yield sit
    for sitting in sittings:
        sitting.child.close(force=True)


@pytest.fixture(name="run")
def _run(environment: dict[str, str]) -> Run:
    """Run `workbook` as a script does."""

    def run(*arguments: str, typed: str = "") -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [*COMMAND, *arguments],
            input=typed,
            capture_output=True,
            text=True,
            env=environment,
            check=False,
            timeout=PATIENCE,
        )

    return run
