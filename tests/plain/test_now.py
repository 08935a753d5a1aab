import io
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbook.plain import now
from workbook.safety.doors import DOORS, PAGES
from workbook.safety.pages import Plan, columns

ROOT = Path(now.__file__).parents[2]
CARD: Plan = ("My card", ("urge", "used"), ("Call Dana first.",))


class Visit:
    """A person at the page: what they type, and what they see."""

    def __init__(self, *typed: str) -> None:
        self.typed = list(typed)
        self.seen: list[str] = []
        self.pages: list[list[str]] = []

    def read(self, prompt: str) -> str | None:
        assert prompt == "> "
        self.pages.append(self.seen)
        self.seen = []
        return self.typed.pop(0) if self.typed else None

    def write(self, line: str) -> None:
        assert "\n" not in line
        self.seen.append(line)

    def last(self) -> str:
        return "\n".join(self.pages[-1])


def visit(*typed: str, **options: object) -> Visit:
    person = Visit(*typed)
    defaults: dict[str, object] = {"country": "US", "width": 80}
    now.run(person.read, person.write, **{**defaults, **options})  # type: ignore[arg-type]
    return person


def test_the_page_stands_before_anything_is_asked_and_ends_with_the_input() -> None:
    person = visit()
    assert person.pages[0][1] == "Danger to life: call 911"
    assert len(person.pages) == 1


@pytest.mark.parametrize("number", range(1, 6))
def test_every_door_is_one_key_away_from_the_front_and_from_every_page(
    number: int,
) -> None:
    title = DOORS[number - 1].title
    assert title in visit(str(number)).last()
    for page in PAGES:
        assert title in visit(str(number), door=page).last()
    for key in ("m", "p", "?", "c"):
        assert title in visit(key, str(number)).last()


@pytest.mark.parametrize("word", ["q", "Q", "quit", "/quit", " q "])
def test_a_person_can_leave_from_anywhere(word: str) -> None:
    for before in ([], ["2"], ["2", "y"], ["4", "o"], ["c"], ["?"]):
        person = visit(*before, word, "1")
        assert person.typed == ["1"]


def test_enter_goes_back_one_page_and_leaves_from_the_front() -> None:
    person = visit("4", "o", "", "", "", "still here?")
    titles = ["What is going on", "I used.", "opioids,", "I used.", "What is going on"]
    for page, title in zip(person.pages, titles, strict=True):
        assert title in "\n".join(page)
    assert person.typed == ["still here?"]


@pytest.mark.parametrize(
    ("answer", "page"),
    [
        ("y", "unsafe_yes"),
        ("YES", "unsafe_yes"),
        ("s", "unsafe_not_sure"),
        ("not sure", "unsafe_not_sure"),
        ("n", "unsafe_no"),
        ("no", "unsafe_no"),
    ],
)
def test_the_one_question_takes_yes_not_sure_and_no(answer: str, page: str) -> None:
    assert PAGES[page].title in visit("2", answer).last()


@pytest.mark.parametrize(
    ("page", "letter", "to"),
    [(one.key, letter, to) for one in PAGES.values() for letter, _, to in one.choices],
)
def test_no_letter_of_a_choice_means_something_else_on_that_page(
    page: str, letter: str, to: str
) -> None:
    assert PAGES[to].title in visit(letter, door=page).last()


def test_what_is_not_a_key_is_answered_in_one_line_and_nothing_else_moves() -> None:
    person = visit("4", "what", "o")
    assert person.pages[2] == [
        "Not a key of this page. Enter goes back. 1 to 5 opens a door. Q leaves."
    ]
    assert "opioids" in person.last()


def test_the_country_changes_on_the_page_and_is_forgotten_with_it() -> None:
    person = visit("c", "japan", "3")
    assert "call 119" in person.pages[2][1]
    assert "Call 119 now." in person.last()
    assert "call 911" in visit().last()


def test_the_country_can_be_any_other_and_words_that_name_none_change_nothing() -> None:
    person = visit("c", "atlantis", "0")
    assert person.pages[2] == ["Not a key of this page. Enter goes back. Q leaves."]
    assert "call 112, 911 or 999" in person.last()


def test_a_guess_is_no_longer_called_one_once_the_person_has_said() -> None:
    person = visit("c", "us", guessed=True)
    assert "our guess" in "\n".join(person.pages[0])
    assert "our guess" not in person.last()


def test_what_was_left_open_is_shown_at_its_door_and_under_m() -> None:
    person = visit("1", "m", "p", plans=(CARD,))
    assert "Call Dana first." in "\n".join(person.pages[1])
    assert "Call Dana first." in "\n".join(person.pages[2])
    assert "My people" in person.last()


def test_sources_tell_page_and_day() -> None:
    assert "https://www.cdc.gov/stop-overdose" in visit("?").last()


def test_a_door_can_be_opened_at_once_and_back_leads_to_the_front() -> None:
    person = visit("", door="used")
    assert person.pages[0][5].startswith("I used.")
    assert "What is going on?" in person.last()
    assert "What is going on?" in visit(door="no such door").last()


class Clock:
    """A clock the test turns: says after how many minutes Enter comes."""

    def __init__(self, stop_after: int = 99) -> None:
        self.stop_after = stop_after
        self.waited: list[float] = []

    def __call__(self, seconds: float) -> bool:
        self.waited.append(seconds)
        return len(self.waited) > self.stop_after


@pytest.mark.parametrize("door", ["urge", "wont_wake", "too_much"])
def test_a_timer_speaks_at_the_start_each_minute_and_at_the_end(door: str) -> None:
    clock, timer = Clock(), PAGES[door].timer
    assert timer
    said = " ".join(visit("t", door=door, wait=clock).pages[-1])
    assert clock.waited == [60.0] * timer.minutes
    for text in (timer.start, *timer.each, timer.end):
        assert text in said


def test_enter_stops_the_timer_and_the_page_goes_on() -> None:
    clock = Clock(stop_after=2)
    person = visit("t", "3", door="urge", wait=clock)
    said = " ".join(person.pages[1])
    assert "Two minutes." in said
    assert "Three minutes." not in said
    assert said.endswith("Stopped.")
    assert "Someone will not wake up" in person.last()


def test_through_a_pipe_a_timer_waits_for_nothing_and_says_all_it_has() -> None:
    said = " ".join(visit("t", door="wont_wake").last().splitlines())
    assert said.startswith("Here is what to do, minute by minute.")
    assert "Three minutes. No change?" in said


def test_a_page_without_a_timer_has_no_such_key() -> None:
    assert visit("t", door="unsafe").last().startswith("Not a key of this page.")


@pytest.mark.parametrize(
    "wrong",
    [
        {"plans": None},
        {"plans": ((1, 2, 3),)},
        {"plans": (("a", "b"),)},
        {"plans": (("My card", ("urge",), (7,)),)},
        {"width": None},
        {"width": "wide"},
        {"width": -5},
        {"country": ["US"]},
        {"country": 7},
    ],
)
def test_whatever_is_wrong_with_what_it_is_given_the_page_is_shown(
    wrong: dict[str, object],
) -> None:
    person = visit("1", "m", "p", "3", **wrong)
    assert len(person.pages) == 5
    assert "Someone will not wake up" in person.last()
    assert any(line.startswith("Danger to life: call") for line in person.pages[0])


@pytest.mark.parametrize(
    "end", [EOFError, KeyboardInterrupt, BrokenPipeError, ValueError]
)
def test_when_reading_or_writing_ends_it_returns(end: type[BaseException]) -> None:
    def stop(_: str) -> str:
        raise end

    now.run(stop, lambda _: None)
    now.run(lambda _: None, stop)


def test_a_terminal_that_knows_only_ascii_still_gets_every_page() -> None:
    raw = io.BytesIO()
    out = io.TextIOWrapper(raw, encoding="ascii", write_through=True)
    person = Visit("1", "c", "mx", "?")
    now.run(person.read, lambda line: out.write(line + "\n"))
    shown = raw.getvalue().decode("ascii")
    assert '"I have an urge. Can you stay on the phone?"' in shown
    assert "800 911 2000, Linea de la Vida" in shown


@settings(deadline=None)
@given(st.lists(st.text(max_size=12), max_size=12), st.integers(1, 100))
def test_whatever_is_typed_at_whatever_width_no_line_is_too_long(
    typed: list[str], width: int
) -> None:
    person = visit(*typed, width=width)
    for page in person.pages:
        assert all(columns(line) <= max(width, 40) for line in page)


def test_from_another_face_the_country_is_guessed_and_a_door_opens(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("TZ", "Pacific/Auckland")
    person = Visit()
    now.now_here(person.read, person.write, "used", wait=Clock())
    assert "Danger to life: call 111" in person.pages[0]
    assert "our guess" in person.last()
    assert "I used." in person.last()
    known = Visit()
    now.now_here(known.read, known.write, country="IE", width=60, wait=Clock())
    assert "our guess" not in known.last()


@pytest.mark.parametrize(
    ("language", "code"),
    [({"LC_ALL": "fr_FR.UTF-8", "LANG": "en_US"}, "FR"), ({"LANG": "sv_SE"}, "SE")],
)
def test_the_language_says_where_when_the_clock_does_not(
    monkeypatch: pytest.MonkeyPatch, language: dict[str, str], code: str
) -> None:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TZ", "UTC")
    for name, value in language.items():
        monkeypatch.setenv(name, value)
    assert now.guess_here() == code


def test_the_width_is_the_terminal_s_and_80_where_nobody_says(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sys, "stdout", io.StringIO())
    assert now.terminal_width() == 80


def with_input(monkeypatch: pytest.MonkeyPatch, text: bytes) -> Callable[[float], bool]:
    """The waiting of a real terminal, on a pipe that holds `text`."""
    out, into = os.pipe()
    os.write(into, text)
    monkeypatch.setattr(sys, "stdin", os.fdopen(out, encoding="utf-8"))
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True, raising=False)
    wait = now.terminal_wait()
    assert wait
    return wait


def test_waiting_ends_with_enter_and_takes_only_that_line(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    wait = with_input(monkeypatch, b"\n")
    assert wait(30.0) is True
    assert wait(0.0) is False
    sys.stdin.close()


def test_where_there_is_no_terminal_nothing_waits(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO())
    assert now.terminal_wait() is None
    monkeypatch.setattr(sys, "stdin", None)
    assert now.terminal_wait() is None


def test_importing_it_brings_in_nothing_that_could_fail_or_be_slow() -> None:
    code = (
        "import sys; bare = set(sys.modules); import workbook.plain.now;"
        "print('\\n'.join(sorted(set(sys.modules) - bare)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    loaded = done.stdout.split()
    ours = {name for name in loaded if name.partition(".")[0] == "workbook"}
    assert ours == {
        "workbook",
        "workbook._version",
        "workbook.plain",
        "workbook.plain.now",
        "workbook.safety",
        *(
            f"workbook.safety.{name}"
            for name in ("countries", "doors", "lines", "pages", "places")
        ),
    }
    others = {name.partition(".")[0] for name in loaded} - {"workbook"}
    assert others <= set(sys.stdlib_module_names)
    heavy = {
        "json",
        "pathlib",
        "subprocess",
        "asyncio",
        "inspect",
        "shutil",
        "datetime",
    }
    assert not others & heavy
