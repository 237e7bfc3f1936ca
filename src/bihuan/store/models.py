"""Rows that every floor shares: search entries, number sequences, files by content."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models.functions import Now

from bihuan.kernel.text import query_terms, tokens
from bihuan.store.fields import StorableCharField
from bihuan.store.keys import new_key


class SearchEntryQuerySet(models.QuerySet["SearchEntry"]):
    def matching(self, kind: str, query: str) -> SearchEntryQuerySet:
        """Entries of one kind that hold every blank-separated word of the query, from one character on."""
        terms = query_terms(query)
        if not terms:
            return self.none()
        return self.filter(kind=kind, tokens__match=terms)


class SearchEntry(models.Model):
    """The searchable text of one record, cut into character pairs (an index, rebuilt from the records at any time).

    Personal data: only what the record's own kind puts in; names and numbers of citizens are never put in.
    """

    kind = models.CharField(max_length=20)
    object_id = models.UUIDField()
    region_code = models.CharField(max_length=12)
    tokens = models.TextField()

    objects = SearchEntryQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "object_id"], name="one_search_entry_per_record")]

    @classmethod
    def put(cls, kind: str, object_id: Any, region_code: str, text: str, *, new: bool = False) -> None:
        """Index the text of a record, replacing what was there; `new` saves the look-up for a record just made."""
        if new:
            cls.objects.create(kind=kind, object_id=object_id, region_code=region_code, tokens=tokens(text))
            return
        cls.objects.update_or_create(
            kind=kind, object_id=object_id, defaults={"region_code": region_code, "tokens": tokens(text)}
        )


class NumberSequence(models.Model):
    """The last number given out for a word, a region and a year, as in 诉求〔2026〕0123号: gap-free, unique per region.

    Personal data: none.
    """

    region_code = models.CharField(max_length=12)
    word = models.CharField(max_length=20)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["region_code", "word", "year"], name="one_sequence_per_year")]

    @classmethod
    def take(cls, word: str, *, region_code: str, year: int) -> int:
        """The next number. Must run inside the act's transaction, which locks this one row until it ends."""
        rows = cls.objects.filter(region_code=region_code, word=word, year=year)
        if not rows.update(last=models.F("last") + 1):
            NumberSequence.objects.bulk_create(
                [NumberSequence(region_code=region_code, word=word, year=year)], ignore_conflicts=True
            )
            rows.update(last=models.F("last") + 1)
        return rows.values_list("last", flat=True).get()


class StoredFile(models.Model):
    """A file kept once under the digest of its content; who may fetch it is decided by the record it hangs on.

    Personal data: whatever its content holds; the name is as the sender gave it, metadata inside is stripped.
    """

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    sha256 = models.CharField(max_length=64, db_index=True)
    name = StorableCharField("文件名", max_length=200)
    content_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField()
    stored_at = models.DateTimeField(db_default=Now())
