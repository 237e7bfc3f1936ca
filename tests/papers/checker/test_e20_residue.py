import pytest

from bihuan.papers.checker.wordlist import expressions
from tests.papers.checker.findings import findings, places, severities

SENTENCE = "我镇坚持问题导向，压实各级责任，推动各项工作落到实处，取得了较好的成效，群众的满意度不断提高。"


@pytest.mark.parametrize("entry", expressions("residue"), ids=lambda entry: entry.pattern.pattern[:20])
def test_each_expression_finds_its_example_and_passes_its_lookalikes(entry) -> None:
    assert entry.source
    assert entry.say
    assert entry.mend
    assert entry.pattern.search(entry.example)
    assert [text for text in entry.silent if entry.pattern.search(text)] == []


def test_a_line_to_be_deleted_is_reported_once() -> None:
    line = "下面是小编为大家整理的工作总结（全文完整），供大家参考。"
    assert len(findings("E20", line)) == 1
    assert severities("E20", line) == ["must"]


def test_a_page_number_of_a_text_library_is_found() -> None:
    text = f"1、{SENTENCE}{SENTENCE}按现行汇率计\n2、算折合美元。"
    assert (2, "2、") in places("E20", text)


def test_a_numbered_line_after_a_full_sentence_is_no_page_number() -> None:
    assert findings("E20", f"1、{SENTENCE}{SENTENCE}\n2、{SENTENCE}") == []


def test_a_lead_that_repeats_the_beginning_is_found() -> None:
    body = f"云溪镇整改方案\n为进一步优化营商环境，制定方案如下：\n一、整改目标\n{SENTENCE}"
    lead = "".join(body.split())[:60] + "..."
    found = findings("E20", f"{lead}\n{body}")
    assert [(one.line, one.severity.value) for one in found] == [(1, "must")]


def test_a_title_that_stands_twice_is_found() -> None:
    text = f"关于优化营商环境的调研报告\n关于优化营商环境的调研报告\n{SENTENCE}"
    assert [line for line, _ in places("E20", text)] == [2]


def test_headings_and_signatures_may_stand_twice() -> None:
    text = f"云溪镇优化营商环境办公室\n问答\n（一）基本条件是什么\n{SENTENCE}\n（一）基本条件是什么\n答：同上。\n云溪镇优化营商环境办公室"
    assert findings("E20", text) == []


def test_a_text_that_breaks_off_is_asked_about() -> None:
    assert severities("E20", f"{SENTENCE}同时，结合乡村振兴") == ["query"]
    assert findings("E20", f"{SENTENCE}\n云溪镇人民政府\n2026年5月6日") == []


def test_signs_of_markdown_are_no_residue_in_a_markdown_file() -> None:
    text = f"# 某某条例\n<!-- INFO END -->\n{SENTENCE}"
    assert findings("E20", text, name="条例.md") == []
    assert [one.severity.value for one in findings("E20", text, name="条例.txt")] == ["may", "may"]


@pytest.mark.parametrize(
    "text",
    [
        "群众扫一扫即可评价。",
        "面积<5万平方米且>1万平方米。",
        "R&D投入增长。",
        "来源：县统计局",
        "办事指南（最新版）",
        "讲几点意见，供大家参考。",
    ],
)
def test_lookalikes_pass(text: str) -> None:
    assert findings("E20", text) == []
