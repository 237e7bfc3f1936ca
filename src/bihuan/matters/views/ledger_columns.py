"""Columns of the ledger: the same on the screen, on paper and in the Excel file."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from bihuan.kernel.deadlines import SHANGHAI, last_day
from bihuan.kernel.identifiers import mask_name, mask_phone
from bihuan.matters.choices import CallBackOutcome, Channel, ClockKind, Kind, Satisfaction, Stage, Urgency
from bihuan.web import days_left
from bihuan.web.tables import Column
from bihuan.web.tables import Kind as Holds


@dataclass(frozen=True)
class Reading:
    """What a row is read with: names by key, the moment, and whether full names and phones may be shown."""

    units: Mapping[UUID, str]
    villages: Mapping[str, str]
    now: datetime
    is_unmasked: bool = False


Row = Mapping[str, Any]
Value = Callable[[Row, Reading], Any]


@dataclass(frozen=True)
class LedgerColumn:
    """One column: its code in the address, its title, the fields it reads, what it shows, the order it can give.

    `look` says how the screen dresses it: text, title, stage, left, day.
    """

    code: str
    column: Column
    fields: tuple[str, ...]
    value: Value
    sort: str = ""
    look: str = "text"


def _plain(name: str) -> Value:
    return lambda row, _: row[name]


def _label(name: str, choices: Any) -> Value:
    labels = dict(choices.choices)
    return lambda row, _: labels.get(row[name], "")


def _unit(*names: str) -> Value:
    """The first of these units that the row has."""
    return lambda row, reading: next((reading.units.get(row[name], "") for name in names if row[name]), "")


def _last_day(name: str) -> Value:
    """The day on which a limit ends: one that ends at 24:00 is written as the next midnight."""
    return lambda row, _: row[name] and last_day(row[name])


def _day(name: str) -> Value:
    return lambda row, _: row[name] and row[name].astimezone(SHANGHAI).date()


def _left(row: Row, reading: Reading) -> str:
    due = row["next_due_at"]
    return days_left.until(due, now=reading.now, region_code=row["region_code"]).words if due else ""


def _place(row: Row, reading: Reading) -> str:
    return f"{reading.villages.get(row['place_code'], '')}{row['place_detail']}"


def _name(row: Row, reading: Reading) -> str:
    name = row["appellant__name"] or ""
    return name if reading.is_unmasked else mask_name(name)


def _phone(row: Row, reading: Reading) -> str:
    phone = row["appellant__phone"] or ""
    return phone if reading.is_unmasked else mask_phone(phone)


def _made() -> tuple[LedgerColumn, ...]:
    made, text = LedgerColumn, Column
    return (
        made("number", text("编号", Holds.CODE, 20), ("number",), _plain("number"), "received"),
        made("title", text("标题", width=40), ("title", "urgency"), _plain("title"), "title", "title"),
        made("channel", text("来源", width=10), ("channel",), _label("channel", Channel), "channel"),
        made("kind", text("类型", width=8), ("kind",), _label("kind", Kind), "kind"),
        made("urgency", text("紧急程度", width=8), ("urgency",), _label("urgency", Urgency), "urgency"),
        made("unit", text("单位", width=16), ("lead_unit_id", "owner_unit_id"), _unit("lead_unit_id", "owner_unit_id"), "unit"),
        made("stage", text("环节", width=10), ("stage",), _label("stage", Stage), "stage", "stage"),
        made("due", text("到期", Holds.DAY, 12), ("next_due_at",), _last_day("next_due_at"), "due", "day"),
        made("left", text("剩余", width=16), ("next_due_at", "region_code"), _left, "due", "left"),
        made("strike_off", text("销号", Holds.CODE, 18), ("strike_off_number",), _plain("strike_off_number"), "strike_off"),
        made("clock", text("当前时限", width=8), ("next_clock",), _label("next_clock", ClockKind)),
        made("received", text("收件日期", Holds.DAY, 12), ("received_at",), _day("received_at"), "received", "day"),
        made("handle_due", text("办理期限", Holds.DAY, 12), ("handle_due_at",), _last_day("handle_due_at"), "handle_due", "day"),
        made("closed", text("办结日期", Holds.DAY, 12), ("closed_at",), _day("closed_at"), "closed", "day"),
        made("owner", text("当前责任单位", width=16), ("owner_unit_id",), _unit("owner_unit_id")),
        made("first", text("首接单位", width=16), ("first_receiver_id",), _unit("first_receiver_id")),
        made("registered", text("登记单位", width=16), ("registered_unit_id",), _unit("registered_unit_id")),
        made("place", text("地点", width=24), ("place_code", "place_detail"), _place),
        made("category", text("分类", width=14), ("category",), _plain("category")),
        made("outcome", text("回访结果", width=10), ("call_back_outcome",), _label("call_back_outcome", CallBackOutcome)),
        made("satisfaction", text("满意度", width=10), ("satisfaction",), _label("satisfaction", Satisfaction)),
        made("returned", text("退回次数", Holds.NUMBER, 8), ("sent_back_count",), _plain("sent_back_count")),
        made("redone", text("重办次数", Holds.NUMBER, 8), ("redone_count",), _plain("redone_count")),
        made("name", text("诉求人", width=10), ("appellant__name",), _name),
        made("phone", text("联系电话", Holds.CODE, 14), ("appellant__phone",), _phone),
    )  # fmt: skip


COLUMNS = {column.code: column for column in _made()}
FIRST_SHOWN = ("number", "title", "channel", "kind", "unit", "stage", "due", "left", "strike_off")
PERSONAL = frozenset({"name", "phone"})
ALWAYS_READ = ("id", "region_code", "next_due_at")


def chosen_columns(codes: Sequence[str]) -> list[LedgerColumn]:
    """The columns of these codes in the ledger's own order; the first shown ones when none is known."""
    wanted = {code for code in codes if code in COLUMNS} or set(FIRST_SHOWN)
    return [column for code, column in COLUMNS.items() if code in wanted]


def fields_of(columns: Sequence[LedgerColumn]) -> list[str]:
    """The fields that these columns read, each once."""
    return list(dict.fromkeys([*ALWAYS_READ, *(name for column in columns for name in column.fields)]))


def shown_day(on: date | None, now: datetime) -> str:
    """3月6日, with its year where it is not this one."""
    if not on:
        return ""
    year = "" if on.year == now.astimezone(SHANGHAI).year else f"{on.year}年"
    return f"{year}{on.month}月{on.day}日"
