"""A person at the township's pages: looks at each page once with axe, does acts by their words, reads what the page says."""

from __future__ import annotations

import re
from typing import Any

from bihuan.people.models import Post
from tests.browser import Screen


class Desk:
    """One browser that different people sit down at. `look` fails on a page that some cannot use."""

    def __init__(self, page: Screen, size: str, story: str) -> None:
        self.page, self.size, self.story = page, size, story
        self.looked_at: set[str] = set()
        # A button that is just changing its colour has not yet the contrast that it ends with.
        page.emulate_media(reduced_motion="reduce")
        getattr(page, size)()

    def sit(self, post: Post, path: str = "") -> None:
        """Another person takes the chair, and opens a page."""
        self.page.sign_in(post)
        if path:
            self.page.goto(path)

    def look(self, name: str) -> None:
        """Check the page shown against WCAG and the width of the screen, once for each name."""
        if name in self.looked_at:
            return
        self.looked_at.add(name)
        faults = self.page.faults()
        assert faults == [], f"{name}: {faults}"
        self.page.picture(f"{self.story}-{name}-{self.size}")

    def tap(self, word: str) -> None:
        """An act that is one button on the matter's page."""
        self.page.locator("#acts").get_by_role("button", name=word, exact=True).click()
        self._is_done(word)

    def act(self, word: str, **given: Any) -> None:
        """An act with a form: open it by its word, fill it in by the names of its fields, send it."""
        self.page.locator("#acts").get_by_role("link", name=word, exact=True).click()
        form = self.page.locator("#act-place form")
        form.wait_for()
        self.look(f"act-{word}")
        for name, value in given.items():
            field = form.locator(f"[name={name}]")
            if field.first.get_attribute("type") == "radio":
                form.get_by_label(value, exact=True).check()
            elif field.evaluate("field => field.tagName") == "SELECT":
                field.select_option(label=value)
            else:
                field.fill(value)
        form.get_by_role("button", name=word, exact=True).click()
        self._is_done(word)

    def stage(self) -> str:
        """The stage that the head of the matter's page shows."""
        return self.text(".bh-matter-head .bh-badge >> nth=0")

    def fact(self, title: str) -> str:
        """What stands beside a title in the list of facts."""
        found: str = self.page.locator(f"dt:text-is('{title}') + dd").first.inner_text()
        return found

    def text(self, selector: str) -> str:
        found: str = self.page.locator(selector).inner_text()
        return found.strip()

    def _is_done(self, word: str) -> None:
        """Wait for the answer, which says that it is done or what is to be mended."""
        refused = self.page.locator(".bh-message-error, .bh-field-error, .bh-message-warning").first
        self.page.locator(".bh-message-success", has_text=f"“{word}”已办。").or_(refused).first.wait_for()
        sentences = refused.all_inner_texts()
        assert sentences == [], f"{word}: {sentences}"


def number_in(text: str) -> int:
    """The one whole number of a text such as “背后的记录：12 条”."""
    found = re.findall(r"\d+", text)
    assert len(found) == 1, f"not one number: {text}"
    return int(found[0])
