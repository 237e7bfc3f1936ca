import json
from pathlib import Path

from bihuan.papers.checker.commands import check_command


def _paper(folder: Path, text: str, name: str = "方案.txt") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_json_holds_the_six_values_of_each_finding(tmp_path, capsys) -> None:
    code = check_command([_paper(tmp_path, "责任领导：\n责任单位：镇纪委")], as_json=True)
    answer = json.loads(capsys.readouterr().out)
    assert code == 1
    assert answer == {
        "findings": [
            {
                "rule": "E15",
                "severity": "must",
                "line": 1,
                "excerpt": "责任领导：",
                "message": "“责任领导”后面是空的。",
                "suggestion": "填写责任领导；没有的，删去这一栏。",
            }
        ]
    }


def test_a_paper_without_must_findings_ends_with_zero(tmp_path, capsys) -> None:
    assert check_command([_paper(tmp_path, "1、加强宣传。")], as_json=True) == 0
    assert [one["severity"] for one in json.loads(capsys.readouterr().out)["findings"]] == ["may"]


def test_people_get_line_severity_message_excerpt_and_advice(tmp_path, capsys) -> None:
    assert check_command([_paper(tmp_path, "责任领导：")], as_json=False) == 1
    assert capsys.readouterr().out == (
        "方案.txt：必须改1处。\n"
        "  第1行 必须改 E15 “责任领导”后面是空的。\n"
        "      责任领导：\n"
        "      → 填写责任领导；没有的，删去这一栏。\n"
    )


def test_a_clean_paper_is_said_to_be_clean(tmp_path, capsys) -> None:
    assert check_command([_paper(tmp_path, "加强宣传。")], as_json=False) == 0
    assert capsys.readouterr().out == "方案.txt：没有发现问题。\n"


def test_an_unreadable_file_gives_one_sentence_and_two(tmp_path, capsys) -> None:
    assert check_command([tmp_path / "没有.txt"], as_json=True) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.count("\n") == 1
    assert printed.err.startswith("打不开“没有.txt”。")


def test_several_papers_are_all_checked(tmp_path, capsys) -> None:
    papers = [_paper(tmp_path, "加强宣传。", "甲.txt"), tmp_path / "没有.txt", _paper(tmp_path, "责任领导：", "乙.txt")]
    assert check_command(papers, as_json=True) == 2
    files = json.loads(capsys.readouterr().out)["files"]
    assert [(Path(one["file"]).name, len(one["findings"])) for one in files] == [("甲.txt", 0), ("乙.txt", 1)]
