"""事项: one matter as a file - who and where, what was said, what was done, its clocks, and the acts allowed now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from bihuan.kernel.deadlines import last_day
from bihuan.matters import queries
from bihuan.matters.choices import Move
from bihuan.matters.domain.unmasking import PURPOSES, unmask
from bihuan.matters.facade import choices_of, prospects
from bihuan.matters.forms.fields import new_key
from bihuan.matters.forms.ledger import PurposeForm
from bihuan.matters.forms.moves import FORMS, WITHOUT_FORM, is_one_tap
from bihuan.matters.models import Matter
from bihuan.matters.views.matter_clocks import bars_of, ended_words
from bihuan.matters.views.matter_timeline import path_of, timeline_of
from bihuan.people.choices import Duty
from bihuan.people.models import Post
from bihuan.web import clock, days_left
from bihuan.web.access import StaffRequest
from bihuan.web.templatetags.bihuan import day

# The moves that bring a matter on; the others take time, change hands or end it.
NEXT_MOVES = frozenset(
    {
        Move.ASSESS,
        Move.DISPATCH,
        Move.SIGN_FOR,
        Move.RULE_ON,
        Move.CONTRIBUTE,
        Move.SUBMIT,
        Move.RECORD_ANSWER,
        Move.RESUME,
        Move.REVIEW,
        Move.REPLY,
        Move.CALL_BACK,
        Move.SIGN_OFF,
        Move.STRIKE_OFF,
        Move.ARCHIVE,
    }
)


@dataclass(frozen=True)
class Act:
    """One act on the page: its word, where it is done, and the reason where this post may not do it."""

    move: Move
    url: str
    is_one_tap: bool
    is_grave: bool
    is_next: bool
    reason: str
    key: str


@require_GET
def matter(request: StaffRequest, matter_id: UUID) -> HttpResponse:
    """The page; `?do=MOVE` opens the form of that act in it."""
    shown = find_matter(matter_id, request.post)
    return render(request, "matters/matter.html", page_context(request, shown, now=clock.now()))


@require_POST
def unmasked(request: StaffRequest, matter_id: UUID) -> HttpResponse:
    """The page once with the full name and phone; leaves an entry in the trail with the purpose."""
    shown, now = find_matter(matter_id, request.post), clock.now()
    purposes = choices_of(PURPOSES, region_code=shown.region_code, now=now)
    form = PurposeForm(request.POST, purposes=purposes)
    if form.is_valid():
        unmask(shown, by=request.post, now=now, purpose=form.cleaned_data["purpose"])
    context = page_context(request, shown, now=now)
    context |= {"is_unmasked": form.is_valid(), "purpose_form": form}
    answer = render(request, "matters/matter.html", context, status=200 if form.is_valid() else 422)
    answer["Cache-Control"] = "no-store"
    return answer


def find_subject(matter_id: UUID, post: Post) -> Matter:
    """The matter alone, for an act that locks and reads it anew, or 404 where the post may not see it."""
    found: Matter = get_object_or_404(Matter.objects.visible_to(post), pk=matter_id)
    return found


def find_matter(matter_id: UUID, post: Post) -> Matter:
    """The matter with what its page shows, or 404 where the post may not see it."""
    rows = Matter.objects.visible_to(post).select_related(
        "lead_unit",
        "owner_unit",
        "first_receiver",
        "registered_unit",
        "accused_unit",
        "handler",
        "merged_into",
        "appellant",
    )
    found: Matter = get_object_or_404(rows, pk=matter_id)
    return found


def page_context(request: StaffRequest, shown: Matter, *, now: datetime) -> dict[str, Any]:
    """Everything that the page of a matter shows to this post."""
    post = request.post
    acts = acts_of(shown, post)
    bars = bars_of(queries.clocks_of(shown), now=now)
    ended = [bar for bar in bars if bar.clock.ended_at is not None]
    return {
        "matter": shown,
        "appellant": getattr(shown, "appellant", None),
        "place": queries.region_name(shown.place_code) if shown.place_code else "",
        "path": path_of(shown),
        "timeline": timeline_of(shown.event_set.order_by("seq")),
        "running": [bar for bar in bars if bar.clock.ended_at is None],
        "ended": ended,
        "ended_words": ended_words(ended),
        "parts": shown.parts.select_related("unit").order_by("due_at"),
        "attachments": shown.attachments.select_related("file").order_by("added_at", "id"),
        "result_class": queries.choice_label("matters.result-classes", shown.result_class, shown.region_code, now=now),
        "acts": [act for act in acts if not act.reason],
        "barred": [act for act in acts if act.reason],
        "chat_text": chat_text(request, shown, now=now),
        "may_unmask": post.may(Duty.UNMASK),
        "purpose_form": PurposeForm(purposes=choices_of(PURPOSES, region_code=shown.region_code, now=now)),
        "act_form": _opened_form(request, shown, acts, now=now),
        "back": _back(request),
    }


def acts_of(shown: Matter, post: Post) -> list[Act]:
    """The acts that the stage allows, the next one first, each with the reason where this post may not do it."""
    acts = [
        Act(
            prospect.move,
            reverse("matters:act", args=[shown.pk, prospect.move]),
            is_one_tap(prospect.move),
            FORMS[prospect.move].is_grave,
            prospect.move in NEXT_MOVES,
            prospect.reason,
            new_key(),
        )
        for prospect in prospects(shown, by=post)
        if prospect.move not in WITHOUT_FORM
    ]
    return sorted(acts, key=lambda act: (act.is_grave, not act.is_next))


def chat_text(request: StaffRequest, shown: Matter, *, now: datetime) -> str:
    """A block to paste into a chat: number, title, stage, unit, due and link; nothing about who brought it."""
    lines = [f"{shown.number}　{shown.title}"]
    unit = shown.lead_unit or shown.owner_unit
    lines.append(f"环节：{shown.get_stage_display()}" + (f"　单位：{unit.name}" if unit else ""))
    if shown.next_due_at:
        left = days_left.until(shown.next_due_at, now=now, region_code=shown.region_code)
        lines.append(f"{shown.get_next_clock_display()}期限：{day(last_day(shown.next_due_at))}，{left.words}")
    lines.append(request.build_absolute_uri(reverse("matters:matter", args=[shown.pk])))
    return "\n".join(lines)


def _opened_form(request: StaffRequest, shown: Matter, acts: list[Act], *, now: datetime) -> Any:
    """The form that ?do= asks for, where this post may do it."""
    asked = request.GET.get("do", "")
    for act in acts:
        if act.move == asked and not act.reason and not act.is_one_tap:
            return FORMS[act.move](matter=shown, by=request.post, now=now)
    return None


def _back(request: StaffRequest) -> str:
    """The ledger as it was left, where the reader comes from it."""
    ledger = reverse("matters:ledger")
    came_from = request.headers.get("Referer", "")
    here = request.build_absolute_uri(ledger)
    return came_from if came_from == here or came_from.startswith(f"{here}?") else ledger
