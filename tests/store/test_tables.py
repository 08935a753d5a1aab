"""Every public method of TinyDB's Table, on ours: logged once, detached, undoable."""

from __future__ import annotations

import inspect
import json
from collections.abc import Callable
from typing import Any

import pytest
from tinydb import where
from tinydb.table import Document, Table

from workbook.errors import NotSaved
from workbook.store.tables import AddressTable, Database, LoggedStorage


class Log:
    """Takes records in memory, or refuses them."""

    def __init__(self) -> None:
        self.records: list[dict[str, Any]] = []
        self.refuse = False

    def append(self, body: bytes) -> int:
        if self.refuse:
            raise NotSaved("no")
        self.records.append(json.loads(body))
        return len(self.records)

    def replayed(self) -> dict[str, Any]:
        fresh = LoggedStorage(self.append)
        for record in self.records:
            fresh.apply(json.loads(json.dumps(record)))
        return fresh.tables


def doc(address: str, **fields: Any) -> Document:
    numbered: Any = address  # TinyDB thinks of numbers; our ids are text
    return Document(fields, numbered)


@pytest.fixture
def log() -> Log:
    return Log()


@pytest.fixture
def database(log: Log) -> Database:
    return Database(LoggedStorage(log.append))


@pytest.fixture
def table(database: Database) -> Any:
    table = database.table("answers")
    table.insert_multiple([doc("a", n=1), doc("b", n=2), doc("c", n=3, deep=[1])])
    return table


def contents(table: Any) -> dict[str, dict[str, Any]]:
    return {str(found.doc_id): dict(found) for found in table}


START = {"a": {"n": 1}, "b": {"n": 2}, "c": {"n": 3, "deep": [1]}}


def bump(document: Any) -> None:
    document["n"] += 10


WRITES: dict[str, tuple[Callable[[Any], Any], Any, dict[str, Any]]] = {
    "insert": (lambda t: t.insert(doc("d", n=4)), "d", {"d": {"n": 4}}),
    "insert_multiple": (
        lambda t: t.insert_multiple([doc("d", n=4), doc("e", n=5)]),
        ["d", "e"],
        {"d": {"n": 4}, "e": {"n": 5}},
    ),
    "update": (
        lambda t: t.update({"x": 1}, where("n") >= 2),
        ["b", "c"],
        {"b": {"n": 2, "x": 1}, "c": {"n": 3, "deep": [1], "x": 1}},
    ),
    "update doc_ids": (
        lambda t: t.update(bump, doc_ids=["a", "nowhere"]),
        ["a"],
        {"a": {"n": 11}},
    ),
    "update all": (
        lambda t: t.update(bump),
        ["a", "b", "c"],
        {"a": {"n": 11}, "b": {"n": 12}, "c": {"n": 13, "deep": [1]}},
    ),
    "update_multiple": (
        lambda t: t.update_multiple(
            [(bump, where("n") == 1), ({"y": 0}, where("deep").exists())]
        ),
        ["a", "c"],
        {"a": {"n": 11}, "c": {"n": 3, "deep": [1], "y": 0}},
    ),
    "upsert": (lambda t: t.upsert(doc("a", n=9)), ["a"], {"a": {"n": 9}}),
    "upsert new": (lambda t: t.upsert(doc("z", n=9)), ["z"], {"z": {"n": 9}}),
    "remove": (lambda t: t.remove(where("n") < 3), ["a", "b"], {"a": None, "b": None}),
    "remove doc_ids": (
        lambda t: t.remove(doc_ids=["c", "nowhere"]),
        ["c"],
        {"c": None},
    ),
    "truncate": (Table.truncate, None, {"a": None, "b": None, "c": None}),
}

READS: dict[str, Callable[[Any], Any]] = {
    "all": lambda t: t.all(),
    "search": lambda t: t.search(where("n") > 0),
    "get": lambda t: [t.get(where("n") == 3), t.get(doc_id="c")],
    "get doc_ids": lambda t: t.get(doc_ids=["a", "c"]),
    "__iter__": list,
}


def test_every_public_method_is_tried() -> None:
    """TinyDB's Table has no public method this file does not go over."""
    public = {
        name
        for name, _member in inspect.getmembers(Table, callable)
        if not name.startswith("_")
    }
    hooks = {"document_class", "document_id_class", "query_cache_class"}
    tried = {name.split()[0] for name in (*WRITES, *READS)}
    assert public - hooks == tried - {"__iter__"} | {"contains", "count", "clear_cache"}


@pytest.mark.parametrize("name", WRITES)
def test_a_write_is_one_record_then_memory(name: str, table: Any, log: Log) -> None:
    """One call is one record holding only what changed; a replay gives the same."""
    write, returned, changed = WRITES[name]
    before = len(log.records)
    assert write(table) == returned
    assert log.records[before:] == [{"answers": changed}]
    expected = {k: v for k, v in (START | changed).items() if v is not None}
    assert contents(table) == expected
    assert log.replayed()["answers"] == expected


@pytest.mark.parametrize("name", WRITES)
def test_a_write_that_is_not_saved_changes_nothing(
    name: str, table: Any, log: Log
) -> None:
    """When the log refuses, memory stays as it was."""
    log.refuse = True
    with pytest.raises(NotSaved):
        WRITES[name][0](table)
    assert contents(table) == START


@pytest.mark.parametrize("name", READS)
def test_what_is_read_is_a_copy(name: str, table: Any) -> None:
    """Changing a document that was read does not change the table."""
    for found in READS[name](table):
        found["n"] = "changed"
        if "deep" in found:
            found["deep"].append("changed")
    assert contents(table) == START


@pytest.mark.parametrize("name", READS)
def test_what_is_read_is_the_same_again(name: str, table: Any) -> None:
    """No cache gives out what a caller changed."""
    READS[name](table)[0]["n"] = "changed"
    assert READS[name](table)[0]["n"] != "changed"


def test_an_updater_that_fails_changes_nothing(table: Any, log: Log) -> None:
    """An exception in the middle of an update leaves table and log as they were."""
    seen = []

    def second_time(document: Any) -> None:
        document["n"] = 0
        seen.append(document)
        if len(seen) == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        table.update(second_time)
    assert contents(table) == START
    assert len(log.records) == 1


def test_nothing_changed_is_no_record(table: Any, log: Log) -> None:
    """Writing what is there already, or finding nothing, costs no write."""
    table.update({"n": 1}, doc_ids=["a"])
    table.update({"n": 5}, where("n") == 77)
    table.remove(where("n") == 77)
    assert len(log.records) == 1


def test_a_document_needs_its_address(table: Any, log: Log) -> None:
    """Nothing is numbered: a document without an id is refused."""
    with pytest.raises(ValueError, match="address"):
        table.insert({"n": 5})
    with pytest.raises(ValueError, match="address"):
        table.insert_multiple([doc("d", n=4), {"n": 5}])
    with pytest.raises(ValueError, match="exists"):
        table.insert(doc("a", n=5))
    assert contents(table) == START
    assert len(log.records) == 1


def test_counting_and_containing(table: Any) -> None:
    """count, contains and len agree with what is there."""
    assert table.count(where("n") > 1) == 2
    assert table.contains(doc_id="a")
    assert not table.contains(where("n") == 9)
    assert len(table) == 3
    table.clear_cache()
    assert table.get(doc_id="nowhere") is None


def test_dropping_a_table_is_logged(database: Database, table: Any, log: Log) -> None:
    """TinyDB's drop_table and drop_tables go through the log as well."""
    database.table("entries").insert(doc("e", n=1))
    database.drop_table("answers")
    assert contents(table) == {}
    assert database.tables() == {"entries"}
    database.drop_tables()
    assert database.tables() == set()
    assert all(not documents for documents in log.replayed().values())


@pytest.mark.usefixtures("table")
def test_dropping_is_not_done_when_not_saved(database: Database, log: Log) -> None:
    """A drop the log refuses leaves the table."""
    log.refuse = True
    with pytest.raises(NotSaved):
        database.drop_table("answers")
    assert contents(database.table("answers")) == START


def test_a_save_looks_at_no_other_document(log: Log) -> None:
    """The work of one write by id does not grow with the table."""
    reads = []

    class Watched(dict[str, Any]):
        def __iter__(self) -> Any:
            reads.append("all")
            return super().__iter__()

        def __getitem__(self, key: str) -> Any:
            reads.append(key)
            return super().__getitem__(key)

    storage = LoggedStorage(log.append)
    storage.tables["answers"] = Watched({str(n): {"n": n} for n in range(1000)})
    AddressTable(storage, "answers").update({"n": -1}, doc_ids=["7"])
    assert reads == ["7"]
