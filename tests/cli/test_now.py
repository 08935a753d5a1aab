import json
import os
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result
from platformdirs import user_data_dir

from workbook.cli.now import now

ROOT = Path(__file__).parents[2]


@click.group()
@click.option("--home")
def workbook(home: str | None) -> None:
    """A group as the real one is: it knows the data folder."""


workbook.add_command(now)


@pytest.fixture(autouse=True)
def somewhere(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """In New York, with no folder named and none to be found."""
    monkeypatch.setenv("TZ", "America/New_York")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "nowhere"))
    monkeypatch.delenv("WORKBOOK_HOME", raising=False)


def call(*arguments: str, typed: str = "") -> Result:
    return CliRunner().invoke(workbook, arguments, input=typed)


def tree(folder: Path) -> dict[str, bytes | None]:
    return {
        str(one): one.read_bytes() if one.is_file() else None
        for one in sorted(folder.rglob("*"))
    }


def left_open(home: Path, settings: object, plans: object) -> None:
    (home / "open").mkdir(parents=True)
    (home / "open" / "settings").write_text(json.dumps(settings), "utf-8")
    (home / "open" / "plans").write_text(json.dumps(plans), "utf-8")


PLAN = {
    "key": "hr.coping_card",
    "title": "My card",
    "doors": ["urge"],
    "lines": ["Call Dana first."],
}


def test_with_no_input_the_page_is_printed_and_the_exit_is_0(tmp_path: Path) -> None:
    done = call("now")
    assert done.exit_code == 0
    assert done.output.startswith("\nDanger to life: call 911\n")
    assert "our guess" in done.output
    assert not list(tmp_path.iterdir())


def test_the_country_and_the_plans_of_the_folder_are_shown(tmp_path: Path) -> None:
    left_open(tmp_path, {"country": "IE"}, [PLAN])
    before = tree(tmp_path)
    done = call("--home", str(tmp_path), "now", typed="1\n")
    assert "call 112 or 999" in done.output
    assert "our guess" not in done.output
    assert "Call Dana first." in done.output
    assert tree(tmp_path) == before


def test_the_folder_may_come_from_the_environment_or_from_the_group_s_object(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    left_open(tmp_path, {"country": "NZ"}, [])
    runner = CliRunner()

    class Chosen:
        home = tmp_path

    assert "call 111" in runner.invoke(now, obj=Chosen()).output
    monkeypatch.setenv("WORKBOOK_HOME", str(tmp_path))
    assert "call 111" in runner.invoke(now).output


def test_the_folder_is_where_this_system_keeps_data_when_nobody_names_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if sys.platform == "darwin":
        monkeypatch.setenv("HOME", str(tmp_path))
    left_open(Path(user_data_dir("workbook", appauthor=False)), {"country": "JP"}, [])
    assert "call 119" in call("now").output


@pytest.mark.parametrize(
    ("settings", "plans"),
    [
        (b"", b""),
        (b"{", b"["),
        (b"\xff\xfe\x00", b"\x00" * 50),
        (b"[]", b"{}"),
        (b'{"country": 7}', b"[1, null]"),
        (b'{"country": "??"}', b'[{"title": "x"}]'),
        (b'{"country": ["US"]}', b'[{"title": 1, "doors": 2, "lines": 3}]'),
        (b"[" * 100_000, b"[" * 100_000),
    ],
)
def test_a_ruined_folder_costs_the_plans_and_never_the_page(
    tmp_path: Path, settings: bytes, plans: bytes
) -> None:
    (tmp_path / "open").mkdir()
    (tmp_path / "open" / "settings").write_bytes(settings)
    (tmp_path / "open" / "plans").write_bytes(plans)
    before = tree(tmp_path)
    done = call("--home", str(tmp_path), "now", typed="3\nm\n")
    assert done.exit_code == 0
    assert "Danger to life: call" in done.output
    assert "Shake a shoulder." in done.output
    assert tree(tmp_path) == before


def test_a_folder_that_is_no_folder_and_files_that_are_folders_change_nothing(
    tmp_path: Path,
) -> None:
    file = tmp_path / "file"
    file.write_text("not a folder")
    (tmp_path / "home" / "open" / "settings").mkdir(parents=True)
    (tmp_path / "home" / "open" / "plans").mkdir()
    for home in (file, tmp_path / "home", tmp_path / "missing"):
        done = call("--home", str(home), "now")
        assert done.exit_code == 0
        assert "Danger to life: call 911" in done.output
    assert not (tmp_path / "missing").exists()


def test_as_json_it_is_one_value_with_numbers_and_steps(tmp_path: Path) -> None:
    left_open(tmp_path, {"country": "GB"}, [PLAN])
    done = call("--home", str(tmp_path), "now", "--json")
    page = json.loads(done.stdout)
    assert page["country"] == "GB"
    assert page["guessed"] is False
    assert page["emergency"][0]["number"] == "999"
    assert page["lines"][0]["number"] == "116 123"
    assert len(page["doors"]) == 5
    assert page["plans"][0]["lines"] == ["Call Dana first."]
    assert json.loads(call("now", "--json").stdout)["guessed"] is True


def test_help_has_an_example() -> None:
    assert "Example: workbook now" in call("now", "--help").output


def shell(
    *, closed: bool = False, **environment: str
) -> subprocess.CompletedProcess[bytes]:
    """The command in a process of its own; its input is empty or closed."""
    script = f"{sys.executable} -c 'from workbook.cli.now import now; now()'"
    script += " <&-" if closed else " </dev/null"
    return subprocess.run(
        ["/bin/sh", "-c", script],
        cwd=ROOT,
        capture_output=True,
        env={**os.environ, **environment},
        check=False,
    )


@pytest.mark.parametrize(
    "environment",
    [
        {"TERM": "dumb"},
        {"LC_ALL": "C", "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"},
        {"HOME": "/nonexistent", "XDG_DATA_HOME": "/nonexistent"},
        {"WORKBOOK_HOME": "/dev/null"},
    ],
    ids=["dumb", "ascii", "no home", "impossible home"],
)
@pytest.mark.parametrize("closed", [True, False], ids=["closed", "empty"])
def test_in_a_bare_shell_it_prints_the_page_and_exits_0(
    environment: dict[str, str], *, closed: bool
) -> None:
    done = shell(closed=closed, **environment)
    assert done.returncode == 0
    assert b"Danger to life: call 911" in done.stdout
    assert b"Traceback" not in done.stderr


def test_a_reader_that_goes_away_is_no_error() -> None:
    script = (
        f"{sys.executable} -c 'from workbook.cli.now import now; now()'"
        " </dev/null | true"
    )
    done = subprocess.run(
        ["/bin/sh", "-c", script], cwd=ROOT, capture_output=True, check=False
    )
    assert done.stderr == b""
