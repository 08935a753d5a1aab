from datetime import date
from decimal import Decimal
from typing import Any

from workbook.engine.views.sentences import Change, sentences
from workbook.model import MISSING, Expr, Source, Template

P = Source("@profiles")
MEAN = Expr("mean_sure")


def said(get: Any, *templates: str) -> tuple[object, ...]:
    return sentences(tuple(map(Template, templates)), get)


def test_holes_are_filled_with_words() -> None:
    """A plain sentence needs none."""
    assert said(None, "No hole here.") == ("No hole here.",)


def test_a_sentence_with_a_missing_hole_is_left_out(fake: Any) -> None:
    """The others stand; an answer shows its label, a formula its value."""
    get = fake(
        answers={"place": "home", "day": date(2026, 1, 5), "sure": Decimal(70)},
        codes={"home": "At home"},
        formulas={"sure / 3": lambda a: a["sure"] / 3},
    )
    assert said(get, "{place}: {sure / 3}.", "With {who}.", "On {day}.") == (
        "At home: 23.33.",
        "On Mon 5 Jan 2026.",
    )


def test_a_column_is_said_member_by_member(fake: Any) -> None:
    """By label; rows without an answer are passed over."""
    members = ("home", MISSING, Decimal("1.50"))
    get = fake(formulas={"rows.place": lambda _a: members}, codes={"home": "At home"})
    assert said(get, "{rows.place}") == ("At home, 1.5",)


def test_an_answer_with_braces_is_only_words(fake: Any) -> None:
    """What a person writes is never read as a hole."""
    get = fake(answers={"note": "{place}", "place": "home"})
    assert said(get, "{note}") == ("{place}",)


def test_this_time_stands_beside_the_last_earlier_time(fake: Any, entry: Any) -> None:
    """The newest that has the number; the difference in plain words."""
    earlier = (entry(30, mean_sure=20), entry(6, mean_sure=50), entry(2))
    change = Change(value=MEAN, of=P, column=MEAN)

    def now(value: str) -> Any:
        return fake(sources={P: earlier}, answers={MEAN: Decimal(value)})

    assert change.parts(now("58.25")) == (
        "58.3 now; 50 on Mon 5 Jan 2026.",
        "That is 8.3 more.",
    )
    assert change.parts(now("40"))[1] == "That is 10 less."
    assert change.parts(now("50"))[1] == "The same as then."


def test_change_never_compares_an_entry_with_itself_or_a_later_one(
    fake: Any, entry: Any
) -> None:
    """An entry opened again is compared as on the day it tells of."""
    later = entry(-3, mean_sure=90)
    get = fake(sources={P: (later,)}, answers={MEAN: Decimal(58)})
    change = Change(value=MEAN, of=P, column=MEAN)
    assert change.parts(get) == ()
    own = fake(
        sources={P: (entry(0, mean_sure=1),)},
        answers={MEAN: Decimal(58)},
        around=type(get.around)(entry="e0-12"),
    )
    assert change.parts(own) == ()
    assert change.parts(fake(sources={P: (entry(6, mean_sure=50),)})) == ()


def test_words_change_without_a_difference(fake: Any, entry: Any) -> None:
    """Only numbers can be more or less."""
    get = fake(sources={P: (entry(6, word="calm"),)}, answers={"word": "tired"})
    change = Change(value=Expr("word"), of=P, column=Expr("word"))
    assert change.parts(get) == ("tired now; calm on Mon 5 Jan 2026.",)
