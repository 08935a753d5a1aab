"""`today`: at most three things, each with why."""

from collections.abc import Callable
from typing import Any

Call = Callable[..., Any]


def test_as_json_it_is_a_greeting_and_at_most_three_suggestions(made: Call) -> None:
    """Each says which exercise it opens, and why."""
    page = made("today", "--json").json
    assert list(page) == ["greeting", "suggestions"]
    assert 1 <= len(page["suggestions"]) <= 3
    for one in page["suggestions"]:
        assert one["why"]
        assert one["exercise"]


def test_in_words_each_says_the_command_that_opens_it(made: Call) -> None:
    """So that nothing has to be looked up."""
    done = made("today")
    assert done.code == 0
    assert "1. " in done.out
    assert "workbook do hr.coping_card" in done.out


def test_what_was_begun_is_offered(made: Call) -> None:
    """With its entry."""
    made("do", "tm.craving_log", "--answers", "-", typed="did: call")
    first = made("today", "--json").json["suggestions"][0]
    assert (first["kind"], first["exercise"]) == ("begun", "tm.craving_log")
    assert first["entry"] == made("entries", "--json").json[0]["id"]
