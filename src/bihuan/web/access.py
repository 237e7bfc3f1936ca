"""Who may open which page: signed in by default, public only by this list; a GET writes nothing.

The post ("hat") that a person acts in is on every request as `request.post`; views fetch rows by `visible_to(post)`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import resolve

from bihuan.people.models import Post
from bihuan.web import clock

PUBLIC_NAMESPACES = frozenset({"portal"})
PUBLIC_NAMES = frozenset({"people:sign-in", "web:healthz"})
POST_IN_SESSION = "post"


class StaffRequest(HttpRequest):
    """A request of someone signed in, acting in a post."""

    post: Post


class AccessMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], arguments: Any, keywords: Any
    ) -> HttpResponse | None:
        """Turn away whoever is not signed in, unless the page is public; else put the post on the request."""
        if is_public(request.path_info):
            return None
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        post = _post_of(request)
        if post is None:
            raise PermissionDenied("您目前没有在任岗位，请联系安全管理员设置。")
        request.post = post  # type: ignore[attr-defined]
        return None


def is_public(path: str) -> bool:
    """Whether the page at the path may be opened without signing in."""
    match = resolve(path)
    return match.view_name in PUBLIC_NAMES or (bool(match.namespaces) and match.namespaces[0] in PUBLIC_NAMESPACES)


def _post_of(request: HttpRequest) -> Post | None:
    """The post in force that the person has chosen, else their first."""
    posts = list(Post.objects.filter(person=request.user.pk).in_force(clock.today()).select_related("person", "unit"))
    chosen = request.session.get(POST_IN_SESSION)
    request.posts = posts  # type: ignore[attr-defined]
    return next((post for post in posts if str(post.pk) == chosen), posts[0] if posts else None)
