import pytest

from tests.papers.checker.findings import findings, places


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("推进清廉乡村”建设。", "”"),
        ("推进“清廉乡村建设。", "“"),
        ("坚持“三个代表重要思想，推进“环境立镇”战略。", "“"),
        ("按照《整改方案要求落实。", "《"),
        ("按照整改方案》要求落实。", "》"),
        ("各村（居委会要落实责任。", "（"),
        ("各村居委会）要落实责任。", "）"),
        ("【典型案例", "【"),
        ("发文〔2026号", "〔"),
        ("他说：‘要落实。", "‘"),
    ],
)
def test_a_sign_without_partner_is_found_at_its_place(text: str, sign: str) -> None:
    assert places("E8", text) == [(1, sign)]


def test_the_first_of_two_openings_is_the_one_without_partner() -> None:
    found = findings("E8", "坚持“三个代表重要思想，推进“环境立镇”战略。")
    assert found[0].column == 2
    assert found[0].message == "左双引号没有对应的右双引号。"


def test_quotation_marks_the_wrong_way_round_are_found() -> None:
    assert places("E8", "建成”幸福村居“。") == [(1, "”"), (1, "“")]


@pytest.mark.parametrize(
    "text",
    [
        "落实“放管服”改革和《优化营商环境条例》（国令第722号）。",
        "《XX贯彻〈条例〉的意见》，《关于印发《办法》的通知》",
        "他说：“第一段话。\n“第二段话。\n“第三段话。”",
        "来信写道：“第一段话。\n第二段话。\n第三段话。”",
        "1）宣传到位；2）整改到位。",
        "要做到：1）宣传；2）整改；a）督查。",
        "（1）宣传到位；\n一）甲\n二）乙",
        "半角(括号）混用",
        "It’s a test.",
        '<image>data:image/s3,"s3://a/b)"',
        "网址（https://www.example.gov.cn/a?b=1）",
        "2020年7月5日 某市人民代表大会常务委员会修订）",
    ],
)
def test_pairs_and_list_marks_pass(text: str) -> None:
    assert findings("E8", text) == []
