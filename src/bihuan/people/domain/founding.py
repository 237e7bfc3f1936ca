"""初始化: the regions, the office and the three administrators of an empty installation; the rest is kept on the pages.

The three administrators are three persons (三员分立). Source: GB/T 22239-2019 安全管理中心 (rules.md 10.1).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from bihuan.kernel.deadlines import SHANGHAI
from bihuan.kernel.identifiers import BadIdentifier, check_division_code, division_level
from bihuan.people.choices import Level, Role, UnitKind
from bihuan.people.domain.passwords import first_password
from bihuan.people.domain.pinyin import search_text
from bihuan.people.models import Person, Post, Region, Unit
from bihuan.trail.facade import Actor, record

FOUNDERS = (Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDIT_ADMIN)
# What follows the name of the place in the name of its government: 云溪镇人民政府, 城关街道办事处.
GOVERNMENT = ("人民政府", "办事处")


class FoundingRefused(ValueError):
    """The installation is not founded and nothing is changed; the message is a Chinese sentence."""


@dataclass(frozen=True)
class Named:
    """A code with its name: a region (division code) or a person (account)."""

    code: str
    name: str


@dataclass(frozen=True)
class FirstAccount:
    """An administrator's account with the first password, to be told once and kept nowhere."""

    role: Role
    person: Named
    password: str = field(repr=False)


@dataclass(frozen=True)
class Founded:
    """What was made."""

    office: Unit
    regions: int
    accounts: tuple[FirstAccount, ...]


def found(
    town: Named,
    *,
    by: Actor,
    now: datetime,
    county: Named,
    administrators: Mapping[Role, Named],
    villages: Sequence[Named] = (),
    office: str = "",
) -> Founded:
    """初始化: make an empty installation a township's; one trail entry. Raises FoundingRefused.

    There is nobody yet whose duty this could be: whoever runs the command has the machine. So the state alone
    permits it, and no page calls this.
    """
    regions = _regions(town, county, villages)
    _check_administrators(administrators)
    on = now.astimezone(SHANGHAI).date()
    try:
        with transaction.atomic():
            if Unit.objects.exists() or Person.objects.exists() or Region.objects.exists():
                raise FoundingRefused("这里已经有机构或人员，不能再次初始化。增加单位和人员请在“机构人员”页办理。")
            Region.objects.bulk_create([_region(code, name, on) for code, name in regions.items()])
            unit = _office(office or office_name(town.name), check_division_code(town.code), on)
            accounts = tuple(_appoint(role, administrators[role], unit, on) for role in FOUNDERS)
            _leave_entry(unit, regions, accounts, by=by, now=now)
            return Founded(unit, len(regions), accounts)
    except ValidationError as fault:
        raise FoundingRefused("".join(fault.messages)) from None
    except IntegrityError:
        raise FoundingRefused("另一处正在初始化同一个数据库，这一次没有改动任何内容。") from None


def office_name(town: str) -> str:
    """云溪镇营商办, also from 云溪镇人民政府."""
    for ending in GOVERNMENT:
        town = town.removesuffix(ending)
    return f"{town}营商办"


def _regions(town: Named, county: Named, villages: Sequence[Named]) -> dict[str, str]:
    """Name by 12-digit code, the county first; each of its level and below the one before."""
    county_code = _code(county, Level.COUNTY, below="")
    town_code = _code(town, Level.TOWN, below=county_code[: Level.COUNTY])
    regions = {county_code: county.name.strip(), town_code: town.name.strip()}
    for village in villages:
        code = _code(village, Level.VILLAGE, below=town_code[: Level.TOWN])
        if code in regions:
            raise FoundingRefused(f"{village.name}的区划代码 {village.code} 与{regions[code]}重复，请核对。")
        regions[code] = village.name.strip()
    return regions


def _code(region: Named, level: Level, *, below: str) -> str:
    if not region.name.strip():
        raise FoundingRefused(f"区划代码 {region.code} 没有写名称，请补上。")
    try:
        code = check_division_code(region.code)
    except BadIdentifier as fault:
        raise FoundingRefused(f"{region.name}（{region.code}）：{fault}") from None
    if Level(division_level(code)) != level:
        raise FoundingRefused(f"{region.name}（{region.code}）：这不是{level.label}一级的区划代码，请核对。")
    if not code.startswith(below):
        raise FoundingRefused(f"{region.name}（{region.code}）：代码应以上级的 {below} 开头，请核对。")
    return code


def _check_administrators(administrators: Mapping[Role, Named]) -> None:
    codes = [administrators[role].code.strip() for role in FOUNDERS]
    if len(set(codes)) < len(FOUNDERS):
        raise FoundingRefused("系统、安全、审计三名管理员必须分别由三人担任，三个工号不能相同。")
    for role in FOUNDERS:
        if not administrators[role].code.strip() or not administrators[role].name.strip():
            raise FoundingRefused(f"{role.label}的工号和姓名都要写。")


def _region(code: str, name: str, on: date) -> Region:
    level = Level(division_level(code))
    above = {Level.TOWN: Level.COUNTY, Level.VILLAGE: Level.TOWN}.get(level)
    parent = code[:above].ljust(Level.VILLAGE, "0") if above else None
    return Region(code=code, name=name, level=level, parent_id=parent, valid_from=on)


def _office(name: str, region_code: str, on: date) -> Unit:
    return Unit.objects.create(
        name=name,
        kind=UnitKind.OFFICE,
        region_code=region_code,
        pinyin=search_text(name, longest=300),
        order=1,
        valid_from=on,
    )


def _appoint(role: Role, named: Named, unit: Unit, on: date) -> FirstAccount:
    password, code, name = first_password(), named.code.strip(), named.name.strip()
    person = Person(username=code, name=name, pinyin=search_text(name, longest=200))
    person.set_password(password)
    person.save(force_insert=True)
    Post.objects.create(
        person=person, unit=unit, region_code=unit.region_code, title=role.label, role=role, valid_from=on
    )
    return FirstAccount(role, Named(code, name), password)


def _leave_entry(
    unit: Unit, regions: dict[str, str], accounts: Sequence[FirstAccount], *, by: Actor, now: datetime
) -> None:
    payload = {
        "regions": regions,
        "office": unit.name,
        "administrators": {account.role: account.person.code for account in accounts},
    }
    record(
        "people.FOUND",
        by=by,
        now=now,
        object_kind="unit",
        object_id=unit.pk,
        region_code=unit.region_code,
        payload=payload,
    )
