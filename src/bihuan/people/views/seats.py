"""Who sits at the screen: the post and the sign-in that the access middleware has put on the request."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from bihuan.people.models import Post, SignIn


def post_of(request: HttpRequest) -> Post:
    """The post that the person acts in."""
    given: Any = request
    return given.post


def sign_in_of(request: HttpRequest) -> SignIn:
    """The sign-in of this browser."""
    given: Any = request
    return given.sign_in
