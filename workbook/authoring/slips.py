"""Where the text is not YAML: the slip behind it, in plain words, with its mend.

YAML's own messages speak of tokens and block mappings.  What an author did is
nearly always one of a dozen things, told apart by the message's wording, which
libyaml and the pure reader share in substance, and by the character at its mark.
"""

from collections.abc import Mapping

from workbook.authoring.faults import AuthorFault
from workbook.authoring.source import Source
from workbook.words import _

_STANDS_FOR = {c: chr(0xFDD0 + i) for i, c in enumerate(":@`%*&!-\\")}
MASKED: Mapping[str, str] = _STANDS_FOR
"""What a character is masked with while the rest is read: code points that are
no characters, one for one, so that places stay true."""
UNMASKED = {ord(mask): character for character, mask in _STANDS_FOR.items()}


def slip_of(
    error: Exception, source: Source, text: str
) -> tuple[AuthorFault, int | None]:
    """The fault behind a YAML error, and the character to mask to read on.

    `text` is the source's text as it was read, with earlier slips masked.
    """
    mark = getattr(error, "problem_mark", None)
    context = getattr(error, "context_mark", None)
    index: int = mark.index if mark else len(text)
    begun: int = context.index if context else index
    slip = _Slip(source, text, str(getattr(error, "problem", "")), index, begun)
    return slip.told()


class _Slip:
    """One YAML error; `index` is where it shows, `begun` what it was reading."""

    def __init__(
        self, source: Source, text: str, problem: str, index: int, begun: int
    ) -> None:
        self.source = source
        self.text = text
        self.problem = problem
        self.index = index
        self.begun = begun

    def told(self) -> tuple[AuthorFault, int | None]:
        """The first of the known slips that fits."""
        for kind in (
            self._tab,
            self._colon,
            self._mark,
            self._dash,
            self._backslash,
            self._open_quote,
            self._open_bracket,
            self._after_quote,
            self._no_colon,
            self._indentation,
        ):
            if (found := kind()) is not None:
                return found
        return self._at(
            self.index,
            "WB006",
            _("This cannot be read from here on."),
            _('Put a text with : # { [ or a comma in it in "quotes".'),
        )

    def _tab(self) -> tuple[AuthorFault, int | None] | None:
        start, end = self.source.line_at(self.index)
        line = self.text[start:end]
        margin = line[: len(line) - len(line.lstrip(" \t-"))]
        if "\t" not in margin or self.index > start + len(margin):
            return None
        return self._at(
            start + margin.index("\t"),
            "WB004",
            _("There is a tab here."),
            _("Use spaces, not tabs, at the start of a line."),
        )

    def _colon(self) -> tuple[AuthorFault, int | None] | None:
        if self._char(self.index) != ":":
            return None
        in_flow = "',' or" in self.problem
        if not in_flow and "mapping values are not allowed" not in self.problem:
            return None
        start, _end = self.source.line_at(self.index)
        if in_flow and self.begun < start:
            return self._open_bracket()
        before = self.text[start : self.index]
        if not in_flow and ": " not in before and not before.endswith(":"):
            return self._at(
                start + len(before) - len(before.lstrip()),
                "WB016",
                _("This line stands further in than the line above allows."),
                _("Begin it in the same column as the keys beside it."),
            )
        return self._at(
            self.index,
            "WB005",
            _("A text with “: ” in it stands without quotes."),
            _('Put the text in "quotes".'),
            mask=self.index,
        )

    def _mark(self) -> tuple[AuthorFault, int | None] | None:
        for index in (self.begun, self.index):
            character = self._char(index)
            if character and character in "@`%*&!":
                return self._at(index, *_marked(character), mask=index)
        return None

    def _dash(self) -> tuple[AuthorFault, int | None] | None:
        if "sequence entries are not allowed" not in self.problem:
            return None
        return self._at(
            self.index,
            "WB007",
            _("A list cannot begin on the line of its key."),
            _('Begin it on the next line, or put a text with “- ” in "quotes".'),
            mask=self.index,
        )

    def _backslash(self) -> tuple[AuthorFault, int | None] | None:
        if "escape" not in self.problem and "hexdecimal" not in self.problem:
            return None
        index = self.text.rfind("\\", 0, self.index + 1)
        return self._at(
            max(index, 0),
            "WB007",
            _("A backslash in double quotes means something else."),
            _("Use 'single quotes', or write the backslash twice."),
            mask=index if index >= 0 else None,
        )

    def _open_quote(self) -> tuple[AuthorFault, int | None] | None:
        if "end of stream" not in self.problem and "document" not in self.problem:
            return None
        if self._char(self.begun) not in ("'", '"'):
            return None
        return self._at(
            self.begun,
            "WB017",
            _("The quote that opens here is never closed."),
            _("End the text with the same quote mark."),
        )

    def _open_bracket(self) -> tuple[AuthorFault, int | None] | None:
        bracket = self._char(self.begun)
        if "',' or" not in self.problem or bracket not in ("[", "{"):
            return None
        if (quoted := self._after_quote()) is not None:
            return quoted
        return self._at(
            self.begun,
            "WB018",
            _("The bracket “{bracket}” that opens here is not closed.").format(
                bracket=bracket
            ),
            _("Close it with “{bracket}”, and put a comma between its parts.").format(
                bracket={"[": "]", "{": "}"}[bracket]
            ),
        )

    def _after_quote(self) -> tuple[AuthorFault, int | None] | None:
        before = self.text[: self.index].rstrip(" ")
        if not before or "\n" in self.text[len(before) : self.index + 1]:
            return None
        last = before[-1]
        if last in "'\"":
            return self._at(
                self.index,
                "WB017",
                _("The text goes on after its closing quote."),
                _("Put all of it in the other kind of quotes: '…' or \"…\"."),
            )
        if last in "]}":
            return self._at(
                self.index,
                "WB018",
                _("Something follows the closing bracket."),
                _('Put a text that begins with a bracket in "quotes".'),
            )
        return None

    def _no_colon(self) -> tuple[AuthorFault, int | None] | None:
        if "could not find expected ':'" not in self.problem:
            return None
        return self._at(
            self.begun,
            "WB019",
            _("This line has no “key: value”."),
            _("Write “: ” after the key; move a text that goes on further in."),
        )

    def _indentation(self) -> tuple[AuthorFault, int | None] | None:
        start, _end = self.source.line_at(self.index)
        if self.text[start : self.index].strip(" -"):
            return None
        return self._at(
            self.index,
            "WB016",
            _("This line does not begin in the column of a line above it."),
            _("Give the parts of one list or block the same number of spaces."),
        )

    def _char(self, index: int) -> str:
        return self.text[index : index + 1]

    def _at(
        self, index: int, code: str, message: str, hint: str, mask: int | None = None
    ) -> tuple[AuthorFault, int | None]:
        return self.source.fault(index, code, message, hint), mask


def _marked(character: str) -> tuple[str, str, str]:
    """What is wrong with a text that begins with a mark YAML keeps for itself."""
    if character in "*&!":
        return refused(character)
    return (
        "WB007",
        _("A text may not begin with “{mark}” without quotes.").format(mark=character),
        _('Put the text in "quotes".'),
    )


def refused(mark: str) -> tuple[str, str, str]:
    """Code, message and hint for an alias (*), an anchor (&) or a tag (!)."""
    return (
        "WB008",
        {
            "*": _("References (“*”) are not used here."),
            "&": _("Names for parts (“&”) are not used here."),
            "!": _("Type marks (“!”) are not used here."),
        }[mark],
        _('Put a text that begins with “{mark}” in "quotes".').format(mark=mark),
    )
