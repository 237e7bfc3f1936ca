"""Signing in and out, the hat, one's own account and password."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.contrib.auth import login, logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from bihuan.people.choices import ADMINISTRATORS, EndedAs
from bihuan.people.domain import passwords, signing_in
from bihuan.people.forms import PasswordForm, SignInForm
from bihuan.people.models import Post, SignIn
from bihuan.people.views.seats import post_of, sign_in_of
from bihuan.trail.facade import Outsider

SIGN_INS_SHOWN = 10


@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """The sign-in page. A good sign-in gets a new session key and goes back to where the person was."""
    form = SignInForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            opened = signing_in.sign_in(
                form.cleaned_data["username"],
                by=Outsider("visitor", "未登录者", region_code=""),
                now=timezone.now(),
                password=form.cleaned_data["password"],
                where=_where(request),
            )
        except signing_in.SignInRefused as refused:
            form.add_error(None, forms.ValidationError(str(refused)))
        else:
            return _enter(request, opened)
    why = request.GET.get("why", "")
    told = EndedAs(why).label if why in EndedAs.values and why != EndedAs.SIGNED_OUT else ""
    status = 422 if form.errors else 200
    context = {"form": form, "next": request.POST.get("next") or request.GET.get("next", ""), "told": told}
    return render(request, "people/sign_in.html", context, status=status)


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    seat = sign_in_of(request)
    signing_in.sign_out(seat, by=post_of(request) or seat.post, now=timezone.now())
    logout(request)
    return redirect("people:sign-in")


@require_POST
def hat(request: HttpRequest) -> HttpResponse:
    """Act in another of one's own posts."""
    chosen = get_object_or_404(Post, pk=request.POST.get("post"), person=sign_in_of(request).person_id)
    try:
        signing_in.wear(sign_in_of(request), by=post_of(request), now=timezone.now(), post=chosen)
    except signing_in.SignInRefused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, f"现在以“{chosen}”的岗位办事。")
    return redirect(home_of(chosen))


@require_GET
def account(request: HttpRequest) -> HttpResponse:
    person = sign_in_of(request).person
    rows = SignIn.objects.filter(person=person)[:SIGN_INS_SHOWN]
    return render(request, "people/account.html", {"person": person, "sign_ins": rows, "seat": sign_in_of(request)})


@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def password(request: HttpRequest) -> HttpResponse:
    """Change one's own password; the session gets a new key."""
    seat, form = sign_in_of(request), PasswordForm(request.POST or None)
    by = post_of(request) or seat.post
    if request.method == "POST" and form.is_valid():
        old, new = form.cleaned_data["old"], form.cleaned_data["new"]
        try:
            passwords.change_password(seat.person, by=by, now=timezone.now(), old=old, new=new, keep=seat)
        except passwords.PasswordRefused as refused:
            form.add_error("old" if "原密码" in str(refused) else "new", str(refused))
        else:
            request.session.cycle_key()
            messages.success(request, "密码已修改，其他地方的登录已退出。")
            return redirect(home_of(by))
    least = passwords.least_length(now=timezone.now(), region_code=by.region_code)
    context = {"form": form, "is_forced": seat.person.must_change_password, "least": least}
    return render(request, "people/password.html", context, status=422 if form.errors else 200)


def home_of(post: Post) -> str:
    """Where a post begins: today's work, or for an administrator the account page."""
    try:
        return reverse("people:account" if post.role in ADMINISTRATORS else "workbench:home")
    except NoReverseMatch:
        return reverse("people:account")


def _enter(request: HttpRequest, opened: SignIn) -> HttpResponse:
    # Whatever session this browser had goes; the one of this sign-in has a key of its own (trust X3).
    request.session.flush()
    login(request, opened.person, backend="django.contrib.auth.backends.ModelBackend")
    request.session["sign_in"] = str(opened.pk)
    if opened.person.failed_sign_ins:
        count = opened.person.failed_sign_ins
        messages.warning(
            request, f"上次登录后有 {count} 次输错密码的登录。若不是您本人，请马上修改密码并告诉安全管理员。"
        )
    wanted = request.POST.get("next", "")
    if url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure()):
        return HttpResponseRedirect(wanted)
    return redirect(home_of(opened.post))


def _where(request: HttpRequest) -> signing_in.Where:
    agent = request.headers.get("User-Agent", "")
    return signing_in.Where(request.META.get("REMOTE_ADDR", "")[:45], "手机" if "Mobile" in agent else "电脑")
