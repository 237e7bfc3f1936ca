"""What LibreOffice makes of the .docx, measured on the page: 22 lines of 28 characters, margins, page numbers, order."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PIL import Image, ImageOps

from bihuan.papers.writer.blocks import Paper, Paragraph, Table
from bihuan.papers.writer.docx_writer import write
from bihuan.papers.writer.layout import load
from tests.papers.writer.samples import report

pytestmark = pytest.mark.office

ROOT = Path(__file__).resolve().parents[3]
OFFICE_MARGINS = ROOT / "src/bihuan/rulebook/data/papers/profile_gbt33476.toml"
MM = 72 / 25.4  # points
PITCH = 225 / 22  # mm from line to line
LONG = Paper("长文", blocks=(Paragraph.of("国" * 28 * 60),))
NASTY = Paper(
    "报告\x00😀\ud800",
    blocks=(
        Paragraph.of("\x1b甲\u202e乙 <w:p/> & " + "w" * 500 + " 丙"),
        Table(("序号", "措施\ufffe"), (("1", "公开流程图" * 400), ("2", "x" * 500))),
        Paragraph.of("末尾。"),
    ),
)
XHTML = "{http://www.w3.org/1999/xhtml}"


@dataclass(frozen=True)
class Line:
    """One line of a page: its text without blanks, its left and right edge and its middle in mm from the top left."""

    text: str
    left: float
    right: float
    middle: float


@dataclass(frozen=True)
class Rendered:
    """The papers as PDF."""

    report: Path
    long: Path
    office_margins: Path
    nasty: Path


@pytest.fixture(scope="module")
def rendered(tmp_path_factory: pytest.TempPathFactory) -> Rendered:
    for tool in ("soffice", "pdftotext", "pdftoppm"):
        if shutil.which(tool) is None:
            pytest.skip(f"needs {tool}, which is not installed on this machine")
    folder = tmp_path_factory.mktemp("papers")
    papers = {
        "report": write(report(), layout=load()),
        "long": write(LONG, layout=load()),
        "office_margins": write(LONG, layout=load(profile=OFFICE_MARGINS)),
        "nasty": write(NASTY, layout=load()),
    }
    for name, content in papers.items():
        (folder / f"{name}.docx").write_bytes(content)
    subprocess.run(
        [
            "soffice",
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            "--headless",
            "--convert-to",
            "pdf",
            "--outdir",
            str(folder),
            *(str(folder / f"{name}.docx") for name in papers),
        ],
        env=os.environ | {"FONTCONFIG_FILE": str(ROOT / "tools/fontconfig/fonts.conf")},
        check=True,
        capture_output=True,
        timeout=120,
    )
    return Rendered(**{name: folder / f"{name}.pdf" for name in papers})


def pages_of(pdf: Path) -> list[list[Line]]:
    """The lines of each page from top to bottom."""
    command = ["pdftotext", "-bbox-layout", str(pdf), "-"]
    made = subprocess.run(command, check=True, capture_output=True, timeout=60).stdout
    # The tool writes an emoji of the title as two halves, which is no UTF-8.
    root = ElementTree.fromstring(re.sub(r"<!DOCTYPE[^>]*>", "", made.decode(errors="replace")))
    return [lines_of(page) for page in root.iter(f"{XHTML}page")]


def lines_of(page: ElementTree.Element) -> list[Line]:
    rows: dict[int, list[ElementTree.Element]] = defaultdict(list)
    for word in page.iter(f"{XHTML}word"):
        middle = (float(word.attrib["yMin"]) + float(word.attrib["yMax"])) / 2 / MM
        rows[round(middle / PITCH * 2)].append(word)
    made = []
    for words in (rows[row] for row in sorted(rows)):
        words.sort(key=lambda word: float(word.attrib["xMin"]))
        middle = (float(words[0].attrib["yMin"]) + float(words[0].attrib["yMax"])) / 2 / MM
        left, right = float(words[0].attrib["xMin"]) / MM, float(words[-1].attrib["xMax"]) / MM
        made.append(Line("".join(word.text or "" for word in words), left, right, middle))
    return made


def ink(pdf: Path, page: int, box: tuple[float, float, float, float]) -> tuple[float, float, float, float]:
    """Left, top, right and bottom of what is printed within a box of a page, all in mm of the page."""
    picture = pdf.with_suffix("")
    command = ["pdftoppm", "-r", "254", "-gray", "-singlefile", "-f", str(page), str(pdf), str(picture)]
    subprocess.run(command, check=True, capture_output=True, timeout=60)
    with Image.open(picture.with_suffix(".pgm")) as grey:
        part = ImageOps.invert(grey.crop(tuple(round(edge * 10) for edge in box)))
    found = part.point(lambda level: 255 if level > 128 else 0).getbbox()
    assert found is not None, "nothing is printed there"
    return box[0] + found[0] / 10, box[1] + found[1] / 10, box[0] + found[2] / 10, box[1] + found[3] / 10


def test_a_page_of_long_text_holds_22_lines_of_28_characters(rendered: Rendered) -> None:
    page = pages_of(rendered.long)[1]
    assert [line.text for line in page] == ["国" * 28] * 22 + ["—2—"]


def test_the_first_line_of_a_paragraph_holds_two_characters_less(rendered: Rendered) -> None:
    first = pages_of(rendered.long)[0][1]
    assert first.text == "国" * 26
    assert first.left == pytest.approx(28 + 2 * 156 / 28, abs=1)


def test_the_margins_are_those_of_the_standard_to_a_millimetre(rendered: Rendered) -> None:
    body = pages_of(rendered.long)[1][:-1]
    assert {round(line.left) for line in body} == {28}
    assert {round(line.right) for line in body} == {210 - 26}
    assert body[0].middle - PITCH / 2 == pytest.approx(37, abs=1)
    assert body[-1].middle + PITCH / 2 == pytest.approx(297 - 35, abs=1)


def test_with_the_margins_of_gbt_33476_the_white_margins_come_out_right_on_paper(rendered: Rendered) -> None:
    printed = ink(rendered.office_margins, 2, (0, 0, 210, 266))
    # The character itself stands some tenths of a millimetre inside its square.
    assert printed == pytest.approx((28, 37, 210 - 26, 297 - 35), abs=1.2)
    assert len(pages_of(rendered.office_margins)[1]) == 22 + 1


def test_page_numbers_stand_one_character_from_the_outer_side(rendered: Rendered) -> None:
    pages = pages_of(rendered.report)
    numbers = [page[-1] for page in pages]
    assert [line.text for line in numbers] == [f"—{n}—" for n in range(1, len(pages) + 1)]
    one = 14 / MM  # a character of size four, in mm
    for number, line in enumerate(numbers, start=1):
        if number % 2:
            assert line.right == pytest.approx(210 - 26 - one, abs=1)
        else:
            assert line.left == pytest.approx(28 + one, abs=1)


def test_the_dashes_of_the_page_number_stand_seven_mm_below_the_text(rendered: Rendered) -> None:
    right_dash = ink(rendered.long, 1, (175, 264, 190, 280))
    assert (right_dash[1] + right_dash[3]) / 2 == pytest.approx(297 - 35 + 7, abs=0.5)


def test_a_report_with_annexes_keeps_its_order_over_its_pages(rendered: Rendered) -> None:
    pages = [[line.text for line in page] for page in pages_of(rendered.report)]
    assert len(pages) >= 5
    assert pages[0][:3] == ["云溪镇人民政府关于", "优化营商环境问题整改情况的报告", "县优化营商环境工作领导小组："]
    text = "\n".join(line for page in pages for line in page)
    marks = (
        "一、整改工作开展情况",
        "（一）强化组织领导",
        "（二）细化责任分工。",
        "1.建立台账",
        "（1）逐条销号",
        "二、存在的主要问题",
        "三、下步工作打算",
        "附件：1.问题整改台账",
        "云溪镇人民政府\n2026年7月5日",
        "附件1",
        "附件2",
    )
    places = [text.index(mark) for mark in marks]
    assert places == sorted(places)


def test_an_annex_begins_a_page_with_its_title_on_the_third_line(rendered: Rendered) -> None:
    heads = [page[:2] for page in pages_of(rendered.report) if page[0].text.startswith("附件")]
    assert [[line.text for line in head] for head in heads] == [["附件1", "问题整改台账"], ["附件2", "数据出处"]]
    for label, title in heads:
        assert label.left == pytest.approx(28, abs=1)
        assert title.middle - label.middle == pytest.approx(2 * PITCH, abs=1)
        assert (title.left + title.right) / 2 == pytest.approx(28 + 156 / 2, abs=1)


def test_a_table_over_two_pages_shows_its_head_on_both(rendered: Rendered) -> None:
    heads = [page for page in pages_of(rendered.report) if any(line.text == "序号问题责任站所进度" for line in page)]
    assert len(heads) == 2
    assert heads[1][0].text == "序号问题责任站所进度"


def test_bad_text_long_words_and_a_cell_longer_than_a_page_are_printed_to_the_end(rendered: Rendered) -> None:
    pages = pages_of(rendered.nasty)
    text = "".join(line.text for page in pages for line in page)
    assert text.startswith("报告")
    assert "甲乙<w:p/>&" in text
    assert (text.count("图"), text.count("x")) == (400, 500)
    assert "末尾。" in text
    assert max(line.right for page in pages for line in page) <= 210 - 26 + 1
