"""The outbox and the keys of submissions already taken."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from bihuan.people.models import ScopedQuerySet, Unit
from bihuan.store.keys import new_key


class OutboxMessage(models.Model):
    """A message written in the transaction of the change it tells of; delivered at least once, taken by its key once.

    Personal data: none in the payload beyond record numbers; the receiver looks the rest up with its own rights.
    """

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    region_code = models.CharField(max_length=12)
    topic = models.CharField(max_length=60)
    key = models.CharField(max_length=120, unique=True)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="+")
    payload = models.JSONField(default=dict)
    created_at = models.DateTimeField()
    due_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    last_error = models.TextField(blank=True)
    done_at = models.DateTimeField(null=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["due_at"], condition=Q(done_at=None), name="outbox_to_send"),
            models.Index(fields=["unit", "-created_at"], name="outbox_of_unit"),
        ]


class TakenSubmission(models.Model):
    """The key of a submission that was taken, with the answer given, so that a repeat gets the same answer.

    Personal data: none; the answer holds keys of records only.
    """

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    scope = models.CharField(max_length=40)
    key = models.CharField(max_length=80)
    fingerprint = models.CharField(max_length=64)
    answer = models.JSONField()
    taken_at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["scope", "key"], name="one_taking_per_key")]
