"""The scope of a figure's page, read from its address: period, moment, region and filters."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django import forms

from bihuan.figures.choices import PeriodName
from bihuan.figures.facade import BadPeriod, Figure, Period, Scope, UnknownKey, custom, period_of, scope_label
from bihuan.kernel.deadlines import SHANGHAI
from bihuan.people.models import Post, Region


class ScopeForm(forms.Form):
    """Every parameter of figures.facade.address; what is left out means this month, now, the reader's own region."""

    period = forms.ChoiceField(label="时期", choices=PeriodName.choices, required=False)
    first = forms.DateField(
        label="从", required=False, widget=forms.DateInput(attrs={"type": "date", "class": "form-control"})
    )
    last = forms.DateField(
        label="到", required=False, widget=forms.DateInput(attrs={"type": "date", "class": "form-control"})
    )
    as_of = forms.CharField(required=False, widget=forms.HiddenInput)
    region = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any, *, post: Post, now: datetime, figure: Figure | None = None) -> None:
        super().__init__(data)
        self.post = post
        self.now = now
        self.figure = figure
        self.error_class = forms.utils.ErrorList
        for name in ("first", "last"):
            self.fields[name].error_messages["invalid"] = "日期写法不对，请写成 2026-03-06 这样。"
        self.fields["period"].error_messages["invalid_choice"] = "没有这种时期，请从本周、本月、本季、本年中选。"

    @property
    def today(self) -> date:
        return self.now.astimezone(SHANGHAI).date()

    def clean_as_of(self) -> datetime | None:
        """The moment as ISO text with its offset, not later than now."""
        text = self.cleaned_data["as_of"]
        if not text:
            return None
        try:
            moment = datetime.fromisoformat(text)
        except ValueError:
            moment = None
        if moment is None or moment.tzinfo is None:
            raise forms.ValidationError("统计时点写法不对，请从材料或本页的链接打开。")
        if moment > self.now:
            raise forms.ValidationError("统计时点还没有到，请选现在或以前的时点。")
        return moment

    def clean_region(self) -> str:
        code = self.cleaned_data["region"]
        known = Region.objects.filter(pk=code).exists() if code else True
        if not known or (code and not Post.objects.filter(pk=self.post.pk, region_code__in=_above(code)).exists()):
            raise forms.ValidationError("没有这个地区，或不在您的查阅范围内。")
        return code

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if not self.errors:
            try:
                cleaned["scope"] = self._scope(cleaned)
                if self.figure is not None:
                    cleaned["scope_label"] = scope_label(self.figure, cleaned["scope"])
            except BadPeriod as error:
                self.add_error("last", str(error))
            except UnknownKey as error:
                self.add_error(None, str(error))
        return cleaned

    def _scope(self, cleaned: dict[str, Any]) -> Scope:
        as_of = cleaned["as_of"]
        dimensions = self.figure.of.dimensions if self.figure else {}
        filters = tuple(sorted((name, self.data[name]) for name in dimensions if self.data.get(name)))
        return Scope(
            cleaned["region"] or self.post.region_code,
            self._period(cleaned),
            as_of or self.now,
            self.post,
            filters,
            is_live=as_of is None,
        )

    def _period(self, cleaned: dict[str, Any]) -> Period:
        name = PeriodName(cleaned["period"] or PeriodName.MONTH)
        if name is not PeriodName.CUSTOM:
            return period_of(name, self.today)
        if not cleaned["first"] or not cleaned["last"]:
            raise BadPeriod("自定时期要写明起止两个日期。")
        return custom(cleaned["first"], cleaned["last"])


def _above(code: str) -> list[str]:
    """The code itself and the codes of all regions above it."""
    return [code[:digits].ljust(12, "0") for digits in (2, 4, 6, 9, 12)]
