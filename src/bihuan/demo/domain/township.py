"""Found the sample township: its regions, units and people. All names are made up."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.contrib.auth.hashers import make_password
from pypinyin import Style, lazy_pinyin

from bihuan.demo.domain.texts import township
from bihuan.kernel.deadlines import SHANGHAI
from bihuan.people.choices import Level, Role, UnitKind
from bihuan.people.models import Person, Post, Region, Unit
from bihuan.trail.facade import record, system

BEGIN = date(2020, 1, 1)
SINCE_LAST_CHANGE = timedelta(days=120)


@dataclass
class Town:
    """The township as the sample's stories need it: units by name, posts by account, villages by code."""

    code: str
    villages: dict[str, str]
    units: dict[str, Unit] = field(default_factory=dict)
    posts: dict[str, Post] = field(default_factory=dict)

    def of_unit(self, unit: str) -> list[Post]:
        """The posts of a unit that sign for and handle matters."""
        handling = (Role.HANDLER, Role.UNIT_HEAD, Role.DISCIPLINE)
        return [post for post in self.posts.values() if post.unit.name == unit and post.role in handling]

    def with_role(self, role: Role) -> list[Post]:
        return [post for post in self.posts.values() if post.role == role]


def found(*, now: datetime) -> Town:
    """Write regions, units, persons and posts, with one trail entry; all have the sample password, hashed once."""
    told = township()
    today = now.astimezone(SHANGHAI).date()
    town = Town(told["town"]["code"], told["villages"])
    _found_regions(told)
    password = make_password(told["password"])
    for order, row in enumerate(told["unit"], start=1):
        region = told["county"]["code"] if row.get("at_county") else town.code
        unit = Unit.objects.create(
            region_code=region,
            name=row["name"],
            aliases=row["aliases"],
            pinyin=pinyin_of(row["name"]),
            kind=UnitKind(row["kind"]),
            phone=row["phone"],
            order=order * 10,
            valid_from=BEGIN,
        )
        town.units[unit.name] = unit
        for account, name, post in _posts(row, unit, today=today):
            post.person = Person.objects.create(
                username=account,
                name=name,
                pinyin=pinyin_of(name),
                password=password,
                must_change_password=False,
                password_changed_at=now,
            )
            post.save(force_insert=True)
            town.posts[account] = post
    record(
        "demo.found",
        by=system(town.code),
        now=now,
        object_kind="region",
        object_id=town.code,
        region_code=town.code,
        payload={"units": len(town.units), "posts": len(town.posts)},
    )
    return town


def pinyin_of(name: str) -> str:
    """Full pinyin and initials of a name, to be found by either."""
    return f"{''.join(lazy_pinyin(name))} {''.join(lazy_pinyin(name, style=Style.FIRST_LETTER))}"


def _found_regions(told: dict[str, Any]) -> None:
    county = Region.objects.create(**told["county"], level=Level.COUNTY, valid_from=BEGIN)
    town = Region.objects.create(**told["town"], level=Level.TOWN, parent=county, valid_from=BEGIN)
    Region.objects.bulk_create(
        Region(code=code, name=name, level=Level.VILLAGE, parent=town, valid_from=BEGIN)
        for code, name in told["villages"].items()
    )


def _posts(row: dict[str, Any], unit: Unit, *, today: date) -> Iterator[tuple[str, str, Post]]:
    """Account, name and unsaved post of everyone in a unit; the leaders are on the public board."""
    for account, name, title, work in row.get("leaders", []):
        begun = today - SINCE_LAST_CHANGE if account == "fuzhenzhang02" else BEGIN
        yield account, name, _post(unit, title, Role.LEADER, begun, division_of_work=work, is_published=True)
    for account, name, title, role in row.get("staff", []):
        yield account, name, _post(unit, title, Role(role), BEGIN)


def _post(unit: Unit, title: str, role: Role, begun: date, **more: Any) -> Post:
    # Keys of one millisecond come in any order, and the board lists the leaders by their keys.
    time.sleep(0.001)
    return Post(unit=unit, region_code=unit.region_code, title=title, role=role, valid_from=begun, **more)
