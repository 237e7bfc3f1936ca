import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bihuan.papers.checker import registry
from bihuan.papers.checker.check import check
from bihuan.papers.checker.finding import Finding
from bihuan.papers.source import Source, UnreadablePaper, from_text

SIGNS = "一二三四五六七八九十、（）()1234567890.①②“”《》【】〔〕，。；：:;,X×*_是要年月日号件%率占总共其中责任领导截止第章条\n \t|<>&#-…"
PIECES = ["一、", "（二）", "3.", "（4）", "一是", "责任领导：", "2026年2月30日", "31件，办结率98%", "XX镇"]
PIECES += ["\n", "。", "，，", "附件：1.", "##a##"]
WORDS = st.one_of(
    st.text(alphabet=SIGNS, max_size=200),
    st.text(max_size=200),
    st.lists(st.sampled_from(PIECES), max_size=60).map("".join),
)


def _source(text: str) -> Source | None:
    try:
        return from_text(text)
    except UnreadablePaper:
        return None


@settings(max_examples=300, deadline=None)
@given(WORDS)
def test_any_text_is_checked_and_every_finding_points_to_its_place(text: str) -> None:
    source = _source(text)
    if source is None:
        return
    findings = check(source)
    lines = {line.number: line.text for line in source.lines}
    assert [one for one in findings if not _is_sound(one, lines)] == []
    assert [one.line for one in findings] == sorted(one.line for one in findings)
    assert len(set(findings)) == len(findings)
    assert check(source) == findings


def _is_sound(finding: Finding, lines: dict[int, str]) -> bool:
    place = 0 <= finding.column < finding.column + finding.length <= len(lines[finding.line])
    texts = finding.excerpt and finding.message.endswith("。") and finding.suggestion.endswith(("。", "！"))
    return bool(place and texts and "\n" not in finding.excerpt)


def test_every_rule_has_its_number_title_and_basis() -> None:
    rules = registry.rules()
    numbers = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 15, 16, 17, 18, 19, 20]
    assert [one.id for one in rules] == [f"E{number}" for number in numbers]
    assert all(one.title and one.basis for one in rules)


def test_a_clean_paper_has_no_findings() -> None:
    text = (
        "云溪镇2026年优化营商环境工作总结\n县营商环境办公室：\n2026年，我镇认真贯彻《优化营商环境条例》，现将工作情况报告如下：\n"
        "一、工作开展情况\n（一）服务企业。一是开展走访，走访企业48家；二是解决问题，收集问题31个，已解决30个，正在解决1个。\n"
        "（二）优化流程。落实“放管服”改革要求，压缩时限。\n二、存在问题\n宣传不够。\n三、下步打算\n加强宣传。\n"
        "云溪镇人民政府\n2026年11月5日"
    )
    assert check(from_text(text)) == ()


@pytest.mark.parametrize(
    "text",
    [
        "1" * 50_000,
        "甲" + " " * 50_000 + "乙",
        "年" + " " * 50_000,
        "31件，" * 10_000 + "率98%",
        "“" * 10_000,
        "<a" * 20_000,
        "甲乙丙丁戊己" * 5_000,
        "1.甲事\n3.乙事\n" * 3_000,
        "二、甲事\n" * 5_000,
    ],
    ids=["digits", "blanks", "gap", "counts", "quotes", "tags", "phrase", "leaps", "doubles"],
)
def test_a_long_and_strange_text_takes_seconds_not_minutes(text: str) -> None:
    begin = time.process_time()
    check(from_text(text))
    assert time.process_time() - begin < 10
