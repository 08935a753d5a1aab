"""A run of segments: written beside the old one, named, swept."""

from __future__ import annotations

from pathlib import Path

import pytest

from workbook.errors import Damaged, NotSaved
from workbook.store import generation as generation_
from workbook.store import posix
from workbook.store.generation import Generation

KEY = bytes(range(32))
BODIES = [b"record %d" % number * 9 for number in range(20)]


@pytest.fixture
def next_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Generation:
    """Generation 2, written as `.next` files over several segments."""
    monkeypatch.setattr(generation_, "SEGMENT_SIZE", 700)
    made = Generation(tmp_path, 1, b"").next(KEY)
    generation_.write(made, 41, BODIES)
    return made


def bodies(generation: Generation) -> list[bytes]:
    found: list[bytes] = []
    generation_.replay(generation, found.append, lambda _done, _total: None)
    return found


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_generation_is_read_before_and_after_it_is_named(
    next_one: Generation,
) -> None:
    """The same records come back from `.next` files and from their final names."""
    assert len(names(next_one.folder)) > 2
    assert all(name.endswith(".next") for name in names(next_one.folder))
    assert bodies(next_one) == BODIES
    placed = next_one.in_place()
    assert all(name.endswith(".log") for name in names(next_one.folder))
    assert bodies(placed) == BODIES
    assert placed.in_place() == placed


def test_its_first_number_follows_what_was(next_one: Generation) -> None:
    """Sequence numbers go on; key checks take one each."""
    segment, torn = generation_.replay(
        next_one, lambda _body: None, lambda _done, _total: None
    )
    segments = len(names(next_one.folder))
    assert segment.seq == 41 + len(BODIES) + segments - 1
    assert torn == b""


def test_sweeping_leaves_only_the_one_that_counts(next_one: Generation) -> None:
    """Older generations with their torn records, `.next` and `.tmp` files go."""
    current = next_one.in_place()
    kept = names(current.folder)
    left = ["seg-000001-000001.log", "seg-000001-000001.log.torn"]
    left += ["seg-000003-000001.log.next", "seg-000002-000009.log.tmp"]
    torn = "seg-000002-000002.log.torn"
    for name in [*left, torn, "letter.txt"]:
        (current.folder / name).write_bytes(b"")
    current.sweep()
    assert names(current.folder) == sorted([*kept, torn, "letter.txt"])


def test_a_newer_generation_is_never_swept(next_one: Generation) -> None:
    """Segments newer than the key file says: refused before anything else."""
    current = next_one.in_place()
    (current.folder / "seg-000003-000001.log").write_bytes(b"")
    with pytest.raises(Damaged, match="older"):
        current.paths()
    current.sweep()
    assert "seg-000003-000001.log" in names(current.folder)


def test_no_segments_is_damage(tmp_path: Path) -> None:
    """An empty or missing folder is no empty log."""
    with pytest.raises(Damaged):
        Generation(tmp_path, 1, KEY).paths()
    with pytest.raises(Damaged):
        Generation(tmp_path / "gone", 1, KEY).paths()


def test_what_cannot_be_written_whole_is_not_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A disk that fills up in the middle keeps nothing of the new generation."""
    monkeypatch.setattr(generation_, "SEGMENT_SIZE", 700)
    real, calls = posix.write_all, []

    def third_fails(descriptor: int, data: bytes) -> None:
        calls.append(1)
        if len(calls) == 3:
            raise OSError(28, "No space left on device")
        real(descriptor, data)

    monkeypatch.setattr(posix, "write_all", third_fails)
    with pytest.raises(NotSaved, match="no room"):
        generation_.write(Generation(tmp_path, 1, b"").next(KEY), 1, BODIES)
    assert names(tmp_path) == []


def test_the_key_is_not_shown(next_one: Generation) -> None:
    """The repr of a generation holds no key."""
    assert repr(KEY) not in repr(next_one)


def test_a_segment_that_cannot_be_removed_is_not_named_with_the_new_ones(
    next_one: Generation, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A leftover of an earlier try, longer than this one: refused, not mixed in."""
    last = next_one.path(len(names(next_one.folder)))
    real = posix.remove

    def sticks(path: Path) -> None:
        if path == last:
            raise OSError(5, "Input/output error", str(path))
        real(path)

    monkeypatch.setattr(posix, "remove", sticks)
    with pytest.raises(NotSaved):
        generation_.write(next_one, 41, BODIES[:1])
