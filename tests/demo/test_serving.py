"""The command behind `python3 dev.py run`: from nothing to the first page, with static files, until it is told to stop."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
pytestmark = pytest.mark.slow


def test_the_server_comes_up_on_an_empty_folder_and_stops_when_told(tmp_path: Path) -> None:
    port = _free_port()
    command = [sys.executable, "tools/serve.py", "--no-demo", f"--port={port}", f"--data={tmp_path}"]
    environment = {**os.environ, "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}"}
    environment.pop("BIHUAN_DATABASE", None)
    with (tmp_path / "log").open("w") as log:
        server = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=log)
    try:
        assert _said(server, tmp_path / "log", f"http://localhost:{port}/")
        assert "这里还没有开通" in _get(f"http://127.0.0.1:{port}/")
        assert "pt-entry" in _get(f"http://127.0.0.1:{port}/static/portal/portal.css")
        with pytest.raises(urllib.error.HTTPError):
            _get(f"http://127.0.0.1:{port}/static/../secret_key")
    finally:
        server.send_signal(signal.SIGTERM)
    assert server.wait(timeout=20) is not None
    with pytest.raises(urllib.error.URLError):
        _get(f"http://127.0.0.1:{port}/")


def _said(server: subprocess.Popen[bytes], log: Path, words: str) -> bool:
    for _ in range(300):
        if words in log.read_text("utf-8"):
            return True
        if server.poll() is not None:
            return False
        try:
            server.wait(timeout=0.2)
        except subprocess.TimeoutExpired:
            continue
    return False


def _get(address: str) -> str:
    with urllib.request.urlopen(address, timeout=10) as answer:
        return str(answer.read().decode())


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
