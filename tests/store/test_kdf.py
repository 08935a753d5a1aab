"""The cost of a passphrase: never under the floor, never over the ceiling."""

from __future__ import annotations

import inspect
import time

import pytest
from attrs import evolve
from cryptography.exceptions import UnsupportedAlgorithm

from workbook.errors import Damaged, StoreError
from workbook.store import kdf, opening
from workbook.store.kdf import FULL, Cost, Kdf

SALT = bytes(16)


def test_the_real_floor_is_the_recommended_one() -> None:
    """What every real workbook uses is RFC 9106's second choice, or more."""
    assert FULL.floor == Cost(memory=65536, iterations=3, lanes=4)
    assert FULL.ceiling.memory == 1 << 20


def test_less_than_the_floor_is_refused() -> None:
    """A cheap derivation is not done, whoever asks."""
    for cheap in (
        evolve(FULL.floor, memory=19 << 10),
        evolve(FULL.floor, iterations=2),
        evolve(FULL.floor, lanes=0),
        evolve(FULL.floor, memory=2 << 20),
    ):
        with pytest.raises(Damaged):
            FULL.derive("one", SALT, cheap)


def test_nothing_is_cheaper_unless_it_is_asked_for_by_argument() -> None:
    """create, open_store and recover use the real costs when none are given."""
    for function in (opening.create, opening.open_store, opening.recover):
        parameter = inspect.signature(function).parameters["kdf"]
        assert parameter.default is None
        assert parameter.kind is parameter.KEYWORD_ONLY


def test_a_faster_machine_gets_a_higher_cost(
    quick: Kdf, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The cost grows with how often the floor fits into the time, memory first."""
    ticks = iter([0.0, 0.01] * 3)
    monkeypatch.setattr(time, "perf_counter", lambda: next(ticks))
    assert evolve(quick, seconds=0.0).calibrated() == quick.floor
    assert evolve(quick, seconds=0.101).calibrated() == Cost(320, 1, 1)
    enough = 256 << 10
    assert evolve(quick, seconds=200.01).calibrated() == Cost(enough, 2, 1)


def test_the_passphrase_and_the_salt_matter(quick: Kdf) -> None:
    """Another passphrase, salt or cost gives another key; the same the same."""
    key = quick.derive("one", SALT, quick.floor)
    assert key == quick.derive("one", SALT, quick.floor)
    assert len(key) == 32
    assert key != quick.derive("One", SALT, quick.floor)
    assert key != quick.derive("one", bytes([1] * 16), quick.floor)
    assert key != quick.derive("one", SALT, evolve(quick.floor, iterations=2))


@pytest.mark.parametrize(
    ("raised", "said"),
    [
        (UnsupportedAlgorithm("no"), "Argon2id"),
        (MemoryError(), "memory"),
    ],
)
def test_what_is_missing_is_told(
    quick: Kdf, monkeypatch: pytest.MonkeyPatch, raised: Exception, said: str
) -> None:
    """No Argon2id, or no memory: a sentence, and no weaker way."""

    def fails(**_cost: object) -> None:
        raise raised

    monkeypatch.setattr(kdf, "Argon2id", fails)
    with pytest.raises(StoreError, match=said):
        quick.derive("one", SALT, quick.floor)
