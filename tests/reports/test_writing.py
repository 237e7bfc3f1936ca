"""Writing a paper from records: wording, figures, notes, who may."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest

from bihuan.figures import facade as figures
from bihuan.figures.choices import PeriodName
from bihuan.figures.models import FigureSnapshot
from bihuan.matters import facade as loop
from bihuan.matters.choices import CallBackOutcome, Satisfaction, Stage
from bihuan.papers import facade as papers
from bihuan.papers.checker.check import check
from bihuan.papers.checker.finding import Severity
from bihuan.people.facade import NotAllowed
from bihuan.reports import facade as reports
from bihuan.reports.choices import ReportKind
from bihuan.reports.domain.skeletons import skeleton
from bihuan.reports.models import Report
from bihuan.trail.models import TrailEntry
from tests import walk
from tests.cast import NOW, Cast

DAY = timedelta(days=1)
MONTH = figures.period_of(PeriodName.MONTH, NOW.date())
LATER = NOW + DAY


def busy(cast: Cast) -> None:
    """Matters at several stages, one of them redone after a call-back, one long overdue."""
    walk.at(cast, Stage.STRUCK_OFF)
    walk.at(cast, Stage.IN_HAND)
    walk.at(cast, Stage.REGISTERED)
    walk.to(cast, Stage.RETURNED)
    walk.at(cast, Stage.IN_HAND, now=NOW - 60 * DAY)
    unsolved = walk.at(cast, Stage.REPLIED)
    loop.call_back(
        unsolved,
        by=cast.caller,
        now=NOW + 9 * walk.HOUR,
        outcome=CallBackOutcome.NOT_SOLVED,
        satisfaction=Satisfaction.DISSATISFIED,
        note="灯又坏了",
    )


def written(cast: Cast, *, period: figures.Period = MONTH, now=LATER) -> Report:
    return reports.write_report(by=cast.dispatcher, now=now, kind=ReportKind.RECTIFICATION, period=period)


def must_findings(text: str) -> list[str]:
    return [
        f"{finding.rule} {finding.excerpt} {finding.message}"
        for finding in check(papers.from_text(text))
        if finding.severity is Severity.MUST
    ]


def test_a_township_without_any_matter_still_gets_a_clean_paper(cast: Cast):
    text = reports.text(written(cast))
    assert must_findings(text) == []
    assert "暂无新登记的事项" in text
    assert "{" not in text
    assert "None" not in text


def test_the_checker_has_nothing_to_object_to_in_a_busy_month(cast: Cast):
    busy(cast)
    assert must_findings(reports.text(written(cast))) == []


def test_the_same_figure_named_twice_bears_the_same_note(cast: Cast):
    busy(cast)
    text = reports.text(written(cast))
    assert len(set(re.findall(r"在办事项\d+件(［\d+］)", text))) == 1
    overdue = re.findall(r"(?:超过当前环节时限|有)\d+件(［\d+］)", text)
    assert len(overdue) == 2
    assert len(set(overdue)) == 1


def test_notes_are_numbered_in_the_order_in_which_they_appear(cast: Cast):
    busy(cast)
    body = reports.text(written(cast)).split("附件：数据出处")[0]
    numbers = list(dict.fromkeys(int(number) for number in re.findall(r"［(\d+)］", body)))
    assert numbers == list(range(1, len(numbers) + 1))


def test_headings_are_numbered_by_the_writer(cast: Cast):
    busy(cast)
    lines = reports.text(written(cast)).splitlines()
    heads = [line for line in lines if re.match(r"[一二三四五六七]、", line)]
    assert heads == [
        "一、整改工作总体情况",
        "二、办理质量和群众评价",
        "三、各单位办理情况",
        "四、存在问题",
        "五、下步工作",
    ]


def test_every_figure_in_the_paper_equals_its_computation_at_the_papers_moment(cast: Cast):
    busy(cast)
    report = written(cast)
    for bound in report.figures.select_related("snapshot"):
        scope = figures.scope_of(bound.snapshot)
        value = figures.figure(bound.snapshot.name).compute(scope)
        assert value.shown == figures.shown(value.kind, bound.snapshot.value)
        assert len(value.weights) == bound.snapshot.record_count


def test_the_lines_of_the_table_make_the_sum(cast: Cast):
    busy(cast)
    table = next(part for part in reports.body_of(written(cast)).parts if part.head)
    numbers = [[int(cell[0].text) for cell in row[1:]] for row in table.rows]
    assert [sum(column) for column in zip(*numbers[:-1], strict=True)] == numbers[-1]
    assert [row[0][0].text for row in table.rows] == ["镇民政所", "尚未分办", "合计"]


def test_a_paper_names_the_office_that_signs_and_the_office_above(cast: Cast):
    body = reports.body_of(written(cast))
    assert body.title == "云溪镇关于2026年3月营商环境问题整改情况的报告"
    assert body.addressee == "云岭县营商办"
    assert body.signer == "云溪镇营商办"
    assert body.date == "2026-03-04"


def test_the_county_writes_on_all_its_townships_and_to_nobody(cast: Cast):
    busy(cast)
    report = reports.write_report(by=cast.county, now=LATER, kind=ReportKind.RECTIFICATION, period=MONTH)
    body = reports.body_of(report)
    assert (body.addressee, body.signer) == ("", "云岭县营商办")
    assert must_findings(reports.text(report)) == []


def test_papers_are_numbered_by_year_without_gaps(cast: Cast):
    assert [written(cast).number for _ in range(2)] == ["材料〔2026〕0001号", "材料〔2026〕0002号"]


def test_writing_leaves_one_entry_of_its_own(cast: Cast):
    report = written(cast)
    entry = TrailEntry.objects.get(action="reports.WRITE")
    assert (entry.object_id, entry.actor_code) == (str(report.pk), "fenban")


def test_only_who_is_charged_with_papers_writes_one(cast: Cast):
    with pytest.raises(NotAllowed, match="编写材料"):
        reports.write_report(by=cast.handler, now=LATER, kind=ReportKind.RECTIFICATION, period=MONTH)
    assert (Report.objects.count(), FigureSnapshot.objects.count()) == (0, 0)


def test_a_period_that_has_not_begun_is_refused(cast: Cast):
    coming = figures.custom(date(2026, 5, 1), date(2026, 5, 31))
    with pytest.raises(reports.ReportRefused, match="2026年5月还没有开始"):
        written(cast, period=coming)
    assert Report.objects.count() == 0


def test_the_figures_of_a_past_month_stop_at_its_last_day(cast: Cast):
    walk.at(cast, Stage.REGISTERED)
    text = reports.text(written(cast, period=figures.custom(date(2026, 2, 1), date(2026, 2, 28))))
    assert "文中数据统计至2026年2月28日" in text
    assert "2026年2月，全镇暂无新登记的事项" in text


def test_every_figure_named_in_a_skeleton_is_registered():
    for kind in ReportKind:
        for has_plan in (False, True):
            for name in skeleton(kind).names(has_plan=has_plan):
                assert figures.figure(name).name == name


def test_moved_records_are_named_and_nothing_else_moves(cast: Cast):
    busy(cast)
    report = written(cast)
    assert reports.recheck(report, post=cast.dispatcher) == []
    matter = walk.Matter.objects.filter(stage=Stage.REGISTERED).get()
    walk.Matter.objects.filter(pk=matter.pk).update(received_at=NOW - 90 * DAY)
    moved = reports.recheck(report, post=cast.dispatcher)
    received = next(one for one in moved if one.bound.snapshot.name == "matters.received")
    assert (received.before, received.now) == ("5", "4")
    assert [(word, [line.cells[0] for line in lines]) for word, lines in received.lines] == [
        ("不再计入", [matter.number])
    ]
    assert {line.cells[0] for one in moved for _, lines in one.lines for line in lines} == {matter.number}


def test_what_happens_after_the_papers_moment_moves_nothing(cast: Cast):
    busy(cast)
    report = written(cast)
    walk.at(cast, Stage.STRUCK_OFF, now=LATER + DAY)
    waiting = walk.Matter.objects.filter(stage=Stage.REGISTERED).get()
    loop.assess(waiting, by=cast.dispatcher, now=LATER + DAY)
    loop.dispatch(waiting, by=cast.dispatcher, now=LATER + 2 * DAY, lead_unit=cast.station)
    assert reports.recheck(report, post=cast.dispatcher) == []
