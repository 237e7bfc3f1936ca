"""Vocabulary of the rulebook: the duty of its keepers and the marks shown beside a rule."""

from __future__ import annotations

from bihuan.rulebook.book.vocabulary import Certainty

KEEP_RULES = "KEEP_RULES"

# Tabler colours; the label always stands beside them.
CERTAINTY_COLOURS = {
    Certainty.VERIFIED: "green",
    Certainty.VERIFIED_LOCAL: "teal",
    Certainty.KNOWN: "blue",
    Certainty.UNSURE: "orange",
    Certainty.DESIGN: "secondary",
}
