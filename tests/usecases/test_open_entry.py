"""One entry being filled in: begins, remembers, undoes, finishes; the chain lives."""

from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from workbook.engine import evaluate
from workbook.engine.blocks.pick import NewThing
from workbook.errors import PluginError, Refused
from workbook.model import DECLINED, NEW_ROW, State, Stop
from workbook.store import MemoryStore
from workbook.testing import FakeClock
from workbook.usecases import changing
from workbook.usecases.leaving import Plans
from workbook.usecases.shown import entry_view
from workbook.usecases.workbook import Workbook

NEW_TRIGGER = Stop("triggers", NEW_ROW, "label")


def said(book, entry_id):
    """Everything an entry says, as one text."""
    return str(entry_view(book, entry_id).pages)


def reopened(book, clock):
    """The same store, opened again."""
    book.flush()
    return Workbook(book.store, book.library, clock, Plans(None))


def test_opening_leaves_nothing_behind(book):
    """An exercise looked at and left is not there the next time."""
    opened = book.begin("hr.situation_plan")
    opened.go(Stop("situation"))
    assert book.heads() == ()
    book.flush()
    assert dict(book.store.heads()) == {}


def test_an_entry_begins_with_its_first_answer(book, clock):
    """The first answer makes the entry, with the exercise text it was given to."""
    opened = book.begin("tm.craving_log")
    opened.answer("intensity", Decimal(6))
    (head,) = reopened(book, clock).heads()
    assert (head.exercise, head.state) == ("tm.craving_log", State.DRAFT)
    assert book.library.text("tm.craving_log") == book.store.definition(head.hash)


def test_an_answer_its_type_cannot_store_changes_nothing(book, monkeypatch):
    """A plugin fails while it dumps: nothing is begun, nothing looks saved that is
    not, and the next answer is kept."""

    def fails(_node, _value):
        raise PluginError("The plugin failed.")

    opened = book.begin("tm.external_map")
    with monkeypatch.context() as patch:
        patch.setattr(changing, "dump_answer", fails)
        with pytest.raises(PluginError):
            opened.answer("craving_before", Decimal(2))
    assert not opened.born
    assert opened.undo() is None
    assert opened.value_at(Stop("craving_before")) is None
    assert book.heads() == ()
    opened.answer("craving_before", Decimal(3))
    with monkeypatch.context() as patch:
        patch.setattr(changing, "dump_answer", fails)
        with pytest.raises(PluginError):
            opened.answer("craving_before", Decimal(4))
    assert opened.value_at(Stop("craving_before")) == 3
    assert opened.flush()
    assert [one.raw for one in book.store.answers(opened.entry.id)] == [3]


def test_what_was_answered_is_there_again(book, clock):
    """Closed and opened: same answers, same evaluation, same place."""
    opened = book.begin("tm.external_map")
    opened.answer("craving_before", Decimal(2))
    stop = opened.answer_at(NEW_TRIGGER, "payday Friday")
    here = Stop("triggers", stop.row, "likelihood")
    opened.answer_at(here, Decimal(80))
    opened.go(here)
    again = reopened(book, clock).open(opened.entry.id)
    assert opened.answers == again.answers
    assert here == again.entry.here
    assert opened.evaluation.same_as(again.evaluation)


def test_a_trigger_is_picked_in_a_plan_and_its_words_stay_alive(book):
    """The chain: the pick shows the trigger as it is called now."""
    triggers = book.begin("tm.external_map")
    stop = triggers.answer_at(NEW_TRIGGER, "payday Friday")
    plan = book.begin("hr.situation_plan")
    plan.answer("situation", plan.parse_at(Stop("situation"), "Payday friday"))
    assert "payday Friday" in said(book, plan.entry.id)
    triggers.answer_at(stop, "payday")
    assert "payday Friday" not in said(book, plan.entry.id)
    assert [item.words for item in book.things("situations")] == ["payday"]


def test_new_words_become_a_thing_and_are_picked_in_one_step(book):
    """Add and pick is one transaction; undo takes both back, redo does both again."""
    plan = book.begin("hr.situation_plan")
    stop = Stop("situation")
    with pytest.raises(NewThing) as new:
        plan.parse_at(stop, "the corner by the bank")
    plan.add_and_pick(stop, new.value)
    assert [i.words for i in book.things("triggers")] == ["the corner by the bank"]
    assert plan.value_at(stop) == book.things("triggers")[0].thing
    plan.undo()
    assert book.things("triggers") == ()
    assert plan.value_at(stop) is None
    plan.redo()
    assert "the corner by the bank" in said(book, plan.entry.id)


@pytest.mark.parametrize("waits", [True, False])
def test_undo_leaves_no_empty_list_behind(book, waits):
    """A list begun for the new words goes with them; redo begins it again, also
    while the store is still at it.
    """
    plan = book.begin("hr.situation_plan")
    plan.answer("confidence_before", Decimal(40))
    for words in ("the corner", "the bank"):
        with pytest.raises(NewThing) as new:
            plan.parse_at(Stop("situation"), words)
        plan.add_and_pick(Stop("situation"), new.value)
    plan.undo()
    assert [i.words for i in book.things("triggers")] == ["the corner"]
    plan.undo()
    assert [head.exercise for head in book.heads()] == ["hr.situation_plan"]
    if waits:
        book.flush()
        assert len(dict(book.store.heads())) == 1
    plan.redo()
    assert [i.words for i in book.things("triggers")] == ["the corner"]
    plan.redo()
    assert [i.words for i in book.things("triggers")] == ["the corner", "the bank"]
    assert "the bank" in said(book, plan.entry.id)
    book.flush()
    assert len(dict(book.store.heads())) == 2
    home = book.begin("tm.external_map")
    assert len(home.answers["triggers"]) == 2


def test_a_person_once_named_is_offered_everywhere(book):
    """A name added in one exercise can be picked in any other."""
    card = book.begin("hr.coping_card")
    stop = Stop("people")
    with pytest.raises(NewThing) as new:
        card.parse_at(stop, "Sam")
    card.add_and_pick(stop, new.value)
    help_ = book.begin("cm.ask_for_help")
    offered = help_.block_at(Stop("person")).options.offered
    assert [item.words for item in offered] == ["Sam"]


def test_a_list_begun_by_a_pick_is_nothing_to_go_on_with(book):
    """A name added inside a plan does not make Today ask to go on with the people."""
    card = book.begin("hr.coping_card")
    with pytest.raises(NewThing) as new:
        card.parse_at(Stop("people"), "Sam")
    card.add_and_pick(Stop("people"), new.value)
    begun = [s.exercise for s in book.today().suggestions if s.kind == "begun"]
    assert begun == ["hr.coping_card"]
    assert {head.exercise: head.state for head in book.heads()} == {
        "people": State.FINISHED,
        "hr.coping_card": State.DRAFT,
    }


def test_other_words_are_offered_next_time(book):
    """What was written under *other* is a choice the next time, in lists of that kind."""
    first = book.begin("tm.craving_log")
    first.answer("did", first.parse_at(Stop("did"), "fed the ducks"))
    second = book.begin("tm.craving_log")
    assert "fed the ducks" in second.block_at(Stop("did")).options.more


def test_undo_takes_back_the_beginning_too(book):
    """Undoing the first answer leaves no entry behind; redo brings it back."""
    opened = book.begin("tm.craving_log")
    opened.answer("intensity", Decimal(6))
    assert Stop("intensity") == opened.undo()
    assert book.heads() == ()
    book.flush()
    assert dict(book.store.heads()) == {}
    assert Stop("intensity") == opened.redo()
    assert len(book.heads()) == 1


def test_finish_says_what_is_lacking(book):
    """A draft stays a draft until nothing required is missing."""
    opened = book.begin("tm.craving_log")
    opened.answer("place_with", DECLINED)
    lacks = opened.finish()
    assert lacks
    assert State.DRAFT is opened.entry.state
    opened.answer("intensity", Decimal(3))
    assert opened.finish() == ()
    assert State.FINISHED is book.heads()[0].state


def test_a_finished_entry_keeps_the_words_of_its_picks(book):
    """As it was, and “now: …” beside where the thing is called otherwise today."""
    triggers = book.begin("tm.external_map")
    stop = triggers.answer_at(NEW_TRIGGER, "payday Friday")
    log = book.begin("tm.craving_log")
    log.answer("intensity", Decimal(6))
    log.answer("trigger", log.parse_at(Stop("trigger"), "payday Friday"))
    assert log.finish() == ()
    triggers.answer_at(stop, "payday")
    assert "payday Friday (now: payday)" in said(book, log.entry.id)


def test_delete_removes_the_words_everywhere(book):
    """Deleting says what uses it first; afterwards picks read “(removed)”."""
    triggers = book.begin("tm.external_map")
    triggers.answer_at(NEW_TRIGGER, "payday Friday")
    log = book.begin("tm.craving_log")
    log.answer("intensity", Decimal(6))
    log.answer("trigger", log.parse_at(Stop("trigger"), "payday Friday"))
    log.finish()
    (use,) = book.uses(triggers.entry.id)
    assert log.entry.id == use.entry
    book.delete(triggers.entry.id)
    assert "(removed)" in said(book, log.entry.id)
    assert "payday" not in said(book, log.entry.id)
    assert "payday" not in str([*book.store.all_answers()])


def test_set_aside_is_not_offered_but_stays_where_it_is_used(book):
    """What is set aside leaves the lists; picks of it still read its words."""
    triggers = book.begin("tm.external_map")
    triggers.answer_at(NEW_TRIGGER, "payday Friday")
    plan = book.begin("hr.situation_plan")
    plan.answer("situation", plan.parse_at(Stop("situation"), "payday Friday"))
    book.set_aside(triggers.entry.id)
    assert plan.block_at(Stop("situation")).options.offered == ()
    assert "payday Friday" in said(book, plan.entry.id)
    book.bring_back(triggers.entry.id)
    assert plan.block_at(Stop("situation")).options.offered


def test_keeps_one_is_opened_again(book):
    """A living list is amended, not begun a second time."""
    first = book.begin("tm.external_map")
    first.answer_at(NEW_TRIGGER, "payday")
    assert first is book.begin("tm.external_map")


def test_a_finished_living_list_asks_for_the_craving_anew(book):
    """Looking at the map another day asks how it is that day; a draft goes on as it was."""
    first = book.begin("tm.external_map")
    first.answer("craving_before", Decimal(6))
    assert Decimal(6) == book.begin("tm.external_map").value_at(Stop("craving_before"))
    assert first.finish() == ()
    again = book.begin("tm.external_map")
    assert again.value_at(Stop("craving_before")) is None


def test_dated_back_keeps_both_times(book, clock):
    """An entry can tell of an earlier moment; when it was written is kept too."""
    earlier = clock.now().replace(day=2)
    log = book.begin("tm.craving_log", at=earlier)
    log.answer("intensity", Decimal(6))
    (head,) = reopened(book, clock).heads()
    assert (earlier, clock.now()) == (head.when, head.begun)


def test_rows_are_moved_and_removed(book):
    """Rows keep their ids; order is their own key; undo brings a row back."""
    opened = book.begin("tm.external_map")
    rows = [opened.answer_at(NEW_TRIGGER, w).row for w in ("a", "b", "c")]
    opened.move_row("triggers", rows[2], 0)
    order = [row.id for row in opened.evaluation.blocks["triggers"].rows]
    assert [rows[2], rows[0], rows[1]] == order
    opened.remove_row("triggers", rows[0])
    opened.undo()
    assert order == [row.id for row in opened.evaluation.blocks["triggers"].rows]


def test_a_refused_value_names_its_block(book):
    """What a block cannot take says which block it was."""
    opened = book.begin("tm.craving_log")
    with pytest.raises(Refused) as refused:
        opened.parse_at(Stop("intensity"), "very")
    assert refused.value.block == "intensity"


def test_offers_give_what_fits(book):
    """A next exercise begins with what this one hands over, kept with its first answer."""
    opened = book.begin(
        "hr.situation_plan",
        give={"early_sign": "restless", "no_such": "x", "type": "nonsense"},
    )
    assert opened.value_at(Stop("early_sign")) == "restless"
    assert opened.value_at(Stop("type")) is None
    assert book.heads() == ()
    opened.answer("leave_plan", "bus 14")
    assert "restless" in said(book, opened.entry.id)


# -- properties ---------------------------------------------------------------

ACTIONS = st.one_of(
    st.tuples(
        st.just("set"),
        st.sampled_from(["intensity", "duration_min"]),
        st.integers(0, 10),
    ),
    st.tuples(st.just("set"), st.sampled_from(["intensity"]), st.none()),
    st.tuples(st.just("pass"), st.sampled_from(["intensity", "place_with"]), st.none()),
    st.tuples(st.just("did"), st.sampled_from(["walked", "sang"]), st.none()),
)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(ACTIONS, min_size=1, max_size=12), st.data())
def test_undo_all_and_redo_all(library, actions, data):
    """Undo walks back through every state that was, redo forward, and the incremental
    evaluation stays the full one."""
    book = Workbook(MemoryStore(), library, FakeClock(), Plans(None))
    try:
        opened = book.begin("tm.craving_log")
        states = [snapshot(opened)]
        for kind, name, number in actions:
            if kind == "did":
                opened.answer("did", name)
            elif kind == "pass":
                opened.answer(name, DECLINED)
            else:
                opened.answer(name, None if number is None else Decimal(number))
            if snapshot(opened) != states[-1]:
                states.append(snapshot(opened))
        for expected in reversed(states[:-1]):
            assert opened.undo() is not None
            assert expected == snapshot(opened)
        assert opened.undo() is None
        steps = data.draw(st.integers(0, len(states) - 1))
        for expected in states[1 : steps + 1]:
            assert opened.redo() is not None
            assert expected == snapshot(opened)
        context = book.context(opened.entry)
        assert opened.evaluation.same_as(
            evaluate(opened.compiled, opened.answers, context)
        )
    finally:
        book.close()


def snapshot(opened):
    """The answers as they are, empty blocks left out."""
    return {block: dict(rows) for block, rows in opened.answers.items() if rows}
