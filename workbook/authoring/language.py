"""The wording of what people read: person-first, and easy on a bad night.

Warnings only: a word list cannot know a context.  It looks at what the author
wrote, never at what a person answers; people name themselves as they like.  The
terms follow NIDA's “Words Matter” in our own table; the reading grade is Flesch
and Kincaid's (1975), reckoned with a plain syllable count.
"""

import re
from collections.abc import Iterable, Iterator
from re import Pattern
from typing import Final

from attrs import frozen

from workbook.authoring.faults import AuthorFault
from workbook.authoring.nodes import ScalarNode
from workbook.authoring.places import character_at
from workbook.authoring.source import Source
from workbook.words import _

MOST_GRADE: Final = 8
"""A US school grade; the aim is 6."""
FEWEST_WORDS: Final = 50
"""Below this many words a grade says nothing."""
SENTENCE_WORDS: Final = 4
"""Labels shorter than this are no sentences."""


@frozen
class Term:
    """Words to leave, where they are not meant otherwise, and what to write."""

    pattern: Pattern[str]
    instead: str


_PEOPLE = r"addicts?|junkies?|abusers?|(drug|substance|alcohol) (ab)?users?"
_ALCOHOL = (
    r"(?<!non-)(?<!non)alcoholics?(?! (drinks?|beverages?|anonymous))|(a|the) drunks?"
)
_CLEAN = (
    r"((get|got|stay|been|be)(s|ed|ing)?|am|is|are|was) clean"
    r"|clean (time|date|days?|and sober)"
)
_TESTS = r"(clean|dirty) (tests?|urines?|screens?|samples?)"
_ABUSE = (
    r"(drug|substance|alcohol) abuse"
    r"|abus(e|es|ed|ing) (of )?(drugs|alcohol|substances)"
)
_LAPSE = (
    r"relaps(ed|es|ing)|(a|your|my) relapse|(fell|fall|fallen|falling) off the wagon"
)
_SWAP = r"(substitution|(?<!nicotine )replacement) (therapy|treatment)"
_ZERO = (
    r"back to (zero|day one)|start over at (zero|one)"
    r"|reset (your|the) (count|days?|clock)"
)


def _terms() -> Iterator[Term]:
    """The table: what not to write, and what instead."""
    verdict = _("what happened, without a verdict")
    yield _term(r"(former|reformed|recovering) addicts?", _("a person in recovery"))
    yield _term(_PEOPLE, _("a person who uses, or with a substance use disorder"))
    yield _term(_ALCOHOL, _("a person with alcohol use disorder"))
    yield _term(_TESTS, _("a negative or positive test"))
    yield _term(_CLEAN, _("not using, or in recovery"))
    yield _term(_ABUSE, _("use, or substance use disorder"))
    yield _term(r"(drug|drinking|using) habits?", _("use"))
    yield _term(r"relapse-prone|frequent flyers?", verdict)
    yield _term(_LAPSE, _("returned to use, or had a lapse"))
    yield _term(r"failed|failures?|failing", verdict)
    yield _term(_SWAP, _("medication for opioid use disorder"))
    yield _term(
        r"non-?compliant|in denial|manipulative", _("what the person did, or thinks")
    )
    yield _term(r"enablers?|co-?dependents?", _("a supporter; helping in ways that …"))
    yield _term(r"commit(s|ted|ting)? suicide", _("died by suicide"))
    yield _term(r"overdue|streaks?", _("nothing: no answer is late or counted"))
    yield _term(_ZERO, _("nothing: what was done stays done"))


def _term(words: str, instead: str) -> Term:
    return Term(re.compile(rf"\b(?:{words})\b", re.IGNORECASE), instead)


def wording(source: Source, texts: Iterable[ScalarNode]) -> Iterator[AuthorFault]:
    """Warnings about the texts of a file that people read."""
    texts = tuple(texts)
    terms = tuple(_terms())
    for node in texts:
        yield from _term_faults(source, node, terms)
    yield from _grade_faults(source, texts)


def _term_faults(
    source: Source, node: ScalarNode, terms: tuple[Term, ...]
) -> Iterator[AuthorFault]:
    """Each term once a text; of terms within one another, the first of the table."""
    told: list[tuple[int, int]] = []
    for term in terms:
        found = term.pattern.search(node.text)
        if found is None:
            continue
        if any(start < found.end() and found.start() < end for start, end in told):
            continue
        told.append(found.span())
        yield source.fault(
            character_at(source, node, found.start()),
            "WB401",
            _("“{words}” may hurt or shame.").format(words=found.group()),
            _("Better: {instead}.").format(instead=term.instead),
            "warning",
        )


def _grade_faults(
    source: Source, texts: tuple[ScalarNode, ...]
) -> Iterator[AuthorFault]:
    counted = [(node, count) for node in texts if (count := Count.of(node.text)).words]
    whole = sum((count for _node, count in counted), Count())
    if whole.words < FEWEST_WORDS or whole.grade <= MOST_GRADE:
        return
    node, _count = max(counted, key=lambda pair: pair[1].weight)
    yield source.fault(
        node.start,
        "WB402",
        _("The texts read like grade {grade}; this one weighs most.").format(
            grade=round(whole.grade)
        ),
        _("Aim for grade 6: short sentences, short words."),
        "warning",
    )


@frozen
class Count:
    """Words, sentences and syllables of some text."""

    words: int = 0
    sentences: int = 0
    syllables: int = 0

    @classmethod
    def of(cls, text: str) -> "Count":
        """The count of one text; nothing where it is only a label."""
        text = re.sub(r"\{[^{}]*\}", "it", text)
        words = re.findall(r"[A-Za-zÀ-ÿ]+(?:['\u2019][A-Za-z]+)?", text)
        if len(words) < SENTENCE_WORDS:
            return cls()
        sentences = [part for part in re.split(r"[.!?:;\n]+", text) if part.strip()]
        return cls(len(words), max(1, len(sentences)), sum(map(syllables, words)))

    def __add__(self, other: "Count") -> "Count":
        return Count(
            self.words + other.words,
            self.sentences + other.sentences,
            self.syllables + other.syllables,
        )

    @property
    def grade(self) -> float:
        """Flesch and Kincaid's reading grade; 0 without words."""
        if not self.words:
            return 0.0
        return (
            0.39 * self.words / self.sentences
            + 11.8 * self.syllables / self.words
            - 15.59
        )

    @property
    def weight(self) -> float:
        """How much this text adds to a grade above the aim."""
        return (self.grade - MOST_GRADE) * self.words


def syllables(word: str) -> int:
    """About how many syllables an English word has: its groups of vowels."""
    word = word.lower()
    groups = len(re.findall(r"[aeiouyà-ÿ]+", word))
    silent = re.search(r"[^aeiouyl]e[sd]?$|[aeiouy]le$", word) is not None
    spoken_ending = re.search(r"([td]ed|[sxz]es|ches|shes|[cg]es)$", word) is not None
    return max(1, groups - (silent and not spoken_ending))
