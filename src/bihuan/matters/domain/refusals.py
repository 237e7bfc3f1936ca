"""How an act says no: a Chinese sentence that says why, and what would be possible."""

from __future__ import annotations


class NotPossible(ValueError):
    """The move is not possible now, or what was given for it does not do; the message is for the user."""
