"""Which database serves this installation, with settings under which an acknowledged record is never lost.

SQLite before 3.51.3 may damage its file in WAL mode when several processes write (the WAL-reset fault), so the
wheel with a current engine takes the place of the standard module, and an old engine falls back to DELETE mode.
"""

from __future__ import annotations

import sqlite3
import sys
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

SAFE_WAL_VERSION = (3, 51, 3)
OLDEST_VERSION = (3, 35, 0)
PRAGMAS = (
    "PRAGMA synchronous=FULL",
    "PRAGMA foreign_keys=ON",
    "PRAGMA secure_delete=ON",
    "PRAGMA trusted_schema=OFF",
    "PRAGMA journal_size_limit=27103364",
    "PRAGMA cache_size=-20000",
    "PRAGMA temp_store=MEMORY",
    "PRAGMA mmap_size=0",
)


def use_current_sqlite() -> None:
    """Let every later import of sqlite3 get the wheel's engine, where the wheel is installed."""
    try:
        import pysqlite3  # noqa: PLC0415 - absent where there is no wheel; the standard module then serves
    except ImportError:
        return
    sys.modules["sqlite3"] = pysqlite3
    sys.modules["sqlite3.dbapi2"] = pysqlite3.dbapi2


def journal_mode(version: tuple[int, ...]) -> str:
    """The journal mode that is safe for several processes with this version of SQLite."""
    return "WAL" if version >= SAFE_WAL_VERSION else "DELETE"


def database(url: str) -> dict[str, Any]:
    """Django's settings for `sqlite:///path` or `postgresql://user:password@host:port/name`.

    Raises ImproperlyConfigured with a sentence that says what to set.
    """
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        return _sqlite(unquote(parts.path[1:]) or ":memory:")
    if parts.scheme in ("postgresql", "postgres"):
        return _postgresql(url)
    raise ImproperlyConfigured(
        f"BIHUAN_DATABASE is {url!r}: give sqlite:///path/to/file or postgresql://user:password@host:port/name."
    )


def _sqlite(name: str) -> dict[str, Any]:
    version = sys.modules.get("sqlite3", sqlite3).sqlite_version_info
    if version < OLDEST_VERSION:
        raise ImproperlyConfigured(
            f"SQLite {'.'.join(map(str, version))} is too old: install the pysqlite3 package of requirements.lock."
        )
    return {
        "ENGINE": "bihuan.store.sqlite",
        "NAME": name,
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            "timeout": 20,
            "transaction_mode": "IMMEDIATE",
            "init_command": "; ".join((f"PRAGMA journal_mode={journal_mode(version)}", *PRAGMAS)),
        },
    }


def _postgresql(url: str) -> dict[str, Any]:
    parts = urlsplit(url)
    options: dict[str, Any] = dict(parse_qsl(parts.query))
    # One connection a thread, kept; statements are bound and prepared by the server, which then plans each only once.
    options["server_side_binding"] = True
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path[1:]),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": parts.port or "",
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": options,
    }
