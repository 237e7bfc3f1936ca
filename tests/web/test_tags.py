"""Dates, days left and fields as people read them."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from django import forms
from django.template import Context, Template
from django.template.engine import Engine

from bihuan.kernel.deadlines import SHANGHAI
from bihuan.web import days_left
from bihuan.web.templatetags import bihuan as tags
from tests.cast import TOWN

pytestmark = pytest.mark.django_db
# The Monday before the National Day week of 2026, after the Mid-autumn Friday; the Saturday of 10 October is swapped to work.
MONDAY = datetime(2026, 9, 28, 9, 0, tzinfo=SHANGHAI)


def at(day: date | int, hour: int = 24) -> datetime:
    """The moment at which a day's hour ends; 24 is the midnight after it."""
    on = date(2026, 9, day) if isinstance(day, int) else day
    return datetime(on.year, on.month, on.day, tzinfo=SHANGHAI) + timedelta(hours=hour)


def left(due: datetime, now: datetime = MONDAY) -> tuple[str, str]:
    found = days_left.until(due, now=now, region_code=TOWN)
    return found.words, found.tone


def test_a_limit_that_ends_at_midnight_ends_today():
    assert left(at(28)) == ("今天到期", "amber")


@pytest.mark.parametrize(
    ("due", "words", "tone"),
    [
        (at(29), "还剩 1 个工作日", "amber"),
        (at(date(2026, 9, 30)), "还剩 2 个工作日", "amber"),
        (at(date(2026, 10, 8)), "还剩 3 个工作日", "amber"),
        (at(date(2026, 10, 9)), "还剩 4 个工作日", "green"),
        (at(date(2026, 10, 10)), "还剩 5 个工作日", "green"),
    ],
)
def test_days_left_skip_the_holiday_and_count_the_swapped_saturday(due: datetime, words: str, tone: str):
    assert left(due) == (words, tone)


def test_what_is_late_says_by_how_many_working_days():
    assert left(at(25)) == ("已逾期 1 个工作日", "red")
    assert left(at(28, hour=8)) == ("已逾期 不足 1 个工作日", "red")
    assert left(at(23), now=MONDAY) == ("已逾期 2 个工作日", "red")


def test_an_end_on_a_day_of_rest_is_named_by_its_date():
    friday = datetime(2026, 9, 18, 16, 0, tzinfo=SHANGHAI)
    assert left(at(19, hour=16), now=friday) == ("9月19日到期", "amber")


def test_the_badge_repeats_the_word_with_a_colour_and_tells_the_moment():
    page = Template("{% days_left due now region %}").render(Context({"due": at(29), "now": MONDAY, "region": TOWN}))
    assert page == (
        '<span class="bh-badge bh-amber" title="到期时间：2026年9月29日（周二）24:00">还剩 1 个工作日</span>'
    )


def test_no_deadline_shows_nothing():
    assert Template("{% days_left due now %}").render(Context({"due": None, "now": MONDAY})) == ""


def test_days_and_moments_are_written_as_the_office_writes_them():
    assert tags.day(date(2026, 3, 6)) == "2026年3月6日（周五）"
    assert tags.day(datetime(2026, 3, 5, 17, 0, tzinfo=SHANGHAI)) == "2026年3月5日（周四）"
    assert tags.moment(datetime(2026, 3, 6, 9, 5, tzinfo=SHANGHAI)) == "2026年3月6日（周五）09:05"
    assert tags.short_day(date(2026, 3, 6)) == "3月6日"
    assert tags.day(None) == tags.moment(None) == ""


def test_names_and_telephones_are_masked():
    assert [tags.masked_name("张小三"), tags.masked_name("张三"), tags.masked_phone("13812345678")] == [
        "张*三",
        "张*",
        "138****5678",
    ]


def test_told_text_keeps_its_lines_and_loses_its_markup():
    assert tags.told("一\n<b>二") == "一<br>&lt;b&gt;二"


class Sample(forms.Form):
    days = forms.IntegerField(label="延长", help_text="例如 5")
    kind = forms.ChoiceField(label="类型", choices=[("A", "甲"), ("B", "乙")], widget=forms.RadioSelect)
    agreed = forms.BooleanField(label="同意", required=False)
    note = forms.CharField(label="说明", widget=forms.Textarea, required=False)


def shown(source: str, **context: object) -> str:
    return Template(source).render(Context(context))


def test_a_field_has_its_label_above_its_unit_inside_and_its_help_tied_to_it():
    page = shown('{% field form.days unit="个工作日" %}', form=Sample())
    assert '<label class="form-label required" for="id_days">延长</label>' in page
    assert 'aria-describedby="id_days_help"' in page
    assert '<span class="input-group-text">个工作日</span>' in page
    assert '<div class="form-hint" id="id_days_help">例如 5</div>' in page


def test_a_faulty_field_says_what_is_wrong_beside_it():
    page = shown("{% form_errors form %}{% field form.days %}", form=Sample({"days": "x"}))
    assert 'aria-invalid="true"' in page
    assert 'aria-describedby="id_days_help id_days_error"' in page
    assert "有 2 处需要改一下" in page


def test_choices_are_grouped_under_their_question():
    page = shown("{% field form.kind %}", form=Sample())
    assert "<fieldset>" in page
    assert "<legend" in page
    assert page.count('type="radio"') == 2


def test_an_optional_field_says_so_and_a_box_carries_its_label_beside_it():
    page = shown("{% field form.note %}{% field form.agreed %}", form=Sample())
    assert "说明<small>（选填）</small>" in page
    assert '<span class="form-check-label">同意</span>' in page


def test_every_icon_of_the_list_can_be_drawn():
    names = (Path(__file__).resolve().parents[2] / "frontend" / "icons.txt").read_text("utf-8").split()
    for name in names:
        assert tags.icon(name).startswith("<svg aria-hidden")


def test_an_unknown_icon_is_an_error_of_the_template():
    with pytest.raises(Exception, match=r"not in frontend/icons\.txt"):
        Engine.get_default().from_string('{% icon "unknown" %}').render(Context())
