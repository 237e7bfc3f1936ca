"""台账: the flat list of matters, its filters as chips, saved views, pages that keep the place, and print."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from bihuan.kernel.deadlines import SHANGHAI
from bihuan.matters import queries
from bihuan.matters.domain.unmasking import PURPOSES
from bihuan.matters.facade import choices_of
from bihuan.matters.forms.ledger import LedgerForm, SavedViewForm
from bihuan.matters.models import SavedView
from bihuan.matters.queries import LedgerFilter, LedgerPage
from bihuan.matters.views.ledger_chips import PASSING, Chip, chips_of, params_with
from bihuan.matters.views.ledger_columns import (
    COLUMNS,
    PERSONAL,
    LedgerColumn,
    Reading,
    chosen_columns,
    fields_of,
    shown_day,
)
from bihuan.people.choices import Duty
from bihuan.people.models import Post, Unit
from bihuan.web import clock, days_left
from bihuan.web.access import StaffRequest
from bihuan.web.templatetags.bihuan import STAGE_TONES

PRINTED_ROWS = 500
MOST_VIEWS = 20
# Orders that an index gives; any other is offered only while the list is short enough to be sorted.
QUICK_SORTS = frozenset({"due", "received"})


@dataclass(frozen=True)
class Asked:
    """What the address asks for."""

    form: LedgerForm
    wanted: LedgerFilter
    columns: list[LedgerColumn]
    units: list[Unit]
    params: QueryDict


@dataclass(frozen=True)
class Head:
    """The head of a column: a click orders by it, a second one turns the order."""

    title: str
    url: str
    order: str


@dataclass(frozen=True)
class Cell:
    """One cell as the screen shows it; `tone` is the colour that repeats a badge's word."""

    title: str
    text: Any
    look: str
    tone: str = ""


@require_GET
def ledger(request: StaffRequest) -> HttpResponse:
    """One page of the ledger as the address asks for it."""
    asked, post = read_address(request), request.post
    is_panel, is_print = "panel" in request.GET, "print" in request.GET
    if is_panel and request.headers.get("HX-Request"):
        return render(request, "matters/_filter_form.html", {"form": asked.form})
    wanted, note = _orderly(asked.wanted, post)
    number = 1 if is_print else _page_number(request.GET)
    size = PRINTED_ROWS if is_print else queries.PAGE_ROWS
    page = queries.page_of(wanted, fields_of(asked.columns), post=post, number=number, size=size)
    reading = reading_for(page.rows, asked.units, post)
    context = {
        "page": page,
        "rows": [(row["id"], row.get("urgency") == "URGENT", _cells(row, asked.columns, reading)) for row in page.rows],
        "heads": [_head(column, wanted, request.GET) for column in asked.columns],
        "chips": chips_of(asked.form, wanted, request.GET),
        "pages": _pages(page, request.GET),
        "form": asked.form,
        "columns": [(column, column in asked.columns) for column in COLUMNS.values()],
        "views": SavedView.objects.filter(person=post.person_id),
        "query": _address(request.GET),
        "note": note,
        "is_print": is_print,
        "is_panel": is_panel,
        "has_filter": bool(_address(request.GET)),
        "may_register": post.may(Duty.REGISTER),
        "may_recompute": post.may(Duty.DISPATCH),
        "base": reverse("matters:ledger"),
        "purposes": choices_of(PURPOSES, region_code=post.region_code, now=reading.now),
        "may_unmask": post.may(Duty.UNMASK) and any(column.code in PERSONAL for column in asked.columns),
    }
    return render(request, "matters/ledger.html", context)


@require_POST
def save_view(request: StaffRequest) -> HttpResponseRedirect:
    """Keep the filters, columns and order of the address under a name of the person's own."""
    form = SavedViewForm(request.POST)
    query = request.POST.get("query", "")
    if not form.is_valid():
        messages.error(request, "请给这个视图起一个 30 字以内的名称。")
    elif SavedView.objects.filter(person=request.post.person_id).count() >= MOST_VIEWS:
        messages.error(request, f"最多保存 {MOST_VIEWS} 个视图，请先删去不用的。")
    else:
        query, name = form.cleaned_data["query"], form.cleaned_data["name"]
        with transaction.atomic():
            SavedView.objects.update_or_create(person=request.post.person, name=name, defaults={"query": query})
        messages.success(request, f"已保存视图“{name}”。")
    return HttpResponseRedirect(f"{reverse('matters:ledger')}?{QueryDict(query).urlencode()}")


@require_POST
def drop_view(request: StaffRequest, view_id: str) -> HttpResponse:
    """Delete one of the person's own views."""
    view = get_object_or_404(SavedView, pk=view_id, person=request.post.person_id)
    with transaction.atomic():
        view.delete()
    messages.success(request, f"已删除视图“{view.name}”。")
    return redirect("matters:ledger")


def read_address(request: StaffRequest) -> Asked:
    """The filters, columns and order of the address; also for the Excel file."""
    now, post = clock.now(), request.post
    units = queries.units_of(post.region_code, today=now.astimezone(SHANGHAI).date())
    form = LedgerForm(request.GET, post=post, units=units, now=now)
    return Asked(form, form.wanted(), chosen_columns(request.GET.getlist("col")), units, request.GET)


def reading_for(rows: list[dict[str, Any]], units: list[Unit], post: Post, *, is_unmasked: bool = False) -> Reading:
    """The names that these rows need, with one query only where a unit is no longer in force."""
    names = {unit.pk: unit.name for unit in units}
    used = {value for row in rows for name, value in row.items() if value and name.endswith(("unit_id", "receiver_id"))}
    missing = used - names.keys()
    if missing:
        names |= queries.unit_names(list(missing))
    now = clock.now()
    villages: dict[str, str] = {}
    if any("place_code" in row for row in rows[:1]):
        today = now.astimezone(SHANGHAI).date()
        villages = {village.code: village.name for village in queries.villages_of(post.region_code, today=today)}
    return Reading(names, villages, now, is_unmasked)


def _cells(row: dict[str, Any], columns: list[LedgerColumn], reading: Reading) -> list[Cell]:
    return [_cell(row, column, reading) for column in columns]


def _cell(row: dict[str, Any], column: LedgerColumn, reading: Reading) -> Cell:
    title, value = column.column.title, column.value(row, reading)
    if column.look == "stage":
        return Cell(title, value, "badge", STAGE_TONES.get(row["stage"], "blue"))
    if column.look == "left" and row["next_due_at"]:
        left = days_left.until(row["next_due_at"], now=reading.now, region_code=row["region_code"])
        return Cell(title, left.words, "badge", left.tone)
    if column.look == "day":
        return Cell(title, shown_day(value, reading.now), "text")
    return Cell(title, "" if value is None else value, column.look)


def _orderly(wanted: LedgerFilter, post: Post) -> tuple[LedgerFilter, str]:
    """The filter with an order that can be had, and a sentence where that is another than asked for."""
    if wanted.sort.removeprefix("-") in QUICK_SORTS:
        return wanted, ""
    if queries.capped_count(wanted, post=post) <= queries.COUNT_CAP:
        return wanted, ""
    title = next(column.column.title for column in COLUMNS.values() if column.sort == wanted.sort.removeprefix("-"))
    note = f"符合条件的超过 {queries.COUNT_CAP} 件，不能按“{title}”排序。请先筛选，再排序。"
    return replace(wanted, sort="-received"), note


def _head(column: LedgerColumn, wanted: LedgerFilter, params: QueryDict) -> Head:
    if not column.sort:
        return Head(column.column.title, "", "")
    is_here, is_turned = wanted.sort.removeprefix("-") == column.sort, wanted.sort.startswith("-")
    following = f"-{column.sort}" if is_here and not is_turned else column.sort
    order = ("descending" if is_turned else "ascending") if is_here else ""
    return Head(column.column.title, params_with(params, sort=following), order)


def _pages(page: LedgerPage, params: QueryDict) -> list[Chip]:
    """First, previous, next, last – those that lead somewhere."""
    turns = (("首页", 1), ("上一页", page.number - 1), ("下一页", page.number + 1), ("末页", page.pages))
    return [
        Chip(word, params_with(params, page=str(number)), is_on=False)
        for word, number in turns
        if 1 <= number <= page.pages and number != page.number
    ]


def _page_number(params: QueryDict) -> int:
    text = params.get("page", "")
    return int(text) if text.isdecimal() and len(text) < 7 else 1


def _address(params: QueryDict) -> str:
    """The address without the page, as a saved view keeps it."""
    kept = params.copy()
    for name in PASSING:
        kept.pop(name, None)
    return kept.urlencode()
