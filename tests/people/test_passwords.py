"""密码: what is refused, what is kept, what ends."""

from __future__ import annotations

import pytest
from django.contrib.auth.hashers import check_password

from bihuan.people import facade as people
from bihuan.people.choices import EndedAs
from bihuan.people.domain import passwords
from bihuan.people.models import SignIn
from bihuan.trail.models import TrailEntry, TrailPayload
from tests.cast import NOW, TOWN, Cast
from tests.signing_in import signed_in

OLD, NEW = "竹林 river 灯塔 42", "三棵 Apfel 在窗台 7"


def faults(cast: Cast, password: str) -> list[str]:
    return passwords.faults_of(password, cast.handler.person, now=NOW, region_code=TOWN)


@pytest.mark.parametrize(
    "password", [NEW, "correct horse battery staple", "Kaffee!Mond#Treppe", "月亮和六便士的台阶在转角"]
)
def test_a_long_password_that_nobody_guesses_is_good(cast: Cast, password: str):
    assert faults(cast, password) == []


@pytest.mark.parametrize(
    "password",
    [
        "123456789012",
        "qwertyuiop123",
        "1qaz2wsx3edc4rfv",
        "password2026!",
        "Password@2026",
        "aaaaaaaaaaaaaa",
        "abcabcabcabc",
        "woaini1314520",
        "yingshangban2026",
        "yunnan!!!202611",
        "000000111111",
    ],
)
def test_a_password_that_is_often_used_or_a_run_of_keys_is_refused(cast: Cast, password: str):
    assert faults(cast, password) == ["这个密码太容易被猜到，请换一个。"]


def test_a_short_password_is_told_how_long_it_must_be(cast: Cast):
    assert faults(cast, "月亮 Mond 7") == ["密码至少 12 个字符，现在是 9 个。可以用几个不相干的词连起来。"]


def test_a_password_with_the_own_account_name_or_telephone_is_refused(cast: Cast):
    cast.handler.person.phone = "13800001234"
    for password in ("x-chengban-treppe", "13800001234-Mond"):
        assert faults(cast, password) == ["密码里不能有自己的工号、姓名拼音或手机号。"]


@pytest.fixture
def known(cast: Cast) -> Cast:
    cast.handler.person.set_password(OLD)
    cast.handler.person.save()
    return cast


def test_changing_the_password_ends_every_other_sign_in_and_keeps_no_word_of_it(known: Cast):
    here, there = (
        SignIn.objects.create(person=known.handler.person, post=known.handler, started_at=NOW, last_seen_at=NOW)
        for _ in range(2)
    )
    person = people.change_password(known.handler.person, by=known.handler, now=NOW, old=OLD, new=NEW, keep=here)
    assert check_password(NEW, person.password)
    assert (person.must_change_password, person.password_changed_at) == (False, NOW)
    ends = dict(SignIn.objects.values_list("pk", "ended_as"))
    assert ends == {here.pk: "", there.pk: EndedAs.PASSWORD}
    assert TrailEntry.objects.get().action == "people.CHANGE_PASSWORD"
    assert NEW not in TrailPayload.objects.get().content


def test_the_old_password_must_be_right(known: Cast):
    with pytest.raises(people.PasswordRefused, match="原密码不对"):
        people.change_password(known.handler.person, by=known.handler, now=NOW, old="x", new=NEW)


def test_none_of_the_last_five_passwords_is_taken_again(known: Cast):
    person, last = known.handler.person, OLD
    used = [OLD]
    for number in range(5):
        following = f"{NEW} {number} 号窗台"
        person = people.change_password(person, by=known.handler, now=NOW, old=last, new=following)
        used.append(following)
        last = following
    for earlier in used[1:]:
        with pytest.raises(people.PasswordRefused, match="最近 5 次"):
            people.change_password(person, by=known.handler, now=NOW, old=last, new=earlier)


def test_only_the_security_administrator_resets_a_password_of_the_own_region(known: Cast):
    for by in (known.leader, known.system_admin, known.audit_admin, known.head):
        with pytest.raises(people.NotAllowed):
            people.reset_password(known.handler.person, by=by, now=NOW)
    with pytest.raises(people.NotAllowed, match="不在您管理的辖区内"):
        people.reset_password(known.stranger.person, by=known.security_admin, now=NOW)
    first = people.reset_password(known.handler.person, by=known.security_admin, now=NOW)
    known.handler.person.refresh_from_db()
    assert check_password(first, known.handler.person.password)
    assert known.handler.person.must_change_password
    assert faults(known, first) == []


def test_whoever_has_a_first_password_gets_to_no_page_before_changing_it(known: Cast):
    person = known.handler.person
    person.must_change_password = True
    person.save()
    client = signed_in(known.handler)
    for path in ("/today/", "/people/", "/account/"):
        assert client.get(path)["Location"] == "/account/password/"
    sent = {"old": OLD, "new": NEW, "again": NEW + "x"}
    answer = client.post("/account/password/", sent)
    assert (answer.status_code, "两次输入的新密码不一样" in answer.content.decode()) == (422, True)
    key = client.cookies["bihuan"].value
    assert client.post("/account/password/", sent | {"again": NEW})["Location"] == "/today/"
    assert client.cookies["bihuan"].value != key
    assert client.get("/people/").status_code == 200
