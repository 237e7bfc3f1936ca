"""What every page shows: the moment, the person's post, the entries at the left."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from bihuan.people.choices import ADMINISTRATORS
from bihuan.web import clock, navigation


def office(request: HttpRequest) -> dict[str, Any]:
    """The moment of the page, and for someone signed in the post and the places it may go to."""
    post = getattr(request, "post", None)
    shown: dict[str, Any] = {"now": clock.now(), "post": post, "posts": getattr(request, "posts", [])}
    if post is None:
        return shown
    match = request.resolver_match
    here = match.namespaces[0] if match and match.namespaces else ""
    is_administrator = post.role in ADMINISTRATORS
    return shown | {
        "entries": navigation.entries_for(post, navigation.PLACES, here=here),
        "more_entries": navigation.entries_for(post, navigation.MORE_PLACES, here=here),
        "home_url": navigation.home_of(post),
        "search_url": "" if is_administrator else navigation.address("matters:ledger"),
        "hat_url": navigation.address("people:hat"),
        "account_url": navigation.address("people:account"),
        "sign_out_url": navigation.address("people:sign-out"),
    }
