"""A relapse-prevention workbook that lives in the terminal.

What a plugin's author imports from here: `hookimpl`.  It is looked up on first
use, because `workbook now` must not wait for pluggy.
"""

from typing import TYPE_CHECKING

from workbook._version import __version__ as __version__

if TYPE_CHECKING:
    from workbook.hookspecs import hookimpl as hookimpl


def __getattr__(name: str) -> object:
    if name == "hookimpl":
        from workbook.hookspecs import hookimpl

        return hookimpl
    raise AttributeError(name)
