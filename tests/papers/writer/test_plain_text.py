"""The text for a chat says the same as the paper, in the same order."""

from __future__ import annotations

import datetime as dt

from bihuan.papers.writer.blocks import Annex, Heading, Imprint, Letterhead, Note, Paper, Paragraph, Run, Table
from bihuan.papers.writer.plain_text import as_text
from tests.papers.writer.samples import small


def test_a_paper_as_text() -> None:
    paper = Paper(
        title="关于整改情况\n的报告",
        addressee="县政府:",
        blocks=(
            Heading(1, "工作情况"),
            Heading(2, "加强领导", (Run("各站所抓落实。"),)),
            Paragraph((Run("共收到"), Run("126件", note=1), Run("。\n\u3000\u3000均已办结。"))),
            Table(("序号", "进度"), (("1", (Run("98%", note=1),)), ("2", "已\n完成"))),
        ),
        signer="云溪镇人民政府",
        date=dt.date(2026, 1, 5),
        annexes=(Annex("台账", (Heading(1, "甲"),)), Annex("数据出处。", (Note(1, "收件数"),))),
        letterhead=Letterhead("云溪镇人民政府文件", "云政发〔2026〕1号"),
        imprint=Imprint("党政综合办公室", dt.date(2026, 1, 6)),
    )
    assert as_text(paper) == (
        "云政发〔2026〕1号\n关于整改情况的报告\n县政府：\n\n"
        "一、工作情况\n（一）加强领导。各站所抓落实。\n共收到126件［1］。\n均已办结。\n序号｜进度\n1｜98%［1］\n2｜已完成\n\n"
        "附件：1. 台账\n\u3000\u3000\u30002. 数据出处\n\n"
        "云溪镇人民政府\n2026年1月5日\n\n"
        "附件1\n台账\n一、甲\n\n"
        "附件2\n数据出处。\n［1］收件数\n"
    )


def test_a_paper_with_a_title_alone_is_one_line() -> None:
    assert as_text(small(title="通知")) == "通知\n"
