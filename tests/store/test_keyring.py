"""Two copies of the key file; what is changed in one is noticed."""

from __future__ import annotations

import base64
import hashlib
import json
from typing import TYPE_CHECKING, Any

import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from workbook.errors import Damaged, WrongPassphrase
from workbook.store import posix, state_of
from workbook.store.keyring import NAMES, new_keyring, read_keys

if TYPE_CHECKING:
    from pathlib import Path

    from tests.store.conftest import Folder
    from workbook.store.kdf import Kdf


def rewrite(folder: Folder, change: Any, names: tuple[str, ...] = NAMES) -> None:
    """Change what the key file says, checksum and all, as a skilled hand would."""
    for name in names:
        said = json.loads((folder.home / name).read_text())
        del said["checksum"]
        change(said)
        plain = json.dumps(said, sort_keys=True, separators=(",", ":"))
        said["checksum"] = hashlib.sha256(plain.encode()).hexdigest()
        (folder.home / name).write_text(json.dumps(said))


def slot(said: dict[str, Any], kind: str) -> dict[str, Any]:
    found: dict[str, Any] = next(s for s in said["slots"] if s["kind"] == kind)
    return found


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("harm", ["gone", "empty", "cut", "flipped", "foreign"])
def test_one_damaged_copy_is_told_and_mended(
    folder: Folder, name: str, harm: str
) -> None:
    """Whichever copy is harmed, the other opens; both are whole afterwards."""
    folder.create("one").close()
    path, whole = folder.home / name, (folder.home / name).read_bytes()
    if harm == "gone":
        path.unlink()
    else:
        middle = len(whole) // 2
        path.write_bytes(
            {
                "empty": b"",
                "cut": whole[:middle],
                "flipped": whole[:middle] + b"?" + whole[middle + 1 :],
                "foreign": b"[1, 2]",
            }[harm]
        )
    store = folder.open("one")
    assert [name in sentence for sentence in store.told] == [True]
    store.close()
    assert len({(folder.home / n).read_bytes() for n in NAMES}) == 1
    assert folder.open("one").told == []


def test_every_flipped_bit_of_a_copy_is_noticed(folder: Folder) -> None:
    """No change of any byte passes for a wrong passphrase."""
    folder.create("one").close()
    path = folder.home / NAMES[0]
    whole = path.read_bytes()
    for place in range(0, len(whole), 7):
        changed = bytearray(whole)
        changed[place] ^= 1
        path.write_bytes(changed)
        keys = read_keys(folder.home)
        assert len(keys.told) == 1
        assert keys.mend
        keys.open_with_passphrase("one", folder.kdf)


def test_both_copies_damaged_is_damage(folder: Folder) -> None:
    """With no readable copy nothing opens, and nothing is touched."""
    folder.create("one").close()
    for name in NAMES:
        (folder.home / name).write_bytes(b"{")
    before = folder.picture()
    with pytest.raises(Damaged, match="key file"):
        folder.open("one")
    assert folder.picture() == before


def test_the_newer_copy_counts(folder: Folder) -> None:
    """After a crash between the two copies the older one opens nothing."""
    store = folder.create("old")
    stale = (folder.home / NAMES[1]).read_bytes()
    store.set_passphrase("new")
    store.close()
    (folder.home / NAMES[1]).write_bytes(stale)
    with pytest.raises(WrongPassphrase):
        folder.open("old")
    store = folder.open("new")
    assert store.told == []
    store.close()
    assert (folder.home / NAMES[1]).read_bytes() != stale


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("memory", 8),
        ("memory", 1 << 30),
        ("iterations", 0),
        ("iterations", 10**9),
        ("lanes", 0),
        ("lanes", 10**6),
    ],
)
def test_costs_outside_the_bounds_are_refused(
    folder: Folder, name: str, value: int
) -> None:
    """A key file that asks for too little or too much is refused, unspent."""
    folder.create("one").close()
    rewrite(folder, lambda s: slot(s, "passphrase")["kdf"].update({name: value}))
    before = folder.picture()
    with pytest.raises(Damaged, match="cost"):
        folder.open("one")
    assert folder.picture() == before


def test_what_a_slot_says_cannot_be_changed(folder: Folder) -> None:
    """An allowed but other cost, salt, kind or store opens nothing."""
    folder.create("one").close()
    kept = {name: (folder.home / name).read_bytes() for name in NAMES}
    changes: list[Any] = [
        lambda s: slot(s, "passphrase")["kdf"].update(memory=64),
        lambda s: slot(s, "passphrase").update(salt=slot(s, "spare")["salt"]),
        lambda s: slot(s, "passphrase").update(key=slot(s, "spare")["key"]),
        lambda s: s.update(store="0" * 32),
    ]
    for change in changes:
        rewrite(folder, change)
        with pytest.raises(WrongPassphrase):
            folder.open("one")
        for name, data in kept.items():
            (folder.home / name).write_bytes(data)
    folder.open("one")


def test_what_stands_open_is_bound_to_the_key(folder: Folder) -> None:
    """Another public key or revision in the file is damage, not the file's word."""
    folder.create("one").close()
    kept = {name: (folder.home / name).read_bytes() for name in NAMES}
    other = base64.b64encode(bytes(32)).decode()
    for change in ({"public": other}, {"revision": 99}):
        rewrite(folder, lambda s, change=change: s.update(change))
        with pytest.raises(Damaged):
            folder.open("one")
        for name, data in kept.items():
            (folder.home / name).write_bytes(data)


def test_the_public_key_belongs_to_the_sealed_private_one(folder: Folder) -> None:
    """The key file holds an X25519 pair from the first day, half of it sealed."""
    folder.create("one").close()
    keys = read_keys(folder.home)
    private = keys.open_with_passphrase("one", folder.kdf).private
    public = X25519PrivateKey.from_private_bytes(private).public_key()
    assert base64.b64decode(keys.said["public"]) == public.public_bytes_raw()
    assert base64.b64encode(private) not in (folder.home / NAMES[0]).read_bytes()


def test_a_full_disk_changes_neither_copy(
    tmp_path: Path, quick: Kdf, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Both copies are written out before either takes its name."""
    keyring = new_keyring()
    keyring.save(tmp_path)
    before = [(tmp_path / name).read_bytes() for name in NAMES]
    real, calls = posix.write_all, []

    def second_fails(descriptor: int, data: bytes) -> None:
        calls.append(1)
        if len(calls) == 2:
            raise OSError(28, "No space left on device")
        real(descriptor, data)

    monkeypatch.setattr(posix, "write_all", second_fails)
    with pytest.raises(OSError, match="space"):
        keyring.with_passphrase("one", quick).save(tmp_path)
    assert [(tmp_path / name).read_bytes() for name in NAMES] == before
    assert len(list(tmp_path.iterdir())) == 2


def test_secrets_are_not_shown() -> None:
    """The repr of a keyring holds no key."""
    keyring = new_keyring()
    assert repr(keyring.data_key) not in repr(keyring)
    assert repr(keyring.private) not in repr(keyring)


@pytest.mark.parametrize(
    ("place", "value"),
    [
        (("revision",), "1"),
        (("store",), None),
        (("sealed",), 5),
        (("public",), None),
        (("slots", "salt"), "AA=="),
        (("slots", "nonce"), "AA=="),
        (("slots", "nonce"), ""),
    ],
)
def test_a_key_file_of_the_wrong_shape_is_damaged(
    folder: Folder, place: tuple[str, ...], value: Any
) -> None:
    """However well its checksum fits, it is told as damage and touches nothing."""
    folder.create("one").close()

    def change(said: dict[str, Any]) -> None:
        into = slot(said, "passphrase") if len(place) > 1 else said
        if value is None:
            del into[place[-1]]
        else:
            into[place[-1]] = value

    rewrite(folder, change)
    before = folder.picture()
    assert state_of(folder.home) == "damaged"
    with pytest.raises(Damaged):
        folder.open("one")
    assert folder.picture() == before
