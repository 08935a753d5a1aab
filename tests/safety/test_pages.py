import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbook.safety import pages
from workbook.safety.countries import COUNTRIES, country
from workbook.safety.doors import PAGES

CODES = [one.code for one in COUNTRIES] + [None]
PLANS: tuple[pages.Plan, ...] = (
    ("My card", ("urge",), ("I have done hard things.", "Dana 555 0142 31")),
    ("My safety plan", ("unsafe",), ("Walk to the park.",)),
)


def every_page(
    code: str | None, width: int, plans: tuple[pages.Plan, ...] = ()
) -> dict[str, pages.Lines]:
    return {
        "front": pages.front(code, width, plans),
        "plans": pages.my_plans(code, width, plans),
        "people": pages.my_people(code, width, plans),
        "countries": pages.countries(code, width),
        "sources": pages.sources(code, width),
        **{key: pages.door(key, code, width, plans) for key in PAGES},
    }


@pytest.mark.parametrize("width", [40, 80])
@pytest.mark.parametrize("code", CODES)
def test_every_country_has_every_page_and_no_line_is_too_long(
    code: str | None, width: int
) -> None:
    for lines in every_page(code, width, PLANS).values():
        assert len(lines) > 5
        assert max(map(pages.columns, lines)) <= width


@pytest.mark.parametrize("guessed", [True, False])
@pytest.mark.parametrize("code", CODES)
def test_the_two_numbers_and_the_day_of_their_check_open_every_page(
    code: str | None, *, guessed: bool
) -> None:
    here = country(code)
    for key in PAGES:
        lines = pages.door(key, code, 80, PLANS, guessed=guessed)
        assert lines[0] == f"Danger to life: call {pages.emergency(here)}"
        assert lines[1].startswith("Talk to someone: ")
        assert here.lines[0].number in lines[1]
        assert lines[2].startswith("Numbers checked 23 Nov 2026.")


def test_a_long_page_says_the_two_numbers_again_where_the_prompt_is() -> None:
    plan: pages.Plan = ("My card", ("urge",), ("One of many lines.",) * 60)
    lines = pages.door("urge", "US", 80, (plan,))
    assert lines[-2:] == lines[:2]


@pytest.mark.parametrize("code", CODES)
def test_someone_will_not_wake_up_fits_a_screen_of_80_by_24(code: str | None) -> None:
    keys_and_prompt = 2
    assert len(pages.door("wont_wake", code, 80)) + keys_and_prompt <= 24


@pytest.mark.parametrize("code", CODES)
def test_the_front_page_fits_a_screen_of_80_by_24(code: str | None) -> None:
    keys_and_prompt = 2
    assert len(pages.front(code, 80)) + keys_and_prompt <= 24


@pytest.mark.parametrize("code", CODES)
def test_an_unchecked_number_is_shown_as_that_with_the_directory_beside_it(
    code: str | None,
) -> None:
    here = country(code)
    shown = every_page(code, 200)
    for line in here.lines:
        at = [one for lines in shown.values() for one in lines if line.number in one]
        assert at
        if not line.checked:
            offers = [one for one in at if line.name in one]
            assert offers
            assert all("not checked by us" in one for one in offers)
            assert all("findahelpline.com" in one for one in offers)


def test_a_country_we_do_not_know_still_gets_numbers_and_the_directory() -> None:
    lines = pages.front(None, 80)
    assert lines[0] == "Danger to life: call 112, 911 or 999"
    assert lines[1] == "Talk to someone: find a line at findahelpline.com"
    assert "We do not know your country" in lines[2]


def test_a_guessed_country_is_called_a_guess() -> None:
    assert "our guess" in pages.front("CA", 80, guessed=True)[2]
    assert "our guess" not in pages.front("CA", 80)[2]


def test_what_was_left_open_stands_at_its_doors_and_nowhere_else() -> None:
    urge = "\n".join(pages.door("urge", "US", 80, PLANS))
    unsafe = "\n".join(pages.door("unsafe_no", "US", 80, PLANS))
    assert "I have done hard things." in urge
    assert "Walk to the park." not in urge
    assert "Walk to the park." in unsafe
    everything = "\n".join(pages.my_plans("US", 80, PLANS))
    assert "I have done hard things." in everything
    assert "Walk to the park." in everything


def test_a_plan_is_laid_out_as_it_was_written_and_titled_once() -> None:
    """What belongs under a heading is set in under it; no dash before a dash."""
    texts = ("Your card", "  My card", "  Who I call", "    - Dana, 555 0142 31")
    plan: pages.Plan = ("My card", ("urge",), texts)
    lines = pages.my_plans("US", 80, (plan,))
    start = lines.index("My card")
    assert lines[start : start + 4] == (
        "My card",
        "Your card",
        "  Who I call",
        "    - Dana, 555 0142 31",
    )
    assert "-  Dana, 555 0142 31" in pages.my_people("US", 80, (plan,))


def test_a_long_line_of_a_plan_goes_on_under_its_words() -> None:
    """Also where the screen is narrow."""
    plan: pages.Plan = ("My card", ("urge",), ("   - " + "word " * 12,))
    lines = pages.my_plans("US", 40, (plan,))
    assert f"   - {'word ' * 7}".rstrip() in lines
    assert f"     {'word ' * 5}".rstrip() in lines


def test_my_people_are_the_lines_with_a_number_and_there_are_words_without_any() -> (
    None
):
    assert any("Dana 555 0142 31" in line for line in pages.my_people("US", 80, PLANS))
    nobody = "\n".join(pages.my_people("US", 80))
    assert "Who would pick up the phone?" in nobody
    assert "Call or text 988." in nobody


def test_the_truth_about_who_reads_it_is_on_the_front_and_at_the_unsafe_door() -> None:
    for lines in (pages.front("US", 80), pages.door("unsafe_yes", "US", 80)):
        assert any(line.startswith("Nobody is reading this now.") for line in lines)
    assert any(
        "Nothing here is written down." in line for line in pages.front("US", 80)
    )


def test_no_order_to_the_terminal_gets_through_from_a_plan() -> None:
    plan: pages.Plan = ("My\x1b[2Jcard", ("urge",), ("go\x07 on\r\nnow\x9b31m",))
    for lines in every_page("US", 80, (plan,)).values():
        assert all(line.isprintable() for line in lines)


@given(
    st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=200),
    st.integers(min_value=1, max_value=120),
    st.integers(min_value=0, max_value=5),
)
def test_folding_keeps_every_sign_and_never_passes_the_width(
    text: str, width: int, indent: int
) -> None:
    lines = pages.fold(text, width, indent)
    assert all(pages.columns(line) <= max(width, pages.NARROWEST) for line in lines)
    assert "".join("".join(lines).split()) == "".join(text.split())


@settings(deadline=None)
@given(
    st.lists(
        st.tuples(
            st.text(),
            st.lists(st.sampled_from(["urge", "unsafe", "used", "x"])).map(tuple),
            st.lists(st.text()).map(tuple),
        ),
        max_size=4,
    ).map(tuple),
    st.integers(min_value=40, max_value=100),
)
def test_any_plan_is_shown_without_a_line_too_long(
    plans: tuple[pages.Plan, ...], width: int
) -> None:
    for lines in (
        pages.front("US", width, plans),
        pages.door("urge", "US", width, plans),
        pages.my_plans("US", width, plans),
        pages.my_people("US", width, plans),
    ):
        assert all(pages.columns(line) <= width for line in lines)


def test_the_page_as_data_is_json_and_holds_numbers_and_steps() -> None:
    page = json.loads(json.dumps(pages.as_data("US", PLANS)))
    assert page["country"] == "US"
    assert page["emergency"][0]["number"] == "911"
    assert page["lines"][0]["number"] == "988"
    assert [door["key"] for door in page["doors"]] == [
        "urge",
        "unsafe",
        "wont_wake",
        "used",
        "too_much",
    ]
    assert page["doors"][2]["steps"][0].startswith("Call 911 now.")
    assert page["doors"][1]["choices"][0]["steps"][0].startswith("Call 911 now")
    assert "{" not in json.dumps([door["steps"] for door in page["doors"]])


def test_the_page_as_data_says_that_a_country_is_unknown() -> None:
    assert pages.as_data(None)["country"] is None
    assert len(pages.as_data(None)["emergency"]) == 3
