"""The tests an author wrote into the file, run through the real engine.

A test that passes here is a promise about what people will see.  A safety alert
that no test fires is an error: nobody has seen it work.
"""

from collections.abc import Iterator

from workbook.authoring.answering import answered
from workbook.authoring.exercise import Reading
from workbook.authoring.expecting import Expectations, Unmet
from workbook.authoring.faults import AuthorFault
from workbook.authoring.given import Ungiven, context_of
from workbook.engine import Compiled, evaluate
from workbook.model import Test
from workbook.words import _


def run_tests(reading: Reading, compiled: Compiled) -> Iterator[AuthorFault]:
    """What the tests of an exercise find, each at its place."""
    fired: set[str] = set()
    for index, test in enumerate(compiled.exercise.tests):
        unmet, alerts = _run(compiled, test)
        fired |= alerts
        for one in unmet:
            line, column = reading.locate(("tests", index, *one.path))
            said = one.message
            if test.name:
                said = _("{name}: {message}").format(name=test.name, message=said)
            yield AuthorFault(
                reading.source.file, line, column, one.code, "error", said, one.hint
            )
    yield from _unseen_safety(reading, fired)


def _run(compiled: Compiled, test: Test) -> tuple[tuple[Unmet, ...], set[str]]:
    """What is not as one test says, and the alerts it fired. Never raises."""
    try:
        context = context_of(test.given, test.today, compiled.shapes)
        answers, context = answered(compiled, test.answers, context)
    except Ungiven as error:
        return (Unmet("WB502", error.message, error.path, error.hint),), set()
    evaluation = evaluate(compiled, answers, context)
    expectations = Expectations(compiled, evaluation)
    for key, wanted in test.expect.items():
        expectations.compare(key, wanted)
    return tuple(expectations.unmet), {alert.id for alert in evaluation.alerts}


def _unseen_safety(reading: Reading, fired: set[str]) -> Iterator[AuthorFault]:
    assert reading.exercise is not None  # noqa: S101 - tests run on whole ones only
    for index, alert in enumerate(reading.exercise.alerts):
        if alert.level == "safety" and alert.id not in fired:
            line, column = reading.locate(("alerts", index))
            yield AuthorFault(
                reading.source.file,
                line,
                column,
                "WB504",
                "error",
                _("No test fires the safety alert “{id}”.").format(id=alert.id),
                _("Add a test whose answers bring it, with “alerts: [{id}]”.").format(
                    id=alert.id
                ),
            )
