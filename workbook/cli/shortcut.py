"""`workbook shortcut`: a start-menu entry, and a command of one's own on the PATH.

The entry is called Workbook, whatever the workbook is about.  What is written
starts this very installation, from any folder; every file carries a mark, and a
file without it is somebody else's: never replaced, never removed.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
import sys
from pathlib import Path
from typing import Final

import click

from workbook.cli import output
from workbook.cli.invocation import Invocation, with_invocation
from workbook.errors import Refused, UsageError
from workbook.store import posix
from workbook.words import _

MARK: Final = "Made by workbook shortcut"
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_.-]{0,31}")
_RUNNABLE = 0o700


@click.command(
    help=_(
        "Put the workbook into your start menu, or on your PATH under a name you "
        "choose. It asks, unless an option says what to do.\n\n"
        "Example: workbook shortcut"
    ),
)
@click.option("--menu", is_flag=True, help=_("Make a start-menu entry: “Workbook”."))
@click.option("--name", metavar="NAME", help=_("Make a command of this name."))
@click.option("--remove", is_flag=True, help=_("Take away everything made here."))
@with_invocation
def shortcut(
    invocation: Invocation, *, menu: bool, name: str | None, remove: bool
) -> None:
    """The command; its help stands above."""
    if remove:
        if menu or name is not None:
            raise UsageError(
                _("--remove stands alone."), _("It takes away everything made here.")
            )
        _remove()
        return
    if not menu and name is None:
        menu, name = _ask()
    # Both are checked before either is written.
    paths = [_menu_path()] if menu else []
    paths += [_command_path(name)] if name is not None else []
    for path in paths:
        _refuse_foreign(path)
    start = _start(invocation)
    if menu:
        _write(_menu_path(), _menu_text(start))
    if name is not None:
        _write(_command_path(name), _script(start))
        _say_whether_found(_command_path(name))
    if not paths:
        output.say(_("Nothing was made."))


def _ask() -> tuple[bool, str | None]:
    if not (sys.stdin is not None and sys.stdin.isatty()):
        raise UsageError(
            _("There is no terminal to ask on."),
            _("Say what to make: --menu, --name NAME, or --remove."),
        )
    menu = click.confirm(_("A start-menu entry called “Workbook”?"), default=True)
    said = _("A name to start it by in a terminal. Enter for none")
    name = click.prompt(said, default="", show_default=False)
    return menu, name.strip() or None


def _start(invocation: Invocation) -> list[str]:
    """The words that start this installation, on this folder if one was named."""
    words = [sys.executable, "-P", "-m", "workbook"]
    named = click.get_current_context().find_root().params.get("home")
    if named:
        words += ["--home", str(invocation.home.absolute())]
    return words


# -- where, and what ------------------------------------------------------------


def _on_mac() -> bool:
    return sys.platform == "darwin"


def _menu_path() -> Path:
    if _on_mac():
        return Path.home() / "Applications" / "Workbook.command"
    return _data_home() / "applications" / "workbook.desktop"


def _data_home() -> Path:
    # The desktop's own folder: applications are looked for there and nowhere else.
    named = os.environ.get("XDG_DATA_HOME", "")
    return Path(named) if named.startswith("/") else Path.home() / ".local" / "share"


def _commands() -> Path:
    return Path.home() / ".local" / "bin"


def _command_path(name: str) -> Path:
    if not _NAME.fullmatch(name):
        raise UsageError(
            _("“{name}” cannot be the name of a command.").format(name=name),
            _("Use letters, digits, - and _; begin with a letter."),
        )
    path = _commands() / name
    other = shutil.which(name)
    if other is not None and not _is_ours(Path(other)) and not _starts_us(Path(other)):
        raise Refused(
            _("There is a command “{name}” already: {path}.").format(
                name=name, path=other
            ),
            _("Choose another name."),
        )
    return path


def _starts_us(path: Path) -> bool:
    """Whether it is this installation's own script."""
    return path.resolve().parent == Path(sys.executable).absolute().parent


def _menu_text(start: list[str]) -> str:
    if _on_mac():
        return _script(start)
    return (
        "[Desktop Entry]\n"
        f"# {MARK}\n"
        "Type=Application\n"
        "Name=Workbook\n"
        f"Exec={' '.join(map(_exec_word, start))}\n"
        "Terminal=true\n"
        "Categories=Utility;\n"
    )


def _exec_word(word: str) -> str:
    """A word of an Exec line: quoted as the desktop entry specification says."""
    inside = re.sub(r'(["`$\\])', r"\\\1", word.replace("%", "%%"))
    # The file's own strings know \\ too: what is quoted once is escaped once more.
    return '"' + inside.replace("\\", "\\\\") + '"'


def _script(start: list[str]) -> str:
    return f'#!/bin/sh\n# {MARK}\nexec {shlex.join(start)} "$@"\n'


# -- writing and removing -------------------------------------------------------


def _is_ours(path: Path) -> bool:
    if path.is_symlink() or not path.is_file():
        return False
    try:
        with path.open("rb") as file:
            return MARK.encode() in file.read(200)
    except OSError:
        return False


def _refuse_foreign(path: Path) -> None:
    if (path.exists() or path.is_symlink()) and not _is_ours(path):
        raise Refused(
            _("“{path}” is there already, and was not made here.").format(path=path),
            _("Nothing was changed. Choose another name, or move that file away."),
        )


def _write(path: Path, text: str) -> None:
    with posix.explained():
        path.parent.mkdir(parents=True, exist_ok=True)
        posix.replace_file(path, text.encode())
        path.chmod(_RUNNABLE)
    output.put(_("Written: {path}").format(path=path))


def _say_whether_found(path: Path) -> None:
    folders = os.environ.get("PATH", "").split(os.pathsep)
    if str(path.parent) in folders:
        output.say(_("Start it with: {name}").format(name=path.name))
        return
    output.say(
        _("{folder} is not on your PATH yet. Add this line to ~/.profile:").format(
            folder=path.parent
        ),
        '  export PATH="$HOME/.local/bin:$PATH"',
    )


def _remove() -> None:
    found = [_menu_path()]
    with posix.explained():
        if _commands().is_dir():
            found += sorted(_commands().iterdir())
        ours = [path for path in found if _is_ours(path)]
        for path in ours:
            posix.remove(path)
            output.put(_("Removed: {path}").format(path=path))
    if not ours:
        output.say(_("There was nothing to remove."))
