"""Regions, units, posts and persons; roles, scope and signing in."""
