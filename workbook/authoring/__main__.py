"""Scratch: `python -m workbook.authoring FILE...` prints the faults of files."""

import sys
from importlib.metadata import entry_points
from pathlib import Path

from workbook.authoring import read_exercise
from workbook.engine.blocks import core_types


def main() -> int:
    types = dict(core_types())
    for point in entry_points(group="workbook"):
        module = point.load()
        for one in getattr(module, "workbook_block_types", tuple)():
            types.setdefault(one.name, one)
    errors = 0
    for name in sys.argv[1:]:
        file = Path(name)
        reading = read_exercise(file.read_bytes(), name, file.parent.name, types)
        for fault in reading.faults:
            print(fault, f"({fault.severity})", fault.hint)
        errors += reading.exercise is None
    return 1 if errors else 0


sys.exit(main())
