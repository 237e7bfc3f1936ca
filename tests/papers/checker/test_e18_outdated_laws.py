import pytest

from tests.papers.checker.findings import findings, severities


def test_a_law_that_no_longer_held_on_the_date_of_signing_must_be_changed() -> None:
    text = "依据《社会救助暂行办法》办理。\n云溪镇人民政府\n2026年9月1日"
    assert severities("E18", text) == ["must"]
    assert "社会救助法" in findings("E18", text)[0].suggestion


def test_a_law_that_still_held_on_the_date_of_signing_passes() -> None:
    assert severities("E18", "依据《社会救助暂行办法》办理。\n云溪镇人民政府\n2026年6月30日") == []


@pytest.mark.parametrize("text", ["根据《信访条例》要求办理。", "根据《信访条例》要求，2022年办结。"])
def test_a_paper_without_date_of_signing_is_asked(text: str) -> None:
    assert severities("E18", text) == ["query"]


@pytest.mark.parametrize(
    "text",
    [
        "2019年，根据《信访条例》要求办理。",
        "根据《信访工作条例》要求办理。",
        "《信访条例》同时废止。",
        "原《合同法》的规定。",
        "《城市房屋租赁合同法律服务指引》",
    ],
)
def test_old_papers_new_names_and_repeals_pass(text: str) -> None:
    assert severities("E18", text) == []
