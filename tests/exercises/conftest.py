"""The shipped exercise files, one after another."""

from __future__ import annotations

from pathlib import Path

import pytest
from attrs import frozen

from workbook.engine import Compiled
from workbook.model import Exercise
from workbook.usecases.library import Library

FILES = sorted((Path(__file__).parents[2] / "exercises").glob("*/*.yaml"))


@frozen
class Shipped:
    """One file, and what the library made of it."""

    path: Path
    compiled: Compiled
    #: As the file has it, without its craving check woven in.
    exercise: Exercise


@pytest.fixture(params=FILES, ids=lambda path: path.stem)
def shipped(request: pytest.FixtureRequest, library: Library) -> Shipped:
    """Each shipped exercise in turn."""
    path: Path = request.param
    found = [one for one in library.ids() if one.rpartition(".")[2] == path.stem]
    assert len(found) == 1, f"{path} is not in the library"
    return Shipped(path, library.compiled(found[0]), library.exercise(found[0]))
