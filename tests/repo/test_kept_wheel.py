"""The README's line works again tomorrow: what was built is not built twice."""

import importlib.util
import shutil
import subprocess
import sys
from pathlib import Path
from types import ModuleType, SimpleNamespace

import pytest

ROOT = Path(__file__).parents[2]
BACKEND = ROOT / "build_backend" / "kept_wheel.py"
WHEEL = "relapse_workbook-0-py3-none-any.whl"
SETUPTOOLS = ["setuptools>=77"]


@pytest.fixture(name="tree", autouse=True)
def _tree(tmp_path, monkeypatch):
    """A small clone, and a setuptools that counts what it builds."""
    for name in ("setup.cfg", "pyproject.toml", "MANIFEST.in", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, tmp_path)
    for name in ("workbook", "plugins", "exercises", "build_backend"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "one.py").write_text("1\n")
    built = []

    def build_wheel(folder, _settings, _metadata):
        built.append(folder)
        Path(folder, WHEEL).write_bytes(b"wheel %d" % len(built))
        return WHEEL

    fake = ModuleType("setuptools")
    fake.build_meta = SimpleNamespace(build_wheel=build_wheel)
    monkeypatch.setitem(sys.modules, "setuptools", fake)
    monkeypatch.chdir(tmp_path)
    return SimpleNamespace(root=tmp_path, built=built)


@pytest.fixture(name="backend")
def _backend():
    spec = importlib.util.spec_from_file_location("kept_wheel", BACKEND)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def build(backend, name):
    Path(name).mkdir()
    return Path(name, backend.build_wheel(name)).read_bytes()


def test_the_same_sources_need_nothing_the_second_time(backend, tree):
    """The second build asks for no setuptools, so for no network, and is the same."""
    assert backend.get_requires_for_build_wheel() == SETUPTOOLS
    first = build(backend, "first")
    assert backend.get_requires_for_build_wheel() == []
    assert build(backend, "second") == first
    assert len(tree.built) == 1


@pytest.mark.parametrize(
    "change", ["workbook/one.py", "exercises/new.yaml", "setup.cfg", "README.md"]
)
def test_a_change_is_built(backend, change):
    """Whatever goes into the wheel is built anew when it changes; one wheel is kept."""
    build(backend, "first")
    with Path(change).open("a") as file:
        file.write("# more\n")
    assert backend.get_requires_for_build_wheel() == SETUPTOOLS
    assert build(backend, "second") == b"wheel 2"
    assert backend.get_requires_for_build_wheel() == []
    assert len(list(Path("build", "kept").rglob("*.whl"))) == 1


def test_what_is_not_packed_changes_nothing(backend):
    """Compiled files and tests are no reason to build."""
    build(backend, "first")
    Path("workbook", "__pycache__").mkdir()
    Path("workbook", "__pycache__", "one.cpython-311.pyc").write_bytes(b"")
    Path("tests").mkdir()
    Path("tests", "test_one.py").write_text("")
    assert backend.get_requires_for_build_wheel() == []


def test_a_file_that_was_deleted_does_not_come_along(backend):
    """What setuptools left of an earlier build is cleared first."""
    left = Path("build", "lib", "workbook", "gone.py")
    left.parent.mkdir(parents=True)
    left.write_text("")
    build(backend, "first")
    assert not left.exists()


def test_a_wheel_that_cannot_be_kept_is_still_built(backend):
    """A disk without room costs tomorrow's start with no network, no more."""
    Path("build").write_text("a file where the folder would be")
    assert build(backend, "first") == b"wheel 1"


def test_pip_is_told_to_ask_the_backend():
    """pyproject.toml asks for nothing by itself."""
    lines = (ROOT / "pyproject.toml").read_text().splitlines()
    assert 'build-backend = "kept_wheel"' in lines
    assert any(line.startswith("requires = []") for line in lines)


def test_too_old_a_python_is_told_in_a_sentence():
    """The check stands before anything an old Python could stumble over."""
    told = "import sys; sys.version_info = (3, 9, 1, 'final', 0)"
    code = f"{told}; exec(open({str(BACKEND)!r}).read())"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert done.stderr.startswith(
        "Workbook needs Python 3.11 or newer; this one is 3.9."
    )
    assert len(done.stderr.splitlines()) == 1
