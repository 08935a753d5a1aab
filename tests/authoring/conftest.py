"""What the tests of authoring share: a small exercise, and a few block types."""

from collections.abc import Callable, Mapping
from types import SimpleNamespace

import pytest

from workbook.authoring import AuthorFault, Reading, check_exercise, read_exercise
from workbook.engine import Shape
from workbook.engine.blocks import core_types
from workbook.model import BlockType

HEAD = """\
id: my.place
version: 1
title: "A calm place"
keeps: many
minutes: 3
smallest: "One line is enough."
purpose: "Find one place where urges are rare."
why: "It is easier to go somewhere than to hold out somewhere."
"""

BODY = """\
pages:
  - id: first
    title: "The place"
    blocks:
      - {id: place, type: text, text: "Where are urges rare for you?", required: true}
      - {id: calm, type: scale, text: "How calm is it?", from: 0, to: 10}
      - {id: plan, type: long_text, text: "When could you go?", show_if: "calm >= 5"}
"""


@pytest.fixture(scope="session")
def types() -> Mapping[str, BlockType]:
    return core_types()


@pytest.fixture(scope="session")
def head() -> str:
    """The keys every exercise needs, but pages."""
    return HEAD


@pytest.fixture(scope="session")
def whole() -> str:
    """A whole exercise without a fault."""
    return HEAD + BODY


@pytest.fixture(scope="session")
def read(types: Mapping[str, BlockType]) -> Callable[[str | bytes], Reading]:
    """Reads a text as the file `x.yaml`."""
    return lambda text: read_exercise(text, "x.yaml", "my", types)


@pytest.fixture(scope="session")
def check(
    types: Mapping[str, BlockType], read: Callable[[str | bytes], Reading]
) -> Callable[..., tuple[AuthorFault, ...]]:
    """Every fault of a text, beside some shapes and exercises."""

    def checked(
        text: str,
        shapes: Mapping[str, Shape] | None = None,
        exercises: tuple[str, ...] = (),
    ) -> tuple[AuthorFault, ...]:
        library = SimpleNamespace(
            types=types,
            shapes=shapes or {},
            ids=lambda: exercises,
            blocks_of=lambda _id: ("trigger",),
        )
        return check_exercise(read(text), types, shapes or {}, library)

    return checked
