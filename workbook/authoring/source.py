"""An exercise file's text: decoded, its line ends made one, its places counted.

Everything later counts characters into `Source.text`; only here do they become
line and column (from 1), so that what an author sees agrees with the editor.
"""

import hashlib
import re
from bisect import bisect_right
from functools import cached_property
from itertools import islice

from attrs import define, field

from workbook.authoring.faults import MOST_FAULTS, AuthorFault, Severity
from workbook.words import _

MAX_BYTES = 1024 * 1024
STAND_IN = "\ufffd"

# Control characters, line ends an editor does not show, marks that reverse the
# reading order (text that reads otherwise than it is), half surrogates, and
# code points that are no characters (we use some while mending).
UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e"
    "\u2066-\u2069\ufeff\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)
_RUNS = re.compile(f"{UNSEEN.pattern}+")


def hash_of(text: str) -> str:
    """What names this exact text: SHA-256, the first 32 hex digits.

    Line ends are one newline each by now, so a checkout on another system is
    the same text.
    """
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32]


_SIGNATURE = re.compile(r"^reviewed_by:.*\n?", re.MULTILINE)


def review_hash(text: str) -> str:
    """What a reviewer signs: the text without the line of the signature itself."""
    return hash_of(_SIGNATURE.sub("", text))[:12]


@define(slots=False)
class Source:
    """The text of one file, and the faults found in its characters.

    `hash` names this exact text: SHA-256, the first 32 hex digits.
    """

    file: str
    text: str
    hash: str = ""
    faults: list[AuthorFault] = field(factory=list)

    @classmethod
    def of(cls, raw: str | bytes, file: str) -> "Source":
        """The text of `raw`; what is wrong with its characters is in `faults`."""
        source = cls(file, "")
        text = source._decoded(raw)
        text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
        source.text = text
        source.hash = hash_of(text)
        source._refuse_unseen()
        return source

    def place(self, index: int) -> tuple[int, int]:
        """Line and column, from 1, of a character of the text."""
        index = max(0, min(index, len(self.text)))
        line = bisect_right(self._line_starts, index)
        return line, index - self._line_starts[line - 1] + 1

    def line_at(self, index: int) -> tuple[int, int]:
        """Where the line around a character begins and ends."""
        start = self.text.rfind("\n", 0, index) + 1
        end = self.text.find("\n", index)
        return start, len(self.text) if end < 0 else end

    def fault(
        self,
        index: int,
        code: str,
        message: str,
        hint: str = "",
        severity: Severity = "error",
    ) -> AuthorFault:
        """A fault at a character of this text."""
        line, column = self.place(index)
        return AuthorFault(self.file, line, column, code, severity, message, hint)

    @cached_property
    def _line_starts(self) -> list[int]:
        return [0, *(m.end() for m in re.finditer("\n", self.text))]

    def _decoded(self, raw: str | bytes) -> str:
        size = len(raw)
        if isinstance(raw, str) and size <= MAX_BYTES:
            size = len(raw.encode("utf-8", "surrogatepass"))
        if size > MAX_BYTES:
            self._tell(
                1,
                1,
                "WB001",
                _("The file is larger than 1 MiB."),
                _("Split it into several exercises."),
            )
            return ""
        if isinstance(raw, str):
            return raw
        try:
            return raw.decode("utf-8")
        except UnicodeDecodeError as error:
            before = raw[: error.start].decode("utf-8")
            line = before.count("\n") + 1
            column = len(before) - (before.rfind("\n") + 1) + 1
            self._tell(
                line,
                column,
                "WB002",
                _("The file is not UTF-8 text."),
                _("Save it again with the encoding “UTF-8”."),
            )
            return ""

    def _refuse_unseen(self) -> None:
        if UNSEEN.search(self.text) is None:
            return
        for run in islice(_RUNS.finditer(self.text), MOST_FAULTS + 1):
            self.faults.append(self.fault(run.start(), *unseen(run.group()[0])))
        self.text = UNSEEN.sub(STAND_IN, self.text)

    def _tell(self, line: int, column: int, code: str, message: str, hint: str) -> None:
        self.faults.append(
            AuthorFault(self.file, line, column, code, "error", message, hint)
        )


def unseen(character: str) -> tuple[str, str, str]:
    """Code, message and hint for a character that may not stand in a text."""
    return (
        "WB003",
        _("The character U+{code:04X} cannot be seen and may mislead.").format(
            code=ord(character)
        ),
        _("Delete it, or type the text again."),
    )
