"""Forms of the units' acts: 记录办理、协办反馈、当场解决、提交、退回."""

from __future__ import annotations

from typing import Any

from django import forms

from bihuan.matters import facade as loop
from bihuan.matters.choices import Kind, Move
from bihuan.matters.forms.acts import ActForm, ActWithFiles
from bihuan.matters.forms.fields import LongText, UnitField
from bihuan.matters.models import MatterEvent

EVIDENCE = "写明现场情况、凭证、群众当面确认等；有附件的可以不写。不要求照片。"


class HandleForm(ActWithFiles):
    move = Move.HANDLE

    text = LongText(label="这次办理的情况", max_length=5000)

    field_order = ["text", "attachments"]

    def call(self, given: dict[str, Any]) -> MatterEvent:
        return loop.handle(self.matter, by=self.by, now=self.now, files=self.kept_files, **given)


class ContributeForm(ActForm):
    move = Move.CONTRIBUTE

    text = LongText(label="协办情况", max_length=10000)

    def call(self, given: dict[str, Any]) -> MatterEvent:
        return loop.contribute(self.matter, by=self.by, now=self.now, **given)


class SolveOnTheSpotForm(ActForm):
    move = Move.SOLVE_ON_THE_SPOT
    hint = "登记时已经办好的填这里；仍由他人复核、回访后销号。"

    result_class = forms.ChoiceField(label="办理结果", initial="SOLVED")
    result_text = LongText(label="怎么解决的", max_length=20000)
    evidence_note = LongText(label="佐证", rows=2, max_length=5000, help_text=EVIDENCE)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.offer_grounds("result_class", "matters.result-classes")

    def call(self, given: dict[str, Any]) -> MatterEvent:
        return loop.solve_on_the_spot(self.matter, by=self.by, now=self.now, **given)


class SubmitForm(ActWithFiles):
    move = Move.SUBMIT

    result_class = forms.ChoiceField(label="办理结果")
    result_text = LongText(label="办理情况和结果", max_length=20000)
    evidence_note = LongText(label="佐证", rows=2, max_length=5000, required=False, help_text=EVIDENCE)
    long_term_note = LongText(label="长效机制", rows=2, max_length=5000, required=False)

    field_order = ["result_class", "result_text", "evidence_note", "attachments", "long_term_note"]

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.offer_grounds("result_class", "matters.result-classes")
        self.initial.update(
            (name, getattr(self.matter, name))
            for name in ("result_class", "result_text", "evidence_note", "long_term_note")
        )
        if self.matter.kind == Kind.MEASURE:
            self.fields["long_term_note"].help_text = "整改措施销号前必须有：怎样防止再发生，由谁长期负责。"

    def call(self, given: dict[str, Any]) -> MatterEvent:
        return loop.submit(self.matter, by=self.by, now=self.now, files=self.kept_files, **given)


class SendBackForm(ActForm):
    move = Move.SEND_BACK
    is_grave = True
    hint = "退回由营商办裁定；裁定前办理时限不停。"

    ground = forms.ChoiceField(label="退回的理由")
    note = LongText(label="具体说明", rows=3, max_length=2000)
    suggested_unit = UnitField(label="建议由哪个单位办理", required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.offer_grounds("ground", "matters.grounds.send-back")
        self.offer_units("suggested_unit")

    def call(self, given: dict[str, Any]) -> MatterEvent:
        return loop.send_back(self.matter, by=self.by, now=self.now, **given)
