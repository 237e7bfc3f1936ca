"""What holds for every paper: the reader never breaks and never points to a line that is not there."""

import json
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bihuan.papers.reader.read import read
from bihuan.papers.source import UnreadablePaper, from_text
from bihuan.papers.structure import pieces, read_tree
from tests.shared import shared_files

WORDS = [
    *(
        "一、",
        "二、",
        "（一）",
        "（二）",
        "1.",
        "2、",
        "（1）",
        "3）",
        "①",
        "一是",
        "二是",
        "第一，",
        "——",
        "第一章",
        "第三条",
    ),
    *(
        "整改方案",
        "存在问题",
        "问题：",
        "整改措施：",
        "责任领导：",
        "责任单位：",
        "牵头单位",
        "完成时限：",
        "【责任人】",
        "整改目标",
    ),
    *(
        "镇纪委",
        "镇党政办",
        "、",
        "和",
        "及",
        "；",
        "。",
        "，",
        "：",
        "（",
        "）",
        "“",
        "”",
        "《",
        "》",
        "\n",
        "\n\n",
        " ",
        "\t",
        "|",
        "　",
    ),
    *(
        "不到位",
        "加强",
        "长期坚持",
        "6月底",
        "2024年",
        "13月45日",
        "二〇二四年六月",
        "120余人",
        "98％",
        "百分之",
        "三万",
        "余",
        "近",
        "万元",
    ),
    *(
        "120",
        "3-5",
        "0.5",
        "个",
        "件",
        "户次",
        "下一步工作计划",
        "...",
        "##paidbegin##",
        "第",
        "附件：",
        "無",
        "責任領導：",
    ),
]
PAPERS = st.one_of(
    st.text(max_size=300),
    st.lists(st.sampled_from(WORDS), max_size=80).map("".join),
    st.lists(st.one_of(st.sampled_from(WORDS), st.text(max_size=4)), max_size=60).map("".join),
)


@settings(max_examples=400, deadline=None)
@given(PAPERS)
def test_reading_any_text_gives_lines_that_exist_or_a_clear_refusal(text: str) -> None:
    try:
        source = from_text(text)
    except UnreadablePaper:
        return
    reading = read(source)
    numbers = {line.number for line in source.lines}
    found = [*reading.problems, *reading.figures, *reading.dates, *reading.next_steps, *reading.weaknesses]
    found += [measure for problem in reading.problems for measure in problem.measures] + [*reading.promises]
    assert {item.line for item in found} <= numbers
    assert json.loads(json.dumps(reading.as_json(), ensure_ascii=False))["kind"] == reading.kind


@settings(max_examples=300, deadline=None)
@given(PAPERS)
def test_every_piece_stands_where_it_says(text: str) -> None:
    try:
        source = from_text(text)
    except UnreadablePaper:
        return
    lines = {line.number: line.text for line in source.lines}
    for piece in pieces(source):
        assert lines[piece.line][piece.text_column : piece.end] == piece.text
        assert lines[piece.line][piece.column :].startswith(piece.mark)
    for node in list(read_tree(source).walk())[1:]:
        assert node.text in lines[node.line][node.column : node.end]


@settings(max_examples=300, deadline=None)
@given(PAPERS)
def test_every_figure_is_written_where_it_says_and_lies_within_its_bounds(text: str) -> None:
    try:
        source = from_text(text)
    except UnreadablePaper:
        return
    lines = {line.number: line.text for line in source.lines}
    for figure in read(source).figures:
        assert lines[figure.line][figure.column :].startswith(figure.text)
        assert figure.low is None or figure.high is None or figure.low <= figure.high


@settings(max_examples=200, deadline=None)
@given(PAPERS)
def test_no_numbered_item_is_lost_or_doubled_in_the_tree(text: str) -> None:
    try:
        source = from_text(text)
    except UnreadablePaper:
        return
    cut = [(piece.line, piece.column) for piece in pieces(source)]
    nodes = [(node.line, node.column) for node in read_tree(source).walk()]
    assert cut == sorted(cut)
    assert set(cut) <= set(nodes)


@pytest.mark.parametrize(
    "unit",
    [
        "（",
        "1.",
        "责任单位：",
        "一是",
        "120余",
        "和镇党政办",
        "百分之",
        "第一，",
        "问题：\n",
        "\t|",
        "《",
        "加强",
        "1234567890",
        " \t",
        "【责任人】",
    ],
)
def test_a_paper_of_one_thing_repeated_ten_thousand_times_is_read_in_seconds(unit: str) -> None:
    began = time.perf_counter()
    read(from_text("云溪镇整改方案\n" + unit * 10_000))
    assert time.perf_counter() - began < 10


@pytest.mark.seeds
def test_two_hundred_papers_are_read_in_a_minute() -> None:
    texts = [path.read_text("utf-8") for path in shared_files("seeds/*.txt")]
    began = time.perf_counter()
    for _ in range(4):
        for text in texts:
            read(from_text(text))
    assert (time.perf_counter() - began) / (4 * len(texts)) < 60 / 200
