"""`own_words`: a longer text, read for words that blame or judge.

Saying what happened and how one feels, without blame, is common assertiveness
training.  Rules see whole words of English only.  Nothing is refused.
"""

import re
import unicodedata
from collections.abc import Generator, Iterable
from typing import cast

from attrs import frozen
from workbook.model import BlockType, Json, Problem, Prompt, Refused, Value, Words

_JUDGEMENTS = (
    "abandoned|attacked|belittled|betrayed|blamed|cheated|controlled|criticised"
    "|criticized|disrespected|dumped|ignored|insulted|invalidated|judged|let down"
    "|manipulated|misunderstood|neglected|patronised|patronized|played|pressured"
    "|provoked|punished|put down|rejected|taken for granted|tricked|unappreciated"
    "|unheard|unsupported|used|walked over"
)
"""What someone is said to have done, in the dress of a feeling. Words that may tell
of violence (threatened, abused) are left out on purpose: nobody shall be talked out
of saying them."""

_WEIGHT = r"(?:so |very |really |totally |completely |quite |always |just |a bit |like i'm |like i am |like i was |being )*"
_FEEL = r"\b(?:i|i'm|i am) (?:feel|felt|feeling|was feeling|do feel|still feel)\b"

_RULES = (
    (
        re.compile(
            r"\byou(?:'re| are| were)? (?:just |simply )?(?:always|never|constantly"
            r"|every single time|all the time)\b"
        ),
        "“You always” and “you never” are rarely quite true, and easy to argue with.",
        "You could name one time: “On Friday you came home at ten.”",
    ),
    (
        re.compile(rf"{_FEEL} (?:that |like |as if |as though )+(?:you|he|she|they)\b"),
        "“I feel that you …” tells what someone else does, not a feeling.",
        "You could name the feeling in one word: sad, angry, worried, hurt, alone.",
    ),
    (
        re.compile(rf"{_FEEL} {_WEIGHT}(?:{_JUDGEMENTS})\b"),
        "This word tells what someone did to you, more than what you feel.",
        "If it is what happened, it can be said as the fact. The feeling may be "
        "sad, hurt, angry or scared.",
    ),
    (
        re.compile(
            r"\b(?:you|you're|he's|she's|he is|she is|they're|they are)"
            r"(?: are| were)? (?:are )?(?:just |being |such |so |a |an |such a |such an "
            r"|really |nothing but |a total |a complete |totally |completely )*"
            r"(?:stupid|idiots?|liars?|selfish|lazy|crazy|pathetic|losers?|jerks?"
            r"|monsters?|useless|worthless|hopeless|dumb|morons?|psychos?|narcissists?"
            r"|toxic|disgusting|bitch|bastard|asshole|junkies?|hypocrites?|fools?"
            r"|cowards?|insane|childish|ridiculous|bad (?:mother|father|person|parent))\b"
        ),
        "A name for the other person is hard to hear past.",
        "You could say what they did instead: “When you read my messages …”",
    ),
)


@frozen(kw_only=True)
class OwnWordsOptions:
    """As a long text. `max_length` is in characters."""

    max_length: int = 20000
    example: Words = Words("")


class OwnWordsBlock(BlockType):
    """Text of any number of lines; see the module."""

    name = "own_words"
    options = OwnWordsOptions
    kind = "text"

    def parse(self, options: object, raw: Json) -> Value:
        """Text, without empty lines and spaces around it. Raises Refused."""
        if not isinstance(raw, str):
            raise Refused("This is no text.")
        text = _clean(raw)
        if not text:
            raise Refused("There are no words yet.")
        most = cast("OwnWordsOptions", options).max_length
        if len(text) > most:
            raise Refused(
                f"This is {len(text)} characters long; {most} fit.",
                "You could keep what matters most.",
            )
        return text

    def ask(
        self, options: object, before: Value | None
    ) -> Generator[Prompt, str, Value]:
        """Several lines, ended by an empty one."""
        example = cast("OwnWordsOptions", options).example
        ideas = (f"Such as: {example}",) if example else ()
        reply = yield Prompt(lines=ideas, hint="Your own words", long=True)
        return self.parse(options, reply)

    def problems(self, options: object, value: Value) -> Iterable[Problem]:
        """Where the words blame, judge or call names: each kind once."""
        words = " ".join(str(value).lower().replace("’", "'").split())
        for pattern, message, hint in _RULES:
            if pattern.search(words):
                yield Problem(message, hint)


_ESCAPES = re.compile(r"\x1b\[[0-?]*[ -/]*[@-~]|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)")
_BREAKS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_TURNS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff")


def _clean(raw: str) -> str:
    """The words without what could move a cursor or turn letters around."""
    text = _BREAKS.sub("\n", _ESCAPES.sub("", raw)).replace("\t", "    ")
    kept = "".join(
        letter
        for letter in text
        if letter == "\n"
        or (letter not in _TURNS and unicodedata.category(letter) not in ("Cc", "Cs"))
    )
    return "\n".join(line.rstrip() for line in kept.split("\n")).strip()
