"""导入台账: the template, the upload, and the answer - how many are in, and the same file back with its faults marked."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePath
from uuid import UUID

from django.core import signing
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET, require_http_methods

from bihuan.kernel.deadlines import SHANGHAI
from bihuan.matters.domain.importing import Imported, import_rows
from bihuan.matters.forms.importing import Lists, RowForm, UploadForm, columns_of
from bihuan.matters.models import township_of
from bihuan.matters.queries import units_of, villages_of
from bihuan.people.choices import Duty
from bihuan.people.facade import require
from bihuan.people.models import Post
from bihuan.rulebook.facade import rule
from bihuan.store.files import keep_made, open_kept
from bihuan.store.models import StoredFile
from bihuan.web import clock
from bihuan.web.access import StaffRequest
from bihuan.web.excel import ACCEPTED, CONTENT_TYPE, Row, Sheet, Unreadable, mark_faults, read_rows, write_template

log = logging.getLogger(__name__)
TITLE = "事项台账导入模板"
HOW_TO = (
    "一行一件。填好后在“台账”页点“导入台账”上传；不合格的行会在同一个文件里标出，改好后再传同一个文件，已导入的不会重复。",
    "自己的台账也可以直接上传：表头写着“内容、类型、来源”等列名即可，列的先后不限，多余的列不读。",
    "收件时间按导入的时间计；原收件日期、原编号记在内容的末行。",
)
MARKED_SALT = "bihuan.matters.marked-ledger"
MARKED_FOR = 8 * 3600
MARKED = "（导入结果）"
MOST_SHOWN = 200


@dataclass(frozen=True)
class Fault:
    """One line of the list of faults: the row and column of the file, and what to mend."""

    row: int
    column: str
    sentence: str


@require_http_methods(["GET", "HEAD", "POST"])
def importing(request: StaffRequest) -> HttpResponse:
    """The upload; sent, it takes in what is sound and answers with what is not."""
    require(request.post, Duty.REGISTER)
    now = clock.now()
    max_rows, max_bytes = (
        _limit("ledger.import.max-rows", request.post, now),
        _limit("files.max-bytes", request.post, now),
    )
    if request.method != "POST":
        return _page(request, UploadForm(max_bytes=max_bytes, max_rows=max_rows))
    form = UploadForm(request.POST, request.FILES, max_bytes=max_bytes, max_rows=max_rows)
    if not form.is_valid():
        return _page(request, form, status=422)
    given = form.cleaned_data["ledger"]
    try:
        return _take_in(request, given.read(), given.name or "台账.xlsx", max_rows, now)
    except Unreadable as error:
        form.add_error("ledger", str(error))
        return _page(request, form, status=422)


@require_GET
def template(request: StaffRequest) -> HttpResponse:
    """The sheet to fill in, with the township's own villages and units to choose from."""
    require(request.post, Duty.REGISTER)
    columns = columns_of(_lists(request.post, clock.now()))
    answer = HttpResponse(write_template(TITLE, list(columns.values()), how_to=HOW_TO), content_type=CONTENT_TYPE)
    name = content_disposition_header(as_attachment=True, filename=f"{TITLE}.xlsx")
    answer["Content-Disposition"] = name or "attachment"
    return answer


@require_GET
def marked_file(request: StaffRequest) -> FileResponse:
    """The marked file that `?file=` stands for, to the person who sent it and for the rest of the working day."""
    require(request.post, Duty.REGISTER)
    try:
        kept = signing.loads(request.GET.get("file", ""), salt=MARKED_SALT, max_age=MARKED_FOR)
    except signing.BadSignature:
        raise Http404("下载地址已过期，请重新上传台账；已导入的行不会重复。") from None
    if kept["person"] != str(request.post.person_id):
        raise Http404("这个文件只能由上传的人下载。")
    file = get_object_or_404(StoredFile, pk=UUID(kept["file"]))
    answer = FileResponse(open_kept(file), as_attachment=True, filename=file.name, content_type=file.content_type)
    answer["Cache-Control"] = "private, no-store"
    return answer


def _take_in(request: StaffRequest, content: bytes, name: str, max_rows: int, now: datetime) -> HttpResponse:
    """Read, check and import; raises Unreadable where the file as a whole does not do."""
    lists = _lists(request.post, now)
    columns = columns_of(lists)
    sheet = read_rows(content, list(columns.values()), most_rows=max_rows)
    if not sheet.rows:
        raise Unreadable("表头下面没有填写内容，请填好后再上传。")
    forms = {row.number: RowForm(row.values, lists=lists, columns=columns) for row in sheet.rows}
    faults = {row.number: found for row in sheet.rows if (found := _faults(row, forms[row.number]))}
    sound = {number: form.row() for number, form in forms.items() if number not in faults}
    said_to_be_in = {row.number for row in sheet.rows if row.status.startswith(ACCEPTED)}
    done = import_rows(sound, by=request.post, now=now, said_to_be_in=said_to_be_in)
    for number, sentence in done.refused.items():
        faults[number] = {columns["original_number"].title if number in done.doubled_numbers else "": sentence}
    marked = _marked(content, sheet, faults, done) if faults else b""
    return _answer(request, done, faults, _keep(marked, name, request.post) if marked else "")


def _marked(content: bytes, sheet: Sheet, faults: dict[int, dict[str, str]], done: Imported) -> bytes:
    """The file with its marks; empty for a file that can be read but not written again."""
    accepted = {row: f"{ACCEPTED} {matter}" for row, matter in (done.known | done.new).items()}
    try:
        return mark_faults(content, sheet, faults, accepted)
    except Exception:  # any fault of a broken part; openpyxl has no error of its own. The rows are in: tell of them.
        log.exception("a ledger could be read but not marked")
        return b""


def _faults(row: Row, form: RowForm) -> dict[str, str]:
    """What is wrong with a row by column title; what was seen on reading says more than the form can."""
    return form.faults() | row.faults


def _answer(request: StaffRequest, done: Imported, faults: dict[int, dict[str, str]], link: str) -> HttpResponse:
    lines = [
        Fault(number, title or "整行", sentence)
        for number, by_title in sorted(faults.items())
        for title, sentence in by_title.items()
    ]
    context = {
        "new": len(done.new),
        "known": len(done.known),
        "back": len(faults),
        # Where no file goes back, the page is all there is.
        "faults": lines[:MOST_SHOWN] if link else lines,
        "more": max(0, len(lines) - MOST_SHOWN) if link else 0,
        "link": link,
    }
    return render(request, "matters/import_result.html", context)


def _keep(marked: bytes, name: str, post: Post) -> str:
    """Keep the marked file; what stands for it in its address, good for this person only."""
    stem = PurePath(name).stem.removesuffix(MARKED)[:100]
    file = keep_made(marked, name=f"{stem}{MARKED}.xlsx", content_type=CONTENT_TYPE)
    return signing.dumps({"file": str(file.pk), "person": str(post.person_id)}, salt=MARKED_SALT)


def _lists(post: Post, now: datetime) -> Lists:
    today, region_code = now.astimezone(SHANGHAI).date(), township_of(post.region_code)
    return Lists(villages_of(region_code, today=today), units_of(region_code, today=today), today)


def _limit(rule_id: str, post: Post, now: datetime) -> int:
    return int(rule(rule_id, on=now.astimezone(SHANGHAI).date(), region_code=post.region_code).number)


def _page(request: StaffRequest, form: UploadForm, *, status: int = 200) -> HttpResponse:
    columns = columns_of(_lists(request.post, clock.now())).values()
    return render(request, "matters/import.html", {"form": form, "columns": columns}, status=status)
