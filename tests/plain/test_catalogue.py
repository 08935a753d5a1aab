"""Every sentence of the engine passes the catalogue when it is said, not when imported."""

import gettext
import re
from pathlib import Path

import pytest

from workbook import words
from workbook.plain import face
from workbook.safety import pages
from workbook.testing import FakeClock
from workbook.testing.terminal import ScriptedTerminal
from workbook.usecases.library import Library

ROAD = (
    *("", "us", "2", "?", "e", "1", "", "/today", "m", "s", "", "c", ""),
    *("/help", "/nonsense", "z", "u", "6", "/help", "/list", "?", "/undo", "/redo"),
    *("/pass", "/back", "/today", "m", "1", "1", "", "/today", "q"),
)


class Marked(gettext.NullTranslations):
    """A language in which every sentence stands between marks."""

    def gettext(self, message: str) -> str:
        return f"⟦{message}⟧"

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return f"⟦{msgid1 if n == 1 else msgid2}⟧"


@pytest.fixture
def marked():
    """The marked language, for one test."""
    before = words._catalogue
    words.speak(Marked())
    yield
    words.speak(before)


def flat(text: str) -> str:
    """Words alone: no quotes of YAML, no line ends."""
    return " ".join(re.sub(r"[\"'\n]", " ", text).split())


def test_what_is_not_an_author_s_or_help_now_s_comes_from_the_catalogue(
    marked, library: Library, tmp_path: Path
) -> None:
    """A visit through every page, in a language of marks."""
    terminal = ScriptedTerminal(*ROAD, width=400)
    face.run(tmp_path / "wb", terminal, lambda: library, clock=FakeClock())
    written = flat(" ".join(library.text(card.id) for card in library.cards()))
    for code in ("US", None):
        written += flat(" ".join(pages.head(code, 400)))
    assert "⟦" in terminal.text
    for line in terminal.lines:
        if "⟦" in line or "⟧" in line:
            continue
        said = flat(re.sub(r"^ *(\d+|-) +|, \d{4}-\d\d-\d\d$", "", line))
        assert said in written, line
