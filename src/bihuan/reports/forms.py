"""What is asked for when a paper is written: the kind, the period and the plan."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet

from bihuan.figures.choices import PeriodName
from bihuan.figures.facade import BadPeriod, Period, custom, period_of
from bihuan.pledges.models import RectificationPlan
from bihuan.reports.choices import ReportKind

BAD_DAY = "日期写法不对，请写成 2026-03-06 这样。"


class WriteForm(forms.Form):
    """`period()` is the period chosen; `key` recognises the same form sent twice."""

    kind = forms.ChoiceField(label="材料种类", choices=ReportKind.choices, initial=ReportKind.RECTIFICATION)
    period = forms.ChoiceField(
        label="统计时期",
        choices=PeriodName.choices,
        initial=PeriodName.MONTH,
        widget=forms.RadioSelect,
        error_messages={
            "required": "请选择统计时期。",
            "invalid_choice": "没有这种时期，请从本周、本月、本季、本年、自定中选。",
        },
    )
    first = forms.DateField(
        label="开始日期",
        required=False,
        help_text="选“自定”时填写，如 2026-03-01。",
        widget=forms.DateInput(attrs={"type": "date"}),
        error_messages={"invalid": BAD_DAY},
    )
    last = forms.DateField(
        label="结束日期",
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
        error_messages={"invalid": BAD_DAY},
    )
    plan = forms.ModelChoiceField(
        label="整改方案",
        queryset=RectificationPlan.objects.none(),
        required=False,
        empty_label="不选方案，只写事项办理情况",
        help_text="选一份已确认的方案，材料中会写明各项措施的落实情况。",
        error_messages={"invalid_choice": "没有这份方案，或不在您的查阅范围内。"},
    )
    key = forms.CharField(max_length=40, widget=forms.HiddenInput)

    def __init__(self, *arguments: Any, today: date, plans: QuerySet[RectificationPlan], **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.fields["plan"].queryset = plans  # type: ignore[attr-defined]
        self.today = today

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if not self.errors:
            try:
                cleaned["span"] = self._span(cleaned)
            except BadPeriod as error:
                self.add_error("last", str(error))
        return cleaned

    def _span(self, cleaned: dict[str, Any]) -> Period:
        name = PeriodName(cleaned["period"])
        if name is not PeriodName.CUSTOM:
            return period_of(name, self.today)
        if not cleaned["first"] or not cleaned["last"]:
            raise BadPeriod("选“自定”时，请填写开始日期和结束日期。")
        return custom(cleaned["first"], cleaned["last"])
