"""反映问题: the form, and the receipt that answers it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import segno
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from bihuan.delivery.facade import KeyUsedForAnother
from bihuan.kernel.deadlines import SHANGHAI, last_day
from bihuan.kernel.receipts import grouped
from bihuan.matters.choices import ClockKind, Kind
from bihuan.matters.facade import NotPossible
from bihuan.matters.models import Matter
from bihuan.people.choices import UnitKind
from bihuan.people.models import Region
from bihuan.portal.domain.form_keys import new_token, read_files, read_token, sign_file
from bihuan.portal.domain.reporting import Receipt, Report, take_report
from bihuan.portal.forms import ReportForm
from bihuan.portal.queries import unit_of_kind, villages
from bihuan.portal.views.page import for_township, readable, show
from bihuan.rulebook.facade import rule
from bihuan.store.files import FileLimits, FileRefused, keep
from bihuan.store.models import StoredFile
from bihuan.trail.facade import citizen
from bihuan.web import clock

TAKEN_BEFORE = (
    "这张表单刚才已经提交成功，查询码也给过您，那一件不会改动。如果要把现在的内容作为另外一件反映，请再点一次“提交”。"
)
TOO_QUICK = "提交得太快了。请核对一下内容，过几秒再点“提交”。"
# Every mask is read by every scanner; trying all eight for the prettiest costs more than the rest of the page.
QR_MASK = 2
TOO_OLD = "这张表单打开得太久了，内容都还在，请再点一次“提交”。"


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@readable
@for_township
def report(request: HttpRequest, town: Region) -> HttpResponse:
    """An empty form, or what became of the one that was sent."""
    now = clock.now()
    if request.method != "POST":
        return _form_page(request, town, _form(town, now), now=now)
    limits = _limits(town, now)
    form = _form(town, now, data=request.POST, files=request.FILES)
    token = request.POST.get("token", "")
    key, token = _check_opening(form, token, town=town, now=now)
    kept = _keep_files(form, request, limits) if not form.non_field_errors() else _kept_before(request, limits)
    if form.errors:
        return _form_page(request, town, form, now=now, token=token, kept=kept, status=422)
    try:
        receipt = take_report(_report(form, kept), by=citizen(town.code), now=now, region_code=town.code, form_key=key)
    except (KeyUsedForAnother, NotPossible) as refusal:
        again = isinstance(refusal, KeyUsedForAnother)
        form.add_error(None, TAKEN_BEFORE if again else str(refusal))
        return _form_page(request, town, form, now=now, token="" if again else token, kept=kept, status=422)
    return _receipt_page(request, town, receipt, has_phone=bool(form.cleaned_data["phone"]))


def _form(town: Region, now: datetime, **given: Any) -> ReportForm:
    today = now.astimezone(SHANGHAI).date()
    return ReportForm(villages=lambda: villages(town.code, today=today), accept=_limits(town, now).accept, **given)


def _limits(town: Region, now: datetime) -> FileLimits:
    on = now.astimezone(SHANGHAI).date()
    kinds = rule("files.kinds", on=on, region_code=town.code).choices
    return FileLimits(
        extensions={kind.code: tuple(kind.marks) for kind in kinds},
        max_bytes=rule("files.max-bytes", on=on, region_code=town.code).number,
        max_files=rule("files.max-per-submission", on=on, region_code=town.code).number,
    )


def _check_opening(form: ReportForm, token: str, *, town: Region, now: datetime) -> tuple[str, str]:
    """The key of the form and the token to go on with; complains where it was filled in too quickly or too late."""
    on = now.astimezone(SHANGHAI).date()
    longest = timedelta(days=rule("portal.repeat-key-days", on=on, region_code=town.code).number)
    opened = read_token(token, now=now, longest=longest)
    if opened is None:
        form.add_error(None, TOO_OLD)
        return "", ""
    key, age = opened
    if age < timedelta(seconds=rule("portal.min-fill-seconds", on=on, region_code=town.code).number):
        form.add_error(None, TOO_QUICK)
    return key, token


def _keep_files(form: ReportForm, request: HttpRequest, limits: FileLimits) -> list[StoredFile]:
    """The files of this submission: those kept before and those that came now, refused ones named beside the field."""
    kept = _kept_before(request, limits)
    uploads = form.cleaned_data.get("attachments") or []
    room = limits.max_files - len(kept)
    if len(uploads) > room:
        form.add_error(
            "attachments", f"一次最多 {limits.max_files} 个附件，多出的 {len(uploads) - room} 个没有收，请分次反映。"
        )
    for upload in uploads[:room]:
        try:
            kept.append(keep(upload, name=upload.name, limits=limits))
        except FileRefused as refusal:
            form.add_error("attachments", str(refusal))
    return kept


def _kept_before(request: HttpRequest, limits: FileLimits) -> list[StoredFile]:
    ids = read_files(request.POST.getlist("kept")[: limits.max_files])
    return list(StoredFile.objects.filter(pk__in=ids).order_by("pk"))


def _report(form: ReportForm, kept: list[StoredFile]) -> Report:
    told = form.cleaned_data
    return Report(
        kind=Kind(told["kind"]),
        text=told["text"],
        place_code=told["village"],
        place_detail=told["place"],
        name=told["name"],
        phone=told["phone"],
        files=kept,
    )


def _form_page(
    request: HttpRequest,
    town: Region,
    form: ReportForm,
    *,
    now: datetime,
    token: str = "",
    kept: list[StoredFile] | None = None,
    status: int = 200,
) -> HttpResponse:
    limits = _limits(town, now)
    context = {
        "form": form,
        "token": token or new_token(now=now),
        "kept": [(sign_file(file.pk), file.name) for file in kept or []],
        "max_files": limits.max_files,
        "max_megabytes": limits.max_bytes // 1024 // 1024,
        "discipline": unit_of_kind(UnitKind.DISCIPLINE, region_code=town.code, today=clock.today()),
    }
    return show(request, "portal/report.html", context, town=town, status=status)


def _receipt_page(request: HttpRequest, town: Region, receipt: Receipt, *, has_phone: bool) -> HttpResponse:
    # The code stands behind the # and so is never sent to the server, nor written into anybody's log.
    address = request.build_absolute_uri(reverse("portal:progress")) + "#" + receipt.code
    context = {
        "matter": receipt.matter,
        "code": grouped(receipt.code),
        "qr": segno.make_qr(address, error="m", mask=QR_MASK).svg_data_uri(scale=6, border=3),
        "accept_by": _accept_by(receipt.matter),
        "handle_limit": _handle_limit(receipt.matter),
        "has_phone": has_phone,
    }
    return show(request, "portal/receipt.html", context, town=town)


def _accept_by(matter: Matter) -> Any:
    if matter.next_clock == ClockKind.ACCEPT and matter.next_due_at:
        return last_day(matter.next_due_at)
    clock_of_acceptance = matter.clocks.filter(kind=ClockKind.ACCEPT).first()
    return last_day(clock_of_acceptance.due_at) if clock_of_acceptance else None


def _handle_limit(matter: Matter) -> str:
    on = matter.received_at.astimezone(SHANGHAI).date()
    return rule(f"matters.limit.handle.{matter.kind}", on=on, region_code=matter.region_code).limit.label
