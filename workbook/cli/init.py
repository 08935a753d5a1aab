"""`workbook init`: make a workbook, without a first run."""

from __future__ import annotations

import click

from workbook.cli import output, passphrases
from workbook.cli.invocation import Invocation, with_invocation
from workbook.errors import StoreError, UsageError
from workbook.store import create, state_of
from workbook.words import _


@click.command(
    help=_(
        "Make a workbook. It asks for a passphrase, unless --passphrase-file or "
        "--no-passphrase is given, and shows the spare key once.\n\n"
        "Example: workbook init"
    ),
)
@click.option(
    "--no-passphrase",
    is_flag=True,
    help=_("Begin without one: whoever has the folder can read it."),
)
@with_invocation
def init(invocation: Invocation, *, no_passphrase: bool) -> None:
    """The command; its help stands above."""
    if no_passphrase and invocation.passphrase_file is not None:
        raise UsageError(
            _("--no-passphrase and --passphrase-file do not go together."),
            _("Give one of the two."),
        )
    if state_of(invocation.home) != "none":
        raise StoreError(
            _("There is a workbook in this folder already."),
            _("Open it with “workbook”, or name another folder with --home."),
        )
    make(invocation, None if no_passphrase else _passphrase(invocation))


def make(invocation: Invocation, passphrase: str | None) -> None:
    """Make the workbook and say where it is. Raises StoreError."""
    store, spare_key = create(invocation.home, passphrase)
    store.close()
    output.say(_("Your workbook is in “{home}”.").format(home=invocation.home))
    if spare_key is None:
        output.say(
            _("It has no passphrase: whoever has the folder can read it."),
            _("Set one with “workbook passphrase”."),
        )
    else:
        say_spare_key(spare_key)


def _passphrase(invocation: Invocation) -> str:
    if invocation.passphrase_file is None and not passphrases.can_ask():
        raise UsageError(
            _("A passphrase is needed, and there is no terminal to type it on."),
            _("Name a file with --passphrase-file, or begin with --no-passphrase."),
        )
    return passphrases.new(invocation.passphrase_file, "--passphrase-file")


def say_spare_key(words: str) -> None:
    """Show the spare key, the only time it can be shown."""
    output.say(
        "",
        _("This is your spare key. It opens the workbook when the passphrase is lost."),
        _("Write it on paper now. It is not shown again."),
        "",
    )
    output.put(f"  {words}")
