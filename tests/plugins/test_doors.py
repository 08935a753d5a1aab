"""The reading of refusals, as tables of what people might write."""

import pytest

from workbook_plugins.communication.doors import DOOR, EXCUSE, SORRY, refusal_problem

FIRM = [
    "No.",
    "No, thanks.",
    "No thanks, I am not drinking.",
    "No. Not for me.",
    "No. I am in recovery. What else is there?",
    "No. I do not drink now.",
    "I said no. Please stop asking.",
    "No, I don’t use any more. Let's get food.",
    "No. Maybe we can watch the game instead?",
    "Thanks for asking. No.",
    "No. Not now, not ever.",
    "Not today, and not tomorrow. Please stop offering.",
    "No. I'll see you later at the game.",
    "No. Let's talk about it later in the week: your new job, I mean.",
    "I'm not sorry. No.",
    "No. Don't ask me again.",
    "No, I'd like a water, please.",
    "I have stopped. I'm going home.",
    "No. I drive my own way now.",
    "Please put it away, or I leave.",
    "No. Next time you offer, I will go.",
    "I am done with that. How are the kids?",
    "I told you last time: no.",
    "No. Let's see the match instead.",
    "",
]

OPEN_DOORS = [
    "Maybe later.",
    "maybe",
    "Perhaps another time",
    "Not now",
    "Not today, thanks.",
    "No, not tonight.",
    "Not this time",
    "not right now",
    "Another time",
    "Some other day, ok?",
    "We'll see",
    "We’ll see how it goes",
    "I'll think about it",
    "Let me think about it.",
    "Rain check?",
    "Ask me again tomorrow",
    "I don't think so",
    "I'm not sure",
    "No thanks, maybe next time",
    "Later",
    "Maybe just one",
    "I'm good for now",
    "I shouldn't",
]

EXCUSES = [
    "I have to drive",
    "I’ve got to drive tonight",
    "No, I'm driving.",
    "I'm on antibiotics",
    "I am taking some medication",
    "My doctor said no",
    "I have to get up early",
    "I've got an early start",
    "I have a headache",
    "I'm not feeling well",
    "I feel sick",
    "I'm allergic",
    "My wife would kill me",
    "There is a drug test on Monday",
    "I already had one",
    "I'm the designated driver",
    "I have no money on me",
    "My stomach hurts",
]

APOLOGIES = [
    "Sorry, no.",
    "I'm sorry, I can't",
    "I'm so sorry",
    "No, sorry!",
    "I apologize, but no",
    "My apologies, no",
    "Forgive me, no thank you",
    "I feel bad, but no",
    "No, I hope you don't mind",
    "No, if that's okay",
    "I wish I could, but no",
    "Please don't be mad, but no",
    "No. Sorry about that",
    "Sorry sorry, no",
    "No, if you don't mind",
]


@pytest.mark.parametrize("answer", FIRM)
def test_a_firm_no_is_left_alone(answer: str) -> None:
    """A no that stands gets no remark, however short or long it is."""
    assert refusal_problem(answer) is None


@pytest.mark.parametrize("answer", OPEN_DOORS)
def test_an_open_door_is_told(answer: str) -> None:
    """A no for now gets a hint to close the door."""
    assert refusal_problem(answer) == DOOR


@pytest.mark.parametrize("answer", EXCUSES)
def test_an_excuse_is_told(answer: str) -> None:
    """A reason gets a hint that a no needs none, and that a true one may stand."""
    assert refusal_problem(answer) == EXCUSE


@pytest.mark.parametrize("answer", APOLOGIES)
def test_an_apology_is_told(answer: str) -> None:
    """A sorry gets a hint that nothing was done wrong."""
    assert refusal_problem(answer) == SORRY
