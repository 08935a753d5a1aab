"""A yes or a no, in the author's words for them."""

from collections.abc import Generator
from typing import ClassVar, cast

from attrs import frozen

from workbook.engine.blocks.written import fold
from workbook.model import BlockType, Fault, Json, Kind, Prompt, Refused, Value, Words
from workbook.words import _

_YES = ("y", "yes", "true")
_NO = ("n", "no", "false")


@frozen(kw_only=True)
class YesNoOptions:
    """`yes` and `no` are what the two answers are called."""

    yes: Words = Words("")
    no: Words = Words("")


class YesNo(BlockType):
    """Stored as true or false."""

    name: ClassVar[str] = "yes_no"
    options: ClassVar[type] = YesNoOptions
    kind: ClassVar[Kind] = "yes_no"

    def check(self, options: object) -> tuple[Fault, ...]:
        """Labels that say the two apart, and not the other way round."""
        yes, no = map(fold, self._labels(options))
        if yes == no or yes in _NO or no in _YES:
            return (Fault(_("yes and no must be told apart by their labels")),)
        return ()

    def parse(self, options: object, raw: Json) -> Value:
        """Takes true and false, yes and no, y and n, or a label."""
        if isinstance(raw, bool):
            return raw
        yes, no = self._labels(options)
        typed = fold(raw) if isinstance(raw, str) else ""
        if typed in (*_YES, fold(yes), fold(_("yes"))):
            return True
        if typed in (*_NO, fold(no), fold(_("no"))):
            return False
        raise Refused(_("This takes yes or no."), self._hint(options))

    def dump(self, options: object, value: Value) -> Json:
        """True or false."""
        return bool(value)

    def lines(self, options: object, value: Value) -> tuple[str, ...]:
        """The label of the answer."""
        yes, no = self._labels(options)
        return (yes if value else no,)

    def ask(
        self, options: object, before: Value | None
    ) -> Generator[Prompt, str, Value]:
        """One letter is enough."""
        return self.parse(options, (yield Prompt(hint=self._hint(options))))

    def _labels(self, options: object) -> tuple[str, str]:
        o = cast("YesNoOptions", options)
        return o.yes or _("Yes"), o.no or _("No")

    def _hint(self, options: object) -> str:
        o = cast("YesNoOptions", options)
        if not (o.yes or o.no):
            return _("y for yes, n for no.")
        yes, no = self._labels(options)
        return _("y for “{yes}”, n for “{no}”.").format(yes=yes, no=no)
