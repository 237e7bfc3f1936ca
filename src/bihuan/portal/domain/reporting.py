"""反映问题: take a citizen's report once, with number, clock, trail entry, message and key in one transaction.

The same form sent again gets the same receipt and makes no second matter (trust 4.4); the same form with other content
is refused by delivery, and what was taken before stays as it is.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bihuan.delivery.facade import take_once
from bihuan.matters.choices import Channel, Kind
from bihuan.matters.facade import Caller, Told, register
from bihuan.matters.models import Matter
from bihuan.portal.domain.codes import code_of, digest_of
from bihuan.store.models import StoredFile
from bihuan.trail.facade import Actor

SCOPE = "portal.report"


@dataclass(frozen=True)
class Report:
    """What a citizen wrote; name and phone may be empty (匿名)."""

    kind: Kind
    text: str
    place_code: str = ""
    place_detail: str = ""
    name: str = ""
    phone: str = ""
    files: Sequence[StoredFile] = ()


@dataclass(frozen=True)
class Receipt:
    """The code, shown once, and the matter; `is_repeat` when the same form had been taken before."""

    code: str
    matter: Matter
    is_repeat: bool


def take_report(report: Report, *, by: Actor, now: datetime, region_code: str, form_key: str) -> Receipt:
    """Register the report for the township, or find the matter that the same form made before.

    Raises delivery's KeyUsedForAnother when the form was taken with other content, NotPossible when the township has
    no office.
    """
    code = code_of(form_key)
    made: list[Matter] = []

    def act() -> Mapping[str, Any]:
        event = register(
            by=by,
            now=now,
            region_code=region_code,
            kind=report.kind,
            channel=Channel.PORTAL,
            told=Told(
                text=report.text,
                place_code=report.place_code,
                place_detail=report.place_detail,
                files=report.files,
            ),
            caller=Caller(name=report.name, phone=report.phone),
            receipt_digest=digest_of(code),
            from_public=True,
        )
        made.append(event.matter)
        return {"matter": str(event.matter.pk)}

    taken = take_once(SCOPE, form_key, now=now, content=_content(report, region_code), act=act)
    matter = made[0] if made and not taken.is_repeat else Matter.objects.get(pk=taken.answer["matter"])
    return Receipt(code, matter, taken.is_repeat)


def _content(report: Report, region_code: str) -> dict[str, Any]:
    return {
        "region": region_code,
        "kind": report.kind,
        "text": report.text,
        "place": [report.place_code, report.place_detail],
        "caller": [report.name, report.phone],
        "files": [file.sha256 for file in report.files],
    }
