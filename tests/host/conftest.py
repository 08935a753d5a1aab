"""Plugins written into a folder, as a stranger's package would be."""

import itertools
import sys
from collections.abc import Callable, Iterator
from importlib.metadata import EntryPoint
from pathlib import Path

import pytest

_NUMBERS = itertools.count()

BLOCK = """
from attrs import frozen
from workbook import hookimpl
from workbook.model import BlockType

@frozen(kw_only=True)
class MoodOptions:
    faces: int = 5

class MoodBlock(BlockType):
    name = "mood"
    options = MoodOptions
"""


@pytest.fixture
def plugin(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Callable[..., EntryPoint]]:
    """Writes a plugin of those lines and gives its entry point.

    `block=True` puts a block type `MoodBlock` (named "mood") before the lines.
    """
    monkeypatch.syspath_prepend(tmp_path)
    made: list[str] = []

    def write(source: str, name: str = "", *, block: bool = True) -> EntryPoint:
        module = f"stranger_{next(_NUMBERS)}"
        text = (BLOCK if block else "") + source
        (tmp_path / f"{module}.py").write_text(text, encoding="utf-8")
        made.append(module)
        return EntryPoint(name or module, module, "workbook")

    yield write
    for module in made:
        sys.modules.pop(module, None)
