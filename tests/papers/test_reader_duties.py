"""Labels, units, leaders and time limits in lines and brackets."""

import pytest

from bihuan.papers.reader.labels import Name, split_fields
from bihuan.papers.reader.responsibilities import duty_in_bracket, duty_of, split_brackets, split_units


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("镇纪委、镇清洁办。", ("镇纪委", "镇清洁办")),
        ("镇党政办，镇财政所；各村", ("镇党政办", "镇财政所", "各村")),
        ("镇党政办和镇财政所", ("镇党政办", "镇财政所")),
        ("县委编办及县直相关单位", ("县委编办", "县直相关单位")),
        ("镇农业农村和水利办", ("镇农业农村和水利办",)),
        ("经济发展和改革办公室", ("经济发展和改革办公室",)),
        ("人力资源和社会保障局", ("人力资源和社会保障局",)),
        ("各村（社区、居委会）、镇直各部门", ("各村（社区、居委会）", "镇直各部门")),
        ("镇党政办 镇纪委", ("镇党政办", "镇纪委")),
        ("县税务局等部门", ("县税务局",)),
        ("镇纪委、镇纪委", ("镇纪委",)),
        ("", ()),
    ],
)
def test_units_are_split_where_one_ends(text: str, expected: tuple[str, ...]) -> None:
    assert split_units(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("责任领导：", [(Name.LEADER, "")]),
        ("責任單位：甲辦", [(Name.UNIT, "甲辦")]),
        ("【责任领导】张三", [(Name.LEADER, "张三")]),
        ("责 任 领 导：张三", [(Name.LEADER, "张三")]),
        (
            "责任人：张三  责任单位：甲办  完成时限：立行立改",
            [(Name.PERSON, "张三"), (Name.UNIT, "甲办"), (Name.DUE, "立行立改")],
        ),
        ("问题一：慢；整改措施：快；", [(Name.PROBLEM, "慢；"), (Name.MEASURE, "快；")]),
        ("存在的主要问题：", [(Name.PROBLEM, "")]),
        ("下一步整改措施：优化", [(Name.MEASURE, "优化")]),
        ("整改目标：达标", [(Name.GOAL, "达标")]),
        ("整改情况：已完成", [(Name.STATUS, "已完成")]),
        ("整改牵头领导：李四", [(Name.LEADER, "李四")]),
        ("牵头站所：甲所", [(Name.LEAD_UNIT, "甲所")]),
        ("配合部门：各村", [(Name.SUPPORT_UNIT, "各村")]),
        ("责任单位 甲办", [(Name.UNIT, "甲办")]),
        ("整改完成时限：6月", [(Name.DUE, "6月")]),
        ("督导单位：甲办", [(Name.STATUS, "甲办")]),
    ],
)
def test_labels_are_known_in_their_many_spellings(text: str, expected: list[tuple[Name, str]]) -> None:
    assert [(field.name, field.value) for field in split_fields(text)[1]] == expected


@pytest.mark.parametrize(
    "text",
    [
        "压实责任，明确责任单位和时限要求",
        "针对问题，整改措施要实",
        "时间：2021年",
        "责任落实到岗位",
        "镇党政办（责任人：张三；电话略）",
        "主要任务",
    ],
)
def test_words_inside_a_sentence_are_no_labels(text: str) -> None:
    assert split_fields(text) == (text, [])


def test_a_label_for_units_and_people_at_once_tells_them_apart() -> None:
    duty = duty_of(split_fields("牵头单位及责任人：镇党政办 李四")[1][0])
    assert (duty.lead_units, duty.person) == (("镇党政办",), "李四")
    duty = duty_of(split_fields("责任领导和责任单位：张三，镇纪委")[1][0])
    assert (duty.leader, duty.units) == ("张三", ("镇纪委",))


@pytest.mark.parametrize("value", ["", "/", "——", "____", "无", "（ ）", "待定"])
def test_a_sign_for_nothing_is_a_blank(value: str) -> None:
    duty = duty_of(split_fields(f"责任领导：{value}")[1][0])
    assert (duty.leader, duty.blank) == (None, ((Name.LEADER, "责任领导"),))


def test_brackets_of_duty_are_taken_off_the_text() -> None:
    rest, duty = split_brackets("加强宣传。（牵头单位：甲办；责任单位：乙所，完成时限：6月底）")
    assert (rest, duty.lead_units, duty.units, duty.due) == ("加强宣传。", ("甲办",), ("乙所",), "6月底")
    rest, duty = split_brackets("加强宣传（责任单位：甲办）（完成时限：2024年6月）。")
    assert (rest, duty.units, duty.due) == ("加强宣传", ("甲办",), "2024年6月")
    rest, duty = split_brackets("x（责任领导：张三（副镇长）；责任单位：甲办）")
    assert (rest, duty.leader, duty.units) == ("x", "张三（副镇长）", ("甲办",))


@pytest.mark.parametrize("text", ["落实办法（试行）", "加强宣传（见附件）。", "（一）目标", "推进服务（含代办、帮办）"])
def test_other_brackets_stay(text: str) -> None:
    rest, duty = split_brackets(text)
    assert (rest, duty.is_empty) == (text, True)


def test_roles_behind_the_names_are_understood() -> None:
    duty = duty_in_bracket("甲办牵头，乙所、丙站配合，6月底前完成")
    assert (duty.lead_units, duty.support_units, duty.due) == (("甲办",), ("乙所", "丙站"), "6月底前")
    duty = duty_in_bracket("甲办负责，长期坚持")
    assert (duty.units, duty.due) == (("甲办",), "长期坚持")
