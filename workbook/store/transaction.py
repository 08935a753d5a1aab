"""What is stored, what one save is, and what every store promises.

A store keeps documents and decides nothing: an answer is what its block type's
`dump` gave, under its address, with the moment it was written.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any, Protocol

from attrs import field, frozen

from workbook.model import At, Entry, Json, State, Stop

Document = dict[str, Any]
"""What a table holds under an id: JSON, nothing else."""
Changes = Mapping[str, Mapping[str, Document | None]]
"""Table name → document id → the document now; None removes it."""

ENTRIES = "entries"
ANSWERS = "answers"
DEFINITIONS = "definitions"


@frozen(kw_only=True)
class Stored:
    """One answer as it lies in the store.

    `raw` is the block type's `dump`; `order` a row's order key; `hash` the
    exercise text it was answered with; `utc_ms` milliseconds since 1970 in UTC;
    `offset` minutes east of UTC where it was written; `words` what a picked
    thing was called then.
    """

    at: At
    raw: Json
    order: str = ""
    hash: str = ""
    utc_ms: int
    offset: int
    words: str = ""


@frozen(kw_only=True)
class Transaction:
    """What is saved together: all of it or none.

    `deleted` (whole entries, with their answers) and `removed` (answers) go
    first, so that what is written in the same transaction stays.
    """

    heads: tuple[Entry, ...] = ()
    answers: tuple[Stored, ...] = ()
    removed: tuple[At, ...] = ()
    deleted: tuple[str, ...] = ()
    definitions: Mapping[str, str] = field(factory=dict)


class Store(Protocol):
    """One person's documents. Every method may be called from any thread."""

    @property
    def seq(self) -> int:
        """The sequence number of the last record."""

    def commit(self, transaction: Transaction) -> int:
        """Save; returns the log's sequence number once it is durable.

        Raises NotSaved, and then nothing has changed.
        """

    def heads(self) -> Mapping[str, Entry]:
        """Every entry's head by entry id."""

    def answers(self, entry_id: str) -> tuple[Stored, ...]:
        """An entry's answers; the rows of one block stand in their order."""

    def all_answers(self) -> Iterator[Stored]:
        """Every answer of every entry."""

    def definition(self, hash_: str) -> str | None:
        """The exercise text of that hash, if an entry was answered with it."""

    def reopen(self) -> None:
        """Take saves again after NotSaved, from what is really stored.

        Raises NotSaved when only closing and opening can mend it.
        """

    def compact(self) -> None:
        """Forget for good what was replaced, removed or deleted."""

    def close(self) -> None:
        """Let go of files and lock; nothing can be read or saved afterwards."""


def document_of_answer(answer: Stored) -> Document:
    """An answer as its document; its address is the id. Empty parts stay out."""
    document: Document = {
        "raw": answer.raw,
        "utc": answer.utc_ms,
        "offset": answer.offset,
    }
    for name in ("order", "hash", "words"):
        if words := getattr(answer, name):
            document[name] = words
    return document


def answer_of_document(address: str, document: Document) -> Stored:
    """The inverse of `document_of_answer`."""
    return Stored(
        at=At(*address.split("/")),
        raw=detached(document["raw"]),
        order=document.get("order", ""),
        hash=document.get("hash", ""),
        utc_ms=document["utc"],
        offset=document["offset"],
        words=document.get("words", ""),
    )


def document_of_head(head: Entry) -> Document:
    """A head as its document; the entry's id is the id."""
    document: Document = {
        "exercise": head.exercise,
        "version": head.version,
        "hash": head.hash,
        "state": head.state.value,
        "begun": head.begun.isoformat(),
        "touched": head.touched.isoformat(),
    }
    if head.dated is not None:
        document["dated"] = head.dated.isoformat()
    if head.here is not None:
        document["here"] = [head.here.block, head.here.row, head.here.column]
    if head.before_aside is not None:
        document["before_aside"] = head.before_aside.value
    return document


def head_of_document(entry_id: str, document: Document) -> Entry:
    """The inverse of `document_of_head`."""
    dated, here = document.get("dated"), document.get("here")
    before = document.get("before_aside")
    return Entry(
        id=entry_id,
        exercise=document["exercise"],
        version=document["version"],
        hash=document["hash"],
        state=State(document["state"]),
        begun=datetime.fromisoformat(document["begun"]),
        touched=datetime.fromisoformat(document["touched"]),
        dated=None if dated is None else datetime.fromisoformat(dated),
        here=None if here is None else Stop(*here),
        before_aside=None if before is None else State(before),
    )


def detached(value: Any) -> Any:
    """A copy of JSON that shares nothing that can be changed."""
    if isinstance(value, dict):
        return {key: detached(part) for key, part in value.items()}
    if isinstance(value, list):
        return [detached(part) for part in value]
    return value
