"""Where every error ends: its lines on standard error, its exit code to the shell.

What we can explain is a `WorkbookError`.  Anything else is a fault of ours: only
its type and place are said, never its text, which may hold a person's words.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable

import click

from workbook._version import __version__
from workbook.errors import (
    ContentError,
    Damaged,
    StoreError,
    TooNew,
    WorkbookError,
    lines_of,
)
from workbook.words import _

INTERRUPTED = 130
OUR_FAULT = 70


def exit_code(run: Callable[[], object]) -> int:
    """Run it; what came of it, as an exit code."""
    try:
        result = run()
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        tell((_("Everything is kept."),))
        return INTERRUPTED
    except WorkbookError as error:
        tell(told(error))
        if isinstance(error, Damaged | TooNew):
            tell((_("Help now works all the same: workbook now"),))
        return error.exit_code
    except OSError as error:
        return _disk(error)
    except Exception as error:  # noqa: BLE001 - the one place for what nobody foresaw
        tell(_unforeseen(error))
        return OUR_FAULT
    return result if isinstance(result, int) else 0


def told(error: WorkbookError) -> tuple[str, ...]:
    """An error as lines: what happened, every fault it has, the mend."""
    if not isinstance(error, ContentError):
        return lines_of(error)
    first, *rest = lines_of(error)
    return (first, *(line for one in error.faults for line in fault_lines(one)), *rest)


def fault_lines(fault: object) -> tuple[str, ...]:
    """A fault of a file: `file:line:column: CODE: message`, then the suggestion."""
    hint = getattr(fault, "hint", "")
    return (str(fault), f"    {hint}") if hint else (str(fault),)


def tell(lines: Iterable[str]) -> None:
    """Print lines on standard error; nobody listening there is no error."""
    try:
        for line in lines:
            _put(line)
    except OSError:
        pass


def _put(line: str) -> None:
    try:
        click.echo(line, err=True)
    except UnicodeEncodeError:
        from workbook.plain.now import in_ascii

        click.echo(in_ascii(line), err=True)


def let_go_of_output() -> None:
    """Nothing more can be printed: what is left goes nowhere, quietly."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, sys.stdout.fileno())
    except (OSError, ValueError, AttributeError):
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115 - lives as long as the process
    finally:
        os.close(nowhere)


def _disk(error: OSError) -> int:
    """What the system refused outside the store, said as the store says it."""
    from workbook.store.posix import reason

    explained = StoreError(*reason(error))
    tell(lines_of(explained))
    return explained.exit_code


def _unforeseen(error: Exception) -> tuple[str, ...]:
    import platform
    import traceback
    from pathlib import Path

    frames = traceback.extract_tb(error.__traceback__)
    place = "?"
    if frames:
        path = Path(frames[-1].filename)
        place = f"{path.parent.name}/{path.name}:{frames[-1].lineno}"
    return (
        _("Something is wrong in the workbook itself. What was saved is kept."),
        _(
            "Please tell its makers: {kind} at {place}, "
            "workbook {ours}, Python {python}."
        ).format(
            kind=type(error).__name__,
            place=place,
            ours=__version__,
            python=platform.python_version(),
        ),
    )
