"""`workbook` itself: its options, and the commands by name.

A command's module is imported when it is called.  Until then its name and one
line of help stand in a table, so that `--help` costs click and no more.
"""

from __future__ import annotations

import sys
from importlib import import_module
from typing import Any

import click

from workbook._version import __version__
from workbook.cli import edge
from workbook.words import _

_COMMANDS = {
    "init": ("init", _("Make a workbook.")),
    "list": ("listing", _("All exercises.")),
    "about": ("about", _("One exercise: its pages and blocks.")),
    "do": ("do", _("Work through an exercise.")),
    "entries": ("entries", _("All entries, drafts too.")),
    "show": ("entries", _("One entry, in words.")),
    "today": ("today", _("What you could do now.")),
    "now": ("now", _("Help lines and first steps, at once.")),
    "urge": ("urge", _("Log an urge in a minute.")),
    "daily": ("urge", _("The quick daily check.")),
    "author": ("author", _("For people who write exercises.")),
    "plugins": ("plugins", _("The plugins, and what became of each.")),
    "passphrase": ("keys", _("Set or change the passphrase.")),
    "recover": ("keys", _("A new passphrase, with the spare key.")),
    "lock": ("lock", _("Lock a workbook that is open elsewhere.")),
    "settings": ("settings", _("Show or change the settings.")),
    "shortcut": ("shortcut", _("A start-menu entry, or a name on the PATH.")),
    "doctor": ("doctor", _("What this installation looks like.")),
}
_ATTRIBUTES = {"list": "list_"}


class Commands(click.Group):
    """Commands that are imported when they are called, and one edge for errors."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names, in the order people meet them."""
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command, its module imported now."""
        if cmd_name not in _COMMANDS:
            return None
        module = import_module(f"workbook.cli.{_COMMANDS[cmd_name][0]}")
        command = getattr(module, _ATTRIBUTES.get(cmd_name, cmd_name))
        assert isinstance(command, click.Command)  # noqa: S101 - our own table
        return command

    def format_commands(
        self, ctx: click.Context, formatter: click.HelpFormatter
    ) -> None:
        """The list in `--help`, from the table: no command is imported for it."""
        with formatter.section(_("Commands")):
            formatter.write_dl([(name, row[1]) for name, row in _COMMANDS.items()])

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """As click does, but with what was perhaps meant."""
        name = args[0]
        if name not in _COMMANDS and not name.startswith("-"):
            from difflib import get_close_matches

            said = _("There is no command “{name}”.").format(name=name)
            near = get_close_matches(name, _COMMANDS, 1)
            if near:
                said += " " + _("Did you mean “{near}”?").format(near=near[0])
            ctx.fail(said)
        return super().resolve_command(ctx, args)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; a reader that went away (`| head`) is no error."""
        try:
            result = super().invoke(ctx)
            if sys.stdout is not None:  # None where it was closed: `>&-`
                sys.stdout.flush()
        except BrokenPipeError:
            edge.let_go_of_output()
            return 0
        return result

    def main(self, *args: Any, **extra: Any) -> Any:
        """Run and exit: every error becomes its lines and its code here."""
        extra["standalone_mode"] = False
        sys.exit(edge.exit_code(lambda: super(Commands, self).main(*args, **extra)))


@click.group(
    cls=Commands,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"]},
    help=_(
        "A relapse-prevention workbook. Without a command it opens Today.\n\n"
        "In danger now? Call your emergency number (911, 999 or 112). "
        "“workbook now” shows help lines.\n\n"
        "Example: workbook do external"
    ),
)
@click.option(
    "--home",
    metavar="DIR",
    envvar="WORKBOOK_HOME",
    help=_("The data folder. WORKBOOK_HOME names it too."),
)
@click.option(
    "--passphrase-file",
    metavar="FILE",
    help=_("Read the passphrase from the first line of FILE, - for standard input."),
)
@click.option("--plain", is_flag=True, help=_("Open in plain lines."))
@click.version_option(__version__, message="%(version)s")
@click.pass_context
def workbook(
    context: click.Context,
    *,
    home: str | None,  # noqa: ARG001 - read by Invocation and `now`
    passphrase_file: str | None,  # noqa: ARG001 - read by Invocation
    plain: bool,  # noqa: ARG001 - there is one face so far
) -> int | None:
    """The group; its help stands above."""
    if context.invoked_subcommand is None:
        from workbook.cli.faces import open_today

        return open_today(context)
    return None
