"""Names that other apps may use."""

from bihuan.matters.domain.assessment import assess, decline, merge
from bihuan.matters.domain.calling_back import answer, call_back
from bihuan.matters.domain.conclusion import (
    archive,
    missing_for_strike_off,
    refuse_sign_off,
    sign_off,
    strike_off,
    withdraw,
    withdraw_as_appellant,
)
from bihuan.matters.domain.dispatching import contribute, dispatch, involve, reassign, sign_for
from bihuan.matters.domain.extension import extend, forward, record_answer, resume, suspend
from bihuan.matters.domain.grounds import choices_of
from bihuan.matters.domain.handling import handle, submit
from bihuan.matters.domain.intake import Caller, Told, register, solve_on_the_spot
from bihuan.matters.domain.prospects import Prospect, prospects
from bihuan.matters.domain.recalculation import MovedDeadline, recompute_deadlines, waiting_for_recomputation
from bihuan.matters.domain.refusals import NotPossible
from bihuan.matters.domain.replay import agrees
from bihuan.matters.domain.returns import rule_on, send_back
from bihuan.matters.domain.reviewing import reply, review, rework

__all__ = [
    "Caller",
    "MovedDeadline",
    "NotPossible",
    "Prospect",
    "Told",
    "agrees",
    "answer",
    "archive",
    "assess",
    "call_back",
    "choices_of",
    "contribute",
    "decline",
    "dispatch",
    "extend",
    "forward",
    "handle",
    "involve",
    "merge",
    "missing_for_strike_off",
    "prospects",
    "reassign",
    "recompute_deadlines",
    "record_answer",
    "refuse_sign_off",
    "register",
    "reply",
    "resume",
    "review",
    "rework",
    "rule_on",
    "send_back",
    "sign_for",
    "sign_off",
    "solve_on_the_spot",
    "strike_off",
    "submit",
    "suspend",
    "waiting_for_recomputation",
    "withdraw",
    "withdraw_as_appellant",
]
