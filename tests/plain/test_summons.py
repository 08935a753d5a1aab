"""A lock asked for from another window."""

import os
import signal

import pytest

from workbook.plain.summons import LockAsked, Summons
from workbook.store import posix


def call() -> None:
    """What `workbook lock` does, to ourselves."""
    os.kill(os.getpid(), posix.CALL)


def call_and_wait() -> None:
    """A person sits there and types nothing."""
    call()
    signal.pause()


def test_a_wish_cuts_in_while_a_line_is_waited_for() -> None:
    """At once."""
    summons = Summons()
    with summons.listening(), pytest.raises(LockAsked), summons.heeded():
        call_and_wait()


def test_a_wish_heard_in_between_is_heeded_at_the_next_line() -> None:
    """A change under way goes to its end first."""
    summons = Summons()
    with summons.listening():
        call()
        done = "to its end"
        with pytest.raises(LockAsked), summons.heeded():
            raise AssertionError(done)


def test_a_wish_is_heeded_once() -> None:
    """Two of them are one lock."""
    summons = Summons()
    with summons.listening():
        call()
        call()
        with pytest.raises(LockAsked), summons.heeded():
            pass
        with summons.heeded():
            pass


def test_who_does_not_listen_is_not_ended() -> None:
    """A command that only reads goes on."""
    before = signal.getsignal(posix.CALL)
    summons = Summons()
    with summons.listening():
        pass
    assert signal.getsignal(posix.CALL) == before
    call()
