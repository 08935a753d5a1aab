"""The wording of what people read."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbook.authoring import AuthorFault
from workbook.authoring.language import Count, syllables

Check = Callable[..., tuple[AuthorFault, ...]]


@pytest.mark.parametrize(
    "words",
    [
        "addicts",
        "junkie",
        "drug abuser",
        "alcoholic",
        "stay clean",
        "staying clean",
        "dirty urine",
        "substance abuse",
        "relapsed",
        "a relapse",
        "Fell off the wagon",
        "failure",
        "committed suicide",
        "codependent",
        "back to zero",
        "overdue",
    ],
)
def test_words_that_hurt_are_warned_of(check: Check, whole: str, words: str) -> None:
    """With what to write instead, at the word itself; a warning, not an error."""
    text = whole.replace("A calm place", f"If {words} then")
    (fault,) = check(text)
    assert (fault.line, fault.column, fault.code) == (3, 12, "WB401")
    assert fault.severity == "warning"
    assert fault.hint.startswith("Better: ")


@pytest.mark.parametrize(
    "words",
    [
        "relapse prevention",
        "a non-alcoholic drink",
        "an alcoholic drink",
        "Alcoholics Anonymous",
        "clean the kitchen",
        "nicotine replacement therapy",
        "old habits",
        "physical abuse",
        "I drank too much",
    ],
)
def test_words_that_mean_something_else_are_not(
    check: Check, whole: str, words: str
) -> None:
    """The table looks at phrases where a word alone says nothing."""
    assert check(whole.replace("A calm place", f"If {words} then")) == ()


def test_only_what_people_read_is_looked_at(check: Check, whole: str) -> None:
    """Titles of sources and the answers of tests keep the words they have."""
    text = (
        whole
        + 'sources: ["Treating the addict (1960)"]\n'
        + "tests: [{answers: {place: addict}}]\n"
    )
    assert check(text) == ()


def test_heavy_texts_are_warned_of_once(check: Check, whole: str) -> None:
    """At the text that weighs most."""
    heavy = (
        "Individuals experiencing considerable psychological deterioration frequently "
        "require comprehensive interdisciplinary rehabilitation, notwithstanding "
        "preliminary indications of satisfactory institutional functioning, and "
        "consequently demonstrate significantly diminished participation in "
        "voluntary organisational activities requiring extraordinary concentration."
    )
    text = whole.replace(
        "It is easier to go somewhere than to hold out somewhere.", heavy
    )
    (fault,) = check(text)
    assert (fault.line, fault.code, fault.severity) == (8, "WB402", "warning")


@pytest.mark.parametrize(
    ("word", "count"),
    [
        ("urge", 1),
        ("urges", 2),
        ("craving", 2),
        ("table", 2),
        ("walked", 1),
        ("wanted", 2),
        ("people", 2),
        ("trigger", 2),
        ("the", 1),
        ("you", 1),
        ("moment", 2),
        ("calmer", 2),
        ("medication", 4),
        ("hmm", 1),
    ],
)
def test_syllables(word: str, count: int) -> None:
    """About right for common words, which is all a grade needs."""
    assert syllables(word) == count


def test_the_grade_of_a_known_text() -> None:
    """Nine words of one syllable in one sentence: 0.39 * 9 + 11.8 - 15.59."""
    assert Count.of("The cat sat on the mat and then slept.").grade == pytest.approx(
        -0.28
    )


def test_a_label_counts_for_nothing() -> None:
    """Three words are no sentence."""
    assert Count.of("Situations, physical sensations") == Count()


@given(st.lists(st.text()))
def test_counts_add_up(texts: list[str]) -> None:
    """The count of a whole is the sum of its parts, for any text."""
    counts = [Count.of(text) for text in texts]
    whole = sum(counts, Count())
    assert whole.words == sum(count.words for count in counts)
    assert all(count.syllables >= count.words for count in counts)
