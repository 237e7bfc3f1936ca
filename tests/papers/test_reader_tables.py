"""Plans written as tables, in .docx and drawn in text."""

from collections.abc import Sequence
from io import BytesIO

import docx

from bihuan.papers.reader.read import read
from bihuan.papers.reader.reading import Reading
from bihuan.papers.source import from_bytes, from_text
from tests.papers import plans

HEAD = ["序号", "存在问题", "整改措施", "责任领导", "责任单位", "完成时限"]


def reading_of(
    rows: Sequence[Sequence[str]], *, merge: Sequence[tuple[int, int, int]] = (), before: str = ""
) -> Reading:
    """A .docx with one table; `merge` joins (column, first row, last row)."""
    document = docx.Document()
    document.add_paragraph("云溪镇2024年营商环境问题整改台账")
    for line in before.splitlines():
        document.add_paragraph(line)
    table = document.add_table(rows=len(rows), cols=len(rows[0]))
    for row, texts in enumerate(rows):
        for column, text in enumerate(texts):
            table.cell(row, column).text = text
    for column, first, last in merge:
        table.cell(first, column).merge(table.cell(last, column))
    stream = BytesIO()
    document.save(stream)
    return read(from_bytes(stream.getvalue(), name="台账.docx"))


def told(reading: Reading) -> list[tuple[str, str, list[str], str | None, tuple[str, ...], str | None]]:
    return [
        (p.number, p.title, [f"{m.number} {m.text}" for m in p.measures], p.leader, p.units, p.due)
        for p in reading.problems
    ]


def test_a_table_gives_one_problem_a_row() -> None:
    reading = reading_of(
        [
            HEAD,
            ["1", "窗口排队久。", "1.增设窗口。\n2.推行预约。", "张三（副镇长）", "镇便民服务中心、镇党政办", "6月底"],
            ["2", "政策宣传少", "一是印发手册；二是上门宣讲。", "", "镇宣传办\n各村", "长期坚持"],
        ]
    )
    assert told(reading) == [
        (
            "1",
            "窗口排队久",
            ["1 增设窗口。", "2 推行预约。"],
            "张三（副镇长）",
            ("镇便民服务中心", "镇党政办"),
            "6月底",
        ),
        ("2", "政策宣传少", ["1 印发手册", "2 上门宣讲。"], None, ("镇宣传办", "各村"), "长期坚持"),
    ]
    assert [str(problem.due_date) for problem in reading.problems] == ["2024-06-30", "None"]
    assert [problem.gaps for problem in reading.problems] == [(), ("未填责任领导",)]


def test_a_measure_of_a_table_leads_back_to_its_paragraph() -> None:
    reading = reading_of([HEAD, ["1", "排队久", "1.增设窗口。\n2.推行预约。", "张三", "镇党政办", "6月底"]])
    (problem,) = reading.problems
    # Title, six heads, then number, problem and the two paragraphs of the third cell.
    assert (problem.line, [measure.line for measure in problem.measures]) == (9, [10, 11])


def test_a_problem_merged_over_rows_has_a_measure_and_duty_a_row() -> None:
    reading = reading_of(
        [
            HEAD,
            ["1", "路面破损", "修补路面", "张三", "镇建设办", "6月底"],
            ["", "", "安装路灯", "李四", "各村", "9月底"],
            ["2", "垃圾清运慢", "增加频次", "王五", "镇环卫所", "立行立改"],
        ],
        merge=[(0, 1, 2), (1, 1, 2)],
    )
    first, second = reading.problems
    assert [(m.number, m.text, m.leader, m.units, m.due) for m in first.measures] == [
        ("1", "修补路面", "张三", ("镇建设办",), "6月底"),
        ("2", "安装路灯", "李四", ("各村",), "9月底"),
    ]
    assert (first.leader, first.units) == ("张三、李四", ("镇建设办", "各村"))
    assert (second.number, second.title, second.units) == ("2", "垃圾清运慢", ("镇环卫所",))


def test_columns_are_known_by_other_names_and_in_any_order() -> None:
    reading = reading_of(
        [
            [
                "序号",
                "类别",
                "反馈的具体问题",
                "整改目标",
                "整改举措",
                "牵头单位",
                "配合单位",
                "责任人",
                "整改期限",
                "备注",
            ],
            ["1", "政务服务", "窗口少", "全覆盖", "增设窗口", "镇政务中心", "镇财政所", "张三", "2024年5月", ""],
        ]
    )
    (problem,) = reading.problems
    assert (problem.title, problem.heading, problem.leader) == ("窗口少", "政务服务", "张三")
    assert (problem.lead_units, problem.support_units, problem.due) == (("镇政务中心",), ("镇财政所",), "2024年5月")
    assert [measure.text for measure in problem.measures] == ["增设窗口"]


def test_a_title_row_and_a_repeated_head_are_no_problems() -> None:
    rows = [["整改台账"] + [""] * 5, HEAD, ["1", "排队久", "增设窗口", "张三", "镇党政办", "6月"], HEAD]
    rows.append(["2", "宣传少", "印发手册", "李四", "镇宣传办", "7月"])
    assert [problem.title for problem in reading_of(rows).problems] == ["排队久", "宣传少"]


def test_a_table_of_something_else_is_no_plan() -> None:
    reading = reading_of([["序号", "姓名", "电话"], ["1", "张三", "无"]])
    assert reading.problems == ()


def test_a_plan_and_its_annexed_table_are_counted_once() -> None:
    text = "二、主要问题\n1.排队久。\n整改措施：\n（1）增设窗口。\n（2）推行预约。\n责任单位：镇党政办\n附件：整改台账"
    reading = reading_of([HEAD, ["1", "排队久", "增设窗口；推行预约", "张三", "镇党政办", "6月底"]], before=text)
    assert [problem.title for problem in reading.problems] == ["排队久"]


def test_a_table_drawn_in_text_is_read() -> None:
    expected = [
        ("1", "排队久", ["1 增设窗口", "2 推行预约"], "张三", ("镇便民服务中心",), "6月底"),
        ("2", "宣传少", ["1 印发手册", "2 上门宣讲"], None, ("镇宣传办", "各村"), None),
    ]
    reading = read(from_text(plans.DRAWN_TABLE))
    assert told(reading) == expected
    assert reading.problems[1].gaps == ("未填责任领导", "未填完成时限")
    rows = [line for line in plans.DRAWN_TABLE.splitlines() if "---" not in line]
    tabbed = "\n".join("\t".join(cell.strip() for cell in row.strip("|").split("|")) for row in rows)
    assert told(read(from_text(tabbed))) == expected
