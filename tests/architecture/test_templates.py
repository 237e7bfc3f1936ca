"""Every template is used, and none writes script or style into the page (the content policy forbids both)."""

from __future__ import annotations

import re

from tests.architecture.source import SOURCE

TEMPLATES = sorted([*SOURCE.rglob("templates/**/*.html"), *SOURCE.rglob("jinja2/**/*.html")])
# Django asks for these by name itself.
ASKED_FOR_BY_NAME = {"400.html", "403.html", "404.html", "500.html", "403_csrf.html"}


def _name(path: object) -> str:
    return re.split("/templates/|/jinja2/", str(path), maxsplit=1)[1]


def test_no_template_is_unused() -> None:
    texts = [path.read_text("utf-8") for path in [*SOURCE.rglob("*.py"), *TEMPLATES]]
    unused = [
        name
        for name in map(_name, TEMPLATES)
        if name not in ASKED_FOR_BY_NAME and not any(name in text for text in texts)
    ]
    assert unused == []


def test_no_template_holds_inline_script_or_style() -> None:
    pattern = re.compile(r"<script(?![^>]*\bsrc=)(?![^>]*application/json)[^>]*>|<style|\sstyle=\"|\son\w+=\"", re.I)
    holding = [_name(path) for path in TEMPLATES if pattern.search(path.read_text("utf-8"))]
    assert holding == []
