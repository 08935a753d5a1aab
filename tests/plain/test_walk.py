"""The words a person can type at a question, and what each does."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from workbook.model import DECLINED, State, Stop
from workbook.plain.session import Session
from workbook.plain.terminal import Left
from workbook.plain.walk import BackToToday, walk
from workbook.store import MemoryStore
from workbook.testing import FakeClock
from workbook.testing.terminal import ScriptedTerminal
from workbook.usecases.leaving import Plans
from workbook.usecases.library import Library, open_library
from workbook.usecases.open_entry import OpenEntry
from workbook.usecases.workbook import Workbook

MAP, LOG, CARD = "tm.external_map", "tm.craving_log", "hr.coping_card"
Typing = Callable[..., tuple[Session, Any]]
Stored = Callable[[OpenEntry], dict[str, Any]]


def entry_of(book: Workbook, exercise: str) -> OpenEntry:
    return next(book.open(h.id) for h in book.heads() if h.exercise == exercise)


def walked(typing: Typing, exercise: str, *lines: str, entry: str = "") -> Any:
    """A walk until what was typed is used up."""
    session, terminal = typing(*lines)
    with pytest.raises(Left):
        walk(session, exercise, entry=entry)
    return terminal


def test_the_front_says_what_it_is_for(typing: Typing) -> None:
    """Title, minutes, the smallest piece, purpose and why, then page 1."""
    seen = walked(typing, CARD).text
    for words in ("My help card", "About 3 minutes.", "Page 1 of 2: Why, and when"):
        assert words in seen
    assert "Put what helps you most on one small card." in seen


def test_an_empty_line_leaves_nothing_behind(typing: Typing, book: Workbook) -> None:
    """Looking at an exercise begins nothing."""
    session, terminal = typing(*[""] * 20)
    walk(session, CARD)
    assert "Nothing was written here" in terminal.text
    assert book.heads() == ()


def test_rows_are_asked_one_by_one(
    typing: Typing, book: Workbook, as_stored: Stored
) -> None:
    """Typing the first column begins a row; an empty line after it goes on."""
    seen = walked(typing, MAP, "", "payday", "7", "80", "2", "", "", "", "bank", "2")
    assert "Row 1. What is it?" in seen.text
    assert "Row 1, question 3 of 7." in seen.before("80")
    assert "Row 2. Add one more. What is it?" in seen.before("bank")
    assert as_stored(entry_of(book, MAP))["triggers"] == [
        {
            "label": "payday",
            "category": "money",
            "likelihood": 80,
            "exposure_next_7d": "few",
        },
        {"label": "bank", "category": "place"},
    ]


def test_what_there_is_is_shown_and_kept_by_enter(
    typing: Typing, book: Workbook, as_stored: Stored
) -> None:
    """“So far”, and Enter."""
    session, _terminal = typing("rest", "", "", "", "", "a sentence", "")
    walk(session, CARD)
    before = as_stored(entry_of(book, CARD))
    session, terminal = typing(*[""] * 9)
    walk(session, CARD)
    assert " 1  rest" in terminal.text
    assert "So far: a sentence\nEnter keeps it." in terminal.text
    assert as_stored(entry_of(book, CARD)) == before


def test_back_goes_to_the_question_before(typing: Typing, book: Workbook) -> None:
    """Its answer is there; another one takes its place."""
    seen = walked(typing, LOG, "5", "/back", "6", "/back")
    assert "So far: 5" in seen.after("/back")
    assert "So far: 6" in seen.text
    assert entry_of(book, LOG).value_at(Stop("intensity")) == 6


def test_back_at_the_first_question_leads_out(typing: Typing, book: Workbook) -> None:
    """What was written is kept."""
    session, terminal = typing("5", "/back", "/back")
    walk(session, LOG)
    assert "What you wrote is kept. You can go on any day." in terminal.text
    assert [head.state for head in book.heads()] == [State.DRAFT]


def test_skip_leaves_it_and_pass_says_so(typing: Typing, book: Workbook) -> None:
    """/skip keeps nothing; /pass is an answer of its own."""
    walked(typing, LOG, "/pass", "/skip")
    opened = entry_of(book, LOG)
    assert opened.value_at(Stop("intensity")) is DECLINED
    assert [*opened.answers] == ["intensity"]


def test_what_is_needed_is_said_and_can_be_left(typing: Typing) -> None:
    """Enter says that it is needed; /skip goes on; the end names it."""
    seen = walked(typing, LOG, "", "/skip", *["/skip"] * 12)
    assert "This one is needed to finish." in seen.after("")
    assert "Before this one is finished, an answer is needed here:" in seen.text


def test_the_end_leads_to_what_is_needed(typing: Typing, book: Workbook) -> None:
    """Its number goes there; then the end is the end."""
    session, terminal = typing(*["/skip"] * 8, "1", "4", *["/skip"] * 8, "")
    walk(session, LOG)
    assert "So far" not in terminal.after("1")
    assert [head.state for head in book.heads()] == [State.FINISHED]
    assert "That is the end of this one. What you wrote is kept." in terminal.text


def test_undo_and_redo_go_to_what_they_changed(typing: Typing, book: Workbook) -> None:
    """The last answer is taken back, and done again, at its question."""
    seen = walked(typing, MAP, "", "payday", "7", "/undo", "/redo", "/undo", "2")
    assert "Taken back." in seen.after("/undo")
    assert "Row 1, question 2 of 7." in seen.after("/undo")
    assert "Done again." in seen.after("/redo")
    (row,) = entry_of(book, MAP).evaluation.blocks["triggers"].rows
    assert row.values() == {"label": "payday", "category": "place"}


def test_there_may_be_nothing_to_undo(typing: Typing) -> None:
    """It is said, and the question stays."""
    seen = walked(typing, LOG, "/undo", "/redo")
    assert "There is nothing to take back." in seen.after("/undo")
    assert "There is nothing to do again." in seen.after("/redo")


def test_undo_of_the_only_answer_leaves_no_entry(
    typing: Typing, book: Workbook
) -> None:
    """As if it had never been begun; it can be begun again."""
    walked(typing, LOG, "5", "/undo")
    assert book.heads() == ()
    walked(typing, LOG, "5", "/undo", "/redo")
    assert len(book.heads()) == 1


def test_rows_can_be_shown_and_gone_to(typing: Typing, book: Workbook) -> None:
    """/rows lists them; /row 1 asks its questions; then the table goes on."""
    one = ("payday", "7", "80", "", "", "", "")
    seen = walked(typing, MAP, "", *one, "/rows", "/row 1", "pay day", "/row 5", "/row")
    assert " 1  payday, Money, 80%" in seen.after("/rows")
    assert "So far: payday" in seen.after("/row 1")
    assert "a number from 1 to 1" in seen.after("/row 5")
    (row,) = entry_of(book, MAP).evaluation.blocks["triggers"].rows
    assert row.values()["label"] == "pay day"


def test_removing_a_row_says_what_uses_it(typing: Typing, book: Workbook) -> None:
    """Asked once; undo brings it back."""
    row = ("payday", "", "", "", "", "", "")
    walked(typing, MAP, "", *row)
    walked(typing, "hr.situation_plan", "", "1")
    seen = walked(typing, MAP, "/remove 1", "", "/remove 1", "y", "/undo")
    assert "Remove this row? payday" in seen.after("/remove 1")
    assert "would read “(removed)” there" in seen.after("/remove 1")
    assert "A plan for one hard situation, 2026-01-05" in seen.after("/remove 1")
    assert "It stays." in seen.text
    assert "Removed. /undo brings it back." in seen.after("y")
    assert len(entry_of(book, MAP).evaluation.blocks["triggers"].rows) == 1


def test_a_list_of_ideas_and_of_choices(typing: Typing) -> None:
    """/list shows them; where there is none it says so."""
    seen = walked(typing, MAP, "", "/list", "payday", "/list", "/skip", "/list")
    assert "- Friday after work" in seen.after("/list")
    assert seen.text.count(" 1  A person") == 2
    assert "There is no list for this question." in seen.text


def test_now_comes_back_to_the_very_question(typing: Typing) -> None:
    """Help now, then the question again."""
    seen = walked(typing, LOG, "5", "/now", "1", "q")
    assert "What is going on?" in seen.after("/now")
    assert "A strong urge" in seen.after("1")
    assert seen.before("/now") in seen.after("q")


def test_help_shows_only_what_applies(typing: Typing) -> None:
    """No word about rows where there are none; the author's help first."""
    seen = walked(typing, MAP, "?", "", "/help")
    assert "/row 2" not in seen.after("?")
    assert "/row 2" in seen.after("/help")


def test_a_slip_is_no_answer(typing: Typing, book: Workbook) -> None:
    """Did you mean …; two slashes write one."""
    seen = walked(typing, MAP, "", "/bakc", "//dev//null", *["/skip"] * 6)
    assert "Did you mean /back?" in seen.after("/bakc")
    (row,) = entry_of(book, MAP).evaluation.blocks["triggers"].rows
    assert row.values()["label"] == "/dev//null"


def test_a_word_of_a_table_does_nothing_elsewhere(typing: Typing) -> None:
    """And says so."""
    assert "/rows does nothing here." in walked(typing, LOG, "/rows").text


def test_what_is_refused_says_what_fits(typing: Typing, book: Workbook) -> None:
    """Message and hint; the question stays."""
    seen = walked(typing, LOG, "eleven", "11", "5")
    assert "This takes a number." in seen.after("eleven")
    assert "That is not on the scale." in seen.after("11")
    assert entry_of(book, LOG).value_at(Stop("intensity")) == 5


def test_a_new_name_is_added_once_asked(typing: Typing, book: Workbook) -> None:
    """Enter adds and picks it in one; n does not."""
    at = ["", "", "", "Sam", "n", "Sam", ""]
    seen = walked(typing, CARD, *at)
    assert "“Sam” is new. Add it to your list “My people”?" in seen.after("Sam")
    assert "Not added." in seen.after("n")
    assert [item.words for item in book.things("people")] == ["Sam"]
    opened = entry_of(book, CARD)
    assert opened.value_at(Stop("people")) == (book.things("people")[0].thing,)


def test_a_full_table_says_so(typing: Typing, book: Workbook) -> None:
    """Before a fourth is typed, and after it; its rows can be changed."""
    seen = walked(typing, CARD, "one", "two", "three", "four", "")
    assert "This list takes 3 rows. Enter goes on." in seen.after("three")
    assert "Row 4" not in seen.text
    assert "This list takes 3 rows. Enter goes on." in seen.after("four")
    assert len(entry_of(book, CARD).evaluation.blocks["reasons"].rows) == 3


def test_a_whole_table_can_be_passed_over(typing: Typing, book: Workbook) -> None:
    """And written after all."""
    walked(typing, CARD, "/pass")
    assert entry_of(book, CARD).evaluation.blocks["reasons"].value is DECLINED
    entry = entry_of(book, CARD).entry.id
    seen = walked(typing, CARD, "/back", "w", "rest", "/pass", entry=entry)
    assert "Type w to write here after all." in seen.text
    assert "There are rows here." in seen.after("/pass")


def test_a_long_text_is_kept_line_by_line(
    typing: Typing, book: Workbook, as_stored: Stored
) -> None:
    """The input ends in the middle of it: what stood there stays."""
    ask = "cm.ask_for_help"
    walked(typing, ask, "/skip", "/skip", "first line", "second line")
    (text,) = [v for v in as_stored(entry_of(book, ask)).values() if "first" in str(v)]
    assert text == "first line\nsecond line"


def test_a_pause_speaks_at_start_and_stops_when_told(typing: Typing) -> None:
    """Words typed meanwhile are answered, and the time goes on."""
    seen = walked(
        typing, "tm.urge_surf", "8", "", "8", "60", "what", "/now", "q", "stop"
    )
    assert "Up to 20 minutes." in seen.before("60")
    assert "1 minute." in seen.after("60")
    assert "The time goes on." in seen.after("what")
    assert "How strong is it now?" in seen.after("stop")


def test_a_worrying_answer_shows_help_at_once(typing: Typing) -> None:
    """The numbers, the first steps, and that nobody is reading this."""
    seen = walked(typing, "hr.lapse_debrief", "4", "q")
    assert "Danger to life:" in seen.after("4")
    assert "Nobody is reading this now." in seen.after("4")
    assert "I do not feel safe." in seen.after("4")
    assert "Page 2 of" in seen.text  # nothing is blocked


def test_an_alert_is_told_once_and_again_on_resume(
    typing: Typing, book: Workbook
) -> None:
    """It is shown when it turns on, not at every answer after."""
    words = "That is very strong."
    seen = walked(typing, "tm.urge_surf", "9", "1", "")
    assert seen.text.count(words) == 1
    again = walked(
        typing, "tm.urge_surf", entry=entry_of(book, "tm.urge_surf").entry.id
    )
    assert words in again.text


def test_a_strong_urge_offers_the_urge_tool_first(typing: Typing) -> None:
    """y opens it, and afterwards the walk is where it was."""
    session, terminal = typing("8", "y", "/back")
    with pytest.raises(Left):
        walk(session, MAP)
    assert "Open “Ride out an urge” now?" in terminal.after("8")
    assert "How strong is the urge?" in terminal.after("y")
    assert "Back in “Outside triggers”." in terminal.after("/back")
    assert "Page 2 of" in terminal.after("/back")


def test_what_is_noticed_is_said_after_the_answer(typing: Typing) -> None:
    """A problem blocks nothing."""
    seen = walked(typing, "hr.if_then", "payday", "I will not use")
    assert "Note: " in seen.after("I will not use")
    assert "Row 1, question 3" in seen.after("I will not use")


def test_today_leads_out_of_everything(typing: Typing, book: Workbook) -> None:
    """Also out of an exercise opened from another."""
    session, _terminal = typing("8", "y", "9", "/today")
    with pytest.raises(BackToToday):
        walk(session, MAP)
    assert session.walking == []
    assert len(book.heads()) == 2


def test_a_next_one_is_chosen_by_its_number(typing: Typing) -> None:
    """It opens with what the last one gives it."""
    session, terminal = typing("5", "", "6", "60", "stop", "4", "3", "", "1", "/back")
    walk(session, "tm.urge_surf")
    assert "What could come next:" in terminal.before("1")
    assert "Log an urge" in terminal.before("1")
    assert "So far: 5" in terminal.after("1")


def test_a_draft_goes_on_where_it_was(typing: Typing, book: Workbook) -> None:
    """It says so, and shows the top of that page."""
    walked(typing, MAP, "3", "payday", "7")
    entry = entry_of(book, MAP).entry.id
    seen = walked(typing, MAP, entry=entry)
    assert "You stopped on page 2 of 3. Here it goes on." in seen.text
    assert "Page 2 of 3: What is around you" in seen.text
    assert "Row 1, question 3 of 7." in seen.text


def test_what_is_not_installed_shows_a_placeholder(
    library: Library, clock: FakeClock, session_of: Any
) -> None:
    """The rest is walked, and what was written there is kept."""
    store = MemoryStore()
    book = Workbook(store, library, clock, Plans(None))
    walk(session_of(ScriptedTerminal("80", *[""] * 40), book), "hr.confidence_profile")
    (head,) = book.heads()
    book.flush()
    kept = list(store.all_answers())
    bare = Workbook(
        store, open_library(None, None, entry_points=()), clock, Plans(None)
    )
    terminal = ScriptedTerminal()
    with pytest.raises(Left):
        walk(session_of(terminal, bare), head.exercise, entry=head.id)
    assert "What shows this part is not here now." in terminal.text
    assert bare.flush()
    assert list(store.all_answers()) == kept
    book.close()


def test_a_door_is_opened_once_in_a_visit(typing: Typing) -> None:
    """Two worrying answers about the same thing: the whole page once, the numbers and
    the way to the steps each time."""
    lines = ["2", *["q"], "2", *["q"], *[""] * 3]
    seen = walked(typing, "hr.lapse_debrief", *lines).text
    assert seen.count("I used. Nothing here is written down.") == 1
    assert seen.count("Nobody is reading this now.") >= 2
    after = seen.rpartition("What did you use?")[2]
    assert "112, 911 or 999" in after
    assert "Type /now for steps" in after


def test_the_end_stays_where_it_was(typing: Typing) -> None:
    """Pages of views come as answers fill them, with a title and no number: the count
    of pages does not move while somebody walks towards its end."""
    lines = ["3", "payday", "4", "80", "2", *[""] * 12]
    session, terminal = typing(*lines)
    walk(session, MAP)
    tops = [line for line in terminal.lines if line.startswith("Page ")]
    assert [top[:11] for top in tops] == ["Page 1 of 3", "Page 2 of 3", "Page 3 of 3"]
    assert "From safe to strong" in terminal.lines
