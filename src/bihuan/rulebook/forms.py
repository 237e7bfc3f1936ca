"""Forms of the keepers of rules: an override in the shape of its rule, the end of one, a year's notice."""

from __future__ import annotations

from typing import Any

from django import forms

from bihuan.rulebook.book import Kind, Rule
from bihuan.rulebook.book.values import COUNT_UNITS
from bihuan.rulebook.domain.notice_text import NoticeDays, UnreadableNotice, read_notice

LIMIT_LABELS = {"WD": "个工作日", "D": "日", "M": "个月", "H": "小时", "WH": "个工作小时"}
CHOICE_PARTS = 4


class OverrideForm(forms.Form):
    """Another value for one rule. `cleaned_data["value"]` has the shape of the book's value."""

    value = forms.Field(label="调整为")
    region_code = forms.CharField(label="适用地区代码", max_length=12, help_text="12位行政区划代码，默认为本辖区。")
    source = forms.CharField(
        label="依据", max_length=300, help_text="文件名称和文号，例如《××县……办法》（×政办发〔2026〕1号）。"
    )
    reason = forms.CharField(label="调整理由", max_length=1000, widget=forms.Textarea(attrs={"rows": 2}))
    valid_from = forms.DateField(label="生效日期", widget=forms.DateInput(attrs={"type": "date"}))
    valid_to = forms.DateField(label="失效日期", required=False, widget=forms.DateInput(attrs={"type": "date"}))

    def __init__(self, *args: Any, rule: Rule, **options: Any) -> None:
        super().__init__(*args, **options)
        self.rule = rule
        self.fields["value"] = _value_field(rule)

    def clean_value(self) -> Any:
        value = self.cleaned_data["value"]
        if self.rule.kind is Kind.FLAG:
            return value == "yes"
        if self.rule.kind is Kind.SPANS:
            return value.split()
        if self.rule.kind is Kind.TABLE:
            return dict(_table_line(line) for line in _lines(value))
        if self.rule.kind is Kind.CHOICES:
            return [_choice_line(line) for line in _lines(value)]
        return value


class EndForm(forms.Form):
    """The last day of an override."""

    last_day = forms.DateField(label="最后一天", widget=forms.DateInput(attrs={"type": "date"}))
    reason = forms.CharField(label="终止理由", max_length=500)


class NoticeForm(forms.Form):
    """A year's notice, pasted as it was published. `days` holds what was read from it."""

    year = forms.IntegerField(label="年份", min_value=2004, max_value=2100)
    title = forms.CharField(label="通知名称", max_length=200)
    source = forms.CharField(label="文号或出处", max_length=300)
    region_code = forms.CharField(
        label="适用地区代码",
        max_length=12,
        required=False,
        help_text="国务院办公厅的通知不填；民族地方自定假日填该地区代码。",
    )
    text = forms.CharField(
        label="放假安排原文",
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text="照通知粘贴，例如“一、元旦：1月1日（周五）至3日（周日）放假调休，共3天。1月4日（周一）上班。”",
    )
    days: NoticeDays

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if "text" in cleaned and "year" in cleaned:
            try:
                self.days = read_notice(cleaned["text"], year=cleaned["year"])
            except UnreadableNotice as error:
                self.add_error("text", str(error))
        return cleaned


def shown_value(rule: Rule) -> Any:
    """The rule's value as its form field shows it at first."""
    if rule.kind is Kind.FLAG:
        return "yes" if rule.value else "no"
    if rule.kind is Kind.SPANS:
        return "\n".join(rule.value)
    if rule.kind is Kind.TABLE:
        return "\n".join(f"{name} = {number}" for name, number in rule.value.items())
    if rule.kind is Kind.CHOICES:
        parts = (
            (entry["code"], entry["label"], " ".join(entry.get("marks", [])), entry.get("source", ""))
            for entry in rule.value
        )
        return "\n".join(" | ".join(line).rstrip(" |") for line in parts)
    return rule.value


def _value_field(rule: Rule) -> forms.Field:
    if rule.kind in (Kind.LIMIT, Kind.NUMBER):
        field = forms.IntegerField(label="调整为", min_value=0)
        field.unit = LIMIT_LABELS.get(rule.unit) or COUNT_UNITS[rule.unit]  # type: ignore[attr-defined]
        return field
    if rule.kind is Kind.FLAG:
        return forms.ChoiceField(label="调整为", choices=[("yes", "是"), ("no", "否")])
    if rule.kind is Kind.CODE:
        return forms.ChoiceField(label="调整为", choices=[(option.code, option.label) for option in rule.options])
    hints = {
        Kind.SPANS: "每行一段，例如 08:30-12:00。",
        Kind.TABLE: "每行一项，例如 yellow = 3，不增不减。",
        Kind.CHOICES: "每行一项：代码 | 名称 | 标记（空格隔开） | 依据，后两项可不写。",
    }
    return forms.CharField(label="调整为", help_text=hints[rule.kind], widget=forms.Textarea(attrs={"rows": 6}))


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _table_line(line: str) -> tuple[str, int]:
    name, _, number = (part.strip() for part in line.partition("="))
    if not number.isdecimal():
        raise forms.ValidationError(f"“{line}”应写成“名称 = 整数”。")
    return name, int(number)


def _choice_line(line: str) -> dict[str, Any]:
    parts = [part.strip() for part in line.replace("｜", "|").split("|")]
    if not 2 <= len(parts) <= CHOICE_PARTS or not all(parts[:2]):
        raise forms.ValidationError(f"“{line}”应写成“代码 | 名称 | 标记 | 依据”。")
    code, label, marks, source = (*parts, "", "")[:CHOICE_PARTS]
    entry: dict[str, Any] = {"code": code, "label": label}
    return entry | ({"marks": marks.split()} if marks else {}) | ({"source": source} if source else {})
