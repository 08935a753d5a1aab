"""Standard output, when others print too, or when nobody is there to read it."""

import json
import os
import subprocess
import sys
from pathlib import Path

NOISY = """
import atexit, os
import workbook

os.write(1, b"written past Python\\n")
atexit.register(print, "printed at the very end")

@workbook.hookimpl
def workbook_exercise_dirs():
    os.system("echo from a child")
    return []
"""


def run(where: Path, *words: str, after: str = "") -> subprocess.CompletedProcess[str]:
    """The real command, in a process of its own; `where` is on its path."""
    command = [sys.executable, "-P", "-m", "workbook", "--home", str(where / "wb")]
    before = os.environ.get("PYTHONPATH", "")
    path = os.pathsep.join(filter(None, [str(where), before]))
    environment = {**os.environ, "PYTHONPATH": path, "HOME": str(where)}
    line = [*command, *words]
    if after:
        line = ["/bin/sh", "-c", f'"$@" {after}', "sh", *line]
    return subprocess.run(
        line, env=environment, capture_output=True, text=True, check=False
    )


def noisy_plugin(where: Path) -> None:
    """An installed plugin that prints wherever it can."""
    (where / "noisy.py").write_text(NOISY, encoding="utf-8")
    dist = where / "noisy-1.0.dist-info"
    dist.mkdir()
    (dist / "METADATA").write_text("Metadata-Version: 2.1\nName: noisy\nVersion: 1.0\n")
    (dist / "entry_points.txt").write_text("[workbook]\nnoisy = noisy\n")


def test_json_is_alone_on_standard_output_whatever_a_plugin_prints(
    tmp_path: Path,
) -> None:
    """Past Python, from a child, and when Python ends: all of it is on stderr."""
    noisy_plugin(tmp_path)
    done = run(tmp_path, "plugins", "--json")
    states = {one["name"]: one["state"] for one in json.loads(done.stdout)}
    assert states["noisy"] == "loaded"
    for words in ("written past Python", "from a child", "printed at the very end"):
        assert words in done.stderr


def test_a_closed_standard_output_is_no_fault_of_ours(tmp_path: Path) -> None:
    """There is nobody to tell, and that is all."""
    for words in (["list"], ["list", "--json"], ["now", "--json"]):
        done = run(tmp_path, *words, after=">&-")
        assert (done.returncode, done.stderr) == (0, "")
