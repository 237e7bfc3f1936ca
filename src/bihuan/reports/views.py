"""The pages of papers: the list, writing one, reading one with its figures, checking it against the records."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import quote
from uuid import UUID

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from bihuan.delivery.facade import KeyUsedForAnother, take_once
from bihuan.figures.facade import address, scope_of
from bihuan.papers.writer.docx_writer import MEDIA_TYPE
from bihuan.papers.writer.numbering import HeadingCounter, heading_text
from bihuan.people.choices import Duty
from bihuan.people.facade import require
from bihuan.people.models import Post
from bihuan.reports import facade
from bihuan.reports.choices import ReportKind
from bihuan.reports.forms import WriteForm
from bihuan.reports.models import Report
from bihuan.reports.queries import plans_for, report_of, reports_of
from bihuan.store.keys import new_key
from bihuan.web import clock
from bihuan.web.access import StaffRequest
from bihuan.web.tables import page_of

REPORTS_A_PAGE = 25


@require_safe
def reports(request: StaffRequest) -> HttpResponse:
    """The papers of the region, the newest first."""
    require(request.post, Duty.READ_ALL)
    page = page_of(reports_of(request.post), request, size=REPORTS_A_PAGE)
    return render(request, "reports/reports.html", {"page": page, "may_write": request.post.may(Duty.REPORT)})


@require_http_methods(["GET", "HEAD", "POST"])
def write(request: StaffRequest) -> HttpResponseBase:
    """Choose kind and period; the paper is written at once and opens."""
    require(request.post, Duty.REPORT)
    form = WriteForm(
        request.POST or None, today=clock.today(), plans=plans_for(request.post), initial=_initial(request)
    )
    if request.method == "POST" and form.is_valid():
        try:
            return redirect("reports:report", report_id=_write_once(request.post, form.cleaned_data))
        except (facade.ReportRefused, KeyUsedForAnother) as refusal:
            form.add_error(None, str(refusal))
    return render(request, "reports/write.html", {"form": form}, status=422 if form.errors else 200)


@require_safe
def report(request: StaffRequest, report_id: UUID) -> HttpResponse:
    """The paper on the screen; each figure leads to its records as of the paper's moment."""
    found = _found(request, report_id)
    return render(request, "reports/report.html", _context(found, request.post))


@require_safe
def check(request: StaffRequest, report_id: UUID) -> HttpResponse:
    """The same page, with every figure computed again beside what the paper says."""
    found = _found(request, report_id)
    told = {"is_checked": True, "checked_at": clock.now(), "moved": facade.recheck(found, post=request.post)}
    return render(request, "reports/report.html", _context(found, request.post) | told)


@require_safe
def docx(request: StaffRequest, report_id: UUID) -> HttpResponse:
    """The paper as a file to download."""
    found = _found(request, report_id)
    response = HttpResponse(facade.docx(found), content_type=MEDIA_TYPE)
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(f'{found.title}.docx')}"
    return response


def _initial(request: StaffRequest) -> dict[str, str]:
    """A key for this form; a plan or period named in the address is chosen already."""
    chosen = {name: request.GET[name] for name in ("plan", "period") if request.GET.get(name)}
    return {"key": str(new_key())} | chosen


def _write_once(post: Post, asked: Mapping[str, Any]) -> str:
    """The key of the report; a form sent twice gives the first one's report."""
    now, span, plan = clock.now(), asked["span"], asked["plan"]

    def act() -> dict[str, str]:
        kind = ReportKind(asked["kind"])
        made = facade.write_report(by=post, now=now, kind=kind, period=span, plan=plan)
        return {"report": str(made.pk)}

    content = {"post": str(post.pk), "kind": asked["kind"], "period": span.label}
    content["plan"] = str(plan.pk) if plan else ""
    return str(take_once("reports.write", asked["key"], now=now, content=content, act=act).answer["report"])


def _found(request: StaffRequest, report_id: UUID) -> Report:
    require(request.post, Duty.READ_ALL)
    found = report_of(request.post, report_id)
    if found is None:
        raise Http404("没有这份材料，或不在您的查阅范围内。")
    return found


@dataclass(frozen=True)
class Link:
    """A piece of text; `url` leads to its records, `note` is its number in the list below."""

    text: str
    url: str = ""
    note: int | None = None


def _context(found: Report, post: Post) -> dict[str, Any]:
    body = facade.body_of(found)
    urls = {
        bound.number: address(bound.snapshot.name, replace(scope_of(bound.snapshot), post=post))
        for bound in found.figures.all()
    }
    marked = set(body.marked)
    notes = [
        {"bound": bound, "url": urls[bound.number], "value": facade.value_text(bound.snapshot)}
        for bound in found.figures.all()
        if bound.number in marked
    ]
    return {
        "report": found,
        "body": body,
        "parts": list(_parts(body.parts, urls)),
        "notes": notes,
        "text": facade.text(found),
    }


def _parts(parts: tuple[facade.Part, ...], urls: Mapping[int, str]) -> Iterator[dict[str, Any]]:
    counter = HeadingCounter()
    for part in parts:
        links = [_link(piece, urls) for piece in part.pieces]
        heading = facade.as_heading(part)
        yield {
            "level": part.level,
            "heading": counter.next_label(part.level) + heading_text(heading) if heading else "",
            "links": links,
            "head": part.head,
            "rows": [
                [(name, [_link(piece, urls) for piece in cell]) for name, cell in zip(part.head, row, strict=True)]
                for row in part.rows
            ],
        }


def _link(piece: facade.Piece, urls: Mapping[int, str]) -> Link:
    if piece.figure is None:
        return Link(piece.text)
    return Link(piece.text, urls[piece.figure], piece.figure if piece.is_marked else None)
