"""Figures: value, unit, what is counted, how vague; and what is no figure."""

from decimal import Decimal

import pytest

from bihuan.papers.reader.figures import figures_in
from bihuan.papers.reader.read import read
from bihuan.papers.reader.reading import Figure
from bihuan.papers.source import Line, from_file
from tests.shared import shared_file


def figures(text: str) -> list[Figure]:
    return figures_in(Line(1, text))


def said(text: str) -> list[tuple[str, str, str]]:
    return [(str(figure.value), figure.unit, figure.noun) for figure in figures(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("办理事项办件量31件，主动评价率为98％。", [("31", "件", "事项办件量"), ("98", "%", "主动评价率")]),
        ("承接县级下达的142项事项。", [("142", "项", "事项")]),
        ("走访商户36户，企业2家。", [("36", "户", "商户"), ("2", "家", "企业")]),
        ("8个分管领导开展“走流程”20次", [("8", "个", "分管领导"), ("20", "次", "“走流程”")]),
        ("对发现的7个问题督促加以整改", [("7", "个", "问题")]),
        ("为120余人提供政策咨询服务", [("120", "人", "政策咨询服务")]),
        ("收集各类问题15个，已解决12个。", [("15", "个", "各类问题"), ("12", "个", "各类问题")]),
        ("查处案件 23 件 24 人", [("23", "件", "案件"), ("24", "人", "案件")]),
        ("完成投资1.2亿元，增长8.5%", [("1.2", "亿元", "投资"), ("8.5", "%", "投资增长")]),
        ("进驻项目1305项，占全部项目的99.08%", [("1305", "项", "进驻项目"), ("99.08", "%", "占全部项目")]),
        ("召开了4次招聘活动", [("4", "次", "招聘活动")]),
        ("建成3.5万平方米厂房", [("3.5", "万平方米", "厂房")]),
        ("满意率较上年提高3.2个百分点", [("3.2", "百分点", "满意率提高")]),
        ("百分之九十八点五的企业", [("98.5", "%", "企业")]),
        ("走访一百二十余户次，发现问题二十三件", [("120", "户次", "走访"), ("23", "件", "问题")]),
        ("兑付资金三万元", [("3", "万元", "资金")]),
        ("３０戶、４０％", [("30", "户", ""), ("40", "%", "")]),
        ("兑付1，234.5万元，惠及12,300户", [("1234.5", "万元", "兑付"), ("12300", "户", "惠及")]),
        ("办结时限压缩为3-5个工作日", [("3", "工作日", "时限")]),
    ],
)
def test_a_figure_has_value_unit_and_noun(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert said(text) == expected


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("120余人", 121, 129),
        ("300多个", 301, 399),
        ("十余次", 11, 19),
        ("近500户", 401, 499),
        ("近百条", 91, 99),
        ("约4100万元", 4050, 4150),
        ("8万余件", 8, 9),
        ("35余人", 35, 36),
        ("4.5万多亩", Decimal("4.5"), Decimal("4.6")),
        ("超过90%", 90, None),
        ("至少1次", 1, None),
        ("不超过15天", None, 15),
        ("10个以上", 10, None),
        ("3—5次", 3, 5),
        ("31件", 31, 31),
    ],
)
def test_vague_wording_becomes_a_range(text: str, low: object, high: object) -> None:
    (figure,) = figures(text)
    assert (figure.low, figure.high, figure.text) == (low, high, text)
    assert figure.is_exact is (low == high)


@pytest.mark.parametrize(
    "text",
    [
        "2022年2月7日，截至10月，6月底前，十四五期间",
        "《18个营商环境指标典型案例汇编》",
        "镇优〔2022〕5号、【2023】号",
        "第86次常务会议、第3位",
        "12345热线、5G网络、“3+1”模式",
        "实事**件、完成*件，家企业XX家",
        "一窗受理、三个马上、一个问题一个问题规范",
        "上午9:30在301室开会",
        "2019年至2021年，2020-2022年",
    ],
)
def test_dates_titles_ordinals_and_masks_are_no_figures(text: str) -> None:
    assert figures(text) == []


def test_a_figure_knows_where_it_stands() -> None:
    line = Line(7, "目前，办件量约31件。")
    (figure,) = figures_in(line)
    assert (figure.line, line.text[figure.column :][: len(figure.text)]) == (7, "约31件")


@pytest.mark.seeds
def test_the_real_report_gives_its_figures_with_noun_and_line() -> None:
    reading = read(from_file(shared_file("seeds/002_*.txt")))
    found = {(str(figure.value), figure.unit, figure.noun, figure.line) for figure in reading.figures}
    assert found >= {
        ("7", "个", "村委会", 7),
        ("300", "个", "用工信息", 7),
        ("4", "次", "招聘活动", 7),
        ("142", "项", "事项", 8),
        ("8", "个", "分管领导", 15),
        ("20", "次", "窗口单位“走流程”", 15),
        ("2", "个", "主要领导", 15),
        ("7", "个", "问题", 15),
        ("31", "件", "政务服务事项办件量", 16),
        ("98", "%", "主动评价率", 16),
        ("1", "次", "市场主体调研座谈会", 17),
        ("36", "户", "商家", 17),
        ("2", "家", "企业", 17),
        ("2", "次", "“营商环境护航”督查检查", 18),
        ("9", "场次", "警示教育", 18),
    }
    assert len(reading.figures) == 19
    people = next(figure for figure in reading.figures if figure.text == "120余人")
    assert (people.line, people.low, people.high, people.noun) == (7, 121, 129, "助企惠企政策咨询服务")


@pytest.mark.seeds
def test_masked_and_dated_numbers_of_the_real_papers_are_no_figures() -> None:
    plan = read(from_file(shared_file("seeds/001_*.txt")))
    assert plan.figures == ()
    assert [date.text for date in plan.dates if date.month] == ["4月中旬"]
    congress = read(from_file(shared_file("seeds/004_*.txt")))
    assert [(figure.text, figure.noun) for figure in congress.figures] == [
        ("至少1次", "入村调研"),
        ("10余次", "会议"),
        ("60件", "实事"),
        ("52件", "实事"),
    ]
