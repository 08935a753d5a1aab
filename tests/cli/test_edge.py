"""Every error ends as its lines and its code."""

import errno
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
import pytest

from workbook import errors
from workbook.cli import edge

Call = Callable[..., Any]


def failing(error: BaseException) -> Callable[[], object]:
    def run() -> object:
        raise error

    return run


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (errors.Refused("no"), 1),
        (errors.UsageError("no"), 2),
        (errors.NotFound("no"), 3),
        (errors.WrongPassphrase(), 4),
        (errors.Locked("no"), 5),
        (errors.Busy("no"), 6),
        (errors.NotSaved("no"), 7),
        (errors.Damaged("no"), 8),
        (errors.TooNew("no"), 9),
        (errors.NoWorkbook("no"), 10),
        (errors.PluginError("no"), 11),
        (click.UsageError("no"), 2),
        (click.Abort(), 130),
        (KeyboardInterrupt(), 130),
        (ValueError("no"), 70),
        (OSError(errno.ENOSPC, "no"), 7),
    ],
)
def test_each_kind_of_error_has_its_exit_code(error: BaseException, code: int) -> None:
    """Scripts rely on them."""
    assert edge.exit_code(failing(error)) == code


def test_an_error_is_told_with_its_mend(capsys: pytest.CaptureFixture[str]) -> None:
    """On standard error, and standard output stays empty."""
    edge.exit_code(failing(errors.NotFound("It is not there.", "Look elsewhere.")))
    assert capsys.readouterr() == ("", "It is not there.\nLook elsewhere.\n")


def test_what_nobody_foresaw_never_repeats_a_person_s_words(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Only the type and the place of our own fault are said."""
    edge.exit_code(failing(ValueError("my brother Sam")))
    said = capsys.readouterr().err
    assert "Sam" not in said
    assert "ValueError at cli/test_edge.py:" in said
    assert "What was saved is kept." in said


def test_an_interruption_says_that_everything_is_kept(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Ctrl+C is a way to leave like any other."""
    edge.exit_code(failing(KeyboardInterrupt()))
    assert capsys.readouterr().err == "Everything is kept.\n"


def test_with_json_an_error_leaves_standard_output_empty(call: Call) -> None:
    """A script reads one value or nothing."""
    done = call("entries", "--json")
    assert (done.code, done.out) == (10, "")


def test_a_home_that_is_a_file_is_a_sentence(call: Call, home: Path) -> None:
    """Nothing of a traceback is shown."""
    home.write_text("not a folder")
    done = call("init", "--no-passphrase")
    assert done.code == 7
    assert "Traceback" not in done.err
    assert done.err.count("\n") == 2


def test_a_home_that_cannot_be_written_is_a_sentence(call: Call) -> None:
    """Told with the mend; this holds for root too."""
    done = call("init", "--no-passphrase", before=("--home", "/proc/nowhere"))
    assert done.code == 7
    assert "--home" in done.err or "Try again" in done.err
    assert "Traceback" not in done.err


def test_faults_of_content_are_all_told(capsys: pytest.CaptureFixture[str]) -> None:
    """Each with its place."""
    edge.exit_code(
        failing(errors.ContentError("Broken.", ("a.yaml:1:1: WB1: x",), "Mend."))
    )
    said = capsys.readouterr().err.splitlines()
    assert said == ["Broken.", "a.yaml:1:1: WB1: x", "Mend."]
    assert json.dumps(said)


def test_before_a_page_one_line_says_what_was_left_out(made: Call, home: Path) -> None:
    """Somebody who came to write is not met by an author's faults."""
    (home / "added" / "bad.yaml").write_text("id: my.bad\ntitel: x\n")
    before = made("--plain", typed="q\n")
    assert before.err.count("\n") == 1
    assert "1 exercise file was left out." in before.err
    assert "WB101" in made("list").err
