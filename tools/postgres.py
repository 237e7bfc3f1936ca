"""A PostgreSQL server of the tests' own, in a temporary folder, on loopback; durable settings are off for speed."""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PLACES = ("/usr/lib/postgresql/*/bin", "/usr/pgsql-*/bin", "/opt/homebrew/opt/postgresql*/bin", "/usr/local/pgsql/bin")
FAST = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")


def binaries() -> Path | None:
    """The folder of the newest installed server programs, or None."""
    found = [
        path for place in PLACES for path in sorted(Path("/").glob(place.lstrip("/"))) if (path / "initdb").is_file()
    ]
    beside = shutil.which("initdb")
    return found[-1] if found else Path(beside).parent if beside else None


@contextmanager
def server(*, durable: bool = False) -> Iterator[str]:
    """Start a server and yield the address of its empty database; stop it and remove its folder at the end.

    PostgreSQL refuses to run as root, so root starts it as the user postgres (or nobody).
    """
    programs = binaries()
    if programs is None:
        raise FileNotFoundError("PostgreSQL is not installed")
    folder = Path(tempfile.mkdtemp(prefix="bihuan-postgres-"))
    user = _unprivileged()
    if user is not None:
        os.chown(folder, user.pw_uid, user.pw_gid)
    port = _free_port()
    settings = [f"port={port}", "listen_addresses=127.0.0.1", f"unix_socket_directories={folder}"]
    settings += [] if durable else FAST
    options = " ".join(f"-c {setting}" for setting in settings)

    def run(*command: str) -> None:
        subprocess.run(
            command,
            check=True,
            cwd=folder,
            stdout=subprocess.DEVNULL,
            user=user.pw_uid if user else None,
            group=user.pw_gid if user else None,
            extra_groups=[] if user else None,
        )

    cluster = folder / "cluster"
    try:
        run(str(programs / "initdb"), "-D", str(cluster), "-U", "bihuan", "-A", "trust", "-E", "UTF8", "--locale=C")
        log = str(folder / "log")
        run(str(programs / "pg_ctl"), "-D", str(cluster), "-w", "-l", log, "-o", options, "start")
        run(str(programs / "createdb"), "-h", "127.0.0.1", "-p", str(port), "-U", "bihuan", "bihuan")
        yield f"postgresql://bihuan@127.0.0.1:{port}/bihuan"
    finally:
        if (cluster / "postmaster.pid").is_file():
            run(str(programs / "pg_ctl"), "-D", str(cluster), "-w", "-m", "immediate", "stop")
        shutil.rmtree(folder, ignore_errors=True)


def _unprivileged() -> pwd.struct_passwd | None:
    if os.getuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    raise LookupError("no user other than root to run PostgreSQL as")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
