"""What is unclear in an if-then plan. English only, whole words only.

Rules look at how a plan begins, not for words anywhere in it: "walk the long way
so I do not pass the shop" is a fine plan.
"""

import re

Found = tuple[str, str]
"""What is unclear, and a hint how it could be written."""

_LEAD = re.compile(
    r"^(?:then\s+)?(?:(?:i|we)\s+(?:will|shall|am going to|are going to|can|could"
    r"|should|must|need to|have to|want to|plan to|try to|would)\s+"
    r"|i'll\s+|i'd\s+|i'm going to\s+|i\s+|just\s+|simply\s+|please\s+)*"
)
_NOT = re.compile(
    r"^(?:not|never|no|don't|do not|won't|will not|can't|cannot|mustn't|must not"
    r"|shouldn't|am not|isn't|nothing)\b(?!\s*,)"
    r"|^(?:no more|avoid|avoiding|quit|quitting|resist|resisting|refrain|abstain"
    r"|keep from|give up|skip)\b"
    r"|^(?:stay|keep) (?:sober|clean|abstinent)\b"
    r"|^stop(?:ping)?\b(?! (?:at|by|in|off|over|for|and|there|here|on)\b)"
    r"|^i'm not\b"
)
_TURNED = re.compile(r"\b(?:instead|but|by \w+ing)\b")
_NO_THANKS = re.compile(r"^no(?:,| thanks?| thank you)")

_EMPTY = re.compile(
    r"^(?:(?:do|try|think of|find|work out|figure out|come up with) "
    r"(?:something|anything|it|this|that)(?: else| different| about it| out)?"
    r"|try(?: harder| hard| my best)?|do (?:my best|better|the right thing|well)"
    r"|be (?:strong|stronger|careful|good|better|brave|positive|mindful|aware|fine|ok|okay)"
    r"|stay (?:strong|positive|calm|focused|busy)"
    r"|think (?:positive|positively|about it|first|twice)"
    r"|cope|cope with it|deal(?: with it)?|handle it|manage(?: it)?|get through it"
    r"|(?:use|have|need)(?: my| more| some)? (?:willpower|will power|strength|discipline)"
    r"|distract myself|take care of myself|be myself|carry on|keep going|hold on"
    r"|get help|reach out|use my skills|use my tools|use a skill|cope better)$"
)

_VERBS = (
    "ask|breathe|brush|call|clean|cook|count|dance|draw|drink|drive|eat|exercise|get"
    "|give|go|have a|hug|jog|journal|leave|lie|listen|listen to|look|make|meditate"
    "|message|move|open|phone|play|practise|practice|pray|put|read|ride|ring|run|say"
    "|see|send|shower|sing|sit|sleep|stand|start|stretch|swim|take|talk|tell|text"
    "|turn|visit|wait|walk|wash|watch|write"
)
_NEXT = re.compile(
    rf"\s*(?:,\s*and then\b|,\s*then\b|\band then\b|\bthen\b|;|,\s*and\b|,|\band\b"
    rf"|\bafter that\b)\s*(?:i\s+|i'll\s+|i will\s+|also\s+)*(?=(?:{_VERBS})\b)"
)
_OPENING = re.compile(
    r"^(?:get up|stand up|go|come|sit|sit down|lie down|stop|turn (?:around|back|off)"
    r"|say (?:no|goodbye|bye|thanks|no thanks)|put (?:it|them) down|wait|say \S+"
    r"|pick up (?:my|the) (?:phone|keys|coat|bag)|take (?:my|the) (?:phone|keys|coat|bag)"
    r"|put on (?:my|the) (?:coat|shoes)|close (?:my|the) \w+|(?:open) (?:my|the) \w+)$"
)

_CUE_LEAD = re.compile(
    r"^(?:(?:if|when|whenever|once|as soon as|every time|each time|any time|anytime"
    r"|in case|while|after|the moment)\s+)*"
)
_VAGUE = frozenset(
    # what leads in, or only adds weight
    "i i'm i've am im it it's its is are get gets got getting feel feels feeling felt "
    "be become becoming have having has had start starts starting to a an the of my "
    "me things thing life everything really very too so quite totally just all again "
    "bit little more some kind sort and or out up with that this there comes come "
    "goes go going strong big sudden experience notice sense want wanting need needing "
    "would like too much "
    # and what says nothing of where, when or with whom
    "stress stressed stressful bad badly sad sadness upset down low lower depressed "
    "blue angry mad anger anxious anxiety nervous worried bored boredom lonely "
    "loneliness tired exhausted overwhelmed triggered trigger triggers tempted "
    "temptation craving cravings crave urge urges hard difficult tough rough wrong "
    "weak vulnerable unhappy awful terrible horrible crap moody emotional emotions "
    "something anything happens happen happening whatever use using drink drinking "
    "high relapse always sometimes ever often day days time times necessary needed "
    "feelings hungry frustrated irritated stuck numb empty scared afraid ashamed guilty "
    "hurt hurting".split()
)


def plan_problem(plan: str) -> Found | None:
    """What is unclear in the then-part, the first thing only; None when it reads well."""
    words = _plain(plan)
    if not words:
        return None
    action = _LEAD.sub("", words, count=1)
    if _is_negative(action):
        return (
            "This says what you will not do.",
            "You could write what you will do in that moment, such as “I call Dana” "
            "or “I walk to the library”.",
        )
    if not action or _EMPTY.match(action):
        return (
            "This does not say yet what you would do.",
            "You could start with one thing others could see you do: call, walk, "
            "write, eat, leave.",
        )
    if _is_several(action):
        return (
            "This holds more than one action.",
            "One action is easier to start. You could keep the first one here and "
            "give the next one a row of its own.",
        )
    return None


def cue_problem(cue: str) -> Found | None:
    """What is unclear in the if-part; None when it names something concrete."""
    words = _CUE_LEAD.sub("", _plain(cue), count=1)
    said = re.findall(r"[\w']+", words)
    if not _plain(cue) or not all(word in _VAGUE for word in said):
        return None
    return (
        "This could be many moments.",
        "You could name one you would notice: where you are, what time it is, who is "
        "there. Such as “when I pass the shop on my way home”.",
    )


def _is_negative(action: str) -> bool:
    if _NO_THANKS.match(action):
        return False
    return _NOT.match(action) is not None and _TURNED.search(action) is None


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
