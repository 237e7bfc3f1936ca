"""Plans in many shapes: problems, measures, who does it, until when, and what is missing."""

from datetime import date

import pytest

from bihuan.papers.reader.read import read
from bihuan.papers.reader.reading import PaperKind, Problem
from bihuan.papers.source import from_file, from_text
from tests.papers import plans
from tests.shared import shared_file

Outline = list[tuple[str, str, list[str], str | None, tuple[str, ...], str | None]]


def problems(text: str) -> tuple[Problem, ...]:
    return read(from_text(text)).problems


def outline(text: str) -> Outline:
    return [
        (p.number, p.title, [f"{m.number} {m.text}" for m in p.measures], p.leader, p.units, p.due)
        for p in problems(text)
    ]


def test_labelled_lines_under_headings_are_read_field_by_field() -> None:
    assert outline(plans.LABELLED_UNDER_HEADINGS) == [
        (
            "1",
            "窗口人员业务不熟练，一次性告知不到位",
            ["1 加强业务培训，每月组织一次。", "2 完善一次性告知单。"],
            "张三（副镇长）",
            ("镇便民服务中心", "镇党政办"),
            "2024年6月30日前",
        ),
        (
            "2",
            "惠企政策宣传不够",
            ["1 梳理政策清单。", "2 上门宣讲。", "3 建立台账。"],
            "李四（党委委员）",
            ("镇经济发展办", "镇财政所"),
            "长期坚持",
        ),
    ]


def test_a_time_limit_becomes_a_day_only_where_it_names_one() -> None:
    first, second = problems(plans.LABELLED_UNDER_HEADINGS)
    assert (first.due_date, second.due_date) == (date(2024, 6, 30), None)
    assert (first.gaps, second.gaps) == ((), ())
    assert (first.line, [measure.line for measure in first.measures]) == (6, [9, 10])


def test_numbered_problem_labels_and_clauses_and_lead_and_support_units_are_read() -> None:
    assert outline(plans.NUMBERED_LABELS) == [
        (
            "1",
            "办事效率低",
            ["1 加强培训", "2 压缩时限", "3 强化督查。"],
            "王五",
            ("镇便民服务中心", "镇财政所", "各村（社区）"),
            "6月底前",
        ),
        ("2", "服务态度差", ["1 开展作风整治。", "2 定期回访群众。"], "赵六", ("镇纪委",), "立行立改"),
    ]
    assert problems(plans.NUMBERED_LABELS)[0].lead_units == ("镇便民服务中心",)
    assert problems(plans.NUMBERED_LABELS)[0].support_units == ("镇财政所", "各村（社区）")


def test_first_level_headings_may_be_the_problems() -> None:
    assert outline(plans.HEADINGS_ARE_PROBLEMS) == [
        (
            "1",
            "政策宣传不到位的问题",
            ["1 印发宣传册", "2 召开政策宣讲会", "3 建立微信群。"],
            None,
            ("镇宣传办",),
            "2024年5月底",
        ),
        (
            "2",
            "项目审批慢的问题",
            ["1 推行帮办代办。", "2 压缩审批时限。"],
            "孙七",
            ("镇经发办", "自然资源所"),
            "2024年底",
        ),
    ]


def test_brackets_at_the_end_of_a_measure_say_who_does_it() -> None:
    first, second = problems(plans.BRACKETS)
    assert [(m.text, m.leader, m.units, m.due) for p in (first, second) for m in p.measures] == [
        ("加强窗口人员培训，每季度组织一次。", None, ("镇便民服务中心", "镇党政办"), "6月底"),
        ("推行延时服务。", None, ("镇便民服务中心",), "长期坚持"),
        ("建立诉求台账。", "钱八（镇长）", ("镇经发办", "镇司法所"), "7月底前"),
        ("定期走访企业", None, ("镇经发办", "各村"), "持续推进"),
    ]
    assert (first.units, second.units) == (("镇便民服务中心", "镇党政办"), ("镇经发办", "镇司法所", "各村"))
    assert second.leader == "钱八（镇长）"


def test_a_bracket_on_its_own_line_belongs_to_the_problem() -> None:
    assert outline(plans.BRACKET_ON_ITS_OWN_LINE) == [
        (
            "1",
            "服务意识不强的问题",
            ["1 加强干部教育，落实首问负责制。"],
            "张三",
            ("镇党政办", "镇纪委"),
            "2024年5月底",
        ),
        ("2", "诉求办理不规范的问题", ["1 建立诉求办理台账。"], "李四", ("镇信访办",), "长期"),
    ]


def test_problems_and_measures_in_two_sections_are_paired_by_their_order() -> None:
    assert outline(plans.TWO_SECTIONS) == [
        ("1", "思想认识不到位", ["1 组织专题学习。", "2 开展讨论。"], None, ("镇党政办",), None),
        ("2", "服务意识不强", ["1 改进工作作风。严格落实首问负责制。"], None, ("镇纪委",), None),
    ]
    assert [problem.detail for problem in problems(plans.TWO_SECTIONS)] == ["部分干部重视不够。", "存在推诿现象。"]


def test_sections_of_different_length_are_not_paired() -> None:
    text = plans.TWO_SECTIONS.replace("（二）改进工作作风。", "（二）深化改革。\n（三）改进工作作风。")
    assert [problem.measures for problem in problems(text)] == [(), ()]
    assert "未写整改措施" in problems(text)[0].gaps


def test_unnumbered_blocks_of_labels_are_numbered_in_order_and_blanks_reported() -> None:
    assert outline(plans.UNNUMBERED_BLOCKS) == [
        ("1", "企业开办时间长", ["1 压缩开办时间至1个工作日。"], "周九", ("市场监管所",), "4月底"),
        ("2", "融资难", ["1 搭建银企对接平台，召开对接会。"], "吴十", ("镇财政所",), None),
    ]
    assert [problem.gaps for problem in problems(plans.UNNUMBERED_BLOCKS)] == [(), ("未填整改时限",)]


def test_problems_in_groups_keep_their_numbers_and_name_their_group() -> None:
    assert [(p.heading, p.number, p.title, len(p.measures)) for p in problems(plans.GROUPS)] == [
        ("政务服务方面", "1", "窗口人员业务不熟练", 2),
        ("政务服务方面", "2", "办事指南更新不及时", 1),
        ("法治环境方面", "1", "普法宣传不足", 2),
    ]


def test_a_problem_on_one_line_keeps_its_duties_from_its_last_measure() -> None:
    assert outline(plans.ONE_LINE_EACH) == [
        ("1", "公示栏陈旧", ["1 更新公示栏"], "张三", ("镇党政办",), "3月底"),
        ("2", "停车难", ["1 增设车位", "2 规范停放"], "李四", ("镇城管办",), "5月底"),
    ]
    assert [measure.units for measure in problems(plans.ONE_LINE_EACH)[1].measures] == [(), ()]


def test_traditional_characters_are_read_and_kept_as_written() -> None:
    assert outline(plans.TRADITIONAL) == [
        ("1", "服務意識不強", ["1 加強培訓。", "2 強化監督。"], "張三", ("鎮黨政辦", "鎮紀委"), "6月底前"),
        ("2", "宣傳不到位", ["1 印發手冊。"], None, ("鎮宣傳辦",), None),
    ]
    assert problems(plans.TRADITIONAL)[1].gaps == ("未填责任领导", "未写完成时限")


def test_duties_that_repeat_behind_each_measure_belong_to_the_measures() -> None:
    first, second = problems(plans.DUTIES_PER_MEASURE)
    assert [(m.number, m.units, m.due) for m in first.measures] == [
        ("1", ("镇建设办",), "6月底"),
        ("2", ("各村",), "9月底"),
    ]
    assert (first.units, second.units, second.due) == (("镇建设办", "各村"), ("镇环卫所",), "立即整改")


def test_fields_may_carry_numbers_themselves() -> None:
    assert outline(plans.NUMBERED_FIELDS) == [
        ("1", "党员活动少", ["1 每月开展主题党日", "2 建立积分制。"], "张三", ("镇组织办",), "2024年9月底"),
        ("2", "活动室破旧", ["1 维修活动室。"], "李四", ("镇组织办", "各村党支部"), "2024年10月底"),
    ]
    assert [problem.heading for problem in problems(plans.NUMBERED_FIELDS)] == ["党建引领不强", "阵地建设滞后"]


def test_problems_and_measures_may_share_one_kind_of_number() -> None:
    assert outline(plans.SAME_NUMBERS_FOR_BOTH) == [
        ("1", "窗口排队时间长", ["1 增设窗口。", "2 推行预约。"], None, ("镇便民服务中心",), None),
        ("2", "材料要求多", ["1 精简材料。", "2 推行告知承诺。", "3 公开清单。"], None, ("镇司法所",), None),
    ]


def test_several_symptoms_under_one_label_stay_one_problem() -> None:
    assert outline(plans.SEVERAL_SYMPTOMS) == [
        ("1", "党建方面", ["1 制定学习计划。", "2 修订制度。", "3 开展督查。"], None, ("镇党建办",), None),
        ("2", "下村少", ["1 每周下村两次。"], None, ("镇纪委",), None),
    ]
    assert problems(plans.SEVERAL_SYMPTOMS)[0].detail == "1.学习不深入。\n2.制度不完善。"


def test_clauses_make_the_measures_where_no_numbers_do() -> None:
    assert [[m.text for m in p.measures] for p in problems(plans.CLAUSES)] == [
        ["召开银企对接会。", "推广信用贷款。"],
        ["加强用工服务。举办招聘会", "开展技能培训。"],
    ]


def test_labels_in_heavy_brackets_may_have_their_value_on_the_next_line() -> None:
    assert outline(plans.BRACKETED_LABELS) == [
        ("1", "审批环节多", ["1 梳理流程", "2 取消证明"], "张三（镇长）", ("镇便民服务中心", "镇司法所"), "2024年8月"),
        ("2", "收费不透明", ["1 公示收费目录"], "李四", ("镇市场监管所",), "2024年7月"),
    ]


def test_a_blank_label_over_a_list_only_announces_it() -> None:
    assert outline(plans.ANNOUNCED_LIST) == [
        ("1", "排队时间长", ["1 增设窗口。"], None, ("镇便民服务中心",), None),
        ("2", "网办率低", ["1 推广网办。", "2 开展培训。"], None, ("镇党政办",), None),
    ]


def test_a_problem_and_its_measures_may_stand_in_one_sentence() -> None:
    assert outline(plans.ONE_SENTENCE_EACH) == [
        ("1", "针对窗口服务效率低的问题", ["1 加强培训", "2 压缩时限。"], None, ("镇便民服务中心",), "6月底"),
        ("2", "针对政策宣传不够的问题", ["1 印发手册", "2 上门宣讲", "3 线上推送。"], None, ("镇宣传办",), "7月底"),
    ]


def test_a_problem_with_everything_in_one_paragraph_is_read() -> None:
    assert outline(plans.ONE_PARAGRAPH_EACH) == [
        ("1", "作风方面的问题", ["1 每周学习", "2 每周下村", "3 每月通报。"], "张三", ("镇纪委",), "2024年6月"),
        ("2", "态度差", ["1 开展培训", "2 完善评价。"], "李四", ("镇便民服务中心",), "2024年7月"),
    ]


def test_goals_causes_and_progress_are_no_measures() -> None:
    assert outline(plans.GOALS_AND_STATUS) == [
        ("1", "部分村阵地面积不足", ["1 争取资金。", "2 改造阵地。"], "张三", ("镇组织办",), "2024年12月"),
        ("2", "网格员巡查不及时", ["1 每日巡查。"], "李四", ("镇综治中心",), "2024年11月"),
    ]


def test_a_plan_without_first_level_headings_is_read() -> None:
    assert outline(plans.NO_FIRST_LEVEL) == [
        (
            "1",
            "关于审批流程繁琐的问题",
            ["1 再造流程，压减环节。", "2 推行并联审批。"],
            "张三",
            ("镇便民服务中心",),
            None,
        ),
        (
            "2",
            "关于涉企检查过多的问题",
            ["1 推行综合查一次。", "2 公示检查计划。"],
            "李四",
            ("镇综合执法队", "镇市场监管所"),
            None,
        ),
    ]


def test_a_time_limit_for_all_counts_where_a_problem_has_none() -> None:
    first, second = problems(plans.ONE_LIMIT_FOR_ALL)
    assert (first.due, first.due_date, second.due_date) == ("2024年6月底前", date(2024, 6, 30), date(2024, 6, 30))
    assert (first.title, first.leader, first.gaps) == (
        "环境卫生差：部分路段垃圾清运不及时",
        "各村支部书记",
        ("未写责任单位",),
    )


def test_measures_without_their_label_and_clauses_inside_measures_are_told_apart() -> None:
    assert outline(plans.NO_MEASURE_LABEL_FOR_SOME) == [
        (
            "1",
            "总体满意度低",
            ["1 强化服务意识。一是热情接待。二是耐心解答。三是当好“服务员”。", "2 改善环境。"],
            None,
            ("镇纪委", "镇清洁办"),
            None,
        ),
        (
            "2",
            "落实上级政策（惠农、惠民）方面的满意度",
            ["1 加强政策学习。", "2 公开政策享受。"],
            None,
            ("镇民政所",),
            None,
        ),
    ]
    reading = read(from_text(plans.NO_MEASURE_LABEL_FOR_SOME))
    assert reading.gaps == (
        "问题1未填责任领导（第5行）",
        "问题1未写完成时限（第5行）",
        "问题2未填责任领导（第11行）",
        "问题2未写完成时限（第11行）",
    )


def test_a_teaser_line_that_repeats_the_beginning_adds_no_problem() -> None:
    flat = "".join(plans.NO_MEASURE_LABEL_FOR_SOME.split())
    assert outline(f" {flat[:90]}...\n{plans.NO_MEASURE_LABEL_FOR_SOME}") == outline(plans.NO_MEASURE_LABEL_FOR_SOME)


def test_the_json_has_the_agreed_shape() -> None:
    data = read(from_text(plans.UNNUMBERED_BLOCKS)).as_json()
    problem = data["problems"][1]
    assert data["kind"] == "整改方案"
    assert {key: problem[key] for key in ("number", "title", "leader", "units", "due")} == {
        "number": "2",
        "title": "融资难",
        "leader": "吴十",
        "units": ["镇财政所"],
        "due": None,
    }
    assert [(m["number"], m["text"]) for m in problem["measures"]] == [("1", "搭建银企对接平台，召开对接会。")]
    figure = data["figures"][0]
    assert {key: figure[key] for key in ("value", "unit", "line")} == {"value": 1, "unit": "工作日", "line": 3}
    assert data["next_steps"] == []


def test_a_paper_that_lists_no_problem_is_no_plan_with_problems() -> None:
    reading = read(
        from_text("云溪镇整改工作方案\n一、整改目标\n全面提升。\n二、工作要求\n（一）提高认识。\n（二）加强督查。")
    )
    assert (reading.kind, reading.problems) == (PaperKind.RECTIFICATION_PLAN, ())


@pytest.mark.seeds
def test_the_real_plan_has_three_problems_eleven_measures_and_its_gaps() -> None:
    reading = read(from_file(shared_file("seeds/001_*.txt")))
    assert reading.kind is PaperKind.RECTIFICATION_PLAN
    assert reading.title == "营商环境评价整改工作方案"
    assert [(p.number, p.line, [m.number for m in p.measures]) for p in reading.problems] == [
        ("1", 7, ["1", "2", "3"]),
        ("2", 14, ["1", "2", "3", "4"]),
        ("3", 21, ["1", "2", "3", "4"]),
    ]
    assert [p.units for p in reading.problems] == [
        ("镇纪委", "镇清洁办", "镇宣传线", "镇文化站", "镇新村办", "镇便民服务中心"),
        ("镇农业服务站", "镇民政所", "镇农医所", "镇宣传线", "镇便民服务中心"),
        ("镇纪委", "镇便民服务中心"),
    ]
    assert {(p.leader, p.due, p.gaps) for p in reading.problems} == {(None, None, ("未填责任领导", "未写完成时限"))}
    assert reading.problems[0].measures[0].text.startswith("强化服务意识、提升服务水平。一是贴近群众")
    assert reading.problems[2].measures[3].text.endswith("纳入年终考核体系。")


@pytest.mark.seeds
@pytest.mark.parametrize("seed", ["000", "002", "003", "004"])
def test_the_other_real_papers_are_no_plans(seed: str) -> None:
    assert read(from_file(shared_file(f"seeds/{seed}_*.txt"))).problems == ()
