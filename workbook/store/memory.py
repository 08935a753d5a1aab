"""A store that lives as long as its process: for tests and for trying an exercise."""

from __future__ import annotations

from workbook.store.documents import Documents


class MemoryStore(Documents):
    """Keeps every promise of `Store` but the disk."""

    def __init__(self) -> None:
        super().__init__(self._count)
        #: The sequence number of the last commit.
        self.seq = 0

    def compact(self) -> None:
        """Memory keeps nothing that was replaced."""

    def close(self) -> None:
        """There is nothing to let go of."""

    def _count(self, _body: bytes) -> int:
        self.seq += 1
        return self.seq
