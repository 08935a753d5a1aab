"""Where a "no" is weaker than it could be. English only, whole words only.

Three things make a no easy to push against: a door left open for later, a reason
that can be argued with, and an apology.  They are common points of refusal
training; nothing here is a rule a person must keep.
"""

import re

from workbook.model import Problem
from workbook_plugins.communication.phrases import any_of, plain

DOOR = Problem(
    "This leaves a door open to being asked again.",
    "You could close it: “No, thanks. I don’t use.” Or: “Please don’t ask me again.”",
)
EXCUSE = Problem(
    "This gives a reason, and a reason can be argued with.",
    "If it is true, it may stand. A no needs no reason: “No, thanks. Not for me.”",
)
SORRY = Problem(
    "This says sorry for a no.",
    "You have done nothing wrong. It can be warm without: “Thanks for asking. No.”",
)


def refusal_problem(answer: str) -> Problem | None:
    """What is weak in an answer, the weightiest thing only; None when it stands."""
    words = plain(answer)
    if _CLOSED.search(words) is None and (_DOOR.search(words) or _BARE.match(words)):
        return DOOR
    if _EXCUSE.search(words):
        return EXCUSE
    return SORRY if _SORRY.search(words) else None


_CLOSED = any_of(
    r"not (?:now|today|tonight|this time),? (?:and )?(?:not|nor|or|never)",
)
"""“Not now, not ever” closes the door it names."""

_DOOR = any_of(
    r"(?:maybe|perhaps|possibly),?(?: i will| i'll| i can| we can)?"
    r"(?: a (?:bit|little|sip)| some ?time| just)?"
    r" (?:later|another|next|tomorrow|some other|some ?day|one day|soon|one|then|a sip"
    r"|after|when|at the weekend|on the weekend)",
    "not (?:now|today|tonight|yet|right now|just now|at the moment|this (?:time|week))",
    "(?:another|some other|a different) (?:time|day|night|evening)",
    "(?:we'll|we will|i'll|let's) see(?= how|$|,|\\.|!)",
    "i'?(?:ll| will) think (?:about it|it over)",
    "let me think(?: about it| it over)?",
    "rain ?check",
    "for now",
    "(?<!n't )(?<!not )(?<!never )ask me (?:again )?"
    "(?:later|again|tomorrow|next|another|in a)",
    "i (?:don't|do not) think so",
    "(?:i'm|i am) not (?:really )?sure",
    "i guess not",
    "i shouldn't",
    "i probably (?:shouldn't|won't)",
    "later,? (?:ok|okay|maybe|perhaps|then|thanks|thank you|please)",
    "maybe,? (?:i don't know|not)",
)
_BARE = re.compile(
    r"(?:no,? )?(?:thanks,? |thank you,? )?(?:maybe|perhaps|possibly|later|next time"
    r"|soon|i don't know)$"
)
"""Words that leave a door open when nothing else is said."""

_DRIVE = "(?:i )?(?:have|need|'ve got|got|must)(?: to)? drive"
_EXCUSE = any_of(
    _DRIVE,
    "(?:i'm|i am) (?:driving|the driver|allergic|pregnant|on a diet|broke|sick|ill)",
    "designated driver",
    r"(?:i'm|i am) (?:on|taking)(?: some| my| these| strong)? "
    "(?:antibiotics|medication|medicine|meds|pills|tablets|painkillers)",
    "on antibiotics",
    "(?:my|the) doctor(?:'s orders)?(?: said| says| told| won't| forbids)?",
    "(?:have|need|got|must)(?: to)? (?:get|be|wake) up early",
    "early (?:start|morning|meeting|shift|flight|train)",
    "(?:have|'ve got|got|with) (?:a |an )?(?:headache|migraine|hangover|cold|flu"
    "|stomach ?ache|upset stomach|bad stomach)",
    "my (?:stomach|head|back|liver) (?:is|hurts|aches)",
    "not feeling (?:well|good|great|so good|too good|very well)",
    "(?:feel|feeling) (?:sick|ill)",
    "coming down with something",
    r"my (?:wife|husband|partner|boss|mom|mum|mother|dad|girlfriend|boyfriend) "
    "(?:won't|would kill|will kill|doesn't|does not|hates|is waiting|wants me home)",
    "(?:drug|blood|urine) test",
    "(?:i|i've|i have) already had (?:one|some|enough|mine)",
    "no money",
    "dry january",
    "too tired",
)

_SORRY = re.compile(
    r"(?<!not )(?<!never )\b(?:sorry|apologi[sz]e|my apologies|forgive me|pardon me"
    r"|i feel bad|i hate to say|i wish i could|don't be (?:mad|angry|upset)"
    r"|(?:i )?hope you don't mind|if that's (?:ok|okay|all right)"
    r"|if you don't mind)(?!\w)"
)
