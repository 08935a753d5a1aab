"""How long the library takes: `python tests/benchmarks/bench_library.py`.

Every number stands beside another of the same run: a cold library beside a warm
one, a check beside PyYAML reading the same text.  Nothing is asserted; machines
differ, ratios less.
"""

import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import yaml

from workbook.authoring import check_exercise, read_exercise
from workbook.engine.blocks import core_types
from workbook.usecases.library import open_library

QUESTIONS = 10
HEAD = """\
id: {family}.e{number}
version: 1
title: "Exercise {number} of {family}"
keeps: many
minutes: 3
smallest: "One line is enough."
purpose: "Write down what was there, and what helped."
why: "It is easier to find it again when it is written."
pages:
  - id: first
    title: "What was there"
    blocks:
"""
QUESTION = """\
      - id: q{index}
        type: scale
        text: "How strong was it at the time number {index}?"
        from: 0
        to: 10
        ends: ["not at all", "very strong"]
        show_if: "{reads}"
"""
TAIL = """\
tests:
  - answers: {q0: 3}
    expect: {shown: [q0]}
"""


def exercise(family: str, number: int) -> str:
    """A text of ten questions, each reading the one before it."""
    questions = "".join(
        QUESTION.format(index=i, reads=f"q{i - 1} >= 5" if i else "today == today")
        for i in range(QUESTIONS)
    )
    return HEAD.format(family=family, number=number) + questions + TAIL


def fastest(work: Callable[[], object], times: int = 5) -> float:
    """The fastest of some runs, in seconds."""
    taken = []
    for _run in range(times):
        begun = time.perf_counter()
        work()
        taken.append(time.perf_counter() - begun)
    return min(taken)


def say(what: str, seconds: float, beside: str, other: float) -> None:
    """One line: a time, and its ratio to another of this run."""
    ratio = seconds / other
    sys.stdout.write(f"{what:<44} {seconds * 1000:9.2f} ms   {ratio:7.2f} x {beside}\n")


def listing(count: int) -> None:
    """`list` of so many exercises: cold, warm, and only looking at the files."""
    with tempfile.TemporaryDirectory() as folder:
        root, cache = Path(folder, "installed"), Path(folder, "cache")
        for number in range(count):
            family = root / f"f{number % 20}"
            family.mkdir(parents=True, exist_ok=True)
            (family / f"e{number}.yaml").write_text(exercise(family.name, number))
        time.sleep(2.1)  # younger files are not trusted to the index

        def opened() -> int:
            library = open_library(None, cache, installed=root, entry_points=())
            return len(library.cards())

        def cold() -> None:
            (cache / "library.json").unlink(missing_ok=True)
            opened()

        stats = fastest(lambda: [f.stat() for f in sorted(root.glob("*/*.yaml"))])
        slow = fastest(cold, 2)
        warm = fastest(opened)
        say(f"list, {count} exercises, cold", slow, "warm", warm)
        say(f"list, {count} exercises, warm", warm, "finding the files", stats)


def checking(count: int) -> None:
    """A check of so many exercises, per question, beside PyYAML alone."""
    types = core_types()
    texts = [exercise("f", number) for number in range(count)]

    def check() -> None:
        for text in texts:
            assert check_exercise(read_exercise(text, "x", "f", types), types, {}) == ()

    def load() -> None:
        for text in texts:
            yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506 - a safe one

    questions = count * QUESTIONS
    ours, theirs = fastest(check, 2) / questions, fastest(load, 2) / questions
    say(f"check of {count} exercises, per question", ours, "PyYAML's load", theirs)


if __name__ == "__main__":
    listing(45)
    listing(1000)
    checking(500)
