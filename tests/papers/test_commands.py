"""`bihuan read`: what is printed and how it ends."""

import json
from pathlib import Path

import pytest

from bihuan.papers.commands import read_command
from tests.papers import plans


def test_json_comes_in_chinese_with_exit_code_nought(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "方案.txt"
    file.write_text(plans.UNNUMBERED_BLOCKS, encoding="gb18030")
    assert read_command(file, as_json=True) == 0
    printed = capsys.readouterr()
    data = json.loads(printed.out)
    assert (data["kind"], [problem["title"] for problem in data["problems"]]) == (
        "整改方案",
        ["企业开办时间长", "融资难"],
    )
    assert "企业开办时间长" in printed.out
    assert printed.err == ""


def test_without_json_the_find_is_told_in_sentences(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "方案.txt"
    file.write_text(plans.UNNUMBERED_BLOCKS, encoding="utf-8")
    assert read_command(file, as_json=False) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[:3] == ["标题：云溪镇问题整改清单", "类型：整改方案", "问题 2 个，整改措施 2 条"]
    assert lines[8:] == [
        "问题2（第8行）：融资难",
        "  措施1（第9行）：搭建银企对接平台，召开对接会。",
        "  责任领导：吴十",
        "  责任单位：镇财政所",
        "  完成时限：空缺",
        "  缺项：未填整改时限",
        "数字 1 处",
        "  开办时间：1个工作日（第3行）",
    ]


def test_an_unreadable_file_ends_with_two_and_one_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "方案.pdf"
    file.write_bytes(b"%PDF-1.7")
    assert read_command(file, as_json=True) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err == "“方案.pdf”是 PDF 文件。请用 WPS 或 Word 另存为 .docx，或复制文字粘贴。\n"
