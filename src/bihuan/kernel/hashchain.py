"""Hashes of the trail, domain-separated so that a leaf can never pass for a link (trust 4.1, RFC 6962)."""

from __future__ import annotations

from hashlib import sha256

LEAF = b"\x00"
NODE = b"\x01"
LEAST_SALT_BYTES = 16


def leaf_hash(leaf: bytes) -> bytes:
    """SHA-256 of 0x00 and the canonical bytes of one entry."""
    return sha256(LEAF + leaf).digest()


def chain_hash(previous: bytes, leaf: bytes) -> bytes:
    """SHA-256 of 0x01, the previous link and this entry's leaf hash, 32 bytes each."""
    if len(previous) != 32 or len(leaf) != 32:
        raise ValueError("a link is made of two 32-byte hashes")
    return sha256(NODE + previous + leaf).digest()


def commitment(salt: bytes, payload: bytes) -> bytes:
    """SHA-256 of a random salt and a payload; without the salt, once destroyed, the payload cannot be guessed at."""
    if len(salt) < LEAST_SALT_BYTES:
        raise ValueError(f"a commitment needs at least {LEAST_SALT_BYTES} random bytes as salt")
    return sha256(salt + payload).digest()
