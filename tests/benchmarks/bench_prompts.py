# ruff: noqa: T201 - a measurement prints what it measured
"""From Enter to the next prompt: the plain face, questionary and InquirerPy.

    pip install -c constraints.txt '.[bench]'
    python tests/benchmarks/bench_prompts.py [--rounds N]

The same twenty questions are answered through a real pseudo-terminal, each program
in turn.  Once the terminal answers when it is asked where the cursor is, once it
answers nothing, as serial lines, some braille drivers and simple emulators do.
A prompt stands when the last of it has been written.  The workbook has each answer
on the disk (fsync) by then; the other two keep theirs in memory.  Our bound is a
median of 10 ms.  Nothing is asserted.
"""

import argparse
import os
import pty
import re
import select
import statistics
import subprocess
import sys
import tempfile
import time
from importlib.metadata import version
from pathlib import Path

from attrs import define, frozen

QUESTIONS = 20
ASKS_CURSOR = b"\x1b[6n"
CURSOR = b"\x1b[3;1R"
SILENCE = 0.05
PATIENCE = 15.0
TEXT = "Question {number:02}: what helped?"
HEAD = """\
id: bench.twenty
version: 1
title: "Twenty"
keeps: many
minutes: 1
smallest: "One."
purpose: "To measure."
why: "It is measured."
pages:
  - id: all
    blocks:
"""
QUESTIONARY = """\
import questionary
for number in range(1, {last}):
    assert questionary.text("Question %02d: what helped?" % number).ask()
"""
INQUIRERPY = """\
from InquirerPy import inquirer
for number in range(1, {last}):
    assert inquirer.text(message="Question %02d: what helped?" % number).execute()
"""


@frozen
class Program:
    """What is run, and how its standing prompt looks on the wire."""

    name: str
    command: tuple[str, ...]
    prompt: str


@define
class Terminal:
    """A pseudo-terminal that answers a question for the cursor, or does not."""

    command: tuple[str, ...]
    environment: dict[str, str]
    answers: bool
    _descriptor: int = -1
    _child: int = 0
    _heard: bytes = b""

    def start(self) -> None:
        """Run the command with this terminal as its own."""
        self._child, self._descriptor = pty.fork()
        if not self._child:
            os.execve(self.command[0], self.command, self.environment)  # noqa: S606

    def wait(self, pattern: str) -> None:
        """Read on until the pattern stands, looking only at what is new."""
        wanted = re.compile(pattern.encode(), re.DOTALL)
        end = time.monotonic() + PATIENCE
        while not wanted.search(self._heard):
            if not self._listen(end - time.monotonic()):
                shown = self._heard.decode(errors="replace")
                sys.exit(f"{self.command[0]} did not show {pattern!r}:\n{shown}")

    def settle(self) -> None:
        """Read until nothing has come for a moment, and forget it."""
        while self._listen(SILENCE):
            pass
        self._heard = b""

    def _listen(self, seconds: float) -> bool:
        ready, _, _ = select.select([self._descriptor], [], [], max(0.0, seconds))
        if not ready:
            return False
        try:
            chunk = os.read(self._descriptor, 65536)
        except OSError:
            return False
        self._heard += chunk
        if self.answers:
            for _asked in range(chunk.count(ASKS_CURSOR)):
                os.write(self._descriptor, CURSOR)
        return bool(chunk)

    def type(self, keys: str) -> None:
        """Keys, as a person presses them."""
        os.write(self._descriptor, keys.encode())

    def stop(self) -> None:
        """The terminal is closed, and the program with it."""
        os.close(self._descriptor)
        os.waitpid(self._child, 0)


@frozen
class Run:
    """One time through, in seconds."""

    first: float
    between: list[float]


def one_run(program: Program, environment: dict[str, str], *, answers: bool) -> Run:
    """Answer the twenty; seconds to the first prompt, then from Enter to the next."""
    terminal = Terminal(program.command, environment, answers=answers)
    begun = time.perf_counter()
    terminal.start()
    terminal.wait(program.prompt.format(number=1))
    first = time.perf_counter() - begun
    taken = []
    for number in range(2, QUESTIONS + 1):
        terminal.settle()
        terminal.type(f"answer {number - 1}")
        terminal.settle()
        begun = time.perf_counter()
        terminal.type("\r")
        terminal.wait(program.prompt.format(number=number))
        taken.append(time.perf_counter() - begun)
    terminal.type("the last answer\r")  # ends it, so that the next run begins anew
    terminal.settle()
    terminal.stop()
    return Run(first, taken)


def programs(folder: Path) -> list[Program]:
    """The three, ours over an open workbook made here."""
    workbook = str(Path(sys.executable).with_name("workbook"))
    home = str(folder / "home")
    subprocess.run(
        [workbook, "--home", home, "init", "--no-passphrase"],
        check=True,
        stdout=subprocess.DEVNULL,
    )
    blocks = "".join(
        f'      - {{id: q{n}, type: text, text: "{TEXT.format(number=n)}"}}\n'
        for n in range(1, QUESTIONS + 1)
    )
    Path(home, "added").mkdir(exist_ok=True)
    Path(home, "added", "twenty.yaml").write_text(HEAD + blocks)
    theirs = "Question {number:02}: what helped[?]"
    found = [
        Program(
            "workbook",
            (workbook, "--home", home, "do", "bench.twenty", "--plain"),
            "Question {number:02}: .*\n> $",
        )
    ]
    for name, text in (("questionary", QUESTIONARY), ("InquirerPy", INQUIRERPY)):
        script = folder / f"{name}.py"
        script.write_text(text.format(last=QUESTIONS + 1))
        found.append(Program(name, (sys.executable, "-P", str(script)), theirs))
    return found


def compare(rounds: int, *, answers: bool) -> None:
    """One table: the three programs on one kind of terminal."""
    runs: dict[str, list[Run]] = {}
    with tempfile.TemporaryDirectory(dir=Path.cwd()) as folder:
        environment = os.environ | {"TERM": "xterm-256color"}
        environment.pop("PROMPT_TOOLKIT_NO_CPR", None)
        three = programs(Path(folder))
        time.sleep(2.1)  # a file younger than this is read anew each time
        for number in range(rounds + 1):
            for program in three:
                run = one_run(program, environment, answers=answers)
                if number:  # the first round fills every cache
                    runs.setdefault(program.name, []).append(run)
    kind = "answers" if answers else "does not answer"
    print(f"a terminal that {kind} cursor queries, {rounds} rounds, median (slowest)")
    ours = statistics.median(one for run in runs["workbook"] for one in run.between)
    for name, those in runs.items():
        between = [one for run in those for one in run.between]
        median = statistics.median(between)
        print(
            f"  {name:<12}"
            f" first prompt {statistics.median(r.first for r in those) * 1e3:7.1f} ms,"
            f" Enter to next prompt {median * 1e3:7.2f} ms ({max(between) * 1e3:.1f}),"
            f" {median / ours:6.1f} x workbook"
        )


def main() -> None:
    """Both terminals."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    rounds = parser.parse_args().rounds
    versions = ", ".join(f"{n} {version(n)}" for n in ("questionary", "InquirerPy"))
    print(f"{QUESTIONS} questions; beside {versions}")
    for answers in (True, False):
        compare(rounds, answers=answers)


if __name__ == "__main__":
    main()
