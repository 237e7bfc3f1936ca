"""The pages of papers: who sees them, the links of their figures, the file, the check against the records."""

from __future__ import annotations

import io
import re
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bihuan.delivery.models import TakenSubmission
from bihuan.figures import facade as figures
from bihuan.figures.choices import PeriodName
from bihuan.matters.choices import Stage
from bihuan.matters.models import Matter
from bihuan.papers import facade as papers
from bihuan.reports import facade as reports
from bihuan.reports.choices import ReportKind
from bihuan.reports.models import Report
from bihuan.web import clock
from tests import walk
from tests.cast import Cast
from tests.signing_in import signed_in

DAY = timedelta(days=1)
# In the real year of the test run: pages read the clock.
WRITE = {"kind": "RECTIFICATION", "period": "year", "key": "k1", "first": "", "last": ""}


@pytest.fixture
def busy(cast: Cast) -> Cast:
    """Some matters of this year, all of the last days."""
    now = clock.now() - DAY
    walk.at(cast, Stage.STRUCK_OFF, now=now)
    walk.at(cast, Stage.IN_HAND, now=now)
    walk.at(cast, Stage.REGISTERED, now=now)
    return cast


def written(cast: Cast) -> Report:
    period = figures.custom((clock.now() - 2 * DAY).date(), clock.today())
    return reports.write_report(by=cast.dispatcher, now=clock.now(), kind=ReportKind.RECTIFICATION, period=period)


def page(post: Any, path: str) -> Any:
    return signed_in(post).get(path)


def links_of_figures(html: str) -> list[tuple[str, str]]:
    """Address and text of each link to a figure in the text of the paper."""
    article = html.split("<article")[1].split("</article>")[0]
    return [(unescape(url), text) for url, text in re.findall(r'<a href="(/figures/[^"]+)">([^<]+)</a>', article)]


def test_a_paper_is_written_on_the_page_and_opens(busy: Cast):
    answer = signed_in(busy.dispatcher).post("/reports/write/", WRITE, follow=True)
    assert answer.redirect_chain == [(f"/reports/{Report.objects.get().pk}/", 302)]
    assert Report.objects.get().title in answer.content.decode()


def test_the_same_form_sent_twice_writes_one_paper(busy: Cast):
    client = signed_in(busy.dispatcher)
    first, second = client.post("/reports/write/", WRITE), client.post("/reports/write/", WRITE)
    assert first.headers["Location"] == second.headers["Location"]
    assert (Report.objects.count(), TakenSubmission.objects.count()) == (1, 1)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"period": "custom"}, "请填写开始日期和结束日期"),
        ({"period": "custom", "first": "2026-03-31", "last": "2026-03-01"}, "结束日期早于开始日期"),
        ({"period": "custom", "first": "3月1日", "last": "2026-03-01"}, "请写成 2026-03-06 这样"),
        ({"period": "custom", "first": "2098-01-01", "last": "2098-02-01"}, "还没有开始"),
        ({"period": "decade"}, "没有这种时期"),
    ],
)
def test_a_period_that_cannot_be_used_is_answered_in_one_sentence(cast: Cast, change: dict[str, str], sentence: str):
    answer = signed_in(cast.dispatcher).post("/reports/write/", WRITE | change)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert Report.objects.count() == 0


def test_every_figure_on_the_page_leads_to_the_same_number(busy: Cast):
    html = page(busy.dispatcher, f"/reports/{written(busy).pk}/").content.decode()
    links = links_of_figures(html)
    assert len(links) > 10
    for url, text in links:
        answer = page(busy.dispatcher, url)
        assert answer.status_code == 200
        number = re.match(r"[\d.]+%?", text)
        shown = number[0] if number else {"—": "—"}.get(answer.context["value"].shown, "0")
        assert answer.context["value"].shown == shown, (text, url)


def test_the_figures_in_the_file_equal_the_counts_behind_them(busy: Cast):
    report = written(busy)
    answer = page(busy.dispatcher, f"/reports/{report.pk}/docx/")
    text = papers.from_bytes(answer.content, name="报告.docx").text
    in_file = re.findall(r"(\d+)件［(\d+)］", text.split("附件：数据出处")[0])
    assert len(in_file) >= 5
    bound = {one.number: one.snapshot for one in report.figures.select_related("snapshot")}
    for number, note in in_file:
        snapshot = bound[int(note)]
        records = figures.figure(snapshot.name).records_of(figures.scope_of(snapshot))
        assert int(number) == records.count()
        assert f"记录{number}条，摘要{snapshot.digest[:12]}" in text or number == "0"


def test_the_annex_names_the_records_where_they_are_few(busy: Cast):
    report = written(busy)
    year = clock.today().year
    assert f"：诉求〔{year}〕0001号、0002号、0003号。" in reports.text(report)


def test_the_same_paper_gives_the_same_file(busy: Cast):
    report = written(busy)
    first = page(busy.dispatcher, f"/reports/{report.pk}/docx/")
    second = page(busy.leader, f"/reports/{report.pk}/docx/")
    assert first.content == second.content
    assert "filename*=UTF-8''" in first.headers["Content-Disposition"]
    assert io.BytesIO(first.content).read(2) == b"PK"


def test_an_unchanged_paper_is_said_to_agree(busy: Cast):
    html = page(busy.leader, f"/reports/{written(busy).pk}/check/").content.decode()
    assert "与存档一致" in html
    assert "与存档不一致" not in html


def test_a_changed_record_is_named_by_its_number(busy: Cast):
    report = written(busy)
    matter = Matter.objects.get(stage=Stage.REGISTERED)
    Matter.objects.filter(pk=matter.pk).update(received_at=clock.now() - 40 * DAY)
    html = page(busy.leader, f"/reports/{report.pk}/check/").content.decode()
    result = html.split('id="check"')[1].split("</section>")[0]
    assert "与存档不一致" in result
    assert "收件数" in result
    assert set(re.findall(r"诉求〔\d+〕\d+号", result)) == {matter.number}


def test_a_neighbouring_township_finds_no_such_paper(busy: Cast):
    report = written(busy)
    for path in ("", "check/", "docx/"):
        assert page(busy.stranger, f"/reports/{report.pk}/{path}").status_code == 404
    assert report.title not in page(busy.stranger, "/reports/").content.decode()


def test_the_county_reads_its_townships_paper_with_the_townships_figures(busy: Cast):
    report = written(busy)
    html = page(busy.county, f"/reports/{report.pk}/").content.decode()
    url, text = links_of_figures(html)[0]
    assert "region=530199101000" in url
    assert f"{page(busy.county, url).context['value'].shown}件" == text


def test_who_sees_only_the_own_units_matters_reads_no_papers(busy: Cast):
    report = written(busy)
    for path in ("/reports/", "/reports/write/", f"/reports/{report.pk}/", f"/reports/{report.pk}/docx/"):
        assert page(busy.handler, path).status_code == 403


def test_who_reads_all_but_writes_no_papers_is_told_so(busy: Cast):
    report = written(busy)
    assert page(busy.caller, f"/reports/{report.pk}/").status_code == 200
    assert "写一份材料" not in page(busy.caller, "/reports/").content.decode()
    answer = signed_in(busy.caller).post("/reports/write/", WRITE)
    assert answer.status_code == 403
    assert Report.objects.count() == 1


def test_the_list_asks_as_often_for_three_papers_as_for_one(busy: Cast):
    client = signed_in(busy.dispatcher)
    counts = []
    for _ in range(2):
        written(busy)
        if Report.objects.count() == 2:
            written(busy)
        client.get("/reports/")
        with CaptureQueriesContext(
            connection,
        ) as queries:
            answer = client.get("/reports/")
        counts.append((len(queries), answer.content.decode().count('data-label="标题"')))
    assert counts == [(counts[0][0], 1), (counts[0][0], 3)]


def test_an_empty_list_says_how_to_begin(cast: Cast):
    html = page(cast.dispatcher, "/reports/").content.decode()
    assert "还没有材料" in html
    assert 'href="/reports/write/"' in html


def test_the_entry_at_the_left_is_for_those_who_may_read_papers(cast: Cast):
    entries = {post: page(post, "/account/").content.decode() for post in (cast.dispatcher, cast.handler)}
    assert ['href="/reports/"' in html for html in entries.values()] == [True, False]


def test_the_period_words_of_the_form_are_those_of_the_picker(cast: Cast):
    html = page(cast.dispatcher, "/reports/write/").content.decode()
    assert [name.label for name in PeriodName if name.label in html] == ["本周", "本月", "本季", "本年", "自定"]
