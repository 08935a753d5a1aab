"""The reading of one's own words, as tables of what people might write."""

import pytest

from workbook_plugins.communication.blame import (
    ALWAYS,
    JUDGEMENT,
    NAME,
    THOUGHT,
    blame_problems,
)

FAIR = [
    "you came home at eight and did not call",
    "I did not know if you were safe",
    "a short text when you will be late",
    "I feel worried when the phone is off.",
    "I feel sad and alone.",
    "I feel angry that the money is gone.",
    "I feel like crying.",
    "I feel that I need a break.",
    "When you are late, I feel scared.",
    "You are so kind to me.",
    "I am always glad when you call.",
    "I never said that. I would like to talk.",
    "I used on Friday, and I want to tell you.",
    "I felt threatened when you blocked the door.",
    "He hit me.",
    "You read my messages on Monday.",
    "I would like you to ask before you come in.",
    "You can always call me.",
    "I feel hurt when plans change without a word.",
    "The lazy river was beautiful.",
]

ALWAYS_AND_NEVER = [
    "you never listen to me",
    "You always come late",
    "you are always on the phone",
    "You're never there",
    "You’re always late",
    "you just never ask",
    "When I talk, you constantly look away",
    "you have never asked me",
    "you were always out",
    "You've always done that",
    "because you always do this",
    "YOU NEVER CALL",
    "you simply never help",
    "that you never came",
    "you almost never smile",
]

THOUGHTS_AS_FEELINGS = [
    "I feel that you do not care",
    "I feel like you don't want me here",
    "I feel you are cold",
    "I felt that he wanted me gone",
    "I feel as if you look down on me",
    "I'm feeling like you don't like me",
    "I feel like they talk about me",
    "I really feel that you forgot me",
    "I felt as though she was laughing",
    "I feel like she wants to leave",
    "I still feel that you were unfair",
    "I feel like that you left",
    "I do feel you could help",
    "I was feeling like you had gone",
    "I feel he does not see me",
]

JUDGEMENTS = [
    "I feel ignored",
    "I feel betrayed by you",
    "I felt attacked",
    "I feel so manipulated",
    "I feel used",
    "I feel like I'm being judged",
    "I felt completely let down",
    "I'm feeling rejected",
    "I feel disrespected",
    "I feel taken for granted",
    "I always felt neglected",
    "I feel misunderstood",
    "I feel very unappreciated",
    "I feel a bit abandoned",
    "I feel criticized",
    "I feel put down",
]

NAMES = [
    "you are selfish",
    "You're a liar",
    "you are such an idiot",
    "You are so lazy",
    "you idiot",
    "he is a jerk",
    "She's crazy",
    "you were being childish",
    "you are just pathetic",
    "You are a bad mother",
    "they are all hypocrites",
    "you are really ridiculous",
    "He was a total loser",
    "you’re nothing but a coward",
    "You are a complete monster",
]


@pytest.mark.parametrize("text", FAIR)
def test_fair_words_are_left_alone(text: str) -> None:
    """Facts, feelings and wishes get no remark."""
    assert list(blame_problems(text)) == []


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        *((text, ALWAYS) for text in ALWAYS_AND_NEVER),
        *((text, THOUGHT) for text in THOUGHTS_AS_FEELINGS),
        *((text, JUDGEMENT) for text in JUDGEMENTS),
        *((text, NAME) for text in NAMES),
    ],
)
def test_blame_is_told(text: str, problem: object) -> None:
    """Words that blame, judge or call names get a hint what could stand there."""
    assert problem in list(blame_problems(text))


def test_each_kind_is_told_once() -> None:
    """Three times “you never” is one remark, and two kinds are two."""
    text = "You never call. You never write. You never come. You are a liar."
    assert list(blame_problems(text)) == [ALWAYS, NAME]
