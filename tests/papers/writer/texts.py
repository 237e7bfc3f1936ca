"""Texts that break careless writers: control characters, half surrogates, markup, emoji, very long words."""

from __future__ import annotations

from hypothesis import strategies as st

_NASTY = (
    "\x00",
    "\x0b",
    "\x1b[31m",
    "\ud800",
    "\udfff",
    "\ufffe",
    "\u202e",
    "\r\n",
    "\u2028",
    "]]>",
    "<w:p/>",
    "&amp;",
    "\"'",
    "😀👨‍👩‍👧",
    "𠮷",
    "w" * 3000,
    "甲" * 3000,
    "\u3000",
    "\t",
)


def bad_text() -> st.SearchStrategy[str]:
    """Any text at all, mixed with the worst that is known."""
    any_text = st.text(alphabet=st.characters(min_codepoint=0, max_codepoint=0x10FFFF, exclude_categories=()))
    return st.lists(st.one_of(any_text, st.sampled_from(_NASTY)), max_size=5).map("".join)
