"""Columns of a list, the same on the screen, in the Excel file and in the template to fill in; and pages of a list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest

ROWS_A_PAGE = 50


class Kind(StrEnum):
    """What a column holds; CODE is text of digits (phone, identity number, number of a record) and never a number."""

    TEXT = "TEXT"
    CODE = "CODE"
    NUMBER = "NUMBER"
    DAY = "DAY"
    MOMENT = "MOMENT"


@dataclass(frozen=True)
class Column:
    """One column. The title is its name everywhere; `aliases` are other titles under which a filled-in sheet may carry it.

    `width` is in characters (a Chinese one counts two). `choices`, `hint` and `example` serve the template; a row that
    equals the examples is not read. `is_required` puts a star to the title of the template.
    """

    title: str
    kind: Kind = Kind.TEXT
    width: int = 12
    choices: tuple[str, ...] = ()
    hint: str = ""
    example: Any = ""
    is_required: bool = False
    aliases: tuple[str, ...] = ()


def page_of(rows: QuerySet[Any] | Sequence[Any], request: HttpRequest, *, size: int = ROWS_A_PAGE) -> Page[Any]:
    """The page that the address asks for with ?page=; a wrong number gives the nearest page."""
    return Paginator(rows, size).get_page(request.GET.get("page"))
