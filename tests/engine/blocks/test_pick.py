from typing import Any

import pytest
from attrs import evolve

from workbook.engine.blocks.pick import (
    NewThing,
    Person,
    PersonOptions,
    Pick,
    PickOptions,
)
from workbook.model import Choice, CollectionName, Refused, Thing, Words
from workbook.testing import talk

TRIGGERS = PickOptions(from_=(CollectionName("triggers"),))
PAYDAY = Thing("e1", "triggers", "r1")
BAR = Thing("e1", "triggers", "r2")
OLD = Thing("e1", "triggers", "r3")


@pytest.fixture
def place(around: Any, thing: Any) -> Any:
    things = (
        thing("r1", "payday"),
        thing("r2", "the bar"),
        thing("r3", "the old flat", offered=False),
    )
    return around(collections={"triggers": things, "people": (thing("r7", "Sam"),)})


def offered(place: Any, options: PickOptions = TRIGGERS, **keys: Any) -> PickOptions:
    found = Pick().offer(evolve(options, **keys), place)
    assert isinstance(found, PickOptions)
    return found


def test_a_number_or_exact_words_pick_a_thing(place: Any) -> None:
    """In any case and spacing."""
    options = offered(place)
    assert talk(Pick(), options, ["2"])[1] == BAR
    assert talk(Pick(), options, ["The  BAR"])[1] == BAR
    assert Pick().parse(options, {"thing": "e1/triggers/r1"}) == PAYDAY
    assert Pick().parse(options, "e1/triggers/r1") == PAYDAY


def test_what_is_set_aside_is_not_offered_but_keeps_its_words(place: Any) -> None:
    """A pick made before still shows it, and can be kept while asking again."""
    options = offered(place)
    assert [item.words for item in options.offered or ()] == ["payday", "the bar"]
    assert Pick().lines(options, OLD) == ("the old flat",)
    prompts, value = talk(Pick(), options, ["3"], before=OLD)
    assert prompts[0].lines[-1] == " 3  the old flat"
    assert value == OLD


def test_a_removed_thing_says_so_and_shows_no_address(place: Any) -> None:
    """Addresses are never shown to a person."""
    options = offered(place)
    gone = Thing("e5", "triggers", "r9")
    assert Pick().lines(options, gone) == ("(removed)",)
    with pytest.raises(Refused) as refused:
        Pick().parse(options, {"thing": str(gone)})
    assert "e5" not in refused.value.message + refused.value.hint


def test_a_stored_address_is_read_without_anything_offered() -> None:
    """Opening an old entry does not depend on what there is now."""
    assert Pick().parse(TRIGGERS, {"thing": "e1/triggers/r1"}) == PAYDAY
    assert Pick().parse(TRIGGERS, "e1/triggers/r1") == PAYDAY
    own = evolve(TRIGGERS, other=True)
    assert Pick().parse(own, "payday") == "payday"


def test_words_that_fit_two_things_ask_for_the_number(around: Any, thing: Any) -> None:
    """Nothing is picked by chance."""
    twice = (thing("r1", "work"), thing("r2", "Work"))
    options = offered(around(collections={"triggers": twice}))
    with pytest.raises(Refused, match="Several are called"):
        Pick().parse(options, "work")
    assert talk(Pick(), options, ["2"])[1] == BAR


def test_new_words_become_a_thing_stay_words_or_are_refused(place: Any) -> None:
    """As the author said."""
    with pytest.raises(NewThing) as new:
        Pick().parse(offered(place, add=True), "the  station")
    assert (new.value.words, new.value.collection) == ("the  station", "triggers")
    assert Pick().parse(offered(place, other=True), "the station") == "the station"
    with pytest.raises(Refused) as refused:
        Pick().parse(offered(place), "pay day")
    assert refused.value.hint == "Did you mean “payday”?"
    assert not isinstance(refused.value, NewThing)


def test_quick_choices_stand_beside_the_things(place: Any) -> None:
    """Numbered after them, stored by value, shown by label."""
    quick = (Choice(value="none", label=Words("Nothing I know of")),)
    options = offered(place, choices=quick)
    assert talk(Pick(), options, ["3"])[1] == "none"
    assert talk(Pick(), options, ["nothing I know of"])[1] == "none"
    assert Pick().lines(options, "none") == ("Nothing I know of",)


def test_several_are_picked_by_numbers_or_words(place: Any) -> None:
    """Each once, in the order they were named."""
    options = offered(place, many=True, other=True)
    assert talk(Pick(), options, ["2 1 2"])[1] == (BAR, PAYDAY)
    assert talk(Pick(), options, ["the bar, 1, the moon"])[1] == (
        BAR,
        PAYDAY,
        "the moon",
    )
    assert talk(Pick(), options, ["none"])[1] == ()
    assert Pick().parse(options, []) == ()
    assert Pick().dump(options, (BAR, "the moon")) == [
        {"thing": "e1/triggers/r2"},
        "the moon",
    ]
    assert Pick().lines(options, (BAR, "the moon")) == ("the bar", "the moon")
    assert Pick().lines(options, ()) == ("none of these",)
    with pytest.raises(Refused, match="Pick 1 at most"):
        Pick().parse(evolve(options, max=1), ["payday", "the bar"])


def test_new_people_are_named_along_with_those_known(place: Any) -> None:
    """“Sam, Dana, Lee”: one is picked, two can be added."""
    options = Person().offer(PersonOptions(many=True), place)
    with pytest.raises(NewThing) as new:
        talk(Person(), options, ["Sam, Dana, Lee, dana"])
    assert new.value.words == "Dana"
    assert new.value.new == ("Dana", "Lee")
    assert new.value.beside == (Thing("e1", "triggers", "r7"),)
    assert new.value.collection == "people"


def test_a_pick_is_a_list_when_many() -> None:
    """Expressions are checked accordingly."""
    assert Pick().kind_of(TRIGGERS) == "thing"
    assert Pick().kind_of(evolve(TRIGGERS, many=True)) == "list"
    assert Pick().codes(TRIGGERS) is None


def test_an_empty_list_says_so(around: Any) -> None:
    """And asks for own words where they may stand."""
    options = offered(around())
    with pytest.raises(Refused) as refused:
        Pick().parse(options, "payday")
    assert refused.value.hint == "The list is empty."
    prompt = next(Person().ask(Person().offer(PersonOptions(), around()), None))
    assert prompt.hint == "Your own words."


def test_picks_an_author_cannot_have_meant_are_faults() -> None:
    """New words have one meaning; a limit needs many."""
    both = evolve(TRIGGERS, add=True, other=True, max=0)
    paths = [fault.path for fault in Pick().check(both)]
    assert paths == [("other",), ("max",), ("max",)]
    assert [f.path for f in Pick().check(PickOptions(from_=()))] == [("from",)]


def test_own_words_are_offered_next_time(around: Any, thing: Any) -> None:
    """After the things; not where a thing or a choice is called that by now."""
    words = ("a long queue", "Payday", "stress")
    place = around(
        collections={"triggers": (thing("r1", "payday"),)}, own_words={"": words}
    )
    stress = Choice(value="stress", label=Words("Stress"))
    options = offered(place, other=True, choices=(stress,))
    assert options.more == ("a long queue",)
    prompts, value = talk(Pick(), options, ["3"])
    assert [line.split("  ")[-1] for line in prompts[0].lines] == [
        "payday",
        "Stress",
        "a long queue",
    ]
    assert value == "a long queue"
    assert Pick().parse(options, "A Long  Queue") == "a long queue"
    assert offered(place).more == ()
