"""Acts of the keepers of rules."""
