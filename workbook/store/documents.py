"""What every store of ours does with a transaction: heads, answers, definitions.

The tables are TinyDB's; the index from an entry to its addresses is kept with
each commit, so that neither a save nor opening an entry runs a query.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from threading import RLock
from typing import TYPE_CHECKING

from workbook.errors import Locked
from workbook.store.tables import AddressTable, Database, LoggedStorage
from workbook.store.transaction import (
    ANSWERS,
    DEFINITIONS,
    ENTRIES,
    Changes,
    Document,
    Stored,
    Transaction,
    answer_of_document,
    document_of_answer,
    document_of_head,
    head_of_document,
)
from workbook.words import _

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from workbook.model import Entry


class Documents(ABC):
    """The documents of one workbook, over anything that appends a record."""

    def __init__(self, append: Callable[[bytes], int]) -> None:
        self._storage = LoggedStorage(append)
        self._storage.watch = self._index
        self._database = Database(self._storage)
        self._addresses: dict[str, dict[str, None]] = {}
        # Saves come from the saver's thread, reads from a face's.
        self._guard = RLock()
        self._closed = False

    @property
    @abstractmethod
    def seq(self) -> int:
        """The sequence number of the last record."""

    def table(self, name: str) -> AddressTable:
        """TinyDB's table of that name, for queries that are in no hurry."""
        return self._database.table(name)  # type: ignore[return-value]  # table_class

    def commit(self, transaction: Transaction) -> int:
        """Save one transaction as one record; see `Store.commit`."""
        with self._guard:
            changes = self._changes(transaction)
            return self._storage.commit(changes) if changes else self.seq

    def heads(self) -> dict[str, Entry]:
        """Every entry's head by entry id."""
        with self._guard:
            return {
                entry: head_of_document(entry, document)
                for entry, document in self._documents(ENTRIES).items()
            }

    def answers(self, entry_id: str) -> tuple[Stored, ...]:
        """An entry's answers; the rows of one block stand in their order."""
        with self._guard:
            documents = self._documents(ANSWERS)
            found = [
                answer_of_document(address, documents[address])
                for address in self._addresses.get(entry_id, ())
            ]
        return tuple(sorted(found, key=_place))

    def all_answers(self) -> Iterator[Stored]:
        """Every answer of every entry, as it was when this was called."""
        with self._guard:
            documents = list(self._documents(ANSWERS).items())
        return (answer_of_document(address, doc) for address, doc in documents)

    def definition(self, hash_: str) -> str | None:
        """The exercise text of that hash, if an entry was answered with it."""
        with self._guard:
            document = self._documents(DEFINITIONS).get(hash_)
        return None if document is None else str(document["text"])

    def close(self) -> None:
        """Forget the documents; reading and saving raise Locked afterwards."""
        with self._guard:
            self._closed = True
            self._storage.tables.clear()
            self._addresses.clear()

    def _documents(self, table: str) -> dict[str, Document]:
        if self._closed:
            raise Locked(_("The workbook is locked."), _("Open it again to go on."))
        return self._storage.tables.get(table, {})

    def _changes(self, transaction: Transaction) -> Changes:
        known = self._documents(ANSWERS)
        entries: dict[str, Document | None] = dict.fromkeys(transaction.deleted)
        answers: dict[str, Document | None] = {}
        for entry_id in transaction.deleted:
            answers |= dict.fromkeys(self._addresses.get(entry_id, ()))
        removed = (str(at) for at in transaction.removed)
        answers |= {address: None for address in removed if address in known}
        answers |= {str(a.at): document_of_answer(a) for a in transaction.answers}
        entries |= {head.id: document_of_head(head) for head in transaction.heads}
        texts: dict[str, Document | None] = {
            hash_: {"text": text} for hash_, text in transaction.definitions.items()
        }
        named = {
            ENTRIES: entries,
            ANSWERS: answers,
            DEFINITIONS: texts,
        }
        return {name: documents for name, documents in named.items() if documents}

    def _index(self, changes: Changes) -> None:
        for address, document in changes.get(ANSWERS, {}).items():
            entry_id = address.partition("/")[0]
            if document is not None:
                self._addresses.setdefault(entry_id, {})[address] = None
            elif entry_id in self._addresses:
                self._addresses[entry_id].pop(address, None)
                if not self._addresses[entry_id]:
                    del self._addresses[entry_id]

    def _index_all(self) -> None:
        self._addresses = {}
        for address in self._documents(ANSWERS):
            entry_id = address.partition("/")[0]
            self._addresses.setdefault(entry_id, {})[address] = None


def _place(answer: Stored) -> tuple[str, str, str]:
    return (answer.at.block, answer.order, answer.at.row or "")
