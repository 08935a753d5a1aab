"""The packaging tells the truth about what is on disk."""

import configparser
import re
import subprocess
import sys
from importlib.resources import files
from pathlib import Path

ROOT = Path(__file__).parents[2]
CODE = {
    "workbook": ROOT / "workbook",
    "workbook_plugins": ROOT / "plugins/workbook_plugins",
}


def read_setup():
    config = configparser.ConfigParser()
    config.read(ROOT / "setup.cfg")
    return config


def test_every_package_on_disk_is_listed():
    """A new package that is not listed in setup.cfg would be missing from the wheel."""
    listed = read_setup()["options"]["packages"].split()
    found = {
        ".".join((name, *init.parent.relative_to(root).parts))
        for name, root in CODE.items()
        for init in root.rglob("__init__.py")
    }
    assert found | {"workbook_exercises"} == set(listed), "edit packages in setup.cfg"


def test_every_plugin_on_disk_has_its_entry_point():
    """Each shipped plugin is found the way a stranger's is."""
    lines = read_setup()["options.entry_points"]["workbook"].split("\n")
    named = {line.partition("=")[0].strip() for line in lines if line}
    folders = {
        init.parent.name for init in CODE["workbook_plugins"].glob("*/__init__.py")
    }
    assert folders == named


def test_every_dependency_is_pinned():
    """What README and CI install is named with its version in constraints.txt."""
    pinned = {
        re.split("==", line)[0].lower().replace("_", "-")
        for line in (ROOT / "constraints.txt").read_text().splitlines()
        if "==" in line
    }
    config = read_setup()
    wanted = [
        config["options"]["install_requires"],
        *config["options.extras_require"].values(),
    ]
    names = {
        re.split(r"[<>=!~ ]", line)[0].lower()
        for block in wanted
        for line in block.splitlines()
        if line and not line.startswith("#")
    }
    assert names <= pinned, "make constraints.txt anew: its first lines say how"


def test_content_is_installed():
    """The exercises come with the package, wherever it is installed."""
    folder = files("workbook_exercises")
    families = [
        one for one in folder.iterdir() if one.is_dir() and "__" not in one.name
    ]
    assert families
    assert all(any(f.name.endswith(".yaml") for f in one.iterdir()) for one in families)


def test_readme_has_the_two_lines_in_one_line_each():
    """One line opens the workbook, one passes the tests; CI reads the second."""
    lines = [
        line
        for line in (ROOT / "README.md").read_text().splitlines()
        if "-m venv" in line
    ]
    install = "python3 -m venv .venv && .venv/bin/pip install -q -c constraints.txt"
    assert lines == [
        f"{install} . && .venv/bin/workbook",
        f"{install} '.[test]' && .venv/bin/python -P -m pytest",
    ]


def test_nothing_names_a_machine_or_leaves_work_undone():
    """No path of a builder's machine and no mark of unfinished work is in the code."""
    marks = "|".join(("TO" + "DO", "FIX" + "ME", "X" * 3 + r"\b", "/wo" + "rk/"))
    for root in (*CODE.values(), ROOT / "exercises", ROOT / "docs"):
        for path in root.rglob("*.*"):
            if path.suffix in {".py", ".yaml", ".md"}:
                assert not re.search(marks, path.read_text()), path


def test_importing_the_package_is_light():
    """`import workbook` brings in neither attrs nor pluggy: Help now must not wait."""
    heavy = "{'attrs', 'pluggy', 'yaml', 'click'}"
    code = f"import sys, workbook; print(sorted({heavy} & set(sys.modules)))"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"
