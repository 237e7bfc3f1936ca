"""The words behind `bihuan read`: read one file and say what was found."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path

from bihuan.papers.reader.read import read
from bihuan.papers.reader.reading import Problem, Reading
from bihuan.papers.source import UnreadablePaper, from_file

DONE = 0
UNREADABLE = 2


def read_command(path: Path, *, as_json: bool) -> int:
    """Read the paper and print what it says, in Chinese or as JSON. Returns 0, or 2 when the file cannot be read."""
    try:
        reading = read(from_file(path))
    except UnreadablePaper as refusal:
        sys.stderr.write(f"{refusal}\n")
        return UNREADABLE
    if as_json:
        sys.stdout.write(json.dumps(reading.as_json(), ensure_ascii=False, indent=2) + "\n")
    else:
        sys.stdout.write("\n".join(told(reading)) + "\n")
    return DONE


def told(reading: Reading) -> Iterator[str]:
    """The reading in Chinese, line by line."""
    yield f"标题：{reading.title or '未找到'}"
    yield f"类型：{reading.kind}"
    measures = sum(len(problem.measures) for problem in reading.problems)
    if reading.problems:
        yield f"问题 {len(reading.problems)} 个，整改措施 {measures} 条"
    for problem in reading.problems:
        yield from _problem(problem)
    for heading, items in (("下步工作", reading.next_steps), ("自查问题", reading.weaknesses)):
        if items:
            yield f"{heading} {len(items)} 项"
            yield from (f"  {item.number}. {item.title or item.text}（第{item.line}行）" for item in items)
    if reading.promises:
        yield f"任务 {len(reading.promises)} 项"
        yield from (
            f"  {_short(promise.text)}（{'、'.join(promise.units)}；{promise.due or '未写时限'}；第{promise.line}行）"
            for promise in reading.promises
        )
    if reading.figures:
        yield f"数字 {len(reading.figures)} 处"
        yield from (f"  {figure.noun or '未标明'}：{figure.text}（第{figure.line}行）" for figure in reading.figures)


def _problem(problem: Problem) -> Iterator[str]:
    yield f"问题{problem.number}（第{problem.line}行）：{problem.title}"
    for measure in problem.measures:
        yield f"  措施{measure.number}（第{measure.line}行）：{_short(measure.text)}"
    yield f"  责任领导：{problem.leader or '空缺'}"
    yield f"  责任单位：{'、'.join(problem.units) or '空缺'}"
    yield f"  完成时限：{problem.due or '空缺'}"
    if problem.gaps:
        yield f"  缺项：{'；'.join(problem.gaps)}"


def _short(text: str, length: int = 40) -> str:
    line = " ".join(text.split())
    return line if len(line) <= length else line[:length] + "……"
