import pytest

from tests.papers.checker.findings import findings, places


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("通过广播、电视、、等媒体宣传。", "、、"),
        ("公司成立于2012年，，隶属集团。", "，，"),
        ("抓好落实。。", "。。"),
        ("抓好落实；。", "；。"),
        ("请市委、。市政府统筹。", "、。"),
        ("现报告如下：：一是", "：："),
        ("要求，通过、广播宣传。", "通过、"),
        ("“、推进改革”", "“、"),
        ("（，见附件）", "（，"),
        ("宣传、培训、”等活动", "、”"),
        ("比例为:,粮经比为1:2", ":,"),
        ("耕地面积4208公顷耕地面积4208公顷，", "耕地面积4208公顷"),
        ("二、加强学习培训二、加强学习培训 以学习促提高", "二、加强学习培训"),
    ],
)
def test_a_doubled_sign_or_an_emptied_list_is_found(text: str, place: str) -> None:
    assert places("E12", text) == [(1, place)]


def test_the_message_about_an_emptied_list_says_what_is_missing() -> None:
    assert findings("E12", "广播、电视、、等媒体")[0].message == "“、、等”之间缺了一项，列举不完整。"


@pytest.mark.parametrize(
    "text",
    [
        "这就是说……我们要努力。",
        "真抓实干！！",
        "他说：“要努力，”又补充了几点。",
        "知识产权创造、运用、交易、保护制度。",
        "审议通过、印发实施。",
        "一个问题一个问题解决，一个领域一个领域规范。",
        "户口簿、房屋所有权证、房屋共有权证、房屋共有权保持证。",
        "时间9:30，编号1,200,300",
        "——————",
        "。。。。",
        "来电(010),,12",
    ],
)
def test_ordinary_text_passes(text: str) -> None:
    assert findings("E12", text) == []
