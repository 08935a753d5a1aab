from datetime import date

import pytest

from workbook.safety.countries import ANYWHERE, COUNTRIES, country, named
from workbook.safety.lines import FRESH_DAYS, RELEASED, Country, Line, day, mark, reach

EVERYWHERE = (*COUNTRIES, ANYWHERE)
ALL = [
    pytest.param(line, id=f"{one.code or 'anywhere'} {line.number}")
    for one in EVERYWHERE
    for line in (*one.emergency, *one.lines)
]

#: The countries of the clinical inventory, §7.2.
INVENTORY = "US CA GB IE AU NZ EU DE FR ES NL BE AT CH SE NO DK PL BR MX IN JP KR SG ZA"


@pytest.mark.parametrize("line", ALL)
def test_a_number_has_its_page_and_day_or_says_that_nobody_checked_it(
    line: Line,
) -> None:
    assert line.page.startswith(("https://", "http://"))
    assert mark(line) == (
        f"checked {day(line.checked)}" if line.checked else "not checked by us"
    )


@pytest.mark.parametrize("line", ALL)
def test_a_check_is_no_older_than_180_days_at_release(line: Line) -> None:
    if line.checked:
        age = date.fromisoformat(RELEASED) - date.fromisoformat(line.checked)
        assert 0 <= age.days <= FRESH_DAYS, "look the number up again before release"


@pytest.mark.parametrize("one", EVERYWHERE, ids=lambda one: one.code or "anywhere")
def test_the_first_numbers_of_every_country_were_checked(one: Country) -> None:
    assert all(line.checked for line in one.emergency)
    assert one.lines[0].checked


def test_every_country_of_the_inventory_is_there_once() -> None:
    codes = [one.code for one in COUNTRIES]
    assert sorted(codes) == sorted(INVENTORY.split())


@pytest.mark.parametrize(
    ("code", "first", "talk"),
    [
        ("US", "911", "call or text 988"),
        ("us", "911", "call or text 988"),
        ("GB", "999", "call 116 123"),
        ("NO", "113", "call 116 123"),
        ("", "112", "find a line at findahelpline.com"),
        (None, "112", "find a line at findahelpline.com"),
        ("XX", "112", "find a line at findahelpline.com"),
    ],
)
def test_a_country_is_found_by_its_code_and_any_other_gets_the_numbers_of_anywhere(
    code: str | None, first: str, talk: str
) -> None:
    here = country(code)
    assert here.emergency[0].number == first
    assert reach(here.lines[0]) == talk


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("Canada", "CA"),
        ("  ca ", "CA"),
        ("japan", "JP"),
        ("South K", "KR"),
        ("holland", "NL"),
        ("England", "GB"),
        ("USA", "US"),
        ("New Z", "NZ"),
    ],
)
def test_a_person_names_a_country_by_letters_or_by_words(words: str, code: str) -> None:
    found = named(words)
    assert found is not None
    assert found.code == code


@pytest.mark.parametrize("words", ["", " ", "x", "sw", "s", "south", "atlantis"])
def test_words_that_could_mean_several_countries_mean_none(words: str) -> None:
    assert named(words) is None


def test_a_day_reads_as_people_say_it() -> None:
    assert day("2026-11-23") == "23 Nov 2026"
    assert day("2027-01-05") == "5 Jan 2027"
