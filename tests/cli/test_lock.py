"""`lock`: a workbook that is open in another window locks itself."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pexpect
import pytest

from workbook.cli import lock as lock_
from workbook.store import posix
from workbook.store.opening import LOCK

Call = Callable[..., Any]


@contextmanager
def window(home: Path, *words: str) -> Iterator["pexpect.spawn[str]"]:
    """A workbook open on a terminal of its own."""
    child = pexpect.spawn(
        sys.executable,
        ["-P", "-m", "workbook", "--home", str(home), *words],
        encoding="utf-8",
        timeout=60,
        dimensions=(40, 100),
    )
    try:
        yield child
    finally:
        child.close(force=True)


def test_nothing_open_is_said(made: Call) -> None:
    """Exit 0: it is as locked as it can be."""
    done = made("lock")
    assert (done.code, done.err) == (0, "")
    assert "not open anywhere" in done.out


def test_a_window_locks_and_goes_on_where_it_was(made: Call, home: Path) -> None:
    """What was answered is kept, and the same question is asked again."""
    with window(home, "do", "tm.craving_log") as child:
        child.expect("How strong is the urge")
        child.sendline("6")
        child.expect("What set it off")
        done = made("lock")
        assert (done.code, done.err) == (0, "")
        assert done.out.startswith("Locked.")
        child.expect("Locked. What you wrote is kept.")
        assert len(made("entries", "--json").json) == 1
        child.sendline("")
        child.expect("What set it off")
        child.sendline("/quit")
        child.expect(pexpect.EOF)
    entry = made("entries", "--json").json[0]["id"]
    assert made("show", entry, "--json").json["answers"]["intensity"]["value"] == 6


def test_a_sealed_window_asks_for_its_passphrase(
    call: Call, home: Path, secret: Path
) -> None:
    """Before it shows a word again."""
    # Made by a process that pays the full price, since another one opens it.
    subprocess.run(
        [
            *(sys.executable, "-P", "-m", "workbook", "--home", str(home)),
            *("--passphrase-file", str(secret), "init"),
        ],
        check=True,
        capture_output=True,
    )
    with window(home, "--passphrase-file", str(secret)) as child:
        child.expect("Q quit")
        assert call("lock").code == 0
        child.expect("Type your passphrase")
        child.expect("Passphrase: ")
        child.sendline("/quit")
        child.expect(pexpect.EOF)


def test_help_now_is_left_for_the_lock(made: Call, home: Path) -> None:
    """It can be opened again from the locked window."""
    with window(home) as child:
        child.expect("Q quit")
        child.sendline("/now")
        child.expect("Danger to life")
        assert made("lock").code == 0
        child.expect("Enter opens it again")


def test_a_window_locks_in_the_middle_of_a_timer(made: Call, home: Path) -> None:
    """The time goes on once it is open again."""
    with window(home, "do", "tm.urge_surf") as child:
        for question in ("How strong", "Where in your body", "Watch the wave"):
            child.expect(question)
            child.expect("> ")
            child.sendline("4")
        child.expect("Enter goes on; stop ends it.")
        assert made("lock").code == 0
        child.expect("Enter opens it again")
        child.sendline("")
        child.expect("The time goes on")
        child.sendline("/quit")
        child.expect(pexpect.EOF)


def test_a_command_that_cannot_lock_is_told_as_busy(
    made: Call, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And is not ended by having been asked."""
    monkeypatch.setattr(lock_, "_PATIENCE", 0.1)
    held = posix.take_lock(home / LOCK)
    try:
        assert made("lock").code == 6
        posix.name_holder(home / LOCK)
        done = made("lock")
        assert (done.code, done.out) == (6, "")
        assert "/lock" in done.err
    finally:
        posix.unname_holder(home / LOCK)
        held.release()
    assert (home / LOCK).read_bytes() == b""


def test_without_a_workbook_it_says_so(call: Call, home: Path) -> None:
    """And makes no folder."""
    assert call("lock").code == 10
    assert not home.exists()
