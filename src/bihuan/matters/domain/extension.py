"""延期、挂起与转办: the lawful ways in which a matter takes longer, each by someone other than the handler.

延期须在到期前提出，次数与长度有上限（matters.extend.max；不超过原时限）。挂起只限清单所列情形并须定复查日期；其中检测、听证、公示、
补充材料等停止计时，扣除整工作日（R-3.10），待上级、待资金、待政策的（挂账）时限照常计算。转办上报后由营商办跟踪。
"""

from __future__ import annotations

from datetime import datetime

from bihuan.kernel.deadlines import SHANGHAI
from bihuan.kernel.limits import TimeLimit
from bihuan.matters.choices import ClockKind, Move
from bihuan.matters.domain.deadlines import GIVEN, clock_until, deadline, recomputed
from bihuan.matters.domain.grounds import choice_of, label_of
from bihuan.matters.domain.hands import check_separate
from bihuan.matters.domain.offices import office_of
from bihuan.matters.domain.refusals import NotPossible
from bihuan.matters.domain.workflow import is_paused, step
from bihuan.matters.models import Clock, Matter, MatterEvent
from bihuan.people.models import Post
from bihuan.rulebook.facade import rule

STOPS_CLOCK = "STOPS_CLOCK"


def extend(matter: Matter, *, by: Post, now: datetime, working_days: int, note: str) -> MatterEvent:
    """延期: a leader grants working days from the present deadline, before it is over."""
    with step(matter, Move.EXTEND, by=by, now=now) as extending:
        subject, clock = extending.matter, extending.running[ClockKind.HANDLE]
        check_separate(by.person_id, {"承办人": subject.handler_id}, doing="批准延期")
        most = rule("matters.extend.max", on=now.astimezone(SHANGHAI).date(), region_code=subject.region_code).value
        if subject.extended_count >= most:
            raise NotPossible(f"这件事已经延期 {subject.extended_count} 次，按规定不能再延期。")
        if now >= clock.due_at:
            raise NotPossible("办理期限已过，延期须在到期前批准。")
        if clock.rule_id != GIVEN:
            original = TimeLimit.parse(clock.proof["limit"])
            if original.unit == "WD" and not 1 <= working_days <= original.amount:
                raise NotPossible(f"延期为 1 至 {original.amount} 个工作日（不超过原时限），请修改天数。")
        if not note.strip():
            raise NotPossible("请写明延期的理由，并告知当事人。")
        limit = TimeLimit(working_days, "WD")  # type: ignore[arg-type]
        end = deadline(limit, start=clock.due_at, region_code=subject.region_code)
        clock.due_at, clock.is_provisional = end.due_at, end.provisional
        clock.proof = {**clock.proof, "extension": end.as_proof()}
        subject.extended_count += 1
        extending.move_clock(clock)
        return extending.finish(f"延期 {working_days} 个工作日：{note}", data={"days": working_days})


def suspend(matter: Matter, *, by: Post, now: datetime, ground: str, note: str, look_again_at: datetime) -> MatterEvent:
    """挂起: on a listed ground until the day to look again; the handling clock stands still where the ground says so."""
    with step(matter, Move.SUSPEND, by=by, now=now) as suspending:
        subject = suspending.matter
        check_separate(by.person_id, {"承办人": subject.handler_id}, doing="批准挂起")
        chosen = choice_of("matters.grounds.suspend", ground, region_code=subject.region_code, now=now)
        if look_again_at <= now:
            raise NotPossible("请填写以后的复查日期，挂起的事项不能没有下一个时限。")
        if STOPS_CLOCK in chosen.marks:
            clock = suspending.running[ClockKind.HANDLE]
            clock.suspensions = [*clock.suspensions, [now.isoformat(), None]]
            suspending.move_clock(clock)
        why = f"挂起复查：{chosen.label}"
        suspending.start(clock_until(ClockKind.FOLLOW_UP, subject, start=now, due_at=look_again_at, why=why))
        return suspending.finish(f"{chosen.label}。{note}", data={"ground": ground})


def resume(matter: Matter, *, by: Post, now: datetime, note: str) -> MatterEvent:
    """恢复办理: a clock that stood still goes on; whole working days of the suspension are not counted."""
    with step(matter, Move.RESUME, by=by, now=now) as resuming:
        clock = resuming.running[ClockKind.HANDLE]
        if is_paused(clock):
            _run_on(clock, now=now)
            resuming.move_clock(clock)
        return resuming.finish(note)


def _run_on(clock: Clock, *, now: datetime) -> None:
    """End the clock's open suspension and give it its new end."""
    since = clock.suspensions[-1][0]
    clock.suspensions = [*clock.suspensions[:-1], [since, now.isoformat()]]
    end = None if "extension" in clock.proof else recomputed(clock)
    if end is not None:
        clock.due_at, clock.is_provisional, clock.proof = end.due_at, end.provisional, end.as_proof()
        return
    # A date that a person gave or granted is pushed by the time it stood still, unless it was over before that.
    stopped_at = datetime.fromisoformat(since)
    if clock.due_at > stopped_at:
        clock.due_at += now - stopped_at
        clock.proof = {**clock.proof, "pushed": [since, now.isoformat()]}


def forward(matter: Matter, *, by: Post, now: datetime, to: str, note: str, look_again_at: datetime) -> MatterEvent:
    """转办上报: the matter goes to another body or level; the office follows it up by a date it names."""
    with step(matter, Move.FORWARD, by=by, now=now) as forwarding:
        if not to.strip() or look_again_at <= now:
            raise NotPossible("请写明转往哪个单位，并填写以后的跟踪日期。")
        subject = forwarding.matter
        office = office_of(subject.region_code, now=now)
        subject.first_receiver = subject.first_receiver or office
        subject.dispatched_at = subject.dispatched_at or now
        subject.dispatcher = by.person
        forwarding.start(
            clock_until(ClockKind.FOLLOW_UP, subject, start=now, due_at=look_again_at, why=f"跟踪{to}办理")
        )
        lead = subject.lead_unit or office
        return forwarding.finish(f"转{to}办理。{note}", lead_unit=lead, data={"to": to})


def record_answer(
    matter: Matter, *, by: Post, now: datetime, result_class: str, result_text: str, evidence_note: str
) -> MatterEvent:
    """登记上级答复: what the other body answered becomes the result, to be reviewed like any other."""
    with step(matter, Move.RECORD_ANSWER, by=by, now=now) as recording:
        subject = recording.matter
        label = label_of("matters.result-classes", result_class, region_code=subject.region_code, now=now)
        if not result_text.strip() or not evidence_note.strip():
            raise NotPossible("请写明答复内容和答复的来文（作为佐证）。")
        subject.result_class, subject.result_text, subject.evidence_note = result_class, result_text, evidence_note
        subject.submitted_at = now
        return recording.finish(f"{label}：{result_text}", data={"result": result_class})
