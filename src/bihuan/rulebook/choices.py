"""Vocabulary of the rulebook: the duty of its keepers and the marks shown beside a rule."""

from __future__ import annotations

from bihuan.rulebook.book.vocabulary import Certainty

KEEP_RULES = "KEEP_RULES"

# Tones of the badge; its word always stands beside it.
CERTAINTY_TONES = {
    Certainty.VERIFIED: "green",
    Certainty.VERIFIED_LOCAL: "green",
    Certainty.KNOWN: "blue",
    Certainty.UNSURE: "amber",
    Certainty.DESIGN: "grey",
}
