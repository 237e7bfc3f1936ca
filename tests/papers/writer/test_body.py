"""Figures carry the mark of their note, and the marks lead to the notes and back."""

from __future__ import annotations

from xml.etree.ElementTree import Element

from bihuan.papers.writer.blocks import Annex, Heading, Note, Paragraph, Run
from tests.papers.writer.samples import NAMESPACE, W, attribute, body_of, small, text_of

PAPER = small(
    blocks=(
        Paragraph(
            (Run("收到"), Run("12件", note=1), Run("，办结"), Run("9件", note=2), Run("，即"), Run("12件中", note=1))
        ),
    ),
    annexes=(Annex("数据出处", (Note(1, "收件数"), Note(2, "办结数"), Note(3, "未引用"))),),
)


def links(body: Element) -> list[tuple[str, str]]:
    return [(each.attrib[f"{W}anchor"], text_of(each)) for each in body.iter(f"{W}hyperlink")]


def test_a_mark_leads_to_its_note_and_the_note_back_to_its_first_mark() -> None:
    body = body_of(PAPER)
    assert links(body) == [
        ("note_1", "［1］"),
        ("note_2", "［2］"),
        ("note_1", "［1］"),
        ("mark_1", "［1］"),
        ("mark_2", "［2］"),
    ]
    bookmarks = [(each.attrib[f"{W}id"], each.attrib[f"{W}name"]) for each in body.iter(f"{W}bookmarkStart")]
    assert bookmarks == [("1", "mark_1"), ("2", "mark_2"), ("3", "note_1"), ("4", "note_2"), ("5", "note_3")]
    assert [each.attrib[f"{W}id"] for each in body.iter(f"{W}bookmarkEnd")] == ["1", "2", "3", "4", "5"]


def test_a_mark_in_the_text_is_set_small_and_raised() -> None:
    mark = next(iter(body_of(PAPER).iter(f"{W}hyperlink")))
    assert attribute(mark, "w:r/w:rPr/w:rStyle", "val") == "NoteMark"


def test_a_note_is_a_paragraph_with_its_number() -> None:
    notes = [text_of(each) for each in body_of(PAPER).findall("w:p", NAMESPACE)][-3:]
    assert notes == ["［1］收件数", "［2］办结数", "［3］未引用"]


def test_a_line_break_in_a_run_makes_a_new_indented_paragraph() -> None:
    body = body_of(small(blocks=(Paragraph.of("　　第一段。\r\n\r\n  第二段。"),)))
    assert [text_of(each) for each in body.findall("w:p", NAMESPACE)][2:] == ["第一段。", "第二段。"]


def test_text_after_a_heading_is_set_in_the_face_of_the_body() -> None:
    body = body_of(small(blocks=(Heading(2, "加强领导", (Run("各站所"), Run("抓落实", bold=True))),)))
    runs = body.findall("w:p", NAMESPACE)[-1].findall("w:r", NAMESPACE)
    assert [text_of_run(each) for each in runs] == ["（一）加强领导。", "各站所", "抓落实"]
    assert [fonts(each) for each in runs] == [None, "仿宋_GB2312", "仿宋_GB2312"]
    assert [attribute(each, "w:rPr/w:b", "val") for each in runs[1:]] == ["0", "1"]


def text_of_run(run: Element) -> str:
    return "".join(each.text or "" for each in run.iter(f"{W}t"))


def fonts(run: Element) -> str | None:
    found = run.find("w:rPr/w:rFonts", NAMESPACE)
    return None if found is None else found.get(f"{W}eastAsia")
