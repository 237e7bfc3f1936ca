"""The database itself refuses to change or delete entries of the trail."""

from django.db import migrations

MESSAGE = "the trail is append-only"
POSTGRESQL = (
    "CREATE FUNCTION trail_refuse() RETURNS trigger LANGUAGE plpgsql AS "
    f"$$ BEGIN RAISE EXCEPTION '{MESSAGE}'; END $$",
    "CREATE TRIGGER trail_append_only BEFORE UPDATE OR DELETE ON trail_trailentry "
    "FOR EACH ROW EXECUTE FUNCTION trail_refuse()",
    "CREATE TRIGGER trail_payload_fixed BEFORE UPDATE ON trail_trailpayload "
    "FOR EACH ROW EXECUTE FUNCTION trail_refuse()",
)
SQLITE = (
    "CREATE TRIGGER trail_no_update BEFORE UPDATE ON trail_trailentry "
    f"BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END",
    "CREATE TRIGGER trail_no_delete BEFORE DELETE ON trail_trailentry "
    f"BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END",
    "CREATE TRIGGER trail_payload_fixed BEFORE UPDATE ON trail_trailpayload "
    f"BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END",
)
DROP_POSTGRESQL = (
    "DROP TRIGGER trail_append_only ON trail_trailentry",
    "DROP TRIGGER trail_payload_fixed ON trail_trailpayload",
    "DROP FUNCTION trail_refuse()",
)
DROP_SQLITE = (
    "DROP TRIGGER trail_no_update",
    "DROP TRIGGER trail_no_delete",
    "DROP TRIGGER trail_payload_fixed",
)


def build(apps, schema_editor):
    for statement in SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRESQL:
        schema_editor.execute(statement)


def drop(apps, schema_editor):
    for statement in DROP_SQLITE if schema_editor.connection.vendor == "sqlite" else DROP_POSTGRESQL:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("trail", "0001_initial")]

    operations = [migrations.RunPython(build, drop)]
