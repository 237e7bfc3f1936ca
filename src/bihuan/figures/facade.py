"""Names that other apps may use."""

from bihuan.figures.domain.addresses import address
from bihuan.figures.domain.breakdown import Part, breakdown
from bihuan.figures.domain.comparing import Comparison, compare, lines_of, scope_of
from bihuan.figures.domain.describing import UnknownKey, filter_labels, scope_label
from bihuan.figures.domain.freezing import Wanted, freeze
from bihuan.figures.domain.periods import BadPeriod, Period, custom, midnight, period_of, span_label
from bihuan.figures.domain.registry import (
    Dimension,
    Figure,
    RecordKind,
    RecordLine,
    Rows,
    UnknownFigure,
    count,
    figure,
    figures,
    mean,
    share,
)
from bihuan.figures.domain.scopes import Scope, moment_label, now_scope
from bihuan.figures.domain.tables import Table, TableRow, table, tabulated
from bihuan.figures.domain.tiles import Tile, tiles
from bihuan.figures.domain.values import FigureValue, interval_of, interval_shown, shown

__all__ = [
    "BadPeriod",
    "Comparison",
    "Dimension",
    "Figure",
    "FigureValue",
    "Part",
    "Period",
    "RecordKind",
    "RecordLine",
    "Rows",
    "Scope",
    "Table",
    "TableRow",
    "Tile",
    "UnknownFigure",
    "UnknownKey",
    "Wanted",
    "address",
    "breakdown",
    "compare",
    "count",
    "custom",
    "figure",
    "figures",
    "filter_labels",
    "freeze",
    "interval_of",
    "interval_shown",
    "lines_of",
    "mean",
    "midnight",
    "moment_label",
    "now_scope",
    "period_of",
    "scope_label",
    "scope_of",
    "share",
    "shown",
    "span_label",
    "table",
    "tabulated",
    "tiles",
]
