"""Which unit is the office (营商办) that takes in, dispatches and strikes off in a township."""

from __future__ import annotations

from datetime import datetime

from bihuan.kernel.deadlines import SHANGHAI
from bihuan.matters.domain.refusals import NotPossible
from bihuan.people.choices import UnitKind
from bihuan.people.models import Unit


def office_of(region_code: str, *, now: datetime) -> Unit:
    """The office in force today. Raises NotPossible where a township has none."""
    units = Unit.objects.within(region_code).in_force(now.astimezone(SHANGHAI).date())
    office: Unit | None = units.filter(kind=UnitKind.OFFICE).order_by("order").first()
    if office is None:
        raise NotPossible("本辖区还没有设置营商办，请管理员先在机构人员中设置。")
    return office
