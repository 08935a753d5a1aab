# ruff: noqa: T201 - a measurement prints what it measured
"""What one saved answer costs beside the disk itself, and what opening costs.

    python tests/benchmarks/bench_store.py [--large] [--rounds N]

Each round saves one answer into a store that already holds 100 and 10 000 (with
--large also 100 000) answers, and appends and syncs the same number of bytes to a
plain file, one right after the other: a disk wanders between one second and the
next, so only neighbours are compared.  The bound is a ratio of medians of 1.5, and
the same ratio at every size.
"""

from __future__ import annotations

import argparse
import os
import statistics
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING
from unittest import mock

from workbook.model import At
from workbook.store import Stored, Transaction, create, open_store, posix

if TYPE_CHECKING:
    from workbook.store import SealedStore

WORDS = "After work I walked past the corner and called Sam instead. " * 3
TOGETHER = 500


def answer(number: int) -> Stored:
    """One answer of about 300 bytes, at an address of its own."""
    return Stored(
        at=At(f"entry{number // 20:06}", f"block_{number % 20}"),
        raw=WORDS,
        hash="0" * 64,
        utc_ms=1_790_000_000_000 + number,
        offset=60,
    )


def filled(home: Path, count: int) -> SealedStore:
    """A store that holds `count` answers, each in a record of its own."""
    store, _spare = create(home, None)
    with mock.patch.object(posix, "sync"):
        for number in range(count):
            store.commit(Transaction(answers=(answer(number),)))
    return store


def timed_append(descriptor: int, data: bytes) -> float:
    """Seconds for one plain append and sync."""
    begun = time.perf_counter()
    os.write(descriptor, data)
    os.fsync(descriptor)
    return time.perf_counter() - begun


def timed_save(store: SealedStore, number: int) -> float:
    """Seconds for one saved answer: made, sealed, on the disk, in memory."""
    begun = time.perf_counter()
    store.commit(Transaction(answers=(answer(number),)))
    return time.perf_counter() - begun


def record_size(store: SealedStore) -> int:
    """Bytes one saved answer adds to the log."""
    path = max((store.home / "log").iterdir())
    before = path.stat().st_size
    store.commit(Transaction(answers=(answer(0),)))
    return path.stat().st_size - before


def compare(folder: Path, sizes: list[int], rounds: int) -> None:
    """Interleave saves and plain appends; print medians and ratios."""
    stores = {size: filled(folder / str(size), size) for size in sizes}
    data = os.urandom(record_size(stores[sizes[0]]))
    plain = os.open(folder / "plain", os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    appends: dict[int, list[float]] = {size: [] for size in sizes}
    saves: dict[int, list[float]] = {size: [] for size in sizes}
    for number in range(rounds):
        for size, store in stores.items():
            appends[size].append(timed_append(plain, data))
            saves[size].append(timed_save(store, number % size))
    os.close(plain)
    print(f"one saved answer, {len(data)} bytes, {rounds} rounds, median")
    for size in sizes:
        raw, save = statistics.median(appends[size]), statistics.median(saves[size])
        print(
            f"  at {size:>7,}: {save * 1e6:7.0f} µs, append + fsync "
            f"{raw * 1e6:7.0f} µs, ratio {save / raw:.2f}"
        )
    for store in stores.values():
        store.close()


def opening(folder: Path, sizes: list[int]) -> None:
    """Print the median of five openings at each size."""
    for size in sizes:
        times = []
        for _round in range(5):
            begun = time.perf_counter()
            store = open_store(folder / str(size))
            times.append(time.perf_counter() - begun)
            store.close()
        print(f"opening {size:>7,} answers: {statistics.median(times) * 1e3:.0f} ms")


def main() -> None:
    """Run both measurements in a folder of their own."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--large", action="store_true", help="also 100 000 answers")
    parser.add_argument("--rounds", type=int, default=1000)
    chosen = parser.parse_args()
    sizes = [100, 10_000, *([100_000] if chosen.large else [])]
    with tempfile.TemporaryDirectory(dir=Path.cwd()) as folder:
        compare(Path(folder), sizes, chosen.rounds)
        opening(Path(folder), sizes)


if __name__ == "__main__":
    main()
