"""What is typed about people, made clean. No writes."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from bihuan.kernel.identifiers import BadIdentifier, check_mobile, check_phone
from bihuan.people.choices import Role, UnitKind
from bihuan.people.models import Unit
from bihuan.store.fields import validate_storable

LONGEST_PASSWORD = 128


class DayInput(forms.DateInput):
    """The browser's own calendar."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


def word(label: str, *, most: int, required: bool = True, hint: str = "", **more: Any) -> forms.CharField:
    """A short text that can be stored on every engine."""
    return forms.CharField(
        label=label,
        max_length=most,
        required=required,
        help_text=hint,
        validators=[validate_storable],
        error_messages={"required": f"请填写{label}。", "max_length": f"{label}最多 {most} 个字，请删减。"},
        **more,
    )


def password(label: str, *, autocomplete: str, hint: str = "") -> forms.CharField:
    """A password, kept exactly as typed."""
    widget = forms.PasswordInput(attrs={"autocomplete": autocomplete})
    return word(label, most=LONGEST_PASSWORD, hint=hint, strip=False, widget=widget)


class SignInForm(forms.Form):
    username = word(
        "工号",
        most=30,
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none", "autofocus": True}),
    )
    password = password("密码", autocomplete="current-password")


class PasswordForm(forms.Form):
    old = password("原密码", autocomplete="current-password")
    new = password("新密码", autocomplete="new-password")
    again = password("再输一遍新密码", autocomplete="new-password")

    def clean_again(self) -> str:
        again: str = self.cleaned_data["again"]
        if self.cleaned_data.get("new") and again != self.cleaned_data["new"]:
            raise forms.ValidationError("两次输入的新密码不一样，请重新输入。")
        return again


class _Phones:
    """Telephones in their normal form, or the sentence that says what is wrong."""

    @staticmethod
    def clean(value: str, check: Any) -> str:
        try:
            return str(check(value)) if value else ""
        except BadIdentifier as error:
            raise forms.ValidationError(str(error)) from None


class UnitDetailsForm(forms.Form):
    aliases = word("别名、简称", most=200, required=False, hint="用顿号隔开，例如：民政办、民政所")
    phone = word("办公电话", most=20, required=False, hint="座机带区号，例如 0878-3123456")
    order = forms.IntegerField(label="排序", min_value=0, max_value=9999, initial=100, help_text="数字小的排在前面")

    def clean_phone(self) -> str:
        return _Phones.clean(self.cleaned_data["phone"], check_phone)

    def clean_aliases(self) -> list[str]:
        text = self.cleaned_data["aliases"].replace("，", "、").replace(",", "、")
        return [alias.strip() for alias in text.split("、") if alias.strip()]


class UnitForm(UnitDetailsForm):
    name = word("单位名称", most=50, hint="全称，例如：镇民政所")
    kind = forms.ChoiceField(label="类别", choices=UnitKind.choices)
    valid_from = forms.DateField(label="设立日期", widget=DayInput())

    field_order = ["name", "kind", "aliases", "phone", "valid_from", "order"]


class MergeUnitForm(forms.Form):
    into = forms.ModelChoiceField(label="并入单位", queryset=Unit.objects.none(), empty_label="请选择")
    on = forms.DateField(label="撤并日期", widget=DayInput(), help_text="从这一天起由并入单位负责")

    def __init__(self, *given: Any, region_code: str, today: date, **named: Any) -> None:
        super().__init__(*given, **named)
        into: Any = self.fields["into"]
        into.queryset = Unit.objects.within(region_code).in_force(today)


class PersonForm(forms.Form):
    name = word("姓名", most=30)
    username = word("工号", most=30, hint="登录用，例如姓名拼音加编号；以后不能改")
    phone = word("手机", most=20, required=False)

    def clean_username(self) -> str:
        username: str = self.cleaned_data["username"]
        if not username.isascii() or not username.replace("_", "").replace("-", "").isalnum():
            raise forms.ValidationError("工号只能用字母、数字、横线。")
        return username.lower()

    def clean_phone(self) -> str:
        return _Phones.clean(self.cleaned_data["phone"], check_mobile)


class PostForm(forms.Form):
    unit = forms.ModelChoiceField(label="单位", queryset=Unit.objects.none(), empty_label="请选择")
    role = forms.ChoiceField(label="角色", choices=Role.choices, help_text="角色决定能办哪些事")
    title = word("职务", most=50, hint="例如：所长、窗口工作人员")
    division_of_work = word("分工", most=200, required=False)
    valid_from = forms.DateField(label="任岗日期", widget=DayInput())

    def __init__(self, *given: Any, region_code: str, today: date, **named: Any) -> None:
        super().__init__(*given, **named)
        unit: Any = self.fields["unit"]
        unit.queryset = Unit.objects.within(region_code).in_force(today)


class EndPostForm(forms.Form):
    on = forms.DateField(label="从哪天起不再任岗", widget=DayInput())


class PublishPostForm(forms.Form):
    is_published = forms.BooleanField(label="在群众页面公开姓名、职务和分工", required=False)
    division_of_work = word("分工", most=200, required=False)
