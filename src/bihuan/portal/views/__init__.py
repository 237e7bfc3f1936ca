"""One file for each journey of a visitor."""
