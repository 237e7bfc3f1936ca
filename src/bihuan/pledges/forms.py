"""Forms of plans: a paper to be read, and what a person puts right in what was read."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.core.validators import RegexValidator

from bihuan.papers.facade import Source, UnreadablePaper, from_bytes, from_text
from bihuan.people.models import Unit
from bihuan.pledges.facade import MeasureCorrection, PlanCorrection, ProblemCorrection
from bihuan.pledges.models import Measure, Problem, RectificationPlan
from bihuan.store.fields import validate_storable

BAD_DAY = {"invalid": "没有这一天，请写成 2026-03-06 这样的日期。"}
PAGE_EXPIRED = RegexValidator(r"^[\w-]{20,80}$", "页面已过期，请刷新后再提交；已填的内容请先复制。")


def new_key() -> str:
    """A key under which a form is taken once, however often it is sent."""
    return secrets.token_urlsafe(24)


class KeyField(forms.CharField):
    """The hidden key of a submission."""

    def __init__(self) -> None:
        super().__init__(max_length=80, widget=forms.HiddenInput, validators=[PAGE_EXPIRED], initial=new_key)


class ImportForm(forms.Form):
    """A file or a pasted text; after cleaning, `source` is the paper."""

    key = KeyField()
    paper = forms.FileField(
        label="方案文件",
        required=False,
        help_text="支持 .docx 和 .txt。WPS、旧版 Word 请先另存为 .docx。",
        widget=forms.ClearableFileInput(attrs={"accept": ".docx,.txt"}),
    )
    text = forms.CharField(
        label="或者粘贴方案全文",
        required=False,
        max_length=200_000,
        validators=[validate_storable],
        widget=forms.Textarea(attrs={"rows": 12}),
        help_text="从标题到落款整篇粘贴，保留“1.”“（1）”这样的编号。",
    )
    title = forms.CharField(
        label="方案名称",
        required=False,
        max_length=200,
        validators=[validate_storable],
        help_text="不填就用材料的标题。",
    )

    source: Source

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        paper, text = cleaned.get("paper"), cleaned.get("text", "")
        if self.errors:
            return cleaned
        if not paper and not text.strip():
            raise forms.ValidationError("请选择方案文件，或者粘贴方案全文。")
        try:
            self.source = from_bytes(paper.read(), name=paper.name) if paper else from_text(text)
            validate_storable(self.source.text)
        except UnreadablePaper as error:
            self.add_error("paper" if paper else "text", str(error))
        return cleaned


class DropForm(forms.Form):
    note = forms.CharField(label="作废的原因", max_length=200, validators=[validate_storable])


class UnitChoice(forms.ModelChoiceField):
    """One unit of the directory handed in, without a query for each form."""

    def __init__(self, *, empty_label: str) -> None:
        super().__init__(
            queryset=Unit.objects.none(),
            required=False,
            empty_label=empty_label,
            error_messages={"invalid_choice": "没有这个单位，请从清单中选择。"},
        )

    def offer(self, units: Sequence[Unit]) -> None:
        self.known = {str(unit.pk): unit for unit in units}
        self.choices = [("", self.empty_label), *((key, unit.name) for key, unit in self.known.items())]

    def to_python(self, value: Any) -> Unit | None:
        if value in self.empty_values:
            return None
        if str(value) not in self.known:
            raise forms.ValidationError(self.error_messages["invalid_choice"], code="invalid_choice")
        return self.known[str(value)]


class MeasureForm(forms.Form):
    text = forms.CharField(
        label="措施", max_length=10000, validators=[validate_storable], widget=forms.Textarea(attrs={"rows": 3})
    )
    lead_unit = UnitChoice(empty_label="同本问题")
    due_date = forms.DateField(
        label="完成时限",
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages=BAD_DAY,
    )
    left_out = forms.BooleanField(label="不作为措施", required=False)

    def __init__(self, measure: Measure, units: Sequence[Unit], data: Any) -> None:
        initial = {
            "text": measure.text,
            "lead_unit": measure.lead_unit_id,
            "due_date": measure.due_date,
            "left_out": measure.left_out,
        }
        super().__init__(data, initial=initial, prefix=f"m{measure.problem.order}-{measure.order}")
        self.measure = measure
        self.fields["lead_unit"].label = "牵头单位"
        self.fields["lead_unit"].offer(units)  # type: ignore[attr-defined]
        # The column's head is the label for the eye; each field carries its own for the screen reader.
        for name, style in (("text", "form-control"), ("lead_unit", "form-select"), ("due_date", "form-control")):
            words = f"问题{measure.problem.number}措施{measure.number}的{self.fields[name].label}"
            self.fields[name].widget.attrs |= {"class": style, "aria-label": words}

    def correction(self) -> MeasureCorrection:
        return MeasureCorrection(**self.cleaned_data)


class ProblemForm(forms.Form):
    title = forms.CharField(label="问题", max_length=500, validators=[validate_storable])
    leader = forms.CharField(label="责任领导", required=False, max_length=100, validators=[validate_storable])
    lead_unit = UnitChoice(empty_label="请选择")
    due_date = forms.DateField(
        label="完成时限",
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages=BAD_DAY,
        help_text="用于本问题的全部措施，措施另写的除外。",
    )
    units = forms.MultipleChoiceField(
        label="责任单位（牵头以外的为协办）", required=False, widget=forms.CheckboxSelectMultiple
    )
    added = forms.CharField(
        label="补一条漏读的措施",
        required=False,
        max_length=10000,
        validators=[validate_storable],
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, problem: Problem, units: Sequence[Unit], data: Any) -> None:
        initial = {
            "title": problem.title,
            "leader": problem.leader,
            "lead_unit": problem.lead_unit_id,
            "due_date": problem.due_date,
            "units": [str(unit.pk) for unit in problem.units.all()],
        }
        super().__init__(data, initial=initial, prefix=f"p{problem.order}")
        self.problem = problem
        self.offered = {str(unit.pk): unit for unit in units}
        self.fields["lead_unit"].label = "牵头单位"
        self.fields["lead_unit"].offer(units)  # type: ignore[attr-defined]
        self.fields["units"].choices = [(key, unit.name) for key, unit in self.offered.items()]  # type: ignore[attr-defined]
        self.measure_forms = [MeasureForm(measure, units, data) for measure in problem.measures.all()]

    def is_valid(self) -> bool:
        # Every form is asked, so that all places to mend are shown at once.
        return all([super().is_valid(), *(form.is_valid() for form in self.measure_forms)])

    def correction(self) -> ProblemCorrection:
        given: Mapping[str, Any] = self.cleaned_data
        return ProblemCorrection(
            title=given["title"],
            leader=given["leader"],
            lead_unit=given["lead_unit"],
            units=[self.offered[key] for key in given["units"]],
            due_date=given["due_date"],
            measures={form.measure.pk: form.correction() for form in self.measure_forms},
            added=given["added"],
        )


class PlanForm(forms.Form):
    """A whole draft: the plan's own fields and a form for each problem (`problem_forms`)."""

    key = KeyField()
    title = forms.CharField(label="方案名称", max_length=200, validators=[validate_storable])
    basis = forms.CharField(label="制定依据", required=False, max_length=500, validators=[validate_storable])

    def __init__(
        self, plan: RectificationPlan, problems: Sequence[Problem], units: Sequence[Unit], data: Any = None
    ) -> None:
        super().__init__(data, initial={"title": plan.title, "basis": plan.basis})
        self.problem_forms = [ProblemForm(problem, units, data) for problem in problems]

    def is_valid(self) -> bool:
        return all([super().is_valid(), *(form.is_valid() for form in self.problem_forms)])

    @property
    def faults(self) -> int:
        """In how many places something has to be mended."""
        forms_shown = [self, *self.problem_forms, *(m for p in self.problem_forms for m in p.measure_forms)]
        return sum(len(form.errors) for form in forms_shown)

    def correction(self) -> PlanCorrection:
        return PlanCorrection(
            title=self.cleaned_data["title"],
            basis=self.cleaned_data["basis"],
            problems={form.problem.pk: form.correction() for form in self.problem_forms},
        )
