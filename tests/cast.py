"""The standing cast of the tests: one township with an office, two stations, the discipline unit and a neighbour."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from bihuan.kernel.deadlines import SHANGHAI
from bihuan.people.choices import Level, Role, UnitKind
from bihuan.people.models import Person, Post, Region, Unit

TOWN = "530199101000"
NEIGHBOUR = "530199102000"
COUNTY = "530199000000"
VILLAGE = "530199101201"
BEGIN = date(2020, 1, 1)
# A Tuesday at ten, in a year whose notice is known.
NOW = datetime(2026, 3, 3, 10, 0, tzinfo=SHANGHAI)


@dataclass(frozen=True)
class Cast:
    """Posts by what they do; units hang on them."""

    dispatcher: Post
    reviewer: Post
    caller: Post
    leader: Post
    handler: Post  # 民政所
    head: Post  # 民政所
    other_handler: Post  # 农业服务站
    discipline: Post
    county: Post
    system_admin: Post
    security_admin: Post
    audit_admin: Post
    stranger: Post  # dispatcher of the neighbouring township
    office: Unit
    station: Unit
    other_station: Unit


def make_cast() -> Cast:
    """The cast, written straight to the tables: none of it is what the tests are about."""
    _regions()
    office = _unit("镇营商办", UnitKind.OFFICE)
    station = _unit("镇民政所", UnitKind.STATION)
    other = _unit("镇农业服务站", UnitKind.STATION)
    lead = _unit("镇领导班子", UnitKind.LEADERSHIP)
    discipline = _unit("镇纪委", UnitKind.DISCIPLINE)
    county = _unit("县营商办", UnitKind.COUNTY, COUNTY)
    away = _unit("邻镇营商办", UnitKind.OFFICE, NEIGHBOUR)
    return Cast(
        dispatcher=_post("fenban", "周分办", office, Role.DISPATCHER),
        reviewer=_post("fuhe", "吴复核", office, Role.REVIEWER),
        caller=_post("huifang", "郑回访", office, Role.CALLER),
        leader=_post("lingdao", "王镇长", lead, Role.LEADER),
        handler=_post("chengban", "李承办", station, Role.HANDLER),
        head=_post("suozhang", "赵所长", station, Role.UNIT_HEAD),
        other_handler=_post("nongye", "钱农业", other, Role.HANDLER),
        discipline=_post("jijian", "孙纪检", discipline, Role.DISCIPLINE),
        county=_post("xian", "冯县办", county, Role.COUNTY_OFFICE),
        system_admin=_post("xitong", "系统员", office, Role.SYSTEM_ADMIN),
        security_admin=_post("anquan", "安全员", office, Role.SECURITY_ADMIN),
        audit_admin=_post("shenji", "审计员", office, Role.AUDIT_ADMIN),
        stranger=_post("linzhen", "陈邻镇", away, Role.DISPATCHER),
        office=office,
        station=station,
        other_station=other,
    )


def _regions() -> None:
    county = Region.objects.create(code=COUNTY, name="云岭县", level=Level.COUNTY, valid_from=BEGIN)
    for code, name in ((TOWN, "云溪镇"), (NEIGHBOUR, "石桥镇")):
        Region.objects.create(code=code, name=name, level=Level.TOWN, parent=county, valid_from=BEGIN)
    Region.objects.create(code=VILLAGE, name="上河村", level=Level.VILLAGE, parent_id=TOWN, valid_from=BEGIN)


def _unit(name: str, kind: UnitKind, region_code: str = TOWN) -> Unit:
    return Unit.objects.create(name=name, kind=kind, region_code=region_code, valid_from=BEGIN)


def _post(username: str, name: str, unit: Unit, role: Role) -> Post:
    person = Person.objects.create(username=username, name=name, must_change_password=False)
    return Post.objects.create(
        person=person, unit=unit, region_code=unit.region_code, title=role.label, role=role, valid_from=BEGIN
    )
