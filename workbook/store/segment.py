"""One segment of the sealed log, as bytes: no file is touched here.

A segment is a header and then records, each sealed with AES-256-GCM:

    header  magic 8 · format 2 · generation 4 · number 4 · first sequence 8 · salt 32
    record  length 4 · sequence 8 · nonce 12 · ciphertext (length) · tag 16

The key is HKDF-SHA256 of the data key, with the segment's random salt, over the
header, so a changed header opens nothing.  The nonce is random, never the sequence:
after a failed write the same sequence number is sealed again with other words, and a
repeated nonce would break GCM.  The associated data is length, sequence and the tag
before, over segments too: a record that was dropped, moved or copied in fails.

Inside, a record is its kind, the body's length, the body, and zeros to a multiple of
64 bytes (256 above 1 KiB), because a yes and a no should not differ in length.
"""

from __future__ import annotations

import os
import struct
from typing import TYPE_CHECKING, Final

from attrs import frozen
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from workbook.errors import Damaged, TooNew
from workbook.words import _

if TYPE_CHECKING:
    from collections.abc import Callable

FORMAT: Final = 1
MAGIC: Final = b"workbook"
NO_TAG: Final = bytes(16)
"""Stands for the tag before the first record of a generation."""

CHECK: Final = 1
"""Kind of the first record of every segment: it shows that the key is the right one."""
CHANGES: Final = 2
"""Kind of a record that holds one transaction."""

_HEADER = struct.Struct(">8sHIIQ32s")
_RECORD = struct.Struct(">IQ12s")
_AROUND = struct.Struct(">IQ16s")
_INSIDE = struct.Struct(">BI")
_TAG = 16
_SMALL, _FINE, _COARSE = 1024, 64, 256
_FAR = 1 << 28
_CHECK_BODY = b"workbook"


@frozen
class Header:
    """What stands unsealed before a segment's records."""

    generation: int
    number: int
    first: int
    salt: bytes

    def pack(self) -> bytes:
        """The header's bytes."""
        return _HEADER.pack(
            MAGIC, FORMAT, self.generation, self.number, self.first, self.salt
        )

    @classmethod
    def read(cls, data: bytes) -> Header | None:
        """The header `data` begins with; None when it is none. Raises TooNew."""
        if len(data) < _HEADER.size or not data.startswith(MAGIC):
            return None
        _magic, format_, generation, number, first, salt = _HEADER.unpack_from(data)
        if format_ > FORMAT:
            raise too_new()
        return cls(generation, number, first, salt) if format_ == FORMAT else None


class Segment:
    """The cipher of one segment, and the end of its chain so far.

    `offset` is where the next record goes, `seq` the last record's sequence
    number, `tag` its tag.
    """

    def __init__(self, key: bytes, header: Header, tag: bytes) -> None:
        plain = header.pack()
        derive = HKDF(SHA256(), 32, salt=header.salt, info=b"segment " + plain)
        self._key = key
        self._cipher = AESGCM(derive.derive(key))
        self.header = header
        self.offset = len(plain)
        self.seq = header.first - 1
        self.tag = tag

    def seal(self, kind: int, body: bytes) -> bytes:
        """The next record. It is part of the chain only after `accept`."""
        inside = _INSIDE.pack(kind, len(body)) + body
        step = _FINE if len(inside) <= _SMALL else _COARSE
        inside += bytes(-len(inside) % step)
        nonce, length, seq = os.urandom(12), len(inside), self.seq + 1
        around = _AROUND.pack(length, seq, self.tag)
        head = _RECORD.pack(length, seq, nonce)
        return head + self._cipher.encrypt(nonce, inside, around)

    def accept(self, record: bytes) -> None:
        """The record is durable: the next one follows it."""
        self.offset += len(record)
        self.seq += 1
        self.tag = record[-_TAG:]

    def begin(self) -> bytes:
        """The bytes of the new segment: header and key check."""
        check = self.seal(CHECK, _CHECK_BODY)
        self.accept(check)
        return self.header.pack() + check

    def following(self) -> Segment:
        """The segment after this one, chained to its last record."""
        head = self.header
        header = new_header(head.generation, head.number + 1, self.seq + 1)
        return Segment(self._key, header, self.tag)

    def read(self, data: bytes, take: Callable[[bytes], None]) -> None:
        """Give `take` the body of each record, up to the first that does not verify.

        Leaves `offset` behind the last good record.  Raises TooNew for a good
        record of a kind this version does not know.
        """
        decrypt, view, end = self._cipher.decrypt, memoryview(data), len(data)
        offset, seq, tag = self.offset, self.seq, self.tag
        header = _RECORD.size
        while offset + header + _TAG <= end:
            length, number, nonce = _RECORD.unpack_from(data, offset)
            stop = offset + header + length + _TAG
            if stop > end or number != seq + 1:
                break
            around = _AROUND.pack(length, number, tag)
            try:
                inside = decrypt(nonce, view[offset + header : stop], around)
            except InvalidTag:
                break
            kind, size = _INSIDE.unpack_from(inside)
            if kind == CHANGES:
                take(inside[_INSIDE.size : _INSIDE.size + size])
            elif kind != CHECK:
                raise too_new()
            offset, seq, tag = stop, number, data[stop - _TAG : stop]
        self.offset, self.seq, self.tag = offset, seq, tag

    def torn(self, data: bytes) -> bool:
        """Whether what follows the last good record is one record cut short.

        Every record is on the disk before the next is begun, so a crash can spoil
        only the last.  Anything that shows a record behind the bad one is damage,
        and so is a segment whose key check does not verify.
        """
        if self.seq < self.header.first:
            return False
        stop = self._claimed(data, self.offset)
        if stop is not None and stop < len(data):
            return False
        return not any(
            self._good_at(data, offset)
            for offset in range(self.offset + _TAG, len(data) - _RECORD.size - _TAG)
        )

    def _claimed(self, data: bytes, offset: int) -> int | None:
        """Where a record here would end, None when these bytes begin none."""
        if offset + _RECORD.size > len(data):
            return None
        length, number, _nonce = _RECORD.unpack_from(data, offset)
        if not length or length % _FINE or not self.seq < number < self.seq + _FAR:
            return None
        return offset + _RECORD.size + int(length) + _TAG

    def _good_at(self, data: bytes, offset: int) -> bool:
        stop = self._claimed(data, offset)
        if stop is None or stop > len(data):
            return False
        length, number, nonce = _RECORD.unpack_from(data, offset)
        around = _AROUND.pack(length, number, data[offset - _TAG : offset])
        try:
            self._cipher.decrypt(nonce, data[offset + _RECORD.size : stop], around)
        except InvalidTag:
            return False
        return True


def new_header(generation: int, number: int, first: int) -> Header:
    """A header with a salt of its own."""
    return Header(generation, number, first, os.urandom(32))


def too_new() -> TooNew:
    """The error for what a newer workbook wrote."""
    return TooNew(
        _("This workbook was written by a newer version of the program."),
        _("Nothing was changed. Open it with the newer version, or update this one."),
    )


def damaged(what: str) -> Damaged:
    """The error for a file that does not verify."""
    return Damaged(
        _("“{file}” is damaged. Nothing was changed.").format(file=what),
        _("Put back a copy of the whole folder if you have one. Keep this one too."),
    )
