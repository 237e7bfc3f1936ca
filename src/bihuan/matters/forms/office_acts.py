"""Forms of the office's acts: 研判、不予受理、并案、分办、改派、会办、裁定、转办、登记上级答复、撤回、延期、挂起、恢复."""

from __future__ import annotations

from typing import Any

from django import forms

from bihuan.matters import facade as loop
from bihuan.matters.choices import Kind, Move, Urgency
from bihuan.matters.forms.acts import ActForm
from bihuan.matters.forms.fields import DayField, LongText, ShortText, UnitField, end_of
from bihuan.matters.models import Matter, MatterEvent


class AssessForm(ActForm):
    move = Move.ASSESS
    hint = "登记时选错的类型、紧急程度，在这里改正。"

    kind = forms.ChoiceField(label="类型")
    urgency = forms.ChoiceField(label="紧急程度", choices=Urgency.choices)
    category = ShortText(label="分类", max_length=60, required=False, help_text="例如：道路照明、低保、农机补贴")
    note = LongText(label="研判意见", rows=2, max_length=2000, required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        is_measure = self.matter.kind == Kind.MEASURE
        kinds = [choice for choice in Kind.choices if (choice[0] == Kind.MEASURE) == is_measure]
        self.fields["kind"].choices = kinds  # type: ignore[attr-defined]
        self.initial.update((name, getattr(self.matter, name)) for name in ("kind", "urgency", "category"))

    def call(self, given: dict[str, Any]) -> MatterEvent:
        kind, urgency = Kind(given.pop("kind")), Urgency(given.pop("urgency"))
        return loop.assess(self.matter, by=self.by, now=self.now, kind=kind, urgency=urgency, **given)


class DeclineForm(ActForm):
    move = Move.DECLINE
    is_grave = True

    ground = forms.ChoiceField(label="不予受理的依据")
    note = LongText(label="告知当事人的话", max_length=5000, help_text="写明为什么不受理，可以向哪里反映。")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.offer_grounds("ground", "matters.grounds.decline")

    def call(self, given: dict[str, Any]) -> MatterEvent:
        return loop.decline(self.matter, by=self.by, now=self.now, **given)


class MergeForm(ActForm):
    move = Move.MERGE
    is_grave = True

    into = ShortText(label="并入哪一件", max_length=40, help_text="填写编号，例如：诉求〔2026〕0123号")

    def clean_into(self) -> Matter:
        number = self.cleaned_data["into"].strip()
        found: Matter | None = Matter.objects.visible_to(self.by).filter(number=number).first()
        if found is None:
            raise forms.ValidationError(f"没有找到“{number}”，请从台账中复制完整的编号。")
        return found

    def call(self, given: dict[str, Any]) -> MatterEvent:
        return loop.merge(self.matter, by=self.by, now=self.now, **given)


class DispatchForm(ActForm):
    move = Move.DISPATCH
    hint = "办理时限自分办起算。"

    lead_unit = UnitField(label="主办单位")
    note = LongText(label="交办要求", rows=3, max_length=2000, required=False)
    due_on = DayField(label="另定完成日期", required=False, help_text="方案或上级写明日期的才填；不填按规则计算。")
    why_due = ShortText(label="另定日期的依据", max_length=200, required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.offer_units("lead_unit")

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("due_on") and not cleaned.get("why_due"):
            self.add_error("why_due", "另定日期的，请写明依据，例如：县整改方案第3条。")
        return cleaned

    def call(self, given: dict[str, Any]) -> MatterEvent:
        due_on = given.pop("due_on")
        due_at = end_of(due_on) if due_on else None
        return loop.dispatch(self.matter, by=self.by, now=self.now, due_at=due_at, **given)


class ReassignForm(ActForm):
    move = Move.REASSIGN
    hint = "新单位重新起算办理时限，首接单位留在记录上。"

    lead_unit = UnitField(label="改派给")
    note = LongText(label="改派理由", rows=3, max_length=2000)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.offer_units("lead_unit")

    def call(self, given: dict[str, Any]) -> MatterEvent:
        return loop.reassign(self.matter, by=self.by, now=self.now, **given)


class InvolveForm(ActForm):
    move = Move.INVOLVE

    unit = UnitField(label="协办单位")
    task = LongText(label="协办内容", rows=3, max_length=500)
    due_on = DayField(label="协办期限", help_text="当天 24 时前反馈。")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.offer_units("unit")

    def call(self, given: dict[str, Any]) -> MatterEvent:
        due_at = end_of(given.pop("due_on"))
        return loop.involve(self.matter, by=self.by, now=self.now, due_at=due_at, **given)


class RuleOnForm(ActForm):
    move = Move.RULE_ON
    hint = "仍选原单位为退回不成立，时限连续计算；选其他单位为退回成立，新单位重新起算。"

    lead_unit = UnitField(label="裁定由哪个单位办理")
    note = LongText(label="裁定理由", rows=3, max_length=2000)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.offer_units("lead_unit")

    def call(self, given: dict[str, Any]) -> MatterEvent:
        return loop.rule_on(self.matter, by=self.by, now=self.now, **given)


class ForwardForm(ActForm):
    move = Move.FORWARD

    to = ShortText(label="转往哪个单位", max_length=100, help_text="例如：县住房和城乡建设局")
    look_again_on = DayField(label="跟踪日期", help_text="到这一天由营商办跟踪办理情况。")
    note = LongText(label="转办说明", rows=3, max_length=2000, required=False)

    def call(self, given: dict[str, Any]) -> MatterEvent:
        look_again_at = end_of(given.pop("look_again_on"))
        return loop.forward(self.matter, by=self.by, now=self.now, look_again_at=look_again_at, **given)


class RecordAnswerForm(ActForm):
    move = Move.RECORD_ANSWER

    result_class = forms.ChoiceField(label="办理结果")
    result_text = LongText(label="答复内容", max_length=20000)
    evidence_note = LongText(label="来文（作为佐证）", rows=2, max_length=5000, help_text="来文单位、文号、日期。")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.offer_grounds("result_class", "matters.result-classes")

    def call(self, given: dict[str, Any]) -> MatterEvent:
        return loop.record_answer(self.matter, by=self.by, now=self.now, **given)


class WithdrawForm(ActForm):
    move = Move.WITHDRAW
    is_grave = True

    note = LongText(label="撤回的原因", rows=3, max_length=2000, help_text="写当事人的原话；登记有误的写明误在哪里。")

    def call(self, given: dict[str, Any]) -> MatterEvent:
        return loop.withdraw(self.matter, by=self.by, now=self.now, **given)


class ExtendForm(ActForm):
    move = Move.EXTEND

    working_days = forms.IntegerField(label="延长", min_value=1, max_value=400)
    note = LongText(label="延期理由", rows=3, max_length=2000, help_text="并告知当事人。")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["working_days"].unit = "个工作日"  # type: ignore[attr-defined]

    def call(self, given: dict[str, Any]) -> MatterEvent:
        return loop.extend(self.matter, by=self.by, now=self.now, **given)


class SuspendForm(ActForm):
    move = Move.SUSPEND
    hint = "挂起即挂账：到复查日期再看能不能办。"

    ground = forms.ChoiceField(label="挂起的理由")
    look_again_on = DayField(label="复查日期")
    note = LongText(label="说明", rows=3, max_length=2000, required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.offer_grounds("ground", "matters.grounds.suspend")

    def call(self, given: dict[str, Any]) -> MatterEvent:
        look_again_at = end_of(given.pop("look_again_on"))
        return loop.suspend(self.matter, by=self.by, now=self.now, look_again_at=look_again_at, **given)


class ResumeForm(ActForm):
    move = Move.RESUME

    note = LongText(label="恢复的原因", rows=2, max_length=2000)

    def call(self, given: dict[str, Any]) -> MatterEvent:
        return loop.resume(self.matter, by=self.by, now=self.now, **given)
