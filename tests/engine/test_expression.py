"""The expression language: what it accepts, how missing answers travel, what it refuses."""

from datetime import date
from decimal import Decimal

import pytest
from attrs import frozen
from hypothesis import given
from hypothesis import strategies as st

from workbook.engine.expression import compile_expression
from workbook.engine.logic import both, either, negated
from workbook.engine.terms import Read, Typed
from workbook.model import DECLINED, MISSING


@frozen
class Names:
    """A scope over plain names: numbers n, m; text t; yes_no y; choice c; list l."""

    def resolve(self, path):
        kinds = {
            "n": Typed("number"),
            "m": Typed("number"),
            "t": Typed("text"),
            "y": Typed("yes_no"),
            "z": Typed("yes_no"),
            "c": Typed("choice", codes=("place", "person")),
            "l": Typed("list", codes=("hungry", "tired")),
            "d": Typed("date"),
            "rows": Typed("rows"),
        }
        if path == ("rows", "urge"):
            return Read("block", "rows", "urge"), Typed("number", many=True)
        if len(path) == 1 and path[0] in kinds:
            return Read("block", path[0]), kinds[path[0]]
        return None

    def names(self):
        return ("n", "m", "t", "y", "z", "c", "l", "d", "rows", "rows.urge")


def value(text, **answers):
    result = compile_expression(text, Names())
    assert result.faults == ()
    expression = result.expression
    given_values = {
        f"_r{i}": answers.get(read.part or read.name, MISSING)
        for i, read in enumerate(expression.reads)
    }
    return expression.evaluate(given_values)


def codes(text, wants="any"):
    return [f.code for f in compile_expression(text, Names(), wants=wants).faults]


@pytest.mark.parametrize(
    ("text", "answers", "expected"),
    [
        ("n >= 5", {"n": Decimal(5)}, True),
        ("n = 5", {"n": Decimal(5)}, True),
        ("n == 9.5", {"n": Decimal("9.5")}, True),
        ("0.1 + 0.2 == 0.3", {}, True),
        ("1 < n <= 3", {"n": Decimal(3)}, True),
        ("1 < n <= 3", {"n": Decimal(4)}, False),
        ("c == “place”", {"c": "place"}, True),
        ("c in ['place', 'person']", {"c": "person"}, True),
        ("'hungry' in l", {"l": ("tired",)}, False),
        ("n + m * 2", {"n": Decimal(1), "m": Decimal(3)}, Decimal(7)),
        ("n / 0", {"n": Decimal(1)}, MISSING),
        ("-n", {"n": Decimal(2)}, Decimal(-2)),
        ("n if y else m", {"n": Decimal(1), "m": Decimal(2), "y": False}, Decimal(2)),
        ("n if y else m", {"n": Decimal(1), "m": Decimal(2)}, MISSING),
        ("highest(rows.urge)", {"urge": (Decimal(3), MISSING, Decimal(8))}, Decimal(8)),
        ("highest(rows.urge)", {"urge": ()}, MISSING),
        ("any_of(rows.urge >= 7)", {"urge": (Decimal(3), Decimal(8))}, True),
        ("any_of(rows.urge >= 7)", {"urge": (Decimal(3), MISSING)}, MISSING),
        ("all_of(rows.urge >= 3)", {"urge": (Decimal(3), Decimal(8))}, True),
        ("count(rows.urge >= 7)", {"urge": (Decimal(3), Decimal(8))}, Decimal(1)),
        ("count(rows.urge)", {"urge": (Decimal(3), MISSING)}, Decimal(1)),
        ("total(rows.urge)", {"urge": (Decimal(3), Decimal(8))}, Decimal(11)),
        ("average(rows.urge)", {"urge": (Decimal(3), Decimal(8))}, Decimal("5.5")),
        ("round(n, 1)", {"n": Decimal("2.25")}, Decimal("2.3")),
        ("answered(n)", {}, False),
        ("answered(n)", {"n": DECLINED}, False),
        ("declined(n)", {"n": DECLINED}, True),
        ("n >= 5", {"n": DECLINED}, MISSING),
        ("y == yes", {"y": True}, True),
        ("weekday(d) == 'Monday'", {"d": date(2026, 1, 5)}, True),
        ("weekday(d)", {}, MISSING),
        ("first(rows.urge)", {"urge": (MISSING, Decimal(8))}, Decimal(8)),
    ],
)
def test_means_what_it_says(text, answers, expected):
    """Every form of the language gives the value a person would expect."""
    assert expected == value(text, **answers)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("urg >= 5", "WB201"),
        ("maximum(n)", "WB202"),
        ("count()", "WB203"),
        ("n ** 2", "WB204"),
        ("(lambda: n)()", "WB202"),
        ("[n for n in l]", "WB204"),
        ("n.real", "WB201"),
        ("t.__class__", "WB201"),
        ("f'{t}'", "WB204"),
        ("n := 3", "WB200"),
        ("n is None", "WB204"),
        ("t == 5", "WB206"),
        ("n == 'hot'", "WB206"),
        ("c == 'plase'", "WB207"),
        ("'hungri' in l", "WB207"),
        ("t + 1", "WB208"),
        ("total(rows)", "WB208"),
        ("n >= ", "WB200"),
        ("", "WB200"),
        ("n\x00", "WB200"),
        ("n + " * 200 + "n", "WB209"),
        ("(" * 240 + "n" + ")" * 240, "WB200"),
    ],
)
def test_refuses_with_a_code(text, code):
    """What is not in the language is refused with a stable code."""
    assert code in codes(text)


def test_fault_points_into_what_was_written():
    """A fault's offset counts characters as the author wrote them, `=` and “ ” included."""
    faults = compile_expression("c = “place” and urg >= 5", Names()).faults
    assert [f.code for f in faults] == ["WB201"]
    assert "c = “place” and ".__len__() == faults[0].offset


def test_suggests_the_near_name():
    """A misspelt name is answered with the one that is near."""
    (fault,) = compile_expression("highest(rows.urg)", Names()).faults
    assert "rows.urge" in fault.hint


def test_condition_must_be_yes_or_no():
    """A number, or a list of yes and no, is no condition."""
    assert codes("n + 1", "yes_no") == ["WB205"]
    assert codes("rows.urge >= 5", "yes_no") == ["WB205"]


SIDES = st.sampled_from([True, False, MISSING])


@given(SIDES, SIDES)
def test_kleene(left, right):
    """`and` and `or` agree with three-valued truth tables, and with De Morgan."""
    ordered = {False: 0, MISSING: 1, True: 2}
    back = {0: False, 1: MISSING, 2: True}
    assert back[min(ordered[left], ordered[right])] is both(left, right)
    assert back[max(ordered[left], ordered[right])] is either(left, right)
    assert negated(both(left, right)) is either(negated(left), negated(right))


@given(st.text(max_size=80))
def test_any_text_gives_a_result(text):
    """Whatever an author types is an expression or has faults; nothing raises."""
    result = compile_expression(text, Names())
    assert (result.expression is None) == bool(result.faults)
    for fault in result.faults:
        assert 0 <= fault.offset <= len(text)


@given(
    st.recursive(
        st.sampled_from(["y", "z", "n > 3", "answered(n)", "any_of(rows.urge > m)"]),
        lambda inner: st.one_of(
            st.tuples(inner, st.sampled_from([" and ", " or "]), inner).map(
                lambda p: f"({p[0]}{p[1]}{p[2]})"
            ),
            inner.map(lambda s: f"(not {s})"),
        ),
        max_leaves=8,
    ),
    st.fixed_dictionaries(
        {
            "y": SIDES,
            "z": SIDES,
            "n": st.sampled_from([MISSING, DECLINED, Decimal(2), Decimal(4)]),
            "m": st.sampled_from([MISSING, Decimal(3)]),
            "urge": st.lists(
                st.sampled_from([MISSING, Decimal(2), Decimal(9)]), max_size=3
            ).map(tuple),
        }
    ),
)
def test_learning_more_never_contradicts(text, answers):
    """An answer that arrives may settle a missing truth, never turn a settled one
    that did not depend on it: with everything missing, only what is settled anyway is."""
    result = compile_expression(text, Names())
    expression = result.expression
    full = value(text, **answers)
    assert full is True or full is False or full is MISSING
    assert expression.typed.kind == "yes_no"
