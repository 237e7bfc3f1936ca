import pytest

from tests.papers.checker.findings import findings, places, severities


@pytest.mark.parametrize(
    ("line", "mark"),
    [
        ("三、下步工作计划1、营造浓厚氛围。", "1、"),
        ("二、主要任务（一）优化服务。", "（一）"),
        ("（二）狠抓落实1.压实责任。", "1."),
        ("二、整改措施(1)加强学习。", "(1)"),
    ],
)
def test_a_heading_with_the_next_level_on_its_line_must_be_changed(line: str, mark: str) -> None:
    assert places("E3", line) == [(1, mark)]
    assert severities("E3", line) == ["must"]


def test_a_first_heading_inside_the_lead_must_be_changed_where_the_paper_has_headings_of_its_own() -> None:
    text = "结合实际，制定方案如下：一、工作目标持续优化环境。\n二、主要任务\n抓好落实。"
    assert places("E3", text) == [(1, "一、")]
    assert severities("E3", text) == ["must"]


def test_a_paper_pasted_into_one_paragraph_is_advised() -> None:
    text = "现将情况汇报如下。一、加强领导。成立了专班。二、狠抓落实。开展了督查。"
    assert severities("E3", text) == ["may"]


def test_the_next_level_after_the_first_sentence_is_advised() -> None:
    assert severities("E3", "（一）加强领导。1.成立专班。2.压实责任。") == ["may"]


def test_a_title_in_lens_brackets_run_into_the_text_is_advised() -> None:
    assert severities("E3", "【镇便民服务中心工作汇报】近年来，我镇不断优化流程。") == ["may"]


@pytest.mark.parametrize(
    "text",
    [
        "一、2023年工作开展情况",
        "（一）提高思想认识。",
        "一、增长1.5%以上的企业情况",
        "各村要做到：（1）宣传到位；（2）整改到位。",
        "会议议定：一、同意立项；二、同意拨款。",
        "推动一、二、三产业融合。一、二、三产业各有侧重。",
        "二、安全生产（1起）情况",
        "一、见附件1.清单的事项",
        "【典型案例】某村通过网格化管理解决了问题。",
    ],
)
def test_lookalikes_are_not_reported(text: str) -> None:
    assert findings("E3", text) == []
