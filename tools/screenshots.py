"""Take the screenshots of the docs from the sample township: docs/screenshots/*.png. Needs Chromium."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "docs" / "screenshots"
PASSWORD = "Yunxi-Yangli-2026"
WIDE, PHONE = {"width": 1440, "height": 900}, {"width": 390, "height": 844}
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-sync"]


@dataclass(frozen=True)
class Shot:
    """One picture: its name, whose sign-in (none for the public), the path, and links to click on the way."""

    name: str
    account: str
    path: str
    clicks: tuple[str, ...] = ()
    on_phone: bool = False


SHOTS = (
    Shot("home", "fenban01", "/today/"),
    Shot("ledger", "fenban01", "/ledger/"),
    Shot("matter", "fenban01", "/ledger/", ("table tbody tr:nth-child(3) a",)),
    Shot("plan", "fenban01", "/plans/", ("table tbody tr a",)),
    Shot("figures", "changwu", "/figures/"),
    Shot("figure", "changwu", "/figures/matters.on_time_share/"),
    Shot("reports", "fenban01", "/reports/"),
    Shot("report", "fenban01", "/reports/", ("table tbody tr a",)),
    Shot("rules", "xitong01", "/rules/"),
    Shot("phone-home", "", "/", on_phone=True),
    Shot("phone-report", "", "/report/", on_phone=True),
    Shot("phone-work", "minzheng02", "/today/", on_phone=True),
)


def main() -> None:
    TARGET.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, _served(Path(folder)) as address, sync_playwright() as playwright:
        chromium = os.environ.get("BIHUAN_CHROMIUM") or shutil.which("chromium") or "chromium"
        browser = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        for shot in SHOTS:
            page = browser.new_context(viewport=PHONE if shot.on_phone else WIDE, locale="zh-CN").new_page()  # type: ignore[arg-type]
            _take(page, address, shot)
            page.context.close()


def _take(page: Page, address: str, shot: Shot) -> None:
    if shot.account:
        page.goto(f"{address}/sign-in/")
        page.fill("[name=username]", shot.account)
        page.fill("[name=password]", PASSWORD)
        page.click("main button[type=submit], form button[type=submit]")
        page.wait_for_url(lambda url: "/sign-in/" not in url)
    page.goto(address + shot.path)
    for selector in shot.clicks:
        page.locator(selector).first.click()
        page.wait_for_load_state()
    page.screenshot(path=TARGET / f"{shot.name}.png")
    print(shot.name, page.url.removeprefix(address), flush=True)


@contextmanager
def _served(folder: Path) -> Iterator[str]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = subprocess.Popen([sys.executable, "tools/serve.py", f"--port={port}", f"--data={folder}"], cwd=ROOT)
    try:
        for _ in range(300):
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=2):
                    break
            except OSError:
                time.sleep(0.5)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(timeout=20)


if __name__ == "__main__":
    main()
