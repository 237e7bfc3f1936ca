"""密码: what a password must be, changing one's own, resetting somebody else's.

Long and not guessable comes first; the profile of 等级保护 (classes, age) is a matter of rules people.password.*.
Source: GB/T 22239-2019 身份鉴别 a (rules.md 10.1).
"""

from __future__ import annotations

import gzip
import re
import secrets
from datetime import datetime
from functools import cache
from importlib.resources import files

from django.contrib.auth import password_validation
from django.contrib.auth.hashers import check_password
from django.db import transaction

from bihuan.kernel.deadlines import SHANGHAI
from bihuan.people.choices import Duty, EndedAs
from bihuan.people.domain.permissions import require, require_within
from bihuan.people.domain.signing_in import end_all
from bihuan.people.models import OldPassword, Person, Post, SignIn
from bihuan.rulebook.facade import rule
from bihuan.trail.facade import Actor, record

FEWEST_DISTINCT = 5
RUNS = ("01234567890123456789", "98765432109876543210", "abcdefghijklmnopqrstuvwxyz", "zyxwvutsrqponmlkjihgfedcba",
        "qwertyuiopasdfghjklzxcvbnm", "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p", "1q2w3e4r5t6y7u8i9o0p")  # fmt: skip
# Letters and digits that are easily told apart when read out on the telephone.
READ_OUT = "abcdefghjkmnpqrstuvwxyz23456789"
CLASSES = (r"[a-z]", r"[A-Z]", r"[0-9]", r"[^a-zA-Z0-9]")


class PasswordRefused(ValueError):
    """The password is not changed; the message is a Chinese sentence that says why."""


def faults_of(password: str, person: Person, *, now: datetime, region_code: str) -> list[str]:
    """What is wrong with a new password, as Chinese sentences; none for a good one."""
    on = now.astimezone(SHANGHAI).date()
    least = least_length(now=now, region_code=region_code)
    classes = rule("people.password.classes", on=on, region_code=region_code).number
    faults = []
    if len(password) < least:
        faults.append(f"密码至少 {least} 个字符，现在是 {len(password)} 个。可以用几个不相干的词连起来。")
    if sum(bool(re.search(pattern, password)) for pattern in CLASSES) < classes:
        faults.append(f"密码要包含大写字母、小写字母、数字、符号中的至少 {classes} 类。")
    if _is_about(person, password):
        faults.append("密码里不能有自己的工号、姓名拼音或手机号。")
    elif is_weak(password):
        faults.append("这个密码太容易被猜到，请换一个。")
    return faults


def least_length(*, now: datetime, region_code: str) -> int:
    """How many characters a password must have at least."""
    return rule("people.password.min-length", on=now.astimezone(SHANGHAI).date(), region_code=region_code).number


def is_weak(password: str) -> bool:
    """Whether the password is a common one, a run of keys, or one with something tacked on to reach the length."""
    lower = password.lower()
    if len(set(lower)) < FEWEST_DISTINCT:
        return True
    core = re.sub(r"^[^a-z]+|[^a-z]+$", "", lower)
    return lower in _common() or core in _common() or _is_run(lower) or _is_repeated(lower)


def change_password(
    person: Person, *, by: Post, now: datetime, old: str, new: str, keep: SignIn | None = None
) -> Person:
    """修改密码: one's own. Every other sign-in of the person ends. Raises PasswordRefused with one sentence."""
    if not check_password(old, person.password):
        raise PasswordRefused("原密码不对，请重新输入。")
    faults = faults_of(new, person, now=now, region_code=by.region_code)
    if faults:
        raise PasswordRefused("".join(faults))
    with transaction.atomic():
        locked = Person.objects.select_for_update().get(pk=person.pk)
        _refuse_old(locked, new, now=now, region_code=by.region_code)
        _set(locked, new, now=now, must_change=False)
        ended = end_all(locked, EndedAs.PASSWORD, now=now, but=keep)
        _record("people.CHANGE_PASSWORD", locked, by=by, now=now, region_code=by.region_code, ended=ended)
        return locked


def reset_password(person: Person, *, by: Post, now: datetime) -> str:
    """重设密码: a first password, to be changed at the next sign-in; every sign-in of the person ends.

    Returns the password, to be told once and kept nowhere. Raises NotAllowed.
    """
    require(by, Duty.KEEP_PEOPLE)
    for post in Post.objects.filter(person=person):
        require_within(by, post.region_code)
    first = first_password()
    with transaction.atomic():
        locked = Person.objects.select_for_update().get(pk=person.pk)
        _set(locked, first, now=now, must_change=True)
        ended = end_all(locked, EndedAs.PASSWORD, now=now)
        _record("people.RESET_PASSWORD", locked, by=by, now=now, region_code=by.region_code, ended=ended)
        return first


def first_password() -> str:
    """Four groups of four to be read out: 79 bits."""
    return "-".join("".join(secrets.choice(READ_OUT) for _ in range(4)) for _ in range(4))


def _set(person: Person, password: str, *, now: datetime, must_change: bool) -> None:
    if person.password:
        OldPassword.objects.create(person=person, password=person.password, replaced_at=now)
    person.set_password(password)
    person.must_change_password = must_change
    person.password_changed_at = now
    person.save(update_fields=["password", "must_change_password", "password_changed_at"])


def _refuse_old(person: Person, new: str, *, now: datetime, region_code: str) -> None:
    count = rule("people.password.history", on=now.astimezone(SHANGHAI).date(), region_code=region_code).number
    earlier = list(OldPassword.objects.filter(person=person).values_list("password", flat=True)[:count])
    if any(check_password(new, old) for old in [person.password, *earlier]):
        raise PasswordRefused(f"新密码不能与现在的或最近 {count} 次用过的密码相同。")


def _record(action: str, person: Person, *, by: Actor, now: datetime, region_code: str, ended: int) -> None:
    payload = {"username": person.username, "sign_ins_ended": ended}
    record(
        action,
        by=by,
        now=now,
        object_kind="person",
        object_id=person.pk,
        region_code=region_code,
        payload=payload,
    )


def _is_about(person: Person, password: str) -> bool:
    lower = password.lower()
    known = [person.username.lower(), person.phone, *person.pinyin.split()[:1]]
    return any(len(word) >= 4 and word in lower for word in known)


def _is_run(lower: str) -> bool:
    """Whether the password is mostly neighbouring keys: every piece of four letters lies in one run."""
    pieces = [lower[n : n + 4] for n in range(len(lower) - 3)]
    known = sum(any(piece in run for run in RUNS) for piece in pieces)
    return bool(pieces) and known * 2 > len(pieces)


def _is_repeated(lower: str) -> bool:
    """Whether the password is one short piece over and over: abcabcabcabc."""
    return any(lower == (lower[:size] * len(lower))[: len(lower)] for size in range(1, len(lower) // 2))


@cache
def _common() -> frozenset[str]:
    """Django's list of common passwords and our own words of the country and the office."""
    source = files(password_validation.__package__).joinpath("common-passwords.txt.gz")
    ours = files("bihuan.people").joinpath("data/weak_passwords.txt").read_text("utf-8")
    words = gzip.decompress(source.read_bytes()).decode().split() + ours.split()
    return frozenset(word.lower() for word in words)
