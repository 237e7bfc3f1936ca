"""The measures of one problem, from the items and paragraphs that stand behind it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from bihuan.papers.marks import Kind
from bihuan.papers.reader.responsibilities import Duty
from bihuan.papers.structure import Piece, running_pieces

_ANNOUNCES = re.compile(r"[：:]\s*$|问题[。，,]?\s*$|問題[。，,]?\s*$")
_CLAUSES = (Kind.ORDINAL, Kind.RUNNING, Kind.DASH)


@dataclass
class Draft:
    """One item or paragraph of a list of measures, with the duties that stand on its own line."""

    kind: Kind
    ordinal: int | None
    mark: str
    text: str
    line: int
    duties: list[Duty] = field(default_factory=list)


@dataclass
class Group:
    """One measure: its number, its lines of text, its duties, and where among the drafts it begins."""

    number: str
    texts: list[str]
    line: int
    duties: list[Duty]
    first_draft: int

    @property
    def text(self) -> str:
        return "\n".join(text for text in self.texts if text).rstrip("；;，,、 ")


def grouped(drafts: Sequence[Draft]) -> list[Group]:
    """The drafts as measures.

    The outermost numbering among them makes the measures, deeper items and paragraphs belong to the one before; without
    numbering the clauses 一是…二是… of a single paragraph or at the beginning of lines make them; else each paragraph.
    """
    parted = _parted(drafts)
    kind = _measure_kind([draft for _, draft in parted])
    groups: list[Group] = []
    leading: list[tuple[int, Draft]] = []
    for place, draft in parted:
        if kind is None or draft.kind is kind or (draft.kind is Kind.TEXT and draft.ordinal):
            groups.append(_opened(place, draft, len(groups) + 1))
        elif groups:
            groups[-1].texts.append(f"{draft.mark}{draft.text}")
            groups[-1].duties.extend(draft.duties)
        else:
            leading.append((place, draft))
    return _with_lead_in(groups, leading)


def _parted(drafts: Sequence[Draft]) -> list[tuple[int, Draft]]:
    """The drafts with their places; a lone paragraph that runs 一是…二是… is cut into its clauses."""
    if len(drafts) != 1 or drafts[0].kind is not Kind.TEXT:
        return list(enumerate(drafts))
    only = drafts[0]
    clauses = running_pieces(Piece(Kind.TEXT, "", None, only.text, only.line, 0, 0))
    if len(clauses) < 2 or clauses[0].ordinal != 1:
        return [(0, only)]
    lead_in = only.text[: clauses[0].column].strip()
    cut = [Draft(clause.kind, clause.ordinal, clause.mark, clause.text, clause.line) for clause in clauses]
    cut[-1].duties = only.duties
    opening = [Draft(Kind.TEXT, None, "", lead_in, only.line)] if lead_in else []
    return [(0, draft) for draft in (*opening, *cut)]


def _measure_kind(drafts: Sequence[Draft]) -> Kind | None:
    structural = [draft.kind for draft in drafts if draft.kind.is_structural]
    if structural:
        return min(structural, key=lambda kind: kind.level)
    clauses = [draft.kind for draft in drafts if draft.kind in _CLAUSES]
    return min(clauses, key=lambda kind: kind.level) if clauses else None


def _opened(place: int, draft: Draft, number: int) -> Group:
    # A clause keeps no mark: “一是加强宣传” is measure 1, “加强宣传”.
    return Group(str(draft.ordinal or number), [draft.text], draft.line, list(draft.duties), place)


def _with_lead_in(groups: list[Group], leading: list[tuple[int, Draft]]) -> list[Group]:
    """The groups with the sentences before the first number in front of the first measure, but without “如下：” or “针对…问题”."""
    if not groups:
        return [_opened(place, draft, number) for number, (place, draft) in enumerate(leading, start=1)]
    for _, draft in reversed(leading):
        if _ANNOUNCES.search(draft.text):
            continue
        if draft.line == groups[0].line:
            groups[0].texts[0] = draft.text + groups[0].texts[0]
        else:
            groups[0].texts.insert(0, draft.text)
    groups[0].duties[:0] = [duty for _, draft in leading for duty in draft.duties]
    return groups
