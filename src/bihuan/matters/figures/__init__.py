"""The figures of the loop: how many matters came, stand and end, how fast, how well. Imported at start."""

from bihuan.matters.figures import counts, rates, tables

__all__ = ["counts", "rates", "tables"]
