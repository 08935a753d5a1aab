# ruff: noqa: T201 - a measurement prints what it measured
"""Evaluation after one keystroke against a full one, on 500 blocks.

Run: python tests/benchmarks/bench_evaluate.py
Bound (docs/architecture.md): incremental at most a tenth of full.
"""

import statistics
import time
from datetime import date, datetime
from decimal import Decimal

from workbook.authoring import read_exercise
from workbook.engine import Answered, Context, compile_exercise, evaluate
from workbook.engine.blocks import core_types

BLOCKS = 500
ROUNDS = 300


def exercise_text() -> str:
    """Five hundred scales: every fifth reads the one before, every fiftieth a total."""
    lines = [
        "id: bench.large",
        "version: 1",
        'title: "Large"',
        "keeps: many",
        "minutes: 1",
        'smallest: "One."',
        'purpose: "To measure."',
        'why: "It is measured."',
        "pages:",
    ]
    for number in range(BLOCKS):
        if number % 10 == 0:
            lines += [f"  - id: p{number}", "    blocks:"]
        show = f', show_if: "b{number - 1} >= 2"' if number % 5 == 4 else ""
        lines.append(f'      - {{id: b{number}, type: scale, text: "How much?"{show}}}')
    lines.append("scores:")
    for number in range(0, BLOCKS, 50):
        names = ", ".join(f"b{n}" for n in range(number, number + 50))
        lines.append(f"  - {{id: s{number}, sum: [{names}]}}")
    return "\n".join(lines) + "\n"


def median_us(work) -> float:
    times = []
    for _round in range(ROUNDS):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return statistics.median(times) * 1e6


def main() -> None:
    types = core_types()
    reading = read_exercise(exercise_text(), "large.yaml", "bench", types)
    assert reading.exercise is not None, reading.faults
    compiled = compile_exercise(reading.exercise, types)
    context = Context(date(2026, 1, 5), datetime(2026, 1, 5, 12), "e")
    answers: dict[str, dict[str | None, Answered]] = {
        f"b{n}": {None: Answered(Decimal(n % 11))} for n in range(BLOCKS)
    }
    before = evaluate(compiled, answers, context)
    answers["b203"] = {None: Answered(Decimal(1))}

    def full():
        return evaluate(compiled, answers, context)

    def incremental():
        return evaluate(compiled, answers, context, before, ["b203"])

    assert incremental().same_as(full())
    slow, quick = median_us(full), median_us(incremental)
    print(f"blocks {BLOCKS}, visited {incremental().visited} of {len(compiled.nodes)}")
    print(f"full        {slow:8.0f} us (median of {ROUNDS})")
    print(f"incremental {quick:8.0f} us")
    print(f"ratio       {quick / slow:8.3f} (bound 0.1)")


if __name__ == "__main__":
    main()
