"""Private files, whole replacements, one lock, and refusals in plain words."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from workbook.errors import Busy, NotSaved, StoreError
from workbook.store import posix


def test_a_replaced_file_is_old_or_new(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whichever step fails, the old bytes stand whole under the name."""
    path = tmp_path / "file"
    posix.replace_file(path, b"old")

    def fails(*_arguments: object) -> None:
        raise OSError(errno.EIO, "I/O error")

    for step in ("write_all", "sync", "rename"):
        with monkeypatch.context() as patch:
            patch.setattr(posix, step, fails)
            with pytest.raises(OSError, match="I/O"):
                posix.replace_file(path, b"new")
        assert path.read_bytes() == b"old"
        assert list(tmp_path.iterdir()) == [path]
    posix.replace_file(path, b"new")
    assert path.read_bytes() == b"new"
    assert path.stat().st_mode & 0o777 == 0o600


def test_a_left_over_is_written_over(tmp_path: Path) -> None:
    """What a crash left beside a file does not stop the next writing."""
    path = tmp_path / "file"
    posix.temporary(path).write_bytes(b"half")
    posix.replace_file(path, b"new")
    assert [p.name for p in tmp_path.iterdir()] == ["file"]


def test_a_new_file_takes_no_ones_place(tmp_path: Path) -> None:
    """Neither a file nor a link is written over or through."""
    (tmp_path / "file").write_bytes(b"mine")
    (tmp_path / "link").symlink_to(tmp_path / "elsewhere")
    for name in ("file", "link"):
        with pytest.raises(FileExistsError):
            posix.new_file(tmp_path / name, b"new")
    assert (tmp_path / "file").read_bytes() == b"mine"
    assert not (tmp_path / "elsewhere").exists()


def test_links_are_neither_read_nor_appended_to(tmp_path: Path) -> None:
    """Reading, appending, cutting and locking refuse a link."""
    (tmp_path / "file").write_bytes(b"mine")
    link = tmp_path / "link"
    link.symlink_to(tmp_path / "file")
    for use in (posix.read_file, posix.open_to_append, posix.take_lock):
        with pytest.raises(OSError, match="symbolic"):
            use(link)
    with pytest.raises(OSError, match="symbolic"):
        posix.cut_file(link, 0)
    with pytest.raises(OSError, match="symbolic"):
        posix.make_private(link)
    assert (tmp_path / "file").read_bytes() == b"mine"


def test_every_byte_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A system that takes a few bytes at a time gets all of them."""
    real = os.write
    monkeypatch.setattr(os, "write", lambda fd, data: real(fd, data[:7]))
    posix.new_file(tmp_path / "file", bytes(range(100)))
    assert (tmp_path / "file").read_bytes() == bytes(range(100))


def test_the_lock_is_one_and_goes_when_released(tmp_path: Path) -> None:
    """The second taker is Busy until the first lets go; releasing twice is fine."""
    lock = posix.take_lock(tmp_path / "lock")
    with pytest.raises(Busy):
        posix.take_lock(tmp_path / "lock")
    lock.release()
    lock.release()
    posix.take_lock(tmp_path / "lock").release()


def test_folders_are_private_and_made_as_needed(tmp_path: Path) -> None:
    """A folder is made with those above it; making it again is fine."""
    path = tmp_path / "a" / "b"
    posix.make_folder(path)
    posix.make_folder(path)
    assert path.stat().st_mode & 0o777 == 0o700
    (tmp_path / "file").write_bytes(b"")
    for wrong in (tmp_path / "file", tmp_path / "file" / "below"):
        with pytest.raises(OSError, match=r"directory|exists"):
            posix.make_folder(wrong)


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (errno.ENOSPC, "no room"),
        (errno.EDQUOT, "no room"),
        (errno.EFBIG, "no room"),
        (errno.EACCES, "cannot be written"),
        (errno.EROFS, "cannot be written"),
        (errno.ELOOP, "link"),
        (errno.EEXIST, "not a folder"),
        (errno.EIO, "Input/output"),
    ],
)
def test_every_refusal_has_a_sentence_and_a_mend(number: int, said: str) -> None:
    """What the system says becomes our error, of the kind asked for."""
    for kind in (StoreError, NotSaved):
        with pytest.raises(kind, match=said) as refusal, posix.explained(kind):
            raise OSError(number, os.strerror(number), "/a/file")
        assert refusal.value.hint


def test_our_own_errors_pass(tmp_path: Path) -> None:
    """An error that is ours already is not explained again."""
    with pytest.raises(Busy), posix.explained():
        raise Busy(str(tmp_path))


def test_a_folder_where_a_file_should_be_is_named(tmp_path: Path) -> None:
    """The sentence says which one, and what to do with it."""
    (tmp_path / "lock").mkdir()
    with pytest.raises(StoreError) as told, posix.explained():
        posix.take_lock(tmp_path / "lock")
    assert str(tmp_path / "lock") in told.value.message
    assert "Move it away" in told.value.hint
