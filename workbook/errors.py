"""One tree of errors, each with its exit code and the hint that tells the mend.

An exception carries data, not only text, so that a face can show it its own
way; `str(error)` is one sentence, `error.hint` the next step.  Scripts rely on
the exit codes: they never change, a new class takes a new number.
"""

from typing import ClassVar

from workbook.words import _


class WorkbookError(Exception):
    """Anything we can explain to a person."""

    exit_code: ClassVar[int] = 1

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        #: What the person can do now; empty when the message says it.
        self.hint = hint


class Refused(WorkbookError):
    """An answer of the wrong type, or outside what the block allows."""

    def __init__(self, message: str, hint: str = "", block: str = "") -> None:
        super().__init__(message, hint)
        #: The block that refused, so that a list of problems can name it.
        self.block = block


class UsageError(WorkbookError):
    """The command was not understood."""

    exit_code = 2


class NotFound(WorkbookError):
    """No exercise, entry, block or file of that name."""

    exit_code = 3


class ContentError(WorkbookError):
    """An exercise file has faults; `faults` holds every one of them."""

    exit_code = 1

    def __init__(
        self, message: str, faults: tuple[object, ...] = (), hint: str = ""
    ) -> None:
        super().__init__(message, hint)
        self.faults = faults


class WrongPassphrase(WorkbookError):
    """The passphrase (or spare key) opens nothing. Nothing was touched."""

    exit_code = 4

    def __init__(self, message: str = "", hint: str = "") -> None:
        super().__init__(
            message or _("That passphrase does not open this workbook."),
            hint
            or _("Try again. If it is lost: “workbook recover” takes your spare key."),
        )


class Locked(WorkbookError):
    """The workbook is locked, or was locked while open."""

    exit_code = 5


class Busy(WorkbookError):
    """Another process has this workbook open."""

    exit_code = 6


class StoreError(WorkbookError):
    """The disk did not take or give what it should."""

    exit_code = 7


class NotSaved(StoreError):
    """A write failed; what was typed is still in memory."""

    exit_code = 7


class Damaged(StoreError):
    """A stored file does not verify. Nothing was changed."""

    exit_code = 8


class TooNew(StoreError):
    """Written by a newer workbook than this one."""

    exit_code = 9


class NoWorkbook(WorkbookError):
    """There is no workbook in this folder yet."""

    exit_code = 10


class PluginError(WorkbookError):
    """A plugin was set aside, or one of its blocks failed while it was used."""

    exit_code = 11

    def __init__(self, message: str, hint: str = "", plugin: str = "") -> None:
        super().__init__(message, hint)
        #: The entry point's name, so that a face can say whose block it was.
        self.plugin = plugin


def lines_of(error: WorkbookError) -> tuple[str, ...]:
    """The error as the lines a face prints: what happened, then the mend."""
    return (error.message, error.hint) if error.hint else (error.message,)
