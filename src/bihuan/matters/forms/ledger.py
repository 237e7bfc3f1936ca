"""The ledger's filters as they stand in the address. A value that does not fit is left out, never an error page."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django import forms
from django.http import QueryDict

from bihuan.figures.choices import PeriodName
from bihuan.figures.facade import BadPeriod, Period, custom, midnight, period_of
from bihuan.kernel.deadlines import SHANGHAI
from bihuan.matters.choices import CLOSED_STAGES, Channel, Kind, LedgerState, Share, Stage, Urgency
from bihuan.matters.forms.fields import DayField, UnitField, offer_units
from bihuan.matters.queries import SORTS, LedgerFilter
from bihuan.people.choices import Duty
from bihuan.people.models import Post, Unit

ANY = ("", "不限")
DUE = (("overdue", "已逾期"), ("today", "今天到期"), ("week", "本周到期"))


class LedgerForm(forms.Form):
    """The filters that a person sets; `wanted()` is what the ledger is asked for."""

    q = forms.CharField(label="搜索", required=False, max_length=60)
    state = forms.ChoiceField(label="办结", required=False, choices=LedgerState.choices)
    share = forms.ChoiceField(label="范围", required=False, choices=Share.choices)
    stage = forms.ChoiceField(label="环节", required=False, choices=[ANY, *Stage.choices])
    kind = forms.ChoiceField(label="类型", required=False, choices=[ANY, *Kind.choices])
    channel = forms.ChoiceField(label="来源", required=False, choices=[ANY, *Channel.choices])
    urgency = forms.ChoiceField(label="紧急程度", required=False, choices=[ANY, *Urgency.choices])
    unit = UnitField(label="主办单位", required=False)
    due = forms.ChoiceField(label="时限", required=False, choices=[ANY, *DUE])
    period = forms.ChoiceField(label="收件时间", required=False, choices=[ANY, *PeriodName.choices])
    first = DayField(label="从", required=False)
    last = DayField(label="到", required=False)
    sort = forms.CharField(required=False)

    def __init__(self, data: QueryDict, *, post: Post, units: Sequence[Unit], now: datetime) -> None:
        super().__init__(data)
        self.post, self.now = post, now
        unit_field = self.fields["unit"]
        assert isinstance(unit_field, UnitField)
        unit_field.empty_label = "不限"
        offer_units(unit_field, units)
        self.is_valid()

    def wanted(self) -> LedgerFilter:
        """The filter, with what the post sees when nothing is said: a unit what it leads, the office everything."""
        chosen = {name: value for name, value in self.cleaned_data.items() if value}
        words = chosen.get("q", "")
        due_from, due_before = self._due(chosen.get("due", ""))
        stage = chosen.get("stage")
        sort = chosen.get("sort", "")
        return LedgerFilter(
            state=self._state(chosen, words),
            share=Share(chosen["share"]) if "share" in chosen else self._own_share(words),
            stages=(Stage(stage),) if stage else (),
            kinds=(Kind(chosen["kind"]),) if "kind" in chosen else (),
            channels=(Channel(chosen["channel"]),) if "channel" in chosen else (),
            urgency=Urgency(chosen["urgency"]) if "urgency" in chosen else None,
            unit=chosen.get("unit"),
            due_from=due_from,
            due_before=due_before,
            period=self.chosen_period(),
            words=words,
            sort=sort if sort.removeprefix("-") in SORTS else self._own_sort(chosen, words),
        )

    def chosen_period(self) -> Period | None:
        """The period of receipt asked for; None for any time or days that make no period."""
        name, today = self.cleaned_data.get("period"), self.now.astimezone(SHANGHAI).date()
        first, last = self.cleaned_data.get("first"), self.cleaned_data.get("last")
        try:
            if name and name != PeriodName.CUSTOM:
                return period_of(PeriodName(name), today)
            return custom(first or date(2000, 1, 1), last or today) if first or last else None
        except BadPeriod:
            return None

    def _state(self, chosen: dict[str, Any], words: str) -> LedgerState:
        """What is searched for may lie in the past, and a closed stage is asked for to see closed matters."""
        if "state" in chosen:
            return LedgerState(chosen["state"])
        return LedgerState.ALL if words or chosen.get("stage") in CLOSED_STAGES else LedgerState.OPEN

    def _own_share(self, words: str) -> Share:
        return Share.ALL if words or self.post.may(Duty.READ_ALL) else Share.LEAD

    def _own_sort(self, chosen: dict[str, Any], words: str) -> str:
        return "due" if self._state(chosen, words) is LedgerState.OPEN else "-received"

    def _due(self, due: str) -> tuple[datetime | None, datetime | None]:
        """After which moment, and up to which: a limit that ends at 24:00 of a day is written as the next midnight."""
        today = self.now.astimezone(SHANGHAI).date()
        if due == "overdue":
            return None, self.now
        if due == "today":
            return self.now, midnight(today + timedelta(days=1))
        if due == "week":
            return self.now, midnight(today + timedelta(days=7 - today.weekday()))
        return None, None


class SavedViewForm(forms.Form):
    """A person's own name for the filters, columns and order of the address."""

    name = forms.CharField(label="名称", max_length=30)
    query = forms.CharField(required=False, max_length=1000, widget=forms.HiddenInput)


class PurposeForm(forms.Form):
    """Why somebody wants to see full names and phones."""

    purpose = forms.ChoiceField(label="用途", error_messages={"required": "请选择用途。"})

    def __init__(self, *args: Any, purposes: Sequence[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["purpose"].widget.attrs["class"] = "form-select"
        self.fields["purpose"].choices = [("", "请选择用途"), *purposes]  # type: ignore[attr-defined]
