"""Plain-Python foundation: working days, identifiers, numerals, text, statistics, hash chain."""
