"""登记: take a matter in, from any channel. The clock of acceptance starts at once; the office owns it.

登记即由营商办负责，受理时限自收件起算（首接负责，rules.md R-2.05）。当场能解决的，由登记的站所当场解决，仍须他人复核、回访
后才能销号（seed 1：能当场解决的立即解决）。
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bihuan.kernel.deadlines import SHANGHAI
from bihuan.matters.choices import AttachmentPurpose, Channel, Kind, Move, Urgency
from bihuan.matters.domain.handling import fill_result
from bihuan.matters.domain.numbering import number_for
from bihuan.matters.domain.refusals import NotPossible
from bihuan.matters.domain.workflow import first_step, step
from bihuan.matters.models import Appellant, Attachment, Matter, MatterEvent
from bihuan.people.choices import Duty
from bihuan.people.facade import require
from bihuan.people.models import Post, Unit
from bihuan.store.models import SearchEntry, StoredFile
from bihuan.trail.facade import Actor

TITLE_LENGTH = 30


@dataclass(frozen=True)
class Caller:
    """Who brings the matter; all may be empty. `helper` is who writes it down for them (代为登记)."""

    name: str = ""
    phone: str = ""
    helper: str = ""


@dataclass(frozen=True)
class Told:
    """What is told: the person's own words, where it is, and about whom."""

    text: str
    title: str = ""
    category: str = ""
    place_code: str = ""
    place_detail: str = ""
    accused_unit: Unit | None = None
    files: Sequence[StoredFile] = ()


def register(
    *,
    by: Actor,
    now: datetime,
    region_code: str,
    kind: Kind,
    channel: Channel,
    told: Told,
    caller: Caller | None = None,
    urgency: Urgency = Urgency.NORMAL,
    receipt_digest: str | None = None,
    from_public: bool = False,
) -> MatterEvent:
    """Register a matter and return the event; `event.matter` is the matter.

    Side effects: number taken, search entry, acceptance clock, trail entry, message to the office. `from_public` lets
    a citizen do it at the portal. Raises NotAllowed, NotPossible (no text; no office in the township).
    """
    if not from_public:
        require(by, Duty.REGISTER)
    text = told.text.strip()
    if not text:
        raise NotPossible("请写明反映的内容，再提交。")
    matter = Matter(
        region_code=region_code,
        kind=kind,
        channel=channel,
        urgency=urgency,
        title=told.title.strip() or title_of(text),
        text=text,
        category=told.category,
        place_code=told.place_code,
        place_detail=told.place_detail,
        received_at=now,
        registered_unit=by.unit if isinstance(by, Post) else None,
        receipt_digest=receipt_digest,
        accused_unit=told.accused_unit,
    )
    with first_step(matter, by=by, now=now) as first:
        matter.number = number_for(matter, year=now.astimezone(SHANGHAI).year)
        event = first.finish(text)
        _keep_with(matter, told, caller, by=by, now=now)
    return event


def solve_on_the_spot(
    matter: Matter, *, by: Post, now: datetime, result_class: str, result_text: str, evidence_note: str
) -> MatterEvent:
    """当场解决: the unit that registered a matter has solved it already; it goes to review like any other."""
    with step(matter, Move.SOLVE_ON_THE_SPOT, by=by, now=now) as solving:
        if by.unit_id != solving.matter.registered_unit_id:
            raise NotPossible("当场解决由登记这件事的单位填写；其他单位请等待分办。")
        fill_result(solving.matter, result_class, result_text, evidence_note)
        solving.matter.first_receiver = by.unit
        solving.matter.accepted_at = solving.matter.dispatched_at = solving.matter.submitted_at = now
        solving.matter.handle_due_at = solving.matter.next_due_at
        solving.matter.handler = by.person
        return solving.finish(result_text, lead_unit=by.unit)


def title_of(text: str) -> str:
    """A title from the person's own words: the first sentence, at most thirty characters."""
    first = text.splitlines()[0].strip()
    for mark in "。！？；":
        first = first.split(mark)[0]
    return first[:TITLE_LENGTH].rstrip("，、；：") or text.strip()[:TITLE_LENGTH]


def _keep_with(matter: Matter, told: Told, caller: Caller | None, *, by: Actor, now: datetime) -> None:
    if caller and (caller.name or caller.phone or caller.helper):
        Appellant.objects.create(
            matter=matter,
            region_code=matter.region_code,
            name=caller.name,
            phone=caller.phone,
            helper=caller.helper,
        )
    Attachment.objects.bulk_create(
        Attachment(
            matter=matter,
            region_code=matter.region_code,
            file=file,
            purpose=AttachmentPurpose.SUBMISSION,
            added_at=now,
            added_by=by.actor_name,
        )
        for file in told.files
    )
    words = (matter.number, matter.title, matter.text, matter.category, matter.place_detail)
    SearchEntry.put("matter", matter.pk, matter.region_code, "\n".join(words), new=True)
