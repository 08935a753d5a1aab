"""A store that lives as long as its process: for tests and for trying an exercise."""

from __future__ import annotations

from workbook.store.documents import Documents


class MemoryStore(Documents):
    """Keeps every promise of `Store` but the disk."""

    def __init__(self) -> None:
        super().__init__(self._count)
        self._seq = 0

    @property
    def seq(self) -> int:
        """The sequence number of the last commit."""
        return self._seq

    def reopen(self) -> None:
        """Memory never fails to save."""

    def compact(self) -> None:
        """Memory keeps nothing that was replaced."""

    def _count(self, _body: bytes) -> int:
        self._seq += 1
        return self._seq
