"""What a help line is, and how it reads.

Help now may depend on nothing, so this is plain data: `typing` and nothing
else.  A date is ISO text, because even `datetime` would be an import.

`checked` is the day one of us read the number on `page`.  It is not a test
call: nobody rang these lines.  A number that no page confirmed keeps
`checked=None`, and every face then says “not checked by us” with the directory
beside it (clinical requirement S16).
"""

from typing import Final, NamedTuple

#: The day of this release; a test compares every `checked` with it.
RELEASED: Final = "2026-11-23"

#: A check older than this many days, at release, fails the tests (S16).
FRESH_DAYS: Final = 180

#: Where to look when a number is not ours to vouch for.
DIRECTORY: Final = "findahelpline.com"

UNCHECKED: Final = "not checked by us"


class Line(NamedTuple):
    """One number: who answers, how to reach them, and who says so."""

    name: str
    #: A verb: “call”, “text”, “call or text”.
    how: str
    number: str
    #: “day and night”, other hours in words, or empty when we do not know.
    hours: str
    #: The public page it was read on; unchecked, where to look next.
    page: str
    #: ISO date of that reading; None when no page confirmed the number.
    checked: str | None
    #: The pages of Help now this line belongs to; none: it is for everyone.
    doors: tuple[str, ...] = ()


class Country(NamedTuple):
    """The numbers of one country, the first of each kind foremost."""

    #: ISO 3166-1 alpha-2; “EU” is any other country of the European Union.
    code: str
    name: str
    #: As it reads after “in”: “the United States”.
    within: str
    emergency: tuple[Line, ...]
    lines: tuple[Line, ...]


_MONTHS: Final = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec"


def day(iso: str) -> str:
    """An ISO date as people read it: `23 Nov 2026`."""
    year, month, of_month = iso.split("-")
    return f"{int(of_month)} {_MONTHS.split()[int(month) - 1]} {year}"


def reach(line: Line) -> str:
    """What to do to reach the line: `call or text 988`."""
    return f"{line.how} {line.number}"


def mark(line: Line) -> str:
    """How far the number can be trusted, in words."""
    return f"checked {day(line.checked)}" if line.checked else UNCHECKED
