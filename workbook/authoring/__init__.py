"""YAML files to exercises, with `file:line:column` for every fault.

Names are imported when they are used: opening an exercise needs the reader, and
must not wait for what only checks one.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from workbook.authoring.check import Beside as Beside
    from workbook.authoring.check import check_exercise as check_exercise
    from workbook.authoring.check import check_paths as check_paths
    from workbook.authoring.check import expression_faults as expression_faults
    from workbook.authoring.exercise import Reading as Reading
    from workbook.authoring.exercise import read_exercise as read_exercise
    from workbook.authoring.exercise import unread as unread
    from workbook.authoring.faults import AuthorFault as AuthorFault

_HOME = {
    "Beside": "check",
    "check_exercise": "check",
    "check_paths": "check",
    "expression_faults": "check",
    "Reading": "exercise",
    "read_exercise": "exercise",
    "unread": "exercise",
    "AuthorFault": "faults",
}


def __getattr__(name: str) -> object:
    if name not in _HOME:
        raise AttributeError(name)
    return getattr(import_module(f"workbook.authoring.{_HOME[name]}"), name)
