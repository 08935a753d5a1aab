"""`workbook now`: Help now from the shell.

Nothing may stand in its way: no passphrase, no workbook, no set-up.  What the
person left open, and the country, are read here with a few lines of Python's
own; a fault there costs the plans, never the page.  It makes no folder and
writes nothing.
"""

import os
import sys
from contextlib import suppress
from typing import Any, Final

import click

from workbook.plain.now import guess_here, run, terminal_wait, terminal_width
from workbook.safety.pages import Plan, as_data

#: A file of plans larger than this was not written by us.
_MOST_BYTES: Final = 262_144


@click.command(short_help="Help lines and first steps, at once.")
@click.option("--json", "as_json", is_flag=True, help="The page as one JSON value.")
@click.pass_context
def now(context: click.Context, *, as_json: bool) -> None:
    """Help lines and first steps for right now.

    Needs no set-up and no passphrase. Nothing is written down.

    Example: workbook now
    """
    home = _home(context)
    country = _country(home)
    code, plans = country or guess_here(), _plans(home)
    if as_json:
        import json

        page = as_data(code, plans, guessed=bool(code and not country))
        click.echo(json.dumps(page, ensure_ascii=False, indent=2))
        return
    run(
        _read,
        click.echo,
        code,
        plans,
        terminal_width(),
        guessed=not country,
        wait=terminal_wait(),
    )
    _let_go_of_output()


def _read(prompt: str) -> str | None:
    try:
        return input(prompt)
    except (EOFError, RuntimeError):  # RuntimeError: there is no input at all
        return None


def _let_go_of_output() -> None:
    """A reader that went away (`| head`) is no error of ours."""
    try:
        sys.stdout.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _home(context: click.Context) -> str:
    """The data folder, wherever the group keeps it; "" when nobody can say."""
    with suppress(Exception):
        named = (
            getattr(context.obj, "home", None)
            or context.find_root().params.get("home")
            or os.environ.get("WORKBOOK_HOME")
        )
        if named:
            return os.fspath(named)
        from platformdirs import user_data_dir

        return user_data_dir("workbook", appauthor=False)
    return ""


def _country(home: str) -> str | None:
    with suppress(Exception):
        code = _opened(home, "settings")["country"]
        if isinstance(code, str):
            return code or None
    return None


def _plans(home: str) -> tuple[Plan, ...]:
    with suppress(Exception):
        return tuple(
            (str(plan["title"]), _words(plan["doors"]), _words(plan["lines"]))
            for plan in _opened(home, "plans")
        )
    return ()


def _words(values: list[Any]) -> tuple[str, ...]:
    return tuple(str(value) for value in values)


def _opened(home: str, name: str) -> Any:
    """The JSON of one file outside the seal."""
    import json

    path = os.path.join(home, "open", name)  # noqa: PTH118 - pathlib is slow to import
    with open(path, encoding="utf-8") as file:  # noqa: PTH123 - as above
        return json.loads(file.read(_MOST_BYTES))
