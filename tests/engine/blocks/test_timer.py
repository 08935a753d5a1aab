from decimal import Decimal
from itertools import pairwise

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from workbook.engine.blocks.timer import Rate, Timer, TimerOptions
from workbook.model import Refused, Words
from workbook.testing import talk

RATE = Rate(text=Words("How strong is it now?"), every=120)
SURF = TimerOptions(
    minutes=4, every=90, prompts=(Words("Notice."), Words("Breathe.")), rate=RATE
)
WAVE = ("0:8", "300:6", "840:3")


def test_it_rates_waits_and_rates_again() -> None:
    """Prompts in turn, the minutes said, a rating every so often and at the end."""
    replies = ["8", "60", "30", "30", "6", "60", "60", "3"]
    prompts, value = talk(Timer(), SURF, replies)
    assert value == ("0:8", "120:6", "240:3")
    assert prompts[0].lines == ("How strong is it now?",)
    assert prompts[0].hint == "A number from 0 to 10."
    assert prompts[1].lines == (
        "Up to 4 minutes. You can stop at any time.",
        "Notice.",
    )
    assert prompts[1].seconds == 60
    assert prompts[2].lines == ("1 minute.",)
    assert prompts[3].lines == ("Breathe.",)
    assert prompts[5].lines == ("2 minutes.",)
    assert prompts[6].lines == ("3 minutes.", "Notice.")


def test_stopping_early_keeps_the_time_that_passed() -> None:
    """One last rating, then it is over."""
    assert talk(Timer(), SURF, ["8", "12 stop", "7"])[1] == ("0:8", "12:7")
    assert talk(Timer(), SURF, ["8", "stop", "8"])[1] == ("0:8", "0:8")


def test_stop_is_heard_at_a_rating_too() -> None:
    """What was rated before stands; before the first there is nothing to keep."""
    replies = ["8", "60", "30", "30", "6", "60", "60", "stop"]
    assert talk(Timer(), SURF, replies)[1] == ("0:8", "120:6")
    with pytest.raises(Refused, match="Nothing has begun"):
        talk(Timer(), SURF, ["stop"])


def test_without_ratings_only_the_time_is_kept() -> None:
    """A pause is a pause."""
    options = TimerOptions(minutes=1)
    value = talk(Timer(), options, ["60"])[1]
    assert value == ("0:", "60:")
    assert Timer().lines(options, value) == ("It was 1 minute.",)
    assert Timer().scores(options, value) == {"minutes": Decimal(1)}
    assert Timer().score_names(options) == ("minutes",)


def test_the_wave_is_drawn_with_numbers_beside_it() -> None:
    """It fits 38 columns, reads aloud, and promises nothing."""
    lines = tuple(Timer().lines(SURF, WAVE))
    assert lines == (
        "  0 min  8  ################",
        "  5 min  6  ############",
        " 14 min  3  ######",
        "From 8 to 3 in 14 minutes.",
    )


def test_the_numbers_of_a_wave() -> None:
    """Expressions read them as block.first and so on."""
    assert Timer().scores(SURF, WAVE) == {
        "minutes": Decimal(14),
        "first": Decimal(8),
        "last": Decimal(3),
        "highest": Decimal(8),
    }
    assert set(Timer().score_names(SURF)) == set(Timer().scores(SURF, WAVE))


@given(
    st.lists(
        st.tuples(st.integers(0, 900), st.integers(0, 10)), min_size=1, max_size=30
    )
)
def test_any_wave_comes_back_and_fits(marks: list[tuple[int, int]]) -> None:
    """As it was stored, and never wider than a narrow screen."""
    times = [0, *sorted(at for at, _rating in marks)]
    ratings = [5, *(rating for _at, rating in marks)]
    raw = [f"{at}:{rating}" for at, rating in zip(times, ratings, strict=True)]
    value = Timer().parse(SURF, list(raw))
    assert Timer().dump(SURF, value) == raw
    assert all(len(line) <= 38 for line in Timer().lines(SURF, value))


def sat_through(options: TimerOptions) -> tuple[int, tuple[str, ...]]:
    """The seconds waited, and the value, when nobody stops it."""
    asking = Timer().ask(options, None)
    prompt = next(asking)
    waited = 0
    while True:
        waited += prompt.seconds
        try:
            prompt = asking.send(str(prompt.seconds) if prompt.seconds else "5")
        except StopIteration as end:
            return waited, end.value


@given(st.integers(1, 20), st.integers(1, 200), st.integers(30, 400))
def test_every_timer_ends_after_its_minutes(
    minutes: int, every: int, rate: int
) -> None:
    """The pauses fill the time exactly, whatever the prompts and ratings."""
    options = evolve(SURF, minutes=minutes, every=every, rate=evolve(RATE, every=rate))
    waited, value = sat_through(options)
    assert waited == minutes * 60
    times = [int(mark.partition(":")[0]) for mark in value]
    assert times[-1] == waited
    assert all(one < other for one, other in pairwise(times))


@pytest.mark.parametrize(
    "raw",
    [[], "", ["5:8"], ["0:8", "9:7", "3:6"], ["0:11"], ["0:"], ["0:8", 5], None, 8,
     ["0:8"] * 501, ["0:8", "90000:3"]],
)  # fmt: skip
def test_what_is_no_wave_is_refused(raw: object) -> None:
    """Times start at 0 and go up, ratings stand on the scale."""
    with pytest.raises(Refused):
        Timer().parse(SURF, raw)  # type: ignore[arg-type]  # any object, on purpose


def test_a_reply_to_a_pause_that_is_no_time_is_refused() -> None:
    """The person learns what the two ways on are."""
    with pytest.raises(Refused, match="Press Enter to go on, or type stop"):
        talk(Timer(), SURF, ["8", "wait"])


def test_timers_an_author_cannot_have_meant_are_faults() -> None:
    """Each fault leads to its key."""
    bad = TimerOptions(minutes=0, every=0, rate=evolve(RATE, every=5, to=Decimal(-1)))
    assert [fault.path for fault in Timer().check(bad)] == [
        ("minutes",),
        ("every",),
        ("rate", "every"),
        ("rate", "to"),
    ]
