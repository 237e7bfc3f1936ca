"""Insert a row whose every value is known, without the bookkeeping of `save()`.

The rows that every act adds (trail, message, event, key) are written tens of thousands of times a day and never by a
person's form. The statement is built once for each table; values go through the fields' own preparation, so what the
fields refuse is refused here too. Not for rows with database defaults or signals (we have none, docs/decisions/0004).
"""

from __future__ import annotations

from functools import lru_cache
from typing import TypeVar

from django.db import connection, models

Row = TypeVar("Row", bound=models.Model)


def insert(row: Row) -> Row:
    """Insert the row in the running transaction and return it."""
    fields = row._meta.concrete_fields
    values = [field.get_db_prep_save(field.pre_save(row, add=True), connection) for field in fields]
    with connection.cursor() as cursor:
        cursor.execute(_statement(type(row), connection.vendor), values)
    row._state.adding, row._state.db = False, connection.alias
    return row


@lru_cache(maxsize=64)
def _statement(model: type[models.Model], vendor: str) -> str:
    quote = connection.ops.quote_name
    fields = model._meta.concrete_fields
    columns = ", ".join(quote(field.column) for field in fields if field.column)
    return f"INSERT INTO {quote(model._meta.db_table)} ({columns}) VALUES ({', '.join(['%s'] * len(fields))})"
