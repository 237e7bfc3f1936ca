"""机构人员: units, persons and posts with their dates, kept by the security administrator.

Nothing is deleted: a unit that is merged, a post that ends keep their dates, so that last year's case shows last
year's unit. Nobody sets up a post for themselves, and the three administrators exclude one another (三员分立).
Source: GB/T 22239-2019 访问控制, 安全管理中心 (rules.md 10.1); trust 4.7.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction

from bihuan.people.choices import ADMINISTRATORS, Duty, EndedAs, Role, UnitKind
from bihuan.people.domain.passwords import first_password
from bihuan.people.domain.permissions import NotAllowed, require, require_within
from bihuan.people.domain.pinyin import search_text
from bihuan.people.domain.signing_in import end_all
from bihuan.people.models import Person, Post, Unit
from bihuan.trail.facade import record


class DirectoryRefused(ValueError):
    """The change of units or people is not possible; the message is a Chinese sentence."""


def add_unit(
    name: str,
    *,
    by: Post,
    now: datetime,
    region_code: str,
    kind: UnitKind,
    valid_from: date,
    aliases: Sequence[str] = (),
    phone: str = "",
    order: int = 100,
) -> Unit:
    """新设单位. Raises NotAllowed, or DirectoryRefused where a unit of that name is in force."""
    _require(by, region_code)
    try:
        with transaction.atomic():
            unit = Unit.objects.create(
                name=name,
                kind=kind,
                region_code=region_code,
                aliases=list(aliases),
                pinyin=search_text(name, others=aliases, longest=300),
                phone=phone,
                order=order,
                valid_from=valid_from,
            )
            _record("people.ADD_UNIT", "unit", unit, by=by, now=now, payload={"name": name, "kind": kind})
            return unit
    except IntegrityError:
        raise DirectoryRefused(f"已经有名为“{name}”的单位，请核对。") from None


def merge_unit(unit: Unit, *, by: Post, now: datetime, into: Unit, on: date) -> Unit:
    """撤并单位: from the day on, another unit has its duties; its posts end. Open matters are reassigned by the office."""
    _require(by, unit.region_code)
    if into.pk == unit.pk:
        raise DirectoryRefused("不能并入单位自己，请选择另一个单位。")
    with transaction.atomic():
        unit = Unit.objects.select_for_update().get(pk=unit.pk)
        if unit.valid_to is not None:
            raise DirectoryRefused(f"{unit.name}已经撤并。")
        if on <= unit.valid_from:
            raise DirectoryRefused(f"撤并日期应晚于设立日期（{unit.valid_from:%Y-%m-%d}）。")
        unit.valid_to, unit.merged_into = on, into
        unit.save(update_fields=["valid_to", "merged_into"])
        posts = Post.objects.filter(unit=unit, valid_to=None).update(valid_to=on)
        payload = {"name": unit.name, "into": into.name, "on": on.isoformat(), "posts_ended": posts}
        _record("people.MERGE_UNIT", "unit", unit, by=by, now=now, payload=payload)
        return unit


def edit_unit(unit: Unit, *, by: Post, now: datetime, aliases: Sequence[str], phone: str, order: int) -> Unit:
    """更正单位资料: other names, telephone, place in the list. A new name is a new unit, merged from the old one."""
    _require(by, unit.region_code)
    with transaction.atomic():
        unit = Unit.objects.select_for_update().get(pk=unit.pk)
        unit.aliases, unit.phone, unit.order = list(aliases), phone, order
        unit.pinyin = search_text(unit.name, others=aliases, longest=300)
        unit.save(update_fields=["aliases", "phone", "order", "pinyin"])
        payload = {"aliases": list(aliases), "phone": phone, "order": order}
        _record("people.EDIT_UNIT", "unit", unit, by=by, now=now, payload=payload)
        return unit


def add_person(username: str, *, by: Post, now: datetime, name: str, phone: str = "") -> tuple[Person, str]:
    """新增人员: the person and their first password, to be told once. Without a post nobody signs in."""
    require(by, Duty.KEEP_PEOPLE)
    password = first_password()
    try:
        with transaction.atomic():
            person = Person(username=username, name=name, phone=phone, pinyin=search_text(name, longest=200))
            person.set_password(password)
            person.save(force_insert=True)
            _record("people.ADD_PERSON", "person", person, by=by, now=now, payload={"username": username, "name": name})
            return person, password
    except IntegrityError:
        raise DirectoryRefused(f"工号“{username}”已经有人用，请换一个。") from None


def disable_person(person: Person, *, by: Post, now: datetime, on: date) -> Person:
    """停用账号 (调离、退休): every post ends on the day, every sign-in now."""
    require(by, Duty.KEEP_PEOPLE)
    _refuse_self(person, by)
    posts = Post.objects.filter(person=person, valid_to=None)
    for post in posts:
        require_within(by, post.region_code)
    with transaction.atomic():
        person.is_active = False
        person.save(update_fields=["is_active"])
        ended = posts.update(valid_to=on)
        end_all(person, EndedAs.DISABLED, now=now)
        payload = {"username": person.username, "posts_ended": ended}
        _record("people.DISABLE_PERSON", "person", person, by=by, now=now, payload=payload)
        return person


def give_post(
    person: Person,
    *,
    by: Post,
    now: datetime,
    unit: Unit,
    role: Role,
    title: str,
    valid_from: date,
    division_of_work: str = "",
) -> Post:
    """任岗: what a person is in a unit from a day on. Raises NotAllowed or DirectoryRefused."""
    _require(by, unit.region_code)
    _refuse_self(person, by)
    if unit.valid_to is not None and unit.valid_to <= valid_from:
        raise DirectoryRefused(f"{unit.name}届时已经撤并，请选择现有单位。")
    with transaction.atomic():
        locked = Person.objects.select_for_update().get(pk=person.pk)
        _refuse_second_administrator(locked, role, valid_from)
        if Post.objects.filter(person=locked, unit=unit, role=role).in_force(valid_from).exists():
            raise DirectoryRefused(f"{locked.name}在{unit.name}已经有这个角色的岗位。")
        post = Post.objects.create(
            person=locked,
            unit=unit,
            region_code=unit.region_code,
            title=title,
            role=role,
            division_of_work=division_of_work,
            valid_from=valid_from,
        )
        payload = {"person": locked.username, "unit": unit.name, "role": role, "title": title, "from": str(valid_from)}
        _record("people.GIVE_POST", "post", post, by=by, now=now, payload=payload)
        return post


def end_post(post: Post, *, by: Post, now: datetime, on: date) -> Post:
    """免岗: the post ends on the day; whoever acts in it loses its rights with the next page."""
    _require(by, post.region_code)
    with transaction.atomic():
        post = Post.objects.select_for_update(of=("self",)).select_related("person", "unit").get(pk=post.pk)
        if post.valid_to is not None:
            raise DirectoryRefused("这个岗位已经结束。")
        if on < post.valid_from:
            raise DirectoryRefused(f"结束日期不能早于任岗日期（{post.valid_from:%Y-%m-%d}）。")
        post.valid_to = on
        post.save(update_fields=["valid_to"])
        payload = {"person": post.person.username, "unit": post.unit.name, "on": on.isoformat()}
        _record("people.END_POST", "post", post, by=by, now=now, payload=payload)
        return post


def publish_post(post: Post, *, by: Post, now: datetime, is_published: bool, division_of_work: str = "") -> Post:
    """公开岗位: whether the public page names this person with their duties and the unit's telephone."""
    _require(by, post.region_code)
    with transaction.atomic():
        post.is_published = is_published
        post.division_of_work = division_of_work or post.division_of_work
        post.save(update_fields=["is_published", "division_of_work"])
        payload = {"is_published": is_published, "division_of_work": post.division_of_work}
        _record("people.PUBLISH_POST", "post", post, by=by, now=now, payload=payload)
        return post


def _require(by: Post, region_code: str) -> None:
    require(by, Duty.KEEP_PEOPLE)
    require_within(by, region_code)


def _refuse_self(person: Person, by: Post) -> None:
    if person.pk == by.person_id:
        raise NotAllowed("不能办理自己的岗位和账号，请由另一名安全管理员办理。")


def _refuse_second_administrator(person: Person, role: Role, valid_from: date) -> None:
    if role not in ADMINISTRATORS:
        return
    held = Post.objects.filter(person=person, role__in=ADMINISTRATORS).exclude(valid_to__lte=valid_from).first()
    if held is not None:
        raise DirectoryRefused(
            f"{person.name}已是{held.get_role_display()}；系统、安全、审计三名管理员必须分别由三人担任。"
        )


def _record(action: str, kind: str, row: Any, *, by: Post, now: datetime, payload: dict[str, Any]) -> None:
    region = getattr(row, "region_code", by.region_code)
    record(action, by=by, now=now, object_kind=kind, object_id=row.pk, region_code=region, payload=payload)
