"""A record for each word that an address names, all in the own township."""

from __future__ import annotations

from typing import Any

from bihuan.matters.choices import Move
from bihuan.matters.models import Matter
from tests.cast import TOWN, Cast


def make(cast: Cast, matter: Matter) -> dict[str, Any]:
    """`app.word` to the value that stands for it in an address."""
    nobody = cast.handler.person_id
    return {
        "people.unit_id": cast.station.pk,
        "people.person_id": nobody,
        "people.post_id": cast.handler.pk,
        "rulebook.rule_id": "matters.limit.accept",
        "rulebook.override_id": nobody,
        "figures.name": "matters.received",
        "portal.town": TOWN,
        "matters.pk": matter.pk,
        "matters.move": Move.HANDLE,
    }
