"""Confidence over eight kinds of situation."""

from workbook.testing import BlockTypeLaws
from workbook_plugins.high_risk.confidence import ConfidenceBlock, ConfidenceOptions

OPTIONS = ConfidenceOptions()


class TestLaws(BlockTypeLaws):
    """The laws of every block type."""

    block_type = ConfidenceBlock()
    options = (OPTIONS,)


def test_the_rows_are_the_eight_kinds() -> None:
    """Their ids never change: stored answers and collections use them."""
    rows = ConfidenceBlock().rows(OPTIONS)
    assert isinstance(rows, tuple)
    assert [row.id for row in rows] == [
        "neg_emotion",
        "neg_physical",
        "pos_emotion",
        "test_control",
        "urges",
        "conflict",
        "social_pressure",
        "pos_social",
    ]
    assert all(row.label and row.help for row in rows)


def test_the_columns_are_asked_for_each() -> None:
    """Confidence, how often it was met, and an example of one's own."""
    columns = ConfidenceBlock().columns(OPTIONS)
    assert [(column.id, column.type) for column in columns] == [
        ("confidence", "percent"),
        ("faced", "choice"),
        ("example", "text"),
    ]
    assert not any(column.required for column in columns)
