"""销号: strike a matter off only when result, evidence, call-back and a leader's sign-off are all there.

销号由营商办办理，不由承办单位自行销号（rules.md 2.5 rule 2）。长期坚持的整改措施还须有长效机制。
"""

from __future__ import annotations

from datetime import datetime

from bihuan.kernel.deadlines import SHANGHAI
from bihuan.matters.choices import AttachmentPurpose, CallBackOutcome, Kind, Move
from bihuan.matters.domain.numbering import strike_off_number_for
from bihuan.matters.domain.refusals import NotPossible
from bihuan.matters.domain.workflow import step
from bihuan.matters.models import Matter, MatterEvent
from bihuan.people.models import Post
from bihuan.trail.facade import Actor, citizen


def sign_off(matter: Matter, *, by: Post, now: datetime, note: str = "") -> MatterEvent:
    """签批: a leader agrees that the matter may be struck off."""
    with step(matter, Move.SIGN_OFF, by=by, now=now) as signing:
        signing.matter.signed_off_by = by.person
        return signing.finish(note)


def refuse_sign_off(matter: Matter, *, by: Post, now: datetime, note: str) -> MatterEvent:
    """签批退回: a leader does not agree; the lead unit handles the matter again, on a new clock."""
    with step(matter, Move.REFUSE_SIGN_OFF, by=by, now=now) as refusing:
        if not note.strip():
            raise NotPossible("请写明退回的原因和要补做的工作。")
        refusing.matter.redone_count += 1
        refusing.matter.signed_off_by = None
        return refusing.finish(note)


def strike_off(matter: Matter, *, by: Post, now: datetime, note: str = "") -> MatterEvent:
    """销号: closes the matter and gives it its strike-off number. Raises NotPossible naming all that is missing."""
    with step(matter, Move.STRIKE_OFF, by=by, now=now) as striking:
        missing = missing_for_strike_off(striking.matter)
        if missing:
            raise NotPossible(f"还不能销号，缺少：{'、'.join(missing)}。")
        year = now.astimezone(SHANGHAI).year
        striking.matter.strike_off_number = strike_off_number_for(striking.matter, year=year)
        return striking.finish(note, data={"number": striking.matter.strike_off_number})


def missing_for_strike_off(matter: Matter) -> list[str]:
    """What a matter still lacks for its strike-off, in Chinese; empty when nothing."""
    has_evidence = matter.evidence_note or matter.attachments.filter(purpose=AttachmentPurpose.EVIDENCE).exists()
    needed = {
        "办理结果": bool(matter.result_text),
        "佐证": bool(has_evidence),
        "领导签批": matter.signed_off_by_id is not None,
        "回访结果": bool(matter.call_back_outcome) and matter.call_back_outcome != CallBackOutcome.NOT_SOLVED,
        "长效机制": matter.kind != Kind.MEASURE or bool(matter.long_term_note),
    }
    return [name for name, there in needed.items() if not there]


def archive(matter: Matter, *, by: Post, now: datetime) -> MatterEvent:
    """归档: the file of a struck-off matter is complete and goes to the archive."""
    with step(matter, Move.ARCHIVE, by=by, now=now) as archiving:
        return archiving.finish()


def withdraw(matter: Matter, *, by: Actor, now: datetime, note: str) -> MatterEvent:
    """撤回: the person who brought the matter takes it back; the office records it with their words."""
    with step(matter, Move.WITHDRAW, by=by, now=now) as withdrawing:
        if not note.strip():
            raise NotPossible("请写明当事人撤回的原因。")
        return withdrawing.finish(note)


def withdraw_as_appellant(matter: Matter, *, now: datetime, note: str, by: Actor | None = None) -> MatterEvent:
    """撤回 at the portal; the caller has checked the receipt code."""
    actor = by or citizen(matter.region_code)
    with step(matter, Move.WITHDRAW, by=actor, now=now, as_appellant=True) as withdrawing:
        return withdrawing.finish(note or "当事人自行撤回")
