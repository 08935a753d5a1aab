from datetime import date, datetime, time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbook.engine.blocks.moments import Date, MomentOptions, Time, When
from workbook.model import Refused


def test_offer_says_what_today_and_now_mean(around: Any) -> None:
    """They are those of the entry, not of the machine."""
    options = Date().offer(MomentOptions(), around())
    assert Date().parse(options, "yesterday") == date(2026, 1, 4)
    assert Time().parse(options, "now") == time(18, 42)
    assert When().parse(options, "now") == datetime(2026, 1, 5, 18, 42)


def test_the_day_is_shown_with_its_weekday() -> None:
    """A slip of a week is seen at once."""
    assert Date().lines(MomentOptions(), date(2026, 1, 31)) == ("Sat 31 Jan 2026",)
    moment = datetime(2026, 1, 31, 8, 5)
    assert When().lines(MomentOptions(), moment) == ("Sat 31 Jan 2026 08:05",)


@given(st.datetimes(datetime(1900, 1, 1), datetime(2199, 12, 31)))
def test_a_moment_comes_back_to_the_minute(moment: datetime) -> None:
    """Stored in ISO form, read without a today."""
    moment = moment.replace(second=0, microsecond=0)
    stored = When().dump(MomentOptions(), moment)
    assert When().parse(MomentOptions(), stored) == moment
    stored = Time().dump(MomentOptions(), moment.time())
    assert Time().parse(MomentOptions(), stored) == moment.time()


def test_each_prompt_says_what_can_be_typed() -> None:
    """Nobody has to guess the form of a date."""
    for block in (Date(), Time(), When()):
        prompt = next(block.ask(MomentOptions(), None))
        assert prompt.hint
        with pytest.raises(Refused):
            block.parse(MomentOptions(), "someday")
