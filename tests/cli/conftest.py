"""The command line as a person or a script calls it, in a world of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from importlib.metadata import EntryPoint
from pathlib import Path
from typing import Any

import pytest
from attrs import frozen
from click.testing import CliRunner, Result

from workbook.cli.group import workbook
from workbook.store import create, kdf
from workbook.store.kdf import Cost, Kdf

PASSPHRASE = "three calm words"  # noqa: S105 - opens nothing of anyone's

PLACE = """\
id: my.place
version: 1
title: "A calm place"
keeps: many
minutes: 3
smallest: "One line is enough."
purpose: "Find one place where urges are rare."
why: "It is easier to go somewhere than to hold out somewhere."
pages:
  - id: first
    title: "The place"
    blocks:
      - {id: place, type: text, text: "Where are urges rare for you?", required: true}
      - {id: calm, type: scale, text: "How calm is it?", from: 0, to: 10}
"""


@pytest.fixture(autouse=True)
def _world(
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    """No folder of this machine is seen, and a passphrase costs next to nothing."""
    cache = tmp_path_factory.getbasetemp() / "cache"
    monkeypatch.setenv("HOME", str(tmp_path / "person"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(cache))
    monkeypatch.setenv("TZ", "America/New_York")
    monkeypatch.delenv("WORKBOOK_HOME", raising=False)
    cheap = Cost(memory=64, iterations=1, lanes=1)
    monkeypatch.setattr(
        kdf, "FULL", Kdf(floor=cheap, ceiling=kdf.FULL.ceiling, seconds=0)
    )


@frozen
class Called:
    """What one call gave."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """Standard output as the one JSON value it must be."""
        return json.loads(self.out)


def _called(result: Result) -> Called:
    assert result.exception is None or isinstance(result.exception, SystemExit)
    return Called(result.exit_code, result.stdout, result.stderr)


Call = Callable[..., Called]


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Where a workbook would be."""
    return tmp_path / "wb"


@pytest.fixture
def call(home: Path) -> Call:
    """Call `workbook --home HOME …` in this process."""

    def run(
        *arguments: str, typed: str | bytes = "", before: tuple[str, ...] = ()
    ) -> Called:
        words = ["--home", str(home), *before, *arguments]
        return _called(CliRunner().invoke(workbook, words, input=typed))

    return run


@pytest.fixture
def place() -> str:
    """The text of an exercise somebody wrote."""
    return PLACE


@pytest.fixture
def made(call: Call) -> Call:
    """`call`, where there is a workbook without a passphrase."""
    assert call("init", "--no-passphrase").code == 0
    return call


@pytest.fixture
def secret(tmp_path: Path) -> Path:
    """A file with the passphrase."""
    file = tmp_path / "secret"
    file.write_text(f"{PASSPHRASE}\n", encoding="utf-8")
    return file


@pytest.fixture
def spare(home: Path) -> str:
    """A sealed workbook is made; its spare key."""
    store, words = create(home, PASSPHRASE)
    store.close()
    assert words is not None
    return words


@pytest.fixture
def sealed(call: Call, spare: str, secret: Path) -> Call:
    """`call` with the passphrase file, where there is a sealed workbook."""
    assert spare

    def run(*arguments: str, typed: str | bytes = "") -> Called:
        return call(*arguments, typed=typed, before=("--passphrase-file", str(secret)))

    return run


@pytest.fixture
def shell(home: Path) -> Callable[..., Called]:
    """Call `workbook --home HOME …` in a process of its own."""

    def run(*arguments: str, typed: str = "", **environment: str) -> Called:
        done = subprocess.run(
            [sys.executable, "-P", "-m", "workbook", "--home", str(home), *arguments],
            input=typed,
            capture_output=True,
            text=True,
            encoding="utf-8",
            env={**os.environ, **environment},
            check=False,
        )
        return Called(done.returncode, done.stdout, done.stderr)

    return run


@pytest.fixture
def plugin(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Callable[[str], str]]:
    """Install a stranger's plugin of these lines beside ours; gives its name."""
    from workbook.host import loading

    monkeypatch.syspath_prepend(tmp_path)
    real = loading._installed
    made: list[EntryPoint] = []

    def write(source: str) -> str:
        module = f"stranger_cli_{len(made)}_{tmp_path.name.replace('-', '_')}"
        (tmp_path / f"{module}.py").write_text(source, encoding="utf-8")
        made.append(EntryPoint(module, module, "workbook"))
        return module

    monkeypatch.setattr(loading, "_installed", lambda: [*real(), *made])
    yield write
    for entry in made:
        sys.modules.pop(entry.value, None)
