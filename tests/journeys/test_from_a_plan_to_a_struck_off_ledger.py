"""The main job in one go: a plan is read, its measures are tracked, one of them is struck off, the report goes out."""

from __future__ import annotations

import re
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document

from bihuan.matters.choices import Stage
from bihuan.matters.models import Matter
from bihuan.people.choices import UnitKind
from bihuan.people.models import Unit
from bihuan.web import clock
from tests.browser import Screen
from tests.cast import BEGIN, TOWN, Cast
from tests.journeys.desk import Desk, number_in
from tests.shared import shared_file

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

PASSWORD = "Yunxi-fenban-2026"
TITLE = "云溪镇村级公示问题整改方案"
PLAN = f"""{TITLE}
按照《云岭县村务公开检查通报》要求，结合实际，制定整改方案如下：
一、整改目标
公示内容看得到、看得懂、查得着。
二、主要问题
1.惠农补贴公示不规范。
整改措施：
（1）统一公示栏样式。公示内容、时间、监督电话一并写清。
（2）按月核对公示内容。每月五日前由站所与村里逐项核对。
责任领导：
责任站所：镇民政所、镇农业服务站
三、工作要求
（一）提高认识。各站所要高度重视。
"""
COUNT = re.compile(r"(\d+)[件项]$")
SEED_UNITS = ("清洁办", "宣传线", "文化站", "新村办", "便民服务中心", "农医所")


@pytest.mark.parametrize("size", ["wide", "narrow"])
def test_a_plan_is_read_confirmed_handled_redone_struck_off_and_reported(page: Screen, cast: Cast, size: str) -> None:
    desk = Desk(page, size, "plan")
    _sign_in_by_the_form(desk, cast)
    _read_and_confirm(desk)
    address = _open_a_measure(desk)
    _sign_for_return_and_rule(desk, cast, address)
    _contribute(desk, cast, address)
    _handle_to_the_call_back(desk, cast, address, result="公示栏已统一样式")
    desk.sit(cast.caller, address)
    desk.act("回访", outcome="未解决", satisfaction="不满意", note="上河村的公示栏还是旧的")
    assert desk.stage() == "办理中"
    _handle_to_the_call_back(desk, cast, address, result="上河村的公示栏也已更换")
    _strike_off(desk, cast, address)
    _report(desk)


def _sign_in_by_the_form(desk: Desk, cast: Cast) -> None:
    person, page = cast.dispatcher.person, desk.page
    person.set_password(PASSWORD)
    person.save()
    page.goto("/sign-in/")
    desk.look("sign-in")
    page.fill("[name=username]", person.username)
    page.fill("[name=password]", PASSWORD)
    page.locator("form").get_by_role("button", name="登录").click()
    page.get_by_role("heading", name="今天的事").wait_for()
    desk.look("home-empty")


def _read_and_confirm(desk: Desk) -> None:
    """Paste the text, see its gaps, fill in unit and date, confirm: both measures are dispatched."""
    page = desk.page
    page.goto("/plans/")
    desk.look("plans-empty")
    page.get_by_role("link", name="读入方案").first.click()
    page.get_by_label("或者粘贴方案全文").fill(PLAN)
    desk.look("import")
    page.get_by_role("button", name="读入").click()
    page.get_by_role("heading", name=TITLE).wait_for()
    desk.look("draft")
    assert "补齐后才能确认" in desk.text(".bh-message-warning strong")
    assert "2 项措施未定完成时限" in desk.text(".bh-message-warning strong")
    assert "未填责任领导" in desk.text("main")
    page.fill("[name=p1-leader]", "李委员")
    page.select_option("[name=p1-lead_unit]", label="镇民政所")
    page.fill("[name=p1-due_date]", (clock.today() + timedelta(days=60)).isoformat())
    page.get_by_role("button", name="保存并确认，交办到牵头单位").click()
    page.get_by_text("已确认，2 项措施已纳入台账并交办到牵头单位。").wait_for()
    desk.look("plan")
    page.goto("/plans/")
    desk.look("plans")
    assert {(matter.stage, matter.lead_unit.name) for matter in Matter.objects.all()} == {
        (Stage.DISPATCHED, "镇民政所")
    }


def _open_a_measure(desk: Desk) -> str:
    """Both measures stand in the ledger; the path of one of them."""
    page = desk.page
    page.goto("/ledger/")
    desk.look("ledger")
    assert page.locator("table.bh-ledger tbody tr").count() == Matter.objects.count() == 2
    page.get_by_role("link", name="统一公示栏样式").click()
    page.locator(".bh-matter-head").wait_for()
    desk.look("matter")
    assert desk.stage() == "待签收"
    path: str = page.page.url.removeprefix(page.address)
    return path


def _sign_for_return_and_rule(desk: Desk, cast: Cast, address: str) -> None:
    desk.sit(cast.handler, "/today/")
    desk.look("home-handler")
    desk.page.goto(address)
    desk.tap("签收")
    assert desk.stage() == "办理中"
    desk.act("退回", ground="不属于本单位职责", note="公示栏由农业服务站管", suggested_unit="镇农业服务站")
    assert desk.stage() == "退回待裁定"
    desk.sit(cast.dispatcher, "/today/")
    desk.look("home-dispatcher")
    desk.page.goto(address)
    desk.act("裁定", lead_unit="镇民政所", note="方案写明由民政所牵头")
    assert desk.stage() == "待签收"
    desk.sit(cast.handler, address)
    desk.tap("签收")


def _contribute(desk: Desk, cast: Cast, address: str) -> None:
    """The other unit that the plan names has its part."""
    desk.sit(cast.other_handler, "/today/")
    desk.page.goto(address)
    desk.act("协办反馈", text="农机补贴公示内容已交民政所统一张贴")


def _handle_to_the_call_back(desk: Desk, cast: Cast, address: str, *, result: str) -> None:
    """The unit handles and submits, another person reviews and replies; the matter waits for the call-back."""
    desk.sit(cast.handler, address)
    desk.act("记录办理", text="逐村查看公示栏")
    desk.act(
        "提交",
        result_class="已解决",
        result_text=result,
        evidence_note="十二个村的公示栏已逐一查看，村会计当面确认",
        long_term_note="每季度巡查一次，由民政所专人负责",
    )
    desk.sit(cast.reviewer, address)
    assert desk.stage() == "待复核"
    desk.tap("复核通过")
    desk.act("反馈", text=f"{result}，请您看看。")
    assert desk.stage() == "待回访"


def _strike_off(desk: Desk, cast: Cast, address: str) -> None:
    desk.sit(cast.caller, address)
    desk.act("回访", outcome="已解决", satisfaction="满意", note="都换好了")
    desk.sit(cast.leader, address)
    desk.look("matter-leader")
    desk.tap("签批")
    desk.sit(cast.dispatcher, address)
    desk.act("销号", note="同意销号")
    assert desk.stage() == "已销号"
    assert desk.fact("销号编号") == Matter.objects.get(stage=Stage.STRUCK_OFF).strike_off_number != ""
    desk.look("matter-struck-off")


def _report(desk: Desk) -> None:
    """Write the report of the year and download it; what the screen says stands in the .docx too."""
    page = desk.page
    page.goto("/reports/")
    desk.look("reports-empty")
    page.get_by_role("link", name="写一份材料").first.click()
    page.get_by_label("本年").check()
    page.select_option("[name=plan]", label=TITLE)
    desk.look("write")
    page.get_by_role("button", name="写成材料").click()
    page.locator("article").wait_for()
    desk.look("report")
    paragraphs = [_without_notes(page, index) for index in range(page.locator("article .card-body > p").count())]
    with page.expect_download() as waiting:
        page.get_by_role("link", name="下载公文").click()
    paper = _lines_of(waiting.value.path())
    # The last paragraph is the signature, which the paper sets as two lines.
    assert [text for text in paragraphs[:-1] if not any(text in line for line in paper)] == []
    page.get_by_role("link", name="核对").click()
    page.get_by_text("与存档一致").wait_for()
    desk.look("report-checked")
    _follow_the_counts(desk, paper)


def _follow_the_counts(desk: Desk, paper: list[str]) -> None:
    """Every count in the text of the report leads to as many records, and stands in the .docx."""
    page = desk.page
    links = page.locator("article p a[href^='/figures/']").all()
    counts = {(found[1], link.get_attribute("href")) for link in links if (found := COUNT.match(link.inner_text()))}
    assert len(counts) >= 5
    assert max(int(written) for written, _ in counts) == 2
    for written, figure in sorted(counts):
        page.goto(figure)
        desk.look("figure")
        said = number_in(desk.text("#records-title").split("，")[0])
        shown = page.locator("[aria-labelledby=records-title] tbody tr").count()
        assert (figure, said, shown) == (figure, int(written), int(written))
        assert any(f"{written}件" in line or f"{written}项" in line for line in paper)


def _without_notes(page: Screen, index: int) -> str:
    """A paragraph of the report on the screen, without the raised numbers of its notes."""
    script = "p => { const copy = p.cloneNode(true); copy.querySelectorAll('sup').forEach(n => n.remove()); return copy.textContent }"
    found: str = page.locator("article .card-body > p").nth(index).evaluate(script)
    return found.strip()


def _lines_of(path: Path) -> list[str]:
    """The lines of a .docx, without the raised numbers of its notes."""
    return [
        "".join(run.text for run in paragraph.runs if not run.font.superscript).strip()
        for paragraph in Document(BytesIO(path.read_bytes())).paragraphs
    ]


@pytest.mark.seeds
def test_a_real_plan_ends_in_the_browser_as_eleven_tracked_matters(page: Screen, cast: Cast) -> None:
    paper = shared_file("seeds/001_*.txt")
    for name in SEED_UNITS:
        Unit.objects.create(name=f"镇{name}", kind=UnitKind.STATION, region_code=TOWN, valid_from=BEGIN)
    desk = Desk(page, "wide", "seed")
    desk.sit(cast.dispatcher, "/plans/import/")
    page.set_input_files("[name=paper]", paper)
    page.get_by_role("button", name="读入").click()
    page.get_by_text("问题 3 个，整改措施 11 项").wait_for()
    desk.look("draft")
    gaps = desk.text("main")
    assert (gaps.count("未填责任领导"), gaps.count("未写完成时限"), gaps.count("不在机构名录中")) == (3, 3, 0)
    for number, unit in ((1, "镇清洁办"), (2, "镇农业服务站"), (3, "镇便民服务中心")):
        page.fill(f"[name=p{number}-leader]", "分管领导")
        page.select_option(f"[name=p{number}-lead_unit]", label=unit)
        page.fill(f"[name=p{number}-due_date]", (clock.today() + timedelta(days=60)).isoformat())
    page.get_by_role("button", name="保存并确认，交办到牵头单位").click()
    page.get_by_text("已确认，11 项措施已纳入台账并交办到牵头单位。").wait_for()
    desk.look("plan")
    page.goto("/ledger/")
    desk.look("ledger")
    assert page.locator("table.bh-ledger tbody tr").count() == 11
    assert set(Matter.objects.values_list("stage", flat=True)) == {Stage.DISPATCHED}
