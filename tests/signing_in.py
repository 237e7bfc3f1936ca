"""Sign in without the page: `client.force_login(post.person)` opens a sign-in as the page would; `signed_in` picks a hat."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.signals import user_logged_in
from django.http import HttpRequest
from django.test import Client
from django.utils import timezone

from bihuan.kernel.deadlines import SHANGHAI
from bihuan.people.models import Person, Post, SignIn


def signed_in(post: Post) -> Client:
    """A client that acts in the post."""
    client = Client()
    client.force_login(post.person)
    SignIn.objects.filter(pk=client.session["sign_in"]).update(post=post)
    return client


def open_sign_in(sender: Any, request: HttpRequest, user: Person, **given: Any) -> None:
    """Only for force_login, whose request has no path: the sign-in page opens its own."""
    if request.path:
        return
    now = timezone.now()
    post = Post.objects.filter(person=user).in_force(now.astimezone(SHANGHAI).date()).first()
    if post is not None:
        opened = SignIn.objects.create(person=user, post=post, started_at=now, last_seen_at=now)
        request.session["sign_in"] = str(opened.pk)


user_logged_in.connect(open_sign_in, dispatch_uid="tests.signing_in")
