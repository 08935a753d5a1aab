"""`refusals`: a table of ready answers, read for doors left open.

Rules see whole words of English only.  Nothing is refused: what a person wrote is
kept, with a hint beside it, and they may well be right.
"""

import re
from collections.abc import Iterable, Mapping
from typing import cast

from attrs import frozen
from workbook.model import (
    Block,
    BlockType,
    Fault,
    FixedRow,
    Name,
    Problem,
    RowLimits,
    Value,
)

_CLOSED = re.compile(
    r"\b(?:not (?:now|today|tonight|this time|yet)),? (?:and )?(?:not|nor|or|never)\b"
    r"|\bnot now,? not ever\b"
)
_DOOR = re.compile(
    r"\b(?:(?:maybe|perhaps|possibly)(?: (?:a bit|a little|some time|sometime))? "
    r"(?:later|another|next|tomorrow|some other|some day|someday|one day|soon|then"
    r"|when|after|if|just one|one|a sip|on|in)"
    r"|not (?:now|today|tonight|yet|this time|this week|right now|at the moment)"
    r"|(?:another|some other|a different) (?:time|day|night)"
    r"|we'll see|we will see|i'll see|i'll think about it|let me think about it"
    r"|i'll think it over|rain check|raincheck|for now|ask me (?:again )?(?:later|again"
    r"|tomorrow|next)|i don't think so|i'm not sure|i guess not|i'd rather not right now"
    r"|later,? (?:ok|okay|maybe|perhaps|then|thanks))\b"
    r"|^(?:no,? |no thanks,? )?(?:maybe|perhaps|later|next time|possibly)$"
    r"|\b(?:maybe|perhaps),? next time\b|\bnext time(?: then| maybe)?$"
)
_EXCUSE = re.compile(
    r"\b(?:i (?:have|need|'ve got|have got|got|must)(?: to)? (?:to )?drive|i'm driving"
    r"|i am driving|(?:the )?designated driver"
    r"|(?:on|taking) (?:some )?(?:antibiotics|medication|medicine|meds|pills|tablets)"
    r"|doctor(?:'s orders| said| told me| says)"
    r"|i (?:have|need|must)(?: to)? (?:get|be) up early|early start|early morning"
    r"|early (?:meeting|shift)"
    r"|i (?:have|'ve got|got) (?:a )?(?:headache|stomach ache|stomachache|cold|migraine"
    r"|hangover|upset stomach)|(?:i'm|i am|i) (?:not feeling (?:well|good|great)|feel sick"
    r"|sick|ill|coming down with something|allergic|pregnant|on a diet|detoxing)"
    r"|my (?:wife|husband|partner|boss|mom|mum|mother|girlfriend|boyfriend|sponsor)"
    r" (?:won't|would kill|will kill|doesn't|does not|is waiting|needs me home)"
    r"|(?:drug|blood|urine) test (?:tomorrow|at work|next week|coming up)"
    r"|i already had (?:one|some|enough)|i've already had (?:one|some|enough)"
    r"|i (?:have|'ve) no money|i'm broke|dry january|i'm too tired)\b"
)
_SORRY = re.compile(
    r"(?<!not )(?<!never )\b(?:sorry|apologi[sz]e|apologies|forgive me|pardon me"
    r"|i feel bad|i hate to|i wish i could|don't be mad|don't be angry|i hope you don't"
    r" mind|if that's ok|if that's okay|if you don't mind)\b"
)

Found = tuple[str, str]


def refusal_problem(answer: str) -> Found | None:
    """What is weak in one answer, the weightiest first; None when it stands."""
    words = _plain(answer)
    if _DOOR.search(words) and not _CLOSED.search(words):
        return (
            "This leaves a door open to being asked again.",
            "You could close it: “No, thanks. I don't use.” or “No. Please don't "
            "ask me again.”",
        )
    if _EXCUSE.search(words):
        return (
            "This gives a reason that can be argued with, or run out.",
            "If it is true, it may stand. A no needs no reason: “No, thanks, not "
            "for me.”",
        )
    if _SORRY.search(words):
        return (
            "This says sorry for a no.",
            "You have done nothing wrong. You could say it warmly without: “Thanks "
            "for asking. No.”",
        )
    return None


@frozen(kw_only=True)
class RefusalsOptions:
    """A table whose columns `answers` hold what one would say."""

    columns: tuple[Block, ...]
    rows: RowLimits = RowLimits()
    answers: tuple[Name, ...]


class RefusalsBlock(BlockType):
    """Free rows with the author's columns; see the module."""

    name = "refusals"
    options = RefusalsOptions
    kind = "rows"

    def check(self, options: object) -> Iterable[Fault]:
        """`answers` name columns."""
        mine = cast("RefusalsOptions", options)
        ids = [column.id for column in mine.columns]
        if not mine.answers:
            yield Fault("“answers” names no column.", ("answers",))
        for index, column in enumerate(mine.answers):
            if column not in ids:
                yield Fault(
                    f"There is no column “{column}”.",
                    ("answers", index),
                    f"Columns are: {', '.join(ids)}.",
                )

    def columns(self, options: object) -> tuple[Block, ...]:
        """The author's."""
        return cast("RefusalsOptions", options).columns

    def rows(self, options: object) -> tuple[FixedRow, ...] | RowLimits | None:
        """Free rows, within the author's limits."""
        return cast("RefusalsOptions", options).rows

    def problems(self, options: object, value: Value) -> Iterable[Problem]:
        """What could be firmer in one row's answers."""
        cells = cast("Mapping[str, Value]", value)
        for column in cast("RefusalsOptions", options).answers:
            answer = cells.get(column)
            found = refusal_problem(answer) if isinstance(answer, str) else None
            if found is not None:
                message, hint = found
                yield Problem(message, hint, column)


def _plain(text: str) -> str:
    """Lower case, plain apostrophes, single spaces, no mark at the end."""
    plain = " ".join(text.lower().replace("’", "'").split())
    return plain.strip(' .!?…"“”')
