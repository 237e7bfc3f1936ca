"""Names that other apps may use."""

from bihuan.delivery.domain.sending import send
from bihuan.delivery.domain.taking import KeyUsedForAnother, Taken, take_once

__all__ = ["KeyUsedForAnother", "Taken", "send", "take_once"]
