"""查看完整个人信息: lists and pages show who brought a matter masked; to see it in full is an act with its purpose.

用途从规则 ledger.unmask.purposes 中选，写入留痕（《个人信息保护法》第5条、第6条；rules.md 10.2）。
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from bihuan.matters.domain.grounds import label_of
from bihuan.matters.models import Matter
from bihuan.people.choices import Duty
from bihuan.people.facade import require
from bihuan.people.models import Post
from bihuan.trail.facade import record
from bihuan.trail.models import TrailEntry

PURPOSES = "ledger.unmask.purposes"


def unmask(matter: Matter, *, by: Post, now: datetime, purpose: str) -> TrailEntry:
    """Note that the post looked at the full name and phone of who brought this matter.

    `purpose` is a code of the rule. Raises NotAllowed, NotPossible (no such purpose).
    """
    require(by, Duty.UNMASK)
    label = label_of(PURPOSES, purpose, region_code=matter.region_code, now=now)
    with transaction.atomic():
        return record(
            "matters.unmask",
            by=by,
            now=now,
            object_kind="matter",
            object_id=matter.pk,
            region_code=matter.region_code,
            payload={"number": matter.number, "purpose": purpose, "text": label},
        )


def unmask_ledger(wanted: Mapping[str, Any], *, by: Post, now: datetime, purpose: str, rows: int) -> TrailEntry:
    """Note that the post took a list with full names and phones out of the system: which filter, how many rows.

    `wanted` is the filter as JSON-safe text. Raises NotAllowed, NotPossible (no such purpose).
    """
    require(by, Duty.UNMASK)
    label = label_of(PURPOSES, purpose, region_code=by.region_code, now=now)
    with transaction.atomic():
        return record(
            "matters.export-unmasked",
            by=by,
            now=now,
            object_kind="ledger",
            object_id=by.region_code,
            region_code=by.region_code,
            payload={"wanted": dict(wanted), "rows": rows, "purpose": purpose, "text": label},
        )
