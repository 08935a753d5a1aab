"""A small exercise builder: blocks from plain mappings, over the core block types."""

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest

from workbook.authoring import read_exercise
from workbook.engine import Answered, Compiled, Context, compile_exercise
from workbook.engine.blocks import core_types
from workbook.model import Exercise

HEAD = """
id: test.one
version: 1
title: "A test"
keeps: many
minutes: 1
smallest: "One."
purpose: "To test."
why: "It is tested."
"""


@pytest.fixture(name="types", scope="session")
def _types() -> dict[str, Any]:
    return core_types()


@pytest.fixture(name="exercise")
def _exercise(types: dict[str, Any]) -> Callable[[str], Exercise]:
    """The exercise of a YAML text without its head."""

    def read(text: str) -> Exercise:
        reading = read_exercise(HEAD + text, "test.yaml", "test", types)
        assert reading.faults == ()
        assert reading.exercise is not None
        return reading.exercise

    return read


@pytest.fixture(name="compiled")
def _compiled(
    exercise: Callable[[str], Exercise], types: dict[str, Any]
) -> Callable[..., Compiled]:
    """The exercise of a YAML text, compiled."""

    def compile_(text: str, shapes: Any = None) -> Compiled:
        return compile_exercise(exercise(text), types, shapes)

    return compile_


@pytest.fixture(name="context")
def _context() -> Context:
    """Monday 5 January 2026, noon; nothing around."""
    return Context(today=date(2026, 1, 5), moment=datetime(2026, 1, 5, 12), entry="e1")


def _value(value: Any) -> Any:
    return Decimal(str(value)) if type(value) in (int, float) else value


@pytest.fixture(name="answers")
def _answers() -> Callable[..., dict[str, dict[str | None, Answered]]]:
    """Answers from keyword values; a list of dicts is a table with rows r0, r1, …"""

    def make(**given: Any) -> dict[str, dict[str | None, Answered]]:
        table: dict[str, dict[str | None, Answered]] = {}
        for block, value in given.items():
            if isinstance(value, list):
                table[block] = {
                    f"r{i}": Answered({k: _value(v) for k, v in row.items()}, f"{i:03}")
                    for i, row in enumerate(value)
                }
            else:
                table[block] = {None: Answered(_value(value))}
        return table

    return make
