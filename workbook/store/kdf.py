"""How a passphrase becomes a key: Argon2id (RFC 9106), slow on purpose.

The floor is RFC 9106's second recommended choice: 64 MiB, three passes, four
lanes.  On a faster machine the cost is raised when a passphrase is set, until it
takes about half a second.  What a key file asks for is checked before it is used:
less than the floor would be a downgrade, far more a way to exhaust the memory.
"""

from __future__ import annotations

import time
import unicodedata

from attrs import evolve, frozen
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from workbook.errors import Damaged, StoreError
from workbook.words import _

SALT = 16
_KEY = 32
_MEMORY_ENOUGH = 256 << 10
"""KiB up to which more memory is asked for; then more passes."""


@frozen
class Cost:
    """What one derivation costs: `memory` in KiB, passes over it, lanes."""

    memory: int
    iterations: int
    lanes: int


@frozen
class Kdf:
    """The costs that are allowed, and the seconds one derivation should take."""

    floor: Cost
    ceiling: Cost
    seconds: float

    def derive(self, passphrase: str, salt: bytes, cost: Cost) -> bytes:
        """The 32-byte key a passphrase stands for.

        The passphrase is taken in NFKC, so that the same letters typed on another
        keyboard are the same.  Raises Damaged for a cost that is not allowed, and
        StoreError where Argon2id is missing or the memory is.
        """
        if not self._allows(cost):
            raise Damaged(
                _("The key file asks for a cost that is not allowed."),
                _("Nothing was changed. Put back a copy of “keys.json”."),
            )
        words = unicodedata.normalize("NFKC", passphrase)
        try:
            return Argon2id(
                salt=salt,
                length=_KEY,
                iterations=cost.iterations,
                lanes=cost.lanes,
                memory_cost=cost.memory,
            ).derive(words.encode("utf-8", "surrogatepass"))
        except UnsupportedAlgorithm as error:
            raise StoreError(
                _("This Python's “cryptography” was built without Argon2id."),
                _("Install it from PyPI: pip install --force-reinstall cryptography"),
            ) from error
        except MemoryError as error:
            raise StoreError(
                _("There is not enough memory free to check the passphrase."),
                _("Close some programs, then try again."),
            ) from error

    def calibrated(self) -> Cost:
        """The floor, raised for this machine to about `seconds`."""
        begun = time.perf_counter()
        self.derive("", bytes(SALT), self.floor)
        times = int(self.seconds / max(time.perf_counter() - begun, 1e-6))
        if times < 2:  # noqa: PLR2004 - not even twice the floor
            return self.floor
        memory = max(min(self.floor.memory * times, _MEMORY_ENOUGH), self.floor.memory)
        passes = self.floor.iterations * times * self.floor.memory // memory
        passes = min(max(passes, self.floor.iterations), self.ceiling.iterations)
        return evolve(self.floor, memory=memory, iterations=passes)

    def _allows(self, cost: Cost) -> bool:
        low, high = self.floor, self.ceiling
        return (
            low.memory <= cost.memory <= high.memory
            and low.iterations <= cost.iterations <= high.iterations
            and 1 <= cost.lanes <= high.lanes
        )


FULL = Kdf(
    floor=Cost(memory=64 << 10, iterations=3, lanes=4),
    ceiling=Cost(memory=1 << 20, iterations=64, lanes=16),
    seconds=0.5,
)
"""The costs of every real workbook."""
