"""The key file: who can open the workbook, and which generation of the log counts.

It lies in two copies, `keys.json` and `keys.json.bak`, because losing it loses
everything.  Every change raises `revision`; of two readable copies the higher
counts, and a crash between writing them is mended on the next opening.  A plain
checksum, the same in every format to come, tells a damaged copy from a wrong
passphrase; it protects against accidents, the sealed parts against hands.

Sealed in it under the data key: the generation of the log, and the private half of
an X25519 pair whose public half stands open (HPKE, RFC 9180: so that something
can be left for the workbook while it is locked).
"""

from __future__ import annotations

import hashlib
import json
import os
from typing import TYPE_CHECKING, Any, Final

from attrs import evolve, field, frozen
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from workbook.errors import Damaged, WrongPassphrase
from workbook.store import posix, sparekey
from workbook.store.kdf import FULL, Kdf
from workbook.store.segment import too_new
from workbook.store.slots import (
    OPEN,
    PASSPHRASE,
    SPARE,
    Slot,
    canonical,
    data,
    open_slot,
    passphrase_slot,
    spare_slot,
    text,
)
from workbook.words import _

if TYPE_CHECKING:
    from pathlib import Path

FORMAT: Final = 1
NAMES: Final = ("keys.json", "keys.json.bak")
_KEY = 32
_NONCE = 12


@frozen(kw_only=True)
class Keyring:
    """An unlocked key file. Frozen: a change makes another one, to be saved.

    `generation` 0 means that no log was written yet.
    """

    store: str
    revision: int
    generation: int
    slots: tuple[Slot, ...]
    data_key: bytes = field(repr=False)
    private: bytes = field(repr=False)

    @property
    def is_open(self) -> bool:
        """Whether the key lies beside the data ("not now")."""
        return any(slot.kind == OPEN for slot in self.slots)

    def at_generation(self, generation: int) -> Keyring:
        """The log is now that generation."""
        return self._next(generation=generation)

    def with_passphrase(self, passphrase: str, kdf: Kdf) -> Keyring:
        """The passphrase is now that one; the old one opens nothing."""
        slot = passphrase_slot(self.data_key, self.store, passphrase, kdf)
        return self._with(slot)

    def with_spare_key(self) -> tuple[Keyring, str]:
        """The spare key is now the one returned; the old one opens nothing."""
        slot, words = spare_slot(self.data_key, self.store)
        return self._with(slot), words

    def with_new_keys(self) -> Keyring:
        """New data key and key pair, and no way in yet: for sealing again."""
        return self._next(data_key=os.urandom(_KEY), private=_private(), slots=())

    def check_passphrase(self, passphrase: str, kdf: Kdf) -> bool:
        """Whether this passphrase opens the workbook."""
        return any(
            _with_passphrase(slot, self.store, passphrase, kdf) is not None
            for slot in self.slots
            if slot.kind == PASSPHRASE
        )

    def save(self, home: Path) -> None:
        """Write both copies, the second after the first is durable. Raises OSError."""
        posix.replace_files([home / name for name in NAMES], self._to_json())

    def _with(self, slot: Slot) -> Keyring:
        others = tuple(s for s in self.slots if s.kind not in (slot.kind, OPEN))
        return self._next(slots=(*others, slot))

    def _next(self, **changes: object) -> Keyring:
        changed = evolve(self, **changes)  # type: ignore[arg-type]  # our own fields
        return evolve(changed, revision=self.revision + 1)

    def _to_json(self) -> bytes:
        nonce = os.urandom(_NONCE)
        said: dict[str, Any] = {
            "format": FORMAT,
            "store": self.store,
            "revision": self.revision,
            "public": text(_public(self.private)),
            "slots": [slot.to_json() for slot in self.slots],
        }
        inside = {"generation": self.generation, "private": text(self.private)}
        cipher = AESGCM(_inner_key(self.data_key))
        sealed = cipher.encrypt(nonce, canonical(inside), _around(said))
        said |= {"nonce": text(nonce), "sealed": text(sealed)}
        said["checksum"] = _checksum(said)
        return json.dumps(said, indent=1).encode("ascii") + b"\n"


@frozen
class LockedKeys:
    """A key file as read, before anything opened it."""

    said: dict[str, Any] = field(repr=False)
    slots: tuple[Slot, ...]
    #: What the person must know, in sentences.
    told: tuple[str, ...] = ()
    #: The two copies differ, or one is gone: both want writing again.
    mend: bool = False

    @property
    def revision(self) -> int:
        """How often the key file was changed."""
        return int(self.said["revision"])

    @property
    def is_open(self) -> bool:
        """Whether the key lies beside the data ("not now")."""
        return any(slot.kind == OPEN for slot in self.slots)

    def open_beside(self) -> Keyring:
        """With the key that lies in it. Raises Damaged when it is not the key."""
        for slot in self.slots:
            if slot.kind == OPEN:
                return self._unlocked(slot.key)
        raise _damaged()

    def open_with_passphrase(self, passphrase: str, kdf: Kdf = FULL) -> Keyring:
        """Raises WrongPassphrase."""
        for slot in self.slots:
            if slot.kind == PASSPHRASE:
                key = _with_passphrase(slot, self.said["store"], passphrase, kdf)
                if key is not None:
                    return self._unlocked(key)
        raise WrongPassphrase

    def open_with_spare_key(self, words: str) -> Keyring:
        """Raises WrongPassphrase."""
        for slot in self.slots:
            if slot.kind == SPARE:
                key = slot.unwrap(sparekey.key_of(words, slot.salt), self.said["store"])
                if key is not None:
                    return self._unlocked(key)
        raise WrongPassphrase(
            _("These words do not open this workbook."),
            _("Perhaps they belong to another one, or a newer spare key was made."),
        )

    def _unlocked(self, data_key: bytes) -> Keyring:
        said = self.said
        try:
            cipher = AESGCM(_inner_key(data_key))
            sealed, nonce = data(said["sealed"]), data(said["nonce"])
            inside = json.loads(cipher.decrypt(nonce, sealed, _around(said)))
        except (InvalidTag, ValueError):
            raise _damaged() from None
        return Keyring(
            store=said["store"],
            revision=said["revision"],
            generation=inside["generation"],
            slots=self.slots,
            data_key=data_key,
            private=data(inside["private"]),
        )


def new_keyring() -> Keyring:
    """The keys of a new workbook; the key lies open until there is a way in."""
    key = os.urandom(_KEY)
    return Keyring(
        store=os.urandom(16).hex(),
        revision=1,
        generation=0,
        slots=(open_slot(key),),
        data_key=key,
        private=_private(),
    )


def read_keys(home: Path) -> LockedKeys:
    """The key file, from the better of its two copies.

    Raises Damaged when neither is readable, TooNew, or OSError.
    """
    copies = [_read(home / name) for name in NAMES]
    good = [copy for copy in copies if copy is not None]
    if not good:
        raise _damaged()
    best = max(good, key=lambda copy: copy.revision)
    told = tuple(
        _(
            "“{file}” was damaged or gone; its copy was used, and it is whole again."
        ).format(file=name)
        for name, copy in zip(NAMES, copies, strict=True)
        if copy is None
    )
    same = all(copy is not None and copy.said == best.said for copy in copies)
    return LockedKeys(best.said, best.slots, told, mend=not same)


def has_keys(home: Path) -> bool:
    """Whether there is a key file at all."""
    return any((home / name).exists() for name in NAMES)


def _read(path: Path) -> LockedKeys | None:
    try:
        said = json.loads(posix.read_file(path))
        checksum = said.pop("checksum")
        if checksum != _checksum(said):
            return None
        if said["format"] > FORMAT:
            raise too_new()
        if not _fits(said):
            return None
        return LockedKeys(said, tuple(map(Slot.from_json, said["slots"])))
    except FileNotFoundError:
        return None
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None


def _fits(said: dict[str, Any]) -> bool:
    """Whether everything that opening reads is there and of its kind: a checksum is
    no proof of who wrote the file.
    """
    texts = ("store", "public", "nonce", "sealed")
    return type(said["revision"]) is int and all(
        isinstance(said[name], str) for name in texts
    )


def _with_passphrase(slot: Slot, store: str, passphrase: str, kdf: Kdf) -> bytes | None:
    if slot.cost is None:
        raise _damaged()
    return slot.unwrap(kdf.derive(passphrase, slot.salt, slot.cost), store)


def _around(said: dict[str, Any]) -> bytes:
    return canonical({n: said[n] for n in ("format", "store", "revision", "public")})


def _checksum(said: dict[str, Any]) -> str:
    return hashlib.sha256(canonical(said)).hexdigest()


def _inner_key(data_key: bytes) -> bytes:
    return HKDF(SHA256(), _KEY, salt=None, info=b"key file").derive(data_key)


def _private() -> bytes:
    return X25519PrivateKey.generate().private_bytes_raw()


def _public(private: bytes) -> bytes:
    key = X25519PrivateKey.from_private_bytes(private).public_key()
    return key.public_bytes_raw()


def _damaged() -> Damaged:
    return Damaged(
        _("The key file cannot be read. Nothing was changed."),
        _("Put back “keys.json” from a copy of the folder. Nothing opens without it."),
    )
