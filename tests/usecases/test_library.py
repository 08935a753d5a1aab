"""The library: what can be opened, found and told of, from files that may be broken."""

import json
import os
import stat
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from workbook.engine import shape_of
from workbook.errors import ContentError, NotFound
from workbook.usecases.gathering import FAMILIES
from workbook.usecases.library import Library, open_library
from workbook.usecases.library_index import NAME

TEXT = """\
id: {id}
version: 1
title: "{title}"
keeps: many
minutes: 3
smallest: "One line is enough."
purpose: "Find one place."
why: "It helps to have one."
pages:
  - id: first
    blocks:
      - {{id: place, type: text, text: "Where?"}}
      - {{id: calm, type: scale, text: "How calm?"}}
      - {{id: plan, type: long_text, text: "When?", show_if: "calm >= 5"}}
"""

MAP = """\
      - id: spots
        type: table
        collects: {name: spots, words: label}
        columns: [{id: label, type: text, text: "What?"}]
"""

PICKS = '      - {id: spot, type: pick, text: "Which?", from: spots}\n'


def text(exercise_id: str, title: str = "A calm place", more: str = "") -> str:
    return TEXT.format(id=exercise_id, title=title) + more


@pytest.fixture
def installed(tmp_path: Path) -> Path:
    """A package of three exercises in two families."""
    root = tmp_path / "installed"
    put(root / "high_risk" / "card.yaml", text("hr.card", "My help card"))
    put(root / "trigger_mapping" / "map.yaml", text("tm.map", "Outside triggers", MAP))
    put(root / "trigger_mapping" / "chain.yaml", text("tm.chain", "The chain"))
    return root


@pytest.fixture
def added(tmp_path: Path) -> Path:
    """An empty `added/` folder."""
    folder = tmp_path / "added"
    folder.mkdir()
    return folder


@pytest.fixture
def opened(installed: Path, added: Path) -> Callable[[], Library]:
    """Opens the library of these folders, without index and plugins."""
    return lambda: open_library(added, None, installed=installed, entry_points=())


def put(file: Path, words: str) -> Path:
    """Write a file whose time of change is long past."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(words, encoding="utf-8")
    return file


def test_cards_in_the_order_of_the_list(opened: Callable[[], Library]) -> None:
    """Families in their order, then ids; numbers count through."""
    cards = opened().cards()
    assert [(card.number, card.id, card.family) for card in cards] == [
        (1, "tm.chain", "trigger_mapping"),
        (2, "tm.map", "trigger_mapping"),
        (3, "hr.card", "high_risk"),
    ]
    assert cards[1].collects == ("spots",)
    assert (cards[2].minutes, cards[2].keeps) == (3, "many")


def test_added_files_and_their_family(
    opened: Callable[[], Library], added: Path
) -> None:
    """The folder's name is the family; a file on top belongs to `added`."""
    put(added / "one.yaml", text("my.one"))
    put(added / "our_clinic" / "two.yaml", text("oc.two"))
    put(added / "high_risk" / "three.yaml", text("hr.three"))
    put(added / ".hidden" / "four.yaml", text("my.four"))
    families = {card.id: card.family for card in opened().cards()}
    assert families == {
        "tm.chain": "trigger_mapping",
        "tm.map": "trigger_mapping",
        "hr.card": "high_risk",
        "hr.three": "high_risk",
        "my.one": "added",
        "oc.two": "our_clinic",
    }


def test_opening_an_exercise(opened: Callable[[], Library], installed: Path) -> None:
    """Read and compiled once; its text is what its hash names."""
    library = opened()
    exercise = library.exercise("tm.map")
    assert exercise.family == "trigger_mapping"
    assert library.compiled("tm.map") is library.compiled("tm.map")
    assert library.compiled("tm.map").faults == ()
    assert (
        library.text("tm.map")
        == (installed / "trigger_mapping" / "map.yaml").read_text()
    )
    assert library.shapes["spots"] == shape_of(exercise, library.types)[0]


def test_a_broken_file_takes_nothing_with_it(
    opened: Callable[[], Library], added: Path
) -> None:
    """All its faults are told; the rest of the library opens."""
    put(added / "x.yaml", text("my.x").replace("minutes: 3", "minuts: 3\nmodes: [sol]"))
    library = opened()
    assert len(library.cards()) == 3
    assert [(fault.line, fault.code) for fault in library.faults] == [
        (5, "WB101"),
        (6, "WB104"),
    ]
    assert all(fault.file == str(added / "x.yaml") for fault in library.faults)


def test_a_mistyped_condition_is_told_when_it_is_added(
    opened: Callable[[], Library], added: Path
) -> None:
    """What others wrote is compiled here; it is not met on a bad night."""
    put(added / "x.yaml", text("my.x").replace("calm >= 5", "clam >= 5"))
    library = opened()
    assert [(f.line, f.code) for f in library.faults] == [(14, "WB201")]
    assert "my.x" not in library.ids()


def test_an_unknown_block_type_opens_with_a_warning(
    opened: Callable[[], Library], added: Path
) -> None:
    """Its plugin is missing: a placeholder, and a word about it."""
    put(added / "x.yaml", text("my.x").replace("type: long_text", "type: zones"))
    library = opened()
    assert library.exercise("my.x").blocks()[2].options is None
    assert [(f.severity, f.code) for f in library.faults] == [("warning", "WB109")]


def test_two_files_of_one_id_are_both_refused(
    opened: Callable[[], Library], added: Path, installed: Path
) -> None:
    """Both are named; nothing says which the answers belong to."""
    first = put(added / "a.yaml", "# about\n" + text("tm.map"))
    second = installed / "trigger_mapping" / "map.yaml"
    library = opened()
    assert library.ids() == ("tm.chain", "hr.card")
    assert {(f.file, f.line, f.code) for f in library.faults} == {
        (str(first), 2, "WB603"),
        (str(second), 1, "WB603"),
    }
    for fault, other in zip(library.faults, (second, first), strict=True):
        assert str(other) in fault.message
    with pytest.raises(NotFound):
        library.exercise("tm.map")


def test_a_collection_has_one_home(opened: Callable[[], Library], added: Path) -> None:
    """Of two exercises that collect one name the first stays; the other is named."""
    collects = "collects: {name: calm_places, words: place}\n"
    put(added / "a.yaml", text("my.one", more=collects))
    second = put(added / "b.yaml", text("my.two", more=collects))
    library = opened()
    assert "my.one" in library.ids()
    assert "my.two" not in library.ids()
    assert [(f.file, f.code) for f in library.faults] == [(str(second), "WB605")]
    assert library.shapes["calm_places"].exercise == "my.one"


def test_links_out_of_the_folder_are_not_followed(
    opened: Callable[[], Library], added: Path, tmp_path: Path
) -> None:
    """A file or a folder that lies elsewhere is not read; one inside is."""
    put(tmp_path / "away" / "x.yaml", text("my.x"))
    put(added / "in" / "y.yaml", text("my.y"))
    (added / "x.yaml").symlink_to(tmp_path / "away" / "x.yaml")
    (added / "folder").symlink_to(tmp_path / "away")
    (added / "loop.yaml").symlink_to(added / "loop.yaml")
    library = opened()
    assert {card.id for card in library.cards()} >= {"my.y"}
    assert "my.x" not in library.ids()
    assert [Path(fault.file).name for fault in library.faults] == [
        "loop.yaml",
        "x.yaml",
    ]


def test_what_is_no_plain_file_is_not_opened(
    opened: Callable[[], Library], added: Path
) -> None:
    """A pipe would be waited for; a folder is none."""
    os.mkfifo(added / "pipe.yaml")
    (added / "folder.yaml").mkdir()
    library = opened()
    assert [fault.code for fault in library.faults] == ["WB601", "WB601"]
    assert len(library.cards()) == 3


def test_a_large_file_is_refused_without_reading_it(
    opened: Callable[[], Library], added: Path
) -> None:
    """However large it is, a little more than a mebibyte is read."""
    with (added / "x.yaml").open("wb") as file:
        file.truncate(1024**3)
    assert [fault.code for fault in opened().faults] == ["WB001"]


def test_no_folder_is_no_fault(installed: Path, tmp_path: Path) -> None:
    """Before anything was added there is nothing to say."""
    library = open_library(
        tmp_path / "none", None, installed=installed, entry_points=()
    )
    assert (len(library.cards()), library.faults) == (3, ())


def test_the_package_can_lie_in_a_zip(installed: Path, tmp_path: Path) -> None:
    """As a wheel does that was put on the path."""
    archive = tmp_path / "all.zip"
    with zipfile.ZipFile(archive, "w") as file:
        for one in sorted(installed.rglob("*.yaml")):
            file.write(one, f"exercises/{one.relative_to(installed)}")
    inside = zipfile.Path(archive, "exercises/")
    library = open_library(None, tmp_path, installed=inside, entry_points=())
    assert library.ids() == ("tm.chain", "tm.map", "hr.card")
    assert library.exercise("tm.map").family == "trigger_mapping"


# -- finding --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("tm.map", "tm.map"),
        ("3", "hr.card"),
        ("my help card", "hr.card"),
        ("HELP", "hr.card"),
        ("card help", "hr.card"),
        ("outs trig", "tm.map"),
        ("chain", "tm.chain"),
        (" tm.chain ", "tm.chain"),
    ],
)
def test_finding_an_exercise(
    opened: Callable[[], Library], words: str, found: str
) -> None:
    """By its id, its number, or words of its title in any order."""
    assert opened().find(words).id == found


def test_a_whole_title_goes_before_titles_it_is_part_of(
    opened: Callable[[], Library], added: Path
) -> None:
    """“The chain” is that one, though another begins so."""
    put(added / "x.yaml", text("my.x", "The chain again"))
    assert opened().find("the chain").id == "tm.chain"


@pytest.mark.parametrize(
    ("words", "hint"),
    [
        ("t", "Say which"),
        ("tm.mpa", "tm.map"),
        ("My help cart", "hr.card"),
        ("99", "workbook list"),
        ("", "workbook list"),
    ],
)
def test_what_is_not_found_is_suggested(
    opened: Callable[[], Library], words: str, hint: str
) -> None:
    """The near ones are named, or the way to see them all."""
    with pytest.raises(NotFound) as error:
        opened().find(words)
    assert hint in error.value.hint


# -- old definitions ------------------------------------------------------------


def test_an_old_definition_opens_leniently(opened: Callable[[], Library]) -> None:
    """What reads no more is a placeholder; the hash stays the one answers name."""
    library = opened()
    old = text("tm.map").replace("type: scale", "type: scale, gone: 3")
    old = old.replace("type: text", "type: choice")
    compiled = library.compile_text(old, "0" * 32, "trigger_mapping")
    assert compiled.exercise.hash == "0" * 32
    assert compiled.block("calm").type is not None
    assert compiled.block("place").type is None
    assert library.compile_text("", "0" * 32, "trigger_mapping") is compiled


def test_a_text_that_is_no_exercise_is_refused(opened: Callable[[], Library]) -> None:
    """With its faults, and nothing else lost."""
    with pytest.raises(ContentError) as error:
        opened().compile_text("- a\n", "1" * 32, "x")
    assert error.value.faults


def test_a_warm_list_imports_no_yaml(installed: Path, tmp_path: Path) -> None:
    """What did not change is not read, so its reader is not needed."""
    cache = tmp_path / "cache"
    open_library(None, cache, installed=installed, entry_points=())
    settle(cache)
    program = (
        "import sys; from pathlib import Path\n"
        "from workbook.usecases.library import open_library\n"
        f"library = open_library(None, Path({str(cache)!r}),"
        f" installed=Path({str(installed)!r}), entry_points=())\n"
        "print(len(library.cards()), 'yaml' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-P", "-c", program],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.split() == ["3", "False"]


# -- the index ------------------------------------------------------------------


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    return tmp_path / "cache" / "workbook"


@pytest.fixture
def indexed(installed: Path, added: Path, cache: Path) -> Callable[[], Library]:
    """Opens the library with an index."""
    return lambda: open_library(added, cache, installed=installed, entry_points=())


def settle(cache: Path) -> None:
    """As if the index had been written long after its files."""
    file = cache / NAME
    raw = json.loads(file.read_text())
    raw["written"] += 10**12
    file.write_text(json.dumps(raw))


def test_a_warm_index_reads_no_exercise(
    indexed: Callable[[], Library],
    cache: Path,
    added: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Cards and shapes are the same without a file being opened."""
    put(added / "x.yaml", text("my.x", more=PICKS))
    cold = indexed()
    settle(cache)

    def never(*_: object) -> bytes:
        raise AssertionError("an exercise was read")

    monkeypatch.setattr("workbook.usecases.exercise_files.ExerciseFile.read", never)
    warm = indexed()
    assert warm.cards() == cold.cards()
    assert warm.shapes == cold.shapes
    assert warm.faults == ()


def test_a_changed_file_is_read_again(
    indexed: Callable[[], Library], cache: Path, added: Path
) -> None:
    """New words, a new file, a file gone: the list follows at once."""
    file = put(added / "x.yaml", text("my.x", "Before it"))
    indexed()
    settle(cache)
    put(file, text("my.x", "After it!"))
    assert indexed().card("my.x").title == "After it!"
    put(added / "y.yaml", text("my.y"))
    file.unlink()
    assert indexed().ids()[-1] == "my.y"
    assert "my.x" not in indexed().ids()


def test_a_file_changed_a_moment_ago_is_not_trusted(
    indexed: Callable[[], Library], added: Path
) -> None:
    """The clock of a file system may be too slow to tell two changes apart."""
    file = put(added / "x.yaml", text("my.x", "Before"))
    indexed()
    before = file.stat()
    put(file, text("my.x", "Behind"))
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert indexed().card("my.x").title == "Behind"


def test_what_an_added_exercise_reads_may_go_away(
    indexed: Callable[[], Library], cache: Path, added: Path, installed: Path
) -> None:
    """It was fine among other collections; now its pick has no home."""
    put(added / "x.yaml", text("my.x", more=PICKS))
    assert indexed().faults == ()
    settle(cache)
    (installed / "trigger_mapping" / "map.yaml").unlink()
    assert [fault.code for fault in indexed().faults] == ["WB201"]


def test_a_broken_file_is_told_of_each_time(
    indexed: Callable[[], Library], cache: Path, added: Path
) -> None:
    """Only what is whole is kept in the index."""
    put(added / "x.yaml", text("my.x").replace("calm >= 5", "clam >= 5"))
    put(added / "y.yaml", "id: 3\n")
    first = indexed().faults
    settle(cache)
    assert indexed().faults == first
    assert first


def test_the_index_is_the_owners_alone(
    indexed: Callable[[], Library], cache: Path
) -> None:
    """Nobody else may read or write it, and it is no pickle."""
    indexed()
    assert stat.S_IMODE((cache / NAME).stat().st_mode) == 0o600
    assert list(cache.iterdir()) == [cache / NAME]
    assert json.loads((cache / NAME).read_text())["format"] == 1


def test_an_index_that_cannot_be_written_is_no_matter(
    installed: Path, tmp_path: Path
) -> None:
    """The list is only slower."""
    blocked = put(tmp_path / "file", "no folder")
    library = open_library(None, blocked / "in", installed=installed, entry_points=())
    assert len(library.cards()) == 3


@settings(
    deadline=None,
    max_examples=60,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(data=st.data())
def test_any_fault_of_the_index_is_mended_by_making_it_again(
    indexed: Callable[[], Library], cache: Path, data: st.DataObject
) -> None:
    """Cut, changed, or of other shapes: the cards are the same."""
    good = indexed().cards()
    settle(cache)
    raw = json.loads((cache / NAME).read_text())
    values = st.one_of(st.none(), st.integers(), st.text(), st.lists(st.integers()))
    name = data.draw(st.sampled_from(sorted(raw["files"])))
    where = data.draw(st.sampled_from(["cut", "top", "file", "card", "shapes"]))
    value = data.draw(values)
    if where == "cut":
        whole = (cache / NAME).read_text()
        (cache / NAME).write_text(whole[: data.draw(st.integers(0, len(whole) - 1))])
    else:
        if where == "top":
            raw[data.draw(st.sampled_from(sorted(raw)))] = value
        elif where == "shapes":
            raw["files"][name]["shapes"] = [value]
        elif where == "card":
            del raw["files"][name]["card"][
                data.draw(st.sampled_from(["id", "hash", "doors"]))
            ]
        else:
            raw["files"][name][
                data.draw(st.sampled_from(["stamp", "card", "family"]))
            ] = value
        (cache / NAME).write_text(json.dumps(raw))
    assert indexed().cards() == good


def test_the_list_of_families_is_that_of_the_issue() -> None:
    """Their order is what people see."""
    assert FAMILIES[:4] == (
        "trigger_mapping",
        "high_risk",
        "communication",
        "twelve_step",
    )
