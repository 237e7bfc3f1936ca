"""Template filters and tags of every page: dates, days left, states with a word beside the colour."""

from __future__ import annotations

from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from django import template
from django.contrib.staticfiles import finders
from django.forms import BoundField, CheckboxInput, CheckboxSelectMultiple, RadioSelect, Select
from django.template.defaultfilters import linebreaksbr
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from bihuan.kernel.deadlines import SHANGHAI, last_day
from bihuan.kernel.identifiers import mask_name, mask_phone
from bihuan.web import days_left as left

register = template.Library()
WEEKDAYS = "一二三四五六日"
# The colour only repeats the word: green for done, amber where somebody must decide first.
STAGE_TONES = {
    "RETURNED": "amber",
    "SUSPENDED": "amber",
    "STRUCK_OFF": "green",
    "ARCHIVED": "green",
    "DECLINED": "grey",
    "WITHDRAWN": "grey",
    "MERGED": "grey",
}


@register.simple_tag
def icon(name: str) -> SafeString:
    """The drawing of that name from frontend/icons.txt, in the page itself; decoration only, so a word stands beside."""
    return _icon(name)


@register.filter
def day(value: date | datetime | None) -> str:
    """2026年3月6日（周五） in Shanghai."""
    if value is None:
        return ""
    on = value.astimezone(SHANGHAI).date() if isinstance(value, datetime) else value
    return f"{on.year}年{on.month}月{on.day}日（周{WEEKDAYS[on.weekday()]}）"


@register.filter
def moment(value: datetime | None) -> str:
    """2026年3月6日（周五）09:05 in Shanghai."""
    if value is None:
        return ""
    local = value.astimezone(SHANGHAI)
    return f"{day(local)}{local:%H:%M}"


@register.filter
def due_moment(value: datetime | None) -> str:
    """2026年3月6日（周五）24:00: the end of a limit, where midnight belongs to the day that it closes."""
    if value is None:
        return ""
    local = value.astimezone(SHANGHAI)
    return f"{day(last_day(value))}24:00" if local.hour == local.minute == 0 else moment(value)


@register.filter
def short_day(value: date | datetime | None) -> str:
    """3月6日, for dense tables; the year stands in the column's title or in the tooltip."""
    if value is None:
        return ""
    on = value.astimezone(SHANGHAI).date() if isinstance(value, datetime) else value
    return f"{on.month}月{on.day}日"


@register.filter
def masked_name(value: str) -> str:
    """张*三."""
    return mask_name(value or "")


@register.filter
def masked_phone(value: str) -> str:
    """138****5678."""
    return mask_phone(value or "")


@register.simple_tag(takes_context=True)
def days_left(context: Any, due: datetime | None, now: datetime | None = None, region_code: str = "") -> SafeString:
    """还剩 3 个工作日, 今天到期, 已逾期 2 个工作日: by the region's calendar, with a colour beside the word.

    `now` and the region default to the page's own moment and the reader's region.
    """
    if due is None:
        return SafeString("")
    reader = context.get("post")
    code = region_code or (reader.region_code if reader else "")
    found = left.until(due, now=now or context["now"], region_code=code)
    return badge(found.words, found.tone, title=f"到期时间：{due_moment(due)}")


@register.simple_tag
def quick(name: str, **context: Any) -> SafeString:
    """A part of a page from an app's `jinja2/` folder: for rows in numbers, at a sixth of the cost, escaped alike."""
    return mark_safe(render_to_string(name, context, using="jinja2"))


@register.simple_tag
def badge(words: str, tone: str = "grey", title: str = "") -> SafeString:
    """A word on a quiet ground: tone is red, amber, green, blue or grey."""
    if title:
        return format_html('<span class="bh-badge bh-{}" title="{}">{}</span>', tone, title, words)
    return format_html('<span class="bh-badge bh-{}">{}</span>', tone, words)


@register.simple_tag
def stage_badge(matter: Any) -> SafeString:
    """The stage of a matter in its word."""
    return badge(matter.get_stage_display(), STAGE_TONES.get(matter.stage, "blue"))


@register.inclusion_tag("web/_field.html")
def field(bound: BoundField, unit: str = "", search: str = "") -> dict[str, Any]:
    """One field of a form: label above, unit inside, help below, the error as a sentence beside it.

    `search` is the address that answers with the <option>s of a select while somebody types above it.
    """
    widget = bound.field.widget
    grouped = isinstance(widget, RadioSelect | CheckboxSelectMultiple)
    beside = isinstance(widget, CheckboxInput)
    described = [
        f"{bound.id_for_label or bound.auto_id}_{part}"
        for part, present in (("help", bound.help_text), ("error", bound.errors))
        if present
    ]
    attributes: dict[str, str | bool] = {} if grouped else {"class": _css_class(widget, bool(bound.errors))}
    if described and not grouped:
        attributes["aria-describedby"] = " ".join(described)
    if bound.errors and not grouped:
        attributes["aria-invalid"] = "true"
    return {
        "id": bound.id_for_label or bound.auto_id,
        "label": bound.label,
        "widget": bound.as_widget(attrs=attributes),
        "help": bound.help_text,
        "errors": bound.errors,
        "required": bound.field.required,
        "grouped": grouped,
        "beside": beside,
        "described_by": " ".join(described),
        "search": search,
        "unit": unit or getattr(bound.field, "unit", ""),
    }


@register.inclusion_tag("web/_form_errors.html")
def form_errors(form: Any) -> dict[str, Any]:
    """What stands above a form that came back: how many places need mending, and what concerns no single field."""
    return {"form": form}


@register.inclusion_tag("web/_empty.html")
def empty(text: str, url: str = "", word: str = "", icon: str = "checklist") -> dict[str, str]:
    """An empty state: what will appear here and how to begin."""
    return {"text": text, "url": url, "word": word, "icon": icon}


@register.filter
def told(value: str) -> SafeString:
    """Text as it was told, its line breaks kept."""
    return linebreaksbr(value or "", autoescape=True)


@lru_cache(maxsize=256)
def _icon(name: str) -> SafeString:
    found = finders.find(f"vendor/icons/{name}.svg")
    if not found:
        raise template.TemplateSyntaxError(f"icon {name}: not in frontend/icons.txt, or the assets are not made yet")
    drawing = Path(str(found)).read_text("utf-8").replace("<svg", '<svg aria-hidden="true" focusable="false"', 1)
    return mark_safe(" ".join(drawing.split()))


def _css_class(widget: Any, is_wrong: bool) -> str:
    if isinstance(widget, CheckboxInput):
        return "form-check-input" + (" is-invalid" if is_wrong else "")
    base = "form-select" if isinstance(widget, Select) else "form-control"
    own = widget.attrs.get("class", "")
    return " ".join(filter(None, [base, own, "is-invalid" if is_wrong else ""]))
