"""One stop, asked: what is printed, what may be typed, and what comes of it.

Whatever is typed is kept at once, a long text line by line, so that a window
closed in the middle of a sentence costs the sentence's last line at most.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from attrs import define, field, frozen

from workbook.engine.blocks.pick import NewThing
from workbook.errors import PluginError, Refused, lines_of
from workbook.model import DECLINED, NEW_ROW, Block, Prompt, Stop, Unread, Value
from workbook.plain.commands import Command
from workbook.plain.layout import named
from workbook.plain.session import Scope, Session
from workbook.plain.steps import is_full, is_table
from workbook.plain.talk import Talk
from workbook.usecases.open_entry import OpenEntry
from workbook.usecases.shown import answer_parts
from workbook.words import _, several

_MINUTE = 60
COMMANDS = frozenset({"back", "skip", "pass", "list", "undo", "redo", "today"})
ROW_COMMANDS = COMMANDS | {"rows", "row", "remove"}


@frozen
class Done:
    """The stop was answered, or the person went on. `stop` is the real one."""

    stop: Stop
    changed: bool


Outcome: TypeAlias = Done | Command


@define(eq=False)
class Question:
    """See the module. `opened` gives the entry as it is now, also after a lock."""

    session: Session
    opened: Callable[[], OpenEntry]
    stop: Stop
    #: What stands before the question: “Row 3, question 2 of 5.”
    lead: str = ""
    #: Whether it stands right under its row's name.
    close: bool = False
    talk: Talk = field(init=False)
    prompt: Prompt = field(init=False)
    _lines: list[str] = field(factory=list)

    @property
    def block(self) -> Block:
        """What is asked, with what it offers now."""
        return self.opened().block_at(self.stop)

    @property
    def adds_row(self) -> bool:
        """Whether an answer here adds a row."""
        return self.stop.row == NEW_ROW

    def put(self) -> Outcome:
        """Ask until something comes of it. Raises Left."""
        try:
            self._begin()
            return self._ask()
        except PluginError as error:
            self.session.say(
                _("This question cannot be asked now. What was kept there is kept.")
            )
            self.session.say_error(error)
            return Done(self.stop, changed=False)

    def _begin(self) -> None:
        held = self.opened().value_at(self.stop)
        known = None if held is DECLINED or isinstance(held, Unread) else held
        self.talk = Talk(self.opened().type_at(self.stop), self.block.options, known)
        self.prompt = self.talk.start()
        self.show()

    def _ask(self) -> Outcome:
        if self.prompt.seconds:
            outcome = self._ready()
            if outcome is not None:
                return outcome
        while True:
            reply = self._reply()
            if isinstance(reply, Command):
                if reply.name != "back" or not self._one_back():
                    return reply
            elif not reply.strip() and self._fresh and not self.prompt.seconds:
                outcome = self._enter()
                if outcome is not None:
                    return outcome
            else:
                outcome = self._send(reply)
                if outcome is not None:
                    return outcome

    @property
    def _fresh(self) -> bool:
        return not self.talk.replies

    def _one_back(self) -> bool:
        prompt = self.talk.back()
        if prompt is None:
            return False
        self.prompt = prompt
        self._show_prompt()
        return True

    def _enter(self) -> Outcome | None:
        """Enter alone: takes what was handed over, else goes on."""
        handed = self._handed()
        if handed:
            return self._send(handed)
        return Done(self.stop, changed=False) if self._may_go_on() else None

    def _handed(self) -> str:
        """Words another exercise handed to this question, not taken yet."""
        opened = self.opened()
        if self.stop.column is not None or opened.value_at(self.stop) is not None:
            return ""
        return opened.handed.get(self.stop.block, "")

    def _may_go_on(self) -> bool:
        """Whether Enter alone leads on from here."""
        needed = self.block.required and not self.adds_row
        if not needed or self.opened().value_at(self.stop) is not None:
            return True
        self.session.say(
            _("This one is needed to finish."),
            _("/skip leaves it for now; /pass says that you would rather not say."),
        )
        return False

    # -- what is printed ------------------------------------------------------

    def show(self) -> None:
        """The question, with what is there so far."""
        text = str(self.block.text or self.block.id)
        if not self.close:
            self.session.say("")
        if self._no_room():  # said before it is typed, not after
            self._say_full()
            return
        self.session.say(f"{self.lead} {text}".strip())
        self._show_prompt()
        self._show_so_far()

    def _show_prompt(self) -> None:
        self.session.say(*self.prompt.lines)
        hint = self.prompt.hint
        if self.prompt.long:
            hint = f"{hint}. " if hint and not hint.endswith(".") else f"{hint} "
            hint += _("Several lines are fine. An empty line ends it.")
        if self._fresh and self.block.help:
            hint = f"{hint} {_('Type ? for more.')}"
        if self._fresh and self.adds_row:
            hint = f"{hint} {_('Enter goes on to what comes next.')}"
        if hint.strip():
            self.session.say(hint.strip())

    def _show_so_far(self) -> None:
        opened = self.opened()
        if handed := self._handed():
            said = _("From what you wrote before: {words}").format(words=handed)
            self.session.say(said, _("Enter takes it. /skip goes on without it."))
        if self.adds_row or opened.value_at(self.stop) is None:
            return
        words = self._so_far(opened)
        if len(words) == 1:
            self.session.say(named(_("So far"), words[0]))
        else:
            self.session.say(_("So far:"), *(f"  {line}" for line in words))
        self.session.say(_("Enter keeps it."))

    def _so_far(self, opened: OpenEntry) -> list[str]:
        state = opened.evaluation.blocks[self.stop.block]
        for row in state.rows if self.stop.column is not None else ():
            if row.id == self.stop.row:
                state = row.cells[str(self.stop.column)]
        parts = answer_parts(opened.compiled, state)
        return [line for part in parts for line in str(part).splitlines()] or [""]

    def explain(self) -> None:
        """What `?` tells: the author's help, then what may be typed."""
        if self.block.help:
            self.session.say(self.block.help)
        if self.prompt.hint:
            self.session.say(self.prompt.hint)
        self.session.say(
            _("Enter alone keeps what is there, or goes on without an answer.")
        )

    def list_ideas(self) -> None:
        """What /list shows."""
        ideas = list(self.prompt.ideas)
        limits = self.opened().compiled.block(self.stop.block).limits
        if self.adds_row and limits is not None and limits.ideas:
            ideas += [_("Some ideas:"), *(f"- {idea}" for idea in limits.ideas)]
        self.session.say(*(ideas or [_("There is no list for this question.")]))

    # -- what is typed --------------------------------------------------------

    def _scope(self, again: Callable[[], None] | None = None) -> Scope:
        rows = is_table(self.opened(), self.stop.block)
        return Scope(
            allowed=ROW_COMMANDS if rows else COMMANDS,
            again=again or self.show,
            explain=self.explain,
        )

    def _reply(self) -> str | Command:
        if self.prompt.seconds:
            return self._pause()
        if self.prompt.long:
            return self._long_text()
        while True:
            reply = self.session.read(self._scope())
            if reply == Command("list"):
                self.list_ideas()
                continue
            return reply

    def _long_text(self) -> str | Command:
        self._lines.clear()
        while True:
            reply = self.session.read(self._scope(self._show_with_lines))
            if reply == Command("list"):
                self.list_ideas()
                continue
            if isinstance(reply, Command):
                return reply
            if not reply.strip():
                return "\n".join(self._lines)
            self._lines.append(reply)
            self._keep_so_far()

    def _show_with_lines(self) -> None:
        self.show()
        if self._lines:
            self.session.say(_("You are in the middle of this:"))
            self.session.say(*(f"  {line}" for line in self._lines))

    def _keep_so_far(self) -> None:
        value = self.talk.would_be("\n".join(self._lines))
        if value is not None and not self._no_room():
            self.stop = self.opened().answer_at(self.stop, value)

    # -- a stretch of time ----------------------------------------------------

    def _ready(self) -> Outcome | None:
        """A pause never begins by itself; None when it may begin."""
        kept = self.opened().value_at(self.stop) is not None
        if kept:
            self.session.say(_("Type go to do it again."))
        else:
            self.session.say(_("Enter starts it. /skip goes on without it."))
        while True:
            reply = self.session.read(self._scope())
            if reply == Command("list"):
                self.list_ideas()
            elif isinstance(reply, Command):
                return reply
            elif kept and not reply.strip():
                return Done(self.stop, changed=False)
            else:
                return None

    def _pause(self) -> str | Command:
        passed, left = 0.0, float(self.prompt.seconds)
        live = self.session.terminal.live
        while left > 0:
            waited = self.session.pause(min(left, _MINUTE) if live else left)
            if waited is None:
                self._still()
                continue
            passed += waited.seconds
            left -= waited.seconds if waited.line is not None else min(left, _MINUTE)
            if waited.line is None:
                self._say_minutes(passed, left)
                continue
            typed = waited.line.strip().casefold()
            if not typed:
                return str(int(passed))
            if typed in ("stop", "s", _("stop")):
                return f"{int(passed)} stop"
            meant = self.session.meant(waited.line, self._scope(again=self._still))
            if isinstance(meant, Command) and meant.name != "list":
                return meant
            if isinstance(meant, str):
                self._still()
        return str(int(passed))

    def _still(self) -> None:
        self.session.say(_("The time goes on. Enter goes on; stop ends it."))

    def _say_minutes(self, passed: float, left: float) -> None:
        if left <= 0:
            return  # what comes next is said by the block itself
        minutes = round(passed / _MINUTE)
        said = several("{count} minute.", "{count} minutes.", minutes)
        self.session.say(said.format(count=minutes))

    # -- what comes of it -----------------------------------------------------

    def _send(self, reply: str) -> Outcome | None:
        if self._no_room():
            self._say_full()
            return None
        try:
            prompt = self.talk.send(reply)
        except NewThing as new:
            return self._add(new)
        except Refused as refused:
            self.session.say(*lines_of(refused))
            return None
        if prompt is not None:
            self.prompt = prompt
            self._show_prompt()
            return None
        assert self.talk.value is not None  # noqa: S101 - send said that it is there
        return self._keep(self.talk.value)

    def _no_room(self) -> bool:
        opened = self.opened()
        return self.adds_row and is_full(opened, self.stop.block)

    def _say_full(self) -> None:
        rows = len(self.opened().evaluation.blocks[self.stop.block].rows)
        self.session.say(
            _("This list takes {most} rows. Enter goes on.").format(most=rows),
            _("/row 1 changes a row, /remove 1 takes one out."),
        )

    def _keep(self, value: Value) -> Outcome:
        opened = self.opened()
        stop = opened.answer_at(self.stop, value)
        if self.talk.timed:
            type_ = opened.type_at(stop)
            self.session.say("", *type_.lines(self.block.options, value))
        return Done(stop, changed=True)

    def _add(self, new: NewThing) -> Outcome | None:
        """Words nothing is called by yet: ask once, then add and pick them."""
        words = ", ".join(f"“{one}”" for one in new.new)
        question = _("{words} is new. Add it to your list “{name}”?").format(
            words=words, name=self._list_name(new.collection)
        )
        keys = _("Enter = yes, n = no.")
        scope = Scope(
            allowed=frozenset({"back"}),
            again=lambda: self.session.say(question, keys),
        )
        scope.again()
        while True:
            reply = self.session.read(scope)
            typed = "no" if isinstance(reply, Command) else reply.strip().casefold()
            if typed in ("", "y", "yes", "n", "no"):
                break
            self.session.say(keys)
        if typed in ("n", "no"):
            self.opened().handed.pop(self.stop.block, None)
            self.session.say(_("Not added."))
            self.show()
            return None
        try:
            return Done(self.opened().add_and_pick(self.stop, new), changed=True)
        except Refused as refused:
            self.session.say(*lines_of(refused))
            return None

    def _list_name(self, collection: str) -> str:
        library = self.session.library
        return library.card(library.shapes[collection].exercise).title

    def pass_(self) -> Outcome | None:
        """“I would rather not say”; None when it cannot be said here."""
        opened = self.opened()
        if not self.adds_row:
            return Done(opened.answer_at(self.stop, DECLINED), changed=True)
        if opened.evaluation.blocks[self.stop.block].rows:
            self.session.say(
                _("There are rows here. Enter goes on; /row 1 goes to one of them.")
            )
            return None
        opened.answer(self.stop.block, DECLINED)
        return Done(Stop(self.stop.block), changed=True)
