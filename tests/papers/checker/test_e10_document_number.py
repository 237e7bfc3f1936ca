import pytest

from tests.papers.checker.findings import findings


@pytest.mark.parametrize(
    ("text", "fault", "right"),
    [
        ("（云政发【2026】12号）", "六角括号", "〔2026〕12号"),
        ("云政函[2026]78号", "六角括号", "〔2026〕78号"),
        ("云政办发（2026）5号", "六角括号", "〔2026〕5号"),
        ("云政发〔2026〕第3号", "不加“第”", "〔2026〕3号"),
        ("云政发〔2026〕03号", "不加“0”", "〔2026〕3号"),
        ("云政发〔26〕3号", "四位数", "〔2026〕3号"),
        ("云政发〔2026〕3", "缺“号”", "〔2026〕3号"),
        ("（**【2022】**号）", "六角括号", "〔2022〕**号"),
    ],
)
def test_a_faulty_number_is_found_and_mended(text: str, fault: str, right: str) -> None:
    found = findings("E10", text)
    assert len(found) == 1
    assert fault in found[0].message
    assert found[0].suggestion == f"改为“{right}”。"


@pytest.mark.parametrize(
    "text",
    [
        "国办发〔2019〕51号",
        "州政發〔2020〕5號",
        "云政发﹝2026﹞12号",
        "云政发〔2026〕12、13号",
        "XX办函〔2026〕XX号",
        "国令第722号、财政部公告2020年第5号",
        "某市监局公告〔2026〕第5号",
        "（2026）皖1881民初123号",
        "食品经营许可证（2026）第12号",
        "建设局（25）3号楼",
        "【2026】年度报告",
        "共有企业(2026)家",
    ],
)
def test_right_numbers_and_other_numbers_pass(text: str) -> None:
    assert findings("E10", text) == []
