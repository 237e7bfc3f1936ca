"""The chained log. Rows are only ever added; triggers in the database refuse anything else."""

from __future__ import annotations

from django.db import models

from bihuan.store.keys import new_key


class TrailHead(models.Model):
    """The end of one township's chain; locked by each act that appends. Personal data: none."""

    region_code = models.CharField(max_length=12, primary_key=True)
    seq = models.BigIntegerField(default=0)
    chain_hash = models.BinaryField(default=bytes(32))


class TrailEntry(models.Model):
    """One act: who, when, what, on which record. The leaf is the canonical text that is hashed.

    Personal data: the actor's staff code and name. What was written about citizens is in the payload only.
    """

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    region_code = models.CharField(max_length=12)
    seq = models.BigIntegerField()
    at = models.DateTimeField()
    actor_code = models.CharField(max_length=50)
    actor_name = models.CharField(max_length=50)
    action = models.CharField(max_length=60)
    object_kind = models.CharField(max_length=40)
    object_id = models.CharField(max_length=40)
    leaf = models.TextField()
    chain_hash = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["region_code", "seq"], name="trail_without_gaps")]
        indexes = [models.Index(fields=["object_kind", "object_id"], name="trail_by_object")]


class TrailPayload(models.Model):
    """What the act wrote, behind a salted commitment in the leaf, so that erasing it leaves the chain whole.

    Personal data: whatever the act's data held; erased with its subject.
    """

    entry = models.OneToOneField(TrailEntry, on_delete=models.PROTECT, primary_key=True, related_name="payload")
    salt = models.BinaryField()
    content = models.TextField()
