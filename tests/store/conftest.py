"""A workbook's folder with a cheap key derivation, and short ways to say answers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from workbook.model import At, Entry, Json, State
from workbook.store import SealedStore, Stored, create, open_store, recover
from workbook.store.kdf import Cost, Kdf

MOMENT = datetime(2026, 1, 5, 18, 30, tzinfo=UTC)


class Folder:
    """One workbook on disk; closes what it opened."""

    def __init__(self, home: Path, kdf: Kdf) -> None:
        self.home = home
        self.kdf = kdf
        self.spare = ""
        self._stores: list[SealedStore] = []

    def create(self, passphrase: str | None = None) -> SealedStore:
        store, spare = create(self.home, passphrase, kdf=self.kdf)
        self.spare = spare or ""
        self._stores.append(store)
        return store

    def open(
        self,
        passphrase: str | None = None,
        progress: Callable[[int, int], None] | None = None,
    ) -> SealedStore:
        store = open_store(self.home, passphrase, progress, kdf=self.kdf)
        self._stores.append(store)
        return store

    def recover(self, words: str, passphrase: str) -> None:
        recover(self.home, words, passphrase, kdf=self.kdf)

    def logs(self) -> list[Path]:
        return sorted((self.home / "log").glob("seg-*.log"))

    def picture(self) -> dict[str, tuple[int, int, bytes]]:
        """Every file with its mode, time of change and bytes."""
        return {
            str(path): (
                path.stat().st_mode,
                path.stat().st_mtime_ns,
                path.read_bytes() if path.is_file() else b"",
            )
            for path in [self.home, *sorted(self.home.rglob("*"))]
        }

    def close(self) -> None:
        for store in self._stores:
            store.close()


@pytest.fixture
def quick() -> Kdf:
    """Argon2id that costs nothing: only for tests, and only by argument."""
    return Kdf(floor=Cost(32, 1, 1), ceiling=Cost(1 << 20, 64, 16), seconds=0)


@pytest.fixture
def folder(tmp_path: Path, quick: Kdf) -> Iterator[Folder]:
    made = Folder(tmp_path / "home", quick)
    yield made
    made.close()


@pytest.fixture
def answer() -> Callable[..., Stored]:
    """`answer("e1/b", 5)`: one answer at that address."""

    def answer(at: str, raw: Json, **more: Any) -> Stored:
        return Stored(at=At.parse(at), raw=raw, utc_ms=1, offset=60, **more)

    return answer


@pytest.fixture
def head() -> Callable[..., Entry]:
    """`head("e1")`: an entry's head."""

    def head(entry: str, **more: Any) -> Entry:
        said: dict[str, Any] = {
            "exercise": "a.b",
            "version": 1,
            "hash": "h",
            "state": State.DRAFT,
        }
        return Entry(id=entry, begun=MOMENT, touched=MOMENT, **(said | more))

    return head
