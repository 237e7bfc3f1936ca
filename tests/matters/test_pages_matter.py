"""事项: what the page of a matter tells to whom, and that looking at full names is an act."""

from __future__ import annotations

import json
from datetime import timedelta
from html import unescape
from pathlib import Path
from uuid import uuid4

import pytest
from django.conf import LazySettings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from bihuan.matters import facade as loop
from bihuan.matters.choices import AttachmentPurpose, Kind, Stage
from bihuan.matters.domain.unmasking import unmask, unmask_ledger
from bihuan.matters.models import Attachment, Matter
from bihuan.people.facade import NotAllowed
from bihuan.store.files import keep_made
from bihuan.trail.models import TrailEntry, TrailPayload
from tests.cast import NOW, VILLAGE, Cast
from tests.signing_in import signed_in
from tests.walk import HOUR, at, registered

DONE = ("<h3>签收", "<h3>分办", "<h3>研判受理", "<h3>登记")


def page_of(client: Client, matter: Matter, query: str = "") -> str:
    answer = client.get(f"/ledger/{matter.pk}/{query}")
    assert answer.status_code == 200
    return unescape(answer.content.decode())


@pytest.fixture
def office(cast: Cast) -> Client:
    return signed_in(cast.dispatcher)


def test_the_page_tells_number_words_place_units_and_stage(cast: Cast, office: Client) -> None:
    matter = at(cast, Stage.IN_HAND, place_code=VILLAGE, place_detail="东侧路口", category="道路照明")
    shown = page_of(office, matter)
    for words in (matter.number, matter.text, "上河村东侧路口", "道路照明", "镇民政所", "李承办", "办理中"):
        assert words in shown
    assert '<li class="is-here" aria-current="step">办理中</li>' in shown


def test_the_timeline_tells_who_did_what_when_and_what_changed(cast: Cast, office: Client) -> None:
    matter = at(cast, Stage.IN_HAND)
    shown = page_of(office, matter)
    done = shown[shown.index("办理经过") :]
    assert [done.index(word) for word in DONE] == sorted(done.index(word) for word in DONE)
    assert "环节：待签收 → 办理中" in done
    assert "时限结束：签收按时" in done
    assert "时限起算：签收到3月3日16:30、办理到3月10日" in done
    assert "周分办（镇营商办）" in done


def test_the_appellant_is_masked(cast: Cast, office: Client) -> None:
    matter = registered(cast, caller=loop.Caller(name="张三丰", phone="13800001234", helper="李四"))
    shown = page_of(office, matter)
    assert "张*丰" in shown
    assert "138****1234" in shown
    assert "张三丰" not in shown
    assert "李四" not in shown


def test_the_full_name_is_shown_once_for_a_purpose_and_leaves_an_entry(cast: Cast, office: Client) -> None:
    matter = registered(cast, caller=loop.Caller(name="张三丰", phone="13800001234"))
    answer = office.post(f"/ledger/{matter.pk}/full/", {"purpose": "CONTACT"})
    assert (answer.status_code, answer["Cache-Control"]) == (200, "no-store")
    assert "张三丰" in answer.content.decode()
    assert "13800001234" in answer.content.decode()
    entry = TrailEntry.objects.get(action="matters.unmask")
    assert (entry.actor_code, entry.object_id) == ("fenban", str(matter.pk))
    written = json.loads(TrailPayload.objects.get(entry=entry).content)
    assert written == {"number": matter.number, "purpose": "CONTACT", "text": "联系诉求人，核实情况"}
    assert "张三丰" not in page_of(office, matter)


@pytest.mark.parametrize("purpose", ["", "CURIOSITY"])
def test_without_a_purpose_nothing_is_shown_and_nothing_noted(cast: Cast, office: Client, purpose: str) -> None:
    matter = registered(cast, caller=loop.Caller(name="张三丰"))
    answer = office.post(f"/ledger/{matter.pk}/full/", {"purpose": purpose})
    assert answer.status_code == 422
    assert "张三丰" not in answer.content.decode()
    assert not TrailEntry.objects.filter(action="matters.unmask").exists()


def test_full_names_are_for_those_whose_duty_it_is(cast: Cast) -> None:
    matter = registered(cast, caller=loop.Caller(name="张三丰"))
    leader = signed_in(cast.leader)
    assert "查看完整信息" not in page_of(leader, matter)
    assert leader.post(f"/ledger/{matter.pk}/full/", {"purpose": "CONTACT"}).status_code == 403
    with pytest.raises(NotAllowed):
        unmask(matter, by=cast.leader, now=NOW, purpose="CONTACT")
    with pytest.raises(NotAllowed):
        unmask_ledger({}, by=cast.leader, now=NOW, purpose="CONTACT", rows=1)
    assert not TrailEntry.objects.filter(action__startswith="matters.unmask").exists()


def test_who_may_not_see_the_matter_gets_404_everywhere(cast: Cast) -> None:
    matter = at(cast, Stage.DISPATCHED)
    file = keep_made(b"a", name="a.txt", content_type="text/plain")
    attached = _attach(matter, file)
    for post in (cast.stranger, cast.other_handler):
        client = signed_in(post)
        for path in ("", "do/SIGN_FOR/", f"files/{attached.pk}/"):
            assert client.get(f"/ledger/{matter.pk}/{path}").status_code == 404
        for path in ("full/", "do/SIGN_FOR/"):
            assert client.post(f"/ledger/{matter.pk}/{path}", {"purpose": "CONTACT"}).status_code == 404
    matter.refresh_from_db()
    assert (matter.stage, matter.events) == (Stage.DISPATCHED, 3)


def test_a_matter_that_does_not_exist_is_404(office: Client) -> None:
    assert office.get(f"/ledger/{uuid4()}/").status_code == 404


def test_the_unit_a_matter_is_about_does_not_find_it(cast: Cast) -> None:
    matter = registered(cast, accused_unit=cast.station)
    assert signed_in(cast.handler).get(f"/ledger/{matter.pk}/").status_code == 404


def test_acts_allowed_are_offered_and_others_told_with_the_reason(cast: Cast) -> None:
    matter = at(cast, Stage.IN_HAND)
    handler, office = page_of(signed_in(cast.handler), matter), page_of(signed_in(cast.reviewer), matter)
    assert f'href="/ledger/{matter.pk}/do/SUBMIT/"' in handler
    assert f'href="/ledger/{matter.pk}/do/SUBMIT/"' not in office
    assert '<button class="btn btn-sm" type="button" disabled aria-describedby="barred-SUBMIT">提交</button>' in office
    assert "您当前的岗位没有这项职责" in office


def test_an_act_that_needs_nothing_typed_is_one_tap(cast: Cast) -> None:
    matter = at(cast, Stage.DISPATCHED)
    shown = page_of(signed_in(cast.handler), matter)
    assert f'<form method="post" action="/ledger/{matter.pk}/do/SIGN_FOR/">' in shown


def test_the_address_can_open_the_form_of_an_act(cast: Cast) -> None:
    matter = at(cast, Stage.IN_HAND)
    client = signed_in(cast.handler)
    assert 'name="result_text"' in page_of(client, matter, "?do=SUBMIT")
    assert 'name="result_text"' not in page_of(client, matter)
    assert 'name="note"' not in page_of(client, matter, "?do=REVIEW")


def test_the_text_for_a_chat_names_the_matter_and_nobody(cast: Cast, office: Client) -> None:
    matter = at(cast, Stage.IN_HAND)
    shown = page_of(office, matter)
    block = shown[shown.index('id="chat-text"') :]
    block = block[block.index(">") + 1 : block.index("</textarea>")]
    lines = block.strip().splitlines()
    assert lines[0] == f"{matter.number}　{matter.title}"
    assert lines[1] == "环节：办理中　单位：镇民政所"
    assert lines[2].startswith("办理期限：2026年3月10日（周二），已逾期")
    assert lines[3] == f"http://testserver/ledger/{matter.pk}/"


def test_the_result_stands_beside_what_the_appellant_says(cast: Cast, office: Client) -> None:
    shown = page_of(office, at(cast, Stage.CALLED_BACK))
    for words in (
        "单位认为",
        "已更换路灯",
        "现场查看，灯已亮",
        "每月巡查一次",
        "诉求人认为",
        "已解决 · 满意",
        "路灯已修好",
    ):
        assert words in shown


def test_parts_of_assisting_units_are_shown_with_what_they_added(cast: Cast, office: Client) -> None:
    matter = at(cast, Stage.IN_HAND)
    due = NOW + timedelta(days=3)
    loop.involve(matter, by=cast.dispatcher, now=NOW + 5 * HOUR, unit=cast.other_station, task="查地块", due_at=due)
    assert "查地块" in page_of(office, matter)
    loop.contribute(matter, by=cast.other_handler, now=NOW + 6 * HOUR, text="地块已核实")
    assert "已反馈" in page_of(office, matter)
    assert "地块已核实" in page_of(office, matter)


def test_a_page_costs_the_same_number_of_queries_however_much_was_done(cast: Cast, office: Client) -> None:
    short, long = at(cast, Stage.IN_HAND), at(cast, Stage.IN_HAND)
    for n in range(5):
        loop.handle(long, by=cast.handler, now=NOW + (5 + n) * HOUR, text=f"第{n}次")
        _attach(long, keep_made(str(n).encode(), name=f"{n}.txt", content_type="text/plain"))
    _attach(short, keep_made(b"x", name="x.txt", content_type="text/plain"))
    counts = []
    for matter in (short, short, long):
        with CaptureQueriesContext(connection) as captured:
            page_of(office, matter)
        counts.append(len(captured))
    assert counts[1] == counts[2]


def test_the_words_of_a_citizen_are_shown_as_text(cast: Cast, office: Client) -> None:
    matter = registered(cast, text="<img src=x onerror=alert(1)>\n第二行")
    answer = office.get(f"/ledger/{matter.pk}/").content.decode()
    assert "<img src=x" not in answer
    assert "&lt;img src=x onerror=alert(1)&gt;<br>第二行" in answer


def test_the_way_back_leads_to_the_ledger_as_it_was_left(cast: Cast, office: Client) -> None:
    matter = registered(cast)
    came = {"Referer": "http://testserver/ledger/?kind=COMPLAINT&page=2"}
    kept = office.get(f"/ledger/{matter.pk}/", headers=came).content.decode()
    assert 'href="http://testserver/ledger/?kind=COMPLAINT&amp;page=2"' in kept
    stray = office.get(f"/ledger/{matter.pk}/", headers={"Referer": "http://evil.example/ledger/?x"}).content.decode()
    assert "evil.example" not in stray


def test_a_file_is_sent_to_be_saved_and_never_run(cast: Cast, office: Client) -> None:
    matter = registered(cast)
    attached = _attach(matter, keep_made("情况".encode(), name="情况说明.txt", content_type="text/plain"))
    answer = office.get(f"/ledger/{matter.pk}/files/{attached.pk}/")
    assert b"".join(answer.streaming_content) == "情况".encode()
    assert answer["Content-Type"] == "text/plain"
    assert answer["Content-Disposition"] == ("attachment; filename*=utf-8''%E6%83%85%E5%86%B5%E8%AF%B4%E6%98%8E.txt")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"


def test_a_file_is_fetched_only_through_its_own_matter(cast: Cast, office: Client) -> None:
    matter, other = registered(cast), registered(cast)
    attached = _attach(matter, keep_made(b"a", name="a.txt", content_type="text/plain"))
    assert office.get(f"/ledger/{other.pk}/files/{attached.pk}/").status_code == 404


def test_a_measure_shows_what_it_needs_before_strike_off(cast: Cast) -> None:
    matter = at(cast, Stage.IN_HAND, kind=Kind.MEASURE)
    assert "整改措施销号前必须有" in page_of(signed_in(cast.handler), matter, "?do=SUBMIT")


def test_a_measure_asks_for_nobody_who_brought_it(cast: Cast) -> None:
    measure, complaint = at(cast, Stage.REPLIED, kind=Kind.MEASURE, caller=None), at(cast, Stage.REPLIED, caller=None)
    words = ("未留姓名和电话", "诉求人的原话", "由诉求人说了算", "回访情况")
    caller = signed_in(cast.caller)
    assert [word in page_of(caller, complaint, "?do=CALL_BACK") for word in words] == [True, True, True, False]
    assert [word in page_of(caller, measure, "?do=CALL_BACK") for word in words] == [False, False, False, True]


def test_the_form_of_the_reply_says_by_which_code_it_is_read(cast: Cast) -> None:
    complaint, measure = at(cast, Stage.REVIEWED), at(cast, Stage.REVIEWED, kind=Kind.MEASURE)
    assert "群众凭查询码能看到这段话" in page_of(signed_in(cast.reviewer), complaint, "?do=REPLY")
    assert "查询码" not in page_of(signed_in(cast.reviewer), measure, "?do=REPLY")


@pytest.fixture(autouse=True)
def _files(settings: LazySettings, tmp_path: Path) -> None:
    settings.FILES_ROOT = tmp_path


def _attach(matter: Matter, file: object) -> Attachment:
    return Attachment.objects.create(
        matter=matter,
        region_code=matter.region_code,
        file=file,
        purpose=AttachmentPurpose.EVIDENCE,
        added_at=NOW,
        added_by="李承办",
    )
