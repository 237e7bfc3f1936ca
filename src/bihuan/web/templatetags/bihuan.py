"""Template filters and tags of every page: dates, days left, states with a word beside the colour."""

from __future__ import annotations

from django import template

register = template.Library()
