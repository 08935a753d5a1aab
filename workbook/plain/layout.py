"""Words and small tables as lines that fit.

A list keeps its shape: what a numbered line cannot hold goes on under its words,
not under its number.
"""

import re
from collections.abc import Iterable, Iterator

from workbook.model import Grid
from workbook.safety.pages import columns

_BETWEEN = 2
_MARKED = re.compile(
    r"\s*(?:(?:\d{1,3}[.)] {1,2}|\d{1,3} {2}|[A-Za-z] {2})(?=\S)"
    r"|/\S+(?: \d)? {2,}|[-*#] +)?"
)
_ENDS = ("?", ":", ".", "!")


def wrapped(text: str, width: int) -> Iterator[str]:
    """The text in lines of at most `width` columns; its own line breaks stay."""
    for line in text.split("\n"):
        yield from _folded(line.rstrip(), width)


def _folded(line: str, width: int) -> Iterator[str]:
    if columns(line) <= width:
        yield line
        return
    found = _MARKED.match(line)
    lead = found.group() if found else ""
    margin = " " * min(len(lead), width // 2)
    current = lead
    fresh = True
    for word in line[len(lead) :].split():
        gap = "" if fresh else " "
        if columns(current + gap + word) <= width:
            current += gap + word
            fresh = False
            continue
        if not fresh:
            yield current
            current = margin
        *whole, current = _pieces(current, word, margin, width)
        yield from whole
        fresh = False
    yield current


def _pieces(begun: str, word: str, margin: str, width: int) -> Iterator[str]:
    """A word that may be longer than a line (an address), cut where it must be."""
    for letter in word:
        if columns(begun + letter) > width:
            yield begun
            begun = margin
        begun += letter
    yield begun


def grid(table: Grid, width: int) -> Iterator[str]:
    """A table: side by side when it fits, else row by row."""
    rows = (table.head, *table.rows) if any(table.head) else table.rows
    if not rows:
        return
    widths = [max(map(columns, cells)) for cells in zip(*rows, strict=True)]
    if sum(widths) + _BETWEEN * (len(widths) - 1) <= width:
        for row in rows:
            padded = (
                cell + " " * (wide - columns(cell))
                for cell, wide in zip(row, widths, strict=True)
            )
            yield (" " * _BETWEEN).join(padded).rstrip()
        return
    for row in table.rows:
        yield from row_by_row(table.head, row, width)


def row_by_row(head: Iterable[str], row: Iterable[str], width: int) -> Iterator[str]:
    """One row as “head: cell” lines, the first cell alone."""
    first = True
    for name, cell in zip(head, row, strict=True):
        if not cell:
            continue
        yield from wrapped(cell if first else f"  {named(name, cell)}", width)
        first = False


def named(name: str, words: str) -> str:
    """“Name: words”, or “Name? words” when the name is a question."""
    if not name:
        return words
    return f"{name} {words}" if name.endswith(_ENDS) else f"{name}: {words}"


def part(one: str | Grid, width: int) -> Iterator[str]:
    """A line of words or a table, as both stand in what is shown."""
    if isinstance(one, Grid):
        yield from grid(one, width)
    else:
        yield from wrapped(one, width)


def flow(items: Iterable[str], width: int) -> Iterator[str]:
    """Short items in as few lines as they fit; none is taken apart."""
    line = ""
    for item in items:
        longer = f"{line}    {item}" if line else item
        if line and columns(longer) > width:
            yield line
            longer = item
        line = longer
    if line:
        yield line
