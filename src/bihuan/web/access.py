"""Who may open which page: signed in by default, public only by this list; a GET writes nothing.

The post ("hat") that a person acts in is on every request as `request.post`; views fetch rows by `visible_to(post)`.
A refusal (NotAllowed, PermissionDenied) becomes a page that says the reason. The three administrators see no business
(三员分立, rules.md 10.1); rights are computed anew for each request (trust X2).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode, urlsplit

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import resolve, reverse
from django.utils.functional import SimpleLazyObject

from bihuan.kernel.deadlines import SHANGHAI
from bihuan.people.choices import ADMINISTRATORS
from bihuan.people.facade import NotAllowed, end_of, find_sign_in, must_change_password, posts_of
from bihuan.people.models import Post, SignIn
from bihuan.rulebook.facade import MayNotKeepRules
from bihuan.web import clock

PUBLIC_NAMESPACES = frozenset({"portal"})
PUBLIC_NAMES = frozenset({"people:sign-in", "web:healthz"})
# Where administrators may go; everything else is business.
OPEN_TO_ADMINISTRATORS = frozenset({"people", "rulebook", "trail", "web"})
# What somebody who must change their password, or has lost their post, can still do.
ALWAYS_OPEN = frozenset({"people:password", "people:sign-out"})
SIGN_IN_IN_SESSION = "sign_in"
NO_POST = "您目前没有在任岗位，请联系安全管理员设置。"


class StaffRequest(HttpRequest):
    """A request of someone signed in, acting in a post."""

    post: Post
    posts: list[Post]
    sign_in: SignIn


class AccessMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], arguments: Any, keywords: Any
    ) -> HttpResponse | None:
        """Turn away whoever is not signed in, unless the page is public; else put the post on the request."""
        name = request.resolver_match.view_name if request.resolver_match else ""
        if is_public(request.path_info):
            return None
        now = clock.now()
        sign_in = find_sign_in(request.session.get(SIGN_IN_IN_SESSION))
        ended = end_of(sign_in, now=now) if sign_in else None
        if sign_in is None or ended is not None:
            return _to_sign_in(request, why=str(ended or ""))
        post = _put_on(request, sign_in)
        if name in ALWAYS_OPEN:
            return None
        if post is None:
            return refusal(request, NO_POST)
        if must_change_password(sign_in.person, now=now, region_code=post.region_code):
            return HttpResponseRedirect(reverse("people:password"))
        if post.role in ADMINISTRATORS and name.split(":")[0] not in OPEN_TO_ADMINISTRATORS:
            return refusal(request, f"{post.get_role_display()}不查看业务数据，这一页由业务岗位打开。")
        sign_in.note_activity(now)
        return None

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """A refusal with its reason, wherever in the view it came from."""
        if isinstance(exception, NotAllowed | MayNotKeepRules | PermissionDenied):
            return refusal(request, str(exception))
        return None


def is_public(path: str) -> bool:
    """Whether the page at the path may be opened without signing in."""
    match = resolve(path)
    return match.view_name in PUBLIC_NAMES or (bool(match.namespaces) and match.namespaces[0] in PUBLIC_NAMESPACES)


def refusal(request: HttpRequest, reason: str) -> HttpResponse:
    """403 with the reason: a page, or for a fragment one line of text that the page shows as a notice."""
    reason = reason or "您当前的岗位不能办理这一项。"
    if request.headers.get("HX-Request"):
        return HttpResponse(reason, status=403, content_type="text/plain; charset=utf-8")
    return render(request, "403.html", {"exception": reason}, status=403)


def _put_on(request: HttpRequest, sign_in: SignIn) -> Post | None:
    """The person, the post chosen (while in force, else the first) and, when asked for, all posts, on the request."""
    today = clock.now().astimezone(SHANGHAI).date()
    request.user = sign_in.person
    request.sign_in = sign_in  # type: ignore[attr-defined]
    chosen = sign_in.post
    in_force = chosen.valid_from <= today and (chosen.valid_to is None or chosen.valid_to > today)
    posts = SimpleLazyObject(lambda: posts_of(sign_in.person_id, on=today))
    request.posts = posts  # type: ignore[attr-defined]
    post = chosen if in_force else next(iter(posts), None)
    request.post = post  # type: ignore[attr-defined]
    return post


def _to_sign_in(request: HttpRequest, *, why: str) -> HttpResponse:
    """The sign-in page, which leads back to where the person was; a form is not sent again, its page is."""
    back = request.get_full_path() if request.method in ("GET", "HEAD") else _page_of_form(request)
    fragment = request.headers.get("HX-Request")
    if fragment:
        back = _path_of(request.headers.get("HX-Current-URL", ""))
    address = f"{reverse('people:sign-in')}?{urlencode({'next': back} | ({'why': why} if why else {}))}"
    if fragment:
        return HttpResponse(status=204, headers={"HX-Redirect": address})
    return HttpResponseRedirect(address)


def _page_of_form(request: HttpRequest) -> str:
    referer = request.headers.get("Referer", "")
    return _path_of(referer) if urlsplit(referer).netloc == request.get_host() else "/"


def _path_of(url: str) -> str:
    parts = urlsplit(url)
    return (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
