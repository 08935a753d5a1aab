"""A block type's questions, one reply after another."""

import pytest

from workbook.engine.blocks import core_types
from workbook.engine.blocks.timer import Rate, TimerOptions
from workbook.errors import Refused
from workbook.model import Prompt, Words
from workbook.plain.talk import Talk


def timer() -> Talk:
    options = TimerOptions(minutes=2, rate=Rate(text=Words("How strong?"), every=60))
    return Talk(core_types()["timer"], options, None)


def test_going_back_is_a_replay_without_the_last_reply() -> None:
    """The prompt before stands there again, and the rest goes on from it."""
    talk = timer()
    first = talk.start()
    pause = talk.send("8")
    assert pause is not None
    assert pause.seconds == 60
    assert talk.send("60") is not None
    assert talk.back() == pause
    assert talk.back() == first
    assert talk.back() is None
    for reply in ("7", "60 stop"):
        assert isinstance(talk.send(reply), Prompt)
    assert talk.send("6") is None
    assert talk.value == ("0:7", "60:6")
    assert talk.timed


def test_what_is_refused_leaves_the_rest_as_it_was() -> None:
    """The replies before it count, and the next one is taken at the same place."""
    talk = timer()
    talk.start()
    talk.send("8")
    talk.send("60 stop")
    with pytest.raises(Refused):
        talk.send("eleven")
    assert talk.replies == ["8", "60 stop"]
    assert talk.send("5") is None
    assert talk.value == ("0:8", "60:5")


def test_a_reply_can_be_looked_at_before_it_is_given() -> None:
    """The value it would end in, or None; nothing is kept of it."""
    text = core_types()["long_text"]
    talk = Talk(text, text.options(max_length=5), None)
    talk.start()
    assert talk.would_be("one") == "one"
    assert talk.would_be("too long") is None
    assert talk.replies == []
    assert timer().would_be("8") is None
