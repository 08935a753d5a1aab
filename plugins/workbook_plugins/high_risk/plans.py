"""What is unclear in an if-then plan. English only, whole words only.

Rules look at how a plan begins, not for words anywhere in it: "walk the long way
so I do not pass the shop" is a fine plan.  Phrases are regular expressions, so
that a clinician can read and amend the lists.
"""

import re

from workbook.model import Problem

NOT_DOING = Problem(
    "This says what you will not do.",
    "You could write what you will do in that moment, such as “I call Dana” or "
    "“I walk to the library”.",
)
NO_ACTION = Problem(
    "This does not say yet what you would do.",
    "You could start with one thing others could see you do: call, walk, write, "
    "eat, leave.",
)
SEVERAL = Problem(
    "This holds more than one action.",
    "One action is easier to start. You could keep the first one here, and give "
    "the next one a line of its own.",
)
VAGUE = Problem(
    "This could be many moments.",
    "You could name one you would notice: where you are, what time it is, who is "
    "there. Such as “when I pass the shop on my way home”.",
)


def plan_problem(plan: str) -> Problem | None:
    """What is unclear in the then-part, the first thing only; None when it is clear."""
    if not _plain(plan):
        return None
    action = _LEAD.sub("", f"{_plain(plan)} ", count=1).strip()
    if _is_negative(action):
        return NOT_DOING
    if not action or _EMPTY.match(action):
        return NO_ACTION
    return SEVERAL if _is_several(action) else None


def cue_problem(cue: str) -> Problem | None:
    """What is unclear in the if-part; None when it names something concrete."""
    words = re.findall(r"[\w']+", _CUE_LEAD.sub("", _plain(cue), count=1))
    if _plain(cue) and all(word in _SAYS_LITTLE for word in words):
        return VAGUE
    return None


def _is_negative(action: str) -> bool:
    if _NO_THANKS.match(action) or _TURNED.search(action):
        return False
    return _NOT.match(action) is not None


def _is_several(action: str) -> bool:
    parts = [part.strip() for part in _NEXT.split(action)]
    # "get up and leave" is one move in two words.
    while len(parts) > 1 and _OPENING.match(parts[0]):
        parts = parts[1:]
    return len(parts) > 1


def _plain(text: str) -> str:
    """Lower case, plain apostrophes, single spaces, no mark at the end."""
    plain = " ".join(text.lower().replace("’", "'").split())
    return plain.strip(' .!?…"“”')


def _begins(*phrases: str) -> re.Pattern[str]:
    return re.compile(rf"(?:{'|'.join(phrases)})\b")


def _whole(*phrases: str) -> re.Pattern[str]:
    return re.compile(rf"(?:{'|'.join(phrases)})$")


_LEAD = re.compile(
    r"(?:(?:then|just|simply|please|i|we) |(?:i|we)'(?:ll|d) "
    r"|(?:i'm|am|are|i am) going to |(?:will|shall|can|could|should|must|would) "
    r"|(?:need|have|want|plan|try|promise|intend) (?:to |myself to )|try (?=not))*"
)
"""What may stand before the action: "then I will just …"."""

_NOT = _begins(
    r"(?:i'm |am )?not",
    "never",
    "no",
    "nothing",
    "don't",
    "do not",
    "won't",
    "can't",
    "cannot",
    "mustn't",
    "shouldn't",
    "avoid",
    "avoiding",
    "quit",
    "quitting",
    "resist",
    "refrain",
    "abstain",
    "keep from",
    "give up",
    "skip",
    "(?:stay|keep|remain) (?:sober|clean|abstinent|dry|off)",
    # "stop at the library" and "stop and look" are actions; "stop drinking" is not.
    r"stop(?:ping)?(?! (?:at|by|in|off|over|for|and|there|here|on))",
)
_NO_THANKS = re.compile(r"no(?:,| thanks?\b)")
"""A plan may be the words one would say."""

_TURNED = re.compile(r"\b(?:instead|but|by \w+ing)\b")
"""The plan goes on to what is done in its place."""

_EMPTY = _whole(
    r"(?:do|try|find|think of|figure out|come up with) "
    r"(?:something|anything|it|this|that|things)(?: else| different| better| new)?",
    "try(?: harder| hard| again| my best)?",
    "do (?:my best|better|well|the right thing|what i can|good)",
    r"be (?:more )?(?:strong|stronger|careful|good|better|brave|positive|mindful|aware"
    "|fine|ok|okay|patient)",
    "stay (?:strong|positive|calm|focused|busy|safe|in control)",
    "think (?:positive|positively|about it|first|twice|of it|happy thoughts)",
    "cope(?: with it| better)?",
    "deal(?: with it| with this)?",
    "(?:handle|manage|face|fight|beat|control) (?:it|this|myself|the urge)",
    "(?:get|push|make it) through(?: it| this)?",
    "(?:use|have|find)(?: my| more| some)? "
    "(?:willpower|will power|strength|discipline)",
    "use (?:my|a) (?:skills?|tools?|coping skills?)",
    "distract myself",
    "(?:take care of|love|be|trust|remind|control) myself",
    "(?:carry|hold|hang) on",
    "keep going",
    "get (?:some )?help",
    "reach out",
    "relax",
    "calm down",
)
"""Good wishes that nobody could see being done."""

_VERBS = (
    "ask|breathe|brush|call|clean|cook|count|dance|draw|drink|drive|eat|exercise|get"
    "|give|go|hug|jog|leave|lie|listen|look|make|meditate|message|move|open|phone|play"
    "|practi[cs]e|pray|put|read|ride|ring|run|say|see|send|shower|sing|sit|sleep|stand"
    "|start|stretch|swim|take|talk|tell|text|turn|visit|wait|walk|wash|watch|write"
)
_NEXT = re.compile(
    r"(?:,? and then|,? then|;|,? and|,|,? after that)(?!\w)\s*"
    rf"(?:i'll |i will |i |also )*(?=(?:{_VERBS})\b)"
)
_OPENING = _whole(
    "(?:get|stand) up",
    "(?:go|come|try|wait)",
    "(?:sit|lie) ?(?:down)?",
    "stop",
    "turn (?:around|back|off|away)",
    r"say (?:\S+|no thanks|thank you|no thank you)",
    r"(?:put|pick|take|put on|pick up|close|open) (?:up |on |down )?"
    r"(?:it|them|the|my)(?: (?:phone|keys|coat|jacket|bag|shoes|door|book|glass))?",
)
"""What only leads in to the one action after it."""

_CUE_LEAD = re.compile(
    r"(?:(?:if|when|whenever|once|as soon as|(?:every|each|any) time|anytime|in case"
    r"|while|after|the moment) )*"
)

_FILLERS = """
    i i'm i've i'd am im it it's its is are was be been my me mine we to a an the of
    and or if when so very really too quite totally just all again bit little lot more
    some kind sort out up with that this there on in by get gets got getting feel feels
    feeling felt become becomes becoming have has having had start starts starting come
    comes coming go goes going make makes made want wanting wants need needing would
    like as notice sense experience think about much strong stronger big bigger sudden
    suddenly thing things life everything day days time times moment situation
    situations state
"""
_STATES = """
    stress stressed stressful bad badly worse worst sad sadness upset down low lower
    depressed blue angry mad anger anxious anxiety nervous worried worry bored boredom
    lonely loneliness overwhelmed triggered trigger triggers tempted temptation craving
    cravings crave urge urges hard harder difficult tough rough wrong weak vulnerable
    unhappy awful terrible horrible mood moods moody emotional emotions emotion
    feelings frustrated irritated stuck empty scared afraid ashamed guilty hurt hurting
    pressure pressured
"""
_OPEN = """
    something anything happen happens happening whatever use using used drink drinking
    high always sometimes ever often usually necessary needed possible
"""
_SAYS_LITTLE = frozenset(f"{_FILLERS} {_STATES} {_OPEN}".split())
"""A cue made of nothing but these says neither where, when, nor with whom.

What is felt in the body (hungry, tired, in pain) is not among them: it has a
beginning one can notice.
"""
