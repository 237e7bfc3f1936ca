"""The yearly holiday notice is entered, or a local overlay (R-3.11, R-3.12).

Without the notice of a year its working days cannot be known, so deadlines that reach into it are provisional. After a
notice was entered, whoever keeps running clocks computes them anew (the calendar's version has changed).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction

from bihuan.kernel.calendar import Calendar
from bihuan.kernel.identifiers import BadIdentifier, check_division_code
from bihuan.kernel.text import BadText, refuse_unstorable
from bihuan.rulebook import queries
from bihuan.rulebook.domain.permissions import require_keeper
from bihuan.rulebook.models import CalendarNotice, Edition
from bihuan.trail.facade import Actor, record

Days = Mapping[date, str]
YEARS = range(2004, 2101)
STATUTORY = ("元旦", "春节", "清明", "劳动", "端午", "中秋", "国庆")


class NoticeRefused(ValueError):
    """The notice cannot be entered; the message is a Chinese sentence."""


def enter_notice(
    *,
    by: Actor,
    now: datetime,
    year: int,
    title: str,
    source: str,
    holidays: Days,
    swap_days: Days,
    region_code: str = "",
) -> CalendarNotice:
    """Enter a notice; days are given with the name of their holiday. A later notice overrules an earlier one's days.

    Side effects: one row, one trail entry, a new edition of the rulebook. Raises MayNotKeepRules, NoticeRefused.
    """
    region = _region(region_code)
    require_keeper(by, region)
    _check_texts(title, source)
    _check_days(year, holidays, swap_days)
    with transaction.atomic():
        Edition.turn()
        _refuse_incomplete(year, region, holidays)
        notice = CalendarNotice.objects.create(
            year=year,
            region_code=region,
            title=title.strip(),
            source=source.strip(),
            holidays=_as_json(holidays),
            swap_days=_as_json(swap_days),
            entered_by=f"{by.actor_code} {by.actor_name}",
            entered_at=now,
        )
        _leave_entry(notice, by=by, now=now)
    queries.forget()
    transaction.on_commit(queries.forget)
    return notice


def _region(region_code: str) -> str:
    try:
        return check_division_code(region_code) if region_code else ""
    except BadIdentifier as error:
        raise NoticeRefused(str(error)) from None


def _check_texts(title: str, source: str) -> None:
    if not title.strip() or not source.strip():
        raise NoticeRefused("请写明通知的名称和文号（或出处）。")
    try:
        refuse_unstorable(title + source)
    except BadText as error:
        raise NoticeRefused(str(error)) from None


def _check_days(year: int, holidays: Days, swap_days: Days) -> None:
    if year not in YEARS:
        raise NoticeRefused(f"年份应在{YEARS.start}至{YEARS.stop - 1}之间，请核对。")
    if not holidays and not swap_days:
        raise NoticeRefused("请至少填写一个放假日期或调休上班日期。")
    for on, name in (*holidays.items(), *swap_days.items()):
        if on.year != year and not (on.year == year - 1 and on.month == 12):
            raise NoticeRefused(f"{_spell(on)}不在{year}年（可含上年12月），请核对日期。")
        if not name.strip():
            raise NoticeRefused(f"{_spell(on)}没有写节日名称，请补上。")
    both = sorted(set(holidays) & set(swap_days))
    if both:
        raise NoticeRefused(f"{_spell(both[0])}既是放假又是上班，请核对通知。")
    weekdays = sorted(on for on in swap_days if on.weekday() < 5)
    if weekdays:
        raise NoticeRefused(f"{_spell(weekdays[0])}不是周末，本来就上班，不用写在调休上班日期里。")


def _refuse_incomplete(year: int, region: str, holidays: Days) -> None:
    """The first national notice of a year makes the year known, so it must name every statutory holiday (R-3.11)."""
    entered = CalendarNotice.objects.filter(year=year, region_code="").exists()
    if region or entered or Calendar().has_notice(year):
        return
    missing = [name for name in STATUTORY if not any(name in given for given in holidays.values())]
    if missing:
        raise NoticeRefused(f"{year}年的放假安排缺少{'、'.join(missing)}，请按通知补齐后再录入。")


def _leave_entry(notice: CalendarNotice, *, by: Actor, now: datetime) -> None:
    record(
        "ENTER_NOTICE",
        by=by,
        now=now,
        object_kind="CALENDAR_NOTICE",
        object_id=notice.pk,
        region_code=notice.region_code or by.region_code,
        payload={
            "year": notice.year,
            "region": notice.region_code,
            "title": notice.title,
            "source": notice.source,
            "holidays": notice.holidays,
            "swap_days": notice.swap_days,
        },
    )


def _as_json(days: Days) -> dict[str, str]:
    return {on.isoformat(): name.strip() for on, name in sorted(days.items())}


def _spell(on: date) -> str:
    return f"{on.year}年{on.month}月{on.day}日"
