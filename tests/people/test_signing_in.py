"""登录: sign-in, waits, sessions, hats."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from django.test import Client

from bihuan.people import facade as people
from bihuan.people.choices import EndedAs, Role
from bihuan.people.models import Person, Post, SignIn, SignInDelay
from bihuan.trail.facade import Outsider, verify
from bihuan.trail.models import TrailEntry
from tests.cast import BEGIN, NOW, Cast
from tests.signing_in import signed_in

GOOD = "竹林 river 灯塔 42"
VISITOR = Outsider("visitor", "未登录者", region_code="")
HERE = people.Where("10.0.0.5", "电脑")
SECOND = timedelta(seconds=1)


def with_password(post: Post, password: str = GOOD) -> Person:
    post.person.set_password(password)
    post.person.save()
    return post.person


def attempt(post: Post, password: str = GOOD, *, now=NOW, where=HERE) -> SignIn:
    return people.sign_in(post.person.username, by=VISITOR, now=now, password=password, where=where)


def actions() -> list[str]:
    return list(TrailEntry.objects.order_by("at", "id").values_list("action", flat=True))


def test_a_good_password_opens_a_sign_in_and_leaves_one_entry(cast: Cast):
    with_password(cast.handler)
    opened = attempt(cast.handler)
    assert (opened.person, opened.post, opened.address) == (cast.handler.person, cast.handler, "10.0.0.5")
    assert actions() == ["people.SIGN_IN"]
    assert all(verdict.is_whole for verdict in verify())


def test_a_wrong_password_and_an_unknown_account_get_the_same_answer_and_both_leave_an_entry(cast: Cast):
    with_password(cast.handler)
    answers = []
    for name in (cast.handler.person.username, "nobody"):
        with pytest.raises(people.SignInRefused) as refused:
            people.sign_in(name, by=VISITOR, now=NOW, password="wrong", where=HERE)
        answers.append(str(refused.value))
    assert answers[0] == answers[1] == "工号或密码不对，请核对后再试。忘记密码请找安全管理员重设。"
    assert actions() == ["people.SIGN_IN_FAILED"] * 2


def test_what_was_typed_as_an_unknown_account_is_not_written_down(cast: Cast):
    with pytest.raises(people.SignInRefused):
        people.sign_in("MySecretPassword", by=VISITOR, now=NOW, password="x", where=HERE)
    entry = TrailEntry.objects.select_related("payload").get()
    assert json.loads(entry.payload.content)["username"] == ""
    assert "MySecretPassword" not in entry.leaf + entry.payload.content


@pytest.mark.parametrize("name", ["chengban", "nobody"])
def test_after_five_failures_the_wait_begins_at_thirty_seconds_and_doubles(cast: Cast, name: str):
    now = NOW
    for _ in range(5):
        with pytest.raises(people.SignInRefused, match="工号或密码不对"):
            people.sign_in(name, by=VISITOR, now=now, password="wrong", where=HERE)
    for seconds in (30, 60, 120):
        for early in (now, now + timedelta(seconds=seconds - 1)):
            with pytest.raises(people.SignInRefused, match="连续多次输错，请等"):
                people.sign_in(name, by=VISITOR, now=early, password="wrong", where=HERE)
        now += timedelta(seconds=seconds)
        with pytest.raises(people.SignInRefused, match="工号或密码不对"):
            people.sign_in(name, by=VISITOR, now=now, password="wrong", where=HERE)


def test_the_wait_never_grows_beyond_half_an_hour(cast: Cast):
    now = NOW
    for _ in range(20):
        with pytest.raises(people.SignInRefused):
            attempt(cast.handler, "wrong", now=now)
        now += timedelta(hours=1)
    waiting = SignInDelay.objects.get()
    assert waiting.next_at - waiting.last_at == timedelta(seconds=1800)


def test_within_the_wait_even_the_right_password_is_not_looked_at(cast: Cast):
    with_password(cast.handler)
    for _ in range(5):
        with pytest.raises(people.SignInRefused):
            attempt(cast.handler, "wrong")
    with pytest.raises(people.SignInRefused, match="请等 31 秒后再试"):
        attempt(cast.handler)
    assert attempt(cast.handler, now=NOW + 30 * SECOND).person == cast.handler.person


def test_an_attacker_elsewhere_does_not_keep_the_person_out(cast: Cast):
    with_password(cast.handler)
    for _ in range(50):
        with pytest.raises(people.SignInRefused):
            attempt(cast.handler, "wrong", where=people.Where("203.0.113.9", "电脑"))
    assert attempt(cast.handler).person == cast.handler.person


def test_a_success_wipes_the_failures_and_says_how_many_there_were(cast: Cast):
    with_password(cast.handler)
    for _ in range(4):
        with pytest.raises(people.SignInRefused):
            attempt(cast.handler, "wrong")
    assert attempt(cast.handler).person.failed_sign_ins == 4
    assert Person.objects.get(pk=cast.handler.person_id).failed_sign_ins == 0
    assert SignInDelay.objects.count() == 0


def test_a_disabled_person_and_one_without_a_post_do_not_get_in(cast: Cast):
    person = with_password(cast.handler)
    Post.objects.filter(person=person).update(valid_to=NOW.date())
    with pytest.raises(people.SignInRefused, match="没有在任岗位"):
        attempt(cast.handler)
    person.is_active = False
    person.save()
    with pytest.raises(people.SignInRefused, match="工号或密码不对"):
        attempt(cast.handler)


def test_a_third_sign_in_pushes_the_oldest_out(cast: Cast):
    with_password(cast.handler)
    first, second, third = (attempt(cast.handler, now=NOW + n * SECOND) for n in range(3))
    ends = {row.pk: row.ended_as for row in SignIn.objects.all()}
    assert ends == {first.pk: EndedAs.PUSHED_OUT, second.pk: "", third.pk: ""}


@pytest.mark.parametrize(("minutes", "end"), [(14, None), (15, EndedAs.IDLE), (479, None), (480, EndedAs.TOO_LONG)])
def test_a_sign_in_ends_by_idleness_and_by_length(cast: Cast, minutes: int, end: EndedAs | None):
    with_password(cast.handler)
    opened = attempt(cast.handler)
    now = NOW + timedelta(minutes=minutes)
    if minutes > 15:
        opened.last_seen_at = now - timedelta(minutes=1)
    assert people.end_of(opened, now=now) == end


def test_a_hat_is_one_of_the_own_posts_and_the_change_leaves_an_entry(cast: Cast):
    with_password(cast.handler)
    second = Post.objects.create(
        person=cast.handler.person,
        unit=cast.other_station,
        region_code=cast.handler.region_code,
        title="兼职",
        role=Role.HANDLER,
        valid_from=BEGIN,
    )
    opened = attempt(cast.handler)
    assert people.wear(opened, by=cast.handler, now=NOW, post=second).post == second
    assert actions() == ["people.SIGN_IN", "people.WEAR"]
    with pytest.raises(people.SignInRefused, match="不是您现任的岗位"):
        people.wear(opened, by=second, now=NOW, post=cast.head)


# The pages


def page_sign_in(client: Client, post: Post, password: str = GOOD, **more: str):
    return client.post("/sign-in/", {"username": post.person.username, "password": password} | more)


def test_signing_in_gives_a_new_session_key_and_leads_back(cast: Cast):
    with_password(cast.handler)
    client = Client()
    turned = client.get("/people/?q=min")
    assert turned["Location"] == "/sign-in/?next=%2Fpeople%2F%3Fq%3Dmin"
    client.get(turned["Location"])
    before = client.cookies.get("bihuan")
    answer = page_sign_in(client, cast.handler, next="/people/?q=min")
    assert (answer.status_code, answer["Location"]) == (302, "/people/?q=min")
    first = client.cookies["bihuan"].value
    assert before is None or before.value != first
    page_sign_in(client, cast.handler)
    assert client.cookies["bihuan"].value != first
    assert Client(cookies={"bihuan": first}).get("/people/").status_code == 302


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example", "javascript:alert(1)"])
def test_signing_in_never_leads_to_another_site(cast: Cast, elsewhere: str):
    with_password(cast.handler)
    assert page_sign_in(Client(), cast.handler, next=elsewhere)["Location"] == "/today/"


def test_a_refusal_stays_on_the_page_with_the_sentence_and_without_the_password(cast: Cast):
    answer = page_sign_in(Client(), cast.handler, "secret-word")
    assert answer.status_code == 422
    assert "工号或密码不对" in answer.content.decode()
    assert "secret-word" not in answer.content.decode()


def test_the_next_page_after_failures_says_so(cast: Cast):
    with_password(cast.security_admin)
    client = Client()
    page_sign_in(client, cast.security_admin, "wrong")
    page_sign_in(client, cast.security_admin)
    assert "上次登录后有 1 次输错密码的登录" in client.get("/account/").content.decode()


def test_signing_out_takes_a_post_and_ends_the_session(cast: Cast):
    client = signed_in(cast.handler)
    assert client.get("/sign-out/").status_code == 405
    key = client.cookies["bihuan"].value
    assert client.post("/sign-out/")["Location"] == "/sign-in/"
    assert Client(cookies={"bihuan": key}).get("/people/").status_code == 302
    assert SignIn.objects.get().ended_as == EndedAs.SIGNED_OUT
    assert actions() == ["people.SIGN_OUT"]


def test_an_ended_sign_in_is_dead_whatever_the_session_says(cast: Cast):
    client = signed_in(cast.handler)
    SignIn.objects.update(ended_at=NOW, ended_as=EndedAs.PUSHED_OUT)
    answer = client.get("/people/", follow=True)
    assert "在另一处登录，这里被退出" in answer.content.decode()


def test_an_idle_form_leads_back_to_its_page_and_a_fragment_to_the_page_around_it(cast: Cast):
    client = signed_in(cast.handler)
    SignIn.objects.update(last_seen_at=NOW)
    answer = client.post("/hat/", headers={"referer": "http://testserver/people/?q=a"})
    assert answer["Location"] == "/sign-in/?next=%2Fpeople%2F%3Fq%3Da&why=IDLE"
    fragment = client.get(
        "/people/?q=a", headers={"HX-Request": "true", "HX-Current-URL": "http://testserver/account/"}
    )
    assert (fragment.status_code, fragment["HX-Redirect"]) == (204, "/sign-in/?next=%2Faccount%2F&why=IDLE")


def test_a_right_taken_away_is_gone_with_the_next_page(cast: Cast):
    client = signed_in(cast.security_admin)
    assert client.get("/people/persons/add/").status_code == 200
    Post.objects.filter(pk=cast.security_admin.pk).update(role=Role.HANDLER)
    assert client.get("/people/persons/add/").status_code == 403
    Post.objects.filter(pk=cast.security_admin.pk).update(valid_to=BEGIN)
    answer = client.get("/people/")
    assert answer.status_code == 403
    assert "没有在任岗位" in answer.content.decode()


def test_the_hat_is_changed_on_the_page(cast: Cast):
    second = Post.objects.create(
        person=cast.handler.person,
        unit=cast.office,
        region_code=cast.handler.region_code,
        title="兼职",
        role=Role.REVIEWER,
        valid_from=BEGIN,
    )
    client = signed_in(cast.handler)
    page = client.get("/account/").content.decode()
    assert "切换岗位" in page
    assert client.post("/hat/", {"post": str(second.pk)})["Location"] == "/today/"
    assert client.get("/account/").context["post"] == second
    assert client.post("/hat/", {"post": str(cast.head.pk)}).status_code == 404
