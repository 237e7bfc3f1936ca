"""The days of a holiday notice, read from its own words, as a keeper pastes them.

Reads sentences such as “二、春节：2月15日（农历腊月二十八、周日）至23日（周一）放假调休，共9天。2月14日（周六）上班。”
Weekdays and numbers of days that the text states are held against the calendar, so a wrong year or a slip is noticed.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import zip_longest

WEEKDAYS = "一二三四五六日"
CLAUSE = re.compile(r"(?:^|[。;\n])[\s\d一二三四五六七八九十(]*[、.)]?\s*([^\s:。;、\d][^\s:。;\d]{0,19}):")
BRACKET = r"(?:\(([^()]*)\))?"
DAY = re.compile(rf"(?:(\d{{4}})年)?(?:(\d{{1,2}})月)?(\d{{1,2}})日{BRACKET}(至)?")
# Whom the notice is addressed to, or the end of its preamble, also stands before a colon.
NO_FEAST = re.compile(r"(政府|部门|单位|机构|委员会|办公室|局|站|所|如下)$")
STATED_LENGTH = re.compile(r"共(\d+)天|放假(\d+)天")
LONGEST_BREAK = 31


class UnreadableNotice(ValueError):
    """The text is not understood; the message is a Chinese sentence that says where."""


@dataclass
class NoticeDays:
    """Days off and swapped working days, each with the name of its holiday."""

    holidays: dict[date, str] = field(default_factory=dict)
    swap_days: dict[date, str] = field(default_factory=dict)


def read_notice(text: str, *, year: int) -> NoticeDays:
    """The days of a notice for a year. Raises UnreadableNotice."""
    plain = unicodedata.normalize("NFKC", text).replace("星期", "周").replace("周天", "周日")
    days = NoticeDays()
    for name, body in _clauses(plain):
        if ("放假" in body or "上班" in body) and not NO_FEAST.search(name):
            _read_clause(name, body, year, days)
    if not days.holidays and not days.swap_days:
        raise UnreadableNotice("没有读到节日，请照通知原文粘贴，例如“一、元旦：1月1日（周五）放假1天。”。")
    return days


def _clauses(plain: str) -> Iterator[tuple[str, str]]:
    heads = list(CLAUSE.finditer(plain))
    for head, following in zip_longest(heads, heads[1:]):
        yield head[1], plain[head.end() : following.start() if following else len(plain)]


def _read_clause(name: str, body: str, year: int, days: NoticeDays) -> None:
    """Each sentence of a clause says which days are off (放假) and which are worked (上班)."""
    found = False
    for sentence in re.split(r"[。;\n]", body):
        working = "上班" in sentence
        if not working and "放假" not in sentence:
            continue
        read = list(_days(name, sentence, year))
        if not working:
            _check_length(name, sentence, len(read))
        found = found or bool(read)
        named = days.swap_days if working else days.holidays
        for on in read:
            named[on] = name
    if not found:
        raise UnreadableNotice(f"“{name}”一条没有读到放假或上班的日期，请核对原文。")


def _days(name: str, sentence: str, year: int) -> Iterator[date]:
    month: int | None = None
    since: date | None = None
    for found in DAY.finditer(sentence):
        stated_year, stated_month, day, bracket, goes_on = found.groups()
        month = int(stated_month) if stated_month else month
        if month is None:
            raise UnreadableNotice(f"“{name}”一条的“{found[0]}”没有写月份，请补上。")
        on = _date(name, int(stated_year or year), month, int(day))
        _check_weekday(name, on, bracket or "")
        if since is not None and not 0 < (on - since).days < LONGEST_BREAK:
            raise UnreadableNotice(f"“{name}”一条的起止日期不对，请核对原文。")
        yield from _span(since + timedelta(days=1) if since else on, on)
        since = on if goes_on else None
    if since is not None:
        raise UnreadableNotice(f"“{name}”一条的“至”后面没有日期，请核对原文。")


def _span(first: date, last: date) -> Iterator[date]:
    return (first + timedelta(days=n) for n in range((last - first).days + 1))


def _date(name: str, year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise UnreadableNotice(f"“{name}”一条的{month}月{day}日不存在，请核对原文。") from None


def _check_weekday(name: str, on: date, bracket: str) -> None:
    stated = re.search(rf"周([{WEEKDAYS}])", bracket)
    if stated and stated[1] != WEEKDAYS[on.weekday()]:
        raise UnreadableNotice(
            f"“{name}”一条写{on.month}月{on.day}日是周{stated[1]}，{on.year}年这一天是周{WEEKDAYS[on.weekday()]}，"
            "请核对年份和原文。"
        )


def _check_length(name: str, sentence: str, days: int) -> None:
    stated = STATED_LENGTH.search(sentence)
    if stated and int(stated[1] or stated[2]) != days:
        raise UnreadableNotice(f"“{name}”一条写共{stated[1] or stated[2]}天，读到{days}天，请核对原文。")
