"""Names of units as papers write them, found in the directory: “镇民政所”, “民政所”, “云溪镇民政所” are one unit.

A name that fits no unit, or more than one, is matched to none: the gap is named and a person decides.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime

from bihuan.kernel.deadlines import SHANGHAI
from bihuan.people.choices import UnitKind
from bihuan.people.models import Region, Unit

HANDLING_KINDS = (UnitKind.OFFICE, UnitKind.STATION, UnitKind.DISCIPLINE, UnitKind.VILLAGE)
_ASIDE = re.compile(r"[（(][^）)]*[）)]")
_SIGNS = re.compile(r"[\s·、，。；：,.;:“”\"'《》]")
_LEVEL_WORD = re.compile(r"^(?:乡镇|街道|镇|乡)(?=..)")


class Directory:
    """The units in force of a township that can be given a measure, by every name they go by."""

    def __init__(self, units: Iterable[Unit], *, places: Iterable[str]) -> None:
        self._places = sorted(places, key=len, reverse=True)
        self.units = list(units)
        self._by_name: dict[str, Unit | None] = {}
        for unit in self.units:
            for name in {self._plain(each) for each in (unit.name, *unit.aliases)} - {""}:
                taken = self._by_name.get(name, unit)
                self._by_name[name] = unit if taken is not None and taken.pk == unit.pk else None

    def find(self, name: str) -> Unit | None:
        """The one unit of that name; None where there is none, or more than one."""
        return self._by_name.get(self._plain(name)) or self._by_name.get(self._plain(_ASIDE.sub("", name)))

    def found(self, names: Iterable[str]) -> list[Unit]:
        """The units of these names, each once, in their order."""
        found = {unit.pk: unit for unit in map(self.find, names) if unit is not None}
        return list(found.values())

    def missing(self, names: Iterable[str]) -> list[str]:
        """Those of the names that the directory does not know."""
        return [name for name in names if self.find(name) is None]

    def _plain(self, name: str) -> str:
        """The name without blanks and signs, without the place before it and the word for its level."""
        text = _SIGNS.sub("", name)
        for place in self._places:
            if text.startswith(place) and len(text) > len(place):
                text = text.removeprefix(place)
                break
        return _LEVEL_WORD.sub("", text)


def directory_of(region_code: str, *, now: datetime) -> Directory:
    """The directory of a township at the moment; three queries."""
    on = now.astimezone(SHANGHAI).date()
    units = Unit.objects.within(region_code).in_force(on).filter(kind__in=HANDLING_KINDS)
    regions = Region.objects.filter(pk=region_code).select_related("parent")
    places = {region.name for one in regions for region in (one, one.parent) if region is not None}
    return Directory(units, places=places)
