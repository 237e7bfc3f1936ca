#!/usr/bin/env python3
"""The project's commands, on nothing but Python 3.11: setup, run, test, check, bench, build.

python3 dev.py run [--port N] [--data DIR]   set up and serve the sample township
python3 dev.py test [pytest options]         set up, check, and run every test on both databases
python3 dev.py check                         linters, types, import contracts, generated docs
python3 dev.py bench                         measure the bars of docs/speed.md
python3 dev.py build                         the wheel, with its assets inside
"""

from __future__ import annotations

import argparse
import hashlib
import os
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
UV = "uv==0.13.9"
LOCKS = (ROOT / "requirements.lock", ROOT / "requirements-dev.lock")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("setup", help="make .venv and the front-end assets")
    run = commands.add_parser("run", help="serve the sample township")
    run.add_argument("--port", type=int, default=8000)
    run.add_argument("--data", type=Path, default=ROOT / "data")
    commands.add_parser("test", help="check, then test on SQLite and PostgreSQL", add_help=False)
    commands.add_parser("check", help="linters, types, contracts, generated docs")
    commands.add_parser("bench", help="measure speed against its floor", add_help=False)
    commands.add_parser("build", help="make the wheel")
    options, rest = parser.parse_known_args()
    if sys.version_info < (3, 11):  # noqa: UP036 - whoever starts it with an older Python is told so
        print("Bihuan needs Python 3.11 or newer; this is", sys.version.split()[0])
        return 2
    setup()
    if options.command == "setup":
        return 0
    # The rest needs what setup has just installed, so it runs inside the environment.
    arguments = {
        "run": ["tools/serve.py", f"--port={getattr(options, 'port', 0)}", f"--data={getattr(options, 'data', '')}"],
        "test": ["tools/test.py"],
        "check": ["tools/check.py"],
        "bench": ["-m", "bench"],
        "build": ["tools/build.py"],
    }[options.command]
    return subprocess.call([str(PYTHON), *arguments, *rest], cwd=ROOT, env=environment())


def environment() -> dict[str, str]:
    """The caller's environment with this checkout's source and tools first."""
    return {
        **os.environ,
        "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}",
        "PATH": f"{VENV / 'bin'}{os.pathsep}{os.environ['PATH']}",
    }


def setup() -> None:
    """Bring .venv and the assets up to the locks; does nothing when they already are."""
    stamp = VENV / "bihuan.stamp"
    wanted = hashlib.sha256(
        b"".join(lock.read_bytes() for lock in LOCKS) + (ROOT / "pyproject.toml").read_bytes()
    ).hexdigest()
    if not stamp.is_file() or stamp.read_text() != wanted:
        install()
        stamp.write_text(wanted)
    subprocess.check_call([str(PYTHON), "tools/assets.py"], cwd=ROOT, env=environment())


def install() -> None:
    """Install exactly what the locks name, hashes checked; by uv where it can be had, else by pip."""
    if not PYTHON.is_file():
        print("Making .venv …", flush=True)
        try:
            venv.create(VENV, with_pip=True)
        except subprocess.CalledProcessError:
            sys.exit(
                "Python's venv module is incomplete here. On Debian: apt-get install python3-venv, then try again."
            )
    pip = [str(PYTHON), "-m", "pip", "--disable-pip-version-check", "--quiet"]
    locks = [argument for lock in LOCKS for argument in ("-r", str(lock))]
    print("Installing the locked packages …", flush=True)
    if subprocess.call([*pip, "install", UV], stderr=subprocess.DEVNULL) == 0:
        uv = [str(VENV / "bin" / "uv"), "pip", "install", "--quiet", "--python", str(PYTHON)]
        subprocess.check_call([*uv, "--require-hashes", *locks])
        subprocess.check_call([*uv, "--no-deps", "--no-build-isolation", "--editable", str(ROOT)])
    else:
        subprocess.check_call([*pip, "install", "--require-hashes", *locks])
        subprocess.check_call([*pip, "install", "--no-deps", "--no-build-isolation", "--editable", str(ROOT)])


if __name__ == "__main__":
    sys.exit(main())
