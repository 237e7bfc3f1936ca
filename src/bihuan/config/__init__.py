"""Wiring: settings, addresses, the command line."""
