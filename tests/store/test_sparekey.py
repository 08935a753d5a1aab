"""Fifteen plain words, typed back as people type."""

from __future__ import annotations

import contextlib
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbook.errors import WrongPassphrase
from workbook.store.sparekey import key_of, new_spare_key
from workbook.store.sparewords import WORDS

SALT = bytes(16)


def test_the_list_is_what_it_says() -> None:
    """1024 plain words in order, three to eight letters, each once."""
    assert len(WORDS) == 1024
    assert all(one < two for one, two in pairwise(WORDS))
    assert all(3 <= len(word) <= 8 and word.isalpha() for word in WORDS)
    assert all(word.islower() and word.isascii() for word in WORDS)


def test_no_two_words_are_a_letter_apart() -> None:
    """One letter wrong, missing or too many never makes another word of the list."""
    holes = [
        (len(word), word[:n] + "?" + word[n + 1 :])
        for word in WORDS
        for n in range(len(word))
    ]
    assert len(holes) == len(set(holes))
    shorter = {word[:n] + word[n + 1 :] for word in WORDS for n in range(len(word))}
    assert not shorter & set(WORDS)


def test_spare_keys_differ() -> None:
    """Each is fifteen words, and new."""
    keys = {new_spare_key() for _time in range(50)}
    assert len(keys) == 50
    assert all(len(key.split()) == 15 for key in keys)


@settings(deadline=None)
@given(
    before=st.sampled_from(["", "  ", "\n"]),
    between=st.sampled_from([" ", "   ", "\n", ", ", "-", " / ", "\t"]),
    upper=st.booleans(),
)
def test_spaces_and_case_do_not_matter(before: str, between: str, upper: bool) -> None:
    """However it is typed back, the same words are the same key."""
    words = new_spare_key()
    typed = before + between.join(words.split())
    assert key_of(typed.upper() if upper else typed, SALT) == key_of(words, SALT)


def test_numbered_words_are_read() -> None:
    """A copy with a number before each word is read as the words."""
    words = new_spare_key()
    typed = "\n".join(f"{n}. {word}" for n, word in enumerate(words.split(), 1))
    assert key_of(typed, SALT) == key_of(words, SALT)


def test_the_salt_matters() -> None:
    """The same words under another salt are another key."""
    words = new_spare_key()
    assert key_of(words, SALT) != key_of(words, bytes([1] * 16))


def test_a_misspelt_word_is_named_with_what_it_may_be() -> None:
    """The message says which word, and the hint what is near it."""
    words = new_spare_key().split()
    words[3] = "elefant"
    with pytest.raises(WrongPassphrase) as refusal:
        key_of(" ".join(words), SALT)
    assert "Word 4" in refusal.value.message
    assert "elephant" in refusal.value.hint


def test_the_number_of_words_is_told() -> None:
    """Too few or too many words: how many there are."""
    words = new_spare_key()
    with pytest.raises(WrongPassphrase, match="14"):
        key_of(" ".join(words.split()[:14]), SALT)
    with pytest.raises(WrongPassphrase, match="16"):
        key_of(words + " apple", SALT)
    with pytest.raises(WrongPassphrase, match="0"):
        key_of("", SALT)


def test_other_words_of_the_list_are_noticed() -> None:
    """The checksum notices nearly every word that is another one."""
    noticed = 0
    for place in range(200):
        words = new_spare_key().split()
        at = place % 15
        words[at] = WORDS[(WORDS.index(words[at]) + 1 + place) % 1024]
        with contextlib.suppress(WrongPassphrase):
            key_of(" ".join(words), SALT)
            continue
        noticed += 1
    assert noticed >= 190
