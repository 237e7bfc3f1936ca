"""登记: what staff take down at the telephone, the counter or the letter box, in under a minute."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms

from bihuan.kernel.deadlines import SHANGHAI
from bihuan.matters.choices import Channel, Kind, Urgency
from bihuan.matters.facade import Caller, Told, choices_of
from bihuan.matters.forms.fields import KeyField, LongText, PhoneField, ShortText, UnitField, WithFiles, offer_units
from bihuan.matters.queries import file_limits, units_of, villages_of
from bihuan.people.choices import Duty
from bihuan.people.models import Post

# Plans bring their own measures, and the public pages their own reports.
KINDS = [choice for choice in Kind.choices if choice[0] != Kind.MEASURE]
CHANNELS = [choice for choice in Channel.choices if choice[0] not in (Channel.PORTAL, Channel.PLAN)]


class RegisterForm(WithFiles):
    """A matter as told. `told()` and `caller()` are what the act takes; `is_solved` asks for 当场解决."""

    key = KeyField()
    text = LongText(
        label="反映的内容",
        rows=5,
        max_length=19000,
        help_text="按群众的原话记：什么事、在哪里、想怎么解决。",
        error_messages={"required": "请写明反映的内容。"},
    )
    kind = forms.ChoiceField(label="类型", choices=KINDS, widget=forms.RadioSelect, initial=Kind.COMPLAINT)
    channel = forms.ChoiceField(label="来源", choices=CHANNELS, widget=forms.RadioSelect, initial=Channel.COUNTER)
    urgency = forms.ChoiceField(
        label="紧急程度", choices=Urgency.choices, widget=forms.RadioSelect, initial=Urgency.NORMAL
    )
    name = ShortText(label="诉求人姓名", max_length=50, required=False, help_text="不愿留姓名的可以不填。")
    phone = PhoneField(label="联系电话", required=False, help_text="用于反馈和回访。")
    place_code = forms.ChoiceField(label="村（社区）", required=False)
    place_detail = ShortText(label="具体位置", max_length=200, required=False, help_text="例如：村委会东侧路口")
    title = ShortText(label="标题", max_length=200, required=False, help_text="不填则取内容的第一句话。")
    category = ShortText(label="分类", max_length=60, required=False)
    helper = ShortText(label="代为登记人", max_length=50, required=False, help_text="替别人反映的，写代办人的姓名。")
    accused_unit = UnitField(label="反映的是哪个单位", required=False, help_text="该单位将回避，不经办这件事。")
    solve = forms.BooleanField(label="当场已经解决", required=False, help_text="仍由他人复核、回访后销号。")
    result_class = forms.ChoiceField(label="办理结果", required=False, initial="SOLVED")
    result_text = LongText(label="怎么解决的", rows=3, max_length=20000, required=False)
    evidence_note = LongText(
        label="佐证", rows=2, max_length=5000, required=False, help_text="文字说明即可，不要求照片。"
    )

    def __init__(self, *args: Any, post: Post, now: datetime, **options: Any) -> None:
        super().__init__(*args, limits=file_limits(post.region_code, now=now), **options)
        today = now.astimezone(SHANGHAI).date()
        villages = [(village.code, village.name) for village in villages_of(post.region_code, today=today)]
        self._choose("place_code", [("", "不清楚或全镇"), *villages])
        self._choose("result_class", choices_of("matters.result-classes", region_code=post.region_code, now=now))
        offer_units(self.fields["accused_unit"], units_of(post.region_code, today=today))
        self.may_solve = post.may(Duty.HANDLE)
        if not self.may_solve:
            for name in ("solve", "result_class", "result_text", "evidence_note"):
                del self.fields[name]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("solve"):
            if not cleaned.get("result_text"):
                self.add_error("result_text", "当场解决的，请写明怎么解决的。")
            if not cleaned.get("evidence_note"):
                self.add_error("evidence_note", "请写明佐证，例如：群众当面确认。")
        return cleaned

    @property
    def is_solved(self) -> bool:
        return bool(self.cleaned_data.get("solve"))

    def told(self) -> Told:
        """What is told."""
        given = self.cleaned_data
        names = ("text", "title", "category", "place_code", "place_detail", "accused_unit")
        return Told(files=self.kept_files, **{name: given[name] for name in names})

    def caller(self) -> Caller:
        """Who brings it."""
        given = self.cleaned_data
        return Caller(name=given["name"], phone=given["phone"], helper=given["helper"])

    def fingerprint(self) -> dict[str, Any]:
        """What was given, as text, so that the same key with other content is noticed."""
        names = sorted(self.cleaned_data.keys() - {"key", "attachments"})
        given = {name: str(getattr(self.cleaned_data[name], "pk", self.cleaned_data[name])) for name in names}
        return {**given, "files": [str(file.pk) for file in self.kept_files]}

    def _choose(self, field: str, choices: list[tuple[str, str]]) -> None:
        self.fields[field].choices = choices  # type: ignore[attr-defined]
