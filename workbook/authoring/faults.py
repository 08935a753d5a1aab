"""One fault in an exercise file, with its place and the step that mends it.

Codes are stable: scripts filter by them, and `docs/messages.md` shows each with
a wrong and a right example.  WB0 is the file and its YAML, WB1 the keys and
values, WB2 expressions, WB3 a block type's own rules, WB4 wording, WB5 the tests
in the file, WB6 the file among the others.
"""

from typing import Literal

from attrs import field, frozen

MOST_FAULTS = 500
"""More in one file are not told: nobody mends by such a list, and a file that is
no exercise at all must not take minutes to say so."""

Severity = Literal["error", "warning"]


@frozen(order=True)
class AuthorFault:
    """A fault at a place; sorting puts the faults of a file in reading order."""

    file: str
    line: int
    column: int
    code: str
    severity: Severity = field(default="error", order=False)
    message: str = ""
    hint: str = ""

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}: {self.code}: {self.message}"

    @property
    def is_error(self) -> bool:
        """Whether the exercise cannot be used as it stands."""
        return self.severity == "error"
