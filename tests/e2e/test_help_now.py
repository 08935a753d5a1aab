"""Help now stands whatever has happened to everything else."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.e2e.conftest import Run, Sit

HELP = ("112", "911", "999")


def helps(said: str) -> bool:
    return all(number in said for number in HELP)


def gone(home: Path) -> None:
    shutil.rmtree(home)


def a_file(home: Path) -> None:
    shutil.rmtree(home)
    home.write_text("no folder")


def noise(home: Path) -> None:
    for path in home.rglob("*"):
        if path.is_file():
            path.write_bytes(b"\xff\x00{[" * 40)


def emptied(home: Path) -> None:
    for path in home.rglob("*"):
        if path.is_file():
            path.write_bytes(b"")


def folders_for_files(home: Path) -> None:
    for path in [one for one in home.rglob("*") if one.is_file()]:
        path.unlink()
        path.mkdir()


@pytest.mark.parametrize(
    "ruin", [gone, a_file, noise, emptied, folders_for_files], ids=lambda r: r.__name__
)
def test_help_now_with_a_ruined_folder(
    run: Run, home: Path, ruin: Callable[[Path], None]
) -> None:
    """The page is printed, exit code 0; the folder is left as it is."""
    assert run("init", "--no-passphrase").returncode == 0
    assert run("urge", "5").returncode == 0
    ruin(home)
    before = sorted(home.rglob("*"))
    done = run("now")
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    assert helps(done.stdout)
    assert before == sorted(home.rglob("*"))
    other = run("entries")
    assert other.returncode in {0, 7, 8, 9, 10}
    assert "Traceback" not in other.stderr
    assert "the workbook itself" not in other.stderr


def test_help_now_before_anything(sit: Sit, home: Path) -> None:
    """`h` on the first lines and /now at the first question; no folder is made."""
    sitting = sit()
    sitting.read()
    assert helps(sitting.type("h"))
    sitting.type("q")
    sitting.type("")
    assert helps(sitting.type("/now"))
    assert "Where are you?" in sitting.type("q")
    sitting.leave("/quit")
    assert sitting.code == 0
    assert not home.exists()


def test_help_now_in_the_middle_of_an_answer(sit: Sit, run: Run) -> None:
    """From any question and back to it; nothing of the visit is kept."""
    run("init", "--no-passphrase")
    sitting = sit("do", "tm.external_map")
    assert "How strong is an urge to use, right now?" in sitting.read()
    assert helps(sitting.type("/now"))
    assert "How strong is an urge to use, right now?" in sitting.type("q")
    assert "Row 1. What is it?" in sitting.type("3")
