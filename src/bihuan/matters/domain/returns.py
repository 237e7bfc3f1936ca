"""退回与裁定: a unit may send a matter back once, in time, on a ground from the list; the office then rules.

退回理由、时限和次数在规则 matters.grounds.send-back、matters.limit.send-back、matters.send-back.max。裁定维持的，退回时间计入
原单位；裁定改派的，新单位重新起算。首接单位始终留在记录上（推诿扯皮的计量由此而来）。
"""

from __future__ import annotations

from datetime import datetime

from bihuan.kernel.deadlines import SHANGHAI
from bihuan.matters.choices import ClockKind, Move
from bihuan.matters.domain.deadlines import clock_by_rule, deadline
from bihuan.matters.domain.grounds import label_of
from bihuan.matters.domain.refusals import NotPossible
from bihuan.matters.domain.workflow import step
from bihuan.matters.models import Matter, MatterEvent
from bihuan.people.models import Post, Unit
from bihuan.rulebook.facade import rule


def send_back(
    matter: Matter, *, by: Post, now: datetime, ground: str, note: str, suggested_unit: Unit | None = None
) -> MatterEvent:
    """退回: the unit holds that the matter is not its own; the clock of handling goes on until the ruling."""
    with step(matter, Move.SEND_BACK, by=by, now=now) as sending:
        _check_may_return(sending.matter, now=now)
        label = label_of("matters.grounds.send-back", ground, region_code=matter.region_code, now=now)
        if not note.strip():
            raise NotPossible("请写明退回的具体理由，供营商办裁定。")
        sending.matter.sent_back_count += 1
        hint = f"建议由{suggested_unit.name}办理。" if suggested_unit else ""
        data = {"ground": ground, "from": str(sending.matter.lead_unit_id)}
        if suggested_unit:
            data["suggested"] = str(suggested_unit.pk)
        return sending.finish(f"{label}。{note.rstrip('。')}。{hint}", data=data)


def rule_on(matter: Matter, *, by: Post, now: datetime, lead_unit: Unit, note: str) -> MatterEvent:
    """裁定: back to the same unit (退回不成立) or on to another (退回成立); either is final for this return."""
    with step(matter, Move.RULE_ON, by=by, now=now) as ruling:
        if not note.strip():
            raise NotPossible("请写明裁定理由。")
        if lead_unit.pk == ruling.matter.accused_unit_id:
            raise NotPossible(f"这件事反映的是{lead_unit.name}，按回避规定不能交给该单位办理。")
        upheld = lead_unit.pk != ruling.matter.lead_unit_id
        if upheld:
            ruling.end(ClockKind.HANDLE, lapsed=True)
            ruling.start(clock_by_rule(ClockKind.HANDLE, ruling.matter, start=now))
            ruling.matter.handler = None
        ruling.matter.dispatcher = by.person
        verdict = f"退回成立，改由{lead_unit.name}办理" if upheld else f"退回不成立，仍由{lead_unit.name}办理"
        return ruling.finish(f"{verdict}。{note}", lead_unit=lead_unit, data={"upheld": upheld, "unit": lead_unit.name})


def _check_may_return(matter: Matter, *, now: datetime) -> None:
    today = now.astimezone(SHANGHAI).date()
    most = rule("matters.send-back.max", on=today, region_code=matter.region_code).value
    if matter.sent_back_count >= most:
        raise NotPossible(f"这件事已经退回过 {matter.sent_back_count} 次，按规定不能再退回，请办理或申请协办。")
    handed_over = (Move.DISPATCH, Move.REASSIGN, Move.RULE_ON, Move.SIGN_FOR)
    handed = matter.event_set.filter(move__in=handed_over).order_by("-seq").first()
    if handed is None:
        raise NotPossible("这件事由本单位当场受理，不能退回，请继续办理。")
    limit = rule("matters.limit.send-back", on=today, region_code=matter.region_code).limit
    end = deadline(limit, start=handed.at, region_code=matter.region_code)
    if now >= end.due_at:
        raise NotPossible(f"退回须在分办或签收后 {limit.label} 内提出，现已超过，请办理或申请协办。")
