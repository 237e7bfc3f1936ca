"""Read one paper: kind, problems with measures, figures, dates, next steps."""

from __future__ import annotations

from bihuan.papers.plain import plain
from bihuan.papers.reader.bits import bits_of
from bihuan.papers.reader.dates import dates_in, year_of
from bihuan.papers.reader.figures import figures_in
from bihuan.papers.reader.kinds import kind_of, title_of
from bihuan.papers.reader.plan import has_plan_labels, problems_in
from bihuan.papers.reader.reading import PaperDate, PaperKind, Problem, Reading
from bihuan.papers.reader.steps import next_steps, promises, weaknesses
from bihuan.papers.reader.tables import problems_in_tables
from bihuan.papers.source import Source
from bihuan.papers.structure import excerpt_lines, pieces, read_tree

_LAST_LINES = 4


def read(source: Source) -> Reading:
    """What the paper says, each find with its line. Never raises on any text that became a Source.

    Problems are read from papers that are rectification plans by name or by layout (measures and duties under labels);
    shortcomings that a report only admits are `weaknesses`.
    """
    found = pieces(source)
    title = title_of(found)
    kind = kind_of(title, found)
    excerpts = excerpt_lines(source)
    lines = [line for line in source.lines if line.number not in excerpts]
    dates = [date for line in lines for date in dates_in(line)]
    year = year_of(title, dates, signed=_signed(source, dates))
    bits = bits_of(found)
    tabled = problems_in_tables(source, year=year)
    is_plan = kind is PaperKind.RECTIFICATION_PLAN or bool(tabled) or has_plan_labels(bits)
    problems = _fuller(tabled, problems_in(bits, year=year)) if is_plan else []
    tree = read_tree(source)
    return Reading(
        kind=kind if kind is not PaperKind.OTHER or not problems else PaperKind.RECTIFICATION_PLAN,
        title=title,
        year=year,
        problems=tuple(problems),
        figures=tuple(figure for line in lines for figure in figures_in(line)),
        dates=tuple(dates),
        next_steps=tuple(next_steps(tree)),
        weaknesses=() if problems else tuple(weaknesses(tree)),
        promises=() if problems else tuple(promises(bits, year=year)),
    )


def _fuller(tabled: list[Problem], written: list[Problem]) -> list[Problem]:
    """A plan and its table say the same; the one that says more is taken, the table when they are equal."""

    def weight(problems: list[Problem]) -> tuple[int, int]:
        return sum(1 for problem in problems if problem.measures), len(problems)

    return written if weight(written) > weight(tabled) else tabled


def _signed(source: Source, dates: list[PaperDate]) -> PaperDate | None:
    """The date of the signature: a whole date that stands alone on one of the last lines."""
    last = [line for line in source.lines if line.text.strip()][-_LAST_LINES:]
    alone = {line.number: plain(line.text).strip() for line in last}
    return next((date for date in dates if date.day and alone.get(date.line) == plain(date.text).strip()), None)
