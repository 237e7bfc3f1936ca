"""The book of rules: what it holds, and that a broken file is refused in one clear sentence."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from bihuan.kernel.limits import TimeLimit, Unit
from bihuan.rulebook.book import (
    Book,
    BrokenBook,
    Certainty,
    Choice,
    Kind,
    Level,
    UnknownRule,
    WrongKind,
    load_book,
    load_data,
    read_book,
)

TODAY = date(2026, 3, 3)
SOUND = {
    "id": '"matters.limit.accept"',
    "label": '"受理"',
    "value": "2",
    "unit": '"WD"',
    "source": '"平台默认"',
    "certainty": '"design"',
    "level": '"platform"',
    "valid_from": "2020-01-01",
}


def book_of(folder: Path, *entries: dict[str, str], subject: str = 'subject = "事项办理"') -> Book:
    """A book of one file made of the given entries, each a change of a sound one (None leaves a key out)."""
    lines = [subject]
    for changes in entries:
        lines.append("[[rule]]")
        lines += [f"{key} = {value}" for key, value in (SOUND | changes).items() if value is not None]
    (folder / "matters.toml").write_text("\n".join(lines), "utf-8")
    return read_book(folder)


def test_a_sound_file_becomes_rules(tmp_path: Path) -> None:
    rule = book_of(tmp_path, {}).rule("matters.limit.accept", TODAY)
    assert rule.limit == TimeLimit(2, Unit.WORKING_DAY)
    assert (rule.label, rule.subject, rule.certainty, rule.level) == (
        "受理",
        "事项办理",
        Certainty.DESIGN,
        Level.PLATFORM,
    )
    assert rule.value_text == "2个工作日"
    assert rule.stricter == "lower"


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"source": None}, "缺少source"),
        ({"source": '""'}, "缺少source"),
        ({"source": '"  "'}, "source应为文字"),
        ({"value": None}, "缺少value"),
        ({"value": '"2"'}, "时限应为数字，现在是“2”"),
        ({"value": "0"}, "应是大于0的数"),
        ({"value": "1.5"}, "应是整数"),
        ({"unit": '"WEEK"'}, "单位“WEEK”不认识"),
        ({"unit": '"TIMES"', "value": "-1"}, "应为不小于0的整数"),
        ({"unit": '"FLAG"'}, "应为是或否"),
        ({"unit": '"CODE"', "value": '"A"'}, "不在可选值"),
        ({"unit": '"SPANS"', "value": '["9"]'}, "应像“08:30-12:00”"),
        ({"unit": '"TABLE"', "value": "{}"}, "名称 = 整数"),
        ({"unit": '"CHOICES"', "value": "[]"}, "清单不能为空"),
        ({"unit": '"CHOICES"', "value": '[{code = "A"}]'}, "都要有代码"),
        ({"unit": '"CHOICES"', "value": '[{code = "A", label = "甲"}, {code = "A", label = "乙"}]'}, "“A”重复"),
        ({"certainty": '"sure"'}, "certainty“sure”不认识"),
        ({"level": '"village"'}, "level“village”不认识"),
        ({"valid_from": '"2020-01-01"'}, "不加引号"),
        ({"valid_to": "2019-01-01"}, "失效日期早于生效日期"),
        ({"stricter": '"more"'}, "stricter“more”不认识"),
        ({"colour": '"red"'}, "不认识的项colour"),
    ],
)
def test_a_broken_rule_is_refused_with_its_file_its_id_and_its_fault(
    tmp_path: Path, changes: dict[str, str], fault: str
) -> None:
    with pytest.raises(BrokenBook) as refused:
        book_of(tmp_path, changes)
    assert str(refused.value).startswith("规则文件“matters.toml”中的规则“matters.limit.accept”有误：")
    assert fault in str(refused.value)


def test_a_rule_without_id_is_named_by_its_place(tmp_path: Path) -> None:
    with pytest.raises(BrokenBook, match="规则“第2条”有误：缺少id"):
        book_of(tmp_path, {}, {"id": None})


@pytest.mark.parametrize(
    "second", [{}, {"valid_from": "2025-01-01"}, {"valid_from": "2019-01-01", "valid_to": "2020-01-01"}]
)
def test_two_versions_that_overlap_are_refused(tmp_path: Path, second: dict[str, str]) -> None:
    with pytest.raises(BrokenBook, match=r"matters\.limit\.accept.*重复，或两个版本的有效期重叠"):
        book_of(tmp_path, {}, second)


def test_two_versions_follow_one_another(tmp_path: Path) -> None:
    book = book_of(tmp_path, {"valid_to": "2025-12-31"}, {"valid_from": "2026-01-01", "value": "1"})
    days = (date(2025, 12, 31), date(2026, 1, 1))
    assert [book.rule("matters.limit.accept", on).value for on in days] == [2, 1]
    assert [rule.value for rule in book.rules_on(TODAY)] == [1]


@pytest.mark.parametrize("subject", ["", 'subject = ""', 'subject = "甲"\ncolour = "red"'])
def test_a_file_without_a_subject_is_refused(tmp_path: Path, subject: str) -> None:
    with pytest.raises(BrokenBook, match=r"“matters.toml”开头须写 subject"):
        book_of(tmp_path, {}, subject=subject)


def test_a_file_that_is_no_toml_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BrokenBook, match=r"“matters.toml”写法有误"):
        book_of(tmp_path, {"id": "unquoted"})


def test_word_lists_of_papers_are_no_rules(tmp_path: Path) -> None:
    (tmp_path / "papers").mkdir()
    (tmp_path / "papers" / "words.toml").write_text("words = []", "utf-8")
    assert book_of(tmp_path, {}).rules_on(TODAY)[0].id == "matters.limit.accept"


def test_a_missing_word_list_is_refused_by_name() -> None:
    with pytest.raises(BrokenBook, match=r"“nothing.toml”打不开"):
        load_data("papers/nothing")


def test_a_rule_before_its_validity_is_unknown_and_says_so(tmp_path: Path) -> None:
    book = book_of(tmp_path, {})
    with pytest.raises(UnknownRule, match="在2019年12月31日没有生效的版本"):
        book.rule("matters.limit.accept", date(2019, 12, 31))
    with pytest.raises(UnknownRule, match=r"没有名为“matters\.nothing”的规则"):
        book.rule("matters.nothing", TODAY)
    assert "matters.limit.accept" in book
    assert "matters.nothing" not in book


def test_a_rule_asked_for_another_kind_of_value_is_a_fault_of_the_program(tmp_path: Path) -> None:
    rule = book_of(tmp_path, {}).rule("matters.limit.accept", TODAY)
    with pytest.raises(WrongKind, match="is no CHOICES"):
        _ = rule.choices


@pytest.mark.parametrize(
    ("stricter", "value", "laxer", "not_laxer"),
    [("lower", 5, 6, 4), ("higher", 12, 11, 13), ("yes", True, False, True), ("", 5, 4, 5)],
)
def test_a_rule_knows_which_way_is_laxer(
    tmp_path: Path, stricter: str, value: object, laxer: object, not_laxer: object
) -> None:
    unit = '"FLAG"' if stricter == "yes" else '"TIMES"'
    changes = {"unit": unit, "value": str(value).lower(), "stricter": f'"{stricter}"'}
    rule = book_of(tmp_path, changes).rule("matters.limit.accept", TODAY)
    assert rule.is_laxer(laxer)
    assert not rule.is_laxer(not_laxer)


NEEDED = """office.hours office.receipt-on-rest-day matters.limit.accept matters.limit.dispatch matters.limit.sign
matters.limit.first-contact matters.limit.handle.CONSULTATION matters.limit.handle.HELP matters.limit.handle.COMPLAINT
matters.limit.handle.SUGGESTION matters.limit.handle.TIP_OFF matters.limit.handle.PRAISE matters.limit.handle.MEASURE
matters.limit.handle.urgent matters.limit.review matters.limit.reply matters.limit.call-back matters.limit.strike-off
matters.limit.ruling matters.limit.send-back matters.send-back.max matters.extend.max matters.redo-limit
matters.warn-days matters.grounds.decline matters.grounds.send-back matters.grounds.suspend
matters.grounds.no-call-back matters.grounds.merge matters.result-classes matters.traffic-light
people.password.min-length people.sign-in.delay people.session-idle people.session-absolute people.sessions-per-person
files.max-bytes files.max-per-submission files.kinds portal.min-fill-seconds portal.repeat-key-days"""


@pytest.mark.parametrize("rule_id", NEEDED.split())
def test_the_book_holds_every_rule_that_the_product_asks_for(rule_id: str) -> None:
    rule = load_book().rule(rule_id, TODAY)
    assert rule.value_text


def test_the_book_has_the_suggested_handling_limits_of_a_township() -> None:
    kinds = ("CONSULTATION", "HELP", "COMPLAINT", "SUGGESTION", "TIP_OFF", "PRAISE", "MEASURE")
    limits = [str(load_book().rule(f"matters.limit.handle.{kind}", TODAY).limit) for kind in kinds]
    assert limits == ["1 WD", "3 WD", "5 WD", "5 WD", "15 WD", "3 WD", "20 WD"]


def test_only_the_lawful_grounds_of_suspension_stop_the_clock() -> None:
    grounds = load_book().rule("matters.grounds.suspend", TODAY).choices
    assert [ground.code for ground in grounds if "STOPS_CLOCK" in ground.marks] == [
        "EXAMINATION",
        "HEARING",
        "PUBLICITY",
        "SUPPLEMENT",
    ]


def test_a_choice_is_found_by_its_code_and_carries_a_source() -> None:
    rule = load_book().rule("matters.result-classes", TODAY)
    assert rule.kind is Kind.CHOICES
    assert rule.choice("SOLVED") == Choice("SOLVED", "已解决", rule.source)
    with pytest.raises(UnknownRule, match="“办理结果”中没有“NOTHING”"):
        rule.choice("NOTHING")


def test_office_hours_and_tables_are_typed() -> None:
    book = load_book()
    assert book.rule("office.hours", TODAY).hours.closes.isoformat() == "17:30:00"
    assert book.rule("matters.traffic-light", TODAY).table == {"yellow": 3, "red": 0}
    assert book.rule("office.due-at-close", TODAY).flag is False
    assert book.rule("office.receipt-on-rest-day", TODAY).code == "NEXT_WORKING_DAY"
    assert book.rule("files.max-bytes", TODAY).number == 20 * 1024 * 1024
