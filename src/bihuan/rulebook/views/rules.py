"""Every rule in force with its source, and the override of one."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from itertools import groupby
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from bihuan.kernel.proofs import SHANGHAI
from bihuan.rulebook import facade
from bihuan.rulebook.book import UnknownRule
from bihuan.rulebook.choices import KEEP_RULES
from bihuan.rulebook.forms import EndForm, OverrideForm, shown_value
from bihuan.rulebook.models import RuleOverride
from bihuan.trail.facade import Actor


def actor_of(request: HttpRequest) -> Actor:
    """The post that the reader acts in, put there by the access middleware."""
    return request.post  # type: ignore[attr-defined, no-any-return]


@require_GET
def rules(request: HttpRequest) -> HttpResponse:
    """All rules that hold in the reader's region on a day (today, or ?on=)."""
    actor = actor_of(request)
    on = _day_of(request)
    held = facade.rules_in_force(actor.region_code, on)
    query = request.GET.get("q", "").strip()
    if query:
        held = [entry for entry in held if query in f"{entry.rule.id} {entry.rule.label} {entry.rule.source}"]
    subjects = [(name, list(group)) for name, group in groupby(held, key=lambda entry: entry.rule.subject)]
    return render(
        request,
        "rulebook/rules.html",
        {"subjects": subjects, "on": on, "query": query, "total": len(held), "may_keep": actor.may(KEEP_RULES)},
    )


@require_http_methods(["GET", "HEAD", "POST"])
def rule(request: HttpRequest, rule_id: str) -> HttpResponseBase:
    """One rule with its history; a keeper of rules enters an override here."""
    actor, now = actor_of(request), timezone.now()
    entry = _entry(rule_id, actor, now)
    form = OverrideForm(
        request.POST or None,
        rule=entry.original,
        initial={
            "value": shown_value(entry.rule),
            "region_code": actor.region_code,
            "valid_from": now.astimezone(SHANGHAI).date(),
        },
    )
    if request.method == "POST" and form.is_valid():
        try:
            facade.override_rule(rule_id, by=actor, now=now, **form.cleaned_data)
        except facade.MayNotKeepRules as error:
            raise PermissionDenied(str(error)) from None
        except facade.OverrideRefused as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, f"已调整“{entry.original.label}”，自{form.cleaned_data['valid_from']}起执行。")
            return redirect("rulebook:rule", rule_id=rule_id)
    overrides = [
        (override, replace(entry.original, value=override.value).value_text)
        for override in facade.overrides_seen_from(actor.region_code, rule_id)
    ]
    shown = {"entry": entry, "form": form, "overrides": overrides, "may_keep": actor.may(KEEP_RULES)}
    return render(request, "rulebook/rule.html", shown, status=422 if form.errors else 200)


@require_POST
def end(request: HttpRequest, override_id: UUID) -> HttpResponseBase:
    """End an override on a day."""
    actor = actor_of(request)
    override = get_object_or_404(RuleOverride, pk=override_id)
    if override not in facade.overrides_seen_from(actor.region_code, override.rule_id):
        raise Http404
    form = EndForm(request.POST)
    if not form.is_valid():
        messages.error(request, "请填写最后一天和终止理由。")
        return redirect("rulebook:rule", rule_id=override.rule_id)
    try:
        facade.end_override(override, by=actor, now=timezone.now(), **form.cleaned_data)
    except facade.MayNotKeepRules as error:
        raise PermissionDenied(str(error)) from None
    except facade.OverrideRefused as error:
        messages.error(request, str(error))
    else:
        messages.success(request, f"这项调整执行到{form.cleaned_data['last_day']}为止。")
    return redirect("rulebook:rule", rule_id=override.rule_id)


def _entry(rule_id: str, actor: Actor, now: datetime) -> facade.RuleInForce:
    try:
        return facade.in_force(rule_id, on=now.astimezone(SHANGHAI).date(), region_code=actor.region_code)
    except UnknownRule as error:
        raise Http404(str(error)) from None


def _day_of(request: HttpRequest) -> date:
    try:
        return date.fromisoformat(request.GET.get("on", ""))
    except ValueError:
        return timezone.now().astimezone(SHANGHAI).date()
