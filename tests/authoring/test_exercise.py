"""A file read into an exercise, or into all its faults."""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal

import pytest
from attrs import evolve, frozen
from hypothesis import given
from hypothesis import strategies as st

from workbook.authoring import Reading, read_exercise
from workbook.authoring.source import review_hash
from workbook.engine.blocks import core_types
from workbook.model import (
    BlockType,
    Choice,
    Collects,
    HelpNow,
    Place,
    Sensitivity,
    Words,
    from_around,
)

Read = Callable[[str | bytes], Reading]


def codes(reading: Reading) -> list[tuple[int, str]]:
    return [(fault.line, fault.code) for fault in reading.faults]


def test_a_whole_exercise(read: Read, whole: str) -> None:
    """Every key becomes a field; family and hash come from outside the text."""
    reading = read(whole)
    exercise = reading.exercise
    assert reading.faults == ()
    assert exercise is not None
    assert (exercise.id, exercise.version, exercise.family) == ("my.place", 1, "my")
    assert exercise.hash == reading.source.hash
    assert [block.id for block in exercise.blocks()] == ["place", "calm", "plan"]
    assert exercise.blocks()[2].show_if == "calm >= 5"
    assert exercise.blocks()[0].place == Place("x.yaml", 13, 9)
    assert exercise.modes == ("solo",)


def test_every_kind_of_key(read: Read, whole: str) -> None:
    """Nested mappings, lists, literals, short forms and single values."""
    text = (
        whole.replace("- {id: calm, type: scale", "- {id: how, type: scale")
        + """\
      - id: kind
        type: choice
        sensitivity: 2
        choices: [no, {place: "A place"}, {value: x, label: "X", score: 1.5}]
modes: group
craving_check: true
collects: {name: places, words: place}
help_now: {doors: urge, blocks: [place]}
comes_up: [{at: day, days: [-1, 1]}]
scores:
  - {id: total, sum: how, bands: [{from: 0, to: 4, label: "low"}]}
next:
  - {id: go, open: tm.chain, give: {trigger: place}}
changes:
  - {to: 2, recode: {kind: {mood: feeling}}}
"""
    )
    exercise = read(text).exercise
    assert exercise is not None
    kind = exercise.blocks()[3]
    assert kind.sensitivity == 2
    assert kind.options.choices == (  # type: ignore[attr-defined]
        Choice(value="no", label=Words("no")),
        Choice(value="place", label=Words("A place")),
        Choice(value="x", label=Words("X"), score=Decimal("1.5")),
    )
    assert exercise.modes == ("group",)
    assert exercise.craving_check
    assert exercise.collects == Collects(name="places", words="place")  # type: ignore[arg-type]
    assert isinstance(exercise.help_now, HelpNow)
    assert exercise.help_now.doors == ("urge",)
    assert exercise.comes_up[0].days == (-1, 1)
    assert exercise.scores[0].sum == ("how",)
    assert exercise.scores[0].bands[0].from_ == 0
    assert exercise.next[0].give == {"trigger": "place"}
    assert exercise.changes[0].recode == {"kind": {"mood": "feeling"}}


def test_values_of_tests_are_read_with_care(read: Read, whole: str) -> None:
    """Numbers keep their digits, `no` stays a word; true, false, null are special."""
    answers = '{a: 1.50, b: no, c: 012, d: true, e: null, f: "7", g: [3]}'
    text = whole + f"tests: [{{answers: {answers}}}]\n"
    exercise = read(text).exercise
    assert exercise is not None
    assert exercise.tests[0].answers == {
        "a": Decimal("1.50"),
        "b": "no",
        "c": "012",
        "d": True,
        "e": None,
        "f": "7",
        "g": [3],
    }


def test_every_fault_at_once_and_sorted(read: Read) -> None:
    """One run names all slips of a file, in reading order, each with a mend."""
    reading = read("""\
id: My Place
verson: 1
title: Call #1 now
keeps: may
minutes: 3x
smallest: One line: is enough.
purpose: ""
why: *it
modes: [solo, grup]
pages:
  - id: first
    blocks:
      - {id: place, type: text, text: "Where", required: yes, max_lenght: 3}
      - {id: calm, type: scale, text: "How", from: low}
      - {id: calm, type: text, text: Hello, world}
      - {id: if, type: text, text: "x"}
      - {type: text}
scores:
  - {id: place, sum: place}
""")
    assert reading.exercise is None
    assert codes(reading) == [
        (1, "WB107"),
        (2, "WB101"),
        (3, "WB012"),
        (4, "WB104"),
        (5, "WB103"),
        (6, "WB005"),
        (7, "WB106"),
        (8, "WB008"),
        (9, "WB104"),
        (13, "WB103"),
        (13, "WB101"),
        (14, "WB103"),
        (15, "WB108"),
        (15, "WB013"),
        (16, "WB107"),
        (17, "WB102"),
        (19, "WB108"),
    ]
    assert all(fault.hint for fault in reading.faults)


@pytest.mark.parametrize(
    ("slip", "mend", "hint"),
    [
        ("max_length", "max_lenght", "Did you mean “max_length”?"),
        ("type: text,", "type: txt,", "Did you mean “text”?"),
        ("keeps: many", "keeps: mny", "Did you mean “many”?"),
        ("id: calm", "id: How calm", "Write “how_calm”: small letters, digits and _."),
        ("minutes: 3", 'minutes: "3"', "Write it without quotes."),
        ("id: calm", "id: class", "Write “class_”."),
    ],
)
def test_the_hint_names_the_mend(
    read: Read, whole: str, slip: str, mend: str, hint: str
) -> None:
    """Near misses are named."""
    text = whole.replace("required: true", "max_length: 30").replace(slip, mend, 1)
    assert [fault.hint for fault in read(text).faults] == [hint]


def test_a_mistyped_needed_key_is_one_fault(read: Read, whole: str) -> None:
    """The key that is there is the cause; the missing one is not told as well."""
    reading = read(whole.replace("minutes:", "minuts:"))
    assert [fault.code for fault in reading.faults] == ["WB101"]


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (("version: 1", "version: 0"), (2, "WB105")),
        (("minutes: 3", "minutes: -1"), (5, "WB105")),
        (('title: "A calm place"', "title: [a]"), (3, "WB103")),
        (('title: "A calm place"', "title: {a: b}"), (3, "WB103")),
        (('title: "A calm place"', "title:"), (3, "WB106")),
        (("keeps: many", "keeps: [many]"), (4, "WB103")),
        (("id: place", "id: calm"), (14, "WB108")),
        (("from: 0", "from: low"), (14, "WB103")),
        (("    blocks:", "    pin: {a: b}\n    blocks:"), (12, "WB103")),
    ],
)
def test_one_wrong_value_is_one_fault(
    read: Read, whole: str, change: tuple[str, str], fault: tuple[int, str]
) -> None:
    """A value of the wrong kind is told once; what depends on it is not."""
    assert codes(read(whole.replace(*change, 1))) == [fault]


def test_a_comment_after_a_number_or_in_quotes_is_fine(read: Read, whole: str) -> None:
    """Only text cut short by a comment is a fault."""
    text = whole.replace("minutes: 3", "minutes: 3  # about").replace(
        '"A calm place"', '"A calm #place" # said aloud'
    )
    reading = read(text)
    assert reading.faults == ()
    assert reading.exercise is not None
    assert reading.exercise.title == "A calm #place"


def test_scores_and_blocks_share_one_name_space(read: Read, whole: str) -> None:
    """Expressions read both by name; the craving check brings two names of its own."""
    text = whole + "scores: [{id: calm, sum: calm}]\n"
    assert codes(read(text)) == [(16, "WB108")]
    text = whole.replace("id: calm", "id: craving_after").replace("calm >=", "place >=")
    assert codes(read(text)) == []
    assert codes(read(text + "craving_check: true\n")) == [(14, "WB108")]


@pytest.mark.parametrize(
    ("bands", "code"),
    [
        ("{from: 0, to: 4, label: a}, {from: 5, to: 9, label: b}", None),
        ("{from: 0, to: 4, label: a}, {from: 4, to: 9, label: b}", "WB114"),
        ("{from: 0, to: 4, label: a}, {from: 7, to: 9, label: b}", "WB114"),
        ("{from: 4, to: 0, label: a}", "WB105"),
    ],
)
def test_bands_have_no_gap_and_no_overlap(
    read: Read, whole: str, bands: str, code: str | None
) -> None:
    """Every whole number of the range is in exactly one band."""
    reading = read(whole + f"scores: [{{id: s, sum: calm, bands: [{bands}]}}]\n")
    assert [fault.code for fault in reading.faults] == ([code] if code else [])


def test_an_unknown_block_type_opens_with_a_warning(read: Read, whole: str) -> None:
    """The exercise is read; the block is a placeholder that keeps its name."""
    reading = read(whole.replace("type: scale", "type: zones"))
    assert reading.exercise is not None
    assert reading.exercise.blocks()[1].options is None
    assert [(fault.code, fault.severity) for fault in reading.faults] == [
        ("WB109", "warning")
    ]
    assert "“zones”" in reading.faults[0].message


def test_columns_are_blocks_with_names_of_their_own(read: Read, whole: str) -> None:
    """A column may be called as a block is, but not as another column."""
    table = """\
      - id: rows
        type: table
        columns:
          - {id: place, type: text, text: "Where"}
          - {id: %s, type: scale, text: "How"}
"""
    assert read(whole + table % "calm").faults == ()
    assert codes(read(whole + table % "place")) == [(20, "WB108")]


@frozen(kw_only=True)
class _Inner:
    when: date
    how: bool | None = None


@frozen(kw_only=True)
class _Odd:
    many: Mapping[str, Decimal] = {}
    inner: _Inner | None = None
    either: tuple[str, ...] | int = ()
    level: Sensitivity = 0
    offered: str = from_around("")

    def __attrs_post_init__(self) -> None:
        if self.level == 3:
            raise ValueError("not that level")


class _OddBlock(BlockType):
    name = "odd"
    options = _Odd


class _LostBlock(BlockType):
    name = "lost"


@pytest.mark.parametrize(
    ("keys", "options"),
    [
        ("many: {a: 1.5}", _Odd(many={"a": Decimal("1.5")})),
        (
            "inner: {when: 2026-01-31, how: false}",
            _Odd(inner=_Inner(when=date(2026, 1, 31), how=False)),
        ),
        ("either: [a, b]", _Odd(either=("a", "b"))),
        ("either: 5", _Odd(either=5)),
        ("either: x", _Odd(either=("x",))),
        ("level: 2", _Odd(level=2)),
        ("offered: x", "WB101"),
        ("inner: {}", "WB102"),
        ("inner: {when: soon}", "WB103"),
        ("many: [a]", "WB103"),
        ("level: 4", "WB104"),
        ("level: 3", "WB112"),
    ],
)
def test_options_are_read_by_their_annotations(
    whole: str, keys: str, options: _Odd | str
) -> None:
    """A stranger's block type needs no schema of its own."""
    text = whole + f"      - {{id: odd, type: odd, {keys}}}\n"
    reading = read_exercise(text, "x.yaml", "my", {**core_types(), "odd": _OddBlock()})
    if isinstance(options, str):
        assert [fault.code for fault in reading.faults] == [options]
    else:
        assert reading.faults == ()
        assert reading.exercise is not None
        assert reading.exercise.blocks()[-1].options == options


def test_a_type_without_options_is_its_authors_fault(whole: str) -> None:
    """A broken plugin gives a fault at its block, and no exception."""
    text = whole + "      - {id: lost, type: lost}\n"
    reading = read_exercise(
        text, "x.yaml", "my", {**core_types(), "lost": _LostBlock()}
    )
    assert [fault.code for fault in reading.faults] == ["WB112"]


def test_a_file_that_is_no_mapping(read: Read) -> None:
    """Empty, a list, a word: one fault."""
    assert codes(read("")) == [(1, "WB014")]
    assert codes(read("# only words\n")) == [(1, "WB014")]
    assert codes(read("- a\n")) == [(1, "WB103")]
    assert codes(read("hello\n")) == [(1, "WB103")]


@pytest.mark.parametrize("pages", ["[]", "[{id: first}]"])
def test_an_exercise_has_something_to_do(read: Read, head: str, pages: str) -> None:
    """Without a block there is nothing to open."""
    assert codes(read(f"{head}pages: {pages}\n")) == [(9, "WB110")]


def test_a_text_cut_by_its_comma_is_one_fault(read: Read, whole: str) -> None:
    """What is missing because of it is not told as well."""
    block = "      - {id: c, type: choice, text: What, choices: [{a: Come, go}, b]}\n"
    assert codes(read(whole + block)) == [(16, "WB013")]


def test_what_follows_a_break_is_not_said_to_be_missing(read: Read, whole: str) -> None:
    """A bracket left open ends the reading: keys after it are not “missing”."""
    reading = read(whole.replace('"A calm place"', '"A calm place" really'))
    assert codes(reading) == [(3, "WB017")]


def test_a_draft_keeps_what_could_be_read(read: Read, whole: str) -> None:
    """A block with a fault keeps its name, so that expressions are still judged."""
    reading = read(whole.replace("from: 0, to: 10", "from: low"))
    assert reading.exercise is None
    assert reading.draft is not None
    assert not reading.lost
    assert [block.id for block in reading.draft.blocks()] == ["place", "calm", "plan"]
    assert read(whole.replace("id: calm,", "")).lost


def test_a_file_of_very_many_faults_tells_the_first(read: Read, whole: str) -> None:
    """Five hundred, and that there are more; whatever kind they are of."""
    for text in (
        "a: 1\n" * 2000,
        "\x00 " * 2000,
        "a: &x 1\n" * 2000,
        whole + "".join(f"k{i}: 1\n" for i in range(2000)),
    ):
        faults = read(text).faults
        assert len(faults) == 501
        assert faults[-1].code == "WB999"


def test_an_exercise_has_an_end(read: Read, whole: str) -> None:
    """A thousand blocks are one exercise, more are not."""
    block = '      - {id: b%d, type: text, text: "What?"}\n'
    many = whole + "".join(block % i for i in range(998))
    assert codes(read(many)) == [(1013, "WB110")]
    assert read(many).lost
    assert codes(read(whole + "".join(block % i for i in range(997)))) == []


TYPES = core_types()
PIECES = st.sampled_from(
    [
        *"\t\n:#-[]{}'\"&*!|>%@`,? \\é\u202e\x00\ud800",
        *("  ", ": ", " #", "\n  - ", "id", "null", "---\n", "\n\t", "0x"),
    ]
)


def _sound(reading: Reading) -> None:
    """Faults are sorted and lie within the file; errors and an exercise exclude
    each other."""
    lines = reading.source.text.split("\n")
    assert list(reading.faults) == sorted(reading.faults)
    for fault in reading.faults:
        assert fault.file == "x.yaml"
        if fault.code in ("WB001", "WB002"):
            continue  # the text is not kept
        assert 1 <= fault.line <= len(lines)
        assert 1 <= fault.column <= len(lines[fault.line - 1]) + 1
    assert (reading.exercise is None) == any(f.is_error for f in reading.faults)


@given(st.one_of(st.text(), st.binary(), st.lists(PIECES).map("".join)))
def test_nothing_but_faults_comes_of_any_text(text: str | bytes) -> None:
    """The reader never raises, whatever it is given."""
    _sound(read_exercise(text, "x.yaml", "my", TYPES))


@given(data=st.data())
def test_nothing_but_faults_comes_of_a_mistyped_exercise(
    data: st.DataObject, whole: str
) -> None:
    """Nor for a good file with a few slips of the hand."""
    text = whole
    for _slip in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(text)))
        gone = data.draw(st.integers(0, 8))
        text = text[:at] + data.draw(PIECES) + text[at + gone :]
    _sound(read_exercise(text, "x.yaml", "my", TYPES))


@given(words=st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1))
def test_any_quoted_text_comes_through(whole: str, words: str) -> None:
    """In single quotes, what an author writes is what people read."""
    quoted = "'" + words.replace("'", "''") + "'"
    reading = read_exercise(
        whole.replace('"A calm place"', quoted), "x.yaml", "my", TYPES
    )
    assert reading.exercise is not None
    assert reading.exercise.title == words


def test_the_hash_is_of_this_text(read: Read, whole: str) -> None:
    """A changed comment is another text; nothing else of the exercise changed."""
    one, other = read(whole).exercise, read(whole + "# x\n").exercise
    assert one is not None
    assert other is not None
    assert one.hash != other.hash
    assert evolve(one, hash=other.hash) == other


def test_a_review_signs_one_text(types) -> None:
    """A review holds for the very text it was signed for, and for no other."""
    text = _signed("")
    signed = _signed(f"A. Clinician, 2026-01-05, {review_hash(text)}")
    read = read_exercise(signed, "a.yaml", "test", types).exercise
    assert read is not None
    assert read.reviewed
    changed = read_exercise(signed.replace("Words?", "Word?"), "a.yaml", "test", types)
    assert changed.exercise is not None
    assert not changed.exercise.reviewed


def _signed(by: str) -> str:
    return f"""id: test.one
version: 1
title: "One"
keeps: many
minutes: 1
smallest: "One."
purpose: "To try."
why: "It is tried."
reviewed_by: "{by}"
pages:
  - id: one
    blocks:
      - {{id: words, type: text, text: "Words?"}}
"""
