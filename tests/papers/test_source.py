"""Reading files into lines."""

import zipfile
from io import BytesIO
from pathlib import Path

import docx
import pytest
from docx.document import Document
from docx.enum.text import WD_BREAK
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from hypothesis import given, settings
from hypothesis import strategies as st

from bihuan.papers.source import MAX_BYTES, Cell, Line, UnreadablePaper, from_bytes, from_file, from_text


def packed(document: Document) -> bytes:
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


def texts(content: bytes) -> list[str]:
    return [line.text for line in from_bytes(content, name="方案.docx").lines]


def refusal(content: bytes, name: str = "方案.docx") -> str:
    with pytest.raises(UnreadablePaper) as caught:
        from_bytes(content, name=name)
    return str(caught.value)


def number_list(document: Document, levels: list[tuple[str, str]], *, number_id: int = 77, restart: int = 0) -> None:
    """Give the document a list of (format, label text) levels under that number."""
    part = document.part.numbering_part.element
    rows = "".join(
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for depth, (form, text) in enumerate(levels)
    )
    abstract = parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{number_id}">{rows}</w:abstractNum>')
    part.insert(0, abstract)
    part.append(
        parse_xml(f'<w:num {nsdecls("w")} w:numId="{number_id}"><w:abstractNumId w:val="{number_id}"/></w:num>')
    )
    if restart:
        override = f'<w:lvlOverride w:ilvl="0"><w:startOverride w:val="{restart}"/></w:lvlOverride>'
        number = (
            f'<w:num {nsdecls("w")} w:numId="{number_id + 1}"><w:abstractNumId w:val="{number_id}"/>{override}</w:num>'
        )
        part.append(parse_xml(number))


def numbered(document: Document, text: str, *, number_id: int = 77, depth: int = 0) -> None:
    properties = document.add_paragraph(text)._p.get_or_add_pPr()
    properties.append(
        parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{depth}"/><w:numId w:val="{number_id}"/></w:numPr>')
    )


def test_a_text_keeps_blank_lines_so_that_numbers_lead_back_to_the_file() -> None:
    source = from_text("\ufeff一、目标\r\n\r\n二、问题\r三、要求")
    assert source.lines == (Line(1, "一、目标"), Line(2, ""), Line(3, "二、问题"), Line(4, "三、要求"))
    assert source.text == "一、目标\n\n二、问题\n三、要求"


def test_a_soft_line_break_pasted_from_word_starts_a_line() -> None:
    assert [line.text for line in from_text("责任领导：\x0b责任单位：镇纪委\u2028时限：6月底").lines] == [
        "责任领导：",
        "责任单位：镇纪委",
        "时限：6月底",
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16"])
def test_a_text_file_is_read_in_any_encoding_of_a_chinese_office(encoding: str, tmp_path: Path) -> None:
    file = tmp_path / "方案.txt"
    file.write_bytes("云溪镇整改方案\n一、目标".encode(encoding))
    assert [line.text for line in from_file(file).lines] == ["云溪镇整改方案", "一、目标"]


def test_a_docx_gives_paragraphs_soft_breaks_and_no_page_header() -> None:
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "页眉"
    document.add_paragraph("云溪镇整改方案")
    document.add_paragraph().add_run("责任领导：")
    document.paragraphs[-1].runs[0].add_break(WD_BREAK.LINE)
    document.paragraphs[-1].add_run("责任单位：镇纪委")
    assert texts(packed(document)) == ["云溪镇整改方案", "责任领导：", "责任单位：镇纪委"]


def test_a_docx_gives_inserted_and_linked_text_but_no_deleted_text() -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("责任单位：")._p
    for name, tag in (("ins", "t"), ("del", "delText")):
        paragraph.append(
            parse_xml(f'<w:{name} {nsdecls("w")} w:id="1" w:author="x"><w:r><w:{tag}>{name}</w:{tag}></w:r></w:{name}>')
        )
    assert texts(packed(document)) == ["责任单位：ins"]


def test_automatic_numbers_are_read_as_text() -> None:
    document = docx.Document()
    number_list(document, [("chineseCounting", "%1、"), ("chineseCounting", "（%2）"), ("decimal", "%3.")])
    numbered(document, "整改目标")
    numbered(document, "主要问题")
    numbered(document, "服务方面", depth=1)
    numbered(document, "效率低", depth=2)
    numbered(document, "态度差", depth=2)
    numbered(document, "政策方面", depth=1)
    numbered(document, "宣传少", depth=2)
    numbered(document, "工作要求")
    assert texts(packed(document)) == [
        "一、整改目标",
        "二、主要问题",
        "（一）服务方面",
        "1.效率低",
        "2.态度差",
        "（二）政策方面",
        "1.宣传少",
        "三、工作要求",
    ]


def test_a_restarted_list_starts_again_and_circled_numbers_are_signs() -> None:
    document = docx.Document()
    number_list(document, [("decimalEnclosedCircle", "%1")], restart=1)
    numbered(document, "甲")
    numbered(document, "乙")
    numbered(document, "丙", number_id=78)
    document.add_paragraph("丁")
    assert texts(packed(document)) == ["① 甲", "② 乙", "① 丙", "丁"]


def test_a_number_that_comes_with_the_style_is_read_and_may_be_switched_off() -> None:
    document = docx.Document()
    number_list(document, [("decimal", "%1.")])
    style = document.styles["List Number"].element.get_or_add_pPr()
    for old in style.findall("{*}numPr"):
        style.remove(old)
    style.append(parse_xml(f'<w:numPr {nsdecls("w")}><w:numId w:val="77"/></w:numPr>'))
    document.add_paragraph("甲", style="List Number")
    document.add_paragraph("乙", style="List Number")
    numbered(document, "丙", number_id=0)
    assert texts(packed(document)) == ["1.甲", "2.乙", "丙"]


def test_a_table_gives_each_paragraph_with_its_row_and_column() -> None:
    document = docx.Document()
    document.add_paragraph("附件")
    table = document.add_table(rows=2, cols=2)
    for (row, column), text in {
        (0, 0): "问题",
        (0, 1): "措施",
        (1, 0): "效率低",
        (1, 1): "（1）培训\n（2）督查",
    }.items():
        table.cell(row, column).text = text
    document.add_paragraph("云溪镇")
    assert from_bytes(packed(document), name="表.docx").lines == (
        Line(1, "附件"),
        Line(2, "问题", Cell(0, 0, 0)),
        Line(3, "措施", Cell(0, 0, 1)),
        Line(4, "效率低", Cell(0, 1, 0)),
        Line(5, "（1）培训", Cell(0, 1, 1)),
        Line(6, "（2）督查", Cell(0, 1, 1)),
        Line(7, "云溪镇"),
    )


def test_merged_cells_are_read_once_and_keep_the_column() -> None:
    document = docx.Document()
    table = document.add_table(rows=3, cols=3)
    table.cell(0, 0).merge(table.cell(0, 1)).text = "宽"
    table.cell(0, 2).text = "右"
    table.cell(1, 0).merge(table.cell(2, 0)).text = "高"
    table.cell(2, 1).text = "中"
    lines = [line for line in from_bytes(packed(document), name="表.docx").lines if line.text]
    assert [(line.text, line.cell) for line in lines] == [
        ("宽", Cell(0, 0, 0)),
        ("右", Cell(0, 0, 2)),
        ("高", Cell(0, 1, 0)),
        ("中", Cell(0, 2, 1)),
    ]


@pytest.mark.parametrize(
    ("content", "word"),
    [
        (b"", "没有文字"),
        ("　\n ".encode(), "没有文字"),
        (b"%PDF-1.7 ...", "PDF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "旧版"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "密码"),
        (b"\x89PNG\r\n\x1a\n" + bytes(600), "图片"),
        (b"{\\rtf1 x}", "另存为 .docx"),
        (b"<!DOCTYPE html><html></html>", "网页"),
        (bytes(range(256)) * 20, "不是文字文件"),
        (b"PK\x03\x04 and nothing more", "已损坏"),
        (b"a" * (MAX_BYTES + 1), "20 MB"),
        ("字".encode() * 1_000_001, "100 万字"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_no_paper_is_refused_with_a_sentence_that_says_why(content: bytes, word: str) -> None:
    sentence = refusal(content)
    assert word in sentence
    assert sentence.startswith("“方案.docx”")
    assert sentence.endswith("。")


def test_a_missing_file_is_refused_with_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(UnreadablePaper, match=r"打不开“无\.txt”"):
        from_file(tmp_path / "无.txt")


def test_another_packed_document_is_named() -> None:
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("xl/workbook.xml", "<x/>")
    assert "Excel 表格" in refusal(stream.getvalue())


def test_an_entity_bomb_is_refused() -> None:
    bomb = (
        '<!DOCTYPE w [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><w:document xmlns:w="w"><w:body>&b;</w:body></w:document>'
    )
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("word/document.xml", bomb)
    assert "已损坏" in refusal(stream.getvalue())


def test_a_zip_bomb_is_refused_without_unpacking_it_whole() -> None:
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b" " * (41 * 1024 * 1024))
    assert "解压后过大" in refusal(stream.getvalue())


@settings(max_examples=150, deadline=None)
@given(place=st.integers(0, 40_000), junk=st.binary(min_size=1, max_size=40))
def test_a_damaged_docx_is_read_or_refused_and_never_breaks_the_reader(place: int, junk: bytes) -> None:
    content = bytearray(DAMAGED)
    at = place % len(content)
    content[at : at + len(junk)] = junk
    try:
        lines = len(from_bytes(bytes(content), name="坏.docx").lines)
    except UnreadablePaper:
        lines = 0
    assert lines in range(10)


def _sample() -> bytes:
    document = docx.Document()
    number_list(document, [("chineseCounting", "%1、")])
    numbered(document, "目标")
    document.add_table(rows=2, cols=2).cell(1, 1).text = "措施"
    return packed(document)


DAMAGED = _sample()
