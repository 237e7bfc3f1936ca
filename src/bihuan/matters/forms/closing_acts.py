"""Forms from review to strike-off: 复核退回、反馈、回访、签批退回、销号; and the acts that need one tap."""

from __future__ import annotations

from typing import Any

from django import forms

from bihuan.matters import facade as loop
from bihuan.matters.choices import CallBackOutcome, Kind, Move, Satisfaction
from bihuan.matters.forms.acts import ActForm, one_tap
from bihuan.matters.forms.fields import LongText
from bihuan.matters.models import MatterEvent

SignForForm = one_tap(Move.SIGN_FOR, loop.sign_for)
ReviewForm = one_tap(Move.REVIEW, loop.review)
SignOffForm = one_tap(Move.SIGN_OFF, loop.sign_off)
ArchiveForm = one_tap(Move.ARCHIVE, loop.archive)


class ReworkForm(ActForm):
    move = Move.REWORK
    is_grave = True

    note = LongText(label="没有通过的原因和要补的内容", max_length=2000)

    def call(self, given: dict[str, Any]) -> MatterEvent:
        return loop.rework(self.matter, by=self.by, now=self.now, **given)


class ReplyForm(ActForm):
    move = Move.REPLY

    text = LongText(
        label="答复内容", rows=6, max_length=20000, help_text="群众凭查询码能看到这段话，请写明做了什么、结果如何。"
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.initial.setdefault("text", self.matter.result_text)
        if self.matter.kind == Kind.MEASURE:
            self.fields["text"].help_text = "请写明做了什么、结果如何。"

    def call(self, given: dict[str, Any]) -> MatterEvent:
        return loop.reply(self.matter, by=self.by, now=self.now, **given)


class CallBackForm(ActForm):
    move = Move.CALL_BACK
    hint = "是否解决由诉求人说了算。选“未解决”的，这件事回到承办单位重办。"

    outcome = forms.ChoiceField(label="回访结果", choices=CallBackOutcome.choices, widget=forms.RadioSelect)
    satisfaction = forms.ChoiceField(
        label="满意度", choices=Satisfaction.choices, widget=forms.RadioSelect, required=False
    )
    ground = forms.ChoiceField(label="无法回访的理由", required=False, help_text="选“无法回访”时填写。")
    note = LongText(label="诉求人的原话", rows=3, max_length=5000, required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.offer_grounds("ground", "matters.grounds.no-call-back", first="（已经回访）")
        if self.matter.kind == Kind.MEASURE:
            # Nobody brought a measure: the visit asks those whom it was to help.
            self.hint = "回访看措施有没有见效。选“未解决”的，这件事回到承办单位重办。"
            self.fields["note"].label = "回访情况"

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("outcome") == CallBackOutcome.NOT_POSSIBLE and not cleaned.get("ground"):
            self.add_error("ground", "请从清单中选择无法回访的理由。")
        if cleaned.get("outcome") == CallBackOutcome.NOT_SOLVED and not cleaned.get("note"):
            self.add_error("note", "请写明群众认为没有解决的地方，便于重办。")
        return cleaned

    def call(self, given: dict[str, Any]) -> MatterEvent:
        outcome, satisfaction = given.pop("outcome"), given.pop("satisfaction")
        return loop.call_back(
            self.matter,
            by=self.by,
            now=self.now,
            outcome=CallBackOutcome(outcome),
            satisfaction=Satisfaction(satisfaction) if satisfaction else None,
            **given,
        )


class RefuseSignOffForm(ActForm):
    move = Move.REFUSE_SIGN_OFF
    is_grave = True

    note = LongText(label="退回的原因和要补做的工作", max_length=2000)

    def call(self, given: dict[str, Any]) -> MatterEvent:
        return loop.refuse_sign_off(self.matter, by=self.by, now=self.now, **given)


class StrikeOffForm(ActForm):
    move = Move.STRIKE_OFF
    hint = "销号后编入销号编号，不能再改。"

    note = LongText(label="销号意见", rows=2, max_length=2000, required=False)

    def call(self, given: dict[str, Any]) -> MatterEvent:
        return loop.strike_off(self.matter, by=self.by, now=self.now, **given)
