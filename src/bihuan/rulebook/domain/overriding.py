"""A region sets its own value for a rule, or takes it back.

Places may be stricter than the law, never laxer (优化营商环境条例 第36条), so a value that is laxer than a verified
national or ministry rule, or than the override of the region above, is refused. Overrides are dated and attributed;
history reads as it was on its day.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import transaction

from bihuan.kernel.identifiers import BadIdentifier, check_division_code, scope_prefix
from bihuan.kernel.proofs import SHANGHAI
from bihuan.rulebook import queries
from bihuan.rulebook.book import BadValue, Rule, UnknownRule, check_value, load_book
from bihuan.rulebook.domain.permissions import require_keeper
from bihuan.rulebook.models import Edition, RuleOverride
from bihuan.trail.facade import Actor, record


class OverrideRefused(ValueError):
    """The override cannot be entered; the message is a Chinese sentence."""


def override_rule(
    rule_id: str,
    *,
    by: Actor,
    now: datetime,
    region_code: str,
    value: Any,
    source: str,
    reason: str,
    valid_from: date,
    valid_to: date | None = None,
) -> RuleOverride:
    """Enter an override. `value` has the shape of the rule's value in the book.

    Side effects: one row, one trail entry, a new edition of the rulebook. Raises MayNotKeepRules, OverrideRefused.
    """
    region = _region(region_code)
    require_keeper(by, region)
    original = _original(rule_id, valid_from)
    _check_texts(source, reason)
    if valid_to is not None and valid_to < valid_from:
        raise OverrideRefused("失效日期早于生效日期，请改正。")
    _check_value(original, value)
    with transaction.atomic():
        Edition.turn()
        _refuse_laxer(original, value, region, valid_from)
        override = RuleOverride.objects.create(
            region_code=region,
            rule_id=rule_id,
            value=value,
            source=source.strip(),
            reason=reason.strip(),
            valid_from=valid_from,
            valid_to=valid_to,
            entered_by=f"{by.actor_code} {by.actor_name}",
            entered_at=now,
        )
        _leave_entry("OVERRIDE_RULE", override, by=by, now=now)
    _look_again()
    return override


def end_override(override: RuleOverride, *, by: Actor, now: datetime, last_day: date, reason: str) -> RuleOverride:
    """Let an override hold no longer than `last_day`; from the next day on the book (or the region above) holds again.

    Raises MayNotKeepRules, OverrideRefused.
    """
    require_keeper(by, override.region_code)
    if not reason.strip():
        raise OverrideRefused("请写明终止调整的理由。")
    if last_day < now.astimezone(SHANGHAI).date():
        raise OverrideRefused("最后一天不能早于今天，已经过去的日子按当时的规则。")
    with transaction.atomic():
        Edition.turn()
        locked = RuleOverride.objects.select_for_update().get(pk=override.pk)
        if locked.valid_to is not None and locked.valid_to <= last_day:
            raise OverrideRefused(f"这项调整已于{locked.valid_to:%Y年%m月%d日}失效，不用再终止。")
        if last_day < locked.valid_from:
            raise OverrideRefused("最后一天早于生效日期，请改正。")
        locked.valid_to = last_day
        locked.save(update_fields=["valid_to"])
        _leave_entry("END_OVERRIDE", locked, by=by, now=now, why=reason.strip())
    _look_again()
    return locked


def _region(region_code: str) -> str:
    try:
        return check_division_code(region_code)
    except BadIdentifier as error:
        raise OverrideRefused(str(error)) from None


def _original(rule_id: str, on: date) -> Rule:
    try:
        return load_book().rule(rule_id, on)
    except UnknownRule as error:
        raise OverrideRefused(str(error)) from None


def _check_texts(source: str, reason: str) -> None:
    if not source.strip():
        raise OverrideRefused("请写明依据（文件名称和文号）。")
    if not reason.strip():
        raise OverrideRefused("请写明调整理由。")


def _check_value(original: Rule, value: Any) -> None:
    try:
        codes = [option.code for option in original.options]
        check_value(value, original.unit, options=codes, like=original.value)
    except BadValue as fault:
        raise OverrideRefused(f"“{original.label}”的值不对：{fault}。") from None


def _refuse_laxer(original: Rule, value: Any, region: str, on: date) -> None:
    if original.is_statutory and original.is_laxer(value):
        raise OverrideRefused(
            f"“{original.label}”是法定规则（{original.source}），法定为{original.value_text}，地方只能更严，不能放宽。"
        )
    above = _override_above(original.id, region, on)
    if above is not None and original.stricter and original.is_laxer(value, than=above.value):
        raise OverrideRefused(f"上级对“{original.label}”已有规定（{above.source}），本级只能更严，不能放宽。")


def _override_above(rule_id: str, region: str, on: date) -> RuleOverride | None:
    """The nearest override of a region that contains this one."""
    rows = RuleOverride.objects.filter(rule_id=rule_id).order_by("entered_at", "id")
    above = [
        row
        for row in rows
        if row.holds_on(on) and row.region_code != region and queries.covers(row.region_code, region)
    ]
    return max(above, key=lambda row: (len(scope_prefix(row.region_code)), row.entered_at), default=None)


def _leave_entry(action: str, override: RuleOverride, *, by: Actor, now: datetime, why: str = "") -> None:
    payload = {
        "rule": override.rule_id,
        "region": override.region_code,
        "value": override.value,
        "source": override.source,
        "reason": why or override.reason,
        "valid_from": override.valid_from.isoformat(),
        "valid_to": override.valid_to.isoformat() if override.valid_to else None,
    }
    record(
        action,
        by=by,
        now=now,
        object_kind="RULE_OVERRIDE",
        object_id=override.pk,
        region_code=override.region_code,
        payload=payload,
    )


def _look_again() -> None:
    """At once for this act's own transaction, and again when it is committed, for the other threads."""
    queries.forget()
    transaction.on_commit(queries.forget)
