"""比率与平均: how much in time, how fast, and what people say at call-back (R-2.10, R-2.11).

Base of the call-back rates is 有效回访数. A matter called back more than once in the period counts once, with its last
valid answer.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db.models import Exists, Max, OuterRef, QuerySet, Subquery
from django.db.models.fields.json import KT

from bihuan.figures.facade import Rows, Scope, mean, share
from bihuan.kernel.deadlines import elapsed_working_days
from bihuan.matters.choices import CallBackOutcome, ClockEnd, ClockKind, Move, Satisfaction
from bihuan.matters.figures.records import MATTERS, events, with_moves, within_period
from bihuan.matters.models import Clock, MatterEvent
from bihuan.matters.models.matter import township_of
from bihuan.rulebook.facade import calendar_for

VALID_OUTCOMES = [outcome for outcome in CallBackOutcome if outcome is not CallBackOutcome.NOT_POSSIBLE]
CONTENT = [Satisfaction.SATISFIED, Satisfaction.BASICALLY]


@share(
    "matters.on_time_share",
    label="按期办结率",
    definition="统计时期内承办单位提交办理结果（含当场解决）的事项中，各次提交都在办理期限内的占比。",
    of=MATTERS,
    is_tile=True,
)
def on_time_share(rows: Rows, scope: Scope) -> tuple[Rows, Rows]:
    base = with_moves(rows, scope, Move.SUBMIT, Move.SOLVE_ON_THE_SPOT)
    # A limit also ends when the matter is forwarded; only an end by submission counts here.
    submission = events(scope, Move.SUBMIT).filter(matter=OuterRef("matter"), at=OuterRef("ended_at"))
    late = Clock.objects.filter(
        Exists(submission), matter=OuterRef("pk"), kind=ClockKind.HANDLE, ended_as=ClockEnd.LATE
    )
    return base, base.exclude(Exists(late))


@mean(
    "matters.mean_working_days",
    label="平均办理工作日",
    unit="个工作日",
    definition="统计时期内提交办理结果的事项，自首次分办次日起至最后一次提交当日止的工作日数的平均值；当场解决的不计。",
    of=MATTERS,
    is_tile=True,
)
def mean_working_days(rows: Rows, scope: Scope) -> tuple[Rows, Mapping[str, Decimal]]:
    submissions = events(scope, Move.SUBMIT).values("matter_id").annotate(last=Max("at"))
    ends = {str(key): moment for key, moment in submissions.values_list("matter_id", "last")}
    base = with_moves(rows, scope, Move.SUBMIT).exclude(dispatched_at=None)
    return base, _working_days(base, scope, start="dispatched_at", ends=ends)


@mean(
    "matters.mean_days_to_accept",
    label="平均受理用时",
    unit="个工作日",
    definition="统计时期内受理的事项，自收件次日起至受理当日止的工作日数的平均值，当日受理的为0。",
    of=MATTERS,
)
def mean_days_to_accept(rows: Rows, scope: Scope) -> tuple[Rows, Mapping[str, Decimal]]:
    base = within_period(rows, scope, "accepted_at")
    ends = {str(key): moment for key, moment in base.order_by().values_list("pk", "accepted_at")}
    return base, _working_days(base, scope, start="received_at", ends=ends)


@share(
    "matters.call_back_rate",
    label="回访率",
    definition="统计时期内已反馈答复的事项中，截至统计时点在反馈之后得到有效回访（含群众凭查询码自行评价）的占比。",
    of=MATTERS,
)
def call_back_rate(rows: Rows, scope: Scope) -> tuple[Rows, Rows]:
    base = with_moves(rows, scope, Move.REPLY)
    replies = MatterEvent.objects.filter(
        matter=OuterRef("matter"), move=Move.REPLY, at__gte=scope.start, at__lt=scope.until, seq__lt=OuterRef("seq")
    )
    return base, base.filter(Exists(_call_backs(scope).filter(Exists(replies), matter=OuterRef("pk"))))


@share(
    "matters.satisfied_at_call_back",
    label="回访满意率",
    definition="统计时期内得到有效回访的事项中，最后一次回访表示满意或基本满意的占比；没有表态的计入基数。",
    of=MATTERS,
    is_tile=True,
)
def satisfied_at_call_back(rows: Rows, scope: Scope) -> tuple[Rows, Rows]:
    base = _called_back(rows, scope)
    return base, base.filter(said__in=CONTENT)


@share(
    "matters.solved_at_call_back",
    label="回访解决率",
    definition="统计时期内得到有效回访的事项中，最后一次回访认为已解决的占比；部分解决的不计入已解决。",
    of=MATTERS,
)
def solved_at_call_back(rows: Rows, scope: Scope) -> tuple[Rows, Rows]:
    base = _called_back(rows, scope)
    return base, base.filter(found=CallBackOutcome.SOLVED)


def _call_backs(scope: Scope) -> QuerySet[MatterEvent]:
    """Valid call-backs in the period: an answer was got, whether by phone or by the person at the portal."""
    return events(scope, Move.CALL_BACK, Move.REDO).filter(data__outcome__in=VALID_OUTCOMES)


def _called_back(rows: Rows, scope: Scope) -> Rows:
    """Those with a valid call-back in the period, with `found` and `said`: outcome and satisfaction of the last one."""
    last = _call_backs(scope).filter(matter=OuterRef("pk")).order_by("-seq")
    return rows.filter(pk__in=_call_backs(scope).values("matter_id")).alias(
        found=Subquery(last.values(outcome=KT("data__outcome"))[:1]),
        said=Subquery(last.values(satisfaction=KT("data__satisfaction"))[:1]),
    )


def _working_days(base: Rows, scope: Scope, *, start: str, ends: Mapping[str, Any]) -> dict[str, Decimal]:
    """The working days of each record from the moment in a column to its end, by the calendar of the region."""
    calendar = calendar_for(township_of(scope.region_code))
    found: dict[str, Decimal] = {}
    for key, begin in base.order_by().values_list("pk", start):
        end: datetime = ends[str(key)]
        found[str(key)] = Decimal(elapsed_working_days(begin, end, calendar, provisional=True))
    return found
