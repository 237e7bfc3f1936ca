from tests.papers.checker.findings import findings, places


def test_a_level_left_out_in_one_part_only_is_advised_once() -> None:
    text = "一、主要问题\n1.服务不优。\n2.效率不高。\n二、工作要求\n（一）提高认识。\n（二）抓好落实。"
    assert places("E4", text) == [(2, "1.")]


def test_a_level_left_out_everywhere_is_right() -> None:
    assert findings("E4", "一、主要问题\n1.服务不优。\n二、工作要求\n1.提高认识。") == []


def test_brackets_under_a_figure_are_the_wrong_way_round() -> None:
    text = "一、主要任务\n1.优化服务\n（一）简化流程\n（二）压缩时限\n2.强化监管"
    assert places("E4", text) == [(3, "（一）")]


def test_the_official_order_is_right() -> None:
    assert findings("E4", "一、甲\n（一）乙\n1.丙\n（1）丁\n2.戊\n（二）己\n二、庚\n（一）辛") == []
