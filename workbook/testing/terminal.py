"""A terminal whose typing is a list: for tests of whatever plain lines show."""

from workbook.plain.terminal import PROMPT, Left, Waited, waited_by_line


class ScriptedTerminal:
    """A terminal whose input is a list, or made up as it is asked for."""

    live = False

    def __init__(self, *typed: str, width: int = 80) -> None:
        self.typed = list(typed)
        self.width = width
        self.lines: list[str] = []
        #: What was printed before each reply, and the reply.
        self.turns: list[tuple[list[str], str | None]] = []
        self.cleared = 0
        self._since = 0

    def write(self, line: str = "") -> None:
        """Print one line, which is one line."""
        if "\n" in line or "\x1b" in line:
            raise AssertionError(line)
        self.lines.append(line)

    def read(self, prompt: str = PROMPT) -> str | None:
        """The next reply; what was printed before it is kept beside it."""
        fresh = self.lines[self._since :]
        self._since = len(self.lines)
        reply = self.reply(fresh, prompt)
        self.turns.append((fresh, reply))
        return reply

    def reply(self, fresh: list[str], prompt: str) -> str | None:
        """What is typed after these lines; override to make it up."""
        return self.typed.pop(0) if self.typed else None

    def secret(self, prompt: str) -> str | None:
        """As `read`."""
        return self.read(prompt)

    def wait(self, seconds: float) -> Waited:
        """The next reply ends the pause at once; a number says how long it was."""
        line = self.read("")
        if line is None:
            raise Left
        return waited_by_line(line, seconds)

    def clear(self) -> None:
        """Counted, in `cleared`."""
        self.cleared += 1

    @property
    def text(self) -> str:
        """Everything printed so far."""
        return "\n".join(self.lines)

    def before(self, reply: str) -> str:
        """What was printed just before this was typed (the first time)."""
        return next("\n".join(seen) for seen, said in self.turns if said == reply)

    def after(self, reply: str) -> str:
        """What was printed just after this was typed (the first time)."""
        said = [one for _seen, one in self.turns]
        place = said.index(reply) + 1
        if place < len(self.turns):
            return "\n".join(self.turns[place][0])
        return "\n".join(self.lines[self._since :])
