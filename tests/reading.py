"""A guard of the tests: a GET writes nothing. Excepted is what says who is still there: sessions and sign-ins."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from django.db import connection
from django.http import HttpRequest, HttpResponse

WRITES = re.compile(
    r"^\s*(?:INSERT\s+(?:OR\s+\w+\s+)?INTO|UPDATE|DELETE\s+FROM|REPLACE\s+INTO|TRUNCATE)\s+\"?(\w+)", re.I
)
EXCEPTED = frozenset({"django_session", "people_signin"})


class ReadsNeverWrite:
    """Middleware: fails a GET or HEAD that writes to any other table."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method not in ("GET", "HEAD", "OPTIONS"):
            return self.get_response(request)

        def guard(execute: Callable[..., Any], sql: str, parameters: Any, many: bool, context: Any) -> Any:
            written = WRITES.match(sql)
            if written and written.group(1) not in EXCEPTED:
                raise AssertionError(f"{request.method} {request.path} writes: {sql[:200]}")
            return execute(sql, parameters, many, context)

        with connection.execute_wrapper(guard):
            return self.get_response(request)
