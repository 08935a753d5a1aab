"""Killed, out of room, or failed by the disk at any moment: nothing saved is lost."""

from __future__ import annotations

import contextlib
import json
import os
import random
import select
import subprocess
import sys
import textwrap
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from workbook.errors import StoreError, WrongPassphrase
from workbook.store import (
    SealedStore,
    Stored,
    Transaction,
    generation,
    open_store,
    posix,
    state_of,
)

if TYPE_CHECKING:
    from tests.store.conftest import Folder

Answer = Callable[..., Stored]

KILLS = 25
CHILD = textwrap.dedent("""
    import os, sys
    from pathlib import Path
    from workbook.model import At
    from workbook.store import Stored, Transaction, generation, open_store

    generation.SEGMENT_SIZE = 2000
    store = open_store(Path(sys.argv[1]))
    number = max((a.raw[0] for a in store.all_answers()), default=0)
    while True:
        number += 1
        at = At("e", f"b{number % 20}")
        said = Stored(at=at, raw=[number, "x" * (number % 90)], utc_ms=1, offset=0)
        store.commit(Transaction(answers=(said,)))
        os.write(1, f"{number}\\n".encode())
        if number % 40 == 0:
            store.compact()
""")


def child(code: str, *arguments: object) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-c", code, *map(str, arguments)],
        stdout=subprocess.PIPE,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)},
    )


def expected(count: int) -> dict[str, int]:
    """What every address holds after `count` saves."""
    return {f"e/b{n % 20}": n for n in range(1, count + 1)}


def test_kill_at_any_moment_loses_nothing(folder: Folder) -> None:
    """After every kill exactly what was acknowledged is there, or one save more."""
    folder.create().close()
    dice = random.Random(7)  # noqa: S311 - when to kill is no secret
    saved = 0
    for _kill in range(KILLS):
        process = child(CHILD, folder.home)
        assert process.stdout is not None
        heard = b""
        for _chunk in range(dice.randrange(1, 30)):
            heard += os.read(process.stdout.fileno(), 64)
        select.select([], [], [], dice.random() / 100)
        process.kill()
        heard += process.stdout.read()
        process.wait()
        process.stdout.close()
        acknowledged = int(heard.rpartition(b"\n")[0].split(b"\n")[-1])
        store = folder.open()
        raws: Any = {str(a.at): a.raw for a in store.all_answers()}
        found = {at: raw[0] for at, raw in raws.items()}
        store.close()
        saved = max(found.values())
        assert saved in (acknowledged, acknowledged + 1)
        assert found == expected(saved)
    assert saved >= KILLS


FULL = textwrap.dedent("""
    import os, resource, sys
    from pathlib import Path
    from workbook.errors import NotSaved
    from workbook.model import At
    from workbook.store import Stored, Transaction, open_store

    store = open_store(Path(sys.argv[1]))
    _soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, hard))
    number = 0

    def save():
        global number
        said = Stored(at=At("e", f"b{number}"), raw="x" * 50, utc_ms=1, offset=0)
        store.commit(Transaction(answers=(said,)))
        number += 1

    while True:
        try:
            save()
        except NotSaved as error:
            print(number, error.message, error.hint, sep="|")
            break
    try:
        save()
    except NotSaved as error:
        print(error.message)
    resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))
    store.reopen()
    save()
    print(number)
""")


def test_a_full_disk_loses_nothing(folder: Folder) -> None:
    """No room: a sentence; every save before is there, and with room it goes on."""
    folder.create().close()
    run = subprocess.run(
        [sys.executable, "-c", FULL, str(folder.home)],
        capture_output=True,
        text=True,
        check=True,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)},
    )
    first, again, after = run.stdout.splitlines()
    saved, message, hint = first.split("|")
    assert "no room" in message
    assert "Free some space" in hint
    assert "since a save failed" in again
    assert int(after) == int(saved) + 1 > 50
    store = folder.open()
    assert len(list(store.all_answers())) == int(after)
    assert store.told == []


class Died(BaseException):
    """Stands for the end of the process: nothing of ours handles it."""


class Disk:
    """Counts the store's writes, and fails one of them, or all from one on."""

    STEPS = ("write_all", "sync", "sync_folder", "rename", "remove", "cut")

    def __init__(self, patch: pytest.MonkeyPatch, fail_at: int, how: str) -> None:
        self.count, self.fail_at, self.how = 0, fail_at, how
        for name in self.STEPS:
            patch.setattr(posix, name, self._step(getattr(posix, name)))

    def _step(self, real: Callable[..., None]) -> Callable[..., None]:
        def step(*arguments: Any) -> None:
            self.count += 1
            if self.count < self.fail_at or (
                self.how != "dies" and self.count > self.fail_at
            ):
                real(*arguments)
                return
            if real.__name__ == "write_all" and self.count == self.fail_at:
                descriptor, data = arguments
                os.write(descriptor, data[: len(data) // 2])
            if self.how == "dies":
                raise Died
            raise OSError(*{"room": (28, "full"), "error": (5, "I/O")}[self.how])

        return step


def session(folder: Folder, answer: Answer, done: list[str]) -> None:
    """A short life of a workbook; `done` is what was acknowledged."""
    store = folder.create()
    done.append("made")
    for number in range(4):
        store.commit(Transaction(answers=(answer(f"e/b{number}", "x" * 60),)))
        done.append(f"e/b{number}")
    store.compact()
    store.commit(Transaction(answers=(answer("e/late", 1),)))
    done.append("e/late")
    store.set_passphrase("one")
    done.append("passphrase")
    store.commit(Transaction(answers=(answer("e/last", 1),)))
    done.append("e/last")
    store.set_passphrase("two")
    done.append("second passphrase")
    store.close()


def fail_once(folder: Folder, answer: Answer, fail_at: int, how: str) -> list[str]:
    """Run a session with one fault; returns what was acknowledged before it."""
    done: list[str] = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(generation, "SEGMENT_SIZE", 500)
        disk = Disk(patch, fail_at, how)
        try:
            session(folder, answer, done)
        except (Died, StoreError):
            pass
        else:
            assert how != "dies" or disk.count < fail_at
        folder.close()
    return done


def opened_after(folder: Folder, done: list[str]) -> SealedStore:
    """Open with what must open: the passphrase acknowledged, or the one tried."""
    allowed: list[str | None] = [None, "one"]
    if "passphrase" in done:
        allowed = ["one", "two"]
    if "second passphrase" in done:
        allowed = ["two"]
    for passphrase in allowed:
        if (passphrase is None) == (state_of(folder.home) == "open"):
            try:
                return folder.open(passphrase)
            except WrongPassphrase:
                continue
    raise AssertionError(done)


def check(folder: Folder, done: list[str], answer: Answer) -> None:
    """Everything acknowledged is there, at most one save more, and saving works."""
    if state_of(folder.home) == "none":
        assert done == []
        folder.create()
        return
    store = opened_after(folder, done)
    found = {str(a.at) for a in store.all_answers()}
    saved = {at for at in done if at.startswith("e/")}
    assert saved <= found
    assert len(found - saved) <= 1
    store.commit(Transaction(answers=(answer("e/after", 1),)))
    names = {path.name for path in folder.home.rglob("*")}
    assert not {name for name in names if name.endswith((".tmp", ".next"))}
    assert len({name[:10] for name in names if name.startswith("seg-")}) == 1


def folders(tmp_path: Path, folder: Folder) -> Iterator[Folder]:
    number = 0
    while True:
        number += 1
        yield type(folder)(tmp_path / str(number), folder.kdf)


@pytest.mark.parametrize("how", ["dies", "room", "error"])
def test_every_write_can_be_the_one_that_fails(
    folder: Folder, answer: Answer, tmp_path: Path, how: str
) -> None:
    """For every single step of a session: fail there, open again, lose nothing."""
    fail_at = 0
    for each in folders(tmp_path, folder):
        fail_at += 1
        done = fail_once(each, answer, fail_at, how)
        check(each, done, answer)
        each.close()
        if "second passphrase" in done:
            break
    assert fail_at > 60


def test_a_failed_step_can_be_gone_on_from(
    folder: Folder, answer: Answer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After any one failed step of a compaction the open store still saves."""
    store = folder.create()
    store.commit(Transaction(answers=(answer("e/a", 1),)))
    for fail_at in range(1, 40):
        with monkeypatch.context() as patch:
            disk = Disk(patch, fail_at, "error")
            with contextlib.suppress(StoreError):
                store.compact()
        try:
            store.reopen()
        except StoreError:
            store.close()
            store = folder.open()
        store.commit(Transaction(answers=(answer("e/a", fail_at),)))
        if disk.count < fail_at:
            break
    assert 10 < fail_at < 39
    assert [a.raw for a in store.answers("e")] == [fail_at]
    store.close()
    assert [a.raw for a in folder.open().answers("e")] == [fail_at]


def test_making_a_workbook_can_be_killed(folder: Folder) -> None:
    """A key file without a log, as a kill while making leaves it, opens empty."""
    with pytest.MonkeyPatch.context() as patch:
        Disk(patch, 20, "dies")
        with pytest.raises(Died):
            folder.create()
    assert json.loads((folder.home / "keys.json").read_text())["slots"]
    assert list(open_store(folder.home).all_answers()) == []
