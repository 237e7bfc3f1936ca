"""What the tests need of the machine: PostgreSQL, a browser, an office program, fonts. Root on Debian gets it installed."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tools import postgres


@dataclass(frozen=True)
class Need:
    """One thing of the machine: how to see whether it is there, the Debian packages that bring it, what is lost without."""

    name: str
    is_there: Callable[[], bool]
    packages: tuple[str, ...]
    lost: str


def _has(*commands: str) -> bool:
    return any(shutil.which(command) for command in commands)


NEEDS = (
    Need("PostgreSQL", lambda: postgres.binaries() is not None, ("postgresql",), "every test a second time on it"),
    Need("Chromium", lambda: _has("chromium", "chromium-browser", "google-chrome"), ("chromium",), "browser tests"),
    Need("LibreOffice Writer", lambda: _has("soffice"), ("libreoffice-writer-nogui",), "layout tests of .docx"),
    Need("Poppler", lambda: _has("pdftotext"), ("poppler-utils",), "layout tests of .docx"),
    Need(
        "Chinese fonts",
        lambda: any(Path("/usr/share/fonts").rglob("*CJK*")) and any(Path("/usr/share/fonts").rglob("*WenKai*")),
        ("fonts-noto-cjk", "fonts-lxgw-wenkai"),
        "layout tests of .docx",
    ),
)


def provide() -> list[Need]:
    """Install what is missing where that is possible; return what is still missing."""
    missing = [need for need in NEEDS if not need.is_there()]
    if missing and os.getuid() == 0 and _has("apt-get"):
        packages = [package for need in missing for package in need.packages]
        print("Installing", *packages, "…", flush=True)
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        quiet = {"env": environment, "stdout": subprocess.DEVNULL}
        subprocess.run(["apt-get", "update", "-qq"], check=False, **quiet)  # type: ignore[call-overload]
        install = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages]
        subprocess.run(install, check=False, **quiet)  # type: ignore[call-overload]
        missing = [need for need in NEEDS if not need.is_there()]
    for need in missing:
        print(f"{need.name} is missing, so skipped: {need.lost}. On Debian: apt-get install {' '.join(need.packages)}")
    return missing
