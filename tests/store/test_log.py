"""Damage is refused and left alone; only a last record cut short is set aside."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from workbook.errors import Damaged, NotSaved, TooNew
from workbook.store import Stored, Transaction, generation, posix

if TYPE_CHECKING:
    from tests.store.conftest import Folder

Answer = Callable[..., Stored]
SAVES = 12


@pytest.fixture
def written(folder: Folder, answer: Answer, monkeypatch: pytest.MonkeyPatch) -> Folder:
    """Twelve saves over several small segments, closed."""
    monkeypatch.setattr(generation, "SEGMENT_SIZE", 600)
    store = folder.create()
    for number in range(SAVES):
        store.commit(Transaction(answers=(answer(f"e/b{number}", "x" * number),)))
    store.close()
    assert len(folder.logs()) >= 3
    return folder


def last_record(folder: Folder) -> tuple[int, int]:
    """Where the last record of the last segment begins and ends."""
    data = folder.logs()[-1].read_bytes()
    offset = 58
    while True:
        following = offset + 24 + int.from_bytes(data[offset : offset + 4], "big") + 16
        if following == len(data):
            return offset, following
        offset = following


def refused(folder: Folder) -> bool:
    """Opening is refused, and nothing in the folder changed."""
    before = folder.picture()
    with pytest.raises((Damaged, TooNew)):
        folder.open()
    assert folder.picture() == before
    return True


def test_segments_follow_each_other(written: Folder) -> None:
    """A log over several segments is read back whole, with nothing to tell."""
    store = written.open()
    assert len(list(store.all_answers())) == SAVES
    assert store.told == []


def test_progress_is_told(written: Folder) -> None:
    """Opening says how many bytes were read of how many."""
    heard: list[tuple[int, int]] = []
    written.open(progress=lambda done, total: heard.append((done, total)))
    sizes = [path.stat().st_size for path in written.logs()]
    assert heard[-1] == (sum(sizes), sum(sizes))
    assert len(heard) == len(sizes)


def test_a_flipped_bit_is_refused(written: Folder) -> None:
    """Any byte changed before the last record: refused, every file untouched."""
    start, _end = last_record(written)
    for path in written.logs():
        whole = path.read_bytes()
        stop = start if path == written.logs()[-1] else len(whole)
        for place in range(0, stop, 5):
            changed = bytearray(whole)
            changed[place] ^= 1 << place % 8
            path.write_bytes(changed)
            assert refused(written), (path, place)
        path.write_bytes(whole)
    assert written.open().told == []


def test_a_flipped_bit_in_the_last_record_is_told(written: Folder) -> None:
    """It looks like a torn record: refused, or set aside, kept and told."""
    path = written.logs()[-1]
    start, end = last_record(written)
    whole = path.read_bytes()
    for place in range(start, end, 3):
        changed = bytearray(whole)
        changed[place] ^= 0x10
        path.write_bytes(changed)
        try:
            store = written.open()
        except Damaged:
            assert path.read_bytes() == changed
            continue
        assert len(store.told) == 1
        assert len(list(store.all_answers())) == SAVES - 1
        store.close()
        aside = path.with_name(path.name + ".torn")
        assert aside.read_bytes() == changed[start:]
        aside.unlink()


def test_cut_anywhere_in_the_last_record(written: Folder) -> None:
    """A record cut short is set aside byte for byte, told, and saving goes on."""
    path = written.logs()[-1]
    start, end = last_record(written)
    whole = path.read_bytes()
    aside = path.with_name(path.name + ".torn")
    for size in range(start + 1, end):
        path.write_bytes(whole[:size])
        store = written.open()
        assert len(store.told) == 1
        assert aside.name in store.told[0]
        assert len(list(store.all_answers())) == SAVES - 1
        store.close()
        assert aside.read_bytes() == whole[start:size]
        assert path.read_bytes() == whole[:start]
        aside.unlink()


def test_saving_goes_on_after_a_torn_record(written: Folder, answer: Answer) -> None:
    """What is saved after a torn record is found again; nothing is told twice."""
    path = written.logs()[-1]
    path.write_bytes(path.read_bytes()[:-1])
    store = written.open()
    store.commit(Transaction(answers=(answer("e/after", 1),)))
    store.close()
    store = written.open()
    assert store.told == []
    assert "e/after" in {str(a.at) for a in store.all_answers()}


def test_a_second_torn_record_is_kept_beside_the_first(
    written: Folder, answer: Answer
) -> None:
    """No torn record overwrites another."""
    for _time in range(2):
        path = written.logs()[-1]
        path.write_bytes(path.read_bytes()[:-1])
        store = written.open()
        store.commit(Transaction(answers=(answer("e/after", 1),)))
        store.close()
    names = {path.name for path in (written.home / "log").glob("*.torn*")}
    assert len(names) == 2


def test_zeros_at_the_end_are_a_torn_record(written: Folder) -> None:
    """After a power cut a file may have grown without its bytes: told, not refused."""
    path = written.logs()[-1]
    path.write_bytes(path.read_bytes() + bytes(168))
    store = written.open()
    assert len(store.told) == 1
    assert len(list(store.all_answers())) == SAVES


def test_a_dropped_record_is_refused(written: Folder) -> None:
    """A record taken out of the middle is noticed."""
    path = written.logs()[0]
    data = path.read_bytes()
    size = 24 + int.from_bytes(data[58:62], "big") + 16
    second = 58 + size
    following = second + 24 + int.from_bytes(data[second : second + 4], "big") + 16
    path.write_bytes(data[:second] + data[following:])
    assert refused(written)


def test_swapped_records_are_refused(written: Folder) -> None:
    """Two records of the same length that changed places are noticed."""
    path = written.logs()[-1]
    start, end = last_record(written)
    data = path.read_bytes()
    size = end - start
    before = data[start - size : start]
    path.write_bytes(data[: start - size] + data[start:end] + before)
    assert refused(written)


def test_a_missing_segment_is_refused(written: Folder) -> None:
    """A segment that is gone, first or middle, is noticed."""
    for path in written.logs()[:2]:
        data = path.read_bytes()
        path.unlink()
        assert refused(written)
        path.write_bytes(data)
        path.chmod(0o600)


def test_swapped_segments_are_refused(written: Folder) -> None:
    """Segments that changed names are noticed."""
    first, second = written.logs()[:2]
    one, two = first.read_bytes(), second.read_bytes()
    first.write_bytes(two)
    second.write_bytes(one)
    assert refused(written)


def test_a_segment_of_another_workbook_is_refused(
    written: Folder, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """A log does not open with keys it was not written with."""
    other = type(written)(tmp_path_factory.mktemp("other") / "home", written.kdf)
    other.create().close()
    for path in written.logs():
        path.unlink()
    alien = other.logs()[0]
    (written.home / "log" / alien.name).write_bytes(alien.read_bytes())
    assert refused(written)


def test_a_newer_format_is_refused_with_a_sentence(written: Folder) -> None:
    """A segment of a format we do not know: TooNew, untouched."""
    path = written.logs()[-1]
    data = bytearray(path.read_bytes())
    data[8:10] = (2).to_bytes(2, "big")
    path.write_bytes(data)
    before = written.picture()
    with pytest.raises(TooNew, match="newer version"):
        written.open()
    assert written.picture() == before


def test_after_a_failed_sync_nothing_more_is_taken(
    folder: Folder, answer: Answer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A failed sync is not tried again: the store says so until it is reopened."""
    store = folder.create()
    store.commit(Transaction(answers=(answer("e/a", 1),)))
    with monkeypatch.context() as broken:
        broken.setattr(posix, "sync", _fails)
        with pytest.raises(NotSaved, match="I/O"):
            store.commit(Transaction(answers=(answer("e/a", 2),)))
    assert [a.raw for a in store.answers("e")] == [1]
    with pytest.raises(NotSaved, match="since a save failed"):
        store.commit(Transaction(answers=(answer("e/a", 3),)))
    store.reopen()
    store.commit(Transaction(answers=(answer("e/a", 4),)))
    assert [a.raw for a in store.answers("e")] == [4]
    store.close()
    assert [a.raw for a in folder.open().answers("e")] == [4]


def test_a_failed_write_is_taken_back(
    folder: Folder, answer: Answer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What a full disk took of a record is cut off again: nothing torn to tell."""

    def half(descriptor: int, data: bytes) -> None:
        os.write(descriptor, data[: len(data) // 2])
        raise OSError(28, "No space left on device")

    store = folder.create()
    store.commit(Transaction(answers=(answer("e/a", 1),)))
    before = folder.logs()[0].read_bytes()
    with monkeypatch.context() as disk:
        disk.setattr(posix, "write_all", half)
        with pytest.raises(NotSaved, match="no room"):
            store.commit(Transaction(answers=(answer("e/a", 2),)))
    assert folder.logs()[0].read_bytes() == before


def test_an_interrupted_save_closes_the_log(
    folder: Folder, answer: Answer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ctrl-C in the middle of a save cannot lead to a record written twice."""

    def interrupted(_descriptor: int) -> None:
        raise KeyboardInterrupt

    store = folder.create()
    with monkeypatch.context() as broken:
        broken.setattr(posix, "sync", interrupted)
        with pytest.raises(KeyboardInterrupt):
            store.commit(Transaction(answers=(answer("e/a", 1),)))
    with pytest.raises(NotSaved):
        store.commit(Transaction(answers=(answer("e/a", 2),)))
    store.reopen()
    store.commit(Transaction(answers=(answer("e/b", 3),)))
    store.close()
    assert {str(a.at) for a in folder.open().all_answers()} == {"e/a", "e/b"}


def _fails(_descriptor: int) -> None:
    raise OSError(5, "I/O error")
