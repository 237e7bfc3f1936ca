"""A paper that contradicts itself is refused with a sentence that says what to mend."""

from __future__ import annotations

import pytest

from bihuan.papers.writer.blocks import Annex, Heading, Note, Paper, PaperError, Paragraph, Run, Table, split_at_breaks


@pytest.mark.parametrize("title", ["", "  ", "\x00\x07"])
def test_a_paper_without_title_is_refused(title: str) -> None:
    with pytest.raises(PaperError, match=r"^公文没有标题。请先写标题。$"):
        Paper(title)


@pytest.mark.parametrize("level", [0, 5])
def test_a_heading_outside_the_four_levels_is_refused(level: int) -> None:
    with pytest.raises(PaperError, match=f"第 {level} 级"):
        Heading(level, "工作")


def test_a_table_row_of_another_length_than_the_head_is_refused_with_its_number() -> None:
    with pytest.raises(PaperError, match="表格第 2 行有 1 格，表头有 2 列"):
        Table(("序号", "问题"), (("1", "甲"), ("2",)))


@pytest.mark.parametrize("widths", [(1.0,), (1.0, 0.0)])
def test_column_widths_that_do_not_fit_the_head_are_refused(widths: tuple[float, ...]) -> None:
    with pytest.raises(PaperError, match="列宽应为 2 个正数"):
        Table(("序号", "问题"), (), widths)


def test_a_table_without_head_is_refused() -> None:
    with pytest.raises(PaperError, match="表格没有表头"):
        Table((), ())


def test_a_figure_whose_note_is_not_listed_is_refused() -> None:
    with pytest.raises(PaperError, match="引用了数据出处［3］"):
        Paper("报告", blocks=(Paragraph((Run("12件", note=3),)),))


def test_a_figure_in_a_table_whose_note_is_not_listed_is_refused() -> None:
    with pytest.raises(PaperError, match="引用了数据出处［4］"):
        Paper("报告", blocks=(Table(("数",), (((Run("12件", note=4),),),)),))


def test_a_note_listed_twice_is_refused() -> None:
    with pytest.raises(PaperError, match="数据出处［1］列了不止一次"):
        Paper("报告", annexes=(Annex("出处", (Note(1, "甲"), Note(1, "乙"))),))


def test_the_titles_of_the_annexes_are_listed_as_attachments() -> None:
    assert Paper("报告", annexes=(Annex("台账"), Annex("出处"))).attachment_names == ("台账", "出处")


def test_an_attachment_bound_elsewhere_is_listed_after_the_annexes() -> None:
    paper = Paper("报告", attachments=("台账", "照片"), annexes=(Annex("台账"),))
    assert paper.attachment_names == ("台账", "照片")


def test_a_list_of_attachments_that_differs_from_the_annexes_is_refused() -> None:
    with pytest.raises(PaperError, match="附件说明与附件的标题或顺序不一致"):
        Paper("报告", attachments=("照片", "台账"), annexes=(Annex("台账"),))


def test_a_line_break_begins_a_paragraph_and_the_note_stays_at_the_end_of_its_run() -> None:
    runs = (Run("\u3000\u3000甲 "), Run("12件\r\n  乙", note=1, bold=True), Run("丙\n\n"))
    assert split_at_breaks(runs) == [
        (Run("甲 "), Run("12件", bold=True)),
        (Run("乙", note=1, bold=True), Run("丙")),
    ]
