"""A signal to leave cuts in only while somebody is asked something."""

from __future__ import annotations

import os
import signal
import time

import pytest

from workbook.plain import leaving
from workbook.plain.leaving import Attended, leaving_cleanly
from workbook.plain.terminal import Left, Waited
from workbook.testing.terminal import ScriptedTerminal

SIGNALS = [signal.SIGTERM, signal.SIGHUP, signal.SIGINT]


def come(number: signal.Signals, seconds: float = 0.2) -> None:
    """The signal, and time for its handler and for the knocks after it."""
    os.kill(os.getpid(), number)
    time.sleep(seconds)


@pytest.mark.parametrize("number", SIGNALS)
def test_a_change_comes_to_its_end_first(number: signal.Signals) -> None:
    """What was typed is on its way before the visit ends, and then it does end."""
    asked: list[bool] = []
    done: list[str] = []

    def change_then_ask() -> None:
        come(number)
        done.append("to its end")
        asked.append(True)
        signal.pause()

    with pytest.raises(Left), leaving_cleanly(lambda: bool(asked)):
        change_then_ask()
    assert done == ["to its end"]


@pytest.mark.parametrize("number", SIGNALS)
def test_at_a_prompt_it_is_heeded_at_once(number: signal.Signals) -> None:
    """Nobody has to press another key."""
    with pytest.raises(Left), leaving_cleanly(lambda: True):
        come(number)


def test_what_hangs_can_be_left(monkeypatch: pytest.MonkeyPatch) -> None:
    """A change that does not come to its end holds nobody for ever."""
    monkeypatch.setattr(leaving, "_PATIENCE", 0.1)
    with pytest.raises(Left), leaving_cleanly(lambda: False):
        come(signal.SIGINT, 20)


def test_the_handlers_are_put_back() -> None:
    """Afterwards Ctrl-C is what it was."""
    before = [signal.getsignal(number) for number in SIGNALS]
    with leaving_cleanly(lambda: True):
        assert [signal.getsignal(number) for number in SIGNALS] != before
    assert [signal.getsignal(number) for number in SIGNALS] == before


def test_asking_is_while_a_reply_is_waited_for() -> None:
    """A line, a secret and a pause; not what stands between them."""
    seen: list[bool] = []

    class Curious(ScriptedTerminal):
        def reply(self, fresh: list[str], prompt: str) -> str | None:
            seen.append(terminal.asking())
            return super().reply(fresh, prompt)

    terminal = Attended(Curious("one", "two", "3"))
    assert not terminal.asking()
    assert terminal.read() == "one"
    assert not terminal.asking()
    assert terminal.secret("Passphrase: ") == "two"
    assert terminal.wait(5) == Waited(3, "")
    assert seen == [True, True, True]
    assert not terminal.asking()
