"""收件、在办、逾期 by unit, for the home page and the ledger of the office (speed.md, W5).

One query of two grouped halves, each answered by an index alone: received from `matter_of_lead_newest` (lead unit,
region, moment), open and overdue from the partial index `open_of_lead_by_due` (only what is open lies in it). No row of
the table is read as long as the reader may see all matters of the region; each number equals its figure.
"""

from __future__ import annotations

from collections import defaultdict

from django.db.models import Count, F, IntegerField, Q, Value

from bihuan.figures.facade import Scope, TableRow, tabulated
from bihuan.matters.figures.records import MATTERS, open_at, unit_names, within_period

NOT_DISPATCHED = "（未分办）"


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
    rows = MATTERS.narrowed(scope).order_by()
    zero = Value(0, output_field=IntegerField())
    received = within_period(rows, scope, "received_at").values(key=F("lead_unit_id"))
    standing = open_at(rows, scope).values(key=F("lead_unit_id"))
    halves = received.annotate(came=Count("*"), stand=zero, late=zero).union(
        standing.annotate(
            came=zero, stand=Count("*"), late=Count("next_due_at", filter=Q(next_due_at__lte=scope.as_of))
        ),
        all=True,
    )
    sums: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    for half in halves:
        line = sums[str(half["key"] or "")]
        for place, name in enumerate(("came", "stand", "late")):
            line[place] += half[name]
    names = dict(unit_names([key for key in sums if key], scope))
    names |= {"": NOT_DISPATCHED} if "" in sums else {}
    return [TableRow(key, name, tuple(sums[key])) for key, name in names.items()]
