"""Reading people: sign-ins, units and posts found by characters, pinyin or initials, the directory."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Prefetch, Q, QuerySet

from bihuan.kernel.deadlines import SHANGHAI
from bihuan.people.choices import Duty, EndedAs, Level
from bihuan.people.models import Person, Post, SignIn, Unit
from bihuan.rulebook.facade import rule

MOST_FOUND = 30


def find_sign_in(key: str | None) -> SignIn | None:
    """The sign-in that a session names, with its person and post, ended or not."""
    try:
        return SignIn.objects.select_related("person", "post__unit", "post__person").get(pk=UUID(str(key)))
    except (SignIn.DoesNotExist, ValueError):
        return None


def end_of(sign_in: SignIn, *, now: datetime) -> EndedAs | None:
    """Why a sign-in is no longer good at the moment; None while it is (rules people.session-idle, -absolute)."""
    if sign_in.ended_at is not None:
        return EndedAs(sign_in.ended_as)
    if not sign_in.person.is_active:
        return EndedAs.DISABLED
    today, region = now.astimezone(SHANGHAI).date(), sign_in.post.region_code
    if now - sign_in.last_seen_at >= minutes("people.session-idle", today, region):
        return EndedAs.IDLE
    if now - sign_in.started_at >= minutes("people.session-absolute", today, region):
        return EndedAs.TOO_LONG
    return None


def must_change_password(person: Person, *, now: datetime, region_code: str) -> bool:
    """Whether the password must be changed before anything else: the first one, or one older than the rule allows."""
    if person.must_change_password:
        return True
    days = rule("people.password.max-age", on=now.astimezone(SHANGHAI).date(), region_code=region_code).number
    changed = person.password_changed_at
    return bool(days) and (changed is None or now - changed >= timedelta(days=days))


def posts_of(person_id: Any, *, on: date) -> list[Post]:
    """The posts ("hats") that a person holds on the day."""
    return list(Post.objects.filter(person=person_id).in_force(on).select_related("person", "unit"))


def town_of(region_code: str) -> str:
    """The township of a village, so that its staff find their colleagues there; any other region as it is."""
    return region_code[: Level.TOWN].ljust(Level.VILLAGE, "0")


def units_found(query: str, *, region_code: str, on: date) -> QuerySet[Unit]:
    """Units in force of a region whose name, other names, pinyin or initials hold the query; all for an empty one."""
    rows = Unit.objects.within(town_of(region_code)).in_force(on)
    return rows.filter(_holds(query)) if query.strip() else rows


def posts_found(query: str, *, region_code: str, on: date, duty: Duty | None = None) -> QuerySet[Post]:
    """Posts in force whose holder or unit holds the query, with person and unit."""
    rows = Post.objects.within(town_of(region_code)).in_force(on).select_related("person", "unit")
    rows = rows.filter(person__is_active=True)
    if duty is not None:
        rows = rows.with_duty(duty)
    return rows.filter(_holds(query, "person__") | _holds(query, "unit__")) if query.strip() else rows


def unit_choices(*, region_code: str, on: date, kinds: tuple[str, ...] = ()) -> list[tuple[str, str]]:
    """(key, name) of each unit in force, for a select."""
    rows = Unit.objects.within(town_of(region_code)).in_force(on)
    if kinds:
        rows = rows.filter(kind__in=kinds)
    return [(str(unit.pk), unit.name) for unit in rows]


def directory(query: str, *, region_code: str, on: date) -> list[Unit]:
    """Units in force with `staff`: their posts in force. A query keeps the posts found, and whole units found."""
    posts = Post.objects.in_force(on).select_related("person").order_by("title", "person__username")
    units = list(
        Unit.objects.within(town_of(region_code))
        .in_force(on)
        .prefetch_related(Prefetch("posts", posts, to_attr="staff"))
    )
    if not query.strip():
        return units
    whole = set(units_found(query, region_code=region_code, on=on).values_list("pk", flat=True))
    found = set(
        Post.objects.within(town_of(region_code)).filter(_holds(query, "person__")).values_list("pk", flat=True)
    )
    for unit in units:
        if unit.pk not in whole:
            unit.staff = [post for post in unit.staff if post.pk in found]
    return [unit for unit in units if unit.pk in whole or unit.staff]


def minutes(rule_id: str, on: date, region_code: str) -> timedelta:
    """The length that a rule in minutes gives."""
    return timedelta(minutes=rule(rule_id, on=on, region_code=region_code).number)


def _holds(query: str, prefix: str = "") -> Q:
    text = query.strip()[:30]
    return Q(**{f"{prefix}name__icontains": text}) | Q(**{f"{prefix}pinyin__contains": text.lower()})
