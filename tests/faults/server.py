"""A real server with several processes, on a database of its own: what the fault tests kill and crowd."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import psycopg
from django.db import connection

ROOT = Path(__file__).resolve().parents[2]
SECRET = "a-secret-of-the-fault-tests-0123456789-0123456789"


@dataclass
class Server:
    """A running server, started again whenever it ends, as an init system would.

    `kill_a_worker` takes one of its processes away as a power cut would.
    """

    port: int
    environment: dict[str, str]
    command: list[str]
    process: subprocess.Popen[bytes] | None = None
    kills: list[int] = field(default_factory=list)
    stopping: threading.Event = field(default_factory=threading.Event)

    def keep_running(self) -> None:
        """Run the server until `stopping` is set."""
        while not self.stopping.is_set():
            self.process = subprocess.Popen(self.command, env=self.environment, cwd=ROOT, stderr=subprocess.DEVNULL)
            self.process.wait()

    def stop(self) -> None:
        self.stopping.set()
        if self.process is not None:
            self.process.terminate()

    def workers(self) -> list[int]:
        if self.process is None:
            return []
        try:
            children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split()
        except OSError:
            return []
        return [int(pid) for pid in children]

    def kill_a_worker(self, which: int) -> None:
        workers = self.workers()
        if workers:
            victim = workers[which % len(workers)]
            with suppress(ProcessLookupError):
                os.kill(victim, signal.SIGKILL)
                self.kills.append(victim)

    def manage(self, code: str) -> str:
        """Run a line of Python inside the server's installation and return what it printed."""
        done = subprocess.run(
            [sys.executable, "-c", f"import django; django.setup(); {code}"],
            env=self.environment,
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=True,
        )
        return done.stdout


@contextmanager
def server(folder: Path, *, seed: str = "") -> Iterator[Server]:
    """Migrate an empty database of the engine under test, run the seed, serve it with two processes of four threads."""
    with _database(folder) as address:
        environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "bihuan.config.settings",
            "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}",
            "BIHUAN_DATA": str(folder),
            "BIHUAN_DATABASE": address,
            "BIHUAN_SECRET_KEY": SECRET,
            "BIHUAN_LOG_LEVEL": "ERROR",
        }
        run: dict[str, Any] = {"env": environment, "cwd": ROOT, "check": True, "stdout": subprocess.DEVNULL}
        subprocess.run([sys.executable, "-m", "django", "migrate", "-v", "0"], **run)
        if seed:
            subprocess.run([sys.executable, "-c", f"import django; django.setup(); {seed}"], **run)
        port = _free_port()
        command = [str(Path(sys.executable).parent / "granian"), "--interface", "wsgi", "--workers", "2"]
        command += ["--blocking-threads", "4", "--respawn-failed-workers", "--respawn-interval", "0.1"]
        command += [
            "--host",
            "127.0.0.1",
            "--port",
            str(port),
            "--log-level",
            "error",
            "bihuan.config.wsgi:application",
        ]
        running = Server(port, environment, command)
        keeper = threading.Thread(target=running.keep_running)
        keeper.start()
        try:
            _wait_until_healthy(running)
            yield running
        finally:
            running.stop()
            keeper.join(timeout=30)


def _wait_until_healthy(running: Server) -> None:
    for _ in range(150):
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{running.port}/healthz", timeout=2) as answer:
                if answer.status == 200:
                    return
        except OSError:
            time.sleep(0.2)
    raise TimeoutError("the server did not become healthy")


@contextmanager
def _database(folder: Path) -> Iterator[str]:
    """The address of an empty database: a file, or a new database beside the tests' own in PostgreSQL."""
    if connection.vendor == "sqlite":
        yield f"sqlite:///{folder / 'bihuan.sqlite3'}"
        return
    parts = urlsplit(os.environ["BIHUAN_DATABASE"])
    name = f"fault_{os.getpid()}_{time.monotonic_ns()}"
    with psycopg.connect(os.environ["BIHUAN_DATABASE"], autocommit=True) as admin:
        admin.execute(f'CREATE DATABASE "{name}"')
    try:
        yield urlunsplit(parts._replace(path=f"/{name}"))
    finally:
        with psycopg.connect(os.environ["BIHUAN_DATABASE"], autocommit=True) as admin:
            admin.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
