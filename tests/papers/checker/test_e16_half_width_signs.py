from tests.papers.checker.findings import findings, places

LONG = "完善党委领导、政府负责的工作机制，压实各单位的责任，推动各项任务落到实处，取得了较好的成效，"


def test_half_width_signs_are_reported_once_with_their_number() -> None:
    text = "今年以来,我镇高度重视;认真落实.各村积极行动。\n做好以下工作:"
    assert places("E16", text) == [(1, ",")]
    assert "共4处" in findings("E16", text)[0].message


def test_a_mixture_is_named_as_such() -> None:
    assert "混用" in findings("E16", "今年以来,我镇高度重视，认真落实。")[0].message
    assert "混用" not in findings("E16", "今年以来,我镇高度重视。")[0].message


def test_blanks_inside_sentences_are_reported_once_with_their_number() -> None:
    text = LONG + "共收集问题 302 条，帮助企业 协调解决困难 264 个。"
    found = findings("E16", text)
    assert len(found) == 1
    assert "共5处" in found[0].message


def test_names_dates_and_headings_with_blanks_pass() -> None:
    assert (
        findings(
            "E16", "第一条 " + LONG + "\n《广州市民政局 广州市财政局 广州市司法局 广州市教育局关于印发的通知》" + LONG
        )
        == []
    )
    assert findings("E16", "年 度 总 结\n目  录") == []


def test_times_numbers_and_addresses_pass() -> None:
    assert findings("E16", "时间9:30，金额1,200元，比例2:1，见http://a.gov.cn/?a=1,2。") == []
