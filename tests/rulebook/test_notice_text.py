"""A holiday notice is read from its own words."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from bihuan.kernel.calendar import Calendar, DayKind
from bihuan.rulebook.domain.notice_text import UnreadableNotice, read_notice

NOTICE_2025 = """各省、自治区、直辖市人民政府：
现将2025年元旦、春节、清明节、劳动节、端午节、中秋节和国庆节放假调休日期的具体安排通知如下。
一、元旦：1月1日（周三）放假1天，不调休。
二、春节：1月28日（农历除夕、周二）至2月4日（农历正月初七、周二）放假调休，共8天。1月26日（周日）、2月8日（周六）上班。
三、清明节：4月4日（周五）至6日（周日）放假，共3天。
四、劳动节：5月1日（周四）至5日（周一）放假调休，共5天。4月27日（周日）上班。
五、端午节：5月31日（周六）至6月2日（周一）放假，共3天。
六、国庆节、中秋节：10月1日（周三）至8日（周三）放假调休，共8天。9月28日（周日）、10月11日（周六）上班。
节假日期间，各地区、各部门要妥善安排好值班和安全、保卫等工作。"""
NOTICE_2026 = """一、元旦：1月1日（周四）至3日（周六）放假调休，共3天。1月4日（周日）上班。二、春节：2月15日（农历腊月二十八、
周日）至23日（农历正月初七、周一）放假调休，共9天。2月14日（周六）、2月28日（周六）上班。三、清明节：4月4日（周六）至6日（周一）放假，
共3天。四、劳动节：5月1日（周五）至5日（周二）放假调休，共5天。5月9日（周六）上班。五、端午节：6月19日（周五）至21日（周日）放假，共3天。
六、中秋节：9月25日（周五）至27日（周日）放假，共3天。七、国庆节：10月1日（周四）至7日（周三）放假调休，共7天。
9月20日（周日）、10月10日（周六）上班。"""


@pytest.mark.parametrize(("year", "text"), [(2025, NOTICE_2025), (2026, NOTICE_2026.replace("\n", ""))])
def test_the_days_read_from_a_notice_are_those_of_the_calendar(year: int, text: str) -> None:
    read = read_notice(text, year=year)
    calendar = Calendar()
    days = [calendar.day(date(year, 1, 1) + timedelta(days=n)) for n in range(365)]
    assert sorted(read.holidays) == [day.date for day in days if day.kind is DayKind.HOLIDAY]
    assert sorted(read.swap_days) == [day.date for day in days if day.kind is DayKind.SWAPPED]


def test_a_break_that_begins_in_the_old_year_is_read() -> None:
    read = read_notice("一、元旦：2022年12月31日（周六）至2023年1月2日（周一）放假调休，共3天。", year=2023)
    assert sorted(read.holidays) == [date(2022, 12, 31), date(2023, 1, 1), date(2023, 1, 2)]


def test_plain_lines_without_numbers_are_read() -> None:
    read = read_notice("火把节：8月6日至8日放假，共3天\n8月9日（星期日）上班", year=2026)
    assert (len(read.holidays), list(read.swap_days)) == (3, [date(2026, 8, 9)])


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "没有读到节日"),
        ("祝大家节日快乐", "没有读到节日"),
        ("一、元旦：放假。", "“元旦”一条没有读到放假或上班的日期"),
        ("一、元旦：1日放假。", "没有写月份"),
        ("一、元旦：1月1日（周三）放假。", "写1月1日是周三，2027年这一天是周五"),
        ("一、元旦：2月30日放假。", "2月30日不存在"),
        ("一、元旦：1月1日至3日放假，共2天。", "写共2天，读到3天"),
        ("一、元旦：1月3日至1日放假。", "起止日期不对"),
        ("一、元旦：1月1日至放假。", "“至”后面没有日期"),
    ],
)
def test_a_text_that_cannot_be_right_is_refused_with_its_place(text: str, said: str) -> None:
    with pytest.raises(UnreadableNotice, match=said):
        read_notice(text, year=2027)
