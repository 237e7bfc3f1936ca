"""Verify the log: walk each township's chain from its start and name the first entry that does not fit."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from bihuan.kernel.hashchain import chain_hash, commitment, leaf_hash
from bihuan.trail.models import TrailEntry, TrailHead, TrailPayload

START = bytes(32)
LEAF_WORDS = {"seq", "t", "actor", "action", "object", "pc"}


@dataclass(frozen=True)
class Verdict:
    """The state of one township's log. `broken_at` is the first seq that does not fit, with the reason in Chinese."""

    region_code: str
    entries: int
    broken_at: int | None = None
    reason: str = ""

    @property
    def is_whole(self) -> bool:
        return self.broken_at is None


def verify(logs: Sequence[str] | None = None) -> list[Verdict]:
    """A verdict for each township's log, or for those given, by region code.

    Finds edits, deletions, insertions, swaps and a cut tail. Acts may go on meanwhile.
    """
    heads = TrailHead.objects.order_by("region_code")
    if logs is not None:
        heads = heads.filter(region_code__in=logs)
    return [_verify_log(head) for head in heads]


def _verify_log(head: TrailHead) -> Verdict:
    log, previous, count = head.region_code, START, 0
    at_head = START if head.seq == 0 else None
    entries = TrailEntry.objects.filter(region_code=log).order_by("seq").select_related("payload")
    for entry in entries.iterator(chunk_size=2000):
        fault = _fault(entry, expected_seq=count + 1, previous=previous)
        if fault:
            return Verdict(log, count, broken_at=count + 1, reason=fault)
        previous = bytes(entry.chain_hash)
        count += 1
        if count == head.seq:
            at_head = previous
    if at_head != bytes(head.chain_hash) or _is_past_its_head(log, count, known=head.seq):
        return Verdict(log, count, broken_at=count + 1, reason="链尾缺失：登记的末条与现存的末条不一致")
    return Verdict(log, count)


def _is_past_its_head(log: str, count: int, *, known: int) -> bool:
    """Whether entries lie beyond the head. What acts have added since the head was read has moved the head too."""
    return count > known and TrailHead.objects.get(region_code=log).seq < count


def _fault(entry: TrailEntry, *, expected_seq: int, previous: bytes) -> str:
    if entry.seq != expected_seq:
        return f"缺少第 {expected_seq} 条"
    leaf = _leaf_of(entry)
    if leaf is None:
        return "条目正文读不出来"
    shown = (entry.seq, entry.actor_code, entry.action, f"{entry.object_kind}:{entry.object_id}")
    if shown != (leaf["seq"], leaf["actor"], leaf["action"], leaf["object"]) or entry.at.isoformat() != leaf["t"]:
        return "条目的显示内容与留痕正文不一致"
    if chain_hash(previous, leaf_hash(entry.leaf.encode())) != bytes(entry.chain_hash):
        return "条目正文或前一条被改动"
    try:
        payload = entry.payload
    except TrailPayload.DoesNotExist:
        return "条目所附内容被删除"
    if commitment(bytes(payload.salt), payload.content.encode()).hex() != leaf["pc"]:
        return "条目所附内容被改动"
    return ""


def _leaf_of(entry: TrailEntry) -> dict[str, Any] | None:
    """The leaf with all its words; None for a text that is no leaf."""
    try:
        leaf = json.loads(entry.leaf)
    except ValueError:
        return None
    return leaf if isinstance(leaf, dict) and set(leaf) >= LEAF_WORDS else None
