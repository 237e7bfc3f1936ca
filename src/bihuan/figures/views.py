"""The pages of figures: what each number means, and the records behind it."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote, urlencode

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from bihuan.figures import facade
from bihuan.figures.choices import PeriodName
from bihuan.figures.facade import Figure, FigureValue, Scope
from bihuan.figures.forms import ScopeForm
from bihuan.people.choices import Duty
from bihuan.people.models import Post
from bihuan.web.access import StaffRequest
from bihuan.web.excel import CONTENT_TYPE, Column, write_workbook
from bihuan.web.tables import page_of

RECORDS_A_PAGE = 25


@require_safe
def index(request: StaffRequest) -> HttpResponse:
    """All figures with their definitions and their values in the period."""
    _check_reader(request.post)
    form = ScopeForm(request.GET, post=request.post, now=timezone.now())
    scope = _scope(form, request.post)
    listed = [
        {"figure": one, "value": one.compute(scope), "url": facade.address(one.name, scope)} for one in facade.figures()
    ]
    context = {"form": form, "scope": scope, "listed": listed, "periods": _periods(form)}
    return render(request, "figures/index.html", context, status=422 if form.errors else 200)


@require_safe
def figure(request: StaffRequest, name: str) -> HttpResponse:
    """One figure: value, definition, interval, parts, and its records a page at a time."""
    found = _figure(request, name)
    form = ScopeForm(request.GET, post=request.post, now=timezone.now(), figure=found)
    scope = _scope(form, request.post)
    if form.non_field_errors():
        raise Http404(str(form.non_field_errors()[0]))
    value = found.compute(scope)
    if request.GET.get("format") == "xlsx":
        return _workbook(found, value, scope)
    page = page_of(value.records.order_by(*found.of.order), request, size=RECORDS_A_PAGE)
    context = {
        "figure": found,
        "value": value,
        "form": form,
        "scope": scope,
        "scope_label": form.cleaned_data.get("scope_label", ""),
        "moment_label": facade.moment_label(min(scope.as_of, scope.period.end)),
        "periods": _periods(form),
        "filters": _filters(found, scope),
        "breakdowns": _breakdowns(found, value, scope),
        "page": page,
        "lines": [
            {"url": line.url, "cells": list(zip(found.of.columns, line.cells, strict=True))}
            for line in found.of.lines(page.object_list)
        ],
        "is_own_unit_only": not request.post.may(Duty.READ_ALL),
        "excel_url": f"{facade.address(name, scope)}&format=xlsx",
        "page_base": facade.address(name, scope),
    }
    return render(request, "figures/figure.html", context, status=422 if form.errors else 200)


def _check_reader(post: Post) -> None:
    if not post.may(Duty.READ_ALL) and not post.may(Duty.READ_UNIT):
        raise PermissionDenied("您当前的岗位不查阅业务数据。")


def _figure(request: StaffRequest, name: str) -> Figure:
    _check_reader(request.post)
    try:
        return facade.figure(name)
    except facade.UnknownFigure as error:
        raise Http404(str(error)) from None


def _scope(form: ScopeForm, post: Post) -> Scope:
    """The scope asked for, or this month where the address cannot be read (the page then says what is wrong)."""
    if form.is_valid():
        scope: Scope = form.cleaned_data["scope"]
        return scope
    return facade.now_scope(post, facade.period_of(PeriodName.MONTH, form.today), now=form.now)


def _periods(form: ScopeForm) -> list[dict[str, Any]]:
    """The period picker: the running ones as links that keep the filters."""
    chosen = form.cleaned_data.get("period") or PeriodName.MONTH if form.is_valid() else ""
    kept = {
        name: value
        for name, value in form.data.items()
        if name not in ("period", "first", "last", "as_of", "page", "format")
    }
    return [
        {"label": name.label, "query": urlencode({"period": name.value, **kept}), "is_on": chosen == name.value}
        for name in PeriodName
        if name is not PeriodName.CUSTOM
    ]


def _filters(found: Figure, scope: Scope) -> list[dict[str, str]]:
    """Each filter in words, with the address without it."""
    labels = facade.filter_labels(found, scope)
    return [
        {"name": name, "label": label, "url": facade.address(found.name, scope.narrowed(name, ""))}
        for name, label in labels.items()
    ]


def _breakdowns(found: Figure, value: FigureValue, scope: Scope) -> list[dict[str, Any]]:
    """A table for each dimension not yet chosen; each line leads to the figure of that part."""
    tables = []
    for name, dimension in found.of.dimensions.items():
        if scope.key(name):
            continue
        parts = facade.breakdown(found, value, scope, dimension)
        rows = [
            {"part": part, "url": facade.address(found.name, scope.narrowed(name, part.key)) if part.key else ""}
            for part in parts
        ]
        tables.append({"dimension": dimension, "rows": rows})
    return tables


def _workbook(found: Figure, value: FigureValue, scope: Scope) -> HttpResponse:
    """All records as an Excel file, with definition, period and moment in its second line."""
    columns = [Column(title, width=24 if title == "标题" else 16) for title in found.of.columns]
    if value.hits is not None or value.amounts is not None:
        columns.append(Column("计入分子" if value.hits is not None else found.unit, width=12))
    weights = value.weights
    shown = {"1": "是", "0": "否"} if value.hits is not None else {}
    records = found.of.lines(value.records.order_by(*found.of.order))
    rows = [
        (*line.cells, *([shown.get(weights[line.key], weights[line.key])] if len(columns) > len(line.cells) else []))
        for line in records
    ]
    until = facade.moment_label(min(scope.as_of, scope.period.end))
    subtitle = (
        f"{value.shown}{found.unit if found.unit != '%' else ''}；{scope.period.label}，截至{until}；{found.definition}"
    )
    response = HttpResponse(write_workbook(found.label, subtitle, columns, rows), content_type=CONTENT_TYPE)
    filename = quote(f"{found.label}-{scope.period.label}.xlsx")
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{filename}"
    return response
