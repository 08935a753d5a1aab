"""`confidence`: how sure a person is in each of eight kinds of situation.

The eight kinds are Marlatt and Gordon's categories of high-risk situations
(1985), a published taxonomy.  Every word a person reads is ours; no item of a
published confidence questionnaire is used, and the percents are no test score.
"""

from attrs import frozen

from workbook.model import Block, BlockType, Choice, FixedRow, Name, RowLimits, Words


def _row(key: str, label: str, help_: str) -> FixedRow:
    return FixedRow(id=Name(key), label=Words(label), help=Words(help_))


SITUATIONS = (
    _row("neg_emotion", "Hard feelings", "Such as worry, anger, sadness or boredom."),
    _row(
        "neg_physical",
        "Body discomfort (pain, sleep, withdrawal)",
        "Such as pain, poor sleep, or the body getting used to being without.",
    ),
    _row("pos_emotion", "Good feelings on my own", "Such as joy, pride or relief."),
    _row("test_control", "Testing myself", "Wanting to see if I could use just a bit."),
    _row(
        "urges",
        "Sudden urges and temptations",
        "An urge that comes quickly, with or without a cause.",
    ),
    _row("conflict", "Conflict", "A fight, a cold silence, or a hard talk."),
    _row(
        "social_pressure",
        "Pressure or offers",
        "Someone offers, or others around me are using.",
    ),
    _row("pos_social", "Good times with others", "Such as a party, a date or a win."),
)
"""Marlatt's eight kinds: five within a person, then three with others."""

FACED = (
    Choice(value="none", label=Words("not at all")),
    Choice(value="f1_3", label=Words("1 to 3 times")),
    Choice(value="f4_8", label=Words("4 to 8 times")),
    Choice(value="f9_15", label=Words("9 to 15 times")),
    Choice(value="f16_up", label=Words("16 times or more")),
)

COLUMNS = (
    Block(
        id=Name("confidence"),
        type="percent",
        text=Words("How sure are you that you could stay on course here?"),
        head=Words("Sure"),
        help=Words("Go by how it is for you now. There is no right number."),
        options={"ends": (Words("not sure at all"), Words("completely sure"))},
    ),
    Block(
        id=Name("faced"),
        type="choice",
        text=Words("How often did you meet this in the last 30 days?"),
        head=Words("Met"),
        options={"choices": FACED},
    ),
    Block(
        id=Name("example"),
        type="text",
        text=Words("An example from your own life"),
        head=Words("Example"),
        help=Words("A few words are enough. You can leave this empty."),
    ),
)


@frozen(kw_only=True)
class ConfidenceOptions:
    """Nothing for an author to set: rows and columns are always these."""


class ConfidenceBlock(BlockType):
    """Eight fixed rows: `confidence` (percent), `faced`, `example`."""

    name = "confidence"
    options = ConfidenceOptions
    kind = "rows"

    def columns(self, options: object) -> tuple[Block, ...]:
        """`confidence`, `faced` and `example`."""
        return COLUMNS

    def rows(self, options: object) -> tuple[FixedRow, ...] | RowLimits | None:
        """The eight kinds of situation."""
        return SITUATIONS
