"""The rows of the loop."""

from bihuan.matters.models.matter import Appellant, Matter, MatterQuerySet, township_of
from bihuan.matters.models.records import Attachment, Clock, MatterEvent, Part, SavedView

__all__ = [
    "Appellant",
    "Attachment",
    "Clock",
    "Matter",
    "MatterEvent",
    "MatterQuerySet",
    "Part",
    "SavedView",
    "township_of",
]
