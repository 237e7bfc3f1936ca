"""Hand-marked expectations for the five seeds, and the statutes as clean texts."""

from pathlib import Path

import pytest

from bihuan.papers.checker.check import check
from bihuan.papers.checker.finding import Finding
from bihuan.papers.source import from_file
from tests.shared import shared_file, shared_files

pytestmark = pytest.mark.seeds

# Every line on which a rule must say something, and the text that it marks (None: any place of the line).
EXPECTED = {
    "000": {
        ("E2", 4): "1、",
        ("E3", 14): "1、",
        ("E7", 5): "重行",
        ("E7", 10): "慵",
        ("E7", 17): None,  # 明查暗访, 法制
        ("E9", 1): "XX",
        ("E9", 2): "XX",
        ("E9", 6): "XX",
        ("E12", 14): None,  # 通过、 and 、、
        ("E20", 6): "##paidbegin##",
        ("E20", 19): "##paidend##",
    },
    "001": {
        ("E3", 1): "一、",
        ("E4", 7): "1.",
        ("E7", 11): "四凤",
        ("E15", 12): "责任领导：",
        ("E15", 13): "责任站所：",
        ("E15", 19): "责任领导：",
        ("E15", 20): "责任站所：",
        ("E15", 26): "责任领导：",
        ("E15", 27): "责任站所：",
        ("E20", 1): None,
    },
    "002": {
        ("E1", 21): "三、",
        ("E1", 27): "六、",
        ("E7", 4): "邀发",
        ("E8", 4): "”",
        ("E9", 4): "X",
        ("E11", 16): "31件，主动评价率为98％",
    },
    "003": {
        ("E7", 10): None,  # 挂帐, 纠论
        ("E9", 2): "X",
        ("E9", 4): "XXX",
        ("E9", 5): "X",
        ("E9", 6): "XX",
        ("E9", 8): "XXX",
        ("E9", 10): "XX",
        ("E9", 13): "XX",
        ("E16", 1): ",",
        ("E16", 2): None,
        ("E20", 1): None,
    },
    "004": {
        ("E7", 5): "宣誓动员",
        ("E7", 21): "截止",
        ("E8", 19): "”",
        ("E10", 5): "【2022】**号",
        ("E10", 16): "【2022】**号",
        **{("E9", line): None for line in (4, 5, 6, 8, 9, 10, 11, 12, 13, 16, 17, 18, 19, 21, 22, 24)},
    },
}


def _checked(seed: str) -> tuple[Path, tuple[Finding, ...]]:
    path = shared_file(f"seeds/{seed}_*.txt")
    return path, check(from_file(path))


@pytest.mark.parametrize("seed", sorted(EXPECTED))
def test_each_seed_gives_exactly_the_findings_marked_by_hand(seed: str) -> None:
    _, findings = _checked(seed)
    assert {(one.rule, one.line) for one in findings} == set(EXPECTED[seed])


@pytest.mark.parametrize("seed", sorted(EXPECTED))
def test_each_finding_marks_the_place_itself(seed: str) -> None:
    path, findings = _checked(seed)
    lines = {line.number: line.text for line in from_file(path).lines}
    for (rule, number), marked in EXPECTED[seed].items():
        places = {
            lines[number][one.column : one.column + one.length]
            for one in findings
            if (one.rule, one.line) == (rule, number)
        }
        assert marked is None or marked in places


def test_both_lost_words_of_one_sentence_are_found() -> None:
    path, findings = _checked("000")
    line = from_file(path).lines[13].text
    assert [line[one.column : one.column + one.length] for one in findings if one.rule == "E12"] == ["通过、", "、、"]


def test_the_plan_reports_three_blank_leaders_and_three_missing_time_limits() -> None:
    _, findings = _checked("001")
    severities = [one.severity.value for one in findings if one.rule == "E15"]
    assert severities == ["must", "query"] * 3


def test_statutes_have_nothing_that_must_be_changed() -> None:
    for path in shared_files("data/documents/regulations/*.md"):
        findings = check(from_file(path))
        assert [one for one in findings if one.severity.value == "must"] == [], path.name
        assert len(findings) <= 2, path.name


def test_clean_short_news_has_only_its_half_width_signs() -> None:
    for name in ("p003", "p013", "p035", "p036"):
        findings = check(from_file(shared_file(f"data/documents/web_excerpts/{name}.txt")))
        assert [one.rule for one in findings] == ["E16"], name


@pytest.mark.parametrize(
    ("name", "rule"),
    [
        ("p002", "E9"),
        ("p006", "E9"),
        ("p006", "E20"),
        ("p007", "E3"),
        ("p009", "E10"),
        ("p009", "E20"),
        ("p015", "E20"),
        ("p020", "E9"),
        ("p020", "E20"),
        ("p021", "E8"),
        ("p021", "E9"),
        ("p021", "E20"),
        ("p022", "E12"),
        ("p022", "E20"),
        ("p029", "E20"),
        ("p031", "E9"),
        ("p031", "E20"),
        ("p039", "E20"),
    ],
)
def test_a_defect_listed_for_a_web_paper_is_found(name: str, rule: str) -> None:
    findings = check(from_file(shared_file(f"data/documents/web_excerpts/{name}.txt")))
    assert rule in {one.rule for one in findings}
