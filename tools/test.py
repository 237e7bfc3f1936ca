"""`dev.py test`: the checks, then every test on SQLite and on PostgreSQL; other arguments go to pytest."""

from __future__ import annotations

import os
import subprocess
import sys
import time

from tools import check, postgres, system


def main(arguments: list[str]) -> int:
    system.provide()
    results = {"checks": check.main()}
    results["SQLite"] = _pytest("SQLite", arguments)
    if postgres.binaries() is not None:
        with postgres.server() as address:
            results["PostgreSQL"] = _pytest("PostgreSQL", arguments, BIHUAN_DATABASE=address)
    print("\n" + "; ".join(f"{name}: {'passed' if code == 0 else 'FAILED'}" for name, code in results.items()))
    return max(results.values())


def _pytest(engine: str, arguments: list[str], **environment: str) -> int:
    print(f"\nTests on {engine}", flush=True)
    started = time.monotonic()
    command = [sys.executable, "-m", "pytest", "-n", "2", "--dist", "loadscope", *arguments]
    code = subprocess.call(command, env={**os.environ, **environment})
    print(f"{engine}: {time.monotonic() - started:.0f} s", flush=True)
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
