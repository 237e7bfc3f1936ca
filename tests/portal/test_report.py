"""反映问题: what is sent is taken exactly once, and nothing that was typed is lost."""

from __future__ import annotations

import io
import re
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from bihuan.delivery.models import OutboxMessage, TakenSubmission
from bihuan.matters.choices import Channel, ClockKind, Kind, Stage
from bihuan.matters.models import Appellant, Attachment, Clock, Matter
from bihuan.portal.domain.form_keys import new_token, sign_file
from bihuan.trail.models import TrailEntry
from bihuan.web import clock
from tests.cast import TOWN, VILLAGE, Cast
from tests.portal.visits import code_on, errors_on, send, text_of


def test_a_report_becomes_a_matter_with_clock_trail_message_and_key(
    town: Cast, visitor: Client, filled: dict[str, Any]
) -> None:
    answer = send(visitor, "/report/", filled)
    matter = Matter.objects.get()
    assert answer.status_code == 200
    assert (matter.kind, matter.channel, matter.stage) == (Kind.COMPLAINT, Channel.PORTAL, Stage.REGISTERED)
    assert (matter.region_code, matter.place_code, matter.place_detail) == (TOWN, VILLAGE, "三组水井旁")
    assert matter.text == filled["text"]
    assert (matter.appellant.name, matter.appellant.phone) == ("张三", "13800001234")
    assert Clock.objects.get().kind == ClockKind.ACCEPT
    assert TrailEntry.objects.get().actor_code == "citizen"
    assert OutboxMessage.objects.get().unit == town.office
    assert TakenSubmission.objects.get().answer == {"matter": str(matter.pk)}


def test_the_code_is_nowhere_in_the_database(town: Cast, visitor: Client, filled: dict[str, Any]) -> None:
    code = code_on(send(visitor, "/report/", filled)).replace(" ", "")
    rows = [*Matter.objects.values_list(), *TakenSubmission.objects.values_list(), *TrailEntry.objects.values_list()]
    assert code not in repr(rows)
    assert len(code) == 20


def test_a_report_without_name_and_phone_is_taken(town: Cast, visitor: Client, filled: dict[str, Any]) -> None:
    answer = send(visitor, "/report/", {**filled, "name": "", "phone": "", "village": "", "place": ""})
    assert answer.status_code == 200
    assert not Appellant.objects.exists()
    assert "您没有留电话" in text_of(answer)


def test_the_receipt_says_by_when_it_is_decided(town: Cast, visitor: Client, filled: dict[str, Any]) -> None:
    page = text_of(send(visitor, "/report/", filled))
    due = Clock.objects.get().due_at - timedelta(seconds=1)
    assert f"{due.year}年{due.month}月" in page
    assert "5个工作日" in page
    assert 'src="data:image/svg+xml' in page


def test_the_same_form_sent_twice_gives_one_matter_and_the_same_code(
    town: Cast, visitor: Client, filled: dict[str, Any]
) -> None:
    first, second = send(visitor, "/report/", filled), send(visitor, "/report/", filled)
    assert code_on(first) == code_on(second)
    assert Matter.objects.count() == 1


def test_two_forms_give_two_codes(town: Cast, visitor: Client, filled: dict[str, Any]) -> None:
    first = send(visitor, "/report/", filled)
    other = {**filled, "token": new_token(now=clock.now() - timedelta(minutes=1))}
    assert code_on(first) != code_on(send(visitor, "/report/", other))


def test_the_same_form_with_other_words_is_refused_and_the_words_stay(
    town: Cast, visitor: Client, filled: dict[str, Any]
) -> None:
    send(visitor, "/report/", filled)
    answer = send(visitor, "/report/", {**filled, "text": "另外一件事：水管漏水。"})
    assert answer.status_code == 422
    assert "刚才已经提交成功" in text_of(answer)
    assert "另外一件事：水管漏水。" in text_of(answer)
    assert Matter.objects.count() == 1


def test_a_changed_form_sent_once_more_becomes_a_second_matter(
    town: Cast, visitor: Client, filled: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    send(visitor, "/report/", filled)
    refused = send(visitor, "/report/", {**filled, "text": "另外一件事"})
    token = re.search(r'name="token" value="([^"]+)"', text_of(refused))
    assert token
    later = clock.now() + timedelta(seconds=10)
    monkeypatch.setattr(clock, "now", lambda: later)
    assert send(visitor, "/report/", {**filled, "text": "另外一件事", "token": token[1]}).status_code == 200
    assert Matter.objects.count() == 2


BAD = {
    "no text": ({"text": ""}, "请写一写发生了什么事，几句话就可以。"),
    "blanks only": ({"text": " \n　"}, "请写一写发生了什么事，几句话就可以。"),
    "a text too long": ({"text": "长" * 20001}, "最多 20000 个字，现在是 20001 个字，请删减一些再提交。"),
    "NUL in the text": ({"text": "路灯\x00坏了"}, "第3个字符是空字符，无法保存。请删去该处内容后重新输入。"),
    "hidden direction": (
        {"text": "路灯\u202e坏了"},
        "第3个字符是改变文字方向的隐藏字符，无法保存。请删去该处内容后重新输入。",
    ),
    "NUL in the place": ({"place": "\x00"}, "第1个字符是空字符，无法保存。请删去该处内容后重新输入。"),
    "no kind": ({"kind": ""}, "请选择属于哪一类。"),
    "a tip-off": ({"kind": "TIP_OFF"}, "请从列出的类别中选择一类。"),
    "a village elsewhere": ({"village": "530199102201"}, "请从列出的村（社区）中选择。"),
    "a phone that is none": (
        {"phone": "12345"},
        "手机号应为11位数字，以13至19开头，请核对。不想留电话可以清空。",
    ),
    "a phone of letters": (
        {"phone": "打我电话"},
        "电话号码不对：手机号为11位数字，座机须带区号，例如0878-3123456。不想留电话可以清空。",
    ),
    "a name too long": ({"name": "长" * 51}, "最多 50 个字，现在是 51 个字，请删减一些再提交。"),
    "the trap filled in": (
        {"homepage": "https://spam.example"},
        "有一栏是防机器填写用的，已替您清空，请再点一次“提交”。",
    ),
    "no token": ({"token": ""}, "这张表单打开得太久了，内容都还在，请再点一次“提交”。"),
    "a forged token": ({"token": "x:y:z"}, "这张表单打开得太久了，内容都还在，请再点一次“提交”。"),
}


@pytest.mark.parametrize("case", BAD)
def test_bad_input_gets_one_sentence_and_nothing_is_taken(
    case: str, town: Cast, visitor: Client, filled: dict[str, Any]
) -> None:
    change, sentence = BAD[case]
    answer = send(visitor, "/report/", {**filled, **change})
    assert answer.status_code == 422
    assert errors_on(answer) == [sentence]
    assert not Matter.objects.exists()
    kept = {**filled, **change}
    assert kept["place"].replace("\x00", "\ufffd") in text_of(answer) or "\x00" in kept["place"]
    assert f'value="{kept["name"]}"' in text_of(answer)


@pytest.mark.parametrize(
    "words", ["😀👨‍👩‍👧‍👦 路灯", "<script>alert(1)</script>", "= 1+1", "𠮷野家𠀀", "' OR 1=1 --", "e\u0301"]
)
def test_strange_but_storable_words_come_back_as_they_are(
    words: str, town: Cast, visitor: Client, filled: dict[str, Any]
) -> None:
    assert send(visitor, "/report/", {**filled, "text": words}).status_code == 200
    assert Matter.objects.get().text == words


def test_a_form_filled_in_at_once_is_asked_for_again(town: Cast, visitor: Client, filled: dict[str, Any]) -> None:
    answer = send(visitor, "/report/", {**filled, "token": new_token(now=clock.now())})
    assert errors_on(answer) == ["提交得太快了。请核对一下内容，过几秒再点“提交”。"]
    assert filled["text"] in text_of(answer)


def test_a_form_open_for_more_than_a_week_is_renewed(town: Cast, visitor: Client, filled: dict[str, Any]) -> None:
    old = new_token(now=clock.now() - timedelta(days=7, minutes=1))
    answer = send(visitor, "/report/", {**filled, "token": old})
    assert answer.status_code == 422
    assert old not in text_of(answer)


def test_ten_megabytes_of_text_get_a_sentence(town: Cast, visitor: Client, filled: dict[str, Any]) -> None:
    answer = send(visitor, "/report/", {**filled, "text": "x" * 10_000_000})
    assert answer.status_code == 413
    assert "文字太长，没有提交成功" in text_of(answer)


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (b"text=%ED%A0%80&kind=COMPLAINT", "application/x-www-form-urlencoded"),
        (b"--b\r\nbroken", "multipart/form-data; boundary=b"),
        (b"--b--", "multipart/form-data"),
        (
            b'--b\r\nContent-Disposition: form-data; name="text"\r\n\r\nx\r\n--b--',
            "multipart/form-data; boundary=b; charset=hex",
        ),
        (b"text=x", "application/x-www-form-urlencoded; charset=utf-16"),
        (b"&".join(b"a%d=1" % n for n in range(6000)), "application/x-www-form-urlencoded"),
        (b'{"text": "x"}', "application/json"),
        (b"", "text/plain"),
    ],
)
def test_a_body_that_is_no_form_is_refused_and_never_fails(town: Cast, body: bytes, content_type: str) -> None:
    for path in ("/report/", "/progress/", "/progress/answer/", "/progress/withdraw/"):
        answer = Client(enforce_csrf_checks=True).generic("POST", path, body, content_type)
        assert answer.status_code in (400, 403), path
        assert "text/html" in answer["Content-Type"]


def test_a_report_sent_without_the_forgery_check_is_refused(
    town: Cast, visitor: Client, filled: dict[str, Any]
) -> None:
    assert visitor.post("/report/", filled).status_code == 403
    assert not Matter.objects.exists()


def _picture(name: str = "路灯.png") -> SimpleUploadedFile:
    content = io.BytesIO()
    Image.new("RGB", (8, 8), "white").save(content, "PNG")
    return SimpleUploadedFile(name, content.getvalue(), "image/png")


def test_a_picture_hangs_on_the_matter(town: Cast, visitor: Client, filled: dict[str, Any]) -> None:
    assert send(visitor, "/report/", {**filled, "attachments": [_picture()]}).status_code == 200
    assert Attachment.objects.get().file.name == "路灯.png"


def test_a_file_that_lies_is_refused_and_the_honest_one_is_kept(
    town: Cast, visitor: Client, filled: dict[str, Any]
) -> None:
    liar = SimpleUploadedFile("照片.pdf", _picture().read(), "application/pdf")
    answer = send(visitor, "/report/", {**filled, "attachments": [_picture(), liar]})
    assert answer.status_code == 422
    assert "与文件名不符" in " ".join(errors_on(answer))
    kept = re.findall(r'name="kept" value="([^"]+)"', text_of(answer))
    again = send(visitor, "/report/", {**filled, "kept": kept})
    assert again.status_code == 200
    assert [row.file.name for row in Attachment.objects.all()] == ["路灯.png"]


def test_more_than_five_files_are_refused_with_the_number(town: Cast, visitor: Client, filled: dict[str, Any]) -> None:
    pictures = [_picture(f"{n}.png") for n in range(6)]
    answer = send(visitor, "/report/", {**filled, "attachments": pictures})
    assert errors_on(answer) == ["一次最多 5 个附件，多出的 1 个没有收，请分次反映。"]
    assert text_of(answer).count('name="kept"') == 5


def test_files_of_others_cannot_be_attached_by_their_key(town: Cast, visitor: Client, filled: dict[str, Any]) -> None:
    send(visitor, "/report/", {**filled, "attachments": [_picture()]})
    file = Attachment.objects.get().file
    other = {**filled, "token": new_token(now=clock.now() - timedelta(minutes=1)), "kept": [str(file.pk), "x:y"]}
    assert send(visitor, "/report/", other).status_code == 200
    assert Attachment.objects.count() == 1
    assert sign_file(file.pk) != str(file.pk)


def test_the_form_says_who_sees_what_before_the_first_question(town: Cast, visitor: Client) -> None:
    page = text_of(visitor.get("/report/"))  # type: ignore[arg-type]
    assert page.index("谁能看到") < page.index("属于哪一类")
    assert page.index("党员干部违纪违法") < page.index("属于哪一类")
    assert "举报" not in page
