"""初始化: an empty installation gets its regions, its office and three administrators, once."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from bihuan.people.choices import Level, Role, UnitKind
from bihuan.people.domain.founding import office_name
from bihuan.people.models import Person, Post, Region, Unit
from bihuan.trail.facade import verify
from bihuan.trail.models import TrailEntry
from tests.cast import COUNTY, TOWN, VILLAGE, Cast

pytestmark = pytest.mark.django_db

TOLD = {"region": "530199101", "name": "云溪镇", "county": "530199:云岭县"}
ACCOUNT = re.compile(r"工号 (\S+)　初始密码 (\S+)")
OWN = "bamboo-River-42-lamp"


def set_up(capsys: pytest.CaptureFixture[str], **given: object) -> dict[str, str]:
    """Password by account, as the command prints them."""
    call_command("set_up", **{**TOLD, **given})
    return dict(ACCOUNT.findall(capsys.readouterr().out))


def rows() -> list[int]:
    return [model.objects.count() for model in (Region, Unit, Person, Post, TrailEntry)]


def test_founding_makes_the_county_the_town_its_villages_and_the_office(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    villages = tmp_path / "villages.csv"
    villages.write_bytes("代码,名称\r\n530199101201,上河村\r\n\r\n530199101202,下河村\r\n".encode("gb18030"))
    set_up(capsys, villages=villages)

    assert list(Region.objects.values_list("code", "name", "level", "parent_id")) == [
        (COUNTY, "云岭县", Level.COUNTY, None),
        (TOWN, "云溪镇", Level.TOWN, COUNTY),
        (VILLAGE, "上河村", Level.VILLAGE, TOWN),
        ("530199101202", "下河村", Level.VILLAGE, TOWN),
    ]
    unit = Unit.objects.get()
    assert (unit.name, unit.kind, unit.region_code) == ("云溪镇营商办", UnitKind.OFFICE, TOWN)


def test_the_three_administrators_are_three_persons(capsys: pytest.CaptureFixture[str]):
    accounts = set_up(capsys, sysadmin="xt01:何系统")
    posts = Post.objects.order_by("person__username").values_list("person__username", "person__name", "role")
    assert list(posts) == [
        ("auditadmin", "审计管理员", Role.AUDIT_ADMIN),
        ("secadmin", "安全管理员", Role.SECURITY_ADMIN),
        ("xt01", "何系统", Role.SYSTEM_ADMIN),
    ]
    assert sorted(accounts) == ["auditadmin", "secadmin", "xt01"]
    assert len(set(accounts.values())) == 3


def test_each_administrator_signs_in_and_must_change_the_password_first(capsys: pytest.CaptureFixture[str]):
    for account, password in set_up(capsys).items():
        client = Client()
        answer = client.post("/sign-in/", {"username": account, "password": password})
        assert answer.status_code == 302, account
        assert client.get("/account/")["Location"] == "/account/password/"
        client.post("/account/password/", {"old": password, "new": OWN, "again": OWN})
        assert client.get("/account/").status_code == 200


def test_the_founding_leaves_one_entry_without_the_passwords(capsys: pytest.CaptureFixture[str]):
    accounts = set_up(capsys)
    entry = TrailEntry.objects.select_related("payload").get()
    assert (entry.action, entry.actor_code, entry.region_code) == ("people.FOUND", "system", TOWN)
    assert json.loads(entry.payload.content)["administrators"] == {
        "SYSTEM_ADMIN": "sysadmin",
        "SECURITY_ADMIN": "secadmin",
        "AUDIT_ADMIN": "auditadmin",
    }
    assert [password for password in accounts.values() if password in entry.leaf + entry.payload.content] == []
    assert [verdict.is_whole for verdict in verify()] == [True]


def test_a_second_founding_is_refused_and_changes_nothing(capsys: pytest.CaptureFixture[str]):
    set_up(capsys)
    before = rows()
    with pytest.raises(CommandError, match="已经有机构或人员，不能再次初始化"):
        set_up(capsys, region="530199102", name="石桥镇", sysadmin="a", secadmin="b", auditadmin="c")
    assert rows() == before == [2, 1, 3, 3, 1]


def test_an_installation_at_work_is_not_founded_again(cast: Cast, capsys: pytest.CaptureFixture[str]):
    before = rows()
    with pytest.raises(CommandError, match="不能再次初始化"):
        set_up(capsys)
    assert rows() == before


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"region": "5301991"}, "云溪镇（5301991）：行政区划代码应为2、4、6、9或12位数字，请核对。"),
        ({"region": "530199"}, "云溪镇（530199）：这不是乡镇一级的区划代码，请核对。"),
        ({"region": "530198101"}, "云溪镇（530198101）：代码应以上级的 530199 开头，请核对。"),
        ({"county": "云岭县"}, "--county 要写成“代码:县名”，例如 530199:云岭县。"),
        ({"county": "530199101:云岭县"}, "云岭县（530199101）：这不是县一级的区划代码，请核对。"),
        ({"name": " "}, "区划代码 530199101 没有写名称，请补上。"),
        ({"secadmin": "sysadmin"}, "系统、安全、审计三名管理员必须分别由三人担任，三个工号不能相同。"),
        ({"secadmin": ":何安全"}, "安全管理员的工号和姓名都要写。"),
        ({"office": "办" * 51}, "“名称”最多 50 个字，现有 51 个字，请删减后再提交。"),
    ],
)
def test_what_is_wrong_is_said_in_a_sentence_and_nothing_is_made(
    given: dict[str, str], sentence: str, capsys: pytest.CaptureFixture[str]
):
    with pytest.raises(CommandError) as refused:
        set_up(capsys, **given)
    assert str(refused.value) == sentence
    assert rows() == [0, 0, 0, 0, 0]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("530199101201", "villages.csv 第 1 行要有代码和名称两列，例如：530199101201,上河村。"),
        ("530199102201,上河村", "上河村（530199102201）：代码应以上级的 530199101 开头，请核对。"),
        (
            "530199101201,上河村\n530199101201,下河村",
            "下河村的区划代码 530199101201 与上河村重复，请核对。",
        ),
    ],
)
def test_a_wrong_village_is_named(content: str, sentence: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    (tmp_path / "villages.csv").write_text(content, "utf-8")
    with pytest.raises(CommandError) as refused:
        set_up(capsys, villages=tmp_path / "villages.csv")
    assert str(refused.value) == sentence
    assert rows() == [0, 0, 0, 0, 0]


def test_the_office_is_named_after_the_place_not_its_government():
    assert office_name("云溪镇人民政府") == office_name("云溪镇") == "云溪镇营商办"
    assert office_name("城关街道办事处") == "城关街道营商办"
