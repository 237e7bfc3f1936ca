"""The tree of a paper by its numbering."""

import pytest

from bihuan.papers.marks import Kind
from bihuan.papers.numerals import chinese_number, chinese_numeral
from bihuan.papers.plain import plain
from bihuan.papers.source import from_file, from_text
from bihuan.papers.structure import Node, read_tree
from tests.shared import shared_file

Outline = list[tuple[str, int | None, str, "Outline"]]


def outline(node: Node) -> Outline:
    return [(child.kind.value, child.ordinal, child.title or child.text, outline(child)) for child in node.children]


def kinds(text: str) -> list[tuple[Kind, int | None, str]]:
    return [(node.kind, node.ordinal, node.text) for node in read_tree(from_text(text)).walk()][1:]


def test_the_four_official_levels_nest() -> None:
    text = "云溪镇方案\n一、目标\n（一）近期。\n1.培训。\n（1）窗口。\n（2）站所。\n2.督查。\n（二）远期。\n二、要求"
    assert outline(read_tree(from_text(text))) == [
        ("text", None, "云溪镇方案", []),
        (
            "first",
            1,
            "目标",
            [
                (
                    "second",
                    1,
                    "近期",
                    [
                        ("third", 1, "培训", [("fourth", 1, "窗口", []), ("fourth", 2, "站所", [])]),
                        ("third", 2, "督查", []),
                    ],
                ),
                ("second", 2, "远期", []),
            ],
        ),
        ("first", 2, "要求", []),
    ]


@pytest.mark.parametrize(
    ("mark", "kind", "ordinal"),
    [
        ("一、", Kind.FIRST, 1),
        ("十二、", Kind.FIRST, 12),
        ("三.", Kind.FIRST, 3),
        ("（二）", Kind.SECOND, 2),
        ("(十一)", Kind.SECOND, 11),
        ("㈢", Kind.SECOND, 3),
        ("四）", Kind.SECOND, 4),
        ("1.", Kind.THIRD, 1),
        ("２．", Kind.THIRD, 2),
        ("3、", Kind.THIRD, 3),
        ("⒋", Kind.THIRD, 4),
        ("（5）", Kind.FOURTH, 5),
        ("( 6 )", Kind.FOURTH, 6),
        ("7）", Kind.FOURTH, 7),
        ("⑻", Kind.FOURTH, 8),
        ("⑨", Kind.FIFTH, 9),
        ("第一，", Kind.ORDINAL, 1),
        ("三是", Kind.RUNNING, 3),
        ("二要", Kind.RUNNING, 2),
        ("第三章 ", Kind.CHAPTER, 3),
        ("第二节 ", Kind.SECTION, 2),
        ("第十五条 ", Kind.ARTICLE, 15),
        ("——", Kind.DASH, None),
    ],
)
def test_every_mark_that_people_write_is_known(mark: str, kind: Kind, ordinal: int | None) -> None:
    assert kinds(f"{mark}加强培训") == [(kind, ordinal, "加强培训")]


@pytest.mark.parametrize(
    "text",
    [
        "2024年工作总结",
        "1.5万元用于宣传",
        "一把手走流程",
        "一件事一次办",
        "5、6月份开展",
        "（试行）",
        "三个马上",
        "十四五时期",
        "第一时间办理",
        "一方面加强",
    ],
)
def test_what_only_looks_like_a_mark_is_text(text: str) -> None:
    assert kinds(text) == [(Kind.TEXT, None, text)]


def test_a_list_run_into_its_heading_is_cut() -> None:
    assert kinds("三、下步工作计划1、营造氛围。\n2、深化改革。") == [
        (Kind.FIRST, 3, "下步工作计划"),
        (Kind.THIRD, 1, "营造氛围。"),
        (Kind.THIRD, 2, "深化改革。"),
    ]


def test_a_list_run_into_a_paragraph_is_cut_where_the_numbers_follow_each_other() -> None:
    assert kinds("整改措施：（1）加强培训；（2）强化督查。全年办件（3）件。") == [
        (Kind.TEXT, None, "整改措施："),
        (Kind.FOURTH, 1, "加强培训；"),
        (Kind.FOURTH, 2, "强化督查。全年办件（3）件。"),
    ]
    assert kinds("措施：（1）培训（2）考核") == [
        (Kind.TEXT, None, "措施："),
        (Kind.FOURTH, 1, "培训"),
        (Kind.FOURTH, 2, "考核"),
    ]
    assert kinds("措施：①培训②考核") == [(Kind.TEXT, None, "措施："), (Kind.FIFTH, 1, "培训"), (Kind.FIFTH, 2, "考核")]


def test_a_reference_to_a_number_cuts_nothing() -> None:
    text = "依照前款第（一）项、第（二）项办理。5.2公里路段、3.5万元。"
    assert kinds(text) == [(Kind.TEXT, None, text)]


def test_clauses_inside_a_paragraph_are_children_and_stay_in_its_text() -> None:
    text = "1.强化保障。一是成立专班。二是召开会议，层层传导。"
    root = read_tree(from_text(text))
    item = root.children[0]
    assert (item.title, item.text) == ("强化保障", text[2:])
    assert [(c.kind, c.ordinal, c.text) for c in item.children] == [
        (Kind.RUNNING, 1, "成立专班。"),
        (Kind.RUNNING, 2, "召开会议，层层传导。"),
    ]


def test_positions_lead_back_to_the_source() -> None:
    source = from_text("\n　　（一）近期目标。抓好落实。\n##paidbegin##3、全力保障。")
    first, second = read_tree(source).children[0], read_tree(source).children[0].children[0]
    assert (first.line, first.column, first.end, first.mark) == (2, 2, 15, "（一）")
    assert (second.line, second.column, second.mark) == (3, 13, "3、")
    assert source.lines[2].text[second.column : second.end] == "3、全力保障。"


def test_a_teaser_that_repeats_the_beginning_is_kept_apart() -> None:
    body = "云溪镇营商环境整改方案\n为进一步优化我镇营商环境，按照县有关要求，制定方案如下：\n一、整改目标\n紧抓决心不动摇。"
    teaser = " " + "".join(body.split())[:50] + "..."
    assert [node.kind for node in read_tree(from_text(f"{teaser}\n{body}")).children] == [
        Kind.EXCERPT,
        Kind.TEXT,
        Kind.TEXT,
        Kind.FIRST,
    ]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("十", 10),
        ("十二", 12),
        ("二十三", 23),
        ("一百零五", 105),
        ("三万五千", 35000),
        ("两亿三千万", 230_000_000),
        ("二〇二四", 2024),
    ],
)
def test_chinese_numerals_have_their_value(text: str, value: int) -> None:
    assert chinese_number(text) == value


def test_what_is_no_numeral_has_no_value() -> None:
    assert [chinese_number(text) for text in ("", "人", "一人", "一" * 30)] == [None] * 4


@pytest.mark.parametrize("value", [1, 10, 11, 20, 99, 100, 101, 110, 111, 1005, 1050, 9999])
def test_headings_count_in_chinese_and_back(value: int) -> None:
    assert chinese_number(chinese_numeral(value)) == value


def test_the_plain_form_has_the_length_of_the_text() -> None:
    assert plain("責任單位（甲）：５０％，ＡＢ") == "责任单位(甲):50%,AB"


@pytest.mark.seeds
def test_the_real_plan_has_its_parts_and_the_real_report_shows_its_wrong_numbers() -> None:
    plan = read_tree(from_file(shared_file("seeds/001_*.txt")))
    assert [node.title for node in plan.children if node.kind is Kind.FIRST] == ["整改目标", "主要问题", "工作要求"]
    report = read_tree(from_file(shared_file("seeds/002_*.txt")))
    assert [node.ordinal for node in report.children if node.kind is Kind.FIRST] == [1, 2, 3, 3, 4, 6, 7]
