"""附件说明, 署名 and 成文日期 stand where 7.3.4 and 7.3.5.2 put them."""

from __future__ import annotations

import datetime as dt

import pytest

from bihuan.papers.writer.blocks import Annex, Paper, Paragraph
from bihuan.papers.writer.layout import load
from tests.papers.writer.samples import NAMESPACE, attribute, body_of, paragraphs, small, style_of

STEP = load().character  # twips of one character
KEEP = "w:pPr/w:keepNext"


def places(paper: Paper) -> dict[str, float]:
    """Where signer and date begin, in characters from the left edge of the text."""
    found = [
        each for each in body_of(paper).findall("w:p", NAMESPACE) if each.find("w:pPr/w:ind", NAMESPACE) is not None
    ]
    return {style_of(each): int(attribute(each, "w:pPr/w:ind", "left")) / STEP for each in found}


def signed(signer: str | None, date: dt.date | None = None) -> Paper:
    return small(signer=signer, date=date)


def test_the_signer_ends_two_characters_from_the_right_and_the_date_begins_two_after_it() -> None:
    # 县优化营商环境工作领导小组 is 13 wide: 28 - 2 - 13 = 13; 2026年12月31日 is 7 wide and shorter
    assert places(signed("县优化营商环境工作领导小组", dt.date(2026, 12, 31))) == {"Signer": 13, "PaperDate": 15}


def test_a_date_wider_than_the_signer_ends_two_characters_from_the_right() -> None:
    # 2026年1月5日 is 6 wide, 云溪镇政府 is 5: the date begins at 28 - 2 - 6 = 20, the signer two before it
    assert places(signed("云溪镇政府", dt.date(2026, 1, 5))) == {"Signer": 18, "PaperDate": 20}


def test_a_date_alone_ends_two_characters_from_the_right() -> None:
    assert places(signed(None, dt.date(2026, 1, 5))) == {"PaperDate": 20}


def test_a_signer_wider_than_the_line_begins_at_its_edge() -> None:
    assert places(signed("镇" * 40)) == {"Signer": 0}


def test_a_paper_without_signer_and_date_ends_with_its_body() -> None:
    assert paragraphs(body_of(small(blocks=(Paragraph.of("无。"),))))[-1] == ("Body", "无。")


def test_one_attachment_has_no_number_and_no_mark_at_its_end() -> None:
    assert paragraphs(body_of(small(attachments=("台账。",))))[-1] == ("Attachments", "附件：台账")


@pytest.mark.parametrize("count", [2, 12])
def test_the_names_of_the_attachments_begin_one_below_the_other(count: int) -> None:
    body = body_of(small(attachments=tuple(f"附表{n}" for n in range(count))))
    made = [each for each in body.findall("w:p", NAMESPACE) if style_of(each) == "Attachments"]
    assert len(made) == count
    assert len({attribute(each, "w:pPr/w:ind", "left") for each in made}) == 1
    first, second = (int(attribute(each, "w:pPr/w:ind", "hanging")) for each in made[:2])
    assert first - second == 3 * STEP  # “附件：” stands before the first number only


@pytest.mark.parametrize(("length", "kept"), [(28 * 8, "1"), (28 * 8 + 1, None)])
def test_a_short_last_paragraph_stays_with_the_signature(length: int, kept: str | None) -> None:
    body = body_of(small(blocks=(Paragraph.of("字" * length),), signer="云溪镇人民政府"))
    last = body.findall("w:p", NAMESPACE)[2]
    assert style_of(last) == "Body"
    found = last.find(KEEP, NAMESPACE)
    assert (None if found is None else attribute(last, KEEP, "val")) == kept


def test_a_single_annex_is_labelled_without_number_and_titled_on_the_third_line() -> None:
    made = paragraphs(body_of(small(annexes=(Annex("台账"),))))
    assert made[-4:] == [("AnnexLabel", "附件"), ("Body", ""), ("AnnexTitle", "台账"), ("Body", "")]
