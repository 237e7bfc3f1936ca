"""A ledger comes in as an Excel file: sound rows are registered once, faulty ones go back marked in the same file."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl.styles import Border, Side

from bihuan.delivery.models import TakenSubmission
from bihuan.kernel.deadlines import SHANGHAI
from bihuan.matters.choices import Channel, Kind, Stage, Urgency
from bihuan.matters.domain.importing import LedgerRow, import_rows
from bihuan.matters.models import Appellant, Clock, Matter, MatterEvent
from bihuan.people.choices import UnitKind
from bihuan.people.models import Region, Unit
from bihuan.store.models import NumberSequence, SearchEntry
from bihuan.trail.models import TrailEntry
from bihuan.web import excel
from tests.browser import browser, page  # noqa: F401
from tests.cast import BEGIN, NOW, TOWN, VILLAGE, Cast
from tests.signing_in import signed_in

HEAD = [
    "内容",
    "类型",
    "来源",
    "标题",
    "姓名",
    "联系电话",
    "村（社区）",
    "紧急程度",
    "承办单位",
    "原编号",
    "原收件日期",
]
SOUND = ["村口路灯坏了一个月。", "投诉", "窗口", "", "张三", "13800001234", "上河村", "一般", "镇民政所", "", ""]
# What is wrong with a row: the column, the cell, and what the sentence beside it must say.
MISTAKES: tuple[tuple[str, Any, str], ...] = (
    ("联系电话", "1380000", "手机号应为11位数字"),
    ("联系电话", "没有", "电话号码不对"),
    ("联系电话", 12345.0, "手机号应为11位数字"),
    ("联系电话", "13800001234、13900001234", "只能填一个电话号码"),
    ("类型", "吐槽", "清单里没有“吐槽”这个类型"),
    ("类型", "整改措施", "清单里没有“整改措施”这个类型"),
    ("类型", None, "请从下拉中选择类型"),
    ("来源", "微信群", "清单里没有“微信群”这个来源"),
    ("村（社区）", "下河村", "清单里没有“下河村”这个村（社区）"),
    ("紧急程度", "特急", "清单里没有“特急”这个紧急程度"),
    ("承办单位", "镇城管队", "清单里没有“镇城管队”这个承办单位"),
    ("承办单位", "镇领导班子", "清单里没有“镇领导班子”这个承办单位"),
    ("内容", None, "请写明反映的内容"),
    ("原收件日期", "2026年2月30日", "没有“2026年2月30日”这一天"),
    ("原收件日期", "上周三", "“上周三”不是日期"),
    ("原收件日期", datetime(2199, 1, 1), "这一天还没有到"),  # noqa: DTZ001 - a cell has no zone
    ("标题", "长" * 201, "最多 200 个字，现有 201 个字"),
)


def book_of(*lines: list[Any], head: list[str] = HEAD) -> openpyxl.Workbook:
    """A ledger as an office keeps it: a title above the head, then one line a matter."""
    book = openpyxl.Workbook()
    book.active.append(["云溪镇群众诉求台账"])
    book.active.append(head)
    for line in lines:
        book.active.append(line)
    return book


def saved(book: openpyxl.Workbook) -> bytes:
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def line(**cells: Any) -> list[Any]:
    """A sound line with some of its cells changed."""
    return [cells.get(title, value) for title, value in zip(HEAD, SOUND, strict=True)]


def ledger_of_300() -> tuple[openpyxl.Workbook, dict[int, tuple[str, Any, str]]]:
    """Three hundred lines, seventeen of them with a mistake, by the number of their row."""
    lines, wrong = [], {}
    for number in range(300):
        cells: dict[str, Any] = {"内容": f"第{number}户门前的路灯坏了一个月。", "联系电话": f"138{number:08}"}
        if number % 3 == 0:
            cells["原编号"] = f"YX-{number:04}"
        if number % 17 == 5 and len(wrong) < len(MISTAKES):
            mistake = MISTAKES[len(wrong)]
            wrong[number + 3] = mistake
            cells[mistake[0]] = mistake[1]
        lines.append(line(**cells))
    return book_of(*lines), wrong


def send(client: Client, content: bytes, name: str = "台账.xlsx") -> Any:
    upload = io.BytesIO(content)
    upload.name = name
    return client.post(reverse("matters:import"), {"ledger": upload})


def counts(answer: Any) -> tuple[int, int, int]:
    """In, there before, and back, as the page tells them."""
    found = re.search(r"成功 (\d+) 行、已有 (\d+) 行、退回 (\d+) 行", answer.content.decode())
    assert found, answer.content.decode()[-2000:]
    return tuple(int(number) for number in found.groups())  # type: ignore[return-value]


def marked(client: Client, answer: Any) -> tuple[bytes, str]:
    """The marked file by the link on the page, and the address of the link."""
    address = re.search(r'href="([^"]*/import/marked/\?file=[^"]+)"', answer.content.decode())
    assert address
    kept = client.get(address.group(1))
    assert kept.status_code == 200
    assert kept["Content-Type"] == excel.CONTENT_TYPE
    return b"".join(kept.streaming_content), address.group(1)


def test_of_300_rows_with_17_faulty_ones_283_are_in_17_come_back_and_the_mended_file_adds_17(cast: Cast) -> None:
    book, wrong = ledger_of_300()
    first_file, client = saved(book), signed_in(cast.dispatcher)
    assert len(wrong) == 17

    answer = send(client, first_file)
    assert counts(answer) == (283, 0, 17)
    assert Matter.objects.count() == 283
    back, _ = marked(client, answer)
    sheet = openpyxl.load_workbook(io.BytesIO(back)).active
    status = sheet.max_column
    assert sheet.cell(2, status).value == "导入结果"
    commented = {(cell.row, HEAD[cell.column - 1]): cell.comment.text for row in sheet for cell in row if cell.comment}
    assert set(commented) == {(row, column) for row, (column, _, _) in wrong.items()}
    assert all(sentence in commented[row, column] for row, (column, _, sentence) in wrong.items())
    told = {row: sheet.cell(row, status).value for row in range(3, 303)}
    assert {row for row, words in told.items() if words.startswith("未导入：")} == set(wrong)
    assert sum(words.startswith("已导入 ") for words in told.values()) == 283
    shown = answer.content.decode()
    assert all(sentence in shown for _, _, sentence in MISTAKES)

    for row, (column, _, _) in wrong.items():
        place = HEAD.index(column)
        # The text of a row is what tells it from the others; every other cell is mended to the sound line's.
        sheet.cell(row, place + 1).value = f"第{row - 3}户补写的内容" if column == "内容" else SOUND[place]
    mended = io.BytesIO()
    sheet.parent.save(mended)
    answer = send(client, mended.getvalue(), "台账（导入结果）.xlsx")
    assert counts(answer) == (17, 283, 0)
    assert Matter.objects.count() == 300
    assert "/import/marked/" not in answer.content.decode()

    before = (Matter.objects.count(), MatterEvent.objects.count(), TakenSubmission.objects.count())
    assert counts(send(client, first_file)) == (0, 283, 17)
    assert (Matter.objects.count(), MatterEvent.objects.count(), TakenSubmission.objects.count()) == before


def test_a_row_with_a_unit_is_dispatched_when_the_importer_may_dispatch(cast: Cast) -> None:
    Unit.objects.filter(pk=cast.station.pk).update(aliases=["民政办"])
    before = datetime.now(UTC)
    sent = send(
        signed_in(cast.dispatcher),
        saved(book_of(line(承办单位="民政办", 原编号="YX-1", 原收件日期="2026年3月5日", 紧急程度="紧急"))),
    )

    matter = Matter.objects.get()
    assert counts(sent) == (1, 0, 0)
    assert (matter.stage, matter.lead_unit, matter.owner_unit) == (Stage.DISPATCHED, cast.station, cast.station)
    assert matter.text == "村口路灯坏了一个月。\n原编号：YX-1；原收件日期：2026年3月5日"
    assert matter.title == "村口路灯坏了一个月"
    assert (matter.kind, matter.channel, matter.urgency) == (Kind.COMPLAINT, Channel.COUNTER, Urgency.URGENT)
    assert (matter.region_code, matter.place_code) == (TOWN, VILLAGE)
    assert before <= matter.received_at <= datetime.now(UTC)
    assert Appellant.objects.values_list("name", "phone").get() == ("张三", "13800001234")
    moves = list(MatterEvent.objects.order_by("seq").values_list("move", flat=True))
    assert moves == ["REGISTER", "ASSESS", "DISPATCH"]
    actions = list(
        TrailEntry.objects.filter(action__startswith="matters.").order_by("seq").values_list("action", flat=True)
    )
    assert actions == ["matters.REGISTER", "matters.ASSESS", "matters.DISPATCH", "matters.import"]


def test_a_row_with_a_unit_waits_for_the_office_when_the_importer_may_not_dispatch(cast: Cast) -> None:
    assert counts(send(signed_in(cast.handler), saved(book_of(line())))) == (1, 0, 0)

    matter = Matter.objects.get()
    assert (matter.stage, matter.lead_unit, matter.owner_unit) == (Stage.REGISTERED, None, cast.office)
    assert matter.text == "村口路灯坏了一个月。\n原台账承办单位：镇民政所"


def test_a_row_with_nothing_besides_its_text_keeps_it_as_told(cast: Cast) -> None:
    send(signed_in(cast.dispatcher), saved(book_of(line(承办单位="", 姓名="", 联系电话=""))))

    assert Matter.objects.get().text == "村口路灯坏了一个月。"
    assert Appellant.objects.count() == 0


def test_a_row_is_known_again_however_its_cells_are_formatted_and_whoever_sends_it(cast: Cast) -> None:
    as_text = line(联系电话="138 0000 1234", 原收件日期="2026年3月5日", 承办单位="镇民政所")
    as_numbers = line(联系电话=13800001234.0, 原收件日期=46086, 承办单位=" 镇民政所 ")
    assert counts(send(signed_in(cast.dispatcher), saved(book_of(as_text)))) == (1, 0, 0)
    assert counts(send(signed_in(cast.handler), saved(book_of(as_numbers)))) == (0, 1, 0)
    assert Matter.objects.count() == 1


def test_a_known_number_with_other_content_comes_back_with_a_sentence(cast: Cast) -> None:
    client = signed_in(cast.dispatcher)
    send(client, saved(book_of(line(原编号="YX-7"))))
    number = Matter.objects.get().number

    answer = send(client, saved(book_of(line(原编号="YX-7", 内容="另一件事"), line(原编号="YX-7"))))

    assert counts(answer) == (0, 1, 1)
    assert Matter.objects.count() == 1
    sheet = openpyxl.load_workbook(io.BytesIO(marked(client, answer)[0])).active
    comment = sheet.cell(3, HEAD.index("原编号") + 1).comment.text
    assert comment.startswith(f"原编号“YX-7”已登记为 {number}，内容与这一行不同。")
    assert sheet.cell(4, len(HEAD) + 1).value == f"已导入 {number}"


def test_the_same_original_number_in_another_township_is_another_matter(cast: Cast) -> None:
    content = saved(book_of(line(原编号="YX-7", 村="", 承办单位="", **{"村（社区）": ""})))
    assert counts(send(signed_in(cast.dispatcher), content)) == (1, 0, 0)
    assert counts(send(signed_in(cast.stranger), content)) == (1, 0, 0)
    assert sorted(Matter.objects.values_list("region_code", flat=True)) == [TOWN, cast.stranger.region_code]


def test_a_row_of_this_ledger_itself_is_not_entered_again(cast: Cast) -> None:
    client = signed_in(cast.dispatcher)
    send(client, saved(book_of(line())))
    number = Matter.objects.get().number

    assert counts(send(client, saved(book_of(line(原编号=number, 内容="导出后又导回"))))) == (0, 1, 0)
    assert Matter.objects.count() == 1


def test_a_row_marked_as_imported_and_changed_afterwards_comes_back(cast: Cast) -> None:
    client = signed_in(cast.dispatcher)
    back, _ = marked(client, send(client, saved(book_of(line(), line(类型="吐槽")))))
    sheet = openpyxl.load_workbook(io.BytesIO(back)).active
    sheet.cell(3, 1).value = "导入以后改过的内容"
    changed = io.BytesIO()
    sheet.parent.save(changed)

    answer = send(client, changed.getvalue())

    assert counts(answer) == (0, 0, 2)
    assert "这一行标着“已导入”，但内容后来改过。" in answer.content.decode()
    assert Matter.objects.count() == 1


def test_a_row_that_fails_on_the_way_leaves_nothing_and_stops_no_other(cast: Cast) -> None:
    gone = Unit.objects.create(
        name="镇撤并所", kind=UnitKind.STATION, region_code=TOWN, valid_from=BEGIN, valid_to=date(2025, 1, 1)
    )
    failing = LedgerRow("交给已经撤并的单位", Kind.HELP, Channel.PHONE, name="张三", unit=gone)
    sound = LedgerRow("交给现有的单位", Kind.HELP, Channel.PHONE, unit=cast.station)

    done = import_rows({3: failing, 4: sound}, by=cast.dispatcher, now=NOW)

    assert done.refused == {3: "镇撤并所已经撤并，请选择现有的单位。"}
    assert list(done.new) == [4]
    assert list(Matter.objects.values_list("text", flat=True)) == ["交给现有的单位"]
    assert done.new[4].endswith("0001号")
    assert (Appellant.objects.count(), SearchEntry.objects.count()) == (0, 1)
    assert (TakenSubmission.objects.count(), NumberSequence.objects.get().last) == (1, 1)
    assert set(Clock.objects.values_list("matter", flat=True)) == {Matter.objects.get().pk}


def test_a_unit_is_not_given_what_is_said_about_itself(cast: Cast) -> None:
    head = [*HEAD, "反映的单位", "代为登记人"]
    content = saved(
        book_of([*line(), "镇民政所", ""], [*line(承办单位="镇农业服务站"), "镇民政所", "网格员"], head=head)
    )

    answer = send(signed_in(cast.dispatcher), content)

    assert counts(answer) == (1, 0, 1)
    assert "这件事反映的是镇民政所，按回避规定不能由该单位承办" in answer.content.decode()
    matter = Matter.objects.get()
    assert (matter.accused_unit, matter.lead_unit) == (cast.station, cast.other_station)
    assert matter.appellant.helper == "网格员"


def test_a_home_made_ledger_is_read_as_it_is(cast: Cast) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet["A1"] = "云溪镇2026年第一季度群众诉求台账"
    sheet.merge_cells("A1:G1")
    sheet["A2"] = "填报单位：镇民政所"
    sheet.append(["序号", "反映内容", "类型", "来件渠道", "手机号码", "村（社区）", "原收件日期"])
    sheet.append([1, "井盖丢了", "求助", "电话", 13800001234.0, "上河村", 46086])
    sheet.append([2, "水沟堵了", "投诉", "12345热线", "13900001234", None, datetime(2026, 3, 5)])  # noqa: DTZ001
    sheet.merge_cells("F4:F5")
    for row in range(6, 400):
        for column in range(1, 8):
            sheet.cell(row, column).border = Border(bottom=Side("thin"))

    assert counts(send(signed_in(cast.dispatcher), saved(book))) == (2, 0, 0)

    rows = list(Matter.objects.order_by("number").values_list("text", "channel", "place_code"))
    assert rows == [
        ("井盖丢了\n原收件日期：2026年3月5日", Channel.PHONE, VILLAGE),
        ("水沟堵了\n原收件日期：2026年3月5日", Channel.HOTLINE, VILLAGE),
    ]
    assert sorted(Appellant.objects.values_list("phone", flat=True)) == ["13800001234", "13900001234"]


def test_the_template_offers_the_townships_lists_and_its_example_is_not_imported(cast: Cast) -> None:
    client = signed_in(cast.dispatcher)
    answer = client.get(reverse("matters:import-template"))
    assert answer["Content-Type"] == excel.CONTENT_TYPE
    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    sheet = book.worksheets[0]
    head = next(row for row in sheet.iter_rows() if "内容*" in [cell.value for cell in row])
    titles = [str(cell.value).rstrip("*") for cell in head]
    listed = {
        str(column[0].value): [cell.value for cell in column if cell.value] for column in book["选项"].iter_cols()
    }
    assert listed["上河村"] == ["上河村"]
    assert listed["咨询"] == ["咨询", "求助", "投诉", "建议", "举报", "表扬"]
    assert "镇民政所" in [name for names in listed.values() for name in names]
    # 类型、来源、村（社区）、紧急程度、承办单位、反映的单位
    assert len(sheet.data_validations.dataValidation) >= 6

    assert "表头下面没有填写内容" in send(client, answer.content).content.decode()
    filled = {"内容": "照模板填写的一件", "类型": "求助", "来源": "走访", "村（社区）": "上河村"}
    for title, value in filled.items():
        sheet.cell(head[0].row + 2, titles.index(title) + 1).value = value
    assert counts(send(client, saved(book))) == (1, 0, 0)
    assert Matter.objects.get().text == "照模板填写的一件"


def bomb() -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        archive.writestr("xl/worksheets/sheet1.xml", b" " * (60 * 1024 * 1024))
    return target.getvalue()


UNREADABLE = {
    "旧格式.xls": (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "这是旧格式的表格（.xls 或 .et）"),
    "文本.xlsx": (lambda: "内容,类型,来源\n路灯,投诉,窗口".encode(), "这不是 Excel 表格"),
    "空.xlsx": (lambda: b"", "这个文件是空的"),
    "炸弹.xlsx": (bomb, "这个表格展开后太大"),
    "别的表.xlsx": (lambda: saved(book_of(["甲"], head=["户主", "亩数"])), "没有找到表头"),
    "太多.xlsx": (
        lambda: saved(book_of(*(line(内容=f"第{number}件") for number in range(2001)))),
        "一次最多导入 2000 行，这个表有 2001 行，请分成几个文件上传",
    ),
}


@pytest.mark.parametrize("name", UNREADABLE)
def test_a_file_that_does_not_do_gets_one_sentence_and_changes_nothing(cast: Cast, name: str) -> None:
    make, sentence = UNREADABLE[name]
    answer = send(signed_in(cast.dispatcher), make(), name)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert (Matter.objects.count(), TakenSubmission.objects.count()) == (0, 0)


def test_a_form_without_a_file_asks_for_one(cast: Cast) -> None:
    answer = signed_in(cast.dispatcher).post(reverse("matters:import"))
    assert answer.status_code == 422
    assert "请先选择填好的台账文件" in answer.content.decode()


def test_who_may_not_register_may_not_import(cast: Cast) -> None:
    for post in (cast.leader, cast.county, cast.system_admin):
        client = signed_in(post)
        assert client.get(reverse("matters:import")).status_code == 403
        assert client.get(reverse("matters:import-template")).status_code == 403
        assert send(client, saved(book_of(line()))).status_code == 403
    assert Client().get(reverse("matters:import")).status_code == 302
    assert Matter.objects.count() == 0


def test_the_marked_file_goes_to_nobody_but_its_sender(cast: Cast) -> None:
    client = signed_in(cast.dispatcher)
    _, address = marked(client, send(client, saved(book_of(line(类型="吐槽")))))

    assert signed_in(cast.reviewer).get(address).status_code == 404
    assert signed_in(cast.leader).get(address).status_code == 403
    assert client.get(reverse("matters:import-marked"), {"file": "made-up"}).status_code == 404
    assert client.get(address).status_code == 200


def test_the_import_page_asks_the_same_number_of_questions_however_long_the_lists(cast: Cast) -> None:
    client = signed_in(cast.dispatcher)
    for address in (reverse("matters:import"), reverse("matters:import-template")):
        client.get(address)
        with CaptureQueriesContext(
            connection,
        ) as few:
            client.get(address)
        for number in range(10):
            Unit.objects.create(
                name=f"{address}{number}站"[-20:], kind=UnitKind.STATION, region_code=TOWN, valid_from=BEGIN
            )
            code = f"{int(VILLAGE) + number + (20 if 'template' in address else 1):012}"
            Region.objects.create(code=code, name=f"{code}村", level=12, parent_id=TOWN, valid_from=BEGIN)
        with CaptureQueriesContext(connection) as many:
            client.get(address)
        assert len(many) == len(few)


def test_a_text_of_several_lines_is_known_again_when_the_marked_file_returns(cast: Cast) -> None:
    client = signed_in(cast.dispatcher)
    told = line(内容="第一句。\r\n第二句。_x000D_\n  第三句。")
    back, _ = marked(client, send(client, saved(book_of(told, line(类型="吐槽")))))
    assert Matter.objects.get().text == "第一句。\n第二句。\n  第三句。"
    assert counts(send(client, back)) == (0, 1, 1)


def test_a_file_that_cannot_be_marked_still_tells_its_faults_on_the_page(cast: Cast) -> None:
    book = book_of(line(), line(类型="吐槽"))
    book.active["A3"].comment = openpyxl.comments.Comment("旧批注", "某人")
    broken = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(saved(book))) as whole, zipfile.ZipFile(broken, "w") as without:
        for name in whole.namelist():
            if "comment" not in name:
                without.writestr(name, whole.read(name))

    answer = send(signed_in(cast.dispatcher), broken.getvalue())

    assert counts(answer) == (1, 0, 1)
    shown = answer.content.decode()
    assert "清单里没有“吐槽”这个类型" in shown
    assert "请照下面的清单在原文件里改好" in shown
    assert "/import/marked/" not in shown


def test_a_unit_meant_by_a_name_of_several_is_asked_for_in_full(cast: Cast) -> None:
    Unit.objects.filter(pk__in=[cast.station.pk, cast.other_station.pk]).update(aliases=["服务站"])
    answer = send(signed_in(cast.dispatcher), saved(book_of(line(承办单位="服务站"))))
    assert counts(answer) == (0, 0, 1)
    assert "叫“服务站”的承办单位不止一个，请写全称。" in answer.content.decode()


@pytest.mark.browser
@pytest.mark.parametrize("size", ["wide", "narrow"])
def test_a_clerk_imports_a_ledger_and_takes_the_marked_file(page: Any, cast: Cast, tmp_path: Path, size: str) -> None:  # noqa: F811
    getattr(page, size)()
    page.sign_in(cast.dispatcher)
    page.goto(reverse("matters:import"))
    page.picture(f"import-{size}")
    assert page.faults() == []
    ledger = tmp_path / "台账.xlsx"
    ledger.write_bytes(
        saved(book_of(line(), line(类型="吐槽", 联系电话="1380"), line(内容="", 原收件日期="2026-13-01")))
    )
    page.set_input_files("input[type=file]", ledger)
    page.get_by_role("button", name="导入").click()
    page.get_by_text("成功 1 行、已有 0 行、退回 2 行").wait_for()
    page.picture(f"import-result-{size}")
    assert page.faults() == []
    with page.expect_download() as download:
        page.get_by_role("link", name="下载标好的文件").click()
    assert download.value.suggested_filename == "台账（导入结果）.xlsx"
    sheet = openpyxl.load_workbook(io.BytesIO(Path(download.value.path()).read_bytes())).active
    assert sheet.cell(3, len(HEAD) + 1).value.startswith("已导入 ")


def test_a_day_of_tomorrow_is_refused_and_today_is_taken(cast: Cast) -> None:
    today = datetime.now(SHANGHAI).date()
    lines = [line(内容=f"第{n}件", 原收件日期=(today + timedelta(days=n)).isoformat()) for n in (0, 1)]
    assert counts(send(signed_in(cast.dispatcher), saved(book_of(*lines)))) == (1, 0, 1)
