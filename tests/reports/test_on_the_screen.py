"""Papers in a real browser: written, read, copied, checked, on a desk and on a phone."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bihuan.matters.choices import Stage
from bihuan.matters.models import Matter
from bihuan.papers import facade as papers
from bihuan.pledges import facade as pledges
from bihuan.web import clock
from tests import walk
from tests.browser import browser, page  # noqa: F401
from tests.cast import Cast
from tests.reports.test_plans import PAPER

DAY = timedelta(days=1)


@pytest.mark.browser
@pytest.mark.parametrize("size", ["wide", "narrow"])
def test_a_paper_is_written_read_copied_and_checked(page, cast: Cast, size: str):  # noqa: F811
    now = clock.now() - 2 * DAY
    for stage in (Stage.STRUCK_OFF, Stage.IN_HAND, Stage.REGISTERED):
        walk.at(cast, stage, now=now)
    year = clock.today().year
    plan_text = PAPER.replace("2026年", f"{year + 1}年")
    plan = pledges.import_plan(by=cast.dispatcher, now=now, source=papers.from_text(plan_text, name="整改方案.txt"))
    pledges.confirm_plan(plan, by=cast.dispatcher, now=now)
    getattr(page, size)()
    page.sign_in(cast.dispatcher)
    page.goto("/reports/")
    assert page.faults() == []
    page.picture(f"reports-empty-{size}")
    page.click("text=写一份材料")
    page.check("input[value=year]")
    page.select_option("select[name=plan]", str(plan.pk))
    assert page.faults() == []
    page.picture(f"reports-write-{size}")
    page.click("text=写成材料")
    page.wait_for_selector("article")
    assert page.faults() == []
    page.picture(f"reports-report-{size}")
    page.click("text=复制文字")
    assert page.evaluate("navigator.clipboard.readText()").startswith("云溪镇关于《云溪镇窗口服务问题整改方案》")
    Matter.objects.filter(stage=Stage.REGISTERED).update(received_at=now - 800 * DAY)
    page.click("text=核对")
    page.wait_for_selector("#check")
    assert "与存档不一致" in page.inner_text("#check")
    assert page.faults() == []
    page.picture(f"reports-check-{size}")
    with page.expect_download() as waiting:
        page.click("text=下载公文")
    assert waiting.value.suggested_filename == "云溪镇关于《云溪镇窗口服务问题整改方案》落实情况的报告.docx"
    page.goto("/reports/")
    assert page.faults() == []
    page.picture(f"reports-list-{size}")
