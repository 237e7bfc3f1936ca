"""件数: how many matters came in, stand and end. 收集数 = 办结数 + 在办数 holds for every cut-off (rules.md 2.5 rule 6)."""

from __future__ import annotations

from bihuan.figures.facade import Rows, Scope, count
from bihuan.matters.choices import Move, Stage
from bihuan.matters.figures.records import (
    MATTERS,
    open_at,
    overdue_at,
    suspended_at,
    with_moves,
    within_period,
)


@count(
    "matters.received",
    label="收件数",
    unit="件",
    definition="统计时期内登记的事项数，不论来源和后来的办理情况。",
    of=MATTERS,
    is_tile=True,
)
def received(rows: Rows, scope: Scope) -> Rows:
    return within_period(rows, scope, "received_at")


@count(
    "matters.accepted",
    label="受理数",
    unit="件",
    definition="统计时期内作出受理决定的事项数，含当场解决的。",
    of=MATTERS,
)
def accepted(rows: Rows, scope: Scope) -> Rows:
    return within_period(rows, scope, "accepted_at")


@count(
    "matters.in_hand",
    label="在办数",
    unit="件",
    definition="截至统计时点已登记、尚未办结的全部事项数，不限收件时间。",
    of=MATTERS,
    is_tile=True,
)
def in_hand(rows: Rows, scope: Scope) -> Rows:
    return open_at(rows, scope)


@count(
    "matters.overdue",
    label="逾期数",
    unit="件",
    definition="截至统计时点在办、且当前环节的时限已过的事项数；挂起期间停止计算的时限不算逾期。",
    of=MATTERS,
    is_tile=True,
)
def overdue(rows: Rows, scope: Scope) -> Rows:
    return overdue_at(open_at(rows, scope), scope)


@count(
    "matters.suspended",
    label="挂账数",
    unit="件",
    definition="截至统计时点经批准挂起、定有复查日期的事项数。",
    of=MATTERS,
)
def suspended(rows: Rows, scope: Scope) -> Rows:
    return suspended_at(open_at(rows, scope), scope)


@count(
    "matters.closed",
    label="办结数",
    unit="件",
    definition="统计时期内结束的事项数，包括销号、不予受理、撤回和并案，不限收件时间。",
    of=MATTERS,
    is_tile=True,
)
def closed(rows: Rows, scope: Scope) -> Rows:
    return within_period(rows, scope, "closed_at")


@count(
    "matters.struck_off",
    label="销号数",
    unit="件",
    definition="统计时期内经复核、回访、领导签批后销号的事项数，销号后已归档的也计入。",
    of=MATTERS,
)
def struck_off(rows: Rows, scope: Scope) -> Rows:
    return closed(rows, scope).filter(stage__in=[Stage.STRUCK_OFF, Stage.ARCHIVED])


@count(
    "matters.declined",
    label="不予受理数",
    unit="件",
    definition="统计时期内依清单所列依据决定不予受理的事项数。",
    of=MATTERS,
)
def declined(rows: Rows, scope: Scope) -> Rows:
    return closed(rows, scope).filter(stage=Stage.DECLINED)


@count(
    "matters.closed_of_received",
    label="收件中已办结",
    unit="件",
    definition="统计时期内收件、截至统计时点已经结束的事项数，包括销号、不予受理、撤回和并案。",
    of=MATTERS,
)
def closed_of_received(rows: Rows, scope: Scope) -> Rows:
    return received(rows, scope).filter(closed_at__lt=scope.until)


@count(
    "matters.open_of_received",
    label="收件中在办",
    unit="件",
    definition="统计时期内收件、截至统计时点尚未办结的事项数，与“收件中已办结”之和等于收件数。",
    of=MATTERS,
)
def open_of_received(rows: Rows, scope: Scope) -> Rows:
    return open_at(received(rows, scope), scope)


@count(
    "matters.returned",
    label="退回数",
    unit="件",
    definition="统计时期内承办单位退回过的事项数，一件退回多次计一件。",
    of=MATTERS,
)
def returned(rows: Rows, scope: Scope) -> Rows:
    return with_moves(rows, scope, Move.SEND_BACK)


@count(
    "matters.returned_upheld",
    label="退回成立数",
    unit="件",
    definition="统计时期内经裁定退回成立、改由其他单位办理的事项数。",
    of=MATTERS,
)
def returned_upheld(rows: Rows, scope: Scope) -> Rows:
    return with_moves(rows, scope, Move.RULE_ON, upheld=True)


@count(
    "matters.reworked",
    label="复核退回数",
    unit="件",
    definition="统计时期内复核没有通过、退回补办的事项数，一件退回多次计一件。",
    of=MATTERS,
)
def reworked(rows: Rows, scope: Scope) -> Rows:
    return with_moves(rows, scope, Move.REWORK)


@count(
    "matters.redone",
    label="重办数",
    unit="件",
    definition="统计时期内回访认为未解决、退回承办单位重新办理的事项数，一件重办多次计一件。",
    of=MATTERS,
)
def redone(rows: Rows, scope: Scope) -> Rows:
    return with_moves(rows, scope, Move.REDO)
