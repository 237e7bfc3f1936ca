"""What every page shows: the office's name, the person's post, the entries at the left."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest


def office(request: HttpRequest) -> dict[str, Any]:
    """The post on the request, if any; the templates do the rest."""
    return {"post": getattr(request, "post", None), "posts": getattr(request, "posts", [])}
