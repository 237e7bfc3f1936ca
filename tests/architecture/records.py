"""A record for each word that an address names, all in the own township."""

from __future__ import annotations

from typing import Any

from bihuan.figures.choices import PeriodName
from bihuan.figures.facade import period_of
from bihuan.matters.choices import AttachmentPurpose, Move
from bihuan.matters.models import Attachment, Matter, SavedView
from bihuan.pledges.facade import import_plan
from bihuan.reports.choices import ReportKind
from bihuan.reports.facade import write_report
from bihuan.store.files import keep_made
from tests.cast import NOW, TOWN, Cast
from tests.pledges.papers import source


def make(cast: Cast, matter: Matter) -> dict[str, Any]:
    """`app.word` to the value that stands for it in an address."""
    nobody = cast.handler.person_id
    return {
        "people.unit_id": cast.station.pk,
        "people.person_id": nobody,
        "people.post_id": cast.handler.pk,
        "rulebook.rule_id": "matters.limit.accept",
        "rulebook.override_id": nobody,
        "figures.name": "matters.received",
        "portal.town": TOWN,
        "matters.matter_id": matter.pk,
        "matters.attachment_id": _attached(matter).pk,
        "matters.view_id": SavedView.objects.create(person=cast.dispatcher.person, name="我的", query="").pk,
        "matters.move": Move.HANDLE,
        "reports.report_id": write_report(
            by=cast.dispatcher, now=NOW, kind=ReportKind.RECTIFICATION, period=period_of(PeriodName.YEAR, NOW.date())
        ).pk,
        "pledges.plan_id": import_plan(by=cast.dispatcher, now=NOW, source=source()).pk,
    }


def _attached(matter: Matter) -> Attachment:
    return Attachment.objects.create(
        matter=matter,
        region_code=matter.region_code,
        file=keep_made(b"a", name="a.txt", content_type="text/plain"),
        purpose=AttachmentPurpose.EVIDENCE,
        added_at=NOW,
        added_by="李承办",
    )
