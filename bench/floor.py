"""The raw floor: what PostgreSQL itself needs for the bare rows of the same work, without any of our code."""

from __future__ import annotations

import os
import time
import uuid
from collections.abc import Callable

import psycopg


def cost(address: str, work: Callable[[psycopg.Connection, int], None], postmaster: int, *, seconds: float) -> float:
    """CPU milliseconds of the server per repetition, by one client that is not charged."""
    from bench import cpu  # noqa: PLC0415 - /proc only where the floor is measured

    with psycopg.connect(address, autocommit=True) as connection:
        backend = connection.execute("select pg_backend_pid()").fetchone()
        assert backend is not None
        before, count, end = cpu.seconds(postmaster), 0, time.monotonic() + seconds
        while time.monotonic() < end:
            work(connection, count)
            count += 1
        return (cpu.seconds(postmaster) - before) * 1000 / count


def prepare(address: str) -> None:
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute("create table if not exists floor_row (id uuid primary key, body text, at timestamptz)")
        connection.execute("create table if not exists floor_event (id uuid primary key, row uuid, body text)")


def create(connection: psycopg.Connection, turn: int) -> None:
    key, text = uuid.uuid4(), os.urandom(300).hex()
    with connection.transaction():
        connection.execute("insert into floor_row values (%s, %s, now())", (key, text))
        connection.execute("insert into floor_event values (%s, %s, %s)", (uuid.uuid4(), key, "created"))


def list_open(connection: psycopg.Connection, turn: int) -> None:
    unit = connection.execute("select lead_unit_id from matters_matter where lead_unit_id is not null limit 1")
    key = unit.fetchone()
    where = "from matters_matter where lead_unit_id = %s and closed_at is null"
    connection.execute(f"select id, number, title, next_due_at {where} order by next_due_at limit 25", key).fetchall()
    connection.execute(f"select count(*) {where}", key).fetchone()


def act(connection: psycopg.Connection, turn: int) -> None:
    key = connection.execute("select id from floor_row limit 1").fetchone()
    assert key is not None
    with connection.transaction():
        connection.execute("update floor_row set body = body || 'x', at = now() where id = %s", key)
        connection.execute("insert into floor_event values (%s, %s, %s)", (uuid.uuid4(), key[0], "commented"))
