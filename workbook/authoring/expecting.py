"""What a test expects, beside what is."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from attrs import define, field, frozen

from workbook.authoring.schema import did_you_mean
from workbook.engine import BlockState, Compiled, Evaluation
from workbook.model import DECLINED, MISSING, Sheet
from workbook.words import _

KEYS = ("shown", "hidden", "alerts", "next", "problems", "lines")


@frozen
class Unmet:
    """Something that is not as a test says; `path` leads to it from the test."""

    code: str
    message: str
    path: tuple[str | int, ...]
    hint: str = ""


@define
class Expectations:
    """Compares an evaluation with what a test says of it."""

    compiled: Compiled
    evaluation: Evaluation
    unmet: list[Unmet] = field(factory=list)

    def compare(self, key: str, wanted: Any) -> None:
        """Note what is not as one line of `expect` says."""
        if key in ("shown", "hidden"):
            self._compare_shown(key, wanted)
        elif key in ("alerts", "next", "problems"):
            self._compare_set(key, wanted)
        elif key == "lines":
            self._compare_lines(wanted)
        elif key in self.evaluation.scores or key in self.evaluation.blocks:
            self._compare_value(key, wanted)
        else:
            known = (*KEYS, *self.evaluation.scores, *self.evaluation.blocks)
            self._fault(
                "WB503",
                _("Nothing here is called “{name}”.").format(name=key),
                ("expect", key),
                did_you_mean(key, known),
            )

    def _compare_shown(self, key: str, wanted: Any) -> None:
        for index, name in enumerate(_listed(wanted)):
            path = ("expect", key, index)
            state = self.evaluation.blocks.get(name)
            if state is None:
                message = _("There is no block “{name}”.").format(name=name)
                self._fault(
                    "WB503", message, path, did_you_mean(name, self.evaluation.blocks)
                )
            elif state.shown != (key == "shown"):
                message = (
                    _("“{name}” is hidden.")
                    if key == "shown"
                    else _("“{name}” is shown.")
                )
                self._fault("WB501", message.format(name=name), path)

    def _compare_set(self, key: str, wanted: Any) -> None:
        known: Mapping[str, object]
        there: list[str]
        if key == "alerts":
            known = self.evaluation.alerting
            there = [alert.id for alert in self.evaluation.alerts]
        elif key == "next":
            known = self.evaluation.offers
            there = [offer.next.id for offer in self.evaluation.next]
        else:
            known = self.evaluation.blocks
            there = _with_problems(self.evaluation)
        names = _listed(wanted)
        for index, name in enumerate(names):
            path = ("expect", key, index)
            if name not in known:
                message = _("Nothing here is called “{name}”.").format(name=name)
                self._fault("WB503", message, path, did_you_mean(name, known))
            elif name not in there:
                message = _("“{name}” does not come.").format(name=name)
                self._fault("WB501", message, path)
        extra = [name for name in there if name not in names]
        if extra and known.keys() >= set(names):
            message = _("There is also: {names}.").format(names=", ".join(extra))
            self._fault("WB501", message, ("expect", key))

    def _compare_lines(self, wanted: Any) -> None:
        for name, texts in wanted.items() if isinstance(wanted, Mapping) else ():
            path = ("expect", "lines", name)
            state = self.evaluation.blocks.get(name)
            if state is None:
                message = _("There is no block “{name}”.").format(name=name)
                self._fault(
                    "WB503", message, path, did_you_mean(name, self.evaluation.blocks)
                )
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

    def _compare_value(self, key: str, wanted: Any) -> None:
        found, band = _found(key, self.evaluation)
        if _same(found, band, wanted):
            return
        message = _("“{name}” is {found}, not {wanted}.").format(
            name=key,
            found=_("absent") if found is None else _plain(found),
            wanted=_("absent") if wanted is None else wanted,
        )
        score = self.evaluation.scores.get(key)
        self._fault("WB501", message, ("expect", key), score.reason if score else "")

    def _fault(
        self, code: str, message: str, path: tuple[str | int, ...], hint: str = ""
    ) -> None:
        self.unmet.append(Unmet(code, message, path, hint))


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


def _listed(wanted: Any) -> list[str]:
    return [str(one) for one in (wanted if isinstance(wanted, list) else [wanted])]


def _flat(text: str) -> str:
    return " ".join(text.split())


def _plain(value: Any) -> str:
    return format(value, "f") if isinstance(value, Decimal) else str(value)
