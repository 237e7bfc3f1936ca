"""登录: by account name and password, with a wait after failures instead of a lock, since a lock is itself an attack.

The wait holds for one account name at one address, doubles with each failure (rule people.sign-in.delay), and is the
same for names that do not exist; an attempt counts before its password is looked at, so that a thousand at once gain
nothing. Of one person only so many sign-ins stay good (people.sessions-per-person); the oldest gives way.
Sources: GB/T 22239-2019 身份鉴别 a, b (rules.md 10.1); trust X3, X4.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.contrib.auth.hashers import check_password
from django.db import transaction
from django.db.models import F
from django.utils.crypto import salted_hmac

from bihuan.kernel.deadlines import SHANGHAI
from bihuan.people.choices import EndedAs
from bihuan.people.models import Person, Post, SignIn, SignInDelay
from bihuan.people.queries import end_of, posts_of
from bihuan.rulebook.facade import rule
from bihuan.trail.facade import Actor, record

WRONG = "工号或密码不对，请核对后再试。忘记密码请找安全管理员重设。"
NO_POST = "您目前没有在任岗位，不能登录。请联系安全管理员设置岗位。"
# Older counts are dropped: longer than any wait, so nobody gains by it.
FORGOTTEN_AFTER = timedelta(days=1)


class SignInRefused(ValueError):
    """Not signed in; the message is a Chinese sentence that does not tell whether the account exists."""


@dataclass(frozen=True)
class Where:
    """From where somebody signs in: network address and kind of device, for the trail and the person's own list."""

    address: str
    device: str


def sign_in(username: str, *, by: Actor, now: datetime, password: str, where: Where) -> SignIn:
    """Sign a person in. `by` is an outsider: nobody is signed in yet. Raises SignInRefused.

    Leaves one trail entry, for a failure too; an attempt within the wait is refused unseen and leaves none.
    """
    digest = _digest(username, where.address)
    _count_attempt(digest, now=now, region_code=by.region_code)
    person = Person.objects.filter(username=username, is_active=True).first()
    if not _is_right(person, password) or person is None:
        _leave_failure(person, by=by, now=now, where=where, why="password")
        raise SignInRefused(WRONG)
    posts = posts_of(person.pk, on=_day(now))
    if not posts:
        _leave_failure(person, by=by, now=now, where=where, why="no post")
        raise SignInRefused(NO_POST)
    with transaction.atomic():
        SignInDelay.objects.filter(pk=digest).delete()
        SignInDelay.objects.filter(last_at__lt=now - FORGOTTEN_AFTER).delete()
        return _open(person, posts[0], now=now, where=where)


def sign_out(sign_in: SignIn, *, by: Actor, now: datetime) -> SignIn:
    """退出: end this sign-in."""
    with transaction.atomic():
        end(sign_in, EndedAs.SIGNED_OUT, now=now)
        _record("people.SIGN_OUT", sign_in, by=by, now=now, payload={})
        return sign_in


def wear(sign_in: SignIn, *, by: Actor, now: datetime, post: Post) -> SignIn:
    """切换岗位: act in another of one's own posts in force from now on. Raises SignInRefused."""
    if post.pk not in {held.pk for held in posts_of(sign_in.person_id, on=_day(now))}:
        raise SignInRefused("这个岗位不是您现任的岗位，请从列表中选择。")
    with transaction.atomic():
        sign_in.post = post
        sign_in.save(update_fields=["post"])
        _record("people.WEAR", sign_in, by=by, now=now, payload={"post": str(post.pk), "title": str(post)})
        return sign_in


def end(sign_in: SignIn, as_: EndedAs, *, now: datetime) -> None:
    """Mark a sign-in as ended; part of an act that records it."""
    sign_in.ended_at, sign_in.ended_as = now, as_
    sign_in.save(update_fields=["ended_at", "ended_as"])


def end_all(person: Person, as_: EndedAs, *, now: datetime, but: SignIn | None = None) -> int:
    """End every sign-in of a person, but one; part of an act that records it. Returns how many."""
    rows = SignIn.objects.filter(person=person, ended_at=None)
    if but is not None:
        rows = rows.exclude(pk=but.pk)
    return rows.update(ended_at=now, ended_as=as_)


def _open(person: Person, post: Post, *, now: datetime, where: Where) -> SignIn:
    """The new sign-in, the old ones that give way to it, and the entry that tells of both."""
    Person.objects.select_for_update().get(pk=person.pk)
    ended = _make_room(person, now=now, region_code=post.region_code)
    opened = SignIn.objects.create(
        person=person, post=post, address=where.address, device=where.device, started_at=now, last_seen_at=now
    )
    failures = person.failed_sign_ins
    Person.objects.filter(pk=person.pk).update(failed_sign_ins=0, last_login=now)
    _record(
        "people.SIGN_IN",
        opened,
        by=post,
        now=now,
        payload={"address": where.address, "device": where.device, "failures_before": failures, "ended": ended},
    )
    return opened


def _make_room(person: Person, *, now: datetime, region_code: str) -> dict[str, str]:
    """End what is stale, and of the rest the oldest beyond the limit less one."""
    most = rule("people.sessions-per-person", on=_day(now), region_code=region_code).number
    running = (
        SignIn.objects.filter(person=person, ended_at=None).select_related("person", "post").order_by("-started_at")
    )
    ended: dict[str, str] = {}
    good = 0
    for earlier in running:
        as_ = end_of(earlier, now=now)
        if as_ is None and good >= most - 1:
            as_ = EndedAs.PUSHED_OUT
        if as_ is None:
            good += 1
            continue
        end(earlier, as_, now=now)
        ended[str(earlier.pk)] = str(as_)
    return ended


def _count_attempt(digest: str, *, now: datetime, region_code: str) -> None:
    """Count this attempt before its password is looked at. Raises SignInRefused within the wait."""
    lengths = rule("people.sign-in.delay", on=_day(now), region_code=region_code).table
    with transaction.atomic():
        SignInDelay.objects.bulk_create([SignInDelay(pk=digest, last_at=now)], ignore_conflicts=True)
        row = SignInDelay.objects.select_for_update().get(pk=digest)
        if row.next_at is not None and now < row.next_at:
            raise SignInRefused(_wait(row.next_at - now))
        row.failures += 1
        row.last_at = now
        over = row.failures - lengths["failures"]
        if over >= 0:
            seconds = min(lengths["first_seconds"] * 2 ** min(over, 30), lengths["longest_seconds"])
            row.next_at = now + timedelta(seconds=seconds)
        row.save()


def _wait(length: timedelta) -> str:
    seconds = int(length.total_seconds()) + 1
    words = f"{seconds} 秒" if seconds <= 90 else f"{(seconds + 59) // 60} 分钟"
    return f"连续多次输错，请等 {words}后再试。忘记密码请找安全管理员重设。"


def _is_right(person: Person | None, password: str) -> bool:
    """Whether the password is the person's; takes as long for an account that does not exist."""
    if person is None:
        Person().set_password(password)
        return False
    return check_password(password, person.password)


def _leave_failure(person: Person | None, *, by: Actor, now: datetime, where: Where, why: str) -> None:
    # A name that is no account is not written down: people type passwords into the wrong field.
    with transaction.atomic():
        region = by.region_code
        if person is not None:
            Person.objects.filter(pk=person.pk).update(failed_sign_ins=F("failed_sign_ins") + 1)
            post = Post.objects.filter(person=person).order_by("-valid_from").first()
            region = post.region_code if post else region
        record(
            "people.SIGN_IN_FAILED",
            by=by,
            now=now,
            object_kind="person",
            object_id=str(person.pk) if person else "unknown",
            region_code=region,
            payload={
                "username": person.username if person else "",
                "why": why,
                "address": where.address,
                "device": where.device,
            },
        )


def _record(action: str, sign_in: SignIn, *, by: Actor, now: datetime, payload: dict[str, object]) -> None:
    record(
        action,
        by=by,
        now=now,
        object_kind="person",
        object_id=sign_in.person_id,
        region_code=sign_in.post.region_code,
        payload={"sign_in": str(sign_in.pk), **payload},
    )


def _digest(username: str, address: str) -> str:
    return salted_hmac("bihuan.sign-in-delay", f"{username}\n{address}", algorithm="sha256").hexdigest()


def _day(now: datetime) -> date:
    return now.astimezone(SHANGHAI).date()
