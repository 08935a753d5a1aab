"""The command line: thin commands over the use cases.

Nothing is imported here before the Python is known to be new enough; and
`workbook.cli.group` imports a command's module only when that command is called,
so that `--help` and `now` wait for nothing but click.
"""

import sys

if sys.version_info < (3, 11):  # noqa: UP036 - said in a sentence, not a traceback
    sys.exit(
        "Workbook needs Python 3.11 or newer; this one is %d.%d. "  # noqa: UP031 - read by old Pythons
        "Install a newer Python, then set it up again with that one."
        % (sys.version_info[0], sys.version_info[1])
    )


def main() -> None:
    """The entry point of the console script."""
    from workbook.cli.group import workbook

    workbook()
