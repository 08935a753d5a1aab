"""How the data key is wrapped: one slot for each way to open a workbook.

Each slot holds the same random data key, sealed with AES-256-GCM under a key of
its own.  The associated data is everything the slot says about itself, so that
no cost, salt or kind can be changed, and no slot carried to another workbook.
"""

from __future__ import annotations

import base64
import json
import os
from typing import Any, Final

from attrs import field, frozen
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from workbook.store import sparekey
from workbook.store.kdf import SALT, Cost, Kdf

OPEN: Final = "open"
"""The key lies beside the data: the person said "not now"."""
PASSPHRASE: Final = "passphrase"  # noqa: S105 - the name of a kind
SPARE: Final = "spare"
_NONCE = 12


@frozen(kw_only=True)
class Slot:
    """One way in. `key` is the wrapped data key; in an open slot the key itself."""

    kind: str
    key: bytes = field(repr=False)
    salt: bytes = b""
    nonce: bytes = b""
    cost: Cost | None = None

    def about(self) -> dict[str, Any]:
        """What the slot says about itself, as it stands in the key file."""
        said: dict[str, Any] = {"kind": self.kind, "salt": text(self.salt)}
        if self.cost is not None:
            said["kdf"] = {
                "name": "argon2id",
                "memory": self.cost.memory,
                "iterations": self.cost.iterations,
                "lanes": self.cost.lanes,
            }
        return said

    def to_json(self) -> dict[str, Any]:
        """The slot as it stands in the key file."""
        return self.about() | {"nonce": text(self.nonce), "key": text(self.key)}

    @classmethod
    def from_json(cls, said: dict[str, Any]) -> Slot:
        """The inverse of `to_json`. Raises KeyError, TypeError or ValueError."""
        kdf = said.get("kdf")
        if kdf is not None and kdf["name"] != "argon2id":
            raise ValueError(kdf["name"])
        numbers = kdf and [int(kdf[n]) for n in ("memory", "iterations", "lanes")]
        slot = cls(
            kind=str(said["kind"]),
            key=data(said["key"]),
            salt=data(said["salt"]),
            nonce=data(said["nonce"]),
            cost=Cost(*numbers) if numbers else None,
        )
        sizes = (len(slot.salt), len(slot.nonce))
        if sizes != ((0, 0) if slot.kind == OPEN else (SALT, _NONCE)):
            raise ValueError(slot.kind)
        return slot

    def unwrap(self, key: bytes, store: str) -> bytes | None:
        """The data key, or None when `key` is not this slot's."""
        try:
            return AESGCM(key).decrypt(self.nonce, self.key, _around(self, store))
        except InvalidTag:
            return None


def open_slot(data_key: bytes) -> Slot:
    """The slot of "not now"."""
    return Slot(kind=OPEN, key=data_key)


def passphrase_slot(data_key: bytes, store: str, passphrase: str, kdf: Kdf) -> Slot:
    """A slot for a passphrase, at this machine's cost."""
    cost, salt = kdf.calibrated(), os.urandom(SALT)
    bare = Slot(kind=PASSPHRASE, key=b"", salt=salt, cost=cost)
    return _wrapped(bare, data_key, kdf.derive(passphrase, salt, cost), store)


def spare_slot(data_key: bytes, store: str) -> tuple[Slot, str]:
    """A slot for a new spare key, and the key's words."""
    words, salt = sparekey.new_spare_key(), os.urandom(SALT)
    bare = Slot(kind=SPARE, key=b"", salt=salt)
    return _wrapped(bare, data_key, sparekey.key_of(words, salt), store), words


def _wrapped(bare: Slot, data_key: bytes, key: bytes, store: str) -> Slot:
    nonce = os.urandom(_NONCE)
    sealed = AESGCM(key).encrypt(nonce, data_key, _around(bare, store))
    return Slot(kind=bare.kind, key=sealed, salt=bare.salt, nonce=nonce, cost=bare.cost)


def _around(slot: Slot, store: str) -> bytes:
    return canonical({"format": 1, "store": store, "slot": slot.about()})


def canonical(value: object) -> bytes:
    """JSON with one spelling for one value."""
    return json.dumps(value, sort_keys=True, separators=(",", ":")).encode("ascii")


def text(value: bytes) -> str:
    """Bytes as they stand in the key file."""
    return base64.b64encode(value).decode("ascii")


def data(value: str) -> bytes:
    """The inverse of `text`. Raises ValueError."""
    return base64.b64decode(value, validate=True)
