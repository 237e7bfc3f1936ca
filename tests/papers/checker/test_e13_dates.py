import pytest

from tests.papers.checker.findings import findings, places, severities


def test_a_date_line_with_leading_zeros_must_be_changed() -> None:
    assert severities("E13", "云溪镇人民政府\n2026年01月05日") == ["must"]
    assert "改为" in findings("E13", "2026年01月05日")[0].suggestion


def test_a_leading_zero_in_the_text_is_advice() -> None:
    assert places("E13", "自2026年03月1日起施行。") == [(1, "2026年03月1日")]
    assert findings("E13", "自2026年03月1日起施行。")[0].suggestion == "改为“2026年3月1日”。"
    assert severities("E13", "自2026年03月1日起施行。") == ["may"]


@pytest.mark.parametrize("text", ["2026年2月30日前完成。", "2025年2月29日", "4月31日召开会议。", "2026年13月前完成。"])
def test_a_date_that_does_not_exist_must_be_changed(text: str) -> None:
    assert severities("E13", text) == ["must"]


def test_a_date_of_signing_in_chinese_numerals_must_be_changed() -> None:
    assert severities("E13", "云溪镇人民政府\n二〇二六年一月五日") == ["must"]


def test_years_in_both_ways_are_reported_once() -> None:
    assert places("E13", "二〇二五年开展了整治，2026年巩固成果。\n二〇二四年启动。") == [(1, "二〇二五年")]


@pytest.mark.parametrize(
    "text",
    [
        "2026年1月5日",
        "每年2月29日",
        "2024年2月29日",
        "1.01月均增长",
        "十月革命",
        "二〇二五年",
        "截至10月底",
        "第05号",
        "上午10:05，12月31日",
    ],
)
def test_right_dates_pass(text: str) -> None:
    assert findings("E13", text) == []
