"""A block type's questions, one reply after another.

Going back inside a question is a replay without the last reply: a block type
keeps no state, so this does.  A reply that is refused leaves everything before it
as it was.
"""

from __future__ import annotations

from collections.abc import Generator

from attrs import define, field

from workbook.errors import Refused
from workbook.model import BlockType, Prompt, Value


@define(eq=False)
class Talk:
    """One conversation with `BlockType.ask`."""

    type: BlockType
    options: object
    before: Value | None
    replies: list[str] = field(factory=list)
    #: Whether a part of it was a stretch of time.
    timed: bool = False
    value: Value | None = None
    _asking: Generator[Prompt, str, Value] | None = None

    def start(self) -> Prompt:
        """The first prompt."""
        self.replies.clear()
        prompt = self._replayed()
        self.timed = prompt.seconds > 0
        return prompt

    def _replayed(self) -> Prompt:
        self._asking = self.type.ask(self.options, self.before)
        prompt = next(self._asking)
        for reply in self.replies:
            prompt = self._asking.send(reply)
        return prompt

    def send(self, reply: str) -> Prompt | None:
        """The next prompt; None when `value` is there. Raises Refused, and stands
        where it stood.
        """
        if self._asking is None:
            self.start()
        assert self._asking is not None  # noqa: S101 - started just above
        try:
            prompt = self._asking.send(reply)
        except StopIteration as end:
            self.value = end.value
            self.replies.append(reply)
            return None
        except Refused:
            self._replayed()
            raise
        self.replies.append(reply)
        self.timed = self.timed or prompt.seconds > 0
        return prompt

    def back(self) -> Prompt | None:
        """The prompt before; None at the first one."""
        if not self.replies:
            return None
        self.replies.pop()
        return self._replayed()

    def would_be(self, reply: str) -> Value | None:
        """The value this reply would end in, if it would; nothing is kept of it."""
        asking = self.type.ask(self.options, self.before)
        try:
            next(asking)
            for one in (*self.replies, reply):
                asking.send(one)
        except StopIteration as end:
            value: Value = end.value
            return value
        except Refused:
            return None
        return None
