"""导入台账: take the rows of a ledger in, each registered once, however often the file comes.

一行一件，逐行登记：合格的入账，不合格的退回，互不影响。认出同一件凭原编号，没有原编号的凭整行内容（trust 4.4）；原编号就是
本台账编号的，是导出的台账又导回来，不再登记。收件时间是登入系统的时间，受理时限由此起算；原收件日期、原编号记在内容的末行。写了
承办单位的，导入人有分办职责的当即研判分办，没有的记在末行。
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import transaction

from bihuan.delivery.facade import KeyUsedForAnother, take_once
from bihuan.delivery.models import TakenSubmission
from bihuan.kernel.text import canonical_json
from bihuan.matters.choices import Channel, Kind, Urgency
from bihuan.matters.domain.assessment import assess
from bihuan.matters.domain.dispatching import dispatch
from bihuan.matters.domain.intake import Caller, Told, register
from bihuan.matters.domain.refusals import NotPossible
from bihuan.matters.models import Matter, township_of
from bihuan.people.choices import Duty
from bihuan.people.facade import require
from bihuan.people.models import Post, Unit
from bihuan.trail.facade import record

# The keys under this scope are what keeps a ledger from being entered twice: they must outlive those of forms.
SCOPE = "ledger-import"


@dataclass(frozen=True)
class LedgerRow:
    """One row of a ledger that was checked field by field; empty means that the cell was empty."""

    text: str
    kind: Kind
    channel: Channel
    urgency: Urgency = Urgency.NORMAL
    title: str = ""
    category: str = ""
    name: str = ""
    phone: str = ""
    helper: str = ""
    place_code: str = ""
    place_detail: str = ""
    accused_unit: Unit | None = None
    unit: Unit | None = None
    original_number: str = ""
    original_day: date | None = None

    def content(self) -> dict[str, str]:
        """What the row says, as text: equal for the same row, however its cells are formatted.

        Empty cells are left out, so that a column added to the template later changes nothing for older files.
        """
        return {name: str(getattr(value, "pk", value)) for name, value in vars(self).items() if value}

    def key(self, region_code: str) -> str:
        """By what the row is known again: the number it had before, else all that it says."""
        known_by: Any = self.original_number or self.content()
        return hashlib.sha256(canonical_json([region_code, known_by])).hexdigest()

    def told_text(self, *, with_unit: bool) -> str:
        """The text with a last line that keeps what the ledger held and a matter has no field for."""
        kept = {
            "原编号": self.original_number,
            "原收件日期": _day(self.original_day) if self.original_day else "",
            "原台账承办单位": self.unit.name if self.unit and with_unit else "",
        }
        line = "；".join(f"{name}：{value}" for name, value in kept.items() if value)
        return f"{self.text}\n{line}" if line else self.text


@dataclass
class Imported:
    """What became of the rows, by their number in the file: numbers of matters, or what is to be mended."""

    new: dict[int, str] = field(default_factory=dict)
    known: dict[int, str] = field(default_factory=dict)
    refused: dict[int, str] = field(default_factory=dict)
    doubled_numbers: set[int] = field(default_factory=set)


def import_rows(
    rows: Mapping[int, LedgerRow], *, by: Post, now: datetime, said_to_be_in: Collection[int] = ()
) -> Imported:
    """Take in each row in a transaction of its own; a row that fails leaves nothing and stops no other.

    `rows` by their number in the file; `said_to_be_in` are those that the file itself marks as imported: where such a
    row is not known as it stands, it was changed afterwards, and is refused instead of entered a second time.
    `doubled_numbers` of the answer are rows refused for their original number. Raises NotAllowed before any row.
    """
    require(by, Duty.REGISTER)
    region_code = township_of(by.region_code)
    own_numbers = _own_numbers(rows.values(), region_code)
    done = Imported()
    for number, row in rows.items():
        if row.original_number in own_numbers:
            done.known[number] = row.original_number
            continue
        try:
            is_said = number in said_to_be_in
            matter_number, is_known = _take(row, by=by, now=now, region_code=region_code, is_said_to_be_in=is_said)
        except KeyUsedForAnother as error:
            done.refused[number] = str(error)
            done.doubled_numbers.add(number)
        except NotPossible as error:
            done.refused[number] = str(error)
        else:
            (done.known if is_known else done.new)[number] = matter_number
    _leave_trail(done, by=by, now=now, region_code=region_code)
    return done


def _take(row: LedgerRow, *, by: Post, now: datetime, region_code: str, is_said_to_be_in: bool) -> tuple[str, bool]:
    """The number of the row's matter, and whether it was there before."""
    key = row.key(region_code)
    if is_said_to_be_in and not TakenSubmission.objects.filter(scope=SCOPE, key=key).exists():
        raise NotPossible(
            "这一行标着“已导入”，但内容后来改过。要改已登记的事项，请打开那一件办理；要另登记一件，请清空“导入结果”这一格。"
        )
    try:
        taken = take_once(
            SCOPE, key, now=now, content=row.content(), act=lambda: _enter(row, by=by, now=now, region_code=region_code)
        )
    except KeyUsedForAnother:
        number = TakenSubmission.objects.get(scope=SCOPE, key=key).answer["number"]
        raise KeyUsedForAnother(
            f"原编号“{row.original_number}”已登记为 {number}，内容与这一行不同。是同一件的，请删去这一行；不是的，请改正原编号。"
        ) from None
    return str(taken.answer["number"]), taken.is_repeat


def _enter(row: LedgerRow, *, by: Post, now: datetime, region_code: str) -> dict[str, str]:
    gives_out = row.unit is not None and by.may(Duty.ASSESS) and by.may(Duty.DISPATCH)
    told = Told(
        text=row.told_text(with_unit=not gives_out),
        title=row.title,
        category=row.category,
        place_code=row.place_code,
        place_detail=row.place_detail,
        accused_unit=row.accused_unit,
    )
    matter: Matter = register(
        by=by,
        now=now,
        region_code=region_code,
        kind=row.kind,
        channel=row.channel,
        urgency=row.urgency,
        told=told,
        caller=Caller(name=row.name, phone=row.phone, helper=row.helper),
    ).matter
    if gives_out and row.unit is not None:
        matter = assess(matter, by=by, now=now, note="按导入的台账受理").matter
        dispatch(matter, by=by, now=now, lead_unit=row.unit, note="按导入的台账分办")
    return {"matter": str(matter.pk), "number": matter.number}


def _own_numbers(rows: Iterable[LedgerRow], region_code: str) -> set[str]:
    """Those of the original numbers that are numbers of this very ledger."""
    given = {row.original_number for row in rows if row.original_number}
    return set(Matter.objects.filter(region_code=region_code, number__in=given).values_list("number", flat=True))


def _leave_trail(done: Imported, *, by: Post, now: datetime, region_code: str) -> None:
    """One entry for the file, beside those of its matters."""
    counts = {"new": len(done.new), "known": len(done.known), "refused": len(done.refused)}
    with transaction.atomic():
        record(
            "matters.import",
            by=by,
            now=now,
            object_kind="ledger",
            object_id=region_code,
            region_code=region_code,
            payload=counts,
        )


def _day(on: date) -> str:
    return f"{on.year}年{on.month}月{on.day}日"
