"""`workbook passphrase` and `workbook recover`: who can open the workbook."""

from __future__ import annotations

import click

from workbook.cli import output, passphrases
from workbook.cli.edge import tell
from workbook.cli.init import say_spare_key
from workbook.cli.invocation import STDIN, Invocation, with_invocation
from workbook.errors import UsageError, WrongPassphrase
from workbook.store import open_store
from workbook.store import recover as recover_store
from workbook.words import _

_NEW_FILE = _("Read the new passphrase from the first line of FILE, or -.")


@click.command(
    help=_(
        "Set or change the passphrase. The first one seals everything again and shows "
        "a spare key, once.\n\n"
        "Example: workbook passphrase"
    ),
)
@click.option("--new-file", metavar="FILE", help=_NEW_FILE)
@click.option(
    "--spare-key",
    is_flag=True,
    help=_("Keep the passphrase, and make a new spare key: the old one opens nothing."),
)
@with_invocation
def passphrase(
    invocation: Invocation, *, new_file: str | None, spare_key: bool
) -> None:
    """The command; its help stands above."""
    invocation.one_stdin(new_file, "--new-file")
    invocation.need_workbook()
    if spare_key and new_file is not None:
        raise UsageError(
            _("--spare-key and --new-file do not go together."),
            _("Give one of the two."),
        )
    store = invocation.opened(lambda known: open_store(invocation.home, known))
    try:
        tell(store.told)
        if spare_key:
            say_spare_key(store.new_spare_key())
            return
        words = store.set_passphrase(passphrases.new(new_file, "--new-file"))
    finally:
        store.close()
    if words is None:
        output.say(_("The new passphrase is set. The old one opens nothing now."))
        return
    output.say(_("The passphrase is set, and everything is sealed again."))
    say_spare_key(words)


@click.command(
    help=_(
        "Set a new passphrase with the spare key, when the old one is lost. Nothing "
        "that was written changes.\n\n"
        "Example: workbook recover"
    ),
)
@click.option(
    "--spare-key-file",
    metavar="FILE",
    help=_("Read the 15 words from the first line of FILE, or -."),
)
@click.option("--new-file", metavar="FILE", help=_NEW_FILE)
@with_invocation
def recover(
    invocation: Invocation, *, spare_key_file: str | None, new_file: str | None
) -> None:
    """The command; its help stands above."""
    # The old passphrase is lost: a file named before the command is the new one.
    new_file = new_file or invocation.passphrase_file
    if spare_key_file == STDIN == new_file:
        raise UsageError(
            _("The spare key and the passphrase cannot both be standard input."),
            _("Put one of the two into a file, and name that."),
        )
    invocation.need_workbook()
    words = _spare_key(spare_key_file)
    fresh = passphrases.new(new_file, "--new-file")
    for _left in range(passphrases.TRIES - 1 if spare_key_file is None else 0):
        try:
            recover_store(invocation.home, words, fresh)
            break
        except WrongPassphrase as error:
            tell((error.message, error.hint))
            words = _spare_key(None)
    else:
        recover_store(invocation.home, words, fresh)
    output.say(_("The new passphrase is set. The spare key stays as it is."))


def _spare_key(file: str | None) -> str:
    if file is not None:
        return passphrases.from_file(file)
    if not passphrases.can_ask():
        raise UsageError(
            _("The spare key is needed, and there is no terminal to type it on."),
            _("Name a file with --spare-key-file."),
        )
    # Shown while it is typed: fifteen words cannot be typed blind.
    return passphrases.ask_line(_("Spare key, 15 words with spaces between: "))
