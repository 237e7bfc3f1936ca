"""The ledger that comes in as an Excel file: its columns, the check of each row, and the upload itself."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from bihuan.matters.choices import Channel, Kind, Urgency
from bihuan.matters.domain.importing import LedgerRow
from bihuan.matters.forms.fields import LongText, PhoneField, ShortText, handling_units
from bihuan.matters.models import Matter
from bihuan.people.models import Region, Unit
from bihuan.web import excel
from bihuan.web.excel import Column

# Measures come in with their plan (整改方案), never alone.
KINDS = tuple(kind for kind in Kind if kind is not Kind.MEASURE)
CHANNELS = tuple(channel for channel in Channel if channel is not Channel.PLAN)
# Room for the last line that keeps the original number, day and unit.
TAIL_ROOM = 300
NUMBER_LENGTH = 60
FIRST_YEAR = 1990
MOST_NAMED = 12
TOO_LONG = {"max_length": "最多 %(limit_value)d 个字，现有 %(show_value)d 个字，请删减。"}


def folded(word: str) -> str:
    """A word as it is compared with a list: no blanks, one width, one case."""
    return "".join(unicodedata.normalize("NFKC", word).split()).casefold()


@dataclass(frozen=True)
class Lists:
    """What the cells of a township's ledger may choose from, and the day on which it is read."""

    villages: Sequence[Region]
    units: Sequence[Unit]
    today: date
    kind_words: dict[str, Kind] = field(init=False)
    channel_words: dict[str, Channel] = field(init=False)
    urgency_words: dict[str, Urgency] = field(init=False)
    village_words: dict[str, str] = field(init=False)
    unit_words: dict[str, Unit | None] = field(init=False)
    handling_words: dict[str, Unit | None] = field(init=False)

    def __post_init__(self) -> None:
        words: dict[str, Mapping[str, Any]] = {
            "kind_words": {kind.label: kind for kind in KINDS},
            "channel_words": {channel.label: channel for channel in CHANNELS},
            "urgency_words": {urgency.label: urgency for urgency in Urgency},
            "village_words": {village.name: village.code for village in self.villages},
        }
        for name, by_label in words.items():
            object.__setattr__(self, name, {folded(str(label)): value for label, value in by_label.items()})
        object.__setattr__(self, "unit_words", _units_by_word(self.units))
        object.__setattr__(self, "handling_words", _units_by_word(self.handling))

    @property
    def handling(self) -> list[Unit]:
        """The units to which a matter can be given."""
        return handling_units(self.units)


def _units_by_word(units: Sequence[Unit]) -> dict[str, Unit | None]:
    """Units by name and other names; None where a word means several of them."""
    words: dict[str, Unit | None] = {}
    for unit in units:
        for word in {folded(alias) for alias in unit.aliases} - {folded(unit.name)}:
            words[word] = None if word in words else unit
    return words | {folded(unit.name): unit for unit in units}


def columns_of(lists: Lists) -> dict[str, Column]:
    """The columns of the file by the field of RowForm that each one fills. Examples never change with the township."""
    labels = {
        name: tuple(str(word.label) for word in words) for name, words in (("kind", KINDS), ("channel", CHANNELS))
    }
    return {
        "title": Column("标题", width=26, hint="可以不填，系统取内容的第一句。", example="村口路灯不亮", aliases=(
            "诉求标题", "事项名称", "事项", "问题名称")),
        "text": Column("内容", width=46, hint="照原话写。", is_required=True,
            example="村口三盏路灯不亮已有半个月，晚上走路不便。", aliases=(
            "反映内容", "诉求内容", "问题描述", "问题内容", "具体内容", "主要内容", "反映问题", "主要问题", "诉求")),
        "kind": Column("类型", width=10, choices=labels["kind"], example="投诉", is_required=True, aliases=(
            "诉求类型", "事项类型", "问题类型", "类别")),
        "channel": Column("来源", width=12, choices=labels["channel"], example="窗口", is_required=True, aliases=(
            "诉求来源", "渠道", "来件渠道", "受理渠道", "来件方式")),
        "urgency": Column("紧急程度", width=10, choices=tuple(Urgency.labels), hint="不填按“一般”。", example="一般"),
        "category": Column("分类", width=14, hint="例如：道路照明、低保、农机补贴", example="道路照明", aliases=("业务分类",)),
        "name": Column("姓名", width=10, hint="反映人的姓名，可以不填。", example="张三", aliases=(
            "反映人", "诉求人", "联系人", "来电人", "反映人姓名", "群众姓名")),
        "phone": Column("联系电话", excel.Kind.CODE, 16, hint="手机号，或带区号的座机。", example="13800000000", aliases=(
            "电话", "手机", "手机号", "手机号码", "电话号码", "联系方式")),
        "place_code": Column("村（社区）", width=14, choices=tuple(village.name for village in lists.villages), aliases=(
            "村社区", "村居", "所在村", "所属村", "行政村", "社区")),
        "place_detail": Column("具体位置", width=22, example="村口小卖部旁", aliases=("地点", "地址", "详细地址", "位置")),
        "helper": Column("代为登记人", width=12, hint="由他人代办的填写。", aliases=("代办人", "帮办人")),
        "unit": Column("承办单位", width=18, choices=tuple(unit.name for unit in lists.handling), aliases=(
            "责任单位", "主办单位", "办理单位", "责任站所")),
        "accused_unit": Column("反映的单位", width=18, choices=tuple(unit.name for unit in lists.units),
            hint="反映的是本镇哪个单位，该单位将回避。", aliases=("被反映单位", "被投诉单位", "被举报单位")),
        "original_number": Column("原编号", excel.Kind.CODE, 22, hint="原台账或工单上的编号。再次导入时凭它认出同一件。", aliases=(
            "来源编号", "外部编号", "工单编号", "工单号", "诉求编号", "原工单号", "编号")),
        "original_day": Column("原收件日期", excel.Kind.DAY, 14, hint="写作 2026-03-06", aliases=(
            "收件日期", "收件时间", "来电日期", "来电时间", "登记日期", "受理日期", "反映日期", "反映时间")),
    }  # fmt: skip


class LabelField(forms.CharField):
    """One word of a list by its label; the form hands the words over. The value is what the word stands for."""

    def __init__(self, *, noun: str, **options: Any) -> None:
        super().__init__(**options)
        self.noun = noun
        self.words: Mapping[str, Any] = {}
        self.shown: Sequence[str] = ()

    def clean(self, value: Any) -> Any:
        text: str = super().clean(value)
        if not text:
            return None
        found = self.words.get(folded(text))
        if found is not None:
            return found
        if folded(text) in self.words:
            raise forms.ValidationError(f"叫“{text[:20]}”的{self.noun}不止一个，请写全称。")
        listed = "、".join(self.shown[:MOST_NAMED]) + ("等" if len(self.shown) > MOST_NAMED else "")
        offer = f"请从下拉中选择：{listed}。" if listed else "请留空。"
        raise forms.ValidationError(f"清单里没有“{text[:20]}”这个{self.noun}，{offer}")


class RowForm(forms.Form):
    """One row. Its fields are those of `columns_of`."""

    title = ShortText(max_length=Matter._meta.get_field("title").max_length, required=False, error_messages=TOO_LONG)
    text = LongText(
        max_length=(Matter._meta.get_field("text").max_length or 0) - TAIL_ROOM,
        error_messages=TOO_LONG | {"required": "请写明反映的内容。"},
    )
    kind = LabelField(noun="类型", error_messages={"required": "请从下拉中选择类型。"})
    channel = LabelField(noun="来源", error_messages={"required": "请从下拉中选择来源。"})
    urgency = LabelField(noun="紧急程度", required=False)
    category = ShortText(max_length=60, required=False, error_messages=TOO_LONG)
    name = ShortText(max_length=50, required=False, error_messages=TOO_LONG)
    phone = PhoneField(required=False, error_messages={"max_length": "只能填一个电话号码，其余的请写在内容里。"})
    helper = ShortText(max_length=50, required=False, error_messages=TOO_LONG)
    place_code = LabelField(noun="村（社区）", required=False)
    place_detail = ShortText(max_length=200, required=False, error_messages=TOO_LONG)
    unit = LabelField(noun="承办单位", required=False)
    accused_unit = LabelField(noun="单位", required=False)
    original_number = ShortText(max_length=NUMBER_LENGTH, required=False, error_messages=TOO_LONG)
    original_day = forms.DateField(required=False, error_messages={"invalid": "请写成 2026-03-06 这样的日期。"})

    def __init__(self, values: Mapping[str, Any], *, lists: Lists, columns: Mapping[str, Column]) -> None:
        super().__init__({name: values[column.title] for name, column in columns.items()})
        self.lists, self.columns = lists, columns
        words: dict[str, Mapping[str, Any]] = {
            "kind": lists.kind_words,
            "channel": lists.channel_words,
            "urgency": lists.urgency_words,
            "place_code": lists.village_words,
            "unit": lists.handling_words,
            "accused_unit": lists.unit_words,
        }
        for name, by_word in words.items():
            listed = self.fields[name]
            assert isinstance(listed, LabelField)
            listed.words, listed.shown = by_word, columns[name].choices

    def clean_text(self) -> str:
        # The same text comes back from a spreadsheet program with other line ends.
        text: str = self.cleaned_data["text"]
        return text.replace("_x000D_", "").replace("\r\n", "\n").replace("\r", "\n")

    def clean_original_number(self) -> str:
        number = "".join(unicodedata.normalize("NFKC", self.cleaned_data["original_number"]).split())
        if len(number) > NUMBER_LENGTH:
            raise forms.ValidationError(f"编号最多 {NUMBER_LENGTH} 个字，请核对。")
        return number

    def clean_original_day(self) -> date | None:
        day: date | None = self.cleaned_data["original_day"]
        if day and day > self.lists.today:
            raise forms.ValidationError("这一天还没有到，请核对日期。")
        if day and day.year < FIRST_YEAR:
            raise forms.ValidationError(f"日期早于 {FIRST_YEAR} 年，请核对年份。")
        return day

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        unit = cleaned.get("unit")
        if unit is not None and unit == cleaned.get("accused_unit"):
            self.add_error("unit", f"这件事反映的是{unit.name}，按回避规定不能由该单位承办，请改为其他单位或留空。")
        return cleaned

    def faults(self) -> dict[str, str]:
        """What is to be mended, by the title of the column."""
        return {self.columns[name].title: "".join(map(str, sentences)) for name, sentences in self.errors.items()}

    def row(self) -> LedgerRow:
        """The checked row."""
        given = self.cleaned_data
        return LedgerRow(
            **given | {"urgency": given["urgency"] or Urgency.NORMAL, "place_code": given["place_code"] or ""}
        )


class UploadForm(forms.Form):
    """The file. What is inside is judged when it is read."""

    ledger = forms.FileField(
        label="台账文件",
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ".xlsx"}),
        error_messages={"required": "请先选择填好的台账文件。", "missing": "请先选择填好的台账文件。"},
    )

    def __init__(self, *args: Any, max_bytes: int, max_rows: int, **options: Any) -> None:
        super().__init__(*args, **options)
        self.max_bytes = max_bytes
        self.fields["ledger"].help_text = f".xlsx 格式，一次最多 {max_rows} 行，不超过 {max_bytes // 1024 // 1024} MB。"

    def clean_ledger(self) -> UploadedFile:
        given: UploadedFile = self.cleaned_data["ledger"]
        if (given.size or 0) > self.max_bytes:
            raise forms.ValidationError(
                f"文件超过 {self.max_bytes // 1024 // 1024} MB。请删去图片，或分成几个文件上传。"
            )
        return given
