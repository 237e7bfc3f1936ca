import pytest

from tests.papers.checker.findings import findings, places, severities


def test_a_number_that_stands_twice_is_found_at_its_second_place() -> None:
    text = "一、总体要求\n二、主要任务\n三、查出问题\n问题已经整改。\n三、长效机制\n四、工作要求"
    found = findings("E1", text)
    assert [(one.line, one.severity.value) for one in found] == [(5, "must")]
    assert found[0].message == "序号“三、”重复，第3行已经是“三、”。"
    assert found[0].suggestion == "核对后改为“四、”，后面的序号依次顺延。"


def test_a_double_and_a_gap_in_one_paper_are_both_found() -> None:
    text = "\n".join(f"{number}、工作情况" for number in "一二三三四六七")
    found = findings("E1", text)
    assert [one.line for one in found] == [4, 6]
    assert "缺“五、”" in found[1].message


def test_a_double_that_took_the_place_of_the_next_number_is_one_finding() -> None:
    assert places("E1", "一、甲事\n二、乙事\n二、丙事\n四、丁事") == [(3, "二、")]


@pytest.mark.parametrize(
    ("marks", "faulty"),
    [
        ("（一） （二） （四）", "（四）"),
        ("(一) (二) (二)", "(二)"),
        ("1. 2. 4.", "4."),
        ("1、 2、 2、", "2、"),
        ("（1） （3）", "（3）"),
        ("1） 2） 4）", "4）"),
        ("① ② ④", "④"),
        ("第一章 第二章 第四章", "第四章"),
        ("１． ２． ４．", "４．"),
    ],
)
def test_a_fault_is_found_on_every_level(marks: str, faulty: str) -> None:
    text = "\n".join(f"{mark} 加强宣传引导。" for mark in marks.split())
    assert [written for _, written in places("E1", text)] == [faulty]


def test_a_gap_among_articles_is_found() -> None:
    text = "第一条 为了规范管理。\n第二条 适用本办法。\n第四条 由镇政府负责。"
    assert places("E1", text) == [(3, "第四条")]


def test_numbers_in_disorder_are_found_once() -> None:
    assert places("E1", "一、甲事\n三、乙事\n二、丙事\n四、丁事") == [(3, "二、")]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("一、甲\n1.做法\n2.做法\n二、乙\n1.做法\n2.做法", id="a list starts again under the next heading"),
        pytest.param("一、甲\n（一）做法\n（二）做法\n二、乙\n（三）做法", id="a list counts through the paper"),
        pytest.param("问题：\n1.甲\n2.乙\n措施：\n1.丙\n2.丁", id="a list starts again after its announcement"),
        pytest.param("一、甲\n二、乙\n附件1\n整改清单\n一、丙\n二、丁", id="an annex starts again"),
        pytest.param(
            "一、甲\n二、下步计划1、宣传\n2、落实", id="a number run into the heading before it is not missing"
        ),
        pytest.param(
            "（一）加强领导。1.成立专班。\n2.压实责任。", id="a number inside the paragraph before is not missing"
        ),
        pytest.param("附件：1.责任清单\n2.任务分解表", id="the list of annexes begins on its label's line"),
        pytest.param("1.甲\n2.2024年完成改造。\n3.丙", id="a year after the point hides no number"),
        pytest.param("1.甲\n2.5个村完成改造。\n3.丙", id="a figure after the point is counted when it fits"),
        pytest.param("一、甲\n一、二、三产业融合发展。\n二、乙", id="a list of numbers is no heading"),
        pytest.param("一、甲\n二、三级医院全部接入。\n二、乙", id="a pair of grades is no heading"),
        pytest.param("第三条规定的事项，按第五条办理。", id="a reference to an article is no heading"),
        pytest.param("1.5万元\n3.2亿元", id="decimals are no headings"),
        pytest.param("2024.5.6\n2024.5.8", id="dates are no headings"),
        pytest.param("（1）甲\n1）细则\n2）细则\n（2）乙", id="two styles are counted apart"),
        pytest.param(
            "第一章 总则\n第一条 为了甲。\n第二章 分则\n第二条 为了乙。", id="articles count through the chapters"
        ),
        pytest.param("一、甲\n二、乙\n十五、丙", id="a leap over many numbers is another thing"),
    ],
)
def test_a_rightful_restart_is_not_reported(text: str) -> None:
    assert findings("E1", text) == []


def test_a_list_that_begins_with_two_directly_under_its_heading_must_be_changed() -> None:
    text = "一、甲\n（一）做法\n（二）做法\n二、乙\n（二）做法"
    assert places("E1", text) == [(5, "（二）")]
    assert severities("E1", text) == ["must"]


def test_a_paper_that_begins_in_the_middle_is_only_asked_about() -> None:
    assert severities("E1", "二、主要任务\n三、工作要求") == ["query"]


def test_numbering_continues_after_left_over_markup() -> None:
    assert findings("E1", "1、甲事\n2、乙事\n##paidbegin##3、丙事\n4、丁事") == []
