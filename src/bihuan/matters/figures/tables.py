"""收件、在办、逾期 by unit, for the home page and the ledger of the office (speed.md, W5).

One query for all numbers, made of grouped parts that an index answers alone: received from `matter_of_lead_newest`
(lead unit, region, moment), open and overdue from the partial index `open_of_lead_by_due`, in which only open matters
lie. The units are named in the query, because SQLite otherwise prefers an index under which it must read every row.
A reader who may not see matters about the own unit makes the engine read the rows after all.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from django.db.models import Count, F, IntegerField, Q, Value

from bihuan.figures.facade import Rows, Scope, TableRow, tabulated
from bihuan.matters.figures.records import MATTERS, open_at, unit_names, within_period

NOT_DISPATCHED = "（未分办）"
ZERO = Value(0, output_field=IntegerField())
COLUMNS = ("came", "stand", "late")


@tabulated(
    "matters.by_unit",
    label="各单位收件、在办、逾期",
    dimension="unit",
    columns=("matters.received", "matters.in_hand", "matters.overdue"),
)
def by_unit(scope: Scope) -> list[TableRow]:
    """The lines in the order of the directory; what is not dispatched yet comes last. For the present moment only."""
    if not scope.is_current:
        raise ValueError("the table is for the present moment; the figures answer for past ones")
    names = unit_names(None, scope)
    rows = MATTERS.narrowed(scope).order_by()
    first, *rest = [
        part for leads in (Q(lead_unit_id__in=list(names)), Q(lead_unit=None)) for part in _parts(rows, leads, scope)
    ]
    sums: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    for part in first.union(*rest, all=True):
        line = sums[str(part["key"] or "")]
        for place, column in enumerate(COLUMNS):
            line[place] += part[column]
    return [
        TableRow(key, name, tuple(sums[key])) for key, name in (*names.items(), ("", NOT_DISPATCHED)) if key in sums
    ]


def _parts(rows: Rows, leads: Q, scope: Scope) -> Iterator[Rows]:
    """Received, and open with overdue, of these lead units; each with the columns of the whole."""
    received = within_period(rows.filter(leads), scope, "received_at").values(key=F("lead_unit_id"))
    yield received.annotate(came=Count("*"), stand=ZERO, late=ZERO)
    late = Count("next_due_at", filter=Q(next_due_at__lte=scope.as_of))
    standing = open_at(rows.filter(leads), scope).values(key=F("lead_unit_id"))
    yield standing.annotate(came=ZERO, stand=Count("*"), late=late)
