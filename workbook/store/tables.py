"""TinyDB as the table of documents in memory, with a log instead of a file.

TinyDB's own storage rewrites the whole file for every answer, and a kill in the
middle leaves it unreadable.  Here a change is first a record of the log, then,
once that is durable, a change in memory: the cost of a save does not depend on
how much is stored, and a failed save changes nothing.  For that `Storage` and
`Table._update_table` are both replaced; the second is TinyDB's private method,
so setup.cfg pins the version and a test goes over every public method of Table.

An id is a text, the document's address, and is always given: nothing is numbered.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, MutableMapping
from typing import TYPE_CHECKING, Any, NoReturn, cast

from tinydb import TinyDB
from tinydb.storages import Storage
from tinydb.table import Document as TinyDocument
from tinydb.table import Table

from workbook.store.transaction import Changes, Document, detached

if TYPE_CHECKING:
    from tinydb.queries import QueryLike

Tables = dict[str, dict[str, Document]]
Fields = Mapping[str, Any] | Callable[[MutableMapping[str, Any]], None]

_encode = json.JSONEncoder(
    ensure_ascii=False, allow_nan=False, separators=(",", ":")
).encode


def body_of(changes: Changes) -> bytes:
    """Changes as the body of a log record.

    Raises TypeError or ValueError for what JSON cannot hold.  A lone surrogate
    (half a character, as some terminals send) is kept as it came.
    """
    return _encode(changes).encode("utf-8", "surrogatepass")


class LoggedStorage(Storage):
    """The tables in memory; every change goes through `append` first."""

    def __init__(self, append: Callable[[bytes], int]) -> None:
        self._append = append
        self.tables: Tables = {}
        #: Called with the changes once they are durable and in memory.
        self.watch: Callable[[Changes], None] = lambda _changes: None

    def read(self) -> Tables:
        """The live tables in a dict of its own, for TinyDB's `drop_table`."""
        return dict(self.tables)

    def write(self, data: Mapping[str, Mapping[str, Document]]) -> None:
        """Make the tables what `data` says, as one record."""
        changes: dict[str, dict[str, Document | None]] = {}
        for name in self.tables.keys() | data.keys():
            old, new = self.tables.get(name, {}), data.get(name, {})
            if new is not old:
                changes[name] = _difference(old, new)
        self.commit(changes)
        for name in self.tables.keys() - data.keys():
            del self.tables[name]

    def commit(self, changes: Changes) -> int:
        """Log, then remember. Returns the sequence number; raises NotSaved."""
        body = body_of(changes)
        seq = self._append(body)
        # Read back from the bytes: memory holds what a replay would give, and
        # shares nothing with the caller.
        kept = json.loads(body)
        self.apply(kept)
        self.watch(kept)
        return seq

    def apply(self, changes: Changes) -> None:
        """Change memory only; replaying the log is this, record by record."""
        for name, documents in changes.items():
            table = self.tables.setdefault(name, {})
            for address, document in documents.items():
                if document is None:
                    table.pop(address, None)
                else:
                    table[address] = document


def _difference(
    old: Mapping[str, Document], new: Mapping[str, Document]
) -> dict[str, Document | None]:
    changes: dict[str, Document | None] = dict.fromkeys(old.keys() - new.keys())
    changes |= {key: doc for key, doc in new.items() if old.get(key) != doc}
    return changes


class _Overlay(MutableMapping[str, Document]):
    """A table as an updater sees it: what it touches is a copy."""

    def __init__(self, table: Mapping[str, Document]) -> None:
        self._table = table
        self._touched: dict[str, Document | None] = {}

    def __getitem__(self, address: str) -> Document:
        if address not in self._touched:
            self._touched[address] = detached(self._table[address])
        document = self._touched[address]
        if document is None:
            raise KeyError(address)
        return document

    def __setitem__(self, address: str, document: Document) -> None:
        self._touched[address] = document

    def __delitem__(self, address: str) -> None:
        if address not in self:
            raise KeyError(address)
        self._touched[address] = None

    def __contains__(self, address: object) -> bool:
        if address in self._touched:
            return self._touched[address] is not None
        return address in self._table

    def __iter__(self) -> Iterator[str]:
        yield from (key for key in self._table if key in self)
        yield from (
            key
            for key, document in self._touched.items()
            if document is not None and key not in self._table
        )

    def __len__(self) -> int:
        return sum(1 for _key in self)

    def clear(self) -> None:
        self._touched = dict.fromkeys(self._table)

    def changes(self) -> dict[str, Document | None]:
        """What is really different now."""
        return {
            address: document
            for address, document in self._touched.items()
            if document != self._table.get(address)
        }


class AddressTable(Table):
    """A TinyDB table keyed by text, written through the log, detached from callers."""

    document_id_class = str  # type: ignore[assignment]  # TinyDB's own hook; typed int
    default_query_cache_capacity = 0

    def __init__(
        self,
        storage: Storage,
        name: str,
        cache_size: int = 0,
        persist_empty: bool = False,  # noqa: FBT001, FBT002 - TinyDB's signature
    ) -> None:
        # The query cache hands out its own documents: no cache.
        del cache_size
        super().__init__(storage, name, 0, persist_empty)

    def search(self, cond: QueryLike) -> list[TinyDocument]:
        """All documents a query fits; looks at every one."""
        return [_own(document) for document in super().search(cond)]

    def get(self, *args: Any, **kwargs: Any) -> Any:
        """One document by id or query, or several by ids."""
        found = super().get(*args, **kwargs)
        if isinstance(found, list):
            return [_own(document) for document in found]
        return None if found is None else _own(found)

    def __iter__(self) -> Iterator[TinyDocument]:
        return (_own(document) for document in super().__iter__())

    def update(
        self,
        fields: Fields,
        cond: QueryLike | None = None,
        doc_ids: Iterable[Any] | None = None,
    ) -> list[Any]:
        """Change documents; a query is answered first, so misses are not copied."""
        if doc_ids is None and cond is not None:
            doc_ids = self._ids(cond)
        return super().update(cast("Mapping[str, Any]", fields), doc_ids=doc_ids)

    def remove(
        self, cond: QueryLike | None = None, doc_ids: Iterable[Any] | None = None
    ) -> list[Any]:
        """Remove documents; a query is answered first, so misses are not copied."""
        if doc_ids is None and cond is not None:
            doc_ids = self._ids(cond)
        return super().remove(doc_ids=doc_ids)

    def _ids(self, cond: QueryLike) -> list[str]:
        return [key for key, doc in self._documents().items() if cond(doc)]

    def _documents(self) -> dict[str, Document]:
        return self._logged().tables.get(self.name, {})

    def _logged(self) -> LoggedStorage:
        return cast("LoggedStorage", self._storage)

    def _get_next_id(self) -> NoReturn:
        raise ValueError("a document here needs its address as its id")

    def _update_table(self, updater: Callable[[Any], None]) -> None:
        overlay = _Overlay(self._documents())
        updater(overlay)
        if changes := overlay.changes():
            self._logged().commit({self.name: changes})


def _own(document: TinyDocument) -> TinyDocument:
    return TinyDocument(detached(dict(document)), document.doc_id)


class Database(TinyDB):
    """TinyDB over a storage of ours."""

    table_class = AddressTable

    def __init__(self, storage: LoggedStorage) -> None:
        super().__init__(storage=lambda: storage)
