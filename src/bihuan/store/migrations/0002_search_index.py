"""The full-text index over search entries: FTS5 kept by triggers on SQLite, GIN on PostgreSQL."""

from django.db import migrations

SQLITE = (
    "CREATE VIRTUAL TABLE store_searchentry_fts USING fts5("
    "tokens, content='store_searchentry', content_rowid='id', tokenize=\"unicode61 remove_diacritics 0\")",
    "CREATE TRIGGER store_searchentry_added AFTER INSERT ON store_searchentry BEGIN "
    "INSERT INTO store_searchentry_fts(rowid, tokens) VALUES (new.id, new.tokens); END",
    "CREATE TRIGGER store_searchentry_removed AFTER DELETE ON store_searchentry BEGIN "
    "INSERT INTO store_searchentry_fts(store_searchentry_fts, rowid, tokens) "
    "VALUES ('delete', old.id, old.tokens); END",
    "CREATE TRIGGER store_searchentry_changed AFTER UPDATE OF tokens ON store_searchentry BEGIN "
    "INSERT INTO store_searchentry_fts(store_searchentry_fts, rowid, tokens) "
    "VALUES ('delete', old.id, old.tokens); "
    "INSERT INTO store_searchentry_fts(rowid, tokens) VALUES (new.id, new.tokens); END",
)
POSTGRESQL = (
    "CREATE INDEX store_searchentry_gin ON store_searchentry USING gin (to_tsvector('simple', tokens))",
)


def build(apps, schema_editor):
    for statement in SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRESQL:
        schema_editor.execute(statement)


def drop(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        for trigger in ("added", "removed", "changed"):
            schema_editor.execute(f"DROP TRIGGER store_searchentry_{trigger}")
        schema_editor.execute("DROP TABLE store_searchentry_fts")
    else:
        schema_editor.execute("DROP INDEX store_searchentry_gin")


class Migration(migrations.Migration):
    dependencies = [("store", "0001_initial")]

    operations = [migrations.RunPython(build, drop)]
