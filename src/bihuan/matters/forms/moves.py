"""Which form stands behind which move."""

from __future__ import annotations

from bihuan.matters.choices import Move
from bihuan.matters.forms import closing_acts, office_acts, unit_acts
from bihuan.matters.forms.acts import ActForm, OneTapForm

_FORMS: tuple[type[ActForm], ...] = (
    office_acts.AssessForm,
    office_acts.DeclineForm,
    office_acts.MergeForm,
    office_acts.DispatchForm,
    office_acts.ReassignForm,
    office_acts.InvolveForm,
    office_acts.RuleOnForm,
    office_acts.ForwardForm,
    office_acts.RecordAnswerForm,
    office_acts.WithdrawForm,
    office_acts.ExtendForm,
    office_acts.SuspendForm,
    office_acts.ResumeForm,
    unit_acts.HandleForm,
    unit_acts.ContributeForm,
    unit_acts.SolveOnTheSpotForm,
    unit_acts.SubmitForm,
    unit_acts.SendBackForm,
    closing_acts.SignForForm,
    closing_acts.ReviewForm,
    closing_acts.ReworkForm,
    closing_acts.ReplyForm,
    closing_acts.CallBackForm,
    closing_acts.SignOffForm,
    closing_acts.RefuseSignOffForm,
    closing_acts.StrikeOffForm,
    closing_acts.ArchiveForm,
)

FORMS: dict[Move, type[ActForm]] = {form.move: form for form in _FORMS}
# Moves without a form of their own: a matter is registered before it has a page, 重办 is an outcome of 回访, and
# deadlines are computed again by a command.
WITHOUT_FORM = frozenset({Move.REGISTER, Move.REDO, Move.RECOMPUTE})


def is_one_tap(move: Move) -> bool:
    """Whether the move is one button without anything to type."""
    return issubclass(FORMS[move], OneTapForm)
