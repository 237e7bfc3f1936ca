"""What a paper is, what it plans next, what it admits, what it gives to whom; dates and time limits."""

from datetime import date

import pytest

from bihuan.papers.reader.dates import dates_in, due_day
from bihuan.papers.reader.read import read
from bihuan.papers.reader.reading import PaperKind
from bihuan.papers.source import Line, from_file, from_text
from tests.shared import shared_file


def kind(text: str) -> PaperKind:
    return read(from_text(text)).kind


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("云溪镇营商环境评价整改工作方案", PaperKind.RECTIFICATION_PLAN),
        ("关于印发《云溪镇巡察反馈问题整改方案》的通知", PaperKind.RECTIFICATION_PLAN),
        ("云溪镇信访问题整改清单", PaperKind.RECTIFICATION_PLAN),
        ("云溪镇关于巡察反馈问题整改情况的报告", PaperKind.RECTIFICATION_REPORT),
        ("云溪镇2024年营商环境工作总结", PaperKind.SUMMARY),
        ("云溪镇“暖心行动”监督工作情况报告", PaperKind.SUPERVISION_REPORT),
        ("云溪镇优化营商环境实施方案", PaperKind.ACTION_PLAN),
        ("雲溪鎮2020年優化營商環境工作計劃", PaperKind.ACTION_PLAN),
        ("关于开展走访企业活动的通知", PaperKind.NOTICE),
        ("云溪镇便民服务中心工作汇报", PaperKind.WORK_REPORT),
        ("云溪镇政府工作报告", PaperKind.CONGRESS_REPORT),
        ("在全镇优化营商环境推进会上的讲话", PaperKind.SPEECH),
        ("关于优化营商环境的调研报告", PaperKind.SURVEY_REPORT),
        ("云溪县优化营商环境条例", PaperKind.REGULATION),
        ("云溪镇简介", PaperKind.OTHER),
    ],
)
def test_the_title_says_what_a_paper_is(title: str, expected: PaperKind) -> None:
    reading = read(from_text(f"{title}\n为做好有关工作，根据上级要求，现将有关事项说明。"))
    assert (reading.kind, reading.title) == (expected, title if expected is not PaperKind.OTHER else "")


def test_a_paper_without_title_is_known_by_its_first_words() -> None:
    assert (
        kind("县营商办：\n按照监督重点及工作安排的要求，现将我乡工作开展情况报告如下：\n一、情况")
        is PaperKind.SUPERVISION_REPORT
    )
    assert kind("各位代表：\n现在，我代表镇人民政府作工作报告，请予审议。") is PaperKind.CONGRESS_REPORT
    assert kind("今天天气很好。") is PaperKind.OTHER


def test_a_title_broken_over_two_lines_is_put_together() -> None:
    assert read(from_text("关于印发云溪镇进一步优化营商环境\n实施方案的通知\n各村：\n现印发给你们。")).title == (
        "关于印发云溪镇进一步优化营商环境实施方案的通知"
    )


def test_a_notice_that_carries_a_plan_has_the_plans_title() -> None:
    reading = read(
        from_text("关于印发云溪镇实施方案的通知\n各村：\n云溪镇人民政府\n云溪镇优化营商环境实施方案\n一、要求")
    )
    assert (reading.title, reading.kind) == ("云溪镇优化营商环境实施方案", PaperKind.ACTION_PLAN)


@pytest.mark.parametrize(
    "heading",
    [
        "下步工作计划",
        "下一步工作安排",
        "下步工作重点",
        "下一步打算",
        "2025年工作计划",
        "下一阶段工作思路",
        "今后努力方向",
        "下一步工作措施",
    ],
)
def test_next_steps_are_the_items_under_their_heading(heading: str) -> None:
    reading = read(
        from_text(
            f"云溪镇工作总结\n一、工作情况\n1.做了事。\n二、{heading}\n（一）强化宣传。广泛宣传。\n补充一段。\n（二）优化服务。"
        )
    )
    assert [(step.number, step.title, step.line) for step in reading.next_steps] == [
        ("1", "强化宣传", 5),
        ("2", "优化服务", 7),
    ]
    assert reading.next_steps[0].text == "强化宣传。广泛宣传。\n补充一段。"


def test_next_steps_may_be_clauses_or_paragraphs() -> None:
    clauses = read(from_text("云溪镇工作总结\n三、下步打算\n下一步，我镇将：一是强化宣传。二是优化服务。"))
    assert [(step.number, step.title) for step in clauses.next_steps] == [("1", "强化宣传"), ("2", "优化服务")]
    paragraphs = read(from_text("云溪镇工作总结\n下一步工作打算\n强化宣传。\n优化服务。\n特此报告。"))
    assert [step.text for step in paragraphs.next_steps] == ["强化宣传。", "优化服务。"]


def test_a_sentence_about_the_next_step_is_no_heading() -> None:
    assert read(from_text("云溪镇工作总结\n下一步，我镇将继续努力。\n1.无关。")).next_steps == ()


def test_admitted_shortcomings_are_no_problems_of_a_plan() -> None:
    reading = read(
        from_text("云溪镇工作总结\n二、存在问题\n1、意识不强。有待提高。\n2、作风不实。\n三、下步工作计划1、加强宣传。")
    )
    assert reading.problems == ()
    assert [(item.number, item.title, item.line) for item in reading.weaknesses] == [
        ("1", "意识不强", 3),
        ("2", "作风不实", 4),
    ]
    assert [step.title for step in reading.next_steps] == ["加强宣传"]


def test_found_and_mended_problems_are_no_shortcomings() -> None:
    text = "云溪镇监督工作报告\n三、监督工作查出问题及整改落实情况\n均已整改。\n七、相关意见建议\n无。"
    assert read(from_text(text)).weaknesses == ()


def test_tasks_with_units_in_brackets_are_promises() -> None:
    text = (
        "雲溪縣2020年工作計劃\n1.加大放權力度。做到應放盡放。(牽頭單位:縣政務局;責任單位:縣司法局、縣委編辦及縣直相關單位,各鄉鎮人民政府,6月底完成)\n"
        "2.压缩时限。（县市监局牵头，县税务局等部门按职责分工负责，9月底前完成）"
    )
    first, second = read(from_text(text)).promises
    assert first.units == ("縣政務局", "縣司法局", "縣委編辦", "縣直相關單位", "各鄉鎮人民政府")
    assert (first.text, first.due, first.due_date, first.line) == (
        "加大放權力度。做到應放盡放。",
        "6月底",
        date(2020, 6, 30),
        2,
    )
    assert (second.units, second.due) == (("县市监局", "县税务局"), "9月底前")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2024年6月30日前", date(2024, 6, 30)),
        ("2024年2月底", date(2024, 2, 29)),
        ("6月底前", date(2025, 6, 30)),
        ("4月中旬", date(2025, 4, 20)),
        ("3月上旬", date(2025, 3, 10)),
        ("9月", date(2025, 9, 30)),
        ("2024年底", date(2024, 12, 31)),
        ("年底前", date(2025, 12, 31)),
        ("上半年", date(2025, 6, 30)),
        ("第三季度末", date(2025, 9, 30)),
        ("2024年5月至8月", date(2024, 8, 31)),
        ("2024-07-15", date(2024, 7, 15)),
        ("二〇二四年六月三十日", date(2024, 6, 30)),
        ("2月30日", None),
        ("长期坚持", None),
        ("立行立改", None),
    ],
)
def test_a_time_limit_means_its_last_day(text: str, expected: date | None) -> None:
    assert due_day(text, year=2025) == expected


def test_a_time_limit_without_any_year_means_no_day() -> None:
    assert [due_day(text, year=None) for text in ("6月底", "年底", "二季度")] == [None, None, None]


def test_dates_are_found_as_written() -> None:
    found = dates_in(Line(3, "自2019年以来，2月7日部署，截至10月，6月底前；二〇二二年三月一日；个月不是日期3个月。"))
    assert [(item.text, item.year, item.month, item.day, item.part) for item in found] == [
        ("2019年", 2019, None, None, ""),
        ("2月7日", None, 2, 7, ""),
        ("10月", None, 10, None, ""),
        ("6月底", None, 6, None, "底"),
        ("二〇二二年三月一日", 2022, 3, 1, ""),
    ]


def test_the_year_of_a_paper_is_that_of_its_title_or_signature() -> None:
    assert read(from_text("云溪镇2023年工作总结\n2022年、2022年都好。")).year == 2023
    assert read(from_text("云溪镇方案\n2022年、2022年都好。\n云溪镇人民政府\n2024年1月5日")).year == 2024
    assert read(from_text("云溪镇方案")).year is None


@pytest.mark.seeds
@pytest.mark.parametrize(
    ("seed", "expected", "steps"),
    [
        (
            "000",
            PaperKind.SUMMARY,
            [
                ("1", "营造浓厚舆论氛围", 14),
                ("2", "深化管理体制改革", 15),
                ("3", "持续改进工作作风", 16),
                ("4", "强化督导检查问责", 17),
            ],
        ),
        (
            "002",
            PaperKind.SUPERVISION_REPORT,
            [("1", "加强政策靶向落地", 28), ("2", "积极开展企业对接", 29), ("3", "优化项目审批服务", 30)],
        ),
        ("003", PaperKind.SUMMARY, []),
        (
            "004",
            PaperKind.CONGRESS_REPORT,
            [
                ("1", "把牢政治方向，在进一步改进作风中强化责任担当", 21),
                ("2", "以人民为中心，在进一步改进作风中办实事优环境", 22),
                ("3", "强化监督考核，在进一步改进作风中打造高效政府", 23),
            ],
        ),
    ],
)
def test_the_real_papers_have_their_kind_and_next_steps(
    seed: str, expected: PaperKind, steps: list[tuple[str, str, int]]
) -> None:
    reading = read(from_file(shared_file(f"seeds/{seed}_*.txt")))
    assert reading.kind is expected
    assert [(step.number, step.title, step.line) for step in reading.next_steps] == steps


@pytest.mark.seeds
def test_the_real_summary_admits_two_shortcomings() -> None:
    reading = read(from_file(shared_file("seeds/000_*.txt")))
    assert [(item.number, item.line) for item in reading.weaknesses] == [("1", 12), ("2", 13)]


@pytest.mark.seeds
def test_a_real_work_plan_in_traditional_characters_gives_its_units() -> None:
    (promise,) = read(from_file(shared_file("data/documents/web_excerpts/p011.txt"))).promises
    assert promise.units == (
        "州行政審批服務局",
        "州司法局",
        "州委編辦",
        "州直相關單位",
        "各縣市人民政府",
        "湘西經開區管委會",
    )
    assert (promise.due, promise.due_date, promise.line) == ("6月底", date(2020, 6, 30), 9)
