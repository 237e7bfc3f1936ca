"""Put a message in the outbox, in the transaction of the change it tells of."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from bihuan.delivery.models import OutboxMessage
from bihuan.people.models import Unit


def send(
    topic: str, *, key: str, now: datetime, region_code: str, unit: Unit | None, payload: Mapping[str, Any]
) -> OutboxMessage:
    """Write one message; `key` names the event it tells of, so that a receiver takes it once."""
    return OutboxMessage.objects.create(
        topic=topic,
        key=key,
        region_code=region_code,
        unit=unit,
        payload=dict(payload),
        created_at=now,
        due_at=now,
    )
