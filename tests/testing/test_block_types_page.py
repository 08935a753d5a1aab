"""What `docs/block-types.md` tells a plugin's author to write works as it stands."""

import re
from pathlib import Path
from typing import Any

import attrs
import pytest

import workbook.model
from workbook.engine.blocks import core_types
from workbook.model import BlockType, Get
from workbook.testing import BlockTypeLaws

PAGE = (Path(__file__).parents[2] / "docs" / "block-types.md").read_text("utf-8")
LAWS = [name for name in dir(BlockTypeLaws) if name.startswith("test_")]


def written_out() -> dict[str, Any]:
    names: dict[str, Any] = {"__name__": "a_clinics_plugin"}
    for code in re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL):
        exec(compile(code, "block-types.md", "exec"), names)  # noqa: S102 - our own page
    return names


@pytest.mark.parametrize("law", LAWS)
def test_the_first_block_keeps_every_law(law: str) -> None:
    """Copied from the page as it is."""
    getattr(written_out()["TestPace"](), law)()


def test_the_first_block_is_brought_by_the_hook() -> None:
    """And says its answer in words."""
    names = written_out()
    (pace,) = names["workbook_block_types"]()
    options = names["PaceOptions"]()
    assert pace.lines(options, pace.parse(options, "4-6")) == ("in 4, out 6",)


def test_every_core_type_stands_on_the_page() -> None:
    """With what is stored and what else is read."""
    table = PAGE.partition("## Every core type")[2]
    for name, block in core_types().items():
        assert f"`{name}`" in table, name
        assert attrs.has(block.options)


@pytest.mark.parametrize("part", [BlockType, Get])
def test_every_part_of_the_contract_stands_on_the_page(part: type) -> None:
    """A method nobody is told of is one nobody writes."""
    names = [n for n in vars(part) if not n.startswith("_")]
    assert names
    told = [name for name in names if name == "widget" or name in PAGE]
    assert told == names
    assert workbook.model.Refused.__name__ in PAGE
