"""Take a submission once: the same key with the same content gets the first answer again, whatever happened between.

The key is written in the transaction of the act itself (trust: no second transaction that a crash could skip). A
racing twin waits on the unique key and then gets the first one's answer.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from bihuan.delivery.models import TakenSubmission
from bihuan.kernel.text import canonical_json
from bihuan.store.rows import insert


class KeyUsedForAnother(ValueError):
    """The key came before with other content; the message is a Chinese sentence."""


@dataclass(frozen=True)
class Taken:
    """The answer to a submission, and whether it had been taken before."""

    answer: Mapping[str, Any]
    is_repeat: bool


def take_once(
    scope: str, key: str, *, now: datetime, content: Mapping[str, Any], act: Callable[[], Mapping[str, Any]]
) -> Taken:
    """Run `act` unless this key was taken; its JSON-safe return value is the answer that repeats will get.

    Raises KeyUsedForAnother when the key was taken with other content. Whatever `act` raises leaves no key behind.
    """
    fingerprint = hashlib.sha256(canonical_json(dict(content))).hexdigest()
    try:
        with transaction.atomic():
            taken = insert(TakenSubmission(scope=scope, key=key, fingerprint=fingerprint, answer={}, taken_at=now))
            answer = act()
            TakenSubmission.objects.filter(pk=taken.pk).update(answer=dict(answer))
            return Taken(answer, is_repeat=False)
    except IntegrityError:
        earlier = TakenSubmission.objects.filter(scope=scope, key=key).first()
        if earlier is None:
            raise
    if earlier.fingerprint != fingerprint:
        raise KeyUsedForAnother("这份表单已经提交过，内容与上次不同。请打开一张新的表单再填。")
    return Taken(earlier.answer, is_repeat=True)
