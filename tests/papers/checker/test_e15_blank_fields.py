import pytest

from tests.papers.checker.findings import findings, places, severities

PLAN = "云溪镇问题整改方案\n一、主要问题\n1.窗口排队久。\n（1）增设窗口。\n责任领导：张建国\n责任单位：便民服务中心"


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("责任领导：\n责任站所：镇纪委", "责任领导："),
        ("责任领导:  \n2.办事效率低。", "责任领导:"),
        ("（1）增设窗口。\n责任领导：", "责任领导："),
        ("责任领导：  责任单位：镇纪委", "责任领导："),
        ("（责任单位：；完成时限：6月底）", "责任单位："),
        ("牵头单位：镇党政办，配合单位：。", "配合单位："),
        ("完成时限：\n三、工作要求", "完成时限："),
    ],
)
def test_a_blank_label_must_be_filled(text: str, label: str) -> None:
    blanks = [finding for finding in findings("E15", text) if finding.severity.value == "must"]
    line = text.split("\n")[blanks[0].line - 1]
    assert [line[one.column : one.column + one.length] for one in blanks] == [label]


@pytest.mark.parametrize(
    "text",
    [
        "责任领导：张建国\n责任单位：镇纪委",
        "责任单位：\n镇纪委、镇便民服务中心",
        "（责任单位：镇党政办，完成时限：6月底）",
        "整改措施：\n（1）增设窗口。",
        "联系人：李明，联系电话：0878-3123456",
        "落实责任领导和责任单位",
    ],
)
def test_a_filled_label_passes(text: str) -> None:
    assert findings("E15", text) == []


def test_a_task_of_a_plan_without_time_limit_is_asked_about() -> None:
    found = findings("E15", PLAN)
    assert [(one.line, one.severity.value) for one in found] == [(6, "query")]
    assert found[0].message == "“1.窗口排队久”有责任单位，没有写完成时限。"


def test_each_task_without_time_limit_is_asked_about() -> None:
    second = "\n2.效率低。\n（1）限时办结。\n责任领导：李明\n责任单位：镇纪委"
    assert [line for line, _ in places("E15", PLAN + second)] == [6, 10]


@pytest.mark.parametrize(
    "addition",
    ["\n完成时限：6月底前", "\n整改时限：立行立改", "，6月30日前完成", "（10个工作日内）", "，长期坚持"],
)
def test_a_time_limit_in_any_form_is_enough(addition: str) -> None:
    assert findings("E15", PLAN + addition) == []


def test_a_report_that_is_no_plan_needs_no_time_limits() -> None:
    assert severities("E15", PLAN.replace("问题整改方案", "工作总结")) == []
