"""Old entries open for ever: kept definitions, views of changed versions, lost types."""

from workbook.model import NEW_ROW, Stop, Unread
from workbook.store import MemoryStore
from workbook.usecases.leaving import Plans
from workbook.usecases.library import open_library
from workbook.usecases.shown import entry_view
from workbook.usecases.workbook import Workbook

HEAD = """
id: my.{slug}
version: {version}
title: "Mine"
keeps: {keeps}
minutes: 1
smallest: "One."
purpose: "To try."
why: "It is tried."
"""
FIRST = """
pages:
  - id: one
    blocks:
      - {id: place, type: text, text: "Which place?"}
      - id: rows
        type: table
        text: "Rows?"
        columns:
          - {id: name, type: text, text: "Name?"}
          - {id: kind, type: choice, text: "Kind?", choices: [mood, place]}
"""
SECOND = """
pages:
  - id: one
    blocks:
      - {id: where, type: text, text: "Where is it?"}
      - id: rows
        type: table
        text: "Rows?"
        columns:
          - {id: label, type: text, text: "Name?"}
          - {id: kind, type: choice, text: "Kind?", choices: [feeling, place]}
changes:
  - {to: 2, rename: {place: where, rows.name: label}, recode: {rows.kind: {mood: feeling}}}
"""


def library_with(folder, text, *, keeps, version):
    file = folder / "mine.yaml"
    file.write_text(HEAD.format(slug="mine", version=version, keeps=keeps) + text)
    library = open_library(folder, None)
    assert not [f for f in library.faults if "mine" in str(f)]
    return library


def book_with(store, library, clock):
    return Workbook(store, library, clock, Plans(None))


def fill_first(book):
    opened = book.begin("my.mine")
    opened.answer("place", "the library")
    stop = opened.answer_at(Stop("rows", NEW_ROW, "name"), "lonely")
    opened.answer_at(Stop("rows", stop.row, "kind"), "mood")
    opened.finish()
    book.flush()
    return opened.entry.id


def test_a_finished_entry_is_read_with_the_text_it_was_answered_with(tmp_path, clock):
    """A newer version asks other things; what was said reads as it was said."""
    store = MemoryStore()
    entry = fill_first(
        book_with(store, library_with(tmp_path, FIRST, keeps="many", version=1), clock)
    )
    later = library_with(tmp_path, SECOND, keeps="many", version=2)
    shown = str(entry_view(book_with(store, later, clock), entry).pages)
    assert "Which place?" in shown
    assert "the library" in shown


def test_a_living_list_is_seen_in_its_newest_version(tmp_path, clock):
    """Renamed and recoded as a view; the stored answers are not rewritten."""
    store = MemoryStore()
    entry = fill_first(
        book_with(store, library_with(tmp_path, FIRST, keeps="one", version=1), clock)
    )
    later = book_with(
        store, library_with(tmp_path, SECOND, keeps="one", version=2), clock
    )
    opened = later.open(entry)
    assert opened.value_at(Stop("where")) == "the library"
    (row,) = opened.evaluation.blocks["rows"].rows
    assert row.values() == {"label": "lonely", "kind": "feeling"}
    assert "place" in {stored.at.block for stored in store.answers(entry)}
    opened.answer("where", None)
    later.flush()
    again = book_with(store, later.library, clock).open(entry)
    assert again.value_at(Stop("where")) is None


def test_an_exercise_that_is_gone_still_reads(tmp_path, clock):
    """The file was taken out of `added/`; the entry opens from the text it keeps."""
    store = MemoryStore()
    entry = fill_first(
        book_with(store, library_with(tmp_path, FIRST, keeps="many", version=1), clock)
    )
    (tmp_path / "mine.yaml").unlink()
    book = book_with(store, open_library(tmp_path, None), clock)
    assert "the library" in str(entry_view(book, entry).pages)


def test_a_block_type_that_is_gone_keeps_its_answer_byte_for_byte(
    tmp_path, clock, library
):
    """Without its plugin a block shows a placeholder; its answer goes back as it came."""
    store = MemoryStore()
    zoned = """
pages:
  - id: one
    blocks:
      - {id: words, type: own_words, text: "Say it?"}
      - {id: more, type: text, text: "More?"}
"""
    full = library_with(tmp_path, zoned, keeps="one", version=1)
    book = book_with(store, full, clock)
    opened = book.begin("my.mine")
    opened.answer("words", opened.parse_at(Stop("words"), "I feel tired."))
    book.flush()
    raw = {stored.at.block: stored.raw for stored in store.answers(opened.entry.id)}
    bare = open_library(tmp_path, None, entry_points=())
    poorer = book_with(store, bare, clock)
    again = poorer.open(opened.entry.id)
    assert isinstance(again.evaluation.blocks["words"].value, Unread)
    assert again.evaluation.blocks["words"].failed == "own_words"
    again.answer("more", "later")
    again.finish()
    poorer.flush()
    assert (
        raw["words"]
        == {s.at.block: s.raw for s in store.answers(opened.entry.id)}["words"]
    )
