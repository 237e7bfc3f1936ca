"""办理与提交: record what is done, and submit the result with its evidence for review.

佐证可以是文字说明或附件，不强制照片（红线 R-0.01）。
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bihuan.matters.choices import AttachmentPurpose, Move
from bihuan.matters.domain.grounds import label_of
from bihuan.matters.domain.refusals import NotPossible
from bihuan.matters.domain.workflow import step
from bihuan.matters.models import Attachment, Matter, MatterEvent
from bihuan.people.models import Post
from bihuan.store.models import StoredFile


def handle(matter: Matter, *, by: Post, now: datetime, text: str, files: Sequence[StoredFile] = ()) -> MatterEvent:
    """记录办理: one step of the work, for the timeline."""
    with step(matter, Move.HANDLE, by=by, now=now) as handling:
        if not text.strip():
            raise NotPossible("请写明这次办理的情况。")
        attach(handling.matter, files, by=by, now=now)
        return handling.finish(text)


def submit(
    matter: Matter,
    *,
    by: Post,
    now: datetime,
    result_class: str,
    result_text: str,
    evidence_note: str = "",
    long_term_note: str = "",
    files: Sequence[StoredFile] = (),
) -> MatterEvent:
    """提交: the unit holds the matter done. All assisting units must have answered; evidence must be there."""
    with step(matter, Move.SUBMIT, by=by, now=now) as submitting:
        subject = submitting.matter
        waiting = [part.unit.name for part in subject.parts.filter(contributed_at=None).select_related("unit")]
        if waiting:
            raise NotPossible(f"协办单位{'、'.join(waiting)}还没有反馈，请催办后再提交。")
        label = label_of("matters.result-classes", result_class, region_code=subject.region_code, now=now)
        attach(subject, files, by=by, now=now)
        fill_result(subject, result_class, result_text, evidence_note)
        subject.long_term_note = long_term_note
        subject.submitted_at = now
        subject.handler = by.person
        return submitting.finish(f"{label}：{result_text}", data={"result": result_class})


def fill_result(matter: Matter, result_class: str, result_text: str, evidence_note: str) -> None:
    """Set the result of a matter about to be submitted. Raises NotPossible without result or evidence."""
    if not result_text.strip():
        raise NotPossible("请写明办理情况和结果。")
    evidence = matter.attachments.filter(purpose=AttachmentPurpose.EVIDENCE)
    if not evidence_note.strip() and not evidence.exists():
        raise NotPossible("请写明佐证，或上传佐证附件（文字说明即可，不要求照片）。")
    matter.result_class, matter.result_text, matter.evidence_note = result_class, result_text, evidence_note


def attach(matter: Matter, files: Sequence[StoredFile], *, by: Post, now: datetime) -> None:
    """Hang files on the matter as evidence."""
    Attachment.objects.bulk_create(
        Attachment(
            matter=matter,
            region_code=matter.region_code,
            file=file,
            purpose=AttachmentPurpose.EVIDENCE,
            added_at=now,
            added_by=by.actor_name,
        )
        for file in files
    )
