"""Fields that several forms share: units, phones, days, files that stay uploaded, and the key of a submission."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django import forms
from django.core import signing
from django.core.files.uploadedfile import UploadedFile
from django.core.validators import RegexValidator

from bihuan.figures.facade import midnight
from bihuan.kernel.identifiers import check_phone
from bihuan.matters.queries import UNITS_THAT_HANDLE
from bihuan.people.models import Unit
from bihuan.store.fields import validate_storable
from bihuan.store.files import FileLimits, FileRefused, keep_all
from bihuan.store.models import StoredFile

ONE_DAY = timedelta(days=1)
KEPT_SALT = "bihuan.matters.kept-files"
KEPT_FOR = 24 * 3600


def new_key() -> str:
    """A key under which a form is taken once, however often it is sent."""
    return secrets.token_urlsafe(24)


def end_of(on: date) -> datetime:
    """24:00 of a day: the first moment that is too late."""
    return midnight(on + ONE_DAY)


class KeyField(forms.CharField):
    """The hidden key of a submission."""

    widget = forms.HiddenInput

    def __init__(self) -> None:
        stale = "页面已过期。请先复制已填的内容，刷新页面后再提交。"
        messages = {"required": stale, "max_length": stale}
        pattern = RegexValidator(r"^[\w-]{20,80}$", stale)
        super().__init__(max_length=80, validators=[pattern], initial=new_key, error_messages=messages)


class LongText(forms.CharField):
    """Several lines of text as told or written."""

    def __init__(self, *, rows: int = 4, placeholder: str = "", **options: Any) -> None:
        widget = forms.Textarea(attrs={"rows": rows, **({"placeholder": placeholder} if placeholder else {})})
        super().__init__(widget=widget, validators=[validate_storable], **options)


class ShortText(forms.CharField):
    """One line of text."""

    def __init__(self, **options: Any) -> None:
        super().__init__(validators=[validate_storable], **options)


class PhoneField(forms.CharField):
    """A mobile or office number."""

    def __init__(self, **options: Any) -> None:
        attributes = {"inputmode": "tel", "autocomplete": "off"}
        super().__init__(max_length=20, widget=forms.TextInput(attrs=attributes), **options)

    def clean(self, value: Any) -> str:
        text: str = super().clean(value)
        if not text:
            return ""
        try:
            return check_phone(text)
        except ValueError as error:
            raise forms.ValidationError(str(error)) from None


class DayField(forms.DateField):
    """A day, by the browser's own picker."""

    def __init__(self, **options: Any) -> None:
        widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
        messages = {"invalid": "没有这一天，请写成 2026-03-06 这样的日期。"}
        super().__init__(widget=widget, error_messages=messages, **options)


class UnitField(forms.ModelChoiceField):
    """One unit of the township that handles matters; the form narrows it with `offer_units`."""

    def __init__(self, **options: Any) -> None:
        messages = {"invalid_choice": "没有这个单位，请从清单中选择。"}
        super().__init__(queryset=Unit.objects.none(), empty_label="请选择", error_messages=messages, **options)


def offer_units(field: forms.Field, units: Sequence[Unit]) -> None:
    """Let a UnitField choose among these units, without a query when the form is shown."""
    assert isinstance(field, UnitField)
    field.queryset = Unit.objects.filter(pk__in=[unit.pk for unit in units])
    field.choices = [("", field.empty_label), *((unit.pk, unit.name) for unit in units)]


def handling_units(units: Sequence[Unit]) -> list[Unit]:
    """Those of the units to which a matter can be given."""
    return [unit for unit in units if unit.kind in UNITS_THAT_HANDLE]


class FilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Any number of files at once; the value is a list of uploads."""

    def __init__(self, **options: Any) -> None:
        super().__init__(widget=FilesInput(), required=False, **options)

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        given = data if isinstance(data, list | tuple) else [data]
        return [super(FilesField, self).clean(one, initial) for one in given if one]


class WithFiles(forms.Form):
    """A form with attachments. Files that were sound stay uploaded when another field has to be mended.

    After cleaning, `kept_files` are the rows; the template writes `kept_token` into a hidden field named `kept`.
    """

    attachments = FilesField(label="附件")

    def __init__(self, *args: Any, limits: FileLimits, **options: Any) -> None:
        super().__init__(*args, **options)
        self.limits = limits
        self.kept_files: list[StoredFile] = []
        megabytes = limits.max_bytes // 1024 // 1024
        field = self.fields["attachments"]
        field.help_text = f"照片、PDF、DOCX、XLSX 等，每个不超过 {megabytes} MB，最多 {limits.max_files} 个。"
        field.widget.attrs["accept"] = limits.accept

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        self.kept_files = self._kept_before()
        given = [(upload.name or "", upload) for upload in cleaned.get("attachments") or []]
        try:
            new = keep_all(given, limits=self.limits, kept=len(self.kept_files))
        except FileRefused as error:
            self.add_error("attachments", str(error))
        else:
            self.kept_files += [file for file in new if file not in self.kept_files]
        return cleaned

    @property
    def kept_token(self) -> str:
        """What stands for the uploaded files in the form that is shown again."""
        return signing.dumps([str(file.pk) for file in self.kept_files], salt=KEPT_SALT) if self.kept_files else ""

    def _kept_before(self) -> list[StoredFile]:
        token = self.data.get(self.add_prefix("kept"), "")
        try:
            keys = signing.loads(token, salt=KEPT_SALT, max_age=KEPT_FOR) if token else []
        except signing.BadSignature:
            return []
        return list(StoredFile.objects.filter(pk__in=keys))
