"""排版: a report as an official paper, with the annex 数据出处 that says where each figure comes from."""

from __future__ import annotations

from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from bihuan.figures.choices import FigureKind
from bihuan.figures.facade import interval_of, interval_shown, moment_label
from bihuan.figures.models import FigureSnapshot
from bihuan.papers.writer import docx_writer
from bihuan.papers.writer.blocks import Annex, Block, Heading, Note, Paper, Paragraph, Run, Table
from bihuan.papers.writer.layout import load
from bihuan.papers.writer.plain_text import as_text
from bihuan.reports.domain.body import Body, Part, Pieces, from_json
from bihuan.reports.domain.composing import with_unit
from bihuan.reports.models import Report, ReportFigure

ANNEX = "数据出处"
NOTHING = "—"
DIGEST_SHOWN = 12


def paper(report: Report) -> Paper:
    """The report as a paper. Reads nothing but the report and its frozen figures, so it is the same on any day."""
    body = body_of(report)
    return Paper(
        title=body.title,
        addressee=body.addressee or None,
        blocks=tuple(_block(part) for part in body.parts),
        signer=body.signer,
        date=date.fromisoformat(body.date),
        annexes=(Annex(ANNEX, tuple(_annex(report, body))),),
    )


def docx(report: Report) -> bytes:
    """The report as a .docx in the form of GB/T 9704; the same report gives the same bytes."""
    return docx_writer.write(paper(report), layout=load())


def text(report: Report) -> str:
    """The report as text for a chat."""
    return as_text(paper(report))


def note_text(bound: ReportFigure, report: Report) -> str:
    """What the annex says of a figure: label, definition, value, records; scope and moment where they are its own."""
    snapshot = bound.snapshot
    told = [f"{snapshot.label}：{snapshot.definition}", f"数值：{value_text(snapshot)}；"]
    if snapshot.scope_label != place_of(report):
        told.append(f"统计范围：{snapshot.scope_label}；")
    told.append(f"口径第{snapshot.version}版；{_records(bound)}。")
    return "".join(told)


def place_of(report: Report) -> str:
    """The region on which the report is, by its name of then."""
    return min((bound.snapshot.scope_label for bound in report.figures.all()), key=len, default="")


def value_text(snapshot: FigureSnapshot) -> str:
    """The value with how it came about: 12件; 45.5%（5/11，95%置信区间21.3%至72.0%）; 3.2个工作日（合计16，共5件）."""
    if snapshot.value is None:
        return "没有可计算的记录"
    written = with_unit(snapshot)
    if snapshot.kind == FigureKind.COUNT or snapshot.numerator is None:
        return written
    amount = _plain(snapshot.numerator)
    if snapshot.kind == FigureKind.MEAN:
        return f"{written}（合计{amount}，除以{snapshot.denominator}件）"
    between = interval_shown(interval_of(FigureKind.SHARE, snapshot.numerator, snapshot.denominator))
    return f"{written}（{amount}/{snapshot.denominator}，95%置信区间{between}）"


def _records(bound: ReportFigure) -> str:
    snapshot = bound.snapshot
    if not snapshot.record_count:
        return "没有记录"
    told = f"记录{snapshot.record_count}条，摘要{_digest(snapshot)}"
    return f"{told}：{listed(bound.record_numbers)}" if bound.record_numbers else told


def _digest(snapshot: FigureSnapshot) -> str:
    """The beginning of the digest over the records; a dash where there is none."""
    return snapshot.digest[:DIGEST_SHOWN] if snapshot.record_count else NOTHING


def listed(numbers: list[str]) -> str:
    """Numbers of records, what they begin with said once: 诉求〔2026〕0001号、0002号."""
    said, told = "", []
    for number in numbers:
        head, bracket, tail = number.rpartition("〕")
        told.append(tail if bracket and head == said else number)
        said = head
    return "、".join(told)


def _plain(number: Decimal) -> str:
    """A sum without needless zeros, with one decimal at the most."""
    tenths = number.quantize(Decimal("0.1"), ROUND_HALF_UP)
    return str(int(tenths)) if tenths == tenths.to_integral_value() else str(tenths)


def body_of(report: Report) -> Body:
    """The text of a report with its figures."""
    return from_json(report.body)


def as_heading(part: Part) -> Heading | None:
    """The heading of a part with what runs on from it."""
    return Heading(part.level, part.heading, _runs(part.pieces)) if part.heading else None


def _block(part: Part) -> Block:
    if part.head:
        return Table(part.head, tuple(tuple(_runs(cell) for cell in row) for row in part.rows))
    return as_heading(part) or Paragraph(_runs(part.pieces))


def _runs(pieces: Pieces) -> tuple[Run, ...]:
    return tuple(Run(piece.text, piece.figure if piece.is_marked else None) for piece in pieces)


def _annex(report: Report, body: Body) -> list[Block]:
    bound = {one.number: one for one in report.figures.all()}
    lead = (
        f"以下各数的统计范围为{place_of(report)}，统计时期为{report.period_label}，"
        f"统计时点为{moment_label(report.as_of)}，另有注明的除外。摘要由参与统计的记录算出，取前{DIGEST_SHOWN}位。"
    )
    blocks: list[Block] = [Paragraph.of(lead)]
    blocks += [Note(number, note_text(bound[number], report)) for number in body.marked]
    for part in body.parts:
        if part.head:
            blocks += _digests(part, bound)
    return blocks


def _digests(part: Part, bound: dict[int, ReportFigure]) -> list[Block]:
    """The digests behind the cells of a table, in the same places; the lines for units only."""
    rows = [
        (row[0][0].text, *(_digest(bound[cell[0].figure].snapshot) for cell in row[1:]))
        for row in part.rows
        if all(cell[0].figure is not None and not cell[0].is_marked for cell in row[1:])
    ]
    if not rows:
        return []
    lead = f"按单位分列的{part.head[1].split('（')[0]}等，口径与合计相同，记录摘要如下。"
    lead += "".join(f"“{row[0][0].text}”为合计减去各单位之和。" for row in part.rows if row[1][0].figure is None)
    head = tuple(name.split("（")[0] for name in part.head)
    return [Paragraph.of(lead), Table(head, tuple(rows), (1.1, *[1.2] * (len(head) - 1)))]
