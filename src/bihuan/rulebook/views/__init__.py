"""Pages of the rulebook: one file for each journey."""
