import pytest

from tests.papers.checker.findings import findings, places


@pytest.mark.parametrize(
    ("line", "mark", "right"),
    [
        ("（一）、提高认识", "（一）、", "（一）"),
        ("(2)、抓好落实", "(2)、", "(2)"),
        ("1.、加强宣传", "1.、", "1."),
        ("一.总体要求", "一.", "一、"),
        ("①、加强宣传", "①、", "①"),
    ],
)
def test_a_second_sign_after_the_mark_is_advised(line: str, mark: str, right: str) -> None:
    assert places("E5", line) == [(1, mark)]
    assert findings("E5", line)[0].suggestion == f"改为“{right}”。"


def test_a_full_stop_after_a_first_level_heading_is_advised() -> None:
    text = "一、总体要求。\n以习近平新时代中国特色社会主义思想为指导。"
    assert places("E5", text) == [(1, "。")]


@pytest.mark.parametrize(
    "text",
    [
        "一、总体要求\n坚持问题导向。",
        "（一）提高思想认识。\n各单位要增强紧迫感。",
        "一、加强学习。\n二、加强宣传。\n三、加强督查。\n正文",
        "一、要坚持问题导向，抓好整改；要加强领导。\n正文",
        "1.加强领导。\n正文",
    ],
)
def test_what_papers_usually_write_is_not_reported(text: str) -> None:
    assert [place for place in places("E5", text) if place[0] < 3] == []
