"""What lies in a folder, who may open it, and that a refusal touches nothing."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from workbook.errors import (
    Busy,
    Damaged,
    Locked,
    NoWorkbook,
    Refused,
    StoreError,
    TooNew,
    WrongPassphrase,
)
from workbook.store import Stored, Transaction, posix, state_of
from workbook.store.opening import ADDED

if TYPE_CHECKING:
    from tests.store.conftest import Folder

Answer = Callable[..., Stored]


def test_the_four_states(folder: Folder) -> None:
    """A folder holds nothing, an open workbook, a sealed one, or a damaged one."""
    assert state_of(folder.home) == "none"
    store = folder.create()
    assert state_of(folder.home) == "open"
    store.set_passphrase("one")
    store.close()
    assert state_of(folder.home) == "sealed"
    for name in ("keys.json", "keys.json.bak"):
        (folder.home / name).unlink()
    assert state_of(folder.home) == "damaged"
    with pytest.raises(Damaged, match="key file"):
        folder.open("one")


def test_no_workbook_is_told_and_nothing_made(folder: Folder) -> None:
    """Opening or recovering where no workbook is says so and makes no folder."""
    with pytest.raises(NoWorkbook):
        folder.open()
    with pytest.raises(NoWorkbook):
        folder.recover("apple", "one")
    assert not folder.home.exists()


def test_a_second_workbook_is_not_made_over_the_first(folder: Folder) -> None:
    """Creating where a workbook is refuses, and leaves it as it is."""
    folder.create("one").close()
    before = folder.picture()
    with pytest.raises(StoreError, match="already"):
        folder.create("two")
    assert folder.picture() == before


def test_a_folder_of_other_things_stays_theirs(folder: Folder) -> None:
    """A folder with other people's files in it is not turned into a workbook."""
    folder.home.mkdir(mode=0o755)
    (folder.home / "letter.txt").write_text("dear")
    with pytest.raises(StoreError, match="other things"):
        folder.create()
    assert folder.home.stat().st_mode & 0o777 == 0o755
    assert [path.name for path in folder.home.iterdir()] == ["letter.txt"]


def test_a_folder_with_exercises_dropped_in_can_begin(folder: Folder) -> None:
    """`added/` and settings may be there before the workbook is."""
    (folder.home / ADDED).mkdir(parents=True)
    (folder.home / ADDED / "mine.yaml").write_text("id: my.own")
    folder.create()
    assert (folder.home / ADDED / "mine.yaml").exists()


def test_everything_is_private(folder: Folder) -> None:
    """Files are 0600, folders 0700, whatever the umask says."""
    before = os.umask(0)
    try:
        folder.create("one")
    finally:
        os.umask(before)
    for path in [folder.home, *folder.home.rglob("*")]:
        expected = 0o700 if path.is_dir() else 0o600
        assert path.stat().st_mode & 0o777 == expected, path


def test_what_became_readable_is_made_private_and_told(folder: Folder) -> None:
    """Opening takes back what others could read, and says so by name."""
    folder.create().close()
    log = folder.logs()[0]
    log.chmod(0o644)
    (folder.home / "open").chmod(0o755)
    store = folder.open()
    assert log.stat().st_mode & 0o777 == 0o600
    assert (folder.home / "open").stat().st_mode & 0o777 == 0o700
    assert len(store.told) == 2
    assert any(log.name in sentence for sentence in store.told)
    store.close()
    assert folder.open().told == []


def test_missing_folders_are_made_again(folder: Folder) -> None:
    """A copy that lost its empty folders opens."""
    folder.create().close()
    (folder.home / ADDED).rmdir()
    (folder.home / "open").rmdir()
    folder.open()
    assert (folder.home / ADDED).is_dir()


def test_a_wrong_passphrase_touches_nothing(folder: Folder, answer: Answer) -> None:
    """Neither a byte nor a time changes, even with a torn record waiting."""
    store = folder.create("right")
    store.commit(Transaction(answers=(answer("e/a", 1),)))
    store.close()
    path = folder.logs()[0]
    path.write_bytes(path.read_bytes()[:-1])
    (folder.home / "keys.json.bak").unlink()
    before = folder.picture()
    with pytest.raises(WrongPassphrase):
        folder.open("wrong")
    with pytest.raises(Locked):
        folder.open()
    with pytest.raises(WrongPassphrase):
        folder.recover(" ".join(reversed(folder.spare.split())), "new")
    assert folder.picture() == before
    assert len(folder.open("right").told) == 2


def test_recovering_sets_a_passphrase_and_nothing_else(
    folder: Folder, answer: Answer
) -> None:
    """The spare key sets a new passphrase; the log is untouched, the key stays good."""
    store = folder.create("old")
    store.commit(Transaction(answers=(answer("e/a", 1),)))
    store.close()
    log = folder.logs()[0].read_bytes()
    folder.recover(folder.spare, "new")
    assert folder.logs()[0].read_bytes() == log
    with pytest.raises(WrongPassphrase):
        folder.open("old")
    assert len(folder.open("new").answers("e")) == 1
    folder.close()
    folder.recover(folder.spare, "newer")
    folder.open("newer")


def test_an_open_workbook_has_nothing_to_recover(folder: Folder) -> None:
    """Without a passphrase there is none to set with a spare key."""
    folder.create().close()
    with pytest.raises(Refused):
        folder.recover("apple", "new")


def test_an_empty_passphrase_is_refused_before_anything(folder: Folder) -> None:
    """No folder is made for a passphrase that is none."""
    with pytest.raises(Refused):
        folder.create("")
    assert not folder.home.exists()


def test_a_second_opener_is_refused(folder: Folder) -> None:
    """One workbook, one window: Busy says what to do; closing lets go."""
    store = folder.create("one")
    with pytest.raises(Busy) as refusal:
        folder.open("one")
    assert refusal.value.hint
    with pytest.raises(Busy):
        folder.recover(folder.spare, "two")
    store.close()
    folder.open("one")


OPEN = """
import sys
from pathlib import Path
from workbook.errors import Busy
from workbook.store import open_store
try:
    open_store(Path(sys.argv[1]))
except Busy as busy:
    print(busy.message)
"""


def test_a_second_process_is_refused(folder: Folder) -> None:
    """Another process cannot open what this one has open."""
    folder.create()
    tried = subprocess.run(
        [sys.executable, "-c", OPEN, str(folder.home)],
        capture_output=True,
        text=True,
        check=True,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)},
    )
    assert "another window" in tried.stdout


def test_a_failed_opening_lets_go_of_the_lock(folder: Folder) -> None:
    """After a wrong passphrase or damage the workbook is not busy."""
    folder.create("one").close()
    with pytest.raises(WrongPassphrase):
        folder.open("two")
    path = folder.logs()[0]
    data = path.read_bytes()
    path.write_bytes(data[:70])
    with pytest.raises(Damaged):
        folder.open("one")
    path.write_bytes(data)
    folder.open("one")


@pytest.mark.parametrize("name", ["lock", "keys.json", "log", "open"])
def test_links_are_not_followed(folder: Folder, tmp_path: Path, name: str) -> None:
    """A link in the place of one of our files or folders is refused."""
    folder.create().close()
    place, elsewhere = folder.home / name, tmp_path / "elsewhere"
    place.rename(elsewhere)
    place.symlink_to(elsewhere)
    before = folder.picture()
    with pytest.raises(StoreError, match="link"):
        folder.open()
    assert folder.picture() == before


def test_a_home_that_cannot_be_made(folder: Folder, tmp_path: Path) -> None:
    """A file in the way of the folder: a sentence that names it, and a mend."""
    (tmp_path / "home").write_text("a file")
    with pytest.raises(StoreError) as refusal:
        folder.create()
    assert str(tmp_path / "home") in refusal.value.message
    assert "--home" in refusal.value.hint


def test_a_home_that_cannot_be_written(
    folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A read-only disk: a sentence, a mend, and nothing made."""

    def read_only(path: Path, _data: bytes) -> None:
        raise OSError(30, "Read-only file system", str(path))

    monkeypatch.setattr(posix, "new_file", read_only)
    with pytest.raises(StoreError, match="cannot be written") as refusal:
        folder.create()
    assert "--home" in refusal.value.hint
    monkeypatch.undo()
    assert state_of(folder.home) == "none"
    folder.create()


def test_a_newer_key_file_is_refused(folder: Folder) -> None:
    """A key file of a newer format is told before any passphrase is tried."""
    folder.create("one").close()
    for name in ("keys.json", "keys.json.bak"):
        said = json.loads((folder.home / name).read_text())
        del said["checksum"]
        said["format"] = 2
        plain = json.dumps(said, sort_keys=True, separators=(",", ":"))
        said["checksum"] = hashlib.sha256(plain.encode()).hexdigest()
        (folder.home / name).write_text(json.dumps(said))
    before = folder.picture()
    with pytest.raises(TooNew):
        folder.open()
    assert state_of(folder.home) == "damaged"
    assert folder.picture() == before


def test_an_old_key_file_does_not_sweep_a_newer_log(
    folder: Folder, answer: Answer
) -> None:
    """A key file put back from before a compaction: refused, the log untouched."""
    store = folder.create()
    old = (folder.home / "keys.json").read_bytes()
    store.commit(Transaction(answers=(answer("e/a", 1),)))
    store.compact()
    store.close()
    for name in ("keys.json", "keys.json.bak"):
        (folder.home / name).write_bytes(old)
    before = folder.picture()
    with pytest.raises(Damaged, match="older"):
        folder.open()
    assert folder.picture() == before


DUMPABLE = """
import ctypes, resource, sys
from pathlib import Path
from workbook.store import create
create(Path(sys.argv[1]), None)
print(resource.getrlimit(resource.RLIMIT_CORE))
print(ctypes.CDLL(None).prctl(3) if sys.platform == "linux" else 0)
"""


def test_opening_turns_core_dumps_off(folder: Folder) -> None:
    """A crash leaves no picture of the memory on the disk, piped or not."""
    done = subprocess.run(
        [sys.executable, "-c", DUMPABLE, str(folder.home)],
        capture_output=True,
        text=True,
        check=True,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)},
    )
    assert done.stdout.split("\n")[:2] == ["(0, 0)", "0"]


def test_the_name_of_a_killed_holder_is_taken_out(folder: Folder) -> None:
    """Its number may be another process by now, which nobody should call."""
    folder.create().close()
    (folder.home / "lock").write_text("4194303\n")
    folder.open()
    assert (folder.home / "lock").read_bytes() == b""


def test_a_pipe_in_the_place_of_a_key_file_is_not_waited_for(folder: Folder) -> None:
    """Its copy opens, and it is whole again."""
    folder.create().close()
    (folder.home / "keys.json").unlink()
    os.mkfifo(folder.home / "keys.json")
    assert state_of(folder.home) == "open"
    assert len(folder.open().told) == 1


@pytest.mark.parametrize("how", ["killed", "full"])
def test_a_deletion_cut_short_is_finished_on_opening(
    folder: Folder,
    answer: Answer,
    head: Callable[..., Any],
    monkeypatch: pytest.MonkeyPatch,
    how: str,
) -> None:
    """Deleted, but not compacted any more: afterwards the log holds nothing of it."""
    store = folder.create()
    store.commit(Transaction(heads=(head("e"),), answers=(answer("e/a", "x" * 9000),)))
    store.commit(Transaction(heads=(head("f"),), answers=(answer("f/a", 1),)))
    store.commit(Transaction(deleted=("e",)))
    store.close()
    assert folder.logs()[0].stat().st_size > 9000
    if how == "full":

        def full(_descriptor: int, _data: bytes) -> None:
            raise OSError(28, "No space left on device")

        with monkeypatch.context() as patch:
            patch.setattr(posix, "write_all", full)
            store = folder.open()
        store.commit(Transaction(answers=(answer("f/b", 2),)))
        store.close()
    store = folder.open()
    assert sum(path.stat().st_size for path in folder.logs()) < 2000
    assert set(store.heads()) == {"f"}
    before = store.seq
    store.close()
    assert folder.open().seq == before
