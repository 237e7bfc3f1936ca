"""Full-text search in Chinese on both engines: `tokens__match`, given phrases of character pairs that must all occur.

SQLite: an FTS5 index over the entries' own table, kept by triggers. PostgreSQL: a GIN index on to_tsvector.
Both find exactly what a LIKE over the canonical text finds.
"""

from __future__ import annotations

from typing import Any

from django.db.models import Lookup

from bihuan.store.models import SearchEntry


class Match(Lookup):
    lookup_name = "match"
    prepare_rhs = False

    def as_sqlite(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        left, parameters = self.process_lhs(compiler, connection)
        entry_id = left.rsplit(".", 1)[0] + '."id"'
        return (
            f"{entry_id} IN (SELECT rowid FROM store_searchentry_fts WHERE store_searchentry_fts MATCH %s)",
            [*parameters, " AND ".join(_fts_phrase(term) for term in self.rhs)],
        )

    def as_postgresql(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        left, parameters = self.process_lhs(compiler, connection)
        return (
            f"to_tsvector('simple', {left}) @@ to_tsquery('simple', %s)",
            [*parameters, " & ".join(_ts_phrase(term) for term in self.rhs)],
        )


def _fts_phrase(term: list[str]) -> str:
    *whole, last = (word.replace('"', '""') for word in term)
    return '"' + " ".join([*whole, last]) + '"' + ("*" if len(term) == 1 and len(term[0]) == 1 else "")


def _ts_phrase(term: list[str]) -> str:
    quoted = ["'" + word.replace("\\", "\\\\").replace("'", "''") + "'" for word in term]
    if len(term) == 1 and len(term[0]) == 1:
        return quoted[0] + ":*"
    return "(" + " <-> ".join(quoted) + ")"


SearchEntry._meta.get_field("tokens").register_lookup(Match)
