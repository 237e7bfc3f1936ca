"""登记: what staff take down is registered once, with what was typed, and may be solved on the spot."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings

from bihuan.matters.choices import Channel, Kind, Stage, Urgency
from bihuan.matters.models import Matter
from bihuan.people.models import Post
from tests.cast import TOWN, VILLAGE, Cast
from tests.signing_in import signed_in

PAGE = "/ledger/register/"
TOLD = {
    "key": "r" * 32,
    "text": "村口路灯坏了一个月。晚上看不见路",
    "kind": "COMPLAINT",
    "channel": "PHONE",
    "urgency": "NORMAL",
}


@pytest.fixture(autouse=True)
def _files(settings: LazySettings, tmp_path: Path) -> None:
    settings.FILES_ROOT = tmp_path


def send(post: Post, **given: Any) -> Any:
    return signed_in(post).post(PAGE, TOLD | given)


def test_the_least_that_is_needed_registers_a_matter(cast: Cast) -> None:
    answer = send(cast.handler)
    matter = Matter.objects.get()
    assert answer["Location"] == f"/ledger/{matter.pk}/"
    assert (matter.title, matter.kind, matter.channel) == ("村口路灯坏了一个月", Kind.COMPLAINT, Channel.PHONE)
    assert (matter.region_code, matter.registered_unit, matter.owner_unit) == (TOWN, cast.station, cast.office)
    assert not hasattr(matter, "appellant")


def test_all_that_is_told_is_kept(cast: Cast) -> None:
    file = io.BytesIO("证明".encode())
    file.name = "证明.txt"
    send(
        cast.handler,
        urgency="URGENT",
        name="张三",
        phone="138 0000 1234",
        helper="李四",
        place_code=VILLAGE,
        place_detail="东侧路口",
        title="路灯",
        category="照明",
        accused_unit=str(cast.other_station.pk),
        attachments=[file],
    )
    matter = Matter.objects.select_related("appellant").get()
    appellant = matter.appellant
    assert (appellant.name, appellant.phone, appellant.helper) == ("张三", "13800001234", "李四")
    assert (matter.urgency, matter.place_code, matter.place_detail) == (Urgency.URGENT, VILLAGE, "东侧路口")
    assert (matter.title, matter.category, matter.accused_unit) == ("路灯", "照明", cast.other_station)
    assert [attached.file.name for attached in matter.attachments.select_related("file")] == ["证明.txt"]


def test_a_double_click_registers_once(cast: Cast) -> None:
    client = signed_in(cast.handler)
    first, second = client.post(PAGE, TOLD), client.post(PAGE, TOLD, follow=True)
    matter = Matter.objects.get()
    assert first["Location"] == f"/ledger/{matter.pk}/"
    assert f"{matter.number} 已经登记过，没有重复登记。" in second.content.decode()


def test_each_form_has_a_key_of_its_own(cast: Cast) -> None:
    client = signed_in(cast.handler)
    pages = [client.get(PAGE).context["form"]["key"].value() for _ in range(2)]
    assert len(set(pages)) == 2


def test_what_was_solved_on_the_spot_goes_to_review(cast: Cast) -> None:
    send(cast.handler, solve="on", result_class="SOLVED", result_text="当场补办", evidence_note="本人签字")
    matter = Matter.objects.get()
    assert (matter.stage, matter.handler, matter.result_text) == (Stage.SUBMITTED, cast.handler.person, "当场补办")


def test_a_solution_without_its_words_registers_nothing(cast: Cast) -> None:
    answer = send(cast.handler, solve="on", result_class="SOLVED")
    assert answer.status_code == 422
    assert "当场解决的，请写明怎么解决的。" in answer.content.decode()
    assert not Matter.objects.exists()


def test_solving_is_not_offered_to_the_office(cast: Cast) -> None:
    assert 'name="solve"' in signed_in(cast.handler).get(PAGE).content.decode()
    assert 'name="solve"' not in signed_in(cast.dispatcher).get(PAGE).content.decode()
    send(cast.dispatcher, solve="on", result_class="SOLVED", result_text="好", evidence_note="有")
    assert Matter.objects.get().stage == Stage.REGISTERED


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"text": " "}, "请写明反映的内容。"),
        ({"phone": "123"}, "请核对"),
        ({"kind": "MEASURE"}, "选择一个有效的选项"),
        ({"channel": "PORTAL"}, "选择一个有效的选项"),
        ({"place_code": "000000000000"}, "选择一个有效的选项"),
        ({"text": "长" * 19001}, "19000"),
        ({"text": "有隐藏\u202e字符"}, "改变文字方向的隐藏字符"),
        ({"key": ""}, "页面已过期"),
    ],
)
def test_bad_input_is_told_beside_its_field_and_what_was_typed_stays(
    cast: Cast, given: dict[str, str], sentence: str
) -> None:
    answer = send(cast.handler, title="我写的标题", **given)
    shown = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in shown
    assert 'value="我写的标题"' in shown
    assert not Matter.objects.exists()


def test_who_has_no_duty_to_register_is_told_so(cast: Cast) -> None:
    for post in (cast.leader, cast.county):
        client = signed_in(post)
        assert client.get(PAGE).status_code == 403
        assert client.post(PAGE, TOLD).status_code == 403
    assert not Matter.objects.exists()


def test_fields_that_the_form_does_not_have_change_nothing(cast: Cast) -> None:
    send(cast.handler, stage="ARCHIVED", number="X", receipt_digest="x", region_code="530199102000", events="9")
    matter = Matter.objects.get()
    assert (matter.stage, matter.region_code, matter.events) == (Stage.REGISTERED, TOWN, 1)
    assert matter.receipt_digest is None


def test_the_form_keeps_a_draft_of_its_own(cast: Cast) -> None:
    assert 'data-draft="register"' in signed_in(cast.handler).get(PAGE).content.decode()
