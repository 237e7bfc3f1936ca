"""Whether the server is well, and what is said to a request that cannot be taken."""

from __future__ import annotations

from django.core.exceptions import DisallowedHost
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

PLAIN = "text/plain; charset=utf-8"


@never_cache
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """200 "ok" when the database is reachable and migrated, else 503 with a sentence that says what to do."""
    try:
        missing = steps_missing()
    except DatabaseError:
        return HttpResponse("数据库连接不上，请检查数据库是否在运行、地址是否正确。", status=503, content_type=PLAIN)
    if missing:
        words = f"数据库结构还差 {missing} 步没有更新，请运行 bihuan manage migrate。"
        return HttpResponse(words, status=503, content_type=PLAIN)
    return HttpResponse("ok", content_type=PLAIN)


def steps_missing() -> int:
    """How many migrations are still to be applied. Once none is, this process asks only whether the database answers."""
    if Known.is_migrated:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        return 0
    executor = MigrationExecutor(connection)
    missing = len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    Known.is_migrated = missing == 0
    return missing


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400: an address that is not served says which setting to mend; anything else, that the request was not understood.

    Drawn without the request: its host, its session or its fields may be what is wrong.
    """
    page = "web/wrong_host.html" if isinstance(exception, DisallowedHost) else "400.html"
    return HttpResponse(render_to_string(page), status=400)


class Known:
    """What this process has seen of the database."""

    is_migrated = False
