"""The measured installation: a durable PostgreSQL, two server processes, a township with many matters."""

from __future__ import annotations

import http.client
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import psycopg

from bench import cpu, floor
from tools import postgres

if TYPE_CHECKING:
    from bench.work import Work

SECRET = "a-secret-of-the-bench-0123456789-0123456789-0123456789"


@dataclass
class Charge:
    """CPU milliseconds of the server's processes and the database while it was open."""

    milliseconds: float = 0


@dataclass
class Place:
    """What the works need: the port, the sessions, and the matters to act on."""

    port: int
    address: str
    postmaster: int
    server: int
    session: str = ""
    units: list[object] = field(default_factory=list)
    matters: list[str] = field(default_factory=list)

    def fill(self, size: int) -> None:
        """Bring the township up to so many matters."""
        from bench import township  # noqa: PLC0415 - Django is set up by then
        from bihuan.matters.models import Matter  # noqa: PLC0415

        township.fill(size, self.units, now=township.moment())  # type: ignore[arg-type]
        first = self.units[0]
        mine = Matter.objects.filter(lead_unit=first, closed_at=None)  # type: ignore[misc]
        self.matters = [str(key) for key in mine.values_list("pk", flat=True)[:2000]]
        with psycopg.connect(self.address, autocommit=True) as connection:
            connection.execute("vacuum analyze")

    def warm(self, work: Work) -> None:
        """A few requests before anything is charged."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        request = work.request(self)
        for turn in range(8):
            request(connection, turn)

    @contextmanager
    def charged(self) -> Iterator[Charge]:
        charge, before = Charge(), cpu.seconds(self.server, self.postmaster)
        yield charge
        charge.milliseconds = (cpu.seconds(self.server, self.postmaster) - before) * 1000


@contextmanager
def started(folder: Path) -> Iterator[Place]:
    """Start database and server; yield the place; stop both."""
    with postgres.server(durable=True) as address:
        os.environ |= {
            "BIHUAN_DATA": str(folder),
            "BIHUAN_DATABASE": address,
            "BIHUAN_SECRET_KEY": SECRET,
            "BIHUAN_LOG_LEVEL": "ERROR",
            "DJANGO_SETTINGS_MODULE": "bihuan.config.settings",
        }
        subprocess.run([sys.executable, "-m", "django", "migrate", "-v", "0"], check=True)
        place = _place(address)
        floor.prepare(address)
        command = ["granian", "--interface", "wsgi", "--workers", "2", "--blocking-threads", "4"]
        command += ["--host", "127.0.0.1", "--port", str(place.port), "--log-level", "error"]
        server = subprocess.Popen([*command, "bihuan.config.wsgi:application"])
        place.server = server.pid
        try:
            _wait(place.port)
            yield place
        finally:
            server.terminate()
            server.wait(timeout=20)


def _place(address: str) -> Place:
    import django  # noqa: PLC0415 - after the environment is set

    django.setup()
    from bench import township  # noqa: PLC0415

    units, handler, _ = township.make_staff()
    with psycopg.connect(address) as connection:
        row = connection.execute("show data_directory").fetchone()
    assert row is not None
    postmaster = int((Path(row[0]) / "postmaster.pid").read_text().split()[0])
    place = Place(_free_port(), address, postmaster, 0, units=list(units))
    place.session = township.sign_in(handler, now=township.moment())
    return place


def _wait(port: int) -> None:
    for _ in range(100):
        try:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=2)
            connection.request("GET", "/healthz")
            if connection.getresponse().status == 200:
                return
        except OSError:
            pass
        time.sleep(0.2)
    raise TimeoutError("the server did not become healthy")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
