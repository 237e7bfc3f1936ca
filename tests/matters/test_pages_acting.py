"""办理: every act from its form, once, with the reason in place where it cannot be done."""

from __future__ import annotations

import io
import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings
from django.test import Client
from django.utils import timezone
from PIL import Image

from bihuan.delivery.models import TakenSubmission
from bihuan.matters import facade as loop
from bihuan.matters.choices import CallBackOutcome, Kind, Move, Share, Stage
from bihuan.matters.domain.transitions import TRANSITIONS
from bihuan.matters.forms.moves import FORMS, WITHOUT_FORM
from bihuan.matters.models import Matter, MatterEvent
from bihuan.people.models import Post
from tests.cast import Cast
from tests.signing_in import signed_in
from tests.walk import HOUR, at, registered

KEY = "k" * 32


@pytest.fixture(autouse=True)
def _files(settings: LazySettings, tmp_path: Path) -> None:
    settings.FILES_ROOT = tmp_path


def send(post: Post, matter: Matter, move: Move, key: str = KEY, **given: Any) -> Any:
    """Send the form of an act."""
    return signed_in(post).post(f"/ledger/{matter.pk}/do/{move}/", {"key": key, **given})


def recent(cast: Cast, stage: Stage, **told: Any) -> Matter:
    """A matter that has reached the stage just now, so that its limits still run."""
    return at(cast, stage, now=timezone.now() - 12 * HOUR, **told)


def photo(name: str) -> io.BytesIO:
    made = io.BytesIO()
    Image.new("RGB", (4, 4), "white" if name.startswith("前") else "black").save(made, "PNG")
    made.seek(0)
    made.name = name
    return made


def in_days(days: int) -> str:
    return f"{timezone.now() + timedelta(days=days):%Y-%m-%d}"


def test_every_move_of_the_loop_has_its_form() -> None:
    assert set(FORMS) | WITHOUT_FORM == set(TRANSITIONS)
    assert set(FORMS) & WITHOUT_FORM == set()


def _cases(cast: Cast) -> list[tuple[Move, Stage, Post, dict[str, Any], Stage]]:
    station, other = str(cast.station.pk), str(cast.other_station.pk)
    done = {"result_class": "SOLVED", "result_text": "已更换路灯", "evidence_note": "现场查看"}
    return [
        (Move.ASSESS, Stage.REGISTERED, cast.dispatcher, {"kind": "HELP", "urgency": "NORMAL"}, Stage.ACCEPTED),
        (Move.DECLINE, Stage.REGISTERED, cast.dispatcher, {"ground": "JUDICIAL", "note": "请起诉"}, Stage.DECLINED),
        (Move.SOLVE_ON_THE_SPOT, Stage.REGISTERED, cast.handler, done, Stage.SUBMITTED),
        (Move.DISPATCH, Stage.ACCEPTED, cast.dispatcher, {"lead_unit": station}, Stage.DISPATCHED),
        (
            Move.FORWARD,
            Stage.ACCEPTED,
            cast.dispatcher,
            {"to": "县住建局", "look_again_on": in_days(10)},
            Stage.FORWARDED,
        ),
        (Move.REASSIGN, Stage.DISPATCHED, cast.dispatcher, {"lead_unit": other, "note": "职责"}, Stage.DISPATCHED),
        (
            Move.INVOLVE,
            Stage.DISPATCHED,
            cast.dispatcher,
            {"unit": other, "task": "查地块", "due_on": in_days(3)},
            Stage.DISPATCHED,
        ),
        (Move.SIGN_FOR, Stage.DISPATCHED, cast.handler, {}, Stage.IN_HAND),
        (Move.SEND_BACK, Stage.DISPATCHED, cast.handler, {"ground": "WRONG_AREA", "note": "邻镇"}, Stage.RETURNED),
        (Move.HANDLE, Stage.IN_HAND, cast.handler, {"text": "到现场"}, Stage.IN_HAND),
        (Move.SUBMIT, Stage.IN_HAND, cast.handler, done, Stage.SUBMITTED),
        (Move.EXTEND, Stage.IN_HAND, cast.leader, {"working_days": "2", "note": "采购"}, Stage.IN_HAND),
        (
            Move.SUSPEND,
            Stage.IN_HAND,
            cast.leader,
            {"ground": "FUNDS", "look_again_on": in_days(30)},
            Stage.SUSPENDED,
        ),
        (Move.REVIEW, Stage.SUBMITTED, cast.reviewer, {}, Stage.REVIEWED),
        (Move.REWORK, Stage.SUBMITTED, cast.reviewer, {"note": "缺佐证"}, Stage.IN_HAND),
        (Move.REPLY, Stage.REVIEWED, cast.reviewer, {"text": "路灯已修好"}, Stage.REPLIED),
        (
            Move.CALL_BACK,
            Stage.REPLIED,
            cast.caller,
            {"outcome": "SOLVED", "satisfaction": "SATISFIED"},
            Stage.CALLED_BACK,
        ),
        (Move.SIGN_OFF, Stage.CALLED_BACK, cast.leader, {}, Stage.CALLED_BACK),
        (Move.REFUSE_SIGN_OFF, Stage.CALLED_BACK, cast.leader, {"note": "不彻底"}, Stage.IN_HAND),
        (Move.ARCHIVE, Stage.STRUCK_OFF, cast.dispatcher, {}, Stage.ARCHIVED),
        (Move.WITHDRAW, Stage.IN_HAND, cast.dispatcher, {"note": "不反映了"}, Stage.WITHDRAWN),
    ]


# Acts whose stage cannot be walked to by `at` are tried in tests of their own.
ELSEWHERE = {Move.MERGE, Move.RULE_ON, Move.RECORD_ANSWER, Move.RESUME, Move.CONTRIBUTE, Move.STRIKE_OFF}


def test_every_act_is_done_from_its_form_and_leads_back_to_the_matter(cast: Cast) -> None:
    cases = _cases(cast)
    assert {case[0] for case in cases} | ELSEWHERE == set(FORMS)
    for move, stage, post, given, reached in cases:
        matter = recent(cast, stage)
        before = matter.events
        answer = send(post, matter, move, key=f"{move:-<20}", **given)
        assert (move, answer.status_code) == (move, 302)
        assert answer["Location"] == f"/ledger/{matter.pk}/"
        matter.refresh_from_db()
        assert (move, matter.stage, matter.events) == (move, reached, before + 1)
        assert matter.event_set.latest("seq").move == move


def test_every_form_can_be_opened_where_the_act_is_allowed(cast: Cast) -> None:
    for move, stage, post, _, _ in _cases(cast):
        matter = recent(cast, stage)
        answer = signed_in(post).get(f"/ledger/{matter.pk}/do/{move}/")
        assert answer.status_code == 200
        assert f'action="/ledger/{matter.pk}/do/{move}/"' in answer.content.decode()


def test_the_form_alone_is_what_htmx_gets(cast: Cast) -> None:
    matter = recent(cast, Stage.IN_HAND)
    answer = signed_in(cast.handler).get(f"/ledger/{matter.pk}/do/SUBMIT/", headers={"HX-Request": "true"})
    assert "<html" not in answer.content.decode()
    assert 'name="result_text"' in answer.content.decode()


def test_two_matters_are_merged_by_number(cast: Cast) -> None:
    first, second = registered(cast), registered(cast)
    answer = send(cast.dispatcher, second, Move.MERGE, into="没有这个号")
    assert "没有找到“没有这个号”，请从台账中复制完整的编号。" in answer.content.decode()
    assert send(cast.dispatcher, second, Move.MERGE, key="m" * 32, into=first.number).status_code == 302
    second.refresh_from_db()
    assert second.merged_into == first


def test_a_return_is_ruled_on(cast: Cast) -> None:
    matter = recent(cast, Stage.DISPATCHED)
    loop.send_back(matter, by=cast.handler, now=timezone.now(), ground="WRONG_AREA", note="邻镇")
    answer = send(cast.dispatcher, matter, Move.RULE_ON, lead_unit=str(cast.station.pk), note="属于本所")
    assert answer.status_code == 302
    matter.refresh_from_db()
    assert matter.stage == Stage.DISPATCHED


def test_an_answer_from_above_is_recorded(cast: Cast) -> None:
    matter = recent(cast, Stage.ACCEPTED)
    later = timezone.now() + timedelta(days=9)
    loop.forward(matter, by=cast.dispatcher, now=timezone.now(), to="县住建局", note="", look_again_at=later)
    given = {"result_class": "SOLVED", "result_text": "已修", "evidence_note": "县住建局来文"}
    assert send(cast.dispatcher, matter, Move.RECORD_ANSWER, **given).status_code == 302
    matter.refresh_from_db()
    assert matter.stage == Stage.SUBMITTED


def test_a_suspended_matter_is_resumed(cast: Cast) -> None:
    matter = recent(cast, Stage.IN_HAND)
    later = timezone.now() + timedelta(days=9)
    loop.suspend(matter, by=cast.leader, now=timezone.now(), ground="FUNDS", note="", look_again_at=later)
    assert send(cast.leader, matter, Move.RESUME, note="资金到位").status_code == 302
    matter.refresh_from_db()
    assert matter.stage == Stage.IN_HAND


def test_an_assisting_unit_adds_its_part(cast: Cast) -> None:
    matter = recent(cast, Stage.IN_HAND)
    later = timezone.now() + timedelta(days=3)
    loop.involve(matter, by=cast.dispatcher, now=timezone.now(), unit=cast.other_station, task="查", due_at=later)
    assert send(cast.other_handler, matter, Move.CONTRIBUTE, text="已核实").status_code == 302
    assert matter.parts.get().contribution == "已核实"


def test_striking_off_waits_for_all_that_is_missing(cast: Cast) -> None:
    matter = recent(cast, Stage.REPLIED)
    loop.call_back(matter, by=cast.caller, now=timezone.now(), outcome=CallBackOutcome.SOLVED)
    answer = send(cast.dispatcher, matter, Move.STRIKE_OFF)
    assert answer.status_code == 422
    assert "还不能销号，缺少：领导签批。" in answer.content.decode()
    loop.sign_off(matter, by=cast.leader, now=timezone.now())
    assert send(cast.dispatcher, matter, Move.STRIKE_OFF).status_code == 302
    matter.refresh_from_db()
    assert matter.strike_off_number.startswith("销号〔")


def test_a_double_click_acts_once(cast: Cast) -> None:
    matter = recent(cast, Stage.IN_HAND)
    for _ in range(2):
        assert send(cast.handler, matter, Move.HANDLE, text="到现场").status_code == 302
    assert matter.event_set.filter(move=Move.HANDLE).count() == 1


def test_a_double_click_on_a_one_tap_act_is_told_as_done(cast: Cast) -> None:
    matter = recent(cast, Stage.DISPATCHED)
    client = signed_in(cast.handler)
    for _ in range(2):
        answer = client.post(f"/ledger/{matter.pk}/do/SIGN_FOR/", {"key": KEY}, follow=True)
    assert f"{matter.number}“签收”已经办过，没有重复办理。" in answer.content.decode()


def test_the_same_key_with_other_words_is_refused(cast: Cast) -> None:
    matter = recent(cast, Stage.IN_HAND)
    send(cast.handler, matter, Move.HANDLE, text="到现场")
    answer = send(cast.handler, matter, Move.HANDLE, text="另一次")
    assert answer.status_code == 422
    assert "这份表单已经提交过，内容与上次不同。" in answer.content.decode()
    assert matter.event_set.filter(move=Move.HANDLE).count() == 1


def test_a_refused_act_leaves_its_key_free(cast: Cast) -> None:
    matter = recent(cast, Stage.IN_HAND)
    assert send(cast.handler, matter, Move.SUBMIT, result_class="SOLVED", result_text="好").status_code == 422
    assert not TakenSubmission.objects.exists()
    given = {"result_class": "SOLVED", "result_text": "好", "evidence_note": "现场"}
    assert send(cast.handler, matter, Move.SUBMIT, **given).status_code == 302


@pytest.mark.parametrize("key", ["", "short", "x" * 200, "<script>" * 4])
def test_a_form_without_a_proper_key_does_nothing(cast: Cast, key: str) -> None:
    matter = recent(cast, Stage.DISPATCHED)
    assert send(cast.handler, matter, Move.SIGN_FOR, key=key).status_code == 422
    matter.refresh_from_db()
    assert matter.stage == Stage.DISPATCHED


def test_what_was_typed_stays_when_something_is_missing(cast: Cast) -> None:
    matter = recent(cast, Stage.IN_HAND)
    answer = send(cast.handler, matter, Move.SUBMIT, result_class="SOLVED", result_text="路灯已更换三盏")
    shown = answer.content.decode()
    assert answer.status_code == 422
    assert "路灯已更换三盏</textarea>" in shown
    assert "请写明佐证，或上传佐证附件" in shown


def test_who_may_not_gets_the_reason_in_place(cast: Cast) -> None:
    matter = recent(cast, Stage.SUBMITTED)
    answer = send(cast.leader, matter, Move.REVIEW)
    assert answer.status_code == 403
    assert "“复核反馈”由复核员办理，您当前的岗位没有这项职责。" in answer.content.decode()
    opened = signed_in(cast.leader).get(f"/ledger/{matter.pk}/do/REWORK/")
    assert "您当前的岗位没有这项职责" in opened.content.decode()


def test_an_act_out_of_its_stage_gets_the_reason_in_place(cast: Cast) -> None:
    matter = recent(cast, Stage.IN_HAND)
    answer = send(cast.handler, matter, Move.SIGN_FOR)
    assert answer.status_code == 422
    assert f"“签收”要在“待签收”环节进行，{matter.number}现在是“办理中”。" in answer.content.decode()


def test_the_handler_cannot_review_what_they_handled(cast: Cast) -> None:
    matter = recent(cast, Stage.SUBMITTED)
    Matter.objects.filter(pk=matter.pk).update(handler=cast.reviewer.person)
    assert "这件事的承办人是您本人" in send(cast.reviewer, matter, Move.REVIEW).content.decode()


@pytest.mark.parametrize("move", ["REGISTER", "REDO", "RECOMPUTE", "NONSENSE"])
def test_moves_without_a_form_have_no_address(cast: Cast, move: str) -> None:
    matter = recent(cast, Stage.REPLIED)
    assert signed_in(cast.caller).post(f"/ledger/{matter.pk}/do/{move}/", {"key": KEY}).status_code == 404


def test_a_call_back_not_solved_sends_the_matter_back_to_its_unit(cast: Cast) -> None:
    matter = recent(cast, Stage.REPLIED)
    answer = send(cast.caller, matter, Move.CALL_BACK, outcome="NOT_SOLVED")
    assert "请写明群众认为没有解决的地方，便于重办。" in answer.content.decode()
    assert send(cast.caller, matter, Move.CALL_BACK, outcome="NOT_SOLVED", note="还是不亮").status_code == 302
    matter.refresh_from_db()
    assert (matter.stage, matter.redone_count) == (Stage.IN_HAND, 1)


def test_a_call_back_that_was_not_possible_needs_its_ground(cast: Cast) -> None:
    matter = recent(cast, Stage.REPLIED)
    answer = send(cast.caller, matter, Move.CALL_BACK, outcome="NOT_POSSIBLE")
    assert "请从清单中选择无法回访的理由。" in answer.content.decode()
    given = {"outcome": "NOT_POSSIBLE", "ground": "UNREACHABLE"}
    assert send(cast.caller, matter, Move.CALL_BACK, **given).status_code == 302


def test_a_day_that_does_not_exist_is_refused_beside_its_field(cast: Cast) -> None:
    matter = recent(cast, Stage.ACCEPTED)
    given = {"lead_unit": str(cast.station.pk), "due_on": "2026-02-30", "why_due": "方案"}
    answer = send(cast.dispatcher, matter, Move.DISPATCH, **given)
    assert "没有这一天，请写成 2026-03-06 这样的日期。" in answer.content.decode()


def test_a_day_of_its_own_needs_its_reason_and_ends_at_midnight(cast: Cast) -> None:
    matter = recent(cast, Stage.ACCEPTED)
    given = {"lead_unit": str(cast.station.pk), "due_on": in_days(20)}
    assert "请写明依据" in send(cast.dispatcher, matter, Move.DISPATCH, **given).content.decode()
    assert send(cast.dispatcher, matter, Move.DISPATCH, why_due="县方案", **given).status_code == 302
    matter.refresh_from_db()
    assert f"{loop_midnight(matter):%H:%M}" == "00:00"


def loop_midnight(matter: Matter) -> Any:
    assert matter.handle_due_at is not None
    return timezone.localtime(matter.handle_due_at)


def test_the_unit_a_matter_is_about_is_not_offered(cast: Cast) -> None:
    matter = recent(cast, Stage.ACCEPTED, accused_unit=cast.other_station)
    shown = signed_in(cast.dispatcher).get(f"/ledger/{matter.pk}/do/DISPATCH/").content.decode()
    offered = re.search(r'<select name="lead_unit".*?</select>', shown, re.S)
    assert offered is not None
    assert "镇民政所" in offered.group()
    assert "镇农业服务站" not in offered.group()
    answer = send(cast.dispatcher, matter, Move.DISPATCH, lead_unit=str(cast.other_station.pk))
    assert "没有这个单位，请从清单中选择。" in answer.content.decode()


def test_evidence_comes_with_the_submission(cast: Cast) -> None:
    matter = recent(cast, Stage.IN_HAND)
    given = {"result_class": "SOLVED", "result_text": "好", "attachments": [photo("前.png"), photo("后.png")]}
    assert send(cast.handler, matter, Move.SUBMIT, **given).status_code == 302
    names = matter.attachments.order_by("file__name").values_list("file__name", flat=True)
    assert list(names) == ["前.png", "后.png"]


def test_a_sound_file_stays_uploaded_when_another_field_must_be_mended(cast: Cast) -> None:
    matter = recent(cast, Stage.IN_HAND)
    first = send(cast.handler, matter, Move.SUBMIT, result_class="SOLVED", attachments=[photo("前.png")])
    assert first.status_code == 422
    shown = first.content.decode()
    assert "前.png（已上传，不用再选）" in shown
    token = re.search(r'name="kept" value="([^"]+)"', shown)
    assert token is not None
    given = {"result_class": "SOLVED", "result_text": "好", "kept": token.group(1)}
    assert send(cast.handler, matter, Move.SUBMIT, **given).status_code == 302
    assert [attached.file.name for attached in matter.attachments.select_related("file")] == ["前.png"]


def test_a_forged_token_brings_no_file(cast: Cast) -> None:
    matter = recent(cast, Stage.IN_HAND)
    given = {"result_class": "SOLVED", "result_text": "好", "kept": "forged:token", "evidence_note": "现场"}
    assert send(cast.handler, matter, Move.SUBMIT, **given).status_code == 302
    assert not matter.attachments.exists()


def test_a_bad_file_is_refused_beside_its_field_and_nothing_is_done(cast: Cast) -> None:
    matter = recent(cast, Stage.IN_HAND)
    bad = io.BytesIO(b"MZ\x90\x00" + bytes(200))
    bad.name = "现场.jpg"
    answer = send(cast.handler, matter, Move.HANDLE, text="到现场", attachments=[bad])
    assert answer.status_code == 422
    assert "按内容看这是 exe 文件" in answer.content.decode()
    assert not MatterEvent.objects.filter(matter=matter, move=Move.HANDLE).exists()


def test_fields_that_the_form_does_not_have_change_nothing(cast: Cast) -> None:
    matter = recent(cast, Stage.IN_HAND)
    before = Matter.objects.filter(pk=matter.pk).values().get()
    sent = {name: "9" for name in before if name not in ("id", "text")}
    send(cast.handler, matter, Move.HANDLE, text="到现场", **sent)
    after = Matter.objects.filter(pk=matter.pk).values().get()
    assert {name for name in before if before[name] != after[name]} == {"events"}


def test_an_act_that_hands_the_matter_out_of_sight_returns_to_the_ledger(cast: Cast) -> None:
    matter = recent(cast, Stage.DISPATCHED, kind=Kind.HELP)
    Matter.objects.filter(pk=matter.pk).update(registered_unit=cast.other_station)
    head = Client()
    head = signed_in(cast.dispatcher)
    answer = head.post(
        f"/ledger/{matter.pk}/do/REASSIGN/", {"key": KEY, "lead_unit": str(cast.other_station.pk), "note": "职责"}
    )
    assert answer["Location"] == f"/ledger/{matter.pk}/"
    assert not Matter.objects.visible_to(cast.handler, share=Share.ALL).filter(pk=matter.pk).exists()
