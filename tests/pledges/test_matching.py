"""Names of units as papers write them."""

from __future__ import annotations

import pytest

from bihuan.people.choices import UnitKind
from bihuan.people.models import Unit
from bihuan.pledges.facade import directory_of
from tests.cast import BEGIN, NOW, TOWN, Cast


@pytest.mark.parametrize(
    ("written", "unit"),
    [
        ("镇民政所", "镇民政所"),
        ("民政所", "镇民政所"),
        ("云溪镇民政所", "镇民政所"),
        (" 镇 民政所。", "镇民政所"),
        ("民政所（社会救助）", "镇民政所"),
        ("农业服务站", "镇农业服务站"),
        ("农技站", "镇农业服务站"),
        ("镇纪委", "镇纪委"),
        ("县民政局", None),
        ("镇领导班子", None),
        ("邻镇营商办", None),
        ("镇", None),
        ("", None),
    ],
)
def test_a_name_finds_its_unit_with_or_without_the_township(cast: Cast, written: str, unit: str | None) -> None:
    Unit.objects.filter(pk=cast.other_station.pk).update(aliases=["镇农技站"])
    found = directory_of(TOWN, now=NOW).find(written)
    assert (found.name if found else None) == unit


def test_a_name_that_two_units_go_by_finds_none(cast: Cast) -> None:
    Unit.objects.create(
        name="镇社会事务办", aliases=["民政所"], kind=UnitKind.STATION, region_code=TOWN, valid_from=BEGIN
    )
    directory = directory_of(TOWN, now=NOW)
    assert directory.find("民政所") is None
    assert directory.missing(["镇社会事务办", "民政所"]) == ["民政所"]


def test_a_unit_that_has_ended_is_not_found(cast: Cast) -> None:
    Unit.objects.filter(pk=cast.station.pk).update(valid_to=NOW.date())
    assert directory_of(TOWN, now=NOW).find("镇民政所") is None


def test_several_names_of_one_unit_give_it_once(cast: Cast) -> None:
    directory = directory_of(TOWN, now=NOW)
    assert directory.found(["民政所", "镇纪委", "镇民政所", "镇水务站"]) == [cast.station, cast.discipline.unit]
