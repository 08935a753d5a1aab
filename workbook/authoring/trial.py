"""The tests an author wrote into the file, run through the real engine.

Answers go in the way a person's do, through each type's `parse`, so a test that
passes here is a promise about what people will see.  A safety alert that no test
fires is an error: nobody has seen it work.
"""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from attrs import define, field

from workbook.authoring.exercise import Reading
from workbook.authoring.faults import AuthorFault
from workbook.authoring.given import Ungiven, context_of, with_new_thing
from workbook.authoring.schema import closest
from workbook.engine import (
    Answered,
    BlockState,
    Compiled,
    Context,
    Evaluation,
    evaluate,
)
from workbook.engine.blocks.pick import NewThing
from workbook.engine.compile import BlockNode
from workbook.engine.order import between
from workbook.errors import PluginError, Refused
from workbook.model import DECLINED, MISSING, Block, BlockType, Json, Sheet, Test, Value
from workbook.words import _

PASS = "/pass"  # noqa: S105 - what a person types for "I would rather not say"
_SETS = ("shown", "hidden", "alerts", "next", "problems")


def run_tests(reading: Reading, compiled: Compiled) -> Iterator[AuthorFault]:
    """What the tests of an exercise find, each at its place."""
    fired: set[str] = set()
    for index, test in enumerate(compiled.exercise.tests):
        trial = Trial(compiled, test)
        trial.run()
        fired |= trial.fired
        for code, message, path, hint in trial.faults:
            line, column = reading.locate(("tests", index, *path))
            said = message
            if test.name:
                said = _("{name}: {message}").format(name=test.name, message=message)
            yield AuthorFault(
                reading.source.file, line, column, code, "error", said, hint
            )
    yield from _unseen_safety(reading, fired)


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


@define
class Trial:
    """One test being run. `faults`: code, message, path from the test, hint."""

    compiled: Compiled
    test: Test
    faults: list[tuple[str, str, tuple[str | int, ...], str]] = field(factory=list)
    fired: set[str] = field(factory=set)

    def run(self) -> None:
        """Set up, answer, evaluate, compare. Never raises."""
        try:
            context = context_of(self.test.given, self.test.today, self.compiled.shapes)
            answers, context = self._answered(context)
        except Ungiven as error:
            self._fault("WB502", error.message, error.path, error.hint)
            return
        evaluation = evaluate(self.compiled, answers, context)
        self.fired = {alert.id for alert in evaluation.alerts}
        for key, wanted in self.test.expect.items():
            self._compare(key, wanted, evaluation)

    # -- answering --------------------------------------------------------------

    def _answered(
        self, context: Context
    ) -> tuple[dict[str, dict[str | None, Answered]], Context]:
        """The answers as values; new words for a pick become things, as in life."""
        while True:
            offered = evaluate(self.compiled, {}, context)
            try:
                return self._values(offered), context
            except NewThing as new:
                shape = self.compiled.shapes.get(new.collection)
                if shape is None:
                    raise Ungiven(new.message, ("answers",), new.hint) from None
                context = with_new_thing(context, shape, new.words)

    def _values(self, offered: Evaluation) -> dict[str, dict[str | None, Answered]]:
        values: dict[str, dict[str | None, Answered]] = {}
        for name, raw in self.test.answers.items():
            path = ("answers", name)
            if name not in offered.blocks:
                raise Ungiven(
                    _("There is no block “{name}”.").format(name=name),
                    path,
                    _near(name, offered.blocks),
                )
            if raw is None:
                continue
            state, node = offered.blocks[name], self.compiled.block(name)
            if node.tabular and raw != PASS:
                values[name] = dict(self._rows(node, state, raw, path))
            else:
                value = self._value(node.type, state.options, raw, path)
                values[name] = {None: Answered(value)}
        return values

    def _rows(
        self, node: BlockNode, state: BlockState, raw: Any, path: tuple[str | int, ...]
    ) -> Iterator[tuple[str, Answered]]:
        order = ""
        for key, row_id, cells in _raw_rows(node, raw, path):
            here = (*path, key)
            if not isinstance(cells, Mapping):
                raise Ungiven(
                    _("A row is a mapping of columns."),
                    here,
                    _("Write {column: answer}."),
                )
            order = between(order)
            value = dict(self._cells(state, cells, here))
            yield row_id, Answered(value, "" if node.fixed else order)

    def _cells(
        self, state: BlockState, cells: Mapping[str, Any], path: tuple[str | int, ...]
    ) -> Iterator[tuple[str, Value]]:
        columns: Mapping[str, Block] = {column.id: column for column in state.columns}
        for name, raw in cells.items():
            column = columns.get(name)
            if column is None:
                raise Ungiven(
                    _("“{block}” has no column “{name}”.").format(
                        block=state.block.id, name=name
                    ),
                    (*path, name),
                    _near(name, columns),
                )
            if raw is not None:
                kind = self.compiled.types.get(column.type)
                yield name, self._value(kind, column.options, raw, (*path, name))

    def _value(
        self,
        kind: BlockType | None,
        options: object,
        raw: Any,
        path: tuple[str | int, ...],
    ) -> Value:
        if raw == PASS:
            return DECLINED
        if kind is None:
            raise Ungiven(_("Its block type is not here."), path)
        try:
            return kind.parse(options, _json(raw))
        except NewThing:
            raise
        except (Refused, PluginError) as refused:
            raise Ungiven(refused.message, path, refused.hint) from None
        except Exception as error:
            raise Ungiven(
                _("The block type “{type}” failed: {why}").format(
                    type=kind.name, why=type(error).__name__
                ),
                path,
                _("This is for the plugin's author to mend."),
            ) from error

    # -- comparing --------------------------------------------------------------

    def _compare(self, key: str, wanted: Any, evaluation: Evaluation) -> None:
        if key in ("shown", "hidden"):
            self._compare_shown(key, wanted, evaluation)
        elif key in ("alerts", "next", "problems"):
            self._compare_set(key, wanted, evaluation)
        elif key == "lines":
            self._compare_lines(wanted, evaluation)
        elif key in evaluation.scores or key in evaluation.blocks:
            self._compare_value(key, wanted, evaluation)
        else:
            known = (*_SETS, "lines", *evaluation.scores, *evaluation.blocks)
            self._fault(
                "WB503",
                _("Nothing here is called “{name}”.").format(name=key),
                ("expect", key),
                _near(key, known),
            )

    def _compare_shown(self, key: str, wanted: Any, evaluation: Evaluation) -> None:
        for index, name in enumerate(_listed(wanted)):
            path = ("expect", key, index)
            state = evaluation.blocks.get(name)
            if state is None:
                message = _("There is no block “{name}”.").format(name=name)
                self._fault("WB503", message, path, _near(name, evaluation.blocks))
            elif state.shown != (key == "shown"):
                message = (
                    _("“{name}” is hidden.")
                    if key == "shown"
                    else _("“{name}” is shown.")
                )
                self._fault("WB501", message.format(name=name), path)

    def _compare_set(self, key: str, wanted: Any, evaluation: Evaluation) -> None:
        known: Mapping[str, object]
        there: list[str]
        if key == "alerts":
            known = evaluation.alerting
            there = [alert.id for alert in evaluation.alerts]
        elif key == "next":
            known = evaluation.offers
            there = [offer.next.id for offer in evaluation.next]
        else:
            known = evaluation.blocks
            there = _with_problems(evaluation)
        names = _listed(wanted)
        for index, name in enumerate(names):
            path = ("expect", key, index)
            if name not in known:
                message = _("Nothing here is called “{name}”.").format(name=name)
                self._fault("WB503", message, path, _near(name, known))
            elif name not in there:
                message = _("“{name}” does not come.").format(name=name)
                self._fault("WB501", message, path)
        extra = [name for name in there if name not in names]
        if extra and known.keys() >= set(names):
            message = _("There is also: {names}.").format(names=", ".join(extra))
            self._fault("WB501", message, ("expect", key))

    def _compare_lines(self, wanted: Any, evaluation: Evaluation) -> None:
        for name, texts in wanted.items() if isinstance(wanted, Mapping) else ():
            path = ("expect", "lines", name)
            state = evaluation.blocks.get(name)
            if state is None:
                message = _("There is no block “{name}”.").format(name=name)
                self._fault("WB503", message, path, _near(name, evaluation.blocks))
                continue
            shown = _flat("\n".join(self._lines(state)))
            for text in _listed(texts):
                if _flat(text) not in shown:
                    message = _("“{name}” does not say “{text}”.").format(
                        name=name, text=text
                    )
                    said = _("It says: {shown}").format(shown=shown[:200])
                    self._fault(
                        "WB501", message, path, said if shown else _("It is empty.")
                    )

    def _lines(self, state: BlockState) -> Iterator[str]:
        for row in state.rows:
            for cell in row.cells.values():
                yield from self._lines(cell)
        kind = self.compiled.types.get(state.block.type)
        if isinstance(state.value, Sheet):
            yield str(state.value)
        elif (
            kind is not None
            and state.value is not MISSING
            and state.value is not DECLINED
        ):
            yield from kind.lines(state.options, state.value)

    def _compare_value(self, key: str, wanted: Any, evaluation: Evaluation) -> None:
        found, band = _found(key, evaluation)
        if _same(found, band, wanted):
            return
        message = _("“{name}” is {found}, not {wanted}.").format(
            name=key,
            found=_("absent") if found is None else _plain(found),
            wanted=_("absent") if wanted is None else wanted,
        )
        score = evaluation.scores.get(key)
        self._fault("WB501", message, ("expect", key), score.reason if score else "")

    def _fault(
        self, code: str, message: str, path: tuple[str | int, ...], hint: str = ""
    ) -> None:
        self.faults.append((code, message, path, hint))


def _raw_rows(
    node: BlockNode, raw: Any, path: tuple[str | int, ...]
) -> Iterator[tuple[str | int, str, Any]]:
    """Each row's key in the file, its id and its cells."""
    if node.fixed:
        ids = {row.id: row for row in node.fixed}
        for key, cells in raw.items() if isinstance(raw, Mapping) else ():
            if key not in ids:
                raise Ungiven(
                    _("“{block}” has no row “{name}”.").format(
                        block=node.key, name=key
                    ),
                    (*path, key),
                    _near(key, ids),
                )
            yield key, key, cells
        if not isinstance(raw, Mapping):
            raise Ungiven(
                _("“{block}” takes its rows by name.").format(block=node.key),
                path,
                _("Write {row: {column: answer}}."),
            )
    elif isinstance(raw, list):
        for index, cells in enumerate(raw):
            yield index, f"r{index + 1}", cells
    else:
        raise Ungiven(
            _("A table takes a list of rows."), path, _("Begin each row with “- ”.")
        )


def _found(key: str, evaluation: Evaluation) -> tuple[Any, str]:
    """A score's value and band, or what a block holds; None when there is none."""
    if key in evaluation.scores:
        score = evaluation.scores[key]
        return score.value, score.band
    value = evaluation.blocks[key].value
    return (None if value is MISSING else value), ""


def _same(found: Any, band: str, wanted: Any) -> bool:
    if wanted is None or found is None:
        return found is wanted
    if isinstance(wanted, int | Decimal) and not isinstance(wanted, bool):
        number = _number(found)
        return number is not None and number == Decimal(wanted)
    if isinstance(found, bool) and isinstance(wanted, str):
        return wanted == ("yes" if found else "no")
    if isinstance(wanted, list):
        return isinstance(found, tuple) and [_plain(one) for one in found] == _listed(
            wanted
        )
    if band and wanted == band:
        return True
    return _flat(_plain(found)) == _flat(str(wanted)) or found == wanted


def _number(found: Any) -> Decimal | None:
    if isinstance(found, Decimal):
        return found
    try:
        return Decimal(str(found))
    except ArithmeticError:
        return None


def _with_problems(evaluation: Evaluation) -> list[str]:
    """Blocks about which the person is told something."""
    return [
        name
        for name, state in evaluation.blocks.items()
        if state.problems
        or any(
            row.problems or any(cell.problems for cell in row.cells.values())
            for row in state.rows
        )
    ]


def _json(raw: Any) -> Json:
    """A test's value as it would come from JSON: numbers keep their digits."""
    if isinstance(raw, Decimal):
        return str(raw)
    if isinstance(raw, list):
        return [_json(one) for one in raw]
    if isinstance(raw, Mapping):
        return {name: _json(one) for name, one in raw.items()}
    return raw  # type: ignore[no-any-return]


def _listed(wanted: Any) -> list[str]:
    return [str(one) for one in (wanted if isinstance(wanted, list) else [wanted])]


def _flat(text: str) -> str:
    return " ".join(text.split())


def _plain(value: Any) -> str:
    return format(value, "f") if isinstance(value, Decimal) else str(value)


def _near(name: str, known: Any) -> str:
    near = closest(name, known)
    return _("Did you mean “{word}”?").format(word=near) if near else ""
