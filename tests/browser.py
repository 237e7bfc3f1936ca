"""A real Chromium for journeys. The fixtures are known to every test (tests/conftest.py).

    @pytest.mark.browser
    def test_...(page, cast): page.sign_in(cast.handler); page.goto("/ledger/")

`page` is Playwright's page on a live server; `page.sign_in(post)` signs in as the post without the form;
`page.wide()` and `page.narrow()` set the two sizes that count. Wait by locators (`page.locator(…).wait_for()`): the policy
of our pages forbids `wait_for_function` with a string. Any request to another host fails the test.
Where Chromium is missing the tests are skipped visibly; BIHUAN_CHROMIUM names another one.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

from bihuan.people.models import Post
from tests.signing_in import signed_in

CHROMIUM = os.environ.get("BIHUAN_CHROMIUM") or shutil.which("chromium") or "/usr/bin/chromium"
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
WIDE, NARROW = {"width": 1920, "height": 1080}, {"width": 390, "height": 844}
AXE = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}}
# Playwright runs an event loop in this thread, so Django takes the thread for an asynchronous one.
UNSAFE = "DJANGO_ALLOW_ASYNC_UNSAFE"


class Screen:
    """Playwright's page with what our journeys need; everything else is passed on to it."""

    def __init__(self, page: Page, address: str) -> None:
        self.page = page
        self.address = address
        self.strangers: list[str] = []
        self.complaints: list[str] = []
        page.on("request", lambda request: self._watch(request.url))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("console", lambda line: self._listen(line))

    def __getattr__(self, name: str) -> Any:
        return getattr(self.page, name)

    def goto(self, path: str) -> Any:
        """Open a path of the live server."""
        return self.page.goto(self.address + path)

    def sign_in(self, post: Post) -> None:
        """Act in the post from now on."""
        cookie = signed_in(post).cookies["bihuan"]
        self.page.context.add_cookies([{"name": "bihuan", "value": cookie.value, "url": self.address}])

    def wide(self) -> None:
        self.page.set_viewport_size(WIDE)  # type: ignore[arg-type]

    def narrow(self) -> None:
        self.page.set_viewport_size(NARROW)  # type: ignore[arg-type]

    def faults(self) -> list[str]:
        """What axe finds against WCAG 2.2 AA, and what runs out of the screen sideways."""
        found = Axe().run(self.page, options=AXE).response["violations"]
        faults = [
            f"{fault['id']}: {node['html'][:160]} {node.get('failureSummary', '')[:200]}"
            for fault in found
            for node in fault["nodes"]
        ]
        if self.page.evaluate("document.documentElement.scrollWidth > window.innerWidth + 1"):
            faults.append("the page is wider than the screen")
        return faults

    def picture(self, name: str, *, whole: bool = True) -> None:
        """Keep a screenshot where BIHUAN_PICTURES says, if it says so."""
        folder = os.environ.get("BIHUAN_PICTURES")
        if folder:
            self.page.screenshot(path=Path(folder) / f"{name}.png", full_page=whole)

    def _watch(self, url: str) -> None:
        if not url.startswith((self.address, "data:", "about:", "blob:")):
            self.strangers.append(url)

    def _listen(self, line: Any) -> None:
        if line.type == "error" and "Failed to load resource" not in line.text:
            self.complaints.append(line.text)


@pytest.fixture(scope="session")
def browser(request: pytest.FixtureRequest) -> Browser:
    """One Chromium for all journeys of the process."""
    if not Path(CHROMIUM).exists():
        pytest.skip(f"needs Chromium: {CHROMIUM} is missing (set BIHUAN_CHROMIUM)")
    if Running.chromium is None:
        os.environ[UNSAFE] = "true"
        playwright = sync_playwright().start()
        Running.chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        request.config.add_cleanup(playwright.stop)
        request.config.add_cleanup(Running.chromium.close)
    return Running.chromium


class Running:
    """Playwright allows one at a time in a thread, however many modules ask for the fixture."""

    chromium: Browser | None = None


@pytest.fixture
def page(browser: Browser, live_server: Any) -> Iterator[Screen]:
    """A fresh page on the live server; fails on a request to another host, a script error or a broken policy (CSP)."""
    context = browser.new_context(locale="zh-CN", timezone_id="Asia/Shanghai", viewport=WIDE)  # type: ignore[arg-type]
    context.set_default_timeout(10_000)
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    screen = Screen(context.new_page(), live_server.url)
    yield screen
    # A request still under way would meet the emptied tables.
    screen.page.wait_for_load_state("networkidle")
    context.close()
    assert screen.strangers == []
    assert screen.complaints == []
