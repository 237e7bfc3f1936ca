from tests.papers.checker.findings import findings, places


def test_the_rarer_of_two_terms_is_reported_once() -> None:
    text = "服务市场主体。\n经营主体活力增强，经营主体数量增长。"
    assert places("E19", text) == [(1, "市场主体")]


def test_names_of_laws_and_other_kinds_of_operators_do_not_count() -> None:
    text = "经营主体活力增强，依照《市场主体登记管理条例》办理市场主体登记。"
    assert findings("E19", text) == []
    assert findings("E19", "服务市场主体，培育新型农业经营主体。") == []
