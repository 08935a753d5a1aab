import ast
import re
from pathlib import Path

import pytest

import workbook.safety
from workbook.model.exercise import HelpNow
from workbook.safety.countries import country
from workbook.safety.doors import DOORS, PAGES, SOURCES, Door
from workbook.safety.pages import filled

ALL = [pytest.param(page, id=page.key) for page in PAGES.values()]

#: Clinical notes §7.4 and the product's words; each as it would stand in a text.
BANNED = (
    r"addict\w*|junkies?|alcoholics?|drunks?|abus\w+|habit|clean|dirty|relaps\w*"
    r"|fail\w*|reset|denial|enabler|codependent|non-?compliant|manipulative"
    r"|committed suicide|streak|shame\w*|should have|must"
)
#: Neither a verdict nor a promise.
REASSURING = (
    r"you will be (fine|ok|okay|safe)|it will (pass|be (fine|ok))|do(n't| not) worry"
    r"|you are safe|(low|high) risk|calm down|everything"
)


def texts(page: Door) -> list[str]:
    said = [page.title, page.hint, *page.opening, *page.steps, *page.closing]
    said += [label for _, label, _ in page.choices]
    if page.timer:
        said += [page.timer.label, page.timer.start, *page.timer.each, page.timer.end]
    return [filled(text, country("US")) for text in said if text]


def syllables(word: str) -> int:
    """About as many as a reader hears; a silent e at the end does not count."""
    groups = len(re.findall(r"[aeiouy]+", word))
    silent = word.endswith("e") and not word.endswith(("le", "ee")) and groups > 1
    return max(1, groups - silent)


def grade(said: list[str]) -> float:
    """Flesch and Kincaid's US school grade; a number counts as no word."""
    sentences = [
        one for text in said for one in re.split(r"[.?!:]+\s|[.?!:]+$", text) if one
    ]
    words = re.findall(r"[a-z']+", " ".join(said).lower())
    return (
        0.39 * len(words) / len(sentences)
        + 11.8 * sum(map(syllables, words)) / len(words)
        - 15.59
    )


def test_the_measure_of_reading_tells_easy_from_hard() -> None:
    easy = ["Call now. Stay with them. Do not leave. Give breaths if you can."]
    hard = ["Discontinuation necessitates supervised pharmacological management."]
    assert grade(easy) < 2
    assert grade(hard) > 12


@pytest.mark.parametrize("page", ALL)
def test_every_page_reads_at_grade_six_or_below(page: Door) -> None:
    assert grade([*texts(page)]) <= 6
    if page.steps:
        assert grade([filled(step, country("US")) for step in page.steps]) <= 6


@pytest.mark.parametrize("page", ALL)
def test_sentences_are_short(page: Door) -> None:
    for text in texts(page):
        for sentence in re.split(r"[.?!:]\s", text):
            assert len(sentence.split()) <= 17, sentence


@pytest.mark.parametrize("page", ALL)
def test_no_word_shames_and_nothing_is_promised_or_judged(page: Door) -> None:
    for text in texts(page):
        assert not re.search(rf"\b({BANNED})\b", text, re.IGNORECASE), text
        assert not re.search(rf"\b({REASSURING})\b", text, re.IGNORECASE), text


def test_there_are_five_doors_and_every_choice_leads_to_a_page_behind_its_door() -> (
    None
):
    assert [door.key for door in DOORS] == [
        "urge",
        "unsafe",
        "wont_wake",
        "used",
        "too_much",
    ]
    for page in PAGES.values():
        for _letter, _label, to in page.choices:
            assert PAGES[to].behind == page.key


def test_the_doors_are_those_an_exercise_may_leave_words_behind() -> None:
    field = HelpNow.__annotations__["doors"]
    assert all(f"'{door.key}'" in str(field) for door in DOORS)


@pytest.mark.parametrize("page", ALL)
def test_every_page_stands_on_its_own_steps_or_asks_its_one_question(
    page: Door,
) -> None:
    assert len(page.steps) >= 3 or page.key == "unsafe"


def test_the_door_i_do_not_feel_safe_asks_one_question_and_no_other() -> None:
    asked = [text for text in texts(PAGES["unsafe"]) if text.endswith("?")]
    assert asked == ["Are you in danger of acting on this now?"]
    assert [label for _, label, _ in PAGES["unsafe"].choices] == [
        "yes",
        "not sure",
        "no",
    ]


@pytest.mark.parametrize("key", ["unsafe_yes", "unsafe_not_sure"])
def test_yes_and_not_sure_name_first_the_emergency_number_then_the_line_then_someone(
    key: str,
) -> None:
    first, second, third, fourth = PAGES[key].steps
    assert "{call}" in first
    assert second.startswith("{Talk}")
    assert "Stay with someone" in third
    assert "space between you and what could hurt you" in fourth


def test_no_leads_to_the_safety_plan_and_to_telling_the_counselor_today() -> None:
    steps = " ".join(PAGES["unsafe_no"].steps)
    assert "safety plan" in steps
    assert "counselor or doctor today" in steps


def test_after_use_danger_stands_first_and_looking_back_last() -> None:
    used, after = PAGES["used"], PAGES["used_next"]
    assert "{call}" in used.steps[0]
    assert "can take less" in used.steps[1]
    assert "all at once" in used.steps[3]
    assert used.opening[0].startswith("Telling the truth")
    assert used.choices[-1][2] == "used_next"
    assert after.steps[-1].startswith("Looking back can wait")


@pytest.mark.parametrize(
    ("key", "facts"),
    [
        ("used_opioids", ("can take less", "fentanyl", "naloxone", "2 to 3 minutes")),
        ("used_stimulants", ("Chest pain", "hot skin", "fentanyl")),
        ("used_alcohol", ("all at once", "A fit", "medical help")),
        ("used_medicine", ("Do not stop your medicine", "old dose", "prescribes")),
        ("used_others", ("Pregnant?", "Do not drive", "A child with you?")),
        ("wont_wake", ("Naloxone", "another dose", "on their side", "Stay", "breaths")),
    ],
)
def test_each_kind_of_substance_has_its_notice(
    key: str, facts: tuple[str, ...]
) -> None:
    steps = " ".join(PAGES[key].steps)
    for fact in facts:
        assert fact in steps


def test_a_timer_speaks_at_the_start_each_minute_and_at_the_end() -> None:
    timers = [page.timer for page in PAGES.values() if page.timer]
    assert len(timers) == 3
    for timer in timers:
        assert len(timer.each) == timer.minutes - 1
        assert "Enter" in timer.start


def test_what_the_steps_rest_on_is_named_with_page_and_day() -> None:
    for what, page, when in SOURCES:
        assert what
        assert page.startswith("http")
        assert re.fullmatch(r"\d{4}-\d{2}-\d{2}", when)


def test_help_now_imports_nothing_but_typing_and_itself() -> None:
    for file in Path(workbook.safety.__file__).parent.glob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            assert not isinstance(node, ast.Import), file.name
            if isinstance(node, ast.ImportFrom):
                assert node.module is not None
                assert node.module == "typing" or node.module.startswith(
                    "workbook.safety."
                )
