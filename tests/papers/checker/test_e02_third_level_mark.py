from tests.papers.checker.findings import findings, places


def test_a_pause_mark_after_the_figure_is_reported_once_with_its_number_of_places() -> None:
    text = "一、工作情况\n1、强化保障。\n2、优化流程。\n3、整改问题。"
    assert places("E2", text) == [(2, "1、")]
    assert "共3处" in findings("E2", text)[0].message
    assert findings("E2", text)[0].suggestion.startswith("改为“1.”")


def test_a_point_after_the_figure_is_right() -> None:
    assert findings("E2", "1.强化保障。\n2．优化流程。\n一、二、三产业") == []


def test_months_at_the_head_of_a_line_are_no_marks() -> None:
    assert findings("E2", "3、4月份完成摸底。\n110、119联动。") == []
