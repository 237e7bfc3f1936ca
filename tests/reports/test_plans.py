"""A paper on a rectification plan: how its measures stand, bound to the figures of plans."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from bihuan.figures import facade as figures
from bihuan.figures.choices import PeriodName
from bihuan.papers import facade as papers
from bihuan.papers.checker.check import check
from bihuan.papers.checker.finding import Severity
from bihuan.pledges import facade as pledges
from bihuan.pledges.choices import PlanStatus
from bihuan.pledges.models import RectificationPlan
from bihuan.reports import facade as reports
from bihuan.reports.choices import ReportKind
from bihuan.reports.models import Report
from tests.cast import NOW, Cast
from tests.signing_in import signed_in

DAY = timedelta(days=1)
YEAR = figures.period_of(PeriodName.YEAR, NOW.date())
PAPER = """云溪镇窗口服务问题整改方案
为进一步优化营商环境，结合实际，制定整改方案如下：
一、整改目标
切实抓好问题整改。
二、主要问题
1.窗口服务效率不高。
整改措施：
（1）开展窗口业务培训。每月组织一次。
（2）公开办事指南。上墙并印发。
责任领导：王镇长
责任站所：镇民政所
完成时限：2026年6月30日
2.政策宣传不够。
整改措施：
（1）进村入户宣传惠农政策。逐村开展。
责任领导：王镇长
责任站所：镇农业服务站
完成时限：2026年5月31日
"""


@pytest.fixture
def plan(cast: Cast) -> RectificationPlan:
    """A plan of two problems with three measures, read and confirmed."""
    source = papers.from_text(PAPER, name="整改方案.txt")
    found = pledges.import_plan(by=cast.dispatcher, now=NOW, source=source)
    pledges.confirm_plan(found, by=cast.dispatcher, now=NOW)
    found.refresh_from_db()
    return found


def written(cast: Cast, plan: RectificationPlan | None) -> Report:
    return reports.write_report(
        by=cast.dispatcher, now=NOW + DAY, kind=ReportKind.RECTIFICATION, period=YEAR, plan=plan
    )


def test_a_paper_on_a_plan_says_how_its_measures_stand(cast: Cast, plan: RectificationPlan):
    report = written(cast, plan)
    text = reports.text(report)
    assert report.title == "云溪镇关于《云溪镇窗口服务问题整改方案》落实情况的报告"
    assert re.search(r"共列问题2个［\d+］，纳入台账跟踪的整改措施3项［\d+］。", text)
    assert re.search(r"暂无销号的措施［\d+］。正在整改3项［\d+］，没有逾期［\d+］。", text)
    assert "三、整改方案落实情况" in text
    assert "四、各单位办理情况" in text
    assert [finding for finding in check(papers.from_text(text)) if finding.severity is Severity.MUST] == []


def test_the_measures_are_told_apart_by_lead_unit(cast: Cast, plan: RectificationPlan):
    table = next(part for part in reports.body_of(written(cast, plan)).parts if part.head)
    assert table.head[1] == "整改措施数（项）"
    rows = {row[0][0].text: [cell[0].text for cell in row[1:]] for row in table.rows}
    assert rows == {
        "镇民政所": ["2", "0", "2", "0"],
        "镇农业服务站": ["1", "0", "1", "0"],
        "合计": ["3", "0", "3", "0"],
    }


def test_figures_of_the_plan_are_narrowed_to_it_and_say_so(cast: Cast, plan: RectificationPlan):
    report = written(cast, plan)
    bound = report.figures.filter(snapshot__name="pledges.measures").select_related("snapshot").order_by("number")
    measures = bound[0].snapshot
    assert measures.scope_label == "云溪镇 · 整改方案：云溪镇窗口服务问题整改方案"
    assert "统计范围：云溪镇 · 整改方案：云溪镇窗口服务问题整改方案" in reports.text(report)
    assert reports.recheck(report, post=cast.dispatcher) == []


def test_every_figure_of_a_plan_leads_to_the_same_number(cast: Cast, plan: RectificationPlan):
    report = written(cast, plan)
    page = signed_in(cast.dispatcher).get(f"/reports/{report.pk}/")
    for bound in page.context["notes"]:
        answer = signed_in(cast.dispatcher).get(bound["url"])
        assert answer.status_code == 200
        snapshot = bound["bound"].snapshot
        assert answer.context["value"].shown == figures.shown(answer.context["value"].kind, snapshot.value)


def test_a_plan_not_confirmed_yet_is_refused(cast: Cast):
    draft = pledges.import_plan(by=cast.dispatcher, now=NOW, source=papers.from_text(PAPER, name="整改方案.txt"))
    assert draft.status == PlanStatus.DRAFT
    with pytest.raises(reports.ReportRefused, match="还没有确认"):
        written(cast, draft)


def test_a_neighbours_plan_is_refused(cast: Cast, plan: RectificationPlan):
    with pytest.raises(reports.ReportRefused, match="不在您的辖区内"):
        reports.write_report(by=cast.stranger, now=NOW + DAY, kind=ReportKind.RECTIFICATION, period=YEAR, plan=plan)


def test_the_form_offers_the_plans_in_force(cast: Cast, plan: RectificationPlan):
    html = signed_in(cast.dispatcher).get("/reports/write/").content.decode()
    assert "云溪镇窗口服务问题整改方案" in html
    assert "云溪镇窗口服务问题整改方案" not in signed_in(cast.stranger).get("/reports/write/").content.decode()
