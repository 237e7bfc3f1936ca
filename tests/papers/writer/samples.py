"""Fictional papers and the parts of a made .docx, for the tests of the writer."""

from __future__ import annotations

import datetime as dt
import zipfile
from io import BytesIO
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from bihuan.papers.writer.blocks import Annex, Block, Heading, Note, Paper, Paragraph, Run, Table
from bihuan.papers.writer.docx_writer import write
from bihuan.papers.writer.layout import Layout, load

NAMESPACE = {"w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main"}
W = f"{{{NAMESPACE['w']}}}"
SENTENCE = "各站所逐条建立台账明确责任限期销号做到件件有着落事事有回音"


def report() -> Paper:
    """A progress report of five pages and more: three chapters, a table, two annexes, the second a note list."""
    body: tuple[Block, ...] = (
        Paragraph.of("根据县委统一部署，现将我镇上半年整改情况报告如下。"),
        Heading(1, "整改工作开展情况"),
        Heading(2, "强化组织领导"),
        Paragraph((Run("上半年共收到"), Run("126件", note=1), Run("，按期办结率"), Run("98.41%", note=2), Run("。"))),
        Heading(2, "细化责任分工", (Run(SENTENCE + "。"),)),
        Heading(3, "建立台账"),
        Heading(4, "逐条销号"),
        Paragraph.of((SENTENCE + "，") * 20),
        Heading(1, "存在的主要问题"),
        Table(
            ("序号", "问题", "责任站所", "进度"),
            tuple((str(n), SENTENCE, "便民服务中心", (Run(f"{n}%", note=2),)) for n in range(1, 13)),
        ),
        Heading(1, "下步工作打算"),
        Heading(2, "持续用力"),
        Paragraph.of((SENTENCE + "，") * 20),
    )
    return Paper(
        title="云溪镇人民政府关于优化营商环境问题整改情况的报告",
        addressee="县优化营商环境工作领导小组",
        blocks=body,
        signer="云溪镇人民政府",
        date=dt.date(2026, 7, 5),
        annexes=(
            Annex("问题整改台账", (Table(("序号", "措施"), (("1", "公开流程图"), ("2", "安排专人引导"))),)),
            Annex("数据出处", (Note(1, "收件数：本期登记的事项数。"), Note(2, "按期办结率：按期办结数除以办结数。"))),
        ),
    )


def small(**parts: object) -> Paper:
    """A paper with a title and nothing else, but for the given parts."""
    return Paper(**{"title": "关于整改情况的报告"} | parts)  # type: ignore[arg-type]


def part(content: bytes, name: str) -> Element:
    """The root of a part of the .docx."""
    with zipfile.ZipFile(BytesIO(content)) as archive:
        return ElementTree.fromstring(archive.read(name))


def body_of(paper: Paper, layout: Layout | None = None) -> Element:
    """The body of a paper as written."""
    found = part(write(paper, layout=layout or load()), "word/document.xml").find("w:body", NAMESPACE)
    assert found is not None
    return found


def text_of(element: Element) -> str:
    """The text inside an element; a break counts as a line break, a tab as a tab."""
    signs = {f"{W}br": "\n", f"{W}tab": "\t"}
    return "".join(
        each.text or "" if each.tag == f"{W}t" else signs.get(each.tag, "")
        for run in element.iter(f"{W}r")
        for each in run
    )


def paragraphs(body: Element) -> list[tuple[str, str]]:
    """Style and text of each paragraph of the body, those in tables left out."""
    return [(style_of(each), text_of(each)) for each in body.findall("w:p", NAMESPACE)]


def style_of(paragraph: Element) -> str:
    """The style of a paragraph."""
    return attribute(paragraph, "w:pPr/w:pStyle", "val")


def attribute(element: Element, path: str, name: str) -> str:
    """An attribute of the first element at a path; it must be there."""
    found = element.find(path, NAMESPACE)
    assert found is not None, f"no {path}"
    return found.attrib[f"{W}{name}"]


def style(content: bytes, id: str) -> Element:
    """A style of the .docx by its id."""
    found = part(content, "word/styles.xml").find(f"w:style[@w:styleId='{id}']", NAMESPACE)
    assert found is not None, f"no style {id}"
    return found
