"""Every core type keeps the laws a plugin's type is held to."""

from datetime import date, datetime
from decimal import Decimal

from workbook.engine.blocks import core_types
from workbook.engine.blocks.choosing import ChoiceOptions, ChoicesOptions
from workbook.engine.blocks.moments import MomentOptions
from workbook.engine.blocks.numbers import NumberOptions, PercentOptions, ScaleOptions
from workbook.engine.blocks.pick import PersonOptions, PickOptions
from workbook.engine.blocks.rank import RankOptions
from workbook.engine.blocks.tables import GridOptions, TableOptions
from workbook.engine.blocks.texts import LongTextOptions, NoteOptions, TextOptions
from workbook.engine.blocks.timer import Rate, TimerOptions
from workbook.engine.blocks.yes_no import YesNoOptions
from workbook.model import (
    Block,
    Choice,
    CollectionName,
    FixedRow,
    Item,
    Name,
    Thing,
    Words,
)
from workbook.testing import BlockTypeLaws

TYPES = core_types()
NOW = MomentOptions(today=date(2026, 1, 5), moment=datetime(2026, 1, 5, 18, 42))
FOOD = (
    Choice(value="eat", label=Words("Eat something"), score=Decimal(1)),
    Choice(value="call", label=Words("Call, or write"), help=Words("Anyone.")),
    Choice(value="rest", label=Words("Rest")),
)
COUNTS = (
    Choice(value="none", label=Words("0")),
    Choice(value="one", label=Words("1")),
    Choice(value="more", label=Words("2 or more")),
)
PAYDAY = Item(
    thing=Thing("e1", "triggers", "r1"), words="payday", when=datetime(2026, 1, 1)
)
BAR = Item(
    thing=Thing("e1", "triggers", "r2"), words="the bar", when=datetime(2026, 1, 2)
)
COLUMNS = (Block(id=Name("label"), type="text"),)
TRIGGERS = (CollectionName("triggers"),)
PEOPLE = (CollectionName("people"),)
KNOWN = {str(i.thing): i.words for i in (PAYDAY, BAR)}


def offered(
    *,
    many: bool = False,
    other: bool = False,
    choices: tuple[Choice, ...] = (),
) -> PickOptions:
    return PickOptions(
        from_=TRIGGERS,
        many=many,
        other=other,
        choices=choices,
        offered=(PAYDAY, BAR),
        known=KNOWN,
    )


class TestNote(BlockTypeLaws):
    block_type = TYPES["note"]
    options = (NoteOptions(),)


class TestText(BlockTypeLaws):
    block_type = TYPES["text"]
    good = (
        (TextOptions(), "the library"),
        (TextOptions(), " two\nlines\tand\x1b[1m bold "),
        (TextOptions(max_length=3), "abc"),
        (TextOptions(), 12),
    )
    talks = ((TextOptions(example=Words("the library")), ["by the river"]),)


class TestLongText(BlockTypeLaws):
    block_type = TYPES["long_text"]
    good = (
        (LongTextOptions(), "one\r\n\r\ntwo\u2028three\t!"),
        (LongTextOptions(), "😀 family: \U0001f468\u200d\U0001f469\u200d\U0001f467"),
    )
    talks = ((LongTextOptions(), ["one\n\ntwo"]),)


class TestYesNo(BlockTypeLaws):
    block_type = TYPES["yes_no"]
    good = (
        (YesNoOptions(), True),
        (YesNoOptions(), "n"),
        (YesNoOptions(yes=Words("I did"), no=Words("Not yet")), "not YET"),
    )
    talks = ((YesNoOptions(), ["y"]),)


class TestChoice(BlockTypeLaws):
    block_type = TYPES["choice"]
    good = (
        (ChoiceOptions(choices=FOOD), "eat"),
        (ChoiceOptions(choices=FOOD), "CALL, or  write"),
        (ChoiceOptions(choices=COUNTS), 1),
        (ChoiceOptions(choices=FOOD, other=True), "sing\x07 loudly"),
        (ChoiceOptions(choices=FOOD, other=True, more=("Sing",)), "sing"),
        (ChoiceOptions(choices=(), other=True), "anything"),
    )
    talks = (
        (ChoiceOptions(choices=FOOD), ["2"]),
        (ChoiceOptions(choices=COUNTS), ["1"]),
        (ChoiceOptions(choices=FOOD, other=True, more=("Sing",)), ["4"]),
        (ChoiceOptions(choices=FOOD, other=True), ["run"]),
    )


class TestChoices(BlockTypeLaws):
    block_type = TYPES["choices"]
    good = (
        (ChoicesOptions(choices=FOOD), ["rest", "eat", "eat"]),
        (ChoicesOptions(choices=FOOD), []),
        (ChoicesOptions(choices=FOOD), "call, or write"),
        (ChoicesOptions(choices=FOOD, min=1, max=2), "rest, eat"),
        (ChoicesOptions(choices=FOOD, other=True), ["run", "eat", "1, 2"]),
    )
    talks = (
        (ChoicesOptions(choices=FOOD), ["3 1"]),
        (ChoicesOptions(choices=FOOD), ["0"]),
        (ChoicesOptions(choices=FOOD, other=True), ["1, dance"]),
        (ChoicesOptions(choices=COUNTS), ["0, 1"]),
    )


class TestRank(BlockTypeLaws):
    block_type = TYPES["rank"]
    good = (
        (RankOptions(choices=FOOD), ["rest", "eat"]),
        (RankOptions(choices=COUNTS), "1, 0"),
    )
    talks = ((RankOptions(choices=FOOD), ["3 1 2"]),)


class TestScale(BlockTypeLaws):
    block_type = TYPES["scale"]
    good = (
        (ScaleOptions(), 7),
        (ScaleOptions(ends=(Words("none"), Words("strongest"))), "7/10"),
        (ScaleOptions(from_=Decimal(-3), to=Decimal(3)), "\u22122"),
        (ScaleOptions(to=Decimal(1), step=Decimal("0.1")), 0.3),
        (ScaleOptions(to=Decimal(100), step=Decimal(10)), "1E+1"[:1] + "0"),
    )
    talks = ((ScaleOptions(), ["7"]),)


class TestPercent(BlockTypeLaws):
    block_type = TYPES["percent"]
    good = ((PercentOptions(), 70), (PercentOptions(), "70 %"))
    talks = ((PercentOptions(), ["70%"]),)


class TestNumber(BlockTypeLaws):
    block_type = TYPES["number"]
    good = (
        (NumberOptions(unit=Words("min")), "20 min"),
        (NumberOptions(unit=Words("$"), decimals=2), "$1,200.50"),
        (NumberOptions(decimals=10), "0.1000000000"),
        (NumberOptions(from_=Decimal(-5), to=Decimal(5)), -5),
        (NumberOptions(), 10**11),
    )
    talks = ((NumberOptions(unit=Words("hours"), decimals=1), ["7,5"]),)


class TestDate(BlockTypeLaws):
    block_type = TYPES["date"]
    good = (
        (MomentOptions(), "2026-01-31"),
        (NOW, "last friday"),
        (NOW, "Sat, 31st January"),
        (NOW, "29 feb"),
    )
    talks = ((NOW, ["yesterday"]),)


class TestTime(BlockTypeLaws):
    block_type = TYPES["time"]
    good = ((MomentOptions(), "18:30"), (NOW, "6 pm"), (NOW, "now"))
    talks = ((NOW, ["1830"]),)


class TestWhen(BlockTypeLaws):
    block_type = TYPES["when"]
    good = (
        (MomentOptions(), "2026-01-31 18:30"),
        (MomentOptions(), "2026-01-31T18:30:59"),
        (NOW, "now"),
        (NOW, "6pm yesterday"),
    )
    talks = ((NOW, ["18:30"]),)


class TestTable(BlockTypeLaws):
    block_type = TYPES["table"]
    good = ((TableOptions(columns=COLUMNS), {"label": "payday", "unknown": [1]}),)


class TestGrid(BlockTypeLaws):
    block_type = TYPES["grid"]
    good = (
        (
            GridOptions(
                rows=(FixedRow(id=Name("monday"), label=Words("Monday")),),
                columns=COLUMNS,
            ),
            {"label": "work"},
        ),
    )


class TestPick(BlockTypeLaws):
    block_type = TYPES["pick"]
    good = (
        (PickOptions(from_=TRIGGERS), {"thing": "e1/triggers/r1"}),
        (PickOptions(from_=TRIGGERS, other=True), "payday"),
        (offered(), "e1/triggers/r2"),
        (offered(), "The Bar"),
        (offered(choices=FOOD), "rest"),
        (offered(many=True, other=True), ["payday", "the moon", "a, b"]),
        (offered(many=True), "the bar, payday"),
        (offered(many=True), []),
    )
    talks = (
        (offered(), ["2"]),
        (offered(choices=FOOD), ["Eat something"]),
        (offered(many=True, choices=FOOD), ["5 1"]),
        (offered(many=True, other=True), ["1, the moon"]),
    )


class TestPerson(BlockTypeLaws):
    block_type = TYPES["person"]
    good = (
        (PersonOptions(), {"thing": "e5"}),
        (PersonOptions(many=True, offered=(PAYDAY,), known=KNOWN), ["payday"]),
    )
    talks = ((PersonOptions(offered=(PAYDAY,), known=KNOWN), ["1"]),)


RATED = TimerOptions(
    minutes=4,
    every=60,
    prompts=(Words("Notice."), Words("Breathe.")),
    rate=Rate(text=Words("How strong is it now?"), every=120),
)


class TestTimer(BlockTypeLaws):
    block_type = TYPES["timer"]
    good = (
        (RATED, ["0:8", "120:6", "240:3"]),
        (RATED, "0:8, 240:3"),
        (TimerOptions(minutes=1), ["0:", "60:"]),
    )
    talks = (
        (RATED, ["8", "60", "60", "6", "60", "60", "3"]),
        (RATED, ["8", "12 stop", "7"]),
        (TimerOptions(minutes=1), ["60"]),
    )
