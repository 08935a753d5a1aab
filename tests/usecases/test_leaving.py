"""Plans left open for Help now: printed copies that follow their source."""

import pytest

from workbook.errors import NotFound, NotSaved, Refused
from workbook.model import NEW_ROW, Stop
from workbook.store import MemoryStore, posix, read_plans, write_plans
from workbook.usecases.leaving import Plans, catch_up
from workbook.usecases.workbook import Workbook


@pytest.fixture(name="home")
def _home(tmp_path):
    return tmp_path / "wb"


@pytest.fixture(name="open_book")
def _open_book(library, clock, home):
    """A workbook in memory whose open plans lie on disk."""
    book = Workbook(MemoryStore(), library, clock, Plans(home))
    yield book
    book.close()


def words(home):
    return [line for plan in read_plans(home) for line in plan.lines]


def test_a_left_open_plan_follows_its_source(open_book, home):
    """Chosen, rewritten with every answer, sealed again, in the same step."""
    card = open_book.begin("hr.coping_card")
    card.answer("my_sentence", "This will pass.")
    assert read_plans(home) == ()
    open_book.leave_open("hr.coping_card", on=True)
    assert any("This will pass." in line for line in words(home))
    card.answer("my_sentence", "It always did.")
    open_book.flush()
    assert any("It always did." in line for line in words(home))
    assert not any("This will pass." in line for line in words(home))
    open_book.leave_open("hr.coping_card", on=False)
    assert read_plans(home) == ()


def test_deleting_takes_the_printed_copy_along(open_book, home):
    """No word of a deleted entry stays open."""
    card = open_book.begin("hr.coping_card")
    card.answer("my_sentence", "This will pass.")
    open_book.leave_open("hr.coping_card", on=True)
    open_book.delete(card.entry.id)
    assert read_plans(home) == ()


def test_a_left_open_plan_follows_what_it_picks(open_book, home, library, clock):
    """A person renamed, taken out or deleted is so in the printed copy too, also when
    the workbook was closed and opened in between."""
    people = open_book.begin("people")
    stop = people.answer_at(Stop("people", NEW_ROW, "label"), "Samantha")
    people.answer_at(Stop("people", stop.row, "phone"), "555 0142")
    card = open_book.begin("hr.coping_card")
    card.answer("people", card.parse_at(Stop("people"), ["Samantha"]))
    open_book.leave_open("hr.coping_card", on=True)
    assert any("Samantha" in line for line in words(home))
    open_book.flush()
    again = Workbook(open_book.store, library, clock, Plans(home))
    again.begin("people").answer_at(stop, "Sam")
    again.flush()
    assert any("Sam" in line for line in words(home))
    assert not any("Samantha" in line for line in words(home))
    again.delete(people.entry.id)
    assert not any("Sam" in line or "555" in line for line in words(home))


def test_a_removed_row_leaves_the_printed_copy(open_book, home):
    """What is taken out of a list is taken out of the copy, and comes back with undo."""
    people = open_book.begin("people")
    stop = people.answer_at(Stop("people", NEW_ROW, "label"), "Samantha")
    card = open_book.begin("hr.coping_card")
    card.answer("people", card.parse_at(Stop("people"), ["Samantha"]))
    open_book.leave_open("hr.coping_card", on=True)
    people.remove_row("people", stop.row)
    open_book.flush()
    assert not any("Samantha" in line for line in words(home))
    people.undo()
    open_book.flush()
    assert any("Samantha" in line for line in words(home))


def test_a_copy_left_stale_is_caught_up_with_on_opening(
    open_book, home, library, clock
):
    """Killed between the save and its copy: the next opening writes the copy anew, and
    takes one away whose source is deleted."""
    card = open_book.begin("hr.coping_card")
    card.answer("my_sentence", "This will pass.")
    open_book.leave_open("hr.coping_card", on=True)
    kept = read_plans(home)
    card.answer("my_sentence", "It always did.")
    open_book.flush()
    write_plans(home, kept)
    again = Workbook(open_book.store, library, clock, Plans(home))
    catch_up(again)
    assert any("It always did." in line for line in words(home))
    again.delete(card.entry.id)
    write_plans(home, kept)
    catch_up(Workbook(open_book.store, library, clock, Plans(home)))
    assert read_plans(home) == ()


def test_a_plan_sealed_while_the_disk_was_full_stays_sealed(library, clock, home):
    """What waited for the disk does not bring the printed copy back."""
    store = Room()
    book = Workbook(store, library, clock, Plans(home))
    card = book.begin("hr.coping_card")
    card.answer("my_sentence", "This will pass.")
    book.leave_open("hr.coping_card", on=True)
    store.full = True
    card.answer("my_sentence", "It always did.")
    assert not book.flush()
    book.leave_open("hr.coping_card", on=False)
    assert read_plans(home) == ()
    store.full = False
    assert book.try_again()
    assert read_plans(home) == ()
    book.close()


def test_a_plan_that_cannot_be_written_is_said_and_tried_again(
    open_book, home, monkeypatch
):
    """The answer is in the log, its copy is not: not saved, until both are."""
    card = open_book.begin("hr.coping_card")
    card.answer("my_sentence", "This will pass.")
    open_book.leave_open("hr.coping_card", on=True)

    def full(_descriptor, _data):
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(posix, "write_all", full)
        card.answer("my_sentence", "It always did.")
        assert not card.flush()
        assert "no room" in card.reason
        assert any("This will pass." in line for line in words(home))
    assert open_book.try_again()
    assert any("It always did." in line for line in words(home))


def test_a_plan_whose_exercise_is_not_here_stays(open_book, home, monkeypatch):
    """A plugin that does not load takes no emergency plan away, and loses no answer."""
    card = open_book.begin("hr.coping_card")
    card.answer("my_sentence", "This will pass.")
    open_book.leave_open("hr.coping_card", on=True)
    real = type(open_book.library).exercise

    def gone(library, exercise_id):
        if exercise_id == "hr.coping_card":
            raise NotFound("not here")
        return real(library, exercise_id)

    monkeypatch.setattr(type(open_book.library), "exercise", gone)
    people = open_book.begin("people")
    people.answer_at(Stop("people", NEW_ROW, "label"), "Samantha")
    assert people.flush()
    assert any("This will pass." in line for line in words(home))
    open_book.delete(card.entry.id)
    assert read_plans(home) == ()


def test_only_what_is_made_for_it_can_lie_open(open_book):
    """An exercise without `help_now` is never left outside the seal."""
    with pytest.raises(Refused):
        open_book.leave_open("hr.lapse_debrief", on=True)


def test_twelve_step_is_hidden_only_when_a_person_says_so(book):
    """Unanswered hides nothing; “hide” takes sponsor and evening review out of what is
    offered."""
    assert not book.hidden("ts.sponsor")
    path = book.begin("ts.pathway")
    path.answer("twelve_step", path.parse_at(Stop("twelve_step"), "hide"))
    assert book.hidden("ts.sponsor")
    assert not book.hidden("ts.meetings")


def test_a_renamed_thing_renames_what_is_called_after_it(book):
    """A plan is called after its trigger; renaming the trigger renames the plan too."""
    triggers = book.begin("tm.external_map")
    stop = triggers.answer_at(Stop("triggers", NEW_ROW, "label"), "payday Friday")
    plan = book.begin("hr.situation_plan")
    plan.answer("situation", plan.parse_at(Stop("situation"), "payday Friday"))
    assert [item.words for item in book.things("situations")] == ["payday Friday"]
    triggers.answer_at(stop, "payday")
    assert [item.words for item in book.things("situations")] == ["payday"]


class Room(MemoryStore):
    """A disk with no room while `full` is set."""

    full = False

    def commit(self, transaction):
        if self.full:
            raise NotSaved("The disk is full.", "Make some room.")
        return super().commit(transaction)


class Full(MemoryStore):
    """A disk with no room."""

    def commit(self, transaction):
        raise NotSaved("The disk is full.", "Make some room.")


def test_a_full_disk_keeps_what_was_typed(library, clock):
    """Not saved is said; the words are still there to be read and saved."""
    book = Workbook(Full(), library, clock, Plans(None))
    opened = book.begin("hr.coping_card")
    opened.answer("my_sentence", "This will pass.")
    assert not opened.flush(5)
    assert (opened.mark, opened.reason) == ("not saved", "The disk is full.")
    assert opened.value_at(Stop("my_sentence")) == "This will pass."
    book.close()


def test_a_name_that_is_gone_is_not_on_a_page_for_a_bad_night(open_book, home):
    """A person taken out of the list leaves no “(removed)” behind in the printed copy."""
    people = open_book.begin("people")
    stop = people.answer_at(Stop("people", NEW_ROW, "label"), "Samantha")
    card = open_book.begin("hr.coping_card")
    card.answer("people", card.parse_at(Stop("people"), ["Samantha"]))
    card.answer("my_sentence", "This will pass.")
    open_book.leave_open("hr.coping_card", on=True)
    people.remove_row("people", stop.row)
    open_book.flush()
    assert any("This will pass." in line for line in words(home))
    assert not any("(removed)" in line for line in words(home))
