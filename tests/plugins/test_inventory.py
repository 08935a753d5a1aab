"""The evening inventory."""

import pytest

from workbook.model import FixedRow, Name, Words
from workbook.testing import BlockTypeLaws
from workbook_plugins.twelve_step.inventory import InventoryBlock, InventoryOptions


def item(id_: str) -> FixedRow:
    return FixedRow(id=Name(id_), label=Words(f"Was I {id_} today?"))


OPTIONS = InventoryOptions(items=(item("kind"), item("honest")))


class TestLaws(BlockTypeLaws):
    """The laws of every block type."""

    block_type = InventoryBlock()
    options = (OPTIONS,)


def test_a_row_for_each_item() -> None:
    """The items are the author's, in their order."""
    assert InventoryBlock().rows(OPTIONS) == OPTIONS.items


def test_the_columns_are_answer_and_note() -> None:
    """Yes, a little or no; a note is never asked for."""
    answer, note = InventoryBlock().columns(OPTIONS)
    assert (answer.id, answer.type) == ("answer", "choice")
    assert isinstance(answer.options, dict)
    assert [c.value for c in answer.options["choices"]] == ["yes", "a_little", "no"]
    assert (note.id, note.required) == ("note", False)


@pytest.mark.parametrize(
    ("items", "path"),
    [((), ("items",)), ((item("kind"), item("kind")), ("items", 1, "id"))],
)
def test_what_an_author_should_know(
    items: tuple[FixedRow, ...], path: tuple[str | int, ...]
) -> None:
    """No item, and one id twice, are faults."""
    options = InventoryOptions(items=items)
    assert [fault.path for fault in InventoryBlock().check(options)] == [path]
