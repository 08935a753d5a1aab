"""The real terminal: pipes, a dumb terminal, a pause on a live one, `kill -9`."""

from __future__ import annotations

import io
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pexpect
import pytest

from workbook.plain.terminal import Left, StdTerminal, Waited, waited_by_line

RUN = """
import sys
from pathlib import Path
from workbook.plain import face
from workbook.plain.terminal import StdTerminal
from workbook.usecases.library import open_library
home, start = Path(sys.argv[1]), sys.argv[2]
library = lambda: open_library(None, None)
sys.exit(face.run(home, StdTerminal(), library, start=start))
"""
ANSI = re.compile(r"\x1b")


def _environment(term: str) -> dict[str, str]:
    path = {"PYTHONPATH": os.pathsep.join(sys.path), "PYTHONWARNINGS": "error"}
    return (
        os.environ
        | path
        | {"TERM": term, "TZ": "America/New_York", "LC_ALL": "C.UTF-8"}
    )


@pytest.fixture(name="home")
def _home(tmp_path: Path) -> Path:
    return tmp_path / "home"


@pytest.fixture(params=["xterm", "dumb"])
def spawn(request: pytest.FixtureRequest, home: Path) -> Iterator[Any]:
    """The plain face in a pseudo-terminal of 60 columns."""
    spawned: list[pexpect.spawn[str]] = []

    def start(what: str = "today") -> pexpect.spawn[str]:
        child = pexpect.spawn(
            sys.executable,
            ["-P", "-c", RUN, str(home), what],
            env=_environment(request.param),
            encoding="utf-8",
            dimensions=(24, 60),
            timeout=20,
        )
        spawned.append(child)
        return child

    yield start
    for child in spawned:
        child.close(force=True)


def _answer(child: pexpect.spawn[str], *replies: str) -> None:
    for reply in replies:
        child.expect("> $")
        child.sendline(reply)


def test_through_a_pipe_it_is_lines_and_nothing_else(home: Path) -> None:
    """No order to a terminal, whatever TERM says; the end of the input is the end."""
    typed = "\n\n\n1\nto wake up rested\n\n"
    done = subprocess.run(
        [sys.executable, "-P", "-c", RUN, str(home), "today"],
        input=typed,
        env=_environment("xterm-256color"),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert "\x1b" not in done.stdout
    assert done.stdout.rstrip().endswith("Everything is kept.")
    assert max(map(len, done.stdout.splitlines())) <= 80


def test_a_reader_that_goes_away_ends_it_quietly(home: Path) -> None:
    """`| head -1` is no error, and what was typed is kept."""
    child = subprocess.Popen(
        [sys.executable, "-P", "-c", RUN, str(home), "tm.craving_log"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=_environment("dumb"),
    )
    assert child.stdin
    assert child.stdout
    assert child.stderr
    child.stdin.write(b"\n\n\n5\n")
    child.stdin.flush()
    child.stdout.readline()
    child.stdout.close()
    child.stdin.close()
    assert child.wait(timeout=60) == 0
    assert b"Traceback" not in child.stderr.read()
    child.stderr.close()


def test_killed_in_the_middle_it_goes_on_at_the_same_prompt(spawn: Any) -> None:
    """`kill -9` at any prompt; the next start stands at the same question."""
    child = spawn("tm.external_map")
    _answer(child, "", "", "", "3", "payday", "7")
    child.expect("Row 1, question 3 of 7.")
    child.expect("> $")
    child.kill(signal.SIGKILL)
    child.wait()
    again = spawn("tm.external_map")
    again.expect("Row 1, question 3 of 7.")
    again.expect("> $")
    again.sendline("/rows")
    again.expect("1  payday, Money")


def test_nothing_asks_the_terminal_anything(spawn: Any) -> None:
    """No cursor query, no paste mode: not one order in all that is printed."""
    child = spawn("tm.craving_log")
    log = io.StringIO()
    child.logfile_read = log
    _answer(child, "", "", "", "5", "/help", "/quit")
    child.expect(pexpect.EOF)
    assert not ANSI.search(log.getvalue())
    child.close()
    assert child.exitstatus == 0


def test_ctrl_c_and_a_closed_window_leave_cleanly(spawn: Any) -> None:
    """What was answered is there; the lock is free."""
    child = spawn("tm.craving_log")
    _answer(child, "", "", "", "5")
    child.expect("> $")
    child.sendintr()
    child.expect("Everything is kept.")
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 0
    for number in (signal.SIGTERM, signal.SIGHUP):
        child = spawn("tm.craving_log")
        child.expect("> $")
        child.kill(number)
        child.expect(pexpect.EOF)
        child.close()
        assert child.exitstatus == 0
    child = spawn("today")
    _answer(child, "m")
    child.expect("1  Log an urge")


def test_a_passphrase_is_not_shown(spawn: Any) -> None:
    """Neither when it is set nor when it opens."""
    child = spawn()
    log = io.StringIO()
    child.logfile_read = log
    _answer(child, "", "", "1")
    for _time in range(2):
        child.expect("(New passphrase|The same again): ")
        child.sendline("four plain words")
    child.expect("What is word")
    assert "four plain words" not in log.getvalue()
    child.sendline("later")
    child.expect("Today,")


def test_a_pause_lets_a_line_be_typed_in_peace(spawn: Any) -> None:
    """Its letters are seen as they come, and the line ends the pause."""
    child = spawn("tm.urge_surf")
    _answer(child, "", "", "", "5", "", "6")
    child.expect("Enter goes on; stop ends it.")
    child.send("st")
    child.expect("st")
    child.sendline("op")
    child.expect("How strong is it now\\?")
    _answer(child, "4")
    child.expect("From 6 to 4 in")


@pytest.mark.parametrize(
    ("line", "waited"),
    [
        ("", Waited(0, "")),
        ("90", Waited(60, "")),
        ("30", Waited(30, "")),
        ("stop", Waited(0, "stop")),
    ],
)
def test_through_a_pipe_a_line_says_how_long_a_pause_was(
    line: str, waited: Waited
) -> None:
    """A number is its seconds, as far as the pause is long; nothing waits."""
    assert waited_by_line(line, 60) == waited
    terminal = StdTerminal(io.StringIO(f"{line}\n"), io.StringIO())
    assert terminal.wait(60) == waited
    with pytest.raises(Left):
        terminal.wait(60)


def test_signs_a_terminal_does_not_know_become_plain_ones() -> None:
    """Quote marks, dashes; nothing is raised."""
    raw = io.BytesIO()
    terminal = StdTerminal(io.StringIO(""), io.TextIOWrapper(raw, encoding="ascii"))
    terminal.write("“café” – 5")
    assert raw.getvalue().decode() == '"cafe"  5\n'


def test_a_byte_that_is_no_letter_does_not_end_the_evening() -> None:
    """It is replaced, and the line goes on."""
    stdin = io.TextIOWrapper(io.BytesIO(b"caf\xff\r\nnext\n"), encoding="utf-8")
    terminal = StdTerminal(stdin, io.StringIO())
    assert terminal.read() == "caf\ufffd"
    assert terminal.read() == "next"
    assert terminal.read() is None


def test_a_terminal_that_is_gone_is_a_way_out() -> None:
    """Not an error."""

    class Gone(io.StringIO):
        def write(self, text: str) -> int:
            raise BrokenPipeError

    with pytest.raises(Left):
        StdTerminal(io.StringIO(), Gone()).write("words")
