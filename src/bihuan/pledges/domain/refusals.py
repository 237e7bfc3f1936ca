"""Why an act on a plan is refused."""

from __future__ import annotations


class PlanRefused(ValueError):
    """The act is not possible; the message is a Chinese sentence that says why and what to do."""
