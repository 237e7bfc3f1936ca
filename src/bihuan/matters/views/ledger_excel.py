"""The ledger as an Excel file: the same columns, filters and order as on the screen, every page of it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET, require_POST

from bihuan.kernel.deadlines import SHANGHAI
from bihuan.matters import queries
from bihuan.matters.domain.unmasking import PURPOSES, unmask_ledger
from bihuan.matters.facade import choices_of
from bihuan.matters.forms.ledger import PurposeForm
from bihuan.matters.views.ledger import Asked, read_address, reading_for
from bihuan.matters.views.ledger_chips import chips_of
from bihuan.matters.views.ledger_columns import PERSONAL, fields_of
from bihuan.people.models import Post
from bihuan.rulebook.facade import rule
from bihuan.web import clock
from bihuan.web.access import StaffRequest
from bihuan.web.excel import CONTENT_TYPE, Column, Kind, write_workbook

SERIAL = Column("序号", Kind.NUMBER, 6)


@require_GET
def excel(request: StaffRequest) -> HttpResponse:
    """The file with names and phones masked."""
    asked, now = read_address(request), clock.now()
    rows = _rows(asked, request.post, now)
    if rows is None:
        return _back(request, _too_many(request.post, now))
    return _file(asked, rows, request.post, now)


@require_POST
def excel_unmasked(request: StaffRequest) -> HttpResponse:
    """The file with full names and phones; leaves an entry in the trail with the purpose."""
    asked, now = read_address(request), clock.now()
    purposes = choices_of(PURPOSES, region_code=request.post.region_code, now=now)
    form = PurposeForm(request.POST, purposes=purposes)
    if not form.is_valid():
        return _back(request, "导出完整的姓名和电话，须先选择用途。")
    rows = _rows(asked, request.post, now)
    if rows is None:
        return _back(request, _too_many(request.post, now))
    wanted = {name: request.GET.getlist(name) for name in sorted(request.GET)}
    unmask_ledger(wanted, by=request.post, now=now, purpose=form.cleaned_data["purpose"], rows=len(rows))
    return _file(asked, rows, request.post, now, is_unmasked=True)


def _rows(asked: Asked, post: Post, now: datetime) -> list[dict[str, Any]] | None:
    """All rows of the filter, or None where they are more than the rule allows."""
    most = _most_rows(post, now)
    found = queries.ledger(asked.wanted, post=post).values(*fields_of(asked.columns))[: most + 1]
    rows = list(found)
    return rows if len(rows) <= most else None


def _file(
    asked: Asked, rows: list[dict[str, Any]], post: Post, now: datetime, *, is_unmasked: bool = False
) -> HttpResponse:
    reading = reading_for(rows, asked.units, post, is_unmasked=is_unmasked)
    title = f"{queries.region_name(post.region_code)}事项台账"
    columns = [SERIAL, *(column.column for column in asked.columns)]
    lines = [[n, *(column.value(row, reading) for column in asked.columns)] for n, row in enumerate(rows, start=1)]
    content = write_workbook(title, _subtitle(asked, len(rows), post, now, is_unmasked), columns, lines)
    answer = HttpResponse(content, content_type=CONTENT_TYPE)
    name = f"{title}{now.astimezone(SHANGHAI):%Y%m%d-%H%M}.xlsx"
    answer["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name) or "attachment"
    answer["Cache-Control"] = "no-store"
    return answer


def _subtitle(asked: Asked, count: int, post: Post, now: datetime, is_unmasked: bool) -> str:
    """Unit, period, filters, how many, by whom and when; and whether names are masked."""
    period = asked.wanted.period
    set_words = [
        chip.word for group in chips_of(asked.form, asked.wanted, asked.params) for chip in group if chip.is_on
    ]
    parts = [
        f"单位：{post.unit_name}",
        f"收件时间：{period.label if period else '不限'}",
        f"筛选：{'、'.join(set_words)}",
        f"共 {count} 件",
        f"{post.actor_name} {now.astimezone(SHANGHAI):%Y-%m-%d %H:%M} 导出",
    ]
    if any(column.code in PERSONAL for column in asked.columns):
        parts.append("含完整个人信息，请妥善保管" if is_unmasked else "姓名、电话已脱敏")
    return "　".join(parts)


def _most_rows(post: Post, now: datetime) -> int:
    today = now.astimezone(SHANGHAI).date()
    return rule("ledger.export.max-rows", on=today, region_code=post.region_code).number


def _too_many(post: Post, now: datetime) -> str:
    return f"一次最多导出 {_most_rows(post, now)} 件。请先按收件时间或单位筛选，分次导出。"


def _back(request: StaffRequest, sentence: str) -> HttpResponse:
    messages.error(request, sentence)
    return HttpResponseRedirect(f"{reverse('matters:ledger')}?{request.GET.urlencode()}")
