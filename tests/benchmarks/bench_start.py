# ruff: noqa: T201 - a measurement prints what it measured
"""How long `workbook --help` and `workbook now` take, as whole processes.

    python tests/benchmarks/bench_start.py [--rounds N]

Every round starts each command once, one right after the other: a machine wanders
between one second and the next, so only neighbours are compared.  The bounds are
ratios of medians: `--help` at most 1.5 x importing click, `now` at most 1.5 x
`--help`.  Nothing is asserted.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

WORKBOOK = str(Path(sys.executable).with_name("workbook"))
COMMANDS = {
    "python -c pass": [sys.executable, "-c", "pass"],
    "python -c 'import click'": [sys.executable, "-c", "import click"],
    "workbook --help": [WORKBOOK, "--help"],
    "workbook now </dev/null": [WORKBOOK, "now"],
}
BOUNDS = {
    "workbook --help": ("python -c 'import click'", 1.5),
    "workbook now </dev/null": ("workbook --help", 1.5),
}


def seconds(command: list[str], environment: dict[str, str]) -> float:
    """One whole process, from its start to its end."""
    begun = time.perf_counter()
    subprocess.run(
        command,
        check=True,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        env=environment,
    )
    return time.perf_counter() - begun


def main() -> None:
    """Interleave the commands; print medians and their ratios."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=50)
    rounds = parser.parse_args().rounds
    taken: dict[str, list[float]] = {name: [] for name in COMMANDS}
    with tempfile.TemporaryDirectory() as folder:
        environment = os.environ | {"WORKBOOK_HOME": str(Path(folder, "none"))}
        for number in range(rounds + 1):
            for name, command in COMMANDS.items():
                time_taken = seconds(command, environment)
                if number:  # the first round fills the disk's cache
                    taken[name].append(time_taken)
    medians = {name: statistics.median(times) for name, times in taken.items()}
    print(f"whole processes, {rounds} rounds, median (fastest)")
    for name, median in medians.items():
        line = f"  {name:<26} {median * 1e3:6.1f} ms ({min(taken[name]) * 1e3:.1f})"
        if name in BOUNDS:
            other, bound = BOUNDS[name]
            ratio = median / medians[other]
            line += f"   {ratio:.2f} x {other} (bound {bound})"
        print(line)


if __name__ == "__main__":
    main()
