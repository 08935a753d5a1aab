"""Every way out, and everything that can stand in the way: nothing is lost."""

from __future__ import annotations

import resource
import signal
import termios
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.e2e.conftest import Run, Sit, Sitting

MAP = ("do", "tm.external_map")


@pytest.fixture(name="made", autouse=True)
def _made(run: Run, home: Path) -> Path:
    """A workbook without a passphrase."""
    assert run("init", "--no-passphrase").returncode == 0
    return home


def begun(sit: Sit) -> Sitting:
    """A map with a row in it, at the row's second question."""
    sitting: Sitting = sit(*MAP)
    sitting.read()
    sitting.type_all("3", "payday Friday")
    assert "What kind is it?" in sitting.said
    return sitting


def again(sit: Sit) -> str:
    """What stands when the map is opened again."""
    said: str = sit(*MAP).read()
    return said


def quit_(sitting: Sitting) -> None:
    sitting.press("/quit\r")


def end_of_input(sitting: Sitting) -> None:
    sitting.press("\x04")


def interrupt(sitting: Sitting) -> None:
    sitting.begin("half a wo")
    sitting.press("\x03")


def terminated(sitting: Sitting) -> None:
    sitting.begin("half a wo")
    sitting.signal(signal.SIGTERM)


def hung_up(sitting: Sitting) -> None:
    sitting.begin("half a wo")
    sitting.signal(signal.SIGHUP)


@pytest.mark.parametrize(
    ("term", "way"),
    [
        ("xterm", quit_),
        ("xterm", end_of_input),
        ("xterm", interrupt),
        ("xterm", terminated),
        ("xterm", hung_up),
        ("dumb", interrupt),
        ("dumb", hung_up),
    ],
)
def test_every_way_out_keeps_all(
    sit: Sit, term: str, way: Callable[[Sitting], None]
) -> None:
    """Everything is kept, the terminal is as it was, and the exit code is 0."""
    sitting = sit(*MAP, TERM=term)
    sitting.read()
    sitting.type_all("3", "payday Friday")
    way(sitting)
    assert "Everything is kept." in sitting.end(_sane)
    assert sitting.code == 0
    said = again(sit)
    assert "payday Friday" in said
    assert "Row 1, question 2 of 7. What kind is it?" in said


def _sane(descriptor: int) -> None:
    """Lines are edited and echoed, Ctrl-C interrupts, Enter is a line's end."""
    incoming, outgoing, _control, local, *_rest = termios.tcgetattr(descriptor)
    assert local & termios.ECHO
    assert local & termios.ICANON
    assert local & termios.ISIG
    assert incoming & termios.ICRNL
    assert outgoing & termios.OPOST


def test_a_window_closed(sit: Sit) -> None:
    """The terminal goes away in the middle of a word: the rest is kept."""
    sitting = begun(sit)
    sitting.begin("half a wo")
    sitting.child.close(force=False)
    said = again(sit)
    assert "Row 1, question 2 of 7. What kind is it?" in said


def test_a_second_window_is_told(sit: Sit, run: Run) -> None:
    """One workbook is open in one place; the second says so and changes nothing."""
    sitting = begun(sit)
    second = run("entries")
    assert second.returncode == 6
    assert second.stdout == ""
    assert "open" in second.stderr
    third = sit()
    assert second.stderr.split("\n")[0].split(".")[0] in third.end()
    assert third.code == 6
    assert run("now").returncode == 0
    assert "How likely is use?" in sitting.type("money")


def test_a_full_disk(sit: Sit, made: Path) -> None:
    """It says NOT SAVED and keeps the words; with room again everything is saved."""
    sitting = begun(sit)
    largest = max(path.stat().st_size for path in (made / "log").iterdir())
    _allow(sitting, largest + 20)
    said = sitting.type("money")
    assert "NOT SAVED:" in said
    assert "Your words are still here." in said
    assert "How likely is use?" in said
    sitting.type("80")
    _allow(sitting, resource.RLIM_INFINITY)
    assert "Saved again." in sitting.type("few")
    sitting.kill()
    said = again(sit)
    assert "question 5 of 7" in said
    assert "payday Friday" in said


def test_leaving_with_a_full_disk_asks_first(sit: Sit, made: Path) -> None:
    """/quit warns that the last of it is lost; the code says that it was not saved."""
    sitting = begun(sit)
    largest = max(path.stat().st_size for path in (made / "log").iterdir())
    _allow(sitting, largest + 20)
    assert "NOT SAVED:" in sitting.type("money")
    assert "If you close now, the last of it is lost." in sitting.type("/quit")
    assert "What kind is it?" not in sitting.type("")
    sitting.type("/quit")
    assert "NOT SAVED:" in sitting.leave("y")
    assert sitting.code == 7
    assert "payday Friday" in again(sit)


def _allow(sitting: Sitting, size: int) -> None:
    """No file of the program may grow beyond this, as on a disk that is full."""
    limits = (size, resource.RLIM_INFINITY)
    assert sitting.child.pid is not None
    resource.prlimit(sitting.child.pid, resource.RLIMIT_FSIZE, limits)


def test_a_home_that_cannot_be_written(tmp_path: Path, run: Run) -> None:
    """A file where the folder should be: a sentence, an exit code, nothing touched."""
    file = tmp_path / "file"
    file.write_text("mine")
    done = run("--home", str(file), "init", "--no-passphrase")
    assert done.returncode == 7
    assert done.stderr.strip()
    assert "Traceback" not in done.stderr
    assert file.read_text() == "mine"
