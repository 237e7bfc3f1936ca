"""导入台账: the template, the upload, and what became of it - so many in, so many back in the same file, marked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core import signing
from django.http import FileResponse, Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET, require_http_methods

from bihuan.kernel.deadlines import SHANGHAI
from bihuan.matters import queries
from bihuan.matters.domain.importing import import_rows
from bihuan.matters.forms.importing import UploadForm, Vocabulary, check_rows, columns_for, vocabulary
from bihuan.matters.models import Matter, township_of
from bihuan.people.choices import Duty
from bihuan.people.facade import require
from bihuan.people.models import Post
from bihuan.rulebook.facade import rule
from bihuan.store.files import keep_made, open_kept
from bihuan.store.models import StoredFile
from bihuan.web import clock
from bihuan.web.access import StaffRequest
from bihuan.web.excel import ACCEPTED, CONTENT_TYPE, Row, Sheet, Unreadable, mark_faults, read_rows, write_template

RESULT_SALT = "bihuan.matters.import-result"
RESULT_FOR = 24 * 3600
HOW_TO = (
    "一行一件。类型、来源、单位、村请从下拉中选；没有的列可以留空。",
    "导入后每件从“登记”开始办；原收件日期、来源编号、承办单位写入内容备查。",
    "有错的行会在同一个文件里标出来，改好后整个文件再导入一次，已导入的不会重复。",
)


@dataclass(frozen=True)
class Result:
    """What became of an upload; carried in the address of the result page, signed for the person."""

    new: int
    repeated: int
    refused: int
    file: str
    person: str


@require_GET
def template(request: StaffRequest) -> HttpResponse:
    """The empty sheet with the township's drop-down lists."""
    require(request.post, Duty.REGISTER)
    content = write_template("事项台账", columns_for(_words(request.post, clock.now())), how_to=HOW_TO)
    answer = HttpResponse(content, content_type=CONTENT_TYPE)
    answer["Content-Disposition"] = content_disposition_header(True, "台账导入模板.xlsx") or "attachment"
    return answer


@require_http_methods(["GET", "HEAD", "POST"])
def importing(request: StaffRequest) -> HttpResponse:
    """The page to upload; sent, it registers the sound rows and leads to the result."""
    post, now = request.post, clock.now()
    require(post, Duty.REGISTER)
    max_bytes = queries.file_limits(post.region_code, now=now).max_bytes
    form = UploadForm(request.POST or None, request.FILES or None, max_bytes=max_bytes)
    if request.method == "POST" and form.is_valid():
        upload = form.cleaned_data["file"]
        try:
            result = _import(upload.read(), upload.name or "", post, now)
        except Unreadable as error:
            form.add_error("file", str(error))
        else:
            token = signing.dumps(result.__dict__, salt=RESULT_SALT, compress=True)
            return HttpResponseRedirect(f"{reverse('matters:import-result')}?run={token}")
    most = _most_rows(post, now)
    context = {"form": form, "most": most, "columns": columns_for(_words(post, now))}
    return render(request, "matters/import.html", context, status=422 if form.errors else 200)


@require_GET
def result(request: StaffRequest) -> HttpResponse:
    """How many are in, how many came back, and the marked file."""
    shown = _result(request)
    return render(request, "matters/import_result.html", {"result": shown, "run": request.GET.get("run", "")})


@require_GET
def marked_file(request: StaffRequest) -> FileResponse:
    """The uploaded file with its faulty cells marked."""
    kept = get_object_or_404(StoredFile, pk=_result(request).file)
    answer = FileResponse(open_kept(kept), as_attachment=True, filename=kept.name, content_type=CONTENT_TYPE)
    answer["Cache-Control"] = "private, no-store"
    return answer


def _import(content: bytes, name: str, post: Post, now: datetime) -> Result:
    """Check, register, mark. Raises Unreadable."""
    words = _words(post, now)
    sheet = read_rows(content, columns_for(words), most_rows=_most_rows(post, now))
    there = _there_already(sheet, post)
    sound, faults = check_rows([row for row in sheet.rows if row.number not in there], words)
    outcomes = import_rows(sound, by=post, now=now, region_code=township_of(post.region_code))
    faults |= {outcome.row: {"": outcome.refusal} for outcome in outcomes if outcome.refusal}
    accepted = there | {
        outcome.row: f"{ACCEPTED} {outcome.matter_number}" for outcome in outcomes if outcome.matter_number
    }
    marked = mark_faults(content, sheet, faults, accepted)
    kept = keep_made(marked, name=_marked_name(name), content_type=CONTENT_TYPE)
    new = sum(bool(outcome.matter_number) and not outcome.is_repeat for outcome in outcomes)
    return Result(new, len(accepted) - new, len(faults), str(kept.pk), str(post.person_id))


def _there_already(sheet: Sheet, post: Post) -> dict[int, str]:
    """Rows that are in this ledger: marked so by an earlier import, or taken out of the ledger itself."""
    named = {row.number: name for row in sheet.rows if (name := _named(row))}
    region = township_of(post.region_code)
    numbers = Matter.objects.filter(region_code=region, number__in=set(named.values())).values_list("number", flat=True)
    known = set(numbers)
    return {number: f"{ACCEPTED} {name}" for number, name in named.items() if name in known}


def _named(row: Row) -> str:
    """The number that the row may have in this ledger."""
    if row.status.startswith(ACCEPTED):
        return row.status.removeprefix(ACCEPTED).strip()
    return str(row.values.get("来源编号", ""))


def _result(request: StaffRequest) -> Result:
    """What the address says, if it was signed for this person; else 404."""
    try:
        told: dict[str, Any] = signing.loads(request.GET.get("run", ""), salt=RESULT_SALT, max_age=RESULT_FOR)
    except signing.BadSignature:
        raise Http404("导入结果已过期，请重新导入。") from None
    shown = Result(**told)
    if shown.person != str(request.post.person_id):
        raise Http404("没有这份导入结果。")
    return shown


def _words(post: Post, now: datetime) -> Vocabulary:
    today = now.astimezone(SHANGHAI).date()
    units = queries.units_of(post.region_code, today=today)
    return vocabulary(units, queries.villages_of(post.region_code, today=today), now=now)


def _most_rows(post: Post, now: datetime) -> int:
    today = now.astimezone(SHANGHAI).date()
    return rule("ledger.import.max-rows", on=today, region_code=post.region_code).number


def _marked_name(name: str) -> str:
    stem = name.rsplit("/", 1)[-1].removesuffix(".xlsx")
    return f"{stem.removesuffix('（导入结果）')}（导入结果）.xlsx"
