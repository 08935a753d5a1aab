"""The spare key: fifteen plain words that open a workbook without its passphrase.

140 random bits and a 10-bit checksum, as fifteen words of a list of 1024.  That
many random bits need no slow hash; HKDF suffices.  The checksum tells a slip of
the pen from a key of another workbook before anything is tried.
"""

from __future__ import annotations

import difflib
import hashlib
import re
import secrets
from typing import Final

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from workbook.errors import WrongPassphrase
from workbook.store.sparewords import WORDS
from workbook.words import _, several

LENGTH: Final = 15
_BITS: Final = 10
_RANDOM: Final = (LENGTH - 1) * _BITS
_NUMBER: Final = {word: number for number, word in enumerate(WORDS)}


def new_spare_key() -> str:
    """A new spare key: fifteen words with a space between them."""
    secret = secrets.randbits(_RANDOM)
    number = secret << _BITS | _checksum(secret)
    shifts = range(_RANDOM, -1, -_BITS)
    return " ".join(WORDS[number >> shift & (1 << _BITS) - 1] for shift in shifts)


def key_of(spare_key: str, salt: bytes) -> bytes:
    """The 32-byte key that the words stand for, as a person typed them.

    Case, spaces, line ends, commas and numbers before the words do not matter.
    Raises WrongPassphrase, naming the word that cannot be right.
    """
    secret = _secret(spare_key)
    return HKDF(SHA256(), 32, salt=salt, info=b"spare key").derive(secret)


def _secret(spare_key: str) -> bytes:
    words = re.findall(r"[a-z]+", spare_key.lower())
    for place, word in enumerate(words, start=1):
        if word not in _NUMBER:
            raise _unknown(place, word)
    if len(words) != LENGTH:
        raise WrongPassphrase(
            several(
                "A spare key has 15 words; this is {count} word.",
                "A spare key has 15 words; these are {count}.",
                len(words),
            ).format(count=len(words)),
            _("Type all fifteen, in the order they were written down."),
        )
    number = 0
    for word in words:
        number = number << _BITS | _NUMBER[word]
    secret = number >> _BITS
    if number & (1 << _BITS) - 1 != _checksum(secret):
        raise WrongPassphrase(
            _("These fifteen words are not a spare key: one differs, or two swapped."),
            _("Compare them once more with what was written down."),
        )
    return _bytes(secret)


def _unknown(place: int, word: str) -> WrongPassphrase:
    near = difflib.get_close_matches(word, WORDS, n=3)
    return WrongPassphrase(
        _("Word {place}, “{word}”, is in no spare key.").format(place=place, word=word),
        _("Perhaps: {words}.").format(words=", ".join(near))
        if near
        else _("Compare it once more with what was written down."),
    )


def _bytes(secret: int) -> bytes:
    return secret.to_bytes((_RANDOM + 7) // 8, "big")


def _checksum(secret: int) -> int:
    digest = hashlib.sha256(b"spare key" + _bytes(secret)).digest()
    return int.from_bytes(digest[:2], "big") >> 16 - _BITS
