"""docs/plugins.md is true: its hooks, its example, its sentences."""

import ast
import inspect
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from importlib.metadata import EntryPoint
from pathlib import Path

import pytest

from workbook import hookspecs, host
from workbook.host import load_plugins

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "plugins.md").read_text(encoding="utf-8")
HOOKS = [
    (name, thing)
    for name, thing in vars(hookspecs).items()
    if hasattr(thing, "workbook_spec")
]


def test_there_are_hooks() -> None:
    """The page has something to be true about."""
    assert len(HOOKS) >= 2


@pytest.mark.parametrize(("name", "hook"), HOOKS)
def test_every_hook_stands_there_with_its_signature(name: str, hook: object) -> None:
    """A heading, and the exact signature of `workbook.hookspecs`."""
    assert callable(hook)
    tree = ast.parse(inspect.getsource(hook)).body[0]
    assert isinstance(tree, ast.FunctionDef)
    assert tree.returns is not None
    gives = ast.unparse(tree.returns)
    signature = f"{name}({ast.unparse(tree.args)}) -> {gives}"
    assert f"### {name}\n\n```\n{signature}\n```\n" in PAGE


def test_no_hook_stands_there_that_is_not() -> None:
    """A hook that was taken away is taken off the page."""
    assert re.findall(r"^### (\w+)$", PAGE, re.MULTILINE) == [name for name, _ in HOOKS]


def reasons() -> Iterator[str]:
    """Every sentence the host gives as a reason, as written in its source."""
    folder = Path(inspect.getfile(host)).parent
    for file in sorted(folder.glob("*.py")):
        tree = ast.parse(file.read_text(encoding="utf-8"))
        for node in ast.walk(tree):
            match node:
                case ast.Call(func=ast.Name(id="Unfit"), args=[reason, *_]):
                    yield sentence(reason)
                case ast.Assign(
                    targets=[ast.Name(id="reason")], value=ast.Call() as it
                ):
                    yield sentence(it)


def sentence(node: ast.AST) -> str:
    """The text of `_("…")` or `_("…").format(…)`."""
    return next(
        one.args[0].value
        for one in ast.walk(node)
        if isinstance(one, ast.Call)
        and isinstance(one.func, ast.Name)
        and one.func.id == "_"
        and isinstance(one.args[0], ast.Constant)
        and isinstance(one.args[0].value, str)
    )


def test_every_reason_stands_there_and_no_other() -> None:
    """What `workbook plugins` may say is what the page explains."""
    table = PAGE.partition("| it says |")[2].partition("\n\n")[0]
    told = re.findall(r"^\| (.+?) \|", table.partition("|---|---|")[2], re.MULTILINE)
    assert sorted(told) == sorted(set(reasons()))


@pytest.fixture
def written(tmp_path: Path) -> Path:
    """The example's two Python files, as the page prints them."""
    plugin, test = re.findall(
        r"^```python\n(.*?)^```$", PAGE, re.DOTALL | re.MULTILINE
    )[:2]
    (tmp_path / "workbook_mood.py").write_text(plugin, encoding="utf-8")
    (tmp_path / "test_workbook_mood.py").write_text(test, encoding="utf-8")
    return tmp_path


def test_the_example_loads(written: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The plugin of the page is loaded by the host."""
    monkeypatch.syspath_prepend(written)
    entry = re.search(r'^(\w+) = "(workbook_mood)"$', PAGE, re.MULTILINE)
    assert entry is not None
    plugins = load_plugins([EntryPoint(entry[1], entry[2], "workbook")])
    assert [(one.state, one.reason) for one in plugins.states] == [("loaded", "")]
    assert list(plugins.types) == ["mood"]
    sys.modules.pop("workbook_mood")


def test_the_examples_tests_pass(written: Path) -> None:
    """Its own test file, run as its author would."""
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "."],
        cwd=written,
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(written), *sys.path])},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "7 passed" in done.stdout
