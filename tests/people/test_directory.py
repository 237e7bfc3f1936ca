"""机构人员: units, persons, posts, and finding them."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest

from bihuan.people import facade as people
from bihuan.people.choices import Duty, Role, UnitKind
from bihuan.people.models import Person, Post, Unit
from bihuan.trail.models import TrailEntry
from tests.cast import NEIGHBOUR, NOW, TOWN, VILLAGE, Cast
from tests.signing_in import signed_in

TODAY = NOW.date()


def add_unit(cast: Cast, name: str = "镇财政所", *, aliases: tuple[str, ...] = ("财政",)) -> Unit:
    return people.add_unit(
        name,
        by=cast.security_admin,
        now=NOW,
        region_code=TOWN,
        kind=UnitKind.STATION,
        valid_from=TODAY,
        aliases=aliases,
    )


def names(query: str, *, region_code: str = TOWN, on: date = TODAY) -> list[str]:
    return [unit.name for unit in people.units_found(query, region_code=region_code, on=on)]


@pytest.mark.parametrize("query", ["财政", "财政所", "zhencaizheng", "zczs", "caizhengsuo", "ZCZS", "czs", "cz"])
def test_a_unit_is_found_by_characters_pinyin_and_initials(cast: Cast, query: str):
    add_unit(cast)
    assert names(query) == ["镇财政所"]


def test_a_unit_is_found_by_its_other_name(cast: Cast):
    add_unit(cast, aliases=("会计核算中心",))
    assert names("核算") == names("kjhszx") == names("kuaiji") == ["镇财政所"]


def test_a_new_unit_leaves_an_entry_and_its_name_is_taken_once(cast: Cast):
    add_unit(cast)
    assert TrailEntry.objects.get().action == "people.ADD_UNIT"
    with pytest.raises(people.DirectoryRefused, match="已经有名为“镇财政所”的单位"):
        add_unit(cast)


def test_a_merged_unit_keeps_its_past_and_its_posts_end(cast: Cast):
    on = TODAY + timedelta(days=10)
    people.merge_unit(cast.station, by=cast.security_admin, now=NOW, into=cast.other_station, on=on)
    assert "镇民政所" in names("民政", on=on - timedelta(days=1))
    assert names("民政", on=on) == []
    assert set(Post.objects.filter(unit=cast.station).values_list("valid_to", flat=True)) == {on}
    with pytest.raises(people.DirectoryRefused, match="已经撤并"):
        people.merge_unit(cast.station, by=cast.security_admin, now=NOW, into=cast.office, on=on)


def test_a_unit_is_not_merged_into_itself_nor_before_it_began(cast: Cast):
    with pytest.raises(people.DirectoryRefused, match="不能并入单位自己"):
        people.merge_unit(cast.station, by=cast.security_admin, now=NOW, into=cast.station, on=TODAY)
    with pytest.raises(people.DirectoryRefused, match="应晚于设立日期"):
        people.merge_unit(cast.station, by=cast.security_admin, now=NOW, into=cast.office, on=date(2020, 1, 1))


def test_a_new_person_signs_in_only_with_a_post_and_changes_the_first_password(cast: Cast):
    person, first = people.add_person("wangxin", by=cast.security_admin, now=NOW, name="王新")
    assert person.must_change_password
    assert re.fullmatch(r"([a-z2-9]{4}-){3}[a-z2-9]{4}", first)
    post = people.give_post(
        person, by=cast.security_admin, now=NOW, unit=cast.station, role=Role.HANDLER, title="科员", valid_from=TODAY
    )
    found = people.posts_found("wx", region_code=TOWN, on=TODAY, duty=Duty.HANDLE)
    assert list(found) == [post]
    assert [entry.action for entry in TrailEntry.objects.order_by("seq")] == ["people.ADD_PERSON", "people.GIVE_POST"]
    with pytest.raises(people.DirectoryRefused, match="工号“wangxin”已经有人用"):
        people.add_person("wangxin", by=cast.security_admin, now=NOW, name="王欣")


def test_an_ended_post_is_out_of_force_from_its_day_on(cast: Cast):
    people.end_post(cast.head, by=cast.security_admin, now=NOW, on=TODAY)
    assert people.posts_of(cast.head.person_id, on=TODAY) == []
    assert people.posts_of(cast.head.person_id, on=TODAY - timedelta(days=1)) == [cast.head]
    with pytest.raises(people.DirectoryRefused, match="这个岗位已经结束"):
        people.end_post(cast.head, by=cast.security_admin, now=NOW, on=TODAY)


def test_the_three_administrators_are_three_people(cast: Cast):
    with pytest.raises(people.DirectoryRefused, match="必须分别由三人担任"):
        people.give_post(
            cast.system_admin.person,
            by=cast.security_admin,
            now=NOW,
            unit=cast.office,
            role=Role.AUDIT_ADMIN,
            title="审计",
            valid_from=TODAY,
        )


def test_nobody_sets_up_a_post_for_themselves_nor_disables_themselves(cast: Cast):
    with pytest.raises(people.NotAllowed, match="不能办理自己的岗位和账号"):
        people.give_post(
            cast.security_admin.person,
            by=cast.security_admin,
            now=NOW,
            unit=cast.office,
            role=Role.DISPATCHER,
            title="分办",
            valid_from=TODAY,
        )
    with pytest.raises(people.NotAllowed):
        people.disable_person(cast.security_admin.person, by=cast.security_admin, now=NOW, on=TODAY)


def test_a_disabled_person_holds_no_post_any_more(cast: Cast):
    people.disable_person(cast.handler.person, by=cast.security_admin, now=NOW, on=TODAY)
    assert people.posts_of(cast.handler.person_id, on=TODAY) == []
    assert not Person.objects.get(pk=cast.handler.person_id).is_active


def test_only_the_security_administrator_keeps_people_and_only_of_the_own_region(cast: Cast):
    acts = [
        lambda by: people.add_unit("甲", by=by, now=NOW, region_code=TOWN, kind=UnitKind.STATION, valid_from=TODAY),
        lambda by: people.merge_unit(cast.station, by=by, now=NOW, into=cast.office, on=TODAY),
        lambda by: people.edit_unit(cast.station, by=by, now=NOW, aliases=[], phone="", order=1),
        lambda by: people.add_person("jia", by=by, now=NOW, name="甲"),
        lambda by: people.disable_person(cast.handler.person, by=by, now=NOW, on=TODAY),
        lambda by: people.give_post(
            cast.handler.person, by=by, now=NOW, unit=cast.office, role=Role.REVIEWER, title="复核", valid_from=TODAY
        ),
        lambda by: people.end_post(cast.handler, by=by, now=NOW, on=TODAY),
        lambda by: people.publish_post(cast.handler, by=by, now=NOW, is_published=True),
    ]
    for by in (cast.dispatcher, cast.leader, cast.handler, cast.system_admin, cast.audit_admin, cast.county):
        for act in acts:
            with pytest.raises(people.NotAllowed):
                act(by)
    with pytest.raises(people.NotAllowed, match="不在您管理的辖区内"):
        people.add_unit(
            "乙", by=cast.security_admin, now=NOW, region_code=NEIGHBOUR, kind=UnitKind.STATION, valid_from=TODAY
        )
    assert TrailEntry.objects.count() == 0


def test_a_village_finds_the_units_of_its_township_and_no_neighbours(cast: Cast):
    assert "镇民政所" in names("", region_code=VILLAGE)
    assert "邻镇营商办" not in names("", region_code=VILLAGE)
    assert "邻镇营商办" not in names("")


# The pages


def test_the_directory_shows_units_with_their_staff_and_masks_telephones(cast: Cast):
    Person.objects.filter(pk=cast.handler.person_id).update(phone="13800001234")
    page = signed_in(cast.caller).get("/people/").content.decode()
    assert "138****1234" in page
    assert "13800001234" not in page
    assert "新增人员" not in page


def test_the_search_keeps_who_was_found(cast: Cast):
    people.edit_unit(cast.station, by=cast.security_admin, now=NOW, aliases=["民政办"], phone="", order=1)
    client = signed_in(cast.caller)
    found = client.get("/people/?q=mzb", headers={"HX-Request": "true"}).content.decode()
    assert "镇民政所" in found
    assert "赵所长" in found
    assert "镇农业服务站" not in found
    assert "<html" not in found
    one = client.get("/people/?q=李承办").content.decode()
    assert ("李承办" in one, "赵所长" in one) == (True, False)


def test_a_picker_gets_options(cast: Cast):
    client = signed_in(cast.dispatcher)
    units = client.get("/people/search/units/?q=农业").content.decode()
    assert re.findall(r">(.*?)</option>", units) == ["镇农业服务站"]
    posts = client.get("/people/search/posts/?duty=REVIEW").content.decode()
    assert re.findall(r">(.*?)</option>", posts) == ["吴复核（镇营商办 复核员）"]
    assert "没有找到" in client.get("/people/search/units/?q=zzz").content.decode()


def test_the_security_administrator_adds_a_person_and_sees_the_first_password_once(cast: Cast):
    client = signed_in(cast.security_admin)
    answer = client.post("/people/persons/add/", {"name": "王新", "username": "WangXin", "phone": "138 0000 1234"})
    person = Person.objects.get(username="wangxin")
    first = answer.context["first"]
    assert person.check_password(first)
    assert person.phone == "13800001234"
    assert first in answer.content.decode()
    assert first not in client.get(f"/people/persons/{person.pk}/").content.decode()
    sent = {"unit": str(cast.station.pk), "role": "HANDLER", "title": "科员", "valid_from": "2026-01-01"}
    client.post(f"/people/persons/{person.pk}/posts/add/", sent)
    assert Post.objects.get(person=person).title == "科员"


def test_a_mistyped_form_comes_back_with_what_was_typed_and_what_to_mend(cast: Cast):
    client = signed_in(cast.security_admin)
    answer = client.post("/people/persons/add/", {"name": "", "username": "王", "phone": "123"})
    page = answer.content.decode()
    assert answer.status_code == 422
    for sentence in (
        "请填写姓名。",
        "工号只能用字母、数字、横线。",
        "手机号应为11位数字",
        'value="123"',
        "有 3 处需要改一下",
    ):
        assert sentence in page
    taken = client.post("/people/persons/add/", {"name": "李", "username": "chengban"})
    assert "工号“chengban”已经有人用，请换一个。" in taken.content.decode()


def test_unit_and_post_pages_do_their_acts(cast: Cast):
    client = signed_in(cast.security_admin)
    sent = {"name": "镇财政所", "kind": "STATION", "aliases": "财政、会计", "phone": "0878-3123456", "order": "5"}
    answer = client.post("/people/units/add/", sent | {"valid_from": "2026-01-01"}, follow=True)
    assert "已设立镇财政所。" in answer.content.decode()
    unit = Unit.objects.get(name="镇财政所")
    assert (unit.aliases, unit.phone, unit.region_code) == (["财政", "会计"], "0878-3123456", TOWN)
    client.post(f"/people/units/{unit.pk}/edit/", {"aliases": "", "phone": "", "order": "7"})
    unit.refresh_from_db()
    assert (unit.aliases, unit.order) == ([], 7)
    client.post(f"/people/units/{unit.pk}/merge/", {"into": str(cast.office.pk), "on": "2099-01-01"})
    unit.refresh_from_db()
    assert unit.merged_into == cast.office
    client.post(f"/people/posts/{cast.leader.pk}/publish/", {"is_published": "on", "division_of_work": "主持全面"})
    client.post(f"/people/posts/{cast.head.pk}/end/", {"on": "2026-02-01"})
    cast.leader.refresh_from_db()
    cast.head.refresh_from_db()
    assert (cast.leader.is_published, cast.leader.division_of_work) == (True, "主持全面")
    assert cast.head.valid_to == date(2026, 2, 1)
    answer = client.post(f"/people/persons/{cast.handler.person_id}/reset-password/")
    assert answer.context["first"] in answer.content.decode()
    client.post(f"/people/persons/{cast.handler.person_id}/disable/")
    assert not Person.objects.get(pk=cast.handler.person_id).is_active


def test_pages_of_a_neighbour_are_not_there(cast: Cast):
    client = signed_in(cast.security_admin)
    assert client.get(f"/people/units/{cast.stranger.unit_id}/").status_code == 404
    assert client.get(f"/people/persons/{cast.stranger.person_id}/").status_code == 403
    assert client.post(f"/people/posts/{cast.stranger.pk}/end/", {"on": "2026-02-01"}).status_code == 403
