"""导入台账: register the rows of a filled-in sheet, each once, however often the sheet comes back.

A row is known again by its 来源编号, or by everything it says where it has none; so a mended sheet adds only what was
missing, and the same sheet twice changes nothing. What an existing ledger already did with a matter is kept in its
text; in this system every row begins at 登记 (peers 4: Excel in, Excel back with errors marked).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from bihuan.delivery.facade import KeyUsedForAnother, take_once
from bihuan.kernel.text import canonical_json
from bihuan.matters.choices import Channel, Kind, Urgency
from bihuan.matters.domain.intake import Caller, Told, register
from bihuan.matters.domain.refusals import NotPossible
from bihuan.people.choices import Duty
from bihuan.people.facade import require
from bihuan.people.models import Post
from bihuan.trail.facade import record

SCOPE = "ledger-import"
# Rows registered in one transaction: few enough that others wait only moments for the writer's turn.
BATCH = 25


@dataclass(frozen=True)
class RowToImport:
    """One sound row. `content` is all that it says, JSON-safe; `source_number` is the number it had where it comes from."""

    number: int
    kind: Kind
    channel: Channel
    urgency: Urgency
    told: Told
    caller: Caller
    content: Mapping[str, Any]
    source_number: str = ""


@dataclass(frozen=True)
class Outcome:
    """What became of a row: the number of its matter and whether it was there before, or the sentence of the refusal."""

    row: int
    matter_number: str = ""
    is_repeat: bool = False
    refusal: str = ""


def import_rows(rows: Sequence[RowToImport], *, by: Post, now: datetime, region_code: str) -> list[Outcome]:
    """Register the rows in batches and return what became of each. Raises NotAllowed.

    A batch is one transaction; a row that is refused leaves nothing behind and does not hold up the others.
    """
    require(by, Duty.REGISTER)
    outcomes: list[Outcome] = []
    for batch in _batches(rows):
        with transaction.atomic():
            outcomes += [_import_row(row, by=by, now=now, region_code=region_code) for row in batch]
    with transaction.atomic():
        counts = {
            "new": sum(bool(outcome.matter_number) and not outcome.is_repeat for outcome in outcomes),
            "repeated": sum(outcome.is_repeat for outcome in outcomes),
            "refused": sum(bool(outcome.refusal) for outcome in outcomes),
        }
        record(
            "matters.import",
            by=by,
            now=now,
            object_kind="ledger",
            object_id=region_code,
            region_code=region_code,
            payload=counts,
        )
    return outcomes


def _import_row(row: RowToImport, *, by: Post, now: datetime, region_code: str) -> Outcome:
    def act() -> Mapping[str, Any]:
        event = register(
            by=by,
            now=now,
            region_code=region_code,
            kind=row.kind,
            channel=row.channel,
            urgency=row.urgency,
            told=row.told,
            caller=row.caller,
        )
        return {"matter": str(event.matter.pk), "number": event.matter.number}

    try:
        taken = take_once(SCOPE, _key(row, region_code), now=now, content=row.content, act=act)
    except KeyUsedForAnother:
        return Outcome(
            row.number,
            refusal=f"来源编号“{row.source_number}”以前导入过，内容与这次不同。请到台账中修改那一件，或改正编号。",
        )
    except NotPossible as error:
        return Outcome(row.number, refusal=str(error))
    except ValidationError as error:
        return Outcome(row.number, refusal="".join(error.messages))
    return Outcome(row.number, matter_number=taken.answer["number"], is_repeat=taken.is_repeat)


def _key(row: RowToImport, region_code: str) -> str:
    known_by = {"number": row.source_number} if row.source_number else {"row": dict(row.content)}
    return hashlib.sha256(canonical_json({"region": region_code, **known_by})).hexdigest()


def _batches(rows: Sequence[RowToImport]) -> Iterator[Sequence[RowToImport]]:
    for start in range(0, len(rows), BATCH):
        yield rows[start : start + BATCH]
