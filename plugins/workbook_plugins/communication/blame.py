"""Where words blame or judge. English only, whole words only.

Saying what happened and what one feels, without blame, is common assertiveness
training.  Words that may tell of violence (threatened, hit, abused) are in no list
here, on purpose: nobody shall be talked out of saying them.
"""

from collections.abc import Iterator

from workbook.model import Problem
from workbook_plugins.communication.phrases import any_of, plain

ALWAYS = Problem(
    "“You always” and “you never” are rarely quite true, and easy to argue with.",
    "You could name one time: “On Friday you came home at ten.”",
)
THOUGHT = Problem(
    "“I feel that you …” tells what someone else does, not what you feel.",
    "You could name the feeling in one word: sad, angry, worried, hurt, alone.",
)
JUDGEMENT = Problem(
    "This word tells what someone did to you, more than what you feel.",
    "If it is what happened, you could say it as the fact. The feeling may be sad, "
    "hurt, angry or scared.",
)
NAME = Problem(
    "A name for the other person is hard to hear past.",
    "You could say what they did: “When you read my messages …”",
)


def blame_problems(text: str) -> Iterator[Problem]:
    """What blames or judges in a text, each kind once."""
    words = plain(text)
    for pattern, problem in _RULES:
        if pattern.search(words):
            yield problem


_FEEL = (
    "(?:i|i'm|i am|i was)(?: (?:really|always|still|do|often))* (?:feel|felt|feeling)"
)
_WEIGHT = (
    "(?:(?:so|very|really|totally|completely|quite|always|just|a bit|a little|being"
    "|like (?:i'm|i am|i was)(?: being)?) )*"
)
_JUDGEMENTS = (
    "(?:abandoned|attacked|belittled|betrayed|blamed|cheated|controlled|criticised"
    "|criticized|deceived|disrespected|dumped|ignored|insulted|invalidated|judged"
    "|let down|lied to|manipulated|misunderstood|neglected|patronised|patronized"
    "|played|pressured|provoked|punished|put down|rejected|taken for granted|tricked"
    "|unappreciated|unheard|unsupported|used|walked over)"
)
_CALLED = (
    "(?:stupid|idiots?|liars?|selfish|lazy|crazy|insane|pathetic|losers?|jerks?"
    "|monsters?|useless|worthless|hopeless|dumb|morons?|psychos?|narcissists?"
    "|narcissistic|toxic|disgusting|bitch|bastard|assholes?|junkies?|junkie"
    "|hypocrites?|fools?|cowards?|childish|ridiculous"
    "|(?:bad|terrible|awful) (?:mother|father|parent|person|partner|friend))"
)
_YOU_ARE = (
    "(?:(?:you|they|we) (?:are|were)|(?:he|she) (?:is|was)|(?:you|they)'re|s?he's)"
)
_SUCH = (
    "(?:(?:just|being|acting|such|so|a|an|the|really|nothing but|totally|completely"
    "|total|complete|always|both|all|most|too) )*"
)

_RULES = (
    (
        any_of(
            "you(?:'re| are| were|'ve| have)?(?: just| simply| almost)? "
            "(?:always|never|constantly|every single time)"
        ),
        ALWAYS,
    ),
    (any_of(f"{_FEEL} (?:that |like |as if |as though )*(?:you|he|she|they)"), THOUGHT),
    (any_of(f"{_FEEL} {_WEIGHT}{_JUDGEMENTS}"), JUDGEMENT),
    (any_of(f"{_YOU_ARE} {_SUCH}{_CALLED}", f"you {_CALLED}"), NAME),
)
