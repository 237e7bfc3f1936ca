"""The forms of the public pages. Whatever is wrong comes back as one sentence beside its field, with all that was typed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from bihuan.kernel.identifiers import BadIdentifier, check_phone
from bihuan.kernel.receipts import normalise
from bihuan.matters.choices import Kind, Satisfaction
from bihuan.matters.models import Appellant, Matter
from bihuan.store.fields import validate_storable

# Reports of breaches by officials are for the discipline unit, not for this form (rules.md ).
KINDS = (Kind.CONSULTATION, Kind.HELP, Kind.COMPLAINT, Kind.SUGGESTION, Kind.PRAISE)
EXPLAINED = {
    Kind.CONSULTATION: "咨询（问政策、问怎么办）",
    Kind.HELP: "求助（遇到困难，请帮忙）",
    Kind.COMPLAINT: "投诉（有问题没人管、没办好）",
    Kind.SUGGESTION: "建议（可以做得更好）",
    Kind.PRAISE: "表扬（谁做得好）",
}


class PlainText(forms.CharField):
    """Text that both database engines can keep; refuses the rest with a sentence."""

    default_validators = [validate_storable]

    def __init__(self, *, most: int, empty: str = "", **more: Any) -> None:
        super().__init__(max_length=most, required=bool(empty), **more)
        # Django's own check for NUL would say the same again.
        self.validators = [
            check for check in self.validators if type(check).__name__ != "ProhibitNullCharactersValidator"
        ]
        self.error_messages["required"] = empty
        self.error_messages["max_length"] = "最多 %(limit_value)d 个字，现在是 %(show_value)d 个字，请删减一些再提交。"


class ManyFilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class ManyFiles(forms.FileField):
    """Any number of files; their content is judged when they are kept."""

    widget = ManyFilesInput

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        given = data if isinstance(data, list | tuple) else [data]
        return [file for file in given if file]


class ReportForm(forms.Form):
    """反映问题. `homepage` is hidden and for machines only: whoever fills it in is asked to send again."""

    kind = forms.ChoiceField(
        label="属于哪一类",
        choices=[(kind.value, EXPLAINED[kind]) for kind in KINDS],
        widget=forms.RadioSelect,
        error_messages={"required": "请选择属于哪一类。", "invalid_choice": "请从列出的类别中选择一类。"},
    )
    text = PlainText(
        label="发生了什么事",
        most=Matter._meta.get_field("text").max_length or 0,
        empty="请写一写发生了什么事，几句话就可以。",
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="写清时间、地点、希望怎么解决。例如：村口路灯坏了半个月，晚上老人孩子走路不安全，希望尽快修好。",
    )
    village = forms.ChoiceField(
        label="在哪个村（社区）", required=False, error_messages={"invalid_choice": "请从列出的村（社区）中选择。"}
    )
    place = PlainText(
        label="具体位置",
        most=Matter._meta.get_field("place_detail").max_length or 0,
        help_text="例如：三组水井旁、农贸市场东门",
    )
    attachments = ManyFiles(label="照片或文件", required=False)
    name = PlainText(
        label="您的姓名",
        most=Appellant._meta.get_field("name").max_length or 0,
        help_text="不想留可以不填。",
        widget=forms.TextInput(attrs={"autocomplete": "name", "data-no-draft": True}),
    )
    phone = PlainText(
        label="联系电话",
        most=40,
        help_text="留了电话才能回访您；不留也会办理，凭查询码看结果。",
        widget=forms.TextInput(attrs={"type": "tel", "inputmode": "tel", "autocomplete": "tel", "data-no-draft": True}),
    )

    def __init__(
        self, *args: Any, villages: Callable[[], Sequence[tuple[str, str]]], accept: str = "", **more: Any
    ) -> None:
        super().__init__(*args, **more)
        self.fields["village"].choices = lambda: [("", "不清楚或不在村里"), *villages()]  # type: ignore[attr-defined]
        self.fields["attachments"].widget.attrs["accept"] = accept

    def clean_phone(self) -> str:
        phone: str = self.cleaned_data["phone"]
        if not phone:
            return ""
        try:
            return check_phone(phone)
        except BadIdentifier as error:
            raise forms.ValidationError(f"{error}不想留电话可以清空。") from None

    def clean(self) -> dict[str, Any]:
        if self.data.get("homepage"):
            self.add_error(None, "有一栏是防机器填写用的，已替您清空，请再点一次“提交”。")
        return self.cleaned_data


class CodeForm(forms.Form):
    """查进度. Blanks, hyphens and full-width digits are accepted."""

    code = PlainText(
        label="查询码",
        most=200,
        empty="请输入回执上的20位查询码。",
        help_text="回执上的20位数字，中间的空格不用输。",
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )

    def clean_code(self) -> str:
        try:
            return normalise(self.cleaned_data["code"])
        except BadIdentifier as error:
            raise forms.ValidationError(str(error)) from None


class AnswerForm(CodeForm):
    """评价: solved or not, how satisfied, and what is still to say."""

    solved = forms.ChoiceField(
        label="问题解决了吗",
        choices=[("yes", "已解决"), ("no", "没有解决")],
        widget=forms.RadioSelect,
        error_messages={"required": "请选择“已解决”或“没有解决”。", "invalid_choice": "请选择“已解决”或“没有解决”。"},
    )
    satisfaction = forms.ChoiceField(
        label="您对办理满意吗",
        choices=Satisfaction.choices,
        required=False,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": "请从列出的几项中选择。"},
    )
    note = PlainText(
        label="还想说什么",
        most=Matter._meta.get_field("call_back_note").max_length or 0,
        help_text="没有解决的，请写哪里还没有解决，会退回单位重新办理。",
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class WithdrawForm(CodeForm):
    """撤回: with a word why, if the person likes."""

    note = PlainText(
        label="撤回的原因",
        most=Matter._meta.get_field("call_back_note").max_length or 0,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
