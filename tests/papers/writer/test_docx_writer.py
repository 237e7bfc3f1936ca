"""The .docx says what GB/T 9704-2012 wants: page, grid, faces, indents, order; the same paper gives the same bytes."""

from __future__ import annotations

import datetime as dt
import zipfile
from io import BytesIO

import docx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bihuan.papers.writer.blocks import (
    Annex,
    Heading,
    Imprint,
    Letterhead,
    Note,
    Paper,
    Paragraph,
    Run,
    Table,
)
from bihuan.papers.writer.docx_writer import write
from bihuan.papers.writer.layout import load
from bihuan.papers.writer.plain_text import as_text
from tests.papers.writer.samples import NAMESPACE, W, attribute, body_of, paragraphs, part, report, small, style
from tests.papers.writer.texts import bad_text

LAYOUT = load()


def test_the_page_is_a4_with_the_margins_of_the_standard() -> None:
    section = body_of(report()).find("w:sectPr", NAMESPACE)
    assert section is not None
    assert {key.removeprefix(W): value for key, value in section.find("w:pgSz", NAMESPACE).attrib.items()} == {  # type: ignore[union-attr]
        "w": "11906",
        "h": "16838",
    }
    margins = {side: int(attribute(section, "w:pgMar", side)) for side in ("top", "right", "bottom", "left")}
    assert margins == {"top": 2098, "right": 1474, "bottom": 1984, "left": 1587}


def test_the_grid_has_lines_only_and_22_of_them_fill_the_page() -> None:
    section = body_of(report())
    assert attribute(section, "w:sectPr/w:docGrid", "type") == "lines"
    assert attribute(section, "w:sectPr/w:docGrid", "linePitch") == "579"


@pytest.mark.parametrize(
    ("id", "font", "half_points"),
    [
        ("Title", "方正小标宋简体", "44"),
        ("Normal", "仿宋_GB2312", "32"),
        ("Heading1", "黑体", "32"),
        ("Heading2", "楷体_GB2312", "32"),
        ("Heading3", "仿宋_GB2312", "32"),
        ("Heading4", "仿宋_GB2312", "32"),
        ("AnnexLabel", "黑体", "32"),
        ("Footer", "宋体", "28"),
        ("TableText", "仿宋_GB2312", "28"),
        ("TableSmall", "仿宋_GB2312", "21"),
    ],
)
def test_each_element_is_set_in_its_official_face(id: str, font: str, half_points: str) -> None:
    made = style(write(small(), layout=LAYOUT), id)
    assert attribute(made, "w:rPr/w:rFonts", "eastAsia") == font
    assert attribute(made, "w:rPr/w:sz", "val") == half_points
    assert attribute(made, "w:rPr/w:b", "val") == "0"


def test_a_body_paragraph_is_indented_two_characters_for_word_and_for_libreoffice() -> None:
    made = style(write(small(), layout=LAYOUT), "Body")
    assert attribute(made, "w:pPr/w:ind", "firstLineChars") == "200"
    assert attribute(made, "w:pPr/w:ind", "firstLine") == "640"


def test_a_line_of_body_text_is_exact_and_condensed_to_28_characters() -> None:
    normal = style(write(small(), layout=LAYOUT), "Normal")
    assert attribute(normal, "w:pPr/w:spacing", "lineRule") == "exact"
    assert attribute(normal, "w:pPr/w:spacing", "line") == "579"
    assert attribute(normal, "w:rPr/w:spacing", "val") == "-5"


def test_a_paper_has_its_elements_in_the_official_order() -> None:
    paper = Paper(
        title="关于整改情况的报告",
        addressee="县政府",
        blocks=(Heading(1, "工作情况"), Heading(2, "加强领导"), Paragraph.of("各站所抓落实。")),
        signer="云溪镇人民政府",
        date=dt.date(2026, 1, 5),
        annexes=(Annex("台账"), Annex("照片", (Paragraph.of("略。"),))),
    )
    assert paragraphs(body_of(paper)) == [
        ("Title", "关于整改情况的报告"),
        ("Body", ""),
        ("Addressee", "县政府："),
        ("Heading1", "一、工作情况"),
        ("Heading2", "（一）加强领导"),
        ("Body", "各站所抓落实。"),
        ("Body", ""),
        ("Attachments", "附件：1.\t台账"),
        ("Attachments", "2.\t照片"),
        ("Signer", ""),
        ("Signer", "云溪镇人民政府"),
        ("PaperDate", "2026年1月5日"),
        ("AnnexLabel", "附件1"),
        ("Body", ""),
        ("AnnexTitle", "台账"),
        ("Body", ""),
        ("AnnexLabel", "附件2"),
        ("Body", ""),
        ("AnnexTitle", "照片"),
        ("Body", ""),
        ("Body", "略。"),
    ]


def test_an_annex_begins_a_page() -> None:
    assert attribute(style(write(small(), layout=LAYOUT), "AnnexLabel"), "w:pPr/w:pageBreakBefore", "val") == "1"


def test_headings_of_an_annex_are_counted_from_one() -> None:
    paper = small(blocks=(Heading(1, "甲"),), annexes=(Annex("台账", (Heading(1, "乙"),)),))
    headings = [text for id, text in paragraphs(body_of(paper)) if id == "Heading1"]
    assert headings == ["一、甲", "一、乙"]


def test_the_properties_name_the_title_the_moment_and_no_author() -> None:
    now = dt.datetime(2026, 7, 5, 9, 30, tzinfo=dt.timezone(dt.timedelta(hours=8)))
    properties = docx.Document(BytesIO(write(report(), layout=LAYOUT, now=now))).core_properties
    assert properties.title == report().title
    assert (properties.author, properties.last_modified_by, properties.comments) == ("", "", "")
    assert (properties.created, properties.modified) == (dt.datetime(2026, 7, 5, 1, 30, tzinfo=dt.UTC),) * 2


def test_without_a_moment_the_properties_carry_the_date_of_the_paper() -> None:
    properties = docx.Document(BytesIO(write(report(), layout=LAYOUT))).core_properties
    assert properties.created == dt.datetime(2026, 7, 5, tzinfo=dt.UTC)


def test_the_same_paper_gives_the_same_bytes_without_a_trace_of_the_clock() -> None:
    content = write(report(), layout=LAYOUT)
    assert write(report(), layout=load()) == content
    with zipfile.ZipFile(BytesIO(content)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_nothing_but_the_needed_parts_is_in_the_file() -> None:
    with zipfile.ZipFile(BytesIO(write(report(), layout=LAYOUT))) as archive:
        assert archive.testzip() is None
        assert sorted(archive.namelist()) == [
            "[Content_Types].xml",
            "_rels/.rels",
            "docProps/core.xml",
            "word/_rels/document.xml.rels",
            "word/document.xml",
            "word/fontTable.xml",
            "word/footer1.xml",
            "word/footer2.xml",
            "word/settings.xml",
            "word/styles.xml",
        ]


def test_every_style_in_use_is_defined() -> None:
    content = write(report(), layout=LAYOUT)
    defined = {each.attrib[f"{W}styleId"] for each in part(content, "word/styles.xml").iterfind("w:style", NAMESPACE)}
    document = part(content, "word/document.xml")
    used = {each.attrib[f"{W}val"] for kind in ("pStyle", "rStyle") for each in document.iter(f"{W}{kind}")}
    assert used - defined == set()
    assert {"Title", "Body", "NoteMark", "Note", "TableHead"} - used == set()


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_no_text_breaks_the_file(data: st.DataObject) -> None:
    text = bad_text()
    runs = st.lists(st.builds(Run, text, note=st.sampled_from([None, 1]), bold=st.booleans()), max_size=3).map(tuple)
    draw = data.draw
    head = Letterhead(draw(text), draw(text), draw(text))
    imprint = Imprint(draw(text), dt.date(2026, 7, 6), (draw(text),))
    blocks = (
        Heading(draw(st.integers(1, 4)), draw(text), draw(runs)),
        Paragraph(draw(runs)),
        Table((draw(text), draw(text)), ((draw(text), draw(runs)),)),
    )
    annex = Annex(draw(text), (Note(1, draw(text)),))
    paper = Paper(
        "报告" + draw(text),
        draw(text),
        blocks,
        draw(text),
        dt.date(2026, 7, 5),
        annexes=(annex,),
        letterhead=head,
        imprint=imprint,
    )
    document = docx.Document(BytesIO(write(paper, layout=LAYOUT)))
    assert [each.style.name for each in document.paragraphs].count("附件顺序号") == 1
    assert len(document.tables) == 2
    assert "\x00" not in as_text(paper)
    assert as_text(paper).encode("utf-8")
