"""Record an act: one entry, in the act's own transaction, chained to the entry before it in the same township."""

from __future__ import annotations

import os
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from bihuan.kernel.hashchain import chain_hash, commitment, leaf_hash
from bihuan.kernel.text import canonical_json
from bihuan.store.rows import insert
from bihuan.trail.actor import Actor
from bihuan.trail.models import TrailEntry, TrailHead, TrailPayload


class NotInTransaction(RuntimeError):
    """An act tried to leave its entry outside a transaction, where it could survive without its change."""


def record(
    action: str,
    *,
    by: Actor,
    now: datetime,
    object_kind: str,
    object_id: UUID | str,
    region_code: str,
    payload: Mapping[str, Any],
) -> TrailEntry:
    """Append the entry of one act; locks the township's chain head until the transaction ends.

    Raises NotInTransaction outside `transaction.atomic()`.
    """
    if not transaction.get_connection().in_atomic_block:
        raise NotInTransaction(action)
    content, salt, about = canonical_json(dict(payload)), os.urandom(32), f"{object_kind}:{object_id}"
    head = _locked_head(log_of(region_code))
    head.seq += 1
    leaf = _leaf(head.seq, action, about, by=by, now=now, sealed=commitment(salt, content))
    head.chain_hash = chain_hash(bytes(head.chain_hash), leaf_hash(leaf))
    TrailHead.objects.filter(pk=head.pk).update(seq=head.seq, chain_hash=head.chain_hash)
    entry = TrailEntry(
        region_code=head.region_code,
        seq=head.seq,
        at=now,
        actor_code=by.actor_code,
        actor_name=by.actor_name,
        action=action,
        object_kind=object_kind,
        object_id=str(object_id),
        leaf=leaf.decode(),
        chain_hash=head.chain_hash,
    )
    insert(entry)
    insert(TrailPayload(entry=entry, salt=salt, content=content.decode()))
    return entry


def _leaf(seq: int, action: str, about: str, *, by: Actor, now: datetime, sealed: bytes) -> bytes:
    """The canonical text that is hashed: no personal data of citizens, only the commitment to what holds it."""
    return canonical_json(
        {
            "v": 1,
            "seq": seq,
            "t": now.astimezone(UTC).isoformat(),
            "actor": by.actor_code,
            "role": by.role,
            "unit": by.unit_name,
            "action": action,
            "object": about,
            "pc": sealed.hex(),
        }
    )


def log_of(region_code: str) -> str:
    """The township whose log keeps acts in this region: its first nine digits, filled with zeros."""
    return region_code[:9].ljust(12, "0")


def _locked_head(log: str) -> TrailHead:
    head = TrailHead.objects.select_for_update().filter(pk=log).first()
    if head is None:
        TrailHead.objects.bulk_create([TrailHead(region_code=log)], ignore_conflicts=True)
        head = TrailHead.objects.select_for_update().get(pk=log)
    return head
