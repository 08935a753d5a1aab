"""Help now as plain lines, for any face, at any width from 40 up.

Pure functions from (country, width, what the person left open) to lines.  Each
page begins with the same head: the emergency number and a crisis line, with
the day they were checked.  Nobody can move or hide it, and no page is empty
when nothing was ever written.

A plan left open is `(title, doors, lines)`.  It comes from a file anyone could
change, so nothing of it but printable text reaches the screen.
"""

from typing import Any, Final, TypeAlias

from workbook.safety.countries import ANYWHERE, COUNTRIES, country
from workbook.safety.doors import (
    DOORS,
    NOBODY_READS,
    NOT_TRAINING,
    NOTHING_WRITTEN,
    PAGES,
    SOURCES,
    Door,
)
from workbook.safety.lines import DIRECTORY, UNCHECKED, Country, Line, day, mark, reach

Plan: TypeAlias = tuple[str, tuple[str, ...], tuple[str, ...]]
Lines: TypeAlias = tuple[str, ...]

NARROWEST: Final = 40
#: A page longer than this says its head again at the end, where the prompt is.
_SCREENFUL: Final = 22
#: So many digits in a line of a plan make it a person's number.
_A_PHONE_NUMBER: Final = 6
#: A line of a plan is set in no further than this.
_DEEPEST: Final = 8


# -- the head, nobody's to move ------------------------------------------------


def head(code: str | None, width: int, *, guessed: bool = False) -> Lines:
    """The emergency number, a crisis line, and how far to trust them."""
    here = country(code)
    return (
        *numbers(here, width),
        *fold(f"{_trust(here)} {_whose(here, guessed=guessed)}", width),
    )


def numbers(here: Country, width: int) -> Lines:
    """The two lines that stand on every page: danger to life, and who listens."""
    first = here.lines[0]
    hours = f", {first.hours}" if first.hours else ""
    return (
        *fold(f"Danger to life: call {emergency(here)}", width),
        *fold(f"Talk to someone: {reach(first)}{hours}", width),
    )


def emergency(here: Country) -> str:
    """The emergency numbers as words: `15 or 112`."""
    *others, last = [line.number for line in here.emergency]
    return f"{', '.join(others)} or {last}" if others else last


def _trust(here: Country) -> str:
    shown = (*here.emergency, here.lines[0])
    dates = sorted(line.checked for line in shown if line.checked)
    unsure = [line.number for line in shown if not line.checked]
    said = [f"Numbers checked {day(dates[0])}."] if dates else []
    if unsure:
        said.append(f"{', '.join(unsure)}: {UNCHECKED}, see {DIRECTORY}.")
    return " ".join(said)


def _whose(here: Country, *, guessed: bool) -> str:
    if here is ANYWHERE:
        return "We do not know your country. Say it: C"
    if guessed:
        return f"{here.name} is our guess. Not right? C"
    return f"Not in {here.within}? C"


# -- pages ---------------------------------------------------------------------


def front(
    code: str | None,
    width: int = 80,
    plans: tuple[Plan, ...] = (),
    *,
    guessed: bool = False,
) -> Lines:
    """The first page: the head and the five doors."""
    here = country(code)
    body = [*fold(f"Help now. {NOTHING_WRITTEN}", width), "", "What is going on?"]
    for number, one in enumerate(DOORS, 1):
        body += fold(f"{number}  {one.title}: {one.hint}", width, 3)
    body += ["", *fold("M  my card and plans     P  my people", width, 3)]
    body += fold("C  country     ?  where this comes from", width, 3)
    if plans:
        titles = ", ".join(_clean(title) for title, _, _ in plans)
        body += fold(f"Left open by you: {titles}", width)
    body += _more(here, set(), width)
    body += ["", *fold(NOBODY_READS, width)]
    return _page(code, width, body, guessed=guessed)


def door(
    key: str,
    code: str | None,
    width: int = 80,
    plans: tuple[Plan, ...] = (),
    *,
    guessed: bool = False,
) -> Lines:
    """A door, or a page behind one.

    Raises `KeyError` for a key that is not in `PAGES`.
    """
    one, here = PAGES[key], country(code)
    body = [*fold(f"{one.title}. {NOTHING_WRITTEN}", width)]
    body += _sentences(one.opening, here, width)
    body += steps(one, here, width)
    body += _sentences(one.closing, here, width)
    for letter, label, _to in one.choices:
        body += fold(f"{letter}  {label}", width, 3)
    if one.timer:
        body += fold(f"T  {one.timer.label}", width, 3)
    root = one.behind or one.key
    body += _more(here, {one.key, one.behind} - {""}, width)
    if root == "unsafe":
        body += fold(NOBODY_READS, width)
    if one.with_plans:
        body += _own(tuple(plan for plan in plans if root in plan[1]), width)
    return _page(code, width, body, guessed=guessed)


def steps(one: Door, here: Country, width: int) -> Lines:
    """The numbered steps of a page, with this country's numbers in them."""
    return tuple(
        line
        for number, step in enumerate(one.steps, 1)
        for line in fold(f"{number}  {filled(step, here)}", width, 3)
    )


def my_plans(
    code: str | None,
    width: int = 80,
    plans: tuple[Plan, ...] = (),
    *,
    guessed: bool = False,
) -> Lines:
    """All the person chose to leave open, word for word."""
    body = ["My card and plans"]
    body += _own(plans, width)
    if not plans:
        said = (
            "You left no card or plan open here. That is fine.",
            "The doors 1 to 5 have steps for you all the same.",
        )
        body += _sentences(said, country(code), width)
    return _page(code, width, body, guessed=guessed)


def my_people(
    code: str | None,
    width: int = 80,
    plans: tuple[Plan, ...] = (),
    *,
    guessed: bool = False,
) -> Lines:
    """The lines with a phone number in what was left open, and who else to ask."""
    body = ["My people"]
    found = [
        text
        for _, _, texts in plans
        for text in texts
        if sum(sign.isdigit() for sign in text) >= _A_PHONE_NUMBER
    ]
    for text in dict.fromkeys(found):
        body += fold(f"-  {_clean(text).lstrip(' -')}", width, 3)
    said = (
        "More names may stand in your plans: press M." if plans else "",
        "" if found else "No numbers of your people are shown here. That is fine.",
        (
            "Who would pick up the phone? Who has been kind to you? A friend, family,"
            " a sponsor, a counselor, a neighbor. One is enough."
        ),
        "You can say: “I am having a hard time. Can you talk for five minutes?”",
        "No one to call? {Talk}. That is what they are there for.",
    )
    body += _sentences(tuple(text for text in said if text), country(code), width)
    return _page(code, width, body, guessed=guessed)


def countries(code: str | None, width: int = 80, *, guessed: bool = False) -> Lines:
    """The countries this page knows, for `C`."""
    body = [*fold("Which country? Type its letters or its name.", width)]
    body += fold("Type 0 for any other country. Nothing is kept.", width)
    body += fold(", ".join(f"{one.code} {one.name}" for one in COUNTRIES), width)
    return _page(code, width, body, guessed=guessed)


def sources(code: str | None, width: int = 80, *, guessed: bool = False) -> Lines:
    """Where the steps and the numbers were read, and when."""
    here = country(code)
    body = [
        *fold(f"Where this comes from. {NOT_TRAINING}", width),
        *fold("We read these pages. We did not ring the numbers.", width),
        "",
    ]
    for what, page, when in SOURCES:
        body += fold(f"{what} ({day(when)}):", width)
        body += fold(page, width)
    body += ["", f"Numbers: {here.name}"]
    for line in (*here.emergency, *here.lines):
        body += fold(f"{line.number}, {line.name} ({_trusted(line)}):", width)
        body += fold(line.page, width)
    return _page(code, width, body, guessed=guessed)


# -- the same as data ----------------------------------------------------------


def as_data(
    code: str | None, plans: tuple[Plan, ...] = (), *, guessed: bool = False
) -> dict[str, Any]:
    """The whole page as one value that turns into JSON."""
    here = country(code)
    return {
        "country": here.code or None,
        "guessed": guessed,
        "emergency": [line._asdict() for line in here.emergency],
        "lines": [line._asdict() for line in here.lines],
        "directory": DIRECTORY,
        "doors": [_door_data(one, number, here) for number, one in enumerate(DOORS, 1)],
        "plans": [
            {"title": title, "doors": list(doors), "lines": list(texts)}
            for title, doors, texts in plans
        ],
        "sources": [
            {"what": what, "page": page, "checked": when}
            for what, page, when in SOURCES
        ],
    }


def _door_data(one: Door, number: int, here: Country) -> dict[str, Any]:
    return {
        "key": one.key,
        "number": number,
        "title": one.title,
        "opening": [filled(text, here) for text in one.opening],
        "steps": [filled(text, here) for text in one.steps],
        "closing": [filled(text, here) for text in one.closing],
        "choices": [
            {
                "key": letter,
                "label": label,
                "title": PAGES[to].title,
                "opening": [filled(text, here) for text in PAGES[to].opening],
                "steps": [filled(text, here) for text in PAGES[to].steps],
                "closing": [filled(text, here) for text in PAGES[to].closing],
            }
            for letter, label, to in one.choices
        ],
    }


# -- setting lines -------------------------------------------------------------


def filled(text: str, here: Country) -> str:
    """The sentence with this country's numbers in it."""
    talk = reach(here.lines[0])
    return (
        text.replace("{call}", emergency(here))
        .replace("{Talk}", talk[0].upper() + talk[1:])
        .replace("{talk}", talk)
    )


def fold(text: str, width: int, indent: int = 0, start: int = 0) -> Lines:
    """The text in lines of at most `width` columns: the first set in by `start`,
    later ones by `indent` more.
    """
    width = max(width, NARROWEST)
    lines, line, margin = [], " " * start, " " * start
    indent += start
    for word in text.split(" "):
        rest = word
        joined = f"{line} {rest}" if line.strip() else line + rest
        if columns(joined) <= width:
            line = joined
            continue
        if line.strip():
            lines.append(line.rstrip())
            margin = " " * indent
        line = margin
        while columns(line + rest) > width:
            part = _fitting(rest, width - columns(line))
            lines.append(line + part)
            rest, margin = rest[len(part) :], " " * indent
            line = margin
        line += rest
    return (*lines, line.rstrip())


def _fitting(word: str, room: int) -> str:
    """As much of a long word (an address) as the room takes."""
    end = 1
    while end < len(word) and columns(word[: end + 1]) <= room:
        end += 1
    return word[:end]


#: From here on the letters of East Asia, and then the pictures, take two columns.
_WIDE: Final = (
    ("\u1100", "\u115f"),
    ("\u2e80", "\uffe6"),
    ("\U0001f000", "\U0003ffff"),
)


def columns(text: str) -> int:
    """How many columns of a terminal the text takes, never too few."""
    if text.isascii():
        return len(text)
    return sum(
        2 if any(low <= sign <= high for low, high in _WIDE) else 1 for sign in text
    )


def _page(code: str | None, width: int, body: list[str], *, guessed: bool) -> Lines:
    top = head(code, width, guessed=guessed)
    lines = (*top, "", *body)
    if len(lines) <= _SCREENFUL:
        return lines
    return (*lines, "", *numbers(country(code), width))


def _sentences(texts: Lines, here: Country, width: int) -> list[str]:
    return [line for text in texts for line in fold(filled(text, here), width)]


def _more(here: Country, keys: set[str], width: int) -> list[str]:
    """The lines that belong to these pages; to none: those for everyone."""
    shown = [
        line
        for line in here.lines[1:]
        if (keys.intersection(line.doors) if keys else not line.doors)
    ]
    return [text for line in shown for text in fold(_offer(line), width, 3)]


def _offer(line: Line) -> str:
    hours = f", {line.hours}" if line.hours else ""
    return f"{line.name}: {reach(line)}{hours} ({_trusted(line)})"


def _trusted(line: Line) -> str:
    return mark(line) if line.checked else f"{UNCHECKED}, see {DIRECTORY}"


def _own(plans: tuple[Plan, ...], width: int) -> list[str]:
    body: list[str] = []
    for title, _doors, texts in plans:
        body += ["", *fold(_clean(title), width)]
        for text in texts:
            if text.strip() != title:  # a card has its title once more
                body += _as_written(_clean(text), width)
    return body


def _as_written(text: str, width: int) -> Lines:
    """A line of a plan, as far in as it was: that says what belongs to what."""
    words = text.lstrip()
    dash = 2 if words.startswith("- ") else 0
    return fold(words, width, dash, min(len(text) - len(words), _DEEPEST))


def _clean(text: str) -> str:
    """The printable part: no line break, colour or cursor order gets through."""
    return "".join(sign if sign.isprintable() else " " for sign in text)
