"""The pages on which the security administrator keeps units, persons and posts."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from bihuan.kernel.deadlines import SHANGHAI
from bihuan.people import forms as typed
from bihuan.people.choices import Duty, Role, UnitKind
from bihuan.people.domain import directory, passwords
from bihuan.people.domain.permissions import require, require_within
from bihuan.people.models import Person, Post, Unit
from bihuan.people.views.seats import post_of

Refused = directory.DirectoryRefused


@require_http_methods(["GET", "POST"])
def add_unit(request: HttpRequest) -> HttpResponse:
    by = _keeper(request)
    form = typed.UnitForm(request.POST or None, initial={"valid_from": _today()})

    def act(clean: dict[str, Any]) -> HttpResponse:
        kind = UnitKind(clean.pop("kind"))
        unit = directory.add_unit(**clean, by=by, now=timezone.now(), region_code=by.region_code, kind=kind)
        messages.success(request, f"已设立{unit.name}。")
        return redirect("people:unit", unit.pk)

    return _page(request, form, act, heading="新设单位", word="设立", name="add-unit")


@require_GET
def unit(request: HttpRequest, unit_id: UUID) -> HttpResponse:
    """One unit: its details, its posts in force and past."""
    _keeper(request)
    shown = _unit(request, unit_id)
    posts = Post.objects.filter(unit=shown).select_related("person", "unit").order_by("valid_to", "title")
    context = {"unit": shown, "posts": posts, "today": _today()}
    return render(request, "people/unit.html", context)


@require_http_methods(["GET", "POST"])
def edit_unit(request: HttpRequest, unit_id: UUID) -> HttpResponse:
    by, shown = _keeper(request), _unit(request, unit_id)
    known = {"aliases": "、".join(shown.aliases), "phone": shown.phone, "order": shown.order}
    form = typed.UnitDetailsForm(request.POST or None, initial=known)

    def act(clean: dict[str, Any]) -> HttpResponse:
        directory.edit_unit(shown, by=by, now=timezone.now(), **clean)
        messages.success(request, "已更正。")
        return redirect("people:unit", shown.pk)

    return _page(request, form, act, heading=f"更正{shown.name}", word="保存", name="edit-unit")


@require_http_methods(["GET", "POST"])
def merge_unit(request: HttpRequest, unit_id: UUID) -> HttpResponse:
    by, shown = _keeper(request), _unit(request, unit_id)
    form = typed.MergeUnitForm(request.POST or None, region_code=by.region_code, today=_today())

    def act(clean: dict[str, Any]) -> HttpResponse:
        directory.merge_unit(shown, by=by, now=timezone.now(), into=clean["into"], on=clean["on"])
        messages.success(request, f"{shown.name}已并入{clean['into'].name}。未办结的事项请分办员改派。")
        return redirect("people:unit", shown.pk)

    return _page(request, form, act, heading=f"撤并{shown.name}", word="撤并", name="merge-unit")


@never_cache
@require_http_methods(["GET", "POST"])
def add_person(request: HttpRequest) -> HttpResponse:
    """The first password is shown on the answer itself, once, and kept nowhere."""
    by, form = _keeper(request), typed.PersonForm(request.POST or None)

    def act(clean: dict[str, Any]) -> HttpResponse:
        person, first = directory.add_person(
            clean["username"], by=by, now=timezone.now(), name=clean["name"], phone=clean["phone"]
        )
        return render(request, "people/first_password.html", {"person": person, "first": first})

    return _page(request, form, act, heading="新增人员", word="新增", name="add-person")


@require_GET
def person(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """One person: posts in force and past, and what the administrator may do."""
    _keeper(request)
    shown = _person(request, person_id)
    posts = Post.objects.filter(person=shown).select_related("person", "unit").order_by("-valid_from")
    return render(request, "people/person.html", {"person": shown, "posts": posts, "today": _today()})


@require_http_methods(["GET", "POST"])
def give_post(request: HttpRequest, person_id: UUID) -> HttpResponse:
    by, shown = _keeper(request), _person(request, person_id)
    form = typed.PostForm(
        request.POST or None, initial={"valid_from": _today()}, region_code=by.region_code, today=_today()
    )

    def act(clean: dict[str, Any]) -> HttpResponse:
        role = Role(clean.pop("role"))
        given = directory.give_post(shown, by=by, now=timezone.now(), role=role, **clean)
        messages.success(request, f"{shown.name}已任“{given}”。")
        return redirect("people:person", shown.pk)

    return _page(request, form, act, heading=f"给{shown.name}设岗位", word="设岗位", name="give-post")


@require_http_methods(["GET", "POST"])
def end_post(request: HttpRequest, post_id: UUID) -> HttpResponse:
    by, shown = _keeper(request), get_object_or_404(Post.objects.select_related("person", "unit"), pk=post_id)
    require_within(by, shown.region_code)
    form = typed.EndPostForm(request.POST or None, initial={"on": _today()})

    def act(clean: dict[str, Any]) -> HttpResponse:
        directory.end_post(shown, by=by, now=timezone.now(), on=clean["on"])
        messages.success(request, f"{shown.person.name}的“{shown}”已结束。")
        return redirect("people:person", shown.person_id)

    return _page(request, form, act, heading=f"结束{shown.person.name}的“{shown}”", word="结束岗位", name="end-post")


@require_http_methods(["GET", "POST"])
def publish_post(request: HttpRequest, post_id: UUID) -> HttpResponse:
    by, shown = _keeper(request), get_object_or_404(Post.objects.select_related("person", "unit"), pk=post_id)
    require_within(by, shown.region_code)
    known = {"is_published": shown.is_published, "division_of_work": shown.division_of_work}
    form = typed.PublishPostForm(request.POST or None, initial=known)

    def act(clean: dict[str, Any]) -> HttpResponse:
        directory.publish_post(shown, by=by, now=timezone.now(), **clean)
        messages.success(request, "已保存。")
        return redirect("people:person", shown.person_id)

    return _page(request, form, act, heading=f"公开{shown.person.name}的岗位", word="保存", name="publish-post")


@never_cache
@require_POST
def reset_password(request: HttpRequest, person_id: UUID) -> HttpResponse:
    shown = _person(request, person_id)
    first = passwords.reset_password(shown, by=post_of(request), now=timezone.now())
    return render(request, "people/first_password.html", {"person": shown, "first": first})


@require_POST
def disable_person(request: HttpRequest, person_id: UUID) -> HttpResponse:
    shown = _person(request, person_id)
    directory.disable_person(shown, by=post_of(request), now=timezone.now(), on=_today())
    messages.success(request, f"{shown.name}的账号已停用，岗位已结束。")
    return redirect("people:person", shown.pk)


def _page(
    request: HttpRequest,
    form: forms.Form,
    act: Callable[[dict[str, Any]], HttpResponse],
    *,
    heading: str,
    word: str,
    name: str,
) -> HttpResponse:
    """A form on a page of its own: shown, or acted upon, or shown again with what is wrong."""
    if request.method == "POST" and form.is_valid():
        try:
            return act(dict(form.cleaned_data))
        except Refused as refused:
            form.add_error(None, str(refused))
    context = {"form": form, "heading": heading, "word": word, "draft": name, "back": reverse("people:directory")}
    return render(request, "people/form.html", context, status=422 if form.errors else 200)


def _keeper(request: HttpRequest) -> Post:
    by = post_of(request)
    require(by, Duty.KEEP_PEOPLE)
    return by


def _unit(request: HttpRequest, unit_id: UUID) -> Unit:
    return get_object_or_404(Unit.objects.within(post_of(request).region_code), pk=unit_id)


def _person(request: HttpRequest, person_id: UUID) -> Person:
    """A person of the own region, or one without any post yet."""
    found = get_object_or_404(Person, pk=person_id)
    for post in Post.objects.filter(person=found):
        require_within(post_of(request), post.region_code)
    return found


def _today() -> date:
    return timezone.now().astimezone(SHANGHAI).date()
