"""Serve this checkout: migrate, load the sample township into an empty database, collect static files, run the server.

python3 dev.py run [--port N] [--data DIR] [--host ADDRESS] [--no-demo]

A real installation is started by the same command with its own settings, for instance
BIHUAN_HOSTS=office.example.org BIHUAN_DATABASE=postgresql://… python3 dev.py run --no-demo --data /srv/bihuan
behind a proxy that speaks HTTPS (BIHUAN_HTTPS=true).
"""

from __future__ import annotations

import argparse
import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
WORKERS = 2
THREADS = 4
PATIENCE_SECONDS = 60
# Static files keep their names from one version to the next, so browsers ask again after an hour.
STATIC_SECONDS = 3600


def main() -> int:
    options = _options()
    data = options.data.expanduser().absolute()
    os.environ |= {"BIHUAN_DATA": str(data), "DJANGO_SETTINGS_MODULE": "bihuan.config.settings"}
    print("准备数据库 …", flush=True)
    _manage("migrate", "--verbosity=0")
    _manage("collectstatic", "--noinput", "--verbosity=0")
    if options.demo:
        print("装入样例（第一次约需半分钟）…", flush=True)
        _manage("load_demo", "--if-empty")
    _manage("refresh_statistics", "--verbosity=0")
    server = subprocess.Popen(_server(options.host, options.port, data / "static"), cwd=ROOT)
    signal.signal(signal.SIGTERM, lambda *_: server.terminate())
    address = f"http://{'localhost' if options.host in ('127.0.0.1', '0.0.0.0') else options.host}:{options.port}"
    try:
        if _is_up(server, f"http://127.0.0.1:{options.port}/"):
            print(
                f"\n群众页面  {address}/\n工作人员  {address}/sign-in/\n数据目录  {data}\n按 Ctrl-C 停止。", flush=True
            )
        return server.wait()
    except KeyboardInterrupt:
        server.terminate()
        server.wait()
        return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--data", type=Path, default=ROOT / "data")
    parser.add_argument("--host", default="127.0.0.1", help="the address to listen on")
    parser.add_argument("--no-demo", dest="demo", action="store_false", help="do not load the sample township")
    return parser.parse_args()


def _manage(*arguments: str) -> None:
    subprocess.check_call([sys.executable, "-m", "django", *arguments], cwd=ROOT)


def _server(host: str, port: int, static: Path) -> list[str]:
    return [
        str(Path(sys.executable).parent / "granian"),
        *("--interface", "wsgi"),
        *("--host", host, "--port", str(port)),
        *("--workers", str(WORKERS), "--blocking-threads", str(THREADS)),
        *("--static-path-route", "/static", "--static-path-mount", str(static)),
        *("--static-path-expires", str(STATIC_SECONDS)),
        *("--respawn-failed-workers", "--log-level", "warning"),
        "bihuan.config.wsgi:application",
    ]


def _is_up(server: subprocess.Popen[bytes], url: str) -> bool:
    """Wait until the server answers; False when it has ended instead."""
    for _ in range(PATIENCE_SECONDS * 5):
        if server.poll() is not None:
            return False
        try:
            with urllib.request.urlopen(url, timeout=2):
                return True
        except urllib.error.HTTPError:
            return True
        except OSError:
            time.sleep(0.2)
    return False


if __name__ == "__main__":
    sys.exit(main())
