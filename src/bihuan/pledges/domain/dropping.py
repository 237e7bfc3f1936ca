"""作废: a draft that was read by mistake is set aside, with the reason; the paper may then be read again."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from bihuan.people.choices import Duty
from bihuan.people.facade import require
from bihuan.people.models import Post
from bihuan.pledges.choices import PlanStatus
from bihuan.pledges.domain.correcting import locked_draft
from bihuan.pledges.domain.refusals import PlanRefused
from bihuan.pledges.models import RectificationPlan
from bihuan.trail.facade import record


def drop_plan(plan: RectificationPlan, *, by: Post, now: datetime, note: str) -> RectificationPlan:
    """Set a draft aside; it stays on record. Raises NotAllowed, PlanRefused (no reason; no longer a draft)."""
    require(by, Duty.PLAN)
    if not note.strip():
        raise PlanRefused("请写明作废的原因。")
    with transaction.atomic():
        locked = locked_draft(plan)
        locked.status = PlanStatus.DROPPED
        locked.save(update_fields=["status"])
        record(
            "pledges.DROP_PLAN",
            by=by,
            now=now,
            object_kind="plan",
            object_id=locked.pk,
            region_code=locked.region_code,
            payload={"title": locked.title, "note": note},
        )
    return locked
