"""What the reader finds in a paper. Every `line` is a line number of the source, every `column` an offset in that line."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any


class PaperKind(StrEnum):
    """What a paper is; the value is the word for the user."""

    RECTIFICATION_PLAN = "整改方案"
    RECTIFICATION_REPORT = "整改报告"
    SUMMARY = "工作总结"
    SUPERVISION_REPORT = "监督报告"
    CONGRESS_REPORT = "向人大的报告"
    ACTION_PLAN = "实施方案"
    NOTICE = "通知"
    WORK_REPORT = "工作汇报"
    SURVEY_REPORT = "调研报告"
    SPEECH = "讲话"
    REGULATION = "法规"
    OTHER = "其他"


@dataclass(frozen=True)
class Measure:
    """One measure of a plan; `leader`, `units` and `due` only where the measure names its own."""

    number: str
    text: str
    line: int
    leader: str | None = None
    units: tuple[str, ...] = ()
    due: str | None = None
    due_date: date | None = None


@dataclass(frozen=True)
class Problem:
    """One problem of a plan with what is to be done about it.

    `units` are all responsible units as written, `lead_units` and `support_units` those named as 牵头 and 配合 among
    them. `leader` falls back on 责任人 where the paper has no 责任领导. `due` is as written, `due_date` the day it means
    where the paper gives a year. `gaps` are sentences such as “未填责任领导”.
    """

    number: str
    title: str
    line: int
    heading: str = ""
    detail: str = ""
    measures: tuple[Measure, ...] = ()
    leader: str | None = None
    units: tuple[str, ...] = ()
    lead_units: tuple[str, ...] = ()
    support_units: tuple[str, ...] = ()
    due: str | None = None
    due_date: date | None = None
    gaps: tuple[str, ...] = ()


@dataclass(frozen=True)
class Figure:
    """A number that the paper states, with what it counts.

    `value` is in `unit` (“4.5” and “万元”); `low` and `high` bound a vague one (120余 is 121 to 129), None where the
    wording leaves a side open; an exact figure has both equal to its value.
    """

    value: Decimal
    unit: str
    noun: str
    line: int
    column: int
    text: str
    low: Decimal | None
    high: Decimal | None

    @property
    def is_exact(self) -> bool:
        return self.low == self.high == self.value


@dataclass(frozen=True)
class PaperDate:
    """A date as the paper writes it; parts that it leaves out are None. `part` is 底, 上旬, 中旬, 下旬, 初 or empty."""

    text: str
    line: int
    column: int
    year: int | None
    month: int | None
    day: int | None
    part: str = ""


@dataclass(frozen=True)
class Item:
    """An item of a list in the paper: a next step, a shortcoming that the paper admits."""

    number: str
    title: str
    text: str
    line: int


@dataclass(frozen=True)
class Promise:
    """A task that a paper gives to units outside of any plan of problems: “…（牵头单位：…，6月底完成）”."""

    text: str
    line: int
    leader: str | None
    units: tuple[str, ...]
    due: str | None
    due_date: date | None = None


@dataclass(frozen=True)
class Reading:
    """All that was found in one paper."""

    kind: PaperKind
    title: str
    year: int | None
    problems: tuple[Problem, ...]
    figures: tuple[Figure, ...]
    dates: tuple[PaperDate, ...]
    next_steps: tuple[Item, ...]
    weaknesses: tuple[Item, ...]
    promises: tuple[Promise, ...]

    @property
    def gaps(self) -> tuple[str, ...]:
        """What the plan leaves open, a sentence each with the number and line of the problem."""
        return tuple(
            f"问题{problem.number}{gap}（第{problem.line}行）" for problem in self.problems for gap in problem.gaps
        )

    def as_json(self) -> dict[str, Any]:
        """The reading as plain data, the shape of `bihuan read --json`.

        Numbers of problems and measures are strings of plain digits (“1”, also for （一） and 1.). `value` is a number,
        `leader` and `due` are null when blank or missing, `due` is as written, dates are ISO.
        """
        data: dict[str, Any] = _plain_data(asdict(self))
        data["gaps"] = list(self.gaps)
        return data


def _plain_data(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain_data(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain_data(item) for item in value]
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return value.isoformat() if isinstance(value, date) else value
