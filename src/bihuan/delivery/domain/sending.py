"""Put a message in the outbox, in the transaction of the change it tells of."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from bihuan.delivery.models import OutboxMessage
from bihuan.store.rows import insert


def send(
    topic: str, *, key: str, now: datetime, region_code: str, unit_id: UUID | None, payload: Mapping[str, Any]
) -> OutboxMessage:
    """Write one message; `key` names the event it tells of, so that a receiver takes it once."""
    message = OutboxMessage(
        topic=topic,
        key=key,
        region_code=region_code,
        unit_id=unit_id,
        payload=dict(payload),
        created_at=now,
        due_at=now,
    )
    return insert(message)
