"""`author check`: every fault at once, beside the installed library."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

Call = Callable[..., Any]

FIELDS = ["file", "line", "column", "code", "severity", "message", "hint"]


def write(folder: Path, text: str, name: str = "own.yaml") -> Path:
    file = folder / name
    file.write_text(text, encoding="utf-8")
    return file


def test_a_sound_file_gives_an_empty_array(
    call: Call, tmp_path: Path, place: str
) -> None:
    """And exit 0."""
    file = write(tmp_path, place)
    done = call("author", "check", str(file), "--json")
    assert (done.code, done.json) == (0, [])
    assert call("author", "check", str(file)).out == "No faults.\n"


def test_every_fault_has_its_place_code_and_hint(
    call: Call, tmp_path: Path, place: str
) -> None:
    """Exit 1; nothing on standard error."""
    broken = place.replace("minutes: 3", "minutes: x").replace(
        "type: scale", "type: scal"
    )
    file = write(tmp_path, broken)
    done = call("author", "check", str(file), "--json")
    assert (done.code, done.err) == (1, "")
    assert [list(one) for one in done.json] == [FIELDS] * len(done.json)
    assert [one["line"] for one in done.json] == [5, 14]
    assert "scale" in done.json[1]["hint"]


def test_in_words_a_fault_is_file_line_column_code(
    call: Call, tmp_path: Path, place: str
) -> None:
    """Then its mend, and how many there are."""
    file = write(tmp_path, place.replace("minutes: 3", "minutes: x"))
    done = call("author", "check", str(file))
    assert done.code == 1
    first, hint, last = done.out.splitlines()
    assert first.startswith(f"{file}:5:10: WB103: ")
    assert hint.startswith("    ")
    assert last == "1 error, 0 warnings."


def test_warnings_alone_exit_0(call: Call, tmp_path: Path, place: str) -> None:
    """They are still told."""
    file = write(tmp_path, place.replace("A calm place", "An addict's place"))
    done = call("author", "check", str(file), "--json")
    assert {one["severity"] for one in done.json} == {"warning"}
    assert done.code == 0


def test_a_folder_is_checked_with_all_its_files(
    call: Call, tmp_path: Path, place: str
) -> None:
    """A doubled id is one more fault and hides no other."""
    folder = tmp_path / "own"
    folder.mkdir()
    write(folder, place, "a.yaml")
    write(folder, place.replace("minutes: 3", "minutes: x"), "b.yaml")
    codes = [one["code"] for one in call("author", "check", str(folder), "--json").json]
    assert sorted(codes) == ["WB103", "WB603"]


def test_a_file_stands_in_for_the_installed_exercise_of_its_id(call: Call) -> None:
    """The shipped files are sound beside themselves."""
    shipped = Path(__file__).parents[2] / "exercises"
    assert call("author", "check", str(shipped), "--json").json == []


def test_a_path_that_is_not_there_is_a_fault(call: Call, tmp_path: Path) -> None:
    """Exit 1, still one JSON value."""
    done = call("author", "check", str(tmp_path / "none.yaml"), "--json")
    assert done.code == 1
    assert done.json[0]["code"] == "WB601"
