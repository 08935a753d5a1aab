"""Forgetting for good, changing who can open, and going on after a failed save."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from workbook.errors import NotSaved, Refused, WrongPassphrase
from workbook.model import Entry
from workbook.store import Stored, Transaction, generation, posix
from workbook.store.keyring import read_keys
from workbook.store.segment import NO_TAG, Header, Segment

if TYPE_CHECKING:
    from tests.store.conftest import Folder

Answer = Callable[..., Stored]
Head = Callable[..., Entry]


def everything(folder: Folder) -> bytes:
    """All bytes of the folder, and all bytes its key can unseal."""
    key = read_keys(folder.home).open_beside().data_key
    found: list[bytes] = []
    tag = NO_TAG
    for path in sorted(folder.home.rglob("*")):
        if not path.is_file():
            continue
        data = path.read_bytes()
        found.append(data)
        if (header := Header.read(data)) is not None:
            segment = Segment(key, header, NO_TAG if header.number == 1 else tag)
            segment.read(data, found.append)
            tag = segment.tag
    return b"\n".join(found)


def test_deleted_words_are_in_no_file(
    folder: Folder, answer: Answer, head: Head, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After delete and compact, no file holds the words, sealed or not."""
    monkeypatch.setattr(generation, "SEGMENT_SIZE", 400)
    store = folder.create()
    said = answer("gone/b", "the corner shop", words="pay day")
    store.commit(Transaction(heads=(head("gone"), head("stays")), answers=(said,)))
    store.commit(Transaction(answers=(answer("gone/b", "the corner bar"),)))
    store.commit(Transaction(answers=(answer("stays/b", "the library"),)))
    assert b"the corner shop" in everything(folder)
    path = folder.logs()[-1]
    store.close()
    path.write_bytes(path.read_bytes()[:-1])  # a torn record is kept until then
    store = folder.open()
    store.commit(Transaction(answers=(answer("stays/b", "the library"),)))
    store.commit(Transaction(deleted=("gone",)))
    store.compact()
    left = everything(folder)
    assert b"the corner" not in left
    assert b"pay day" not in left
    assert b"gone" not in left
    assert b"the library" in left
    assert [a.raw for a in store.answers("stays")] == ["the library"]


def test_compacting_goes_on_counting(folder: Folder, answer: Answer) -> None:
    """Sequence numbers rise over a compaction; saves before and after are there."""
    store = folder.create()
    before = store.commit(Transaction(answers=(answer("e/a", 1),)))
    store.compact()
    assert store.commit(Transaction(answers=(answer("e/b", 2),))) > before
    store.close()
    assert {str(a.at) for a in folder.open().all_answers()} == {"e/a", "e/b"}


@pytest.mark.parametrize("kept", [0.1, 0.7])
def test_a_new_log_that_reads_back_wrong_is_not_switched_to(
    folder: Folder, answer: Answer, monkeypatch: pytest.MonkeyPatch, kept: float
) -> None:
    """The old log goes only after the new one was read from the disk and is equal."""
    store = folder.create()
    store.commit(Transaction(answers=(answer("e/a", 1),)))
    before = folder.picture()
    with monkeypatch.context() as disk:
        real = posix.new_file
        disk.setattr(
            posix,
            "new_file",
            lambda path, data: real(path, data[: int(len(data) * kept)]),
        )
        with pytest.raises(NotSaved, match="give back"):
            store.compact()
    assert {p: v[2] for p, v in folder.picture().items()} == {
        p: v[2] for p, v in before.items()
    }
    store.commit(Transaction(answers=(answer("e/a", 2),)))
    store.close()
    assert [a.raw for a in folder.open().answers("e")] == [2]


def test_a_key_file_without_room_leaves_the_old_log_in_use(
    folder: Folder, answer: Answer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The new log is taken away again, and saving goes on at once."""
    store = folder.create()
    store.commit(Transaction(answers=(answer("e/a", 1),)))
    names = {path.name for path in folder.home.rglob("*")}
    real = posix.new_file

    def no_room_for_keys(path: Path, data: bytes) -> None:
        if path.name.startswith("keys"):
            raise OSError(28, "No space left on device")
        real(path, data)

    with monkeypatch.context() as disk:
        disk.setattr(posix, "new_file", no_room_for_keys)
        with pytest.raises(NotSaved, match="no room"):
            store.compact()
    assert {path.name for path in folder.home.rglob("*")} == names
    store.commit(Transaction(answers=(answer("e/a", 2),)))
    store.close()
    assert [a.raw for a in folder.open().answers("e")] == [2]


def test_between_two_logs_nothing_is_taken(
    folder: Folder, answer: Answer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """When the switch failed half done, only opening anew can tell which counts."""
    store = folder.create()
    store.commit(Transaction(answers=(answer("e/a", 1),)))
    real = posix.rename

    def second_copy_fails(path: Path, to: Path) -> None:
        if to.name == "keys.json.bak":
            raise OSError(5, "Input/output error")
        real(path, to)

    with monkeypatch.context() as disk:
        disk.setattr(posix, "rename", second_copy_fails)
        with pytest.raises(NotSaved):
            store.compact()
    with pytest.raises(NotSaved, match="since a save failed"):
        store.commit(Transaction(answers=(answer("e/a", 2),)))
    with pytest.raises(NotSaved, match="key file"):
        store.reopen()
    assert [a.raw for a in store.answers("e")] == [1]
    store.close()
    store = folder.open()
    assert [a.raw for a in store.answers("e")] == [1]
    store.commit(Transaction(answers=(answer("e/a", 2),)))
    assert len(folder.logs()) == 1


def test_not_now_then_a_passphrase(folder: Folder, answer: Answer) -> None:
    """The first passphrase seals everything anew; what could open it before cannot."""
    store = folder.create()
    store.commit(Transaction(answers=(answer("e/a", "words"),)))
    old_key = read_keys(folder.home).open_beside().data_key
    old_logs = folder.logs()
    assert not store.has_passphrase
    spare = store.set_passphrase("one two")
    assert spare is not None
    assert store.has_passphrase
    store.commit(Transaction(answers=(answer("e/b", "more"),)))
    store.close()
    assert not set(old_logs) & set(folder.logs())
    written = b"".join(p.read_bytes() for p in folder.home.rglob("*") if p.is_file())
    assert old_key not in written
    with pytest.raises(WrongPassphrase):
        folder.open("two one")
    assert len(list(folder.open("one two").all_answers())) == 2


def test_the_spare_key_of_a_first_passphrase_works(folder: Folder) -> None:
    """The spare key that the first passphrase returns opens the workbook."""
    store = folder.create()
    spare = store.set_passphrase("one")
    store.close()
    assert spare is not None
    folder.recover(spare, "two")
    folder.open("two")


def test_changing_the_passphrase_leaves_the_log_alone(
    folder: Folder, answer: Answer
) -> None:
    """A later passphrase is one small file, whatever was written before."""
    store = folder.create("old")
    store.commit(Transaction(answers=(answer("e/a", "words"),)))
    before = {path: folder.picture()[str(path)] for path in folder.logs()}
    assert store.set_passphrase("new") is None
    assert {path: folder.picture()[str(path)] for path in folder.logs()} == before
    assert store.check_passphrase("new")
    assert not store.check_passphrase("old")
    store.close()
    with pytest.raises(WrongPassphrase):
        folder.open("old")
    assert len(list(folder.open("new").all_answers())) == 1


def test_a_passphrase_is_the_same_on_every_keyboard(folder: Folder) -> None:
    """Letters with marks count as the same however they were composed (NFKC)."""
    folder.create("caf\u00e9").close()
    folder.open("cafe\u0301")


def test_a_new_spare_key_takes_the_place_of_the_old(folder: Folder) -> None:
    """Only the newest spare key works; the passphrase stays."""
    store = folder.create("pass")
    old = folder.spare
    new = store.new_spare_key()
    store.close()
    with pytest.raises(WrongPassphrase):
        folder.recover(old, "other")
    folder.open("pass").close()
    folder.recover(new.upper().replace(" ", ",  "), "other")
    folder.open("other")


def test_no_spare_key_and_no_empty_passphrase(folder: Folder) -> None:
    """Without a passphrase there is no spare key; an empty one is refused."""
    store = folder.create()
    with pytest.raises(Refused):
        store.new_spare_key()
    with pytest.raises(Refused):
        store.set_passphrase("")


def test_a_passphrase_that_cannot_be_written_is_not_set(
    folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """When the key file cannot be written the old passphrase stays."""
    store = folder.create("old")
    before = folder.picture()

    def full(_descriptor: int, _data: bytes) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as disk:
        disk.setattr(posix, "write_all", full)
        with pytest.raises(NotSaved, match="no room"):
            store.set_passphrase("new")
    assert store.check_passphrase("old")
    store.close()
    assert {p: v[2] for p, v in folder.picture().items()} == {
        p: v[2] for p, v in before.items()
    }
    folder.open("old")
