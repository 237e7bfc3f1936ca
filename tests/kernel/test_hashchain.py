"""Hashes of the trail."""

from __future__ import annotations

from hashlib import sha256

import pytest

from bihuan.kernel.hashchain import chain_hash, commitment, leaf_hash

EMPTY = bytes(32)


def test_a_leaf_and_a_link_of_the_same_bytes_have_different_hashes() -> None:
    assert leaf_hash(EMPTY + EMPTY) != chain_hash(EMPTY, EMPTY)


def test_leaf_and_link_are_the_published_construction() -> None:
    assert leaf_hash(b"entry") == sha256(b"\x00entry").digest()
    assert chain_hash(EMPTY, leaf_hash(b"entry")) == sha256(b"\x01" + EMPTY + leaf_hash(b"entry")).digest()


def test_a_changed_entry_changes_every_later_link() -> None:
    first, second = leaf_hash(b"1"), leaf_hash(b"2")
    honest = chain_hash(chain_hash(EMPTY, first), second)
    assert chain_hash(chain_hash(EMPTY, leaf_hash(b"x")), second) != honest


def test_a_link_of_anything_but_two_hashes_is_refused() -> None:
    with pytest.raises(ValueError, match="32-byte"):
        chain_hash(b"", leaf_hash(b"1"))


def test_a_commitment_depends_on_salt_and_payload() -> None:
    salt = bytes(range(32))
    commitments = {commitment(salt, b"a"), commitment(salt, b"b"), commitment(bytes(32), b"a")}
    assert len(commitments) == 3


def test_a_commitment_with_a_short_salt_is_refused() -> None:
    with pytest.raises(ValueError, match="salt"):
        commitment(b"short", b"payload")
