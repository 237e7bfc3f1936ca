"""Names that other apps may use."""

from bihuan.trail.actor import Actor, Outsider, citizen, system
from bihuan.trail.domain.recording import NotInTransaction, record
from bihuan.trail.domain.verification import Verdict, verify

__all__ = ["Actor", "NotInTransaction", "Outsider", "Verdict", "citizen", "record", "system", "verify"]
