"""Rules of an exercise that no single field can know: names, ranges, limits."""

from collections.abc import Iterator
from decimal import Decimal, InvalidOperation

from workbook.authoring.nodes import ListNode, MapNode, Node, ScalarNode
from workbook.authoring.reader import Reader
from workbook.words import _

MAX_WHY_WORDS = 60
MAX_BLOCKS = 1000
CRAVING = ("craving_before", "craving_after")


def check_rules(reader: Reader, root: MapNode) -> None:
    """Note what is wrong with the exercise as a whole, on its nodes."""
    _something_to_do(reader, root)
    _not_too_many(reader, root)
    _one_name_once(reader, root)
    _whole_numbers(reader, root)
    _short_why(reader, root)
    for page in _maps(root, "pages"):
        for block in _maps(page, "blocks"):
            _row_limits(reader, block)
    for score in _maps(root, "scores"):
        _bands(reader, score)
    _days(reader, root)


def _something_to_do(reader: Reader, root: MapNode) -> None:
    """A page there is, and a block on some page."""
    pages = root.values.get("pages")
    if not isinstance(pages, ListNode) or pages.cut:
        return
    if not any("blocks" in page.keys for page in _maps(root, "pages")):
        message = _("There is no page with a block on it.")
        hint = _("Begin with “- id: first”, and “blocks:” below it.")
        _refuse(reader, pages, message, hint, "WB110")


def _not_too_many(reader: Reader, root: MapNode) -> None:
    """An exercise has an end; compiling one without would take for ever."""
    blocks = [item for _group, item in _named(root)]
    if len(blocks) > MAX_BLOCKS:
        message = _("There are more than {most} blocks and scores.")
        _refuse(
            reader,
            blocks[MAX_BLOCKS],
            message.format(most=MAX_BLOCKS),
            _("Make several exercises of it."),
            "WB110",
        )
        reader.lost = True


def _one_name_once(reader: Reader, root: MapNode) -> None:
    """Blocks and scores share one name space: expressions read both by name."""
    craving = root.values.get("craving_check")
    asked = isinstance(craving, ScalarNode) and craving.text == "true"
    seen: dict[str, Node] = dict.fromkeys(CRAVING, craving) if asked and craving else {}
    lists: dict[str, Node | None] = {}
    for group, item in _named(root):
        name = item.values.get("id")
        if not isinstance(name, ScalarNode) or not name.text:
            continue
        if name.text not in seen:
            seen[name.text], lists[name.text] = name, group
        elif lists.get(name.text) is not group:
            # Twice within one list is told where that list is read.
            reader.tell_twice(name.text, name, seen[name.text])


def _named(root: MapNode) -> Iterator[tuple[Node | None, MapNode]]:
    for page in _maps(root, "pages"):
        for block in _maps(page, "blocks"):
            yield page.values.get("blocks"), block
    for score in _maps(root, "scores"):
        yield root.values.get("scores"), score


def _whole_numbers(reader: Reader, root: MapNode) -> None:
    for key in ("version", "minutes"):
        number = _number(root, key)
        if number is not None and number < 1:
            _refuse(
                reader,
                root.values[key],
                _("“{key}” is 1 or more.").format(key=key),
                _("Write a whole number from 1."),
            )


def _short_why(reader: Reader, root: MapNode) -> None:
    why = root.values.get("why")
    if isinstance(why, ScalarNode) and len(why.text.split()) > MAX_WHY_WORDS:
        reader.faults.append(
            reader.source.fault(
                why.start,
                "WB113",
                _("“why” has {count} words.").format(count=len(why.text.split())),
                _("Say it in {most} at most.").format(most=MAX_WHY_WORDS),
                "warning",
            )
        )


def _row_limits(reader: Reader, block: MapNode) -> None:
    rows = block.values.get("rows")
    if not isinstance(rows, MapNode):
        return
    least, most = _number(rows, "min"), _number(rows, "max")
    if least is not None and least < 0:
        message = _("“min” is 0 or more.")
        _refuse(reader, rows.values["min"], message, _("Write 0 or 1."))
    elif most is not None and most < max(least or 0, 1):
        message = _("“max” is less than “min”, or no row at all.")
        _refuse(reader, rows.values["max"], message, _("Write a larger number."))


def _bands(reader: Reader, score: MapNode) -> None:
    """Bands go up, and leave neither gap nor overlap between whole numbers."""
    before: Decimal | None = None
    for band in _maps(score, "bands"):
        low, high = _number(band, "from"), _number(band, "to")
        if low is None or high is None:
            return
        if high < low:
            message = _("This band ends below its start.")
            _refuse(reader, band.values["to"], message, _("“to” is at least “from”."))
        elif before is not None and low <= before:
            _refuse(
                reader,
                band.values["from"],
                _("This band overlaps the one before it, which ends at {end}.").format(
                    end=before
                ),
                _("Each band begins above the end of the one before it."),
                "WB114",
            )
        elif before is not None and low > before + 1:
            _refuse(
                reader,
                band.values["from"],
                _("There is a gap after {end}, where no band stands.").format(
                    end=before
                ),
                _("Begin this band right after it."),
                "WB114",
            )
        before = high


def _days(reader: Reader, root: MapNode) -> None:
    for coming in _maps(root, "comes_up"):
        days = coming.values.get("days")
        if not isinstance(days, ListNode) or len(days.items) != 2:  # noqa: PLR2004
            continue
        numbers = [_decimal(item) for item in days.items]
        if None not in numbers and numbers[0] > numbers[1]:  # type: ignore[operator]
            message = _("The first day comes after the last.")
            _refuse(reader, days, message, _("Write the earlier one first."))


def _maps(parent: MapNode, key: str) -> Iterator[MapNode]:
    found = parent.values.get(key)
    if isinstance(found, ListNode):
        yield from (item for item in found.items if isinstance(item, MapNode))


def _number(parent: MapNode, key: str) -> Decimal | None:
    return _decimal(parent.values.get(key))


def _decimal(node: Node | None) -> Decimal | None:
    if not isinstance(node, ScalarNode) or not node.plain:
        return None
    try:
        number = Decimal(node.text)
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def _refuse(
    reader: Reader, node: Node, message: str, hint: str, code: str = "WB105"
) -> None:
    reader.tell(node.start, code, message, hint)
