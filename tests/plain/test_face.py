"""A whole visit: the first lines, the first run, the door, every way out."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from workbook.errors import Busy, WrongPassphrase
from workbook.plain import session
from workbook.plain.terminal import Left
from workbook.store import open_store, posix, read_settings, state_of
from workbook.testing import FakeClock
from workbook.testing.terminal import ScriptedTerminal

WORDS = "four small plain words"
Visit = Callable[..., tuple[int, Any]]


def spare_words(terminal: ScriptedTerminal) -> list[str]:
    """The spare key as it stood on the screen."""
    start = terminal.lines.index("Your spare key")
    rows = [line for line in terminal.lines[start:] if re.match(r"\d+ [a-z]", line)]
    return " ".join(rows).split()[1::2]


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


def test_help_stands_before_everything(visit: Visit, home: Path) -> None:
    """The first lines name help, and h opens it before any set-up."""
    code, seen = visit("h", "q")
    assert code == 0
    assert seen.turns[0][0] == [
        "Workbook. Press Enter to begin.",
        "In danger now? Call your emergency number (911, 999 or 112).",
        "Help lines at any time, no set-up needed: type h, then Enter.",
    ]
    assert "Danger to life: call 911" in seen.after("h")
    assert state_of(home) == "none"


def test_enter_is_the_shortest_way_in(visit: Visit, home: Path) -> None:
    """Three times, and Today stands there: the guessed country, no passphrase."""
    code, seen = visit("", "", "")
    assert code == 0
    assert "United States (our guess)" in seen.text
    assert "This is not treatment, and it is for adults. Nobody reads it." in seen.text
    assert "Today, Monday 5 January" in seen.text
    assert "No passphrase yet" in seen.text
    assert state_of(home) == "open"
    assert read_settings(home).country == "US"
    assert read_settings(home).face == ""


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        (["3"], ""),
        (["/pass"], ""),
        (["2", "germany"], "DE"),
        (["nowhere", "gb"], "GB"),
        (["1"], "US"),
    ],
)
def test_the_country_can_be_said_or_not(
    visit: Visit, home: Path, typed: list[str], code: str
) -> None:
    """By number, by name, or not at all."""
    visit("", *typed, "")
    assert read_settings(home).country == code


def test_help_now_knows_the_country_as_soon_as_it_is_said(visit: Visit) -> None:
    """On page 2, before there is a folder to keep it in."""
    _code, seen = visit("", "germany", "/now", "q", "")
    assert "Not in Germany? C" in seen.after("/now")
    assert "Danger to life: call 911" not in seen.after("/now")


def test_one_page_back_in_a_first_run(visit: Visit, home: Path) -> None:
    """The country said stands there now; Enter takes it, another name changes it."""
    _code, seen = visit("", "germany", "/back", "", "/back", "gb", "2")
    assert "1  Germany\n" in seen.after("/back")
    assert "Page 2 of 2" in seen.text
    assert read_settings(home).country == "GB"


def test_a_passphrase_comes_with_a_spare_key(visit: Visit, home: Path) -> None:
    """Typed twice; the spare key is shown, and two of its words typed back."""

    class Writing(ScriptedTerminal):
        """Types back whatever word is asked for."""

        def reply(self, fresh: list[str], prompt: str) -> str | None:
            if fresh and fresh[-1].startswith("What is word"):
                place = int(fresh[-1].split()[3].rstrip("?"))
                return spare_words(self)[place - 1]
            return super().reply(fresh, prompt)

    terminal = Writing("", "", "1", WORDS, "not the same", WORDS, WORDS)
    code, seen = visit(terminal=terminal)
    assert code == 0
    assert "Those two were not the same." in seen.text
    assert "These 15 words open the workbook" in seen.text
    assert "Both are right." in seen.text
    assert "No passphrase yet" not in seen.text
    assert state_of(home) == "sealed"


def test_the_spare_key_can_wait(visit: Visit) -> None:
    """A wrong word is said; later goes on."""
    _code, seen = visit("", "", "1", WORDS, WORDS, "horse battery", "later")
    assert "That is another word." in seen.after("horse battery")
    assert "Later is fine." in seen.after("later")
    assert "Today," in seen.after("later")


def test_a_passphrase_from_a_file_is_not_asked_for(visit: Visit, home: Path) -> None:
    """Neither to set it nor to open with it; a wrong one is the caller's error."""
    visit("", "", "later", passphrase=WORDS)
    assert state_of(home) == "sealed"
    _code, seen = visit(passphrase=WORDS)
    assert "Today," in seen.text
    with pytest.raises(WrongPassphrase):
        visit(passphrase=WORDS.upper())


def test_nothing_stands_before_today_once_there_is_a_workbook(visit: Visit) -> None:
    """No opening lines, no first run."""
    visit("", "", "")
    _code, seen = visit()
    assert seen.lines[1].startswith("Today,")


def test_three_wrong_ones_and_the_ways_on(visit: Visit, home: Path) -> None:
    """It says so each time, touches nothing, then names the ways on."""
    visit("", "", "1", WORDS, WORDS, "later")
    before = (home / "keys.json").read_bytes()
    code, seen = visit("a", "b", "/now", "q", "c", "o", "t", WORDS)
    assert code == 0
    assert seen.text.count("That passphrase does not open this workbook.") == 3
    assert "Danger to life:" in seen.after("/now")
    assert "use your spare key" in seen.after("c")
    assert "workbook --home FOLDER" in seen.after("o")
    assert "Today," in seen.after(WORDS)
    assert (home / "keys.json").read_bytes() == before


def test_the_ways_on_are_said_again(visit: Visit) -> None:
    """To a letter that is none of them; /help tells what works there too."""
    visit("", "", "1", WORDS, WORDS, "later")
    _code, seen = visit("a", "b", "c", "x", "/help", "k", "/help", "", "q")
    assert seen.text.count("use your spare key: 15 words") == 2
    assert seen.text.count("/now is Help now. /quit leaves.") == 2
    assert "is in no spare key" not in seen.text


def test_the_spare_key_sets_a_new_passphrase(visit: Visit) -> None:
    """A word that cannot be right is named; with the right ones it opens."""
    _code, first = visit("", "", "1", WORDS, WORDS, "later")
    spare = spare_words(first)
    new = "a new set of words"
    wrong = " ".join([*spare[:-1], "xyzzy"])
    keys = ["k", wrong, new, new, "k", " ".join(spare), new, new]
    code, seen = visit("a", "b", "c", *keys)
    assert code == 0
    assert "xyzzy" in seen.text
    assert "The new passphrase is set." in seen.text
    assert visit(new)[0] == 0


def test_leaving_at_the_door_is_its_own_exit_code(visit: Visit) -> None:
    """For scripts: nothing was opened."""
    visit("", "", "1", WORDS, WORDS, "later")
    code, seen = visit()
    assert code == 5
    assert "Everything is kept." not in seen.text


class Cleared(ScriptedTerminal):
    """Knows what stands on the screen."""

    since = 0

    def clear(self) -> None:
        super().clear()
        self.since = len(self.lines)

    @property
    def screen(self) -> str:
        return "\n".join(self.lines[self.since :])


def test_leaving_a_sealed_workbook_clears_the_screen(visit: Visit) -> None:
    """As a lock does; without a passphrase, the screen is nobody's secret."""
    visit("", "", "1", WORDS, WORDS, "later")
    terminal = Cleared(WORDS, "", "payday", "/quit")
    _code, seen = visit(terminal=terminal, start="tm.external_map")
    assert seen.cleared == 1
    assert terminal.screen.strip() == "Everything is kept."


def test_leaving_an_open_workbook_clears_nothing(visit: Visit) -> None:
    """Whoever can use the computer can read it anyway."""
    _code, seen = visit("", "", "2", "/quit")
    assert seen.cleared == 0


def test_what_is_not_saved_stays_on_the_screen(
    visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is the only copy there is."""
    visit("", "", "1", WORDS, WORDS, "later")

    class Full(Cleared):
        def reply(self, fresh: list[str], prompt: str) -> str | None:
            if self.typed[:1] == ["payday"]:
                monkeypatch.setattr(posix, "write_all", _no_room)
            return super().reply(fresh, prompt)

    terminal = Full(WORDS, "", "payday", "/quit", "y")
    code, _seen = visit(terminal=terminal, start="tm.external_map")
    assert code == 7
    assert terminal.cleared == 0
    assert "NOT SAVED" in terminal.lines[-1]


def _no_room(_descriptor: int, _data: bytes) -> None:
    raise OSError(28, "No space left on device")


def test_a_spare_key_does_not_stay_on_the_screen(visit: Visit) -> None:
    """Neither when it was shown, nor when it was typed."""
    first = Cleared("", "", "1", WORDS, WORDS, "later")
    visit(terminal=first)
    spare = spare_words(first)
    assert first.cleared == 2  # after the key, and at the end
    assert f"1 {spare[0]}" not in first.screen
    new = "another long one"
    again = Cleared(*["wrong"] * 3, "k", " ".join(spare), new, new)
    visit(terminal=again)
    assert again.cleared == 2
    assert "The workbook is open." in again.text


def test_locking_closes_the_store_and_comes_back(visit: Visit, home: Path) -> None:
    """The screen is cleared; after the passphrase the same question stands there."""
    visit("", "", "1", WORDS, WORDS, "later")

    class Peeking(ScriptedTerminal):
        def secret(self, prompt: str) -> str | None:
            open_store(home, WORDS).close()  # nobody else holds it now
            return super().secret(prompt)

    terminal = Peeking(WORDS, "", "payday", "7", "/lock", "no", WORDS, "80", "/undo")
    code, seen = visit(terminal=terminal, start="tm.external_map")
    assert code == 0
    assert seen.cleared == 2  # at the lock, and at the end
    assert "Locked. What you wrote is kept." in seen.after("/lock")
    assert "payday" not in seen.after("/lock")
    assert (
        "Row 1, question 3 of 7."
        in [line for line in seen.lines if "Row 1" in line][-1]
    )
    again = visit(WORDS, "/rows", start="tm.external_map")[1]
    assert " 1  payday, Money" in again.text


def test_a_workbook_without_a_passphrase_locks_behind_enter(visit: Visit) -> None:
    """There is nothing to type but Enter."""
    visit("", "", "")
    _code, seen = visit("l", "", "?")
    assert "Enter opens it again." in seen.after("l")
    assert "Today," in seen.after("")


def test_a_clock_set_back_hides_no_long_quiet(
    visit: Visit, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Time that passed is time that passed."""
    visit("", "", "1", WORDS, WORDS, "later")
    passed = [0.0]
    monkeypatch.setattr(session, "monotonic", lambda: passed[0])

    class Slow(ScriptedTerminal):
        def reply(self, fresh: list[str], prompt: str) -> str | None:
            said = super().reply(fresh, prompt)
            if said == "payday":
                clock.forward(minutes=-60)
                passed[0] += 6 * 60
            return said

    terminal = Slow(WORDS, "", "payday", WORDS, "7")
    _code, seen = visit(terminal=terminal, start="tm.external_map")
    assert "It was quiet for a while, so the workbook is locked." in seen.text


def test_after_a_long_quiet_the_passphrase_is_asked_first(
    visit: Visit, clock: FakeClock
) -> None:
    """What was typed when somebody came back is kept."""
    visit("", "", "1", WORDS, WORDS, "later")

    class Slow(ScriptedTerminal):
        def reply(self, fresh: list[str], prompt: str) -> str | None:
            said = super().reply(fresh, prompt)
            clock.forward(minutes=6 if said == "payday" else 1)
            return said

    terminal = Slow(WORDS, "", "payday", "wrong", WORDS, "7")
    _code, seen = visit(terminal=terminal, start="tm.external_map")
    assert "It was quiet for a while, so the workbook is locked." in seen.text
    assert "Row 1, question 2 of 7." in seen.text
    assert " 1  payday, Money" in visit(WORDS, "/rows", start="tm.external_map")[1].text


def test_every_way_out_keeps_everything(visit: Visit) -> None:
    """/quit, q on Today, the end of the input, Ctrl-C, a terminal that is gone."""
    visit("", "", "")

    class Interrupting(ScriptedTerminal):
        def reply(self, fresh: list[str], prompt: str) -> str | None:
            said = super().reply(fresh, prompt)
            if said is None:
                raise KeyboardInterrupt
            return said

    class Gone(ScriptedTerminal):
        def write(self, line: str = "") -> None:
            if not self.typed:
                raise Left
            super().write(line)

    gone = Gone("u", "5")
    for terminal in (
        ScriptedTerminal("u", "1", "/quit"),
        ScriptedTerminal("u", "2", "/today", "q"),
        ScriptedTerminal("u", "3"),
        Interrupting("u", "4"),
        gone,
    ):
        assert visit(terminal=terminal)[0] == 0
        assert terminal is gone or terminal.lines[-1] == "Everything is kept."
    _code, seen = visit("m")
    assert seen.after("m").count("Log an urge") == 5


def test_a_second_window_is_told(visit: Visit, home: Path) -> None:
    """The workbook is open elsewhere; the caller says so."""
    visit("", "", "")
    store = open_store(home)
    try:
        with pytest.raises(Busy):
            visit("")
    finally:
        store.close()


def test_a_full_disk_is_said_when_it_changes(
    visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    """NOT SAVED once, Saved again once, and everything is there afterwards."""
    from workbook.store import posix

    visit("", "", "")
    real = posix.write_all
    full = {"now": False}

    def write_all(descriptor: int, data: bytes) -> None:
        if full["now"]:
            raise OSError(28, "No space left on device")
        real(descriptor, data)

    monkeypatch.setattr(posix, "write_all", write_all)

    class Filling(ScriptedTerminal):
        def reply(self, fresh: list[str], prompt: str) -> str | None:
            said = super().reply(fresh, prompt)
            full["now"] = said in ("payday", "7", "/quit")
            return said

    terminal = Filling("", "payday", "7", "/quit", "n", "80", "2")
    code, seen = visit(terminal=terminal, start="tm.external_map")
    assert code == 0
    assert "NOT SAVED:" in seen.after("payday")
    assert "Your words are still here." in seen.after("payday")
    assert "NOT SAVED" not in seen.after("7")
    assert "the last of it is lost" in seen.after("/quit")
    assert seen.text.count("Saved again.") == 1
    again = visit("/rows", start="tm.external_map")[1].text
    assert " 1  payday, Money, 80%" in again


def test_an_exercise_is_opened_first_and_dated_back(
    visit: Visit, clock: FakeClock
) -> None:
    """`start` names it; `at` is the moment it tells of; then Today."""
    visit("", "", "")
    at = clock.now().replace(day=2)
    visit("5", start="tm.craving_log", at=at)
    _code, seen = visit("m")
    assert "Log an urge, 2026-01-02 (begun)" in seen.after("m")
