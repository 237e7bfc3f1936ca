"""分办: give a matter to the unit that leads it, ask others to assist; the unit signs for it.

办理时限自分办起算，不自签收起算（design: the clock runs from dispatch）。首接单位留在记录上（R-2.05）。
"""

from __future__ import annotations

from datetime import datetime

from bihuan.kernel.deadlines import SHANGHAI
from bihuan.matters.choices import ClockKind, Move
from bihuan.matters.domain.deadlines import clock_until
from bihuan.matters.domain.hands import check_separate
from bihuan.matters.domain.refusals import NotPossible
from bihuan.matters.domain.workflow import Step, step
from bihuan.matters.models import Matter, MatterEvent, Part
from bihuan.people.models import Post, Unit


def dispatch(
    matter: Matter,
    *,
    by: Post,
    now: datetime,
    lead_unit: Unit,
    note: str = "",
    due_at: datetime | None = None,
    why_due: str = "",
) -> MatterEvent:
    """Give the matter to its lead unit. `due_at` replaces the rule's length where a plan or order names a date."""
    with step(matter, Move.DISPATCH, by=by, now=now) as dispatching:
        _check_unit(dispatching, lead_unit)
        dispatching.matter.dispatcher = by.person
        dispatching.matter.dispatched_at = now
        dispatching.matter.first_receiver = lead_unit
        if due_at is not None:
            if due_at <= now:
                raise NotPossible("完成时限已经过去，请改为以后的日期。")
            dispatching.start(
                clock_until(ClockKind.HANDLE, dispatching.matter, start=now, due_at=due_at, why=why_due or note)
            )
        return dispatching.finish(note, lead_unit=lead_unit, data={"unit": lead_unit.name})


def reassign(matter: Matter, *, by: Post, now: datetime, lead_unit: Unit, note: str) -> MatterEvent:
    """改派: the office corrects its own dispatch; the new unit gets the full time, the first receiver stays on record."""
    with step(matter, Move.REASSIGN, by=by, now=now) as reassigning:
        _check_unit(reassigning, lead_unit)
        if lead_unit.pk == reassigning.matter.lead_unit_id:
            raise NotPossible(f"这件事已经在{lead_unit.name}，请选择另一个单位。")
        reassigning.end(ClockKind.HANDLE, lapsed=True)
        reassigning.matter.dispatcher = by.person
        reassigning.matter.handler = None
        return reassigning.finish(note, lead_unit=lead_unit, data={"unit": lead_unit.name})


def sign_for(matter: Matter, *, by: Post, now: datetime) -> MatterEvent:
    """签收: a member of the lead unit takes the matter in hand; not the one who dispatched it."""
    with step(matter, Move.SIGN_FOR, by=by, now=now) as signing:
        check_separate(by.person_id, {"分办人": signing.matter.dispatcher_id}, doing="签收办理")
        signing.matter.handler = by.person
        return signing.finish()


def involve(matter: Matter, *, by: Post, now: datetime, unit: Unit, task: str, due_at: datetime) -> MatterEvent:
    """会办: ask another unit to add its part by a date; the lead unit stays responsible for the whole."""
    with step(matter, Move.INVOLVE, by=by, now=now) as involving:
        _check_unit(involving, unit)
        if unit.pk == involving.matter.lead_unit_id or involving.matter.parts.filter(unit=unit).exists():
            raise NotPossible(f"{unit.name}已经是这件事的主办或协办单位。")
        Part.objects.create(
            matter=involving.matter, region_code=matter.region_code, unit=unit, task=task, due_at=due_at
        )
        day = due_at.astimezone(SHANGHAI)
        return involving.finish(f"{unit.name}协办：{task}（{day.month}月{day.day}日前）", data={"unit": unit.name})


def contribute(matter: Matter, *, by: Post, now: datetime, text: str) -> MatterEvent:
    """协办反馈: an assisting unit records what it did."""
    with step(matter, Move.CONTRIBUTE, by=by, now=now) as contributing:
        if not text.strip():
            raise NotPossible("请写明协办情况。")
        part = contributing.matter.parts.get(unit_id=by.unit_id, contributed_at=None)
        part.contribution, part.contributed_at = text, now
        part.save(update_fields=["contribution", "contributed_at"])
        return contributing.finish(text)


def _check_unit(current: Step, unit: Unit) -> None:
    if unit.pk == current.matter.accused_unit_id:
        raise NotPossible(f"这件事反映的是{unit.name}，按回避规定不能交给该单位办理。")
    if unit.valid_to is not None and unit.valid_to <= current.now.astimezone(SHANGHAI).date():
        raise NotPossible(f"{unit.name}已经撤并，请选择现有的单位。")
