"""Names that other apps may use."""

from bihuan.people.domain.permissions import NotAllowed, require

__all__ = ["NotAllowed", "require"]
