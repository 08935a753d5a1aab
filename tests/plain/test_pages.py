"""Today and the pages around it: exercises, entries, plans, settings."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from workbook.store import open_store, read_plans, read_settings, state_of
from workbook.store.settings import Settings, write_settings
from workbook.testing import FakeClock

WORDS = "four small plain words"
Visit = Callable[..., tuple[int, Any]]


@pytest.fixture(name="begun")
def _begun(visit: Visit) -> None:
    """A workbook without a passphrase."""
    visit("", "", "")


@pytest.fixture(name="home")
def _home(tmp_path: Path) -> Path:
    return tmp_path / "home"


@pytest.mark.usefixtures("begun")
class TestToday:
    """At most three things, and the letters."""

    def test_it_offers_and_says_why(self, visit: Visit) -> None:
        """Numbers, minutes, a reason each; ? tells the order."""
        seen = visit("?")[1]
        assert (
            "Three things you could do. One is plenty. None is fine too." in seen.text
        )
        assert "1  Make a help card, 3 min" in seen.text
        assert "First comes what is near in time" in seen.after("?")

    def test_a_number_opens_what_it_offers(self, visit: Visit) -> None:
        """And /back comes back to Today."""
        seen = visit("1", "/back")[1]
        assert "My help card" in seen.after("1")
        assert "Today," in seen.after("/back")

    @pytest.mark.parametrize("way", [["e", "a"], ["m", "1"], ["m", "1", "r"]])
    def test_today_is_one_word_away_on_every_page(
        self, visit: Visit, way: list[str]
    ) -> None:
        """Not one page back: Today itself."""
        visit("u", "3")
        seen = visit(*way, "/today")[1]
        assert "Today," in seen.after("/today")

    @pytest.mark.parametrize(
        ("letter", "shows"),
        [
            ("u", "Log an urge"),
            ("E", "All exercises"),
            ("m", "My entries"),
            ("c", "Help card and plans"),
            ("s", "Settings"),
            ("h", "What is going on?"),
            ("l", "Locked."),
            ("q", "Everything is kept."),
            ("x", "Not a key of this page."),
            ("9", "Not a key of this page."),
            ("/rows", "/rows does nothing here."),
        ],
    )
    def test_each_letter_leads_somewhere(
        self, visit: Visit, letter: str, shows: str
    ) -> None:
        """And what is none says so."""
        assert shows in visit(letter)[1].after(letter)

    def test_every_page_leads_back_by_enter(self, visit: Visit) -> None:
        """Nobody has to know a word."""
        for letter in "emcs":
            assert "Today," in visit(letter, "")[1].after("")

    def test_what_was_begun_is_offered_where_it_stopped(
        self, visit: Visit, clock: FakeClock
    ) -> None:
        """Days later, too; and nothing is late."""
        visit("", "payday", start="tm.external_map")
        clock.forward(days=9)
        seen = visit("1")[1]
        assert "Welcome back. Nothing is late." in seen.text
        assert "Go on with “Outside triggers”" in seen.text
        assert "Here it goes on." in seen.after("1")
        assert "Row 1, question 2" in seen.after("1")


@pytest.mark.usefixtures("begun")
class TestExercises:
    """By family, with minutes, purpose, and what is begun."""

    def test_a_family_shows_its_exercises(self, visit: Visit) -> None:
        """A letter, then the number `workbook list` has too."""
        visit("", "payday", start="tm.external_map")
        seen = visit("e", "a", "3", "/today")[1]
        assert "a  Triggers and urges" in seen.after("e")
        assert " 3  Outside triggers, 15 min (begun)" in seen.after("a")
        assert "Find the things around you" in seen.after("a")
        assert "Here it goes on." in seen.after("3")

    def test_words_of_a_title_do_too(self, visit: Visit) -> None:
        """And what fits nothing says what is near."""
        seen = visit("e", "help card", "/back", "helo")[1]
        assert "My help card" in seen.after("help card")
        assert "There is no exercise “helo”." in seen.after("helo")

    def test_one_begun_is_offered_before_a_new_one(self, visit: Visit) -> None:
        """Where an exercise keeps many."""
        visit("5", start="tm.craving_log")
        seen = visit("e", "log an urge", "n", "/back", "log an urge", "")[1]
        assert "You began “Log an urge” on 2026-01-05." in seen.after("log an urge")
        assert "So far: 5" not in seen.after("n")
        assert "You stopped on page" in seen.after("")

    def test_words_are_not_taken_for_a_yes(self, visit: Visit) -> None:
        """Somebody answers a question that is not asked yet: it is asked again."""
        visit("5", start="tm.craving_log")
        seen = visit("e", "log an urge", "the corner", "")[1]
        assert "Enter = yes, n = begin a new one." in seen.after("the corner")
        assert "You stopped on page" not in seen.after("the corner")
        assert "You stopped on page" in seen.after("")


@pytest.mark.usefixtures("begun")
class TestEntries:
    """Titles and days; the words of the one that is chosen."""

    def test_the_list_shows_no_words(self, visit: Visit) -> None:
        """Only when one is read they stand there."""
        visit("", "payday", "7", start="tm.external_map")
        seen = visit("m", "1", "r", "")[1]
        assert "1  Outside triggers, 2026-01-05 (begun)" in seen.after("m")
        assert "payday" not in seen.after("m")
        assert "payday" not in seen.after("1")
        assert "payday" in seen.after("r")
        assert "Money" in seen.after("r")

    def test_there_may_be_none(self, visit: Visit) -> None:
        """That is fine."""
        assert "Nothing is written yet." in visit("m")[1].after("m")

    def test_more_than_ten_stand_on_more_pages(self, visit: Visit) -> None:
        """M shows the next ones, and comes round."""
        for _index in range(11):
            visit("u", "5")
        seen = visit("m", "more", "M")[1]
        assert "10  Log an urge" in seen.after("m")
        assert "11  Log an urge" in seen.after("more")
        assert " 1  Log an urge" in seen.after("M")

    def test_one_can_be_changed(self, visit: Visit) -> None:
        """It opens where it was."""
        visit("5", start="tm.craving_log")
        seen = visit("m", "1", "c", "/back", "6")[1]
        assert "Here it goes on." in seen.after("c")
        assert "So far: 5" in seen.after("/back")

    def test_one_can_be_set_aside_and_brought_back(self, visit: Visit) -> None:
        """It is kept, and not offered."""
        visit("5", start="tm.craving_log")
        seen = visit("m", "1", "s", "", "", "m", "1", "b")[1]
        assert "Set aside. It is kept" in seen.after("s")
        assert "(set aside)" in seen.text
        assert "B  bring it back" in seen.text
        assert "It is back." in seen.after("b")

    def test_deleting_says_what_uses_it_and_wants_the_word(
        self, visit: Visit, home: Path, clock: FakeClock
    ) -> None:
        """Anything else keeps it; afterwards the words are nowhere in the log."""
        visit("", "payday", start="tm.external_map")
        clock.forward(minutes=1)
        visit("", "1", start="hr.situation_plan")
        seen = visit("m", "2", "d", "yes", "d", "delete")[1]
        assert "Delete “Outside triggers, 2026-01-05”?" in seen.after("d")
        assert "A plan for one hard situation, 2026-01-05" in seen.after("d")
        assert "It is kept." in seen.after("yes")
        assert "Deleted." in seen.after("delete")
        store = open_store(home)
        assert "payday" not in str(list(store.all_answers()))
        store.close()
        assert "(removed)" in visit("m", "1", "r")[1].after("r")

    def test_a_letter_that_is_none_says_so(self, visit: Visit) -> None:
        """And the page stays."""
        visit("5", start="tm.craving_log")
        seen = visit("m", "z", "1", "b")[1]
        assert "Not a key of this page." in seen.after("z")
        assert "Not a key of this page." in seen.after("b")


CARD = ("rest", "", "", "", "", "It falls.", "", "")


@pytest.mark.usefixtures("begun")
class TestPlans:
    """Left open one by one, with what that means."""

    def test_nothing_is_left_open_unless_chosen(self, visit: Visit, home: Path) -> None:
        """Enter at the warning keeps it sealed."""
        visit(*CARD, start="hr.coping_card")
        seen = visit("c", "o 1", "")[1]
        assert "1  My help card: sealed" in seen.after("c")
        assert "can be read without the passphrase" in seen.after("o 1")
        assert "It stays sealed." in seen.after("")
        assert read_plans(home) == ()

    def test_what_is_left_open_is_shown_by_help_now(
        self, visit: Visit, home: Path
    ) -> None:
        """Until it is sealed again."""
        visit(*CARD, start="hr.coping_card")
        number = _number_of(visit("c")[1], "My help card")
        seen = visit("c", f"o {number}", "y", "/now", "m", "q", f"O{number}")[1]
        assert "Help now shows it from now on." in seen.after("y")
        assert "rest" in seen.after("m")
        assert "Sealed. The copy is gone." in seen.after(f"O{number}")
        assert read_plans(home) == ()

    def test_what_is_not_written_cannot_be_left_open(self, visit: Visit) -> None:
        """Its number opens it."""
        seen = visit("c", "o1", "99", "1")[1]
        assert "It is not written yet." in seen.after("o1")
        assert "A number, or O and a number." in seen.after("99")
        assert "Page 1 of" in seen.after("1")


def _number_of(seen: Any, title: str) -> str:
    line = next(line for line in seen.lines if f"  {title}:" in line)
    return str(line.split()[0])


class TestSettings:
    """Country, passphrase, spare key, minutes."""

    @pytest.mark.parametrize(
        ("typed", "code"),
        [(["gb"], "GB"), (["xx", "france"], "FR"), ([""], "US"), (["0"], "")],
    )
    def test_the_country_of_the_help_lines(
        self, visit: Visit, home: Path, typed: list[str], code: str
    ) -> None:
        """By name or letters; 0 for none; Enter leaves it."""
        visit("", "", "")
        visit("s", "1", *typed)
        assert read_settings(home).country == code

    def test_the_first_passphrase_comes_with_a_spare_key(
        self, visit: Visit, home: Path
    ) -> None:
        """From then on the door is shut."""
        visit("", "", "")
        seen = visit("s", "2", WORDS, WORDS, "later", "")[1]
        assert "(there is none yet)" in seen.after("s")
        assert "These 15 words" in seen.text
        assert state_of(home) == "sealed"
        assert "No passphrase yet" not in seen.after("later")
        assert visit()[0] == 5

    def test_changing_it_wants_the_old_one(self, visit: Visit) -> None:
        """A wrong one changes nothing."""
        visit("", "", "1", WORDS, WORDS, "later")
        new = "another set of words"
        seen = visit(WORDS, "s", "2", "no", "2", WORDS, new, new)[1]
        assert "That is not it. Nothing was changed." in seen.after("no")
        assert "The new passphrase is set." in seen.text
        assert "Today," in visit(new)[1].text

    def test_a_new_spare_key(self, visit: Visit) -> None:
        """Asked first: the old one opens nothing any more."""
        visit("", "", "1", WORDS, WORDS, "later")
        seen = visit(WORDS, "s", "3", "", "3", "y", "later")[1]
        assert "Nothing was changed." in seen.after("")
        assert "These 15 words" in seen.after("y")

    def test_the_minutes_of_quiet(self, visit: Visit, home: Path) -> None:
        """Only where a passphrase makes a lock of it."""
        visit("", "", "1", WORDS, WORDS, "later")
        visit(WORDS, "s", "4", "0", "never", "15")
        assert read_settings(home).lock_minutes == 15
        write_settings(home, Settings())

    def test_without_a_passphrase_there_is_no_lock_to_set(self, visit: Visit) -> None:
        """3 and 4 are no keys then."""
        visit("", "", "")
        seen = visit("s", "4")[1]
        assert "Not a key of this page." in seen.after("4")
