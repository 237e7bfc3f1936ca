import pytest

from bihuan.papers.checker.wordlist import expressions
from tests.papers.checker.findings import findings, places, severities


@pytest.mark.parametrize(
    ("text", "wrong", "right"),
    [
        ("整治“四凤”问题。", "四凤", "四风"),
        ("邀发市场活力。", "邀发", "激发"),
        ("对站所进行重行调整。", "重行", "重新"),
        ("一个问题一个问题纠论。", "纠论", "纠治"),
        ("打造市场化、法制化营商环境。", "法制化", "法治化"),
        ("截止6月底，完成投资2亿元。", "截止", "截至"),
    ],
)
def test_a_confused_word_is_found_and_mended(text: str, wrong: str, right: str) -> None:
    assert places("E7", text) == [(1, wrong)]
    assert findings("E7", text)[0].suggestion == f"改为“{right}”。"


def test_every_place_in_a_line_is_found() -> None:
    assert len(findings("E7", "截止5月份完成一半，但截止6月底预计完成。")) == 2


def test_a_variant_spelling_is_advice_and_a_wrong_character_must_be_changed() -> None:
    assert severities("E7", "建立问题台帐。") == ["may"]
    assert severities("E7", "认真惯彻落实。") == ["must"]


@pytest.mark.parametrize("entry", expressions("confusables"), ids=lambda entry: entry.pattern.pattern[:20])
def test_each_pair_finds_its_example_and_passes_its_lookalikes(entry) -> None:
    assert entry.source
    if entry.example:
        assert entry.pattern.search(entry.example)
    else:
        assert entry.pattern.fullmatch(entry.pattern.pattern), "an entry with context needs an example"
    assert [text for text in entry.silent if entry.pattern.search(text)] == []


@pytest.mark.parametrize(
    "text",
    [
        "会议特邀发言人到场。",
        "双重行政处罚不得并用。",
        "预防犯罪、防范风险。",
        "自己经营的门店、公园满意度、打折除外。",
        "报名截止日期为6月底，截止时间不变。",
        "群众反应强烈，及时反映问题。",
        "发放救灾帐篷、蚊帐。",
        "每份内容完整，一份量表。",
        "台风登陆后组织抢修。",
        "把经济发展、高质量开展主题教育摆在首位。",
    ],
)
def test_right_words_pass(text: str) -> None:
    assert findings("E7", text) == []
