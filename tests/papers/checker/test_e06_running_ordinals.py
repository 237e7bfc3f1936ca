import pytest

from tests.papers.checker.findings import findings, places, severities


def test_a_missing_point_is_found() -> None:
    text = "一是加强领导。二是强化宣传。四是严格督查。"
    assert places("E6", text) == [(1, "四是")]
    assert findings("E6", text)[0].message == "第1行的“二是”之后直接是“四是”，缺“三是”。"


def test_a_doubled_point_is_found() -> None:
    assert places("E6", "一要学习，二要宣传，二要督查。") == [(1, "二要")]


def test_a_second_point_without_a_first_is_found() -> None:
    assert places("E6", "我镇高度重视。二是强化宣传。三是严格督查。") == [(1, "二是")]


def test_a_lone_first_point_is_asked_about() -> None:
    text = "一是加强领导，成立专班。\n现将有关情况报告完毕。"
    assert places("E6", text) == [(1, "一是")]
    assert severities("E6", text) == ["query"]


@pytest.mark.parametrize(
    "text",
    [
        "一是加强领导。二是强化宣传。三是严格督查。",
        "一是加强领导。\n成立专班。\n二是强化宣传。\n三是严格督查。",
        "（一）服务。一是简化流程。二是压缩时限。\n（二）监管。一是双随机。二是一公开。",
        "主要是一是人手不足；二是经费不足。",
        "首先，人手不足；二是经费不足。",
        "一是人手不足，同时经费不足。",
        "办事说一是一，说二是二。",
        "统一是前提，第一是安全。",
        "一要坚持党的领导，二要依靠群众。一要快，二要准，三要实。",
        "一是加强领导，一要快，二要准；二是强化宣传。",
        "十一是假期。",
    ],
)
def test_complete_and_other_sequences_are_not_reported(text: str) -> None:
    assert findings("E6", text) == []


def test_a_paper_that_breaks_off_is_not_blamed_for_its_last_list() -> None:
    assert findings("E6", "我镇加强领导。一是成立专班，压实") == []
