"""Internal keys: UUID version 7, so that new rows lie together in the index and no global sequence is needed.

Keys are for staff addresses and foreign keys; what the public sees (receipt codes) is random and unrelated.
Decision: docs/decisions/0006.
"""

from __future__ import annotations

import os
import time
import uuid


def new_key() -> uuid.UUID:
    """A key that sorts by the moment it was made (RFC 9562, version 7)."""
    milliseconds = time.time_ns() // 1_000_000
    tail = int.from_bytes(os.urandom(10), "big")
    high = (milliseconds & 0xFFFFFFFFFFFF) << 80
    value = high | (0x7 << 76) | ((tail >> 64) & 0xFFF) << 64 | (0b10 << 62) | (tail & 0x3FFFFFFFFFFFFFFF)
    return uuid.UUID(int=value)
