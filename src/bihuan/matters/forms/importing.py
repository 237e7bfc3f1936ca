"""A row of a filled-in ledger: its columns in the template, and the check of each cell."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from bihuan.kernel.deadlines import SHANGHAI
from bihuan.matters.choices import Channel, Kind, Urgency
from bihuan.matters.domain.importing import RowToImport
from bihuan.matters.facade import Caller, Told
from bihuan.matters.forms.fields import PhoneField, ShortText
from bihuan.matters.forms.registering import KINDS
from bihuan.people.models import Region, Unit
from bihuan.web.excel import Column, Row
from bihuan.web.excel import Kind as Holds

CHANNELS = [choice for choice in Channel.choices if choice[0] != Channel.PLAN]
EXAMPLE_DAY = "2026-03-02"


@dataclass(frozen=True)
class Vocabulary:
    """The words that a row may use: units and villages of the township, and the day it is."""

    units: Sequence[Unit]
    villages: Sequence[Region]
    today: date


class WordField(forms.Field):
    """A word from a list, as people write it in a cell; the value is what the word stands for."""

    def __init__(self, *, what: str, meanings: Mapping[str, Any], **options: Any) -> None:
        super().__init__(**options)
        self.what, self.meanings = what, meanings

    def clean(self, value: Any) -> Any:
        word = str(value or "").strip()
        if not word:
            super().clean(word)
            return self.empty_value
        if word not in self.meanings:
            some = "、".join(list(self.meanings)[:8])
            raise forms.ValidationError(f"没有“{word[:20]}”这个{self.what}，请从下拉清单中选择：{some}等。")
        return self.meanings[word]

    empty_value: Any = None


class LedgerRowForm(forms.Form):
    """One row. Field names are ours; `FIELD_OF` leads from the column's title to them."""

    source_number = ShortText(label="来源编号", max_length=60, required=False)
    received = forms.DateField(label="原收件日期", required=False)
    title = ShortText(label="标题", max_length=200, required=False)
    text = forms.CharField(label="反映内容", max_length=15000)
    place_detail = ShortText(label="具体位置", max_length=200, required=False)
    name = ShortText(label="诉求人", max_length=50, required=False)
    phone = PhoneField(label="联系电话", required=False)
    helper = ShortText(label="代为登记人", max_length=50, required=False)
    category = ShortText(label="分类", max_length=60, required=False)

    def __init__(self, values: Mapping[str, Any], *, words: Vocabulary) -> None:
        super().__init__({FIELD_OF[title]: value for title, value in values.items() if title in FIELD_OF})
        self.words = words
        units = {name: unit for unit in words.units for name in (unit.name, *unit.aliases)}
        villages = {village.name: village.code for village in words.villages}
        self.fields["kind"] = WordField(what="类型", meanings=_meanings(KINDS, Kind))
        self.fields["channel"] = WordField(what="来源", meanings=_meanings(CHANNELS, Channel))
        self.fields["urgency"] = WordField(
            what="紧急程度", meanings=_meanings(Urgency.choices, Urgency), required=False
        )
        self.fields["village"] = WordField(what="村（社区）", meanings=villages, required=False)
        self.fields["unit"] = WordField(what="单位", meanings=units, required=False)
        self.fields["accused_unit"] = WordField(what="单位", meanings=units, required=False)
        for field in self.fields.values():
            field.error_messages["required"] = "这一格不能空，请补上。"

    def clean_received(self) -> date | None:
        received: date | None = self.cleaned_data["received"]
        if received and received > self.words.today:
            raise forms.ValidationError(f"收件日期 {received} 在今天以后，请改正。")
        if received and received.year < 2000:
            raise forms.ValidationError(f"收件日期 {received} 太早，请核对年份。")
        return received

    def to_import(self, number: int) -> RowToImport:
        """The row as the act takes it."""
        given = self.cleaned_data
        told = Told(
            text=self._text(),
            title=given["title"],
            category=given["category"],
            place_code=given["village"] or "",
            place_detail=given["place_detail"],
            accused_unit=given["accused_unit"],
        )
        caller = Caller(name=given["name"], phone=given["phone"], helper=given["helper"])
        content = {name: _as_text(value) for name, value in sorted(given.items()) if value}
        urgency = given["urgency"] or Urgency.NORMAL
        return RowToImport(
            number, given["kind"], given["channel"], urgency, told, caller, content, given["source_number"]
        )

    def _text(self) -> str:
        """What was told, and below it what the old ledger knew of it."""
        given = self.cleaned_data
        received = given["received"]
        known = (
            f"原收件日期：{received.year}年{received.month}月{received.day}日" if received else "",
            f"来源编号：{given['source_number']}" if given["source_number"] else "",
            f"原承办单位：{given['unit'].name}" if given["unit"] else "",
        )
        added = [line for line in known if line]
        return "\n".join([given["text"], *([""] if added else []), *added])


def columns_for(words: Vocabulary) -> list[Column]:
    """The columns of the template, with the drop-down lists of the township."""
    units = tuple(unit.name for unit in words.units)
    villages = tuple(village.name for village in words.villages)
    labels = [tuple(label for _, label in choices) for choices in (KINDS, CHANNELS, Urgency.choices)]
    return [
        Column("来源编号", Holds.CODE, 18, example="示例-001", hint="原台账的编号；再次导入时靠它认出同一件。",
               aliases=("原编号", "外部编号", "工单编号", "编号")),
        Column("原收件日期", Holds.DAY, 13, example=EXAMPLE_DAY, aliases=("收件日期", "登记日期", "来件日期", "日期", "时间")),
        Column("标题", width=24, example="村口路灯不亮", hint="不填则取内容的第一句。", aliases=("事项", "问题标题", "诉求标题")),
        Column("反映内容", width=46, example="村口路灯坏了一个月，晚上出门不方便。", is_required=True,
               aliases=("内容", "诉求内容", "问题", "问题描述", "反映问题")),
        Column("类型", width=9, choices=labels[0], example="投诉", is_required=True, aliases=("诉求类型", "事项类型", "类别")),
        Column("来源", width=11, choices=labels[1], example="电话", is_required=True, aliases=("来源渠道", "渠道", "问题来源")),
        Column("紧急程度", width=9, choices=labels[2], example="一般"),
        Column("村（社区）", width=14, choices=villages, aliases=("村", "村居", "所属村")),
        Column("具体位置", width=18, aliases=("地址", "地点", "位置")),
        Column("诉求人", width=10, example="示例", aliases=("姓名", "反映人", "群众姓名", "来电人")),
        Column("联系电话", Holds.CODE, 14, example="13800000000", aliases=("电话", "手机", "联系方式", "手机号")),
        Column("代为登记人", width=11, aliases=("代办人",)),
        Column("承办单位", width=16, choices=units, aliases=("责任单位", "办理单位", "责任站所", "单位"),
               hint="原台账的承办单位，写入内容供分办参考。"),
        Column("反映的单位", width=16, choices=units, aliases=("被反映单位", "被投诉单位"), hint="该单位将回避。"),
        Column("分类", width=12, aliases=("问题分类",)),
    ]  # fmt: skip


FIELD_OF = {
    "来源编号": "source_number",
    "原收件日期": "received",
    "标题": "title",
    "反映内容": "text",
    "类型": "kind",
    "来源": "channel",
    "紧急程度": "urgency",
    "村（社区）": "village",
    "具体位置": "place_detail",
    "诉求人": "name",
    "联系电话": "phone",
    "代为登记人": "helper",
    "承办单位": "unit",
    "反映的单位": "accused_unit",
    "分类": "category",
}
TITLE_OF = {field: title for title, field in FIELD_OF.items()}


def check_rows(rows: Iterable[Row], words: Vocabulary) -> tuple[list[RowToImport], dict[int, dict[str, str]]]:
    """The sound rows, and for each faulty one its sentences by column title."""
    sound: list[RowToImport] = []
    faults: dict[int, dict[str, str]] = {}
    for row in rows:
        form = LedgerRowForm(row.values, words=words)
        # A cell that could not even be read has its own sentence already.
        found = {TITLE_OF.get(name, ""): "".join(map(str, errors)) for name, errors in form.errors.items()} | row.faults
        if found:
            faults[row.number] = found
        else:
            sound.append(form.to_import(row.number))
    return sound, faults


class UploadForm(forms.Form):
    """The filled-in file."""

    file = forms.FileField(label="填好的台账（.xlsx）", error_messages={"required": "请选择填好的文件。"})

    def __init__(self, *args: Any, max_bytes: int, **options: Any) -> None:
        super().__init__(*args, **options)
        self.max_bytes = max_bytes
        self.fields["file"].widget.attrs["accept"] = ".xlsx"

    def clean_file(self) -> UploadedFile:
        upload: UploadedFile = self.cleaned_data["file"]
        if (upload.size or 0) > self.max_bytes:
            raise forms.ValidationError(f"文件超过 {self.max_bytes // 1024 // 1024} MB，请分成几个文件上传。")
        return upload


def vocabulary(units: Sequence[Unit], villages: Sequence[Region], *, now: datetime) -> Vocabulary:
    """The words of a township on a day."""
    return Vocabulary(units, villages, now.astimezone(SHANGHAI).date())


def _meanings(choices: Sequence[tuple[str, str]], meaning: Any) -> dict[str, Any]:
    return {label: meaning(value) for value, label in choices}


def _as_text(value: Any) -> str:
    return str(getattr(value, "pk", value))
