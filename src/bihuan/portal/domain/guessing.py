"""Guessing at codes: after too many misses from one place, asking pauses for a while.

A code has sixty random bits, so this only keeps machines from asking without end. The place is a short keyed hash of
the address, in memory only, under a key that lives as long as the process: nothing about a visitor is kept (trust 4.11).
"""

from __future__ import annotations

import hashlib
import hmac
import os
import threading
from datetime import datetime, timedelta


class Guesses:
    """The misses of this process, by place."""

    def __init__(self) -> None:
        self._key = os.urandom(32)
        self._misses: dict[bytes, list[datetime]] = {}
        self._lock = threading.Lock()

    def must_wait(self, address: str, *, now: datetime, misses: int, minutes: int) -> bool:
        """Whether this place has missed as often as allowed within the minutes before now."""
        with self._lock:
            self._forget_before(now - timedelta(minutes=minutes))
            return len(self._misses.get(self._place(address), [])) >= misses

    def missed(self, address: str, *, now: datetime) -> None:
        """Count one miss."""
        with self._lock:
            self._misses.setdefault(self._place(address), []).append(now)

    def _forget_before(self, moment: datetime) -> None:
        recent = {place: [at for at in times if at >= moment] for place, times in self._misses.items()}
        self._misses = {place: times for place, times in recent.items() if times}

    def _place(self, address: str) -> bytes:
        return hmac.digest(self._key, address.encode(), hashlib.sha256)[:4]
