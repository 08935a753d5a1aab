"""Evaluation: what is shown, cascade, tables, alerts, offers; incremental = full."""

from datetime import date, datetime
from decimal import Decimal

import attrs
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from workbook.engine import Answered, Column, Shape, evaluate, stops
from workbook.engine.stops import lacking
from workbook.model import DECLINED, MISSING, Item, Stop, Thing

CASCADE = """
pages:
  - id: one
    blocks:
      - {id: a, type: scale, text: "A?"}
      - {id: b, type: scale, text: "B?", show_if: "a >= 5"}
      - {id: c, type: text, text: "C?", show_if: "b >= 5", required: true}
alerts:
  - {id: high, when: "b >= 7", text: "High."}
"""


def shown(evaluation):
    return [name for name, state in evaluation.blocks.items() if state.shown]


def test_hidden_is_missing_at_once_and_in_cascade(compiled, context, answers):
    """Hiding a block hides what reads it, whatever is stored; nothing is lost."""
    c = compiled(CASCADE)
    full = evaluate(c, answers(a=9, b=8, c="words"), context)
    hidden = evaluate(c, answers(a=1, b=8, c="words"), context)
    assert shown(full) == ["a", "b", "c"]
    assert [alert.id for alert in full.alerts] == ["high"]
    assert shown(hidden) == ["a"]
    assert hidden.alerts == ()
    assert MISSING is hidden.blocks["b"].value


def test_declined_satisfies_required_and_is_missing_to_expressions(
    compiled, context, answers
):
    """“I would rather not say” finishes a required block and hides what reads it."""
    c = compiled(CASCADE)
    evaluation = evaluate(c, answers(a=9, b=DECLINED, c="x"), context)
    assert shown(evaluation) == ["a", "b"]
    declined = evaluate(c, answers(a=9, b=8, c=DECLINED), context)
    assert lacking(c, declined) == ()
    missing = evaluate(c, answers(a=9, b=8), context)
    assert (Stop("c"),) == lacking(c, missing)


TABLE = """
pages:
  - id: one
    blocks:
      - {id: limit, type: scale, text: "Limit?"}
      - id: rows
        type: table
        text: "Rows?"
        rows: {min: 1, max: 3}
        columns:
          - {id: name, type: text, text: "Name?", required: true}
          - {id: urge, type: scale, text: "Urge?"}
          - {id: plan, type: text, text: "Plan?", show_if: "urge >= limit", required: true}
      - {id: help, type: text, text: "Help?", show_if: "highest(rows.urge) >= 7"}
scores:
  - {id: strong, count: rows, where: "urge >= 7"}
  - {id: total_urge, sum: [rows.urge], if_missing: {up_to: 1, then: prorate}}
"""


def test_a_column_reads_its_row_and_the_exercise(compiled, context, answers):
    """In a column, earlier columns go by bare name; outside, a column is a list."""
    c = compiled(TABLE)
    rows = [{"name": "bank", "urge": 8}, {"name": "park", "urge": 2}]
    evaluation = evaluate(c, answers(limit=5, rows=rows), context)
    state = evaluation.blocks["rows"]
    assert [row.cells["plan"].shown for row in state.rows] == [True, False]
    assert evaluation.blocks["help"].shown
    assert Decimal(1) == evaluation.scores["strong"].value
    assert (Stop("rows", "r0", "plan"),) == lacking(c, evaluation)


def test_only_the_changed_row_is_evaluated_again(compiled, context, answers):
    """A change to one row leaves the other rows' states untouched, as objects."""
    c = compiled(TABLE)
    rows = [{"name": "bank", "urge": 8}, {"name": "park", "urge": 2}]
    given_answers = answers(limit=5, rows=rows)
    before = evaluate(c, given_answers, context)
    given_answers["rows"]["r1"] = Answered({"name": "park", "urge": Decimal(3)}, "001")
    after = evaluate(c, given_answers, context, before, [("rows", "r1")])
    assert before.blocks["rows"].rows[0] is after.blocks["rows"].rows[0]
    assert after.same_as(evaluate(c, given_answers, context))


@pytest.mark.parametrize("outside", ["n0", "@triggers"])
def test_a_row_and_what_all_rows_read_may_change_at_once(
    compiled, context, answers, outside
):
    """When a row and something outside it change together, no other row stays stale."""
    c = compiled(LARGE, {"triggers": SHAPE})
    rows = [{"name": "bank", "urge": 4}, {"name": "park", "urge": 6}]
    given_answers = answers(n0=9, rows=rows)
    before = evaluate(c, given_answers, context)
    given_answers["rows"]["r0"] = Answered({"name": "bank"}, "000")
    if outside == "n0":
        given_answers["n0"] = {None: Answered(Decimal(5))}
    else:
        items = (thing("t", "x", 5),)
        context = attrs.evolve(context, collections={"triggers": items})
    after = evaluate(c, given_answers, context, before, [("rows", "r0"), outside])
    column = "plan" if outside == "n0" else "why"
    shown_in_r1 = [
        e.blocks["rows"].rows[1].cells[column].shown for e in (before, after)
    ]
    assert shown_in_r1 == [False, True]
    assert after.same_as(evaluate(c, given_answers, context))


def test_stops_of_a_table(compiled, context, answers):
    """A table has a stop for every cell that can be answered, and one to add a row."""
    c = compiled(TABLE)
    evaluation = evaluate(
        c, answers(limit=5, rows=[{"name": "bank", "urge": 8}]), context
    )
    assert [str(stop) for stop in stops(c, evaluation)] == [
        "limit",
        "rows/r0/name",
        "rows/r0/urge",
        "rows/r0/plan",
        "rows/+/name",
        "help",
    ]


@pytest.mark.parametrize(
    ("urges", "value", "reason"),
    [
        ([8, 2], Decimal(10), False),
        ([8, None], Decimal(16), False),
        ([None, None], None, True),
        ([8, None, None], None, True),
        ([], None, True),
    ],
)
def test_a_score_never_counts_missing_as_nought(
    compiled, context, answers, urges, value, reason
):
    """Prorated as far as allowed, absent with a reason beyond."""
    rows = [{"name": "x"} | ({} if u is None else {"urge": u}) for u in urges]
    evaluation = evaluate(compiled(TABLE), answers(rows=rows), context)
    score = evaluation.scores["total_urge"]
    assert value == score.value
    assert reason is bool(score.reason)


def test_bands_and_mean(compiled, context, answers):
    """A mean is rounded half up to one place and falls into its band."""
    c = compiled(
        """
pages:
  - id: one
    blocks:
      - {id: a, type: scale, text: "A?"}
      - {id: b, type: scale, text: "B?"}
scores:
  - {id: m, mean: [a, b], bands: [{from: 0, to: 5, label: "low"}, {from: 5.1, to: 10, label: "high"}]}
"""
    )
    score = evaluate(c, answers(a=5, b=6), context).scores["m"]
    assert (Decimal("5.5"), "high") == (score.value, score.band)


def test_a_failing_safety_alert_is_shown(compiled, context, answers, exercise, types):
    """A safety alert whose expression fails is on; a notice is not."""
    c = compiled(
        """
pages: [{id: one, blocks: [{id: a, type: scale, text: "A?"}]}]
alerts:
  - {id: safe, when: "a >= 5", level: safety, text: "Help."}
  - {id: note, when: "a >= 5", text: "Note."}
"""
    )
    evaluation = evaluate(c, answers(a="not a number"), context)
    assert [alert.id for alert in evaluation.alerts] == ["safe"]


def test_a_condition_that_fails_shows_the_question(compiled, context, answers):
    """Fail open: a question is never lost to a broken condition."""
    c = compiled(CASCADE)
    assert "b" in shown(evaluate(c, answers(a="not a number"), context))


def test_a_cycle_is_a_fault_and_nothing_hangs(compiled, context, answers):
    """Two blocks that wait for each other are named; both can still be asked."""
    c = compiled(
        """
pages:
  - id: one
    blocks:
      - {id: a, type: scale, text: "A?", show_if: "b > 1"}
      - {id: b, type: scale, text: "B?", show_if: "a > 1"}
"""
    )
    assert [fault.code for fault in c.faults] == ["WB210"]
    evaluate(c, answers(a=3, b=3), context)


def test_the_craving_check_is_woven_in(compiled, context, answers):
    """Before and after are blocks like any other; 7, or up by 2, offers the urge tool."""
    c = compiled(
        """
craving_check: true
pages: [{id: one, blocks: [{id: a, type: text, text: "A?"}]}]
"""
    )
    assert [str(s) for s in stops(c, evaluate(c, {}, context))] == [
        "craving_before",
        "a",
        "craving_after",
    ]
    for before, after, expected in [
        (3, 4, []),
        (3, 5, ["craving_after"]),
        (7, 3, ["craving_before"]),
        (2, 7, ["craving_after"]),
    ]:
        on = evaluate(
            c, answers(craving_before=before, craving_after=after), context
        ).alerts
        assert expected == [alert.id for alert in on]
        assert all(alert.open == "tm.urge_surf" for alert in on)


SHAPE = Shape(
    name="triggers",
    exercise="tm.external_map",
    block="triggers",
    words="label",
    columns={"label": Column(kind="text"), "likelihood": Column(kind="number")},
    sensitivity=2,
)


def thing(row, words, likelihood, *, offered=True):
    return Item(
        thing=Thing("m", "triggers", row),
        words=words,
        cells={"label": words, "likelihood": Decimal(likelihood)},
        when=datetime(2026, 1, 1, 9),
        offered=offered,
    )


PICKS = """
pages:
  - id: one
    blocks:
      - {id: which, type: pick, text: "Which?", from: triggers, best: likelihood}
      - {id: worst, type: computed, text: "Worst", value: "highest(triggers.likelihood)"}
      - {id: ask, type: text, text: "Ask?", show_if: "any_of(triggers.likelihood >= 80)"}
next:
  - {id: plan, open: hr.situation_plan, when: "answered(which)", give: {situation: which}}
"""


def test_a_pick_offers_the_best_first_and_takes_its_source_s_sensitivity(
    compiled, context, answers
):
    """Highest first, set aside left out; as sensitive as what it picks."""
    c = compiled(PICKS, {"triggers": SHAPE})
    items = (
        thing("a", "park", 20),
        thing("b", "bank", 90),
        thing("c", "old", 99, offered=False),
    )
    around = attrs.evolve(context, collections={"triggers": items})
    evaluation = evaluate(c, answers(which=Thing("m", "triggers", "a")), around)
    offered = evaluation.blocks["which"].options.offered
    assert [item.words for item in offered] == ["bank", "park"]
    assert evaluation.blocks["which"].sensitivity == 2
    assert evaluation.blocks["worst"].sensitivity == 2
    assert evaluation.blocks["ask"].sensitivity == 1
    assert Decimal(90) == evaluation.blocks["worst"].value
    assert {"situation": Thing("m", "triggers", "a")} == evaluation.next[0].give


def test_best_first_goes_across_collections(compiled, context):
    """Of two lists to pick from, the strongest of either is offered first."""
    inner = attrs.evolve(SHAPE, name="inner", block="inner")
    c = compiled(
        PICKS.replace("from: triggers", "from: [triggers, inner]"),
        {"triggers": SHAPE, "inner": inner},
    )
    around = attrs.evolve(
        context,
        collections={
            "triggers": (thing("a", "park", 0), thing("b", "bank", 60)),
            "inner": (
                attrs.evolve(thing("c", "lonely", 100), thing=Thing("m", "inner", "c")),
            ),
        },
    )
    offered = evaluate(c, {}, around).blocks["which"].options.offered
    assert [item.words for item in offered] == ["lonely", "bank", "park"]


def test_a_changed_collection_reaches_only_what_reads_it(compiled, context, answers):
    """`@triggers` visits its readers; the rest is not evaluated."""
    c = compiled(PICKS, {"triggers": SHAPE})
    before = evaluate(c, {}, context)
    around = attrs.evolve(context, collections={"triggers": (thing("b", "bank", 90),)})
    after = evaluate(c, {}, around, before, ["@triggers"])
    assert after.blocks["ask"].shown
    assert after.same_as(evaluate(c, {}, around))


# -- incremental = full ---------------------------------------------------------

LARGE = """
craving_check: true
pages:
  - id: one
    blocks:
      - {id: n0, type: scale, text: "N?"}
      - {id: n1, type: scale, text: "N?", show_if: "n0 >= 3"}
      - {id: n2, type: scale, text: "N?", show_if: "n1 >= 3 or total >= 9"}
      - {id: y, type: yes_no, text: "Y?", show_if: "not (n2 > 5)"}
      - id: rows
        type: table
        text: "Rows?"
        show_if: "y or not answered(y)"
        columns:
          - {id: name, type: text, text: "Name?"}
          - {id: urge, type: scale, text: "Urge?", show_if: "answered(name)"}
          - {id: plan, type: text, text: "Plan?", show_if: "urge >= n0"}
          - {id: why, type: text, text: "Why?", show_if: "count(triggers) >= 1"}
      - {id: high, type: computed, text: "High", value: "highest(rows.urge)"}
      - {id: since, type: number, text: "Days?", show_if: "any_of(triggers.likelihood >= n1)"}
      - {id: top, type: computed, text: "Top", rank: {of: rows, by: urge, top: 2, show: [name]}}
      - {id: last, type: text, text: "Last?", show_if: "high >= 7 and high_rows >= 1"}
scores:
  - {id: total, sum: [n0, n1], if_missing: {up_to: 1, then: prorate}}
  - {id: high_rows, count: rows, where: "urge >= 5"}
alerts:
  - {id: a, when: "high >= 8 or declined(n0)", level: safety, text: "Help."}
next:
  - {id: go, open: x.y, when: "high_rows >= 1", give: {what: high}}
"""
NUMBERS = st.sampled_from([DECLINED, None, *map(Decimal, range(0, 11, 2))])
ROW = st.fixed_dictionaries(
    {},
    optional={
        "name": st.sampled_from(["bank", "park"]),
        "urge": st.sampled_from(list(map(Decimal, range(11)))),
    },
)
CHANGE = st.one_of(
    st.tuples(st.sampled_from(["n0", "n1", "n2", "since"]), NUMBERS),
    st.tuples(st.just("y"), st.sampled_from([True, False, None])),
    st.tuples(st.just("last"), st.sampled_from(["words", None])),
    st.tuples(
        st.sampled_from([("rows", "r1"), ("rows", "r2")]), st.one_of(st.none(), ROW)
    ),
    st.tuples(st.just("@triggers"), st.lists(st.integers(0, 10), max_size=2)),
    st.tuples(st.just("today"), st.integers(1, 28)),
)


def apply(change, answers, context):
    """The same change on answers and context, as the workbook would make it."""
    where, value = change
    if where == "@triggers":
        items = tuple(thing(f"t{i}", "x", v) for i, v in enumerate(value))
        return attrs.evolve(context, collections={"triggers": items})
    if where == "today":
        return attrs.evolve(context, today=date(2026, 1, value))
    block, row = where if isinstance(where, tuple) else (where, None)
    rows = answers.setdefault(block, {})
    if value is None:
        rows.pop(row, None)
    else:
        rows[row] = Answered(value, row or "")
    return context


@settings(max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.lists(CHANGE, min_size=1, max_size=3), min_size=1, max_size=6))
def test_incremental_equals_full(compiled, context, batches):
    """After any changes, in any batches, the incremental evaluation is the full one."""
    c = compiled(LARGE, {"triggers": SHAPE})
    assert c.faults == ()
    answers: dict = {}
    evaluation = evaluate(c, answers, context)
    for batch in batches:
        for change in batch:
            context = apply(change, answers, context)
        evaluation = evaluate(
            c, answers, context, evaluation, [where for where, _v in batch]
        )
        assert evaluation.same_as(evaluate(c, answers, context))


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(CHANGE, max_size=10), st.lists(CHANGE, max_size=6))
def test_what_is_hidden_makes_no_difference(compiled, context, first, then):
    """Whatever is stored under hidden blocks, everything else is as if it were not there,
    and none of it can be answered."""
    c = compiled(LARGE, {"triggers": SHAPE})
    answers: dict = {}
    for change in first:
        context = apply(change, answers, context)
    before = evaluate(c, answers, context)
    hidden = {name for name, state in before.blocks.items() if not state.shown}
    assert all(before.blocks[name].value is MISSING for name in hidden)
    assert not hidden & {stop.block for stop in stops(c, before)}
    for where, value in then:
        block = where[0] if isinstance(where, tuple) else where
        if block in hidden:
            context = apply((where, value), answers, context)
    assert before.same_as(evaluate(c, answers, context))


def test_a_view_nobody_reads_is_worked_out_when_looked_at(compiled, context):
    """Views over years of entries cost nothing until a face shows them; then they say
    what they would have said."""
    asked = []

    class Watched(dict):
        def get(self, name, default=()):
            asked.append(name)
            return super().get(name, default)

    c = compiled(
        """
pages:
  - id: one
    blocks:
      - {id: a, type: text, text: "A?"}
      - id: worst
        type: computed
        text: "Worst"
        show_if: "count(triggers) >= 1"
        rank: {of: "@triggers", by: likelihood, show: [label]}
""",
        {"triggers": SHAPE},
    )
    around = attrs.evolve(
        context, collections=Watched(triggers=(thing("b", "bank", 90),))
    )
    evaluation = evaluate(c, {}, around)
    assert [str(stop) for stop in stops(c, evaluation)] == ["a"]
    assert asked == []
    assert lacking(c, evaluation) == ()
    assert asked == []
    assert evaluation.blocks["worst"].shown
    assert "bank" in str(evaluation.blocks["worst"].value)
    assert set(asked) == {"triggers"}
