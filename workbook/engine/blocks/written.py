"""What a person typed or pasted, made safe to keep and to print.

Text reaches us from keyboards, the clipboard and files.  What could move the
cursor, recolour a terminal or turn the order of letters around is taken out;
the words stay as they were written.  Cleaning twice is cleaning once.
"""

import difflib
import re
import unicodedata
from collections.abc import Iterable

from workbook.model import Json, Refused
from workbook.words import _, several

MOST_OWN_WORDS = 200
"""Characters in a name, or in words under *other*."""

_ESCAPES = re.compile(
    r"\x1b\[[0-?]*[ -/]*[@-~]"  # colours and cursor moves
    r"|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)"  # titles and links
)
_TURNS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff")
_BREAKS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")


def _kept(character: str) -> bool:
    if character == "\n":
        return True
    return unicodedata.category(character) not in ("Cc", "Cs") and (
        character not in _TURNS
    )


def clean_text(raw: str) -> str:
    """The text without control characters; line breaks stay, each as one newline."""
    broken = _BREAKS.sub("\n", _ESCAPES.sub("", raw)).replace("\t", "    ")
    kept = "".join(filter(_kept, broken))
    return "\n".join(line.rstrip() for line in kept.split("\n")).strip()


def clean_line(raw: str) -> str:
    """The text as one line: a break or a tab becomes a space."""
    return clean_text(raw.replace("\t", " ")).replace("\n", " ")


def written(raw: Json, most: int, *, long: bool = False) -> str:
    """The words in `raw`. Raises Refused when there are none, or too many."""
    if isinstance(raw, bool) or not isinstance(raw, str | int):
        raise Refused(_("This takes words."), _("Type them as you would say them."))
    if isinstance(raw, int) and abs(raw) >= 10**most:
        raise Refused(_("That number is too long to keep."))
    words = clean_text(raw) if long and isinstance(raw, str) else clean_line(str(raw))
    if not words:
        raise Refused(
            _("Nothing is written there yet."),
            _("Type some words, or leave it out with /skip."),
        )
    if len(words) > most:
        raise Refused(
            several(
                "That is {there} characters long; one character fits here.",
                "That is {there} characters long; {most} fit here.",
                most,
            ).format(there=len(words), most=most),
            _("Take out {over} or more.").format(over=len(words) - most),
        )
    return words


def fold(words: str) -> str:
    """What two writings of the same words have in common."""
    return " ".join(unicodedata.normalize("NFKC", words).casefold().split())


def near(words: str, known: Iterable[str]) -> str:
    """“Did you mean …?”, or "" when nothing is close."""
    labels = {fold(one): one for one in known}
    found = difflib.get_close_matches(fold(words), labels, 1, 0.7)
    return _("Did you mean “{words}”?").format(words=labels[found[0]]) if found else ""
