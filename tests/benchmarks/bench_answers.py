"""One answer in the urge log, with nothing written before and with years of urges.

Run: python tests/benchmarks/bench_answers.py
What a keystroke costs must not grow with what was ever written: the views over all
urges are worked out when somebody looks at them.  In memory: the disk is measured by
bench_store.py.
"""

import statistics
import sys
import time
from datetime import timedelta
from decimal import Decimal

from workbook.model import At, Entry, State
from workbook.store import MemoryStore, Stored, Transaction
from workbook.testing import FakeClock
from workbook.usecases.leaving import Plans
from workbook.usecases.library import Library, open_library
from workbook.usecases.workbook import Workbook

LOG = "tm.craving_log"
ROUNDS = 40


def filled(library: Library, clock: FakeClock, entries: int) -> MemoryStore:
    """A store with so many finished urges, three hours apart."""
    store = MemoryStore()
    exercise = library.exercise(LOG)
    heads: list[Entry] = []
    answers: list[Stored] = []
    for number in range(entries):
        when = clock.now() - timedelta(hours=3 * number)
        head = Entry(
            id=f"e{number:09}",
            exercise=LOG,
            version=exercise.version,
            hash=exercise.hash,
            state=State.FINISHED,
            begun=when,
            touched=when,
        )
        heads.append(head)
        said = {
            "intensity": str(number % 11),
            "did": ("walked", "sang")[number % 2],
            "intensity_after": str(number % 5),
        }
        answers += (
            Stored(
                at=At(head.id, block), raw=raw, utc_ms=1, offset=0, hash=exercise.hash
            )
            for block, raw in said.items()
        )
    store.commit(
        Transaction(
            heads=tuple(heads),
            answers=tuple(answers),
            definitions={exercise.hash: library.text(LOG)},
        )
    )
    return store


def measured(library: Library, entries: int) -> tuple[float, float]:
    """Seconds until the first question stands, and of one answer (median)."""
    clock = FakeClock()
    book = Workbook(filled(library, clock, entries), library, clock, Plans(None))
    start = time.perf_counter()
    opened = book.begin(LOG)
    first = time.perf_counter() - start
    times = []
    for number in range(ROUNDS):
        start = time.perf_counter()
        opened.answer("intensity", Decimal(number % 11))
        opened.stops()
        times.append(time.perf_counter() - start)
    book.close()
    return first, statistics.median(times)


def main() -> None:
    """Print one line for each size, beside the empty workbook."""
    library = open_library(None, None)
    library.compiled(LOG)
    base = measured(library, 0)[1]
    lines = [f"{'urges':>7}  {'first question':>14}  {'one answer':>10}  ratio to none"]
    for entries in (0, 100, 1_000, 10_000):
        first, answer = measured(library, entries)
        lines.append(
            f"{entries:>7}  {first * 1e3:>11.1f} ms"
            f"  {answer * 1e6:>7.0f} us  {answer / base:.1f}"
        )
    sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
