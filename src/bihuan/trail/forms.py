"""What the page of the trail is asked for, made clean. No writes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms

from bihuan.store.fields import validate_storable
from bihuan.trail.choices import act_choices

# Outside these years a day in Shanghai has no moment that every database can compare.
FIRST_DAY, LAST_DAY = date(2000, 1, 1), date(2200, 1, 1)
LARGEST_SEQ = 2**63 - 1


class DayInput(forms.DateInput):
    """The browser's own calendar."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class FilterForm(forms.Form):
    """`before` is the seq where the page before ended; a wrong one gives the first page."""

    who = forms.CharField(
        label="人员",
        required=False,
        max_length=50,
        validators=[validate_storable],
        error_messages={"max_length": "人员最多 50 个字，请写工号或姓名。"},
        widget=forms.TextInput(attrs={"placeholder": "工号或姓名", "autocomplete": "off"}),
    )
    act = forms.ChoiceField(
        label="动作", required=False, error_messages={"invalid_choice": "没有这个动作，请从列表中选择。"}
    )
    day = forms.DateField(
        label="日期",
        required=False,
        widget=DayInput(),
        error_messages={"invalid": "日期要写成 2026-03-06 这样，请改一下。"},
    )
    log = forms.ChoiceField(
        label="乡镇", required=False, error_messages={"invalid_choice": "您的辖区里没有这个乡镇，请从列表中选择。"}
    )

    def __init__(self, *arguments: Any, logs: Sequence[str], **keywords: Any) -> None:
        super().__init__(*arguments, **keywords)
        self.fields["act"].choices = [("", "全部动作"), *act_choices()]  # type: ignore[attr-defined]
        self.fields["log"].choices = [(code, code) for code in logs]  # type: ignore[attr-defined]

    def clean_day(self) -> date | None:
        day: date | None = self.cleaned_data["day"]
        if day is not None and not FIRST_DAY <= day <= LAST_DAY:
            raise forms.ValidationError("日期的年份不对，请改一下。")
        return day

    def before(self) -> int | None:
        """The seq before which the page lies; None for the first page."""
        given = self.data.get("before", "")
        is_seq = given.isascii() and given.isdigit() and len(given) < 20 and int(given) <= LARGEST_SEQ
        return int(given) if is_seq else None
