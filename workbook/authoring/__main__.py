"""Scratch: `python -m workbook.authoring FILE...` prints the faults of files."""

import sys
from importlib import import_module
from importlib.metadata import EntryPoint
from pathlib import Path

from workbook.authoring import check_paths, read_exercise
from workbook.engine import shape_of
from workbook.engine.blocks import core_types


class _Beside:
    def __init__(self) -> None:
        core = core_types()
        sys.path.append("plugins")
        points = [
            EntryPoint(name, f"workbook_plugins.{name}", "workbook")
            for name in ("trigger_mapping", "high_risk", "communication", "twelve_step")
        ]
        plugins = import_module("workbook.host").load_plugins(points, core)
        for state in plugins.states:
            if state.state != "loaded":
                print("plugin", state, file=sys.stderr)
        self.types = {**core, **plugins.types}
        self.shapes = {}
        self._ids = []
        self.blocks = {}
        root = Path("exercises")
        for file in sorted(root.glob("*/*.yaml")):
            reading = read_exercise(
                file.read_bytes(), str(file), file.parent.name, self.types
            )
            exercise = reading.exercise or reading.draft
            if exercise is not None:
                self._ids.append(exercise.id)
                names = tuple(block.id for block in exercise.blocks())
                self.blocks[exercise.id] = (*names, "craving_before", "craving_after")
                self.shapes |= {s.name: s for s in shape_of(exercise, self.types)}

    def blocks_of(self, exercise_id: str) -> tuple[str, ...]:
        return self.blocks[exercise_id]

    def ids(self) -> list[str]:
        return self._ids


def main() -> int:
    faults = check_paths(map(Path, sys.argv[1:]), _Beside())
    for fault in faults:
        print(fault, f"({fault.severity})", fault.hint)
    return 1 if any(fault.is_error for fault in faults) else 0


sys.exit(main())
