"""附件: what may be kept, what is refused with which sentence, and what a kept file still tells about its sender."""

from __future__ import annotations

import hashlib
import io
import os
import zipfile
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from django.conf import LazySettings
from docx import Document
from openpyxl import Workbook, load_workbook
from PIL import Image

from bihuan.store.files import FileLimits, FileRefused, keep, keep_all, keep_made, open_kept, path_of
from bihuan.store.models import StoredFile

LIMITS = FileLimits(
    extensions={
        "JPEG": ("jpg", "jpeg"),
        "PNG": ("png",),
        "WEBP": ("webp",),
        "PDF": ("pdf",),
        "DOCX": ("docx",),
        "XLSX": ("xlsx",),
        "TXT": ("txt",),
    },
    max_bytes=2 * 1024 * 1024,
    max_files=3,
)
GPS_IFD, ORIENTATION, MAKER = 0x8825, 0x0112, 0x010F
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def files_root(settings: LazySettings, tmp_path: Path) -> Path:
    settings.FILES_ROOT = tmp_path / "files"
    return Path(settings.FILES_ROOT)


def photo(size: tuple[int, int] = (40, 20), kind: str = "JPEG", **told: Any) -> bytes:
    image = Image.new("RGB", size, "white")
    image.putpixel((0, 0), (200, 0, 0))
    made = io.BytesIO()
    image.save(made, kind, **told)
    return made.getvalue()


def photo_with_place() -> bytes:
    exif = Image.Exif()
    exif[MAKER] = "Phone of Zhang San"
    exif[ORIENTATION] = 6
    exif[GPS_IFD] = {1: "N", 2: (25.0, 1.0, 2.0)}
    return photo(exif=exif.tobytes())


def document() -> bytes:
    made, paper = io.BytesIO(), Document()
    paper.add_paragraph("路灯坏了")
    paper.core_properties.author = "张三"
    paper.core_properties.last_modified_by = "李四"
    paper.save(made)
    return made.getvalue()


def sheet() -> bytes:
    made, book = io.BytesIO(), Workbook()
    book.active.append(["路灯坏了"])
    book.properties.creator = "张三"
    book.save(made)
    return made.getvalue()


def archive(parts: dict[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in parts.items():
            packed.writestr(name, content)
    return made.getvalue()


def docx_with(parts: dict[str, bytes]) -> bytes:
    with zipfile.ZipFile(io.BytesIO(document())) as given:
        return archive({name: given.read(name) for name in given.namelist()} | parts)


def pdf(encryption: Any = None, *, is_signed: bool = False) -> bytes:
    made = io.BytesIO()
    with pikepdf.new() as paper:
        paper.add_blank_page()
        paper.docinfo["/Author"] = "张三"
        paper.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")
        if is_signed:
            paper.Root.AcroForm = pikepdf.Dictionary(SigFlags=3, Fields=pikepdf.Array())
        with paper.open_metadata() as metadata:
            metadata["dc:creator"] = ["张三"]
        paper.save(made, encryption=encryption or False)
    return made.getvalue()


def kept(content: bytes, name: str) -> StoredFile:
    return keep(io.BytesIO(content), name=name, limits=LIMITS)


def content_of(file: StoredFile) -> bytes:
    with open_kept(file) as opened:
        return opened.read()


def refusal(content: bytes, name: str) -> str:
    with pytest.raises(FileRefused) as refused:
        kept(content, name)
    return str(refused.value)


def test_a_kept_file_lies_under_the_digest_of_its_content() -> None:
    file = kept("路灯坏了\n".encode(), "情况.txt")
    assert (file.name, file.content_type, file.size) == ("情况.txt", "text/plain", 13)
    assert file.sha256 == hashlib.sha256("路灯坏了\n".encode()).hexdigest()
    assert path_of(file.sha256).parts[-3:] == (file.sha256[:2], file.sha256[2:4], file.sha256)


def test_the_same_file_sent_twice_is_kept_once() -> None:
    assert kept(photo(), "a.jpg").pk == kept(photo(), "a.jpg").pk
    assert kept(photo(), "b.jpg").sha256 == kept(photo(), "a.jpg").sha256


def test_nothing_of_the_work_is_left_behind(files_root: Path) -> None:
    kept(photo(), "a.jpg")
    refusal(b"MZ\x90\x00" + bytes(200), "a.exe")
    assert list((files_root / "incoming").iterdir()) == []


def test_a_photo_loses_its_place_and_camera_and_stands_upright() -> None:
    file = kept(photo_with_place(), "现场.jpg")
    with Image.open(io.BytesIO(content_of(file))) as image:
        assert dict(image.getexif()) == {}
        assert image.size == (20, 40)
    assert b"Zhang San" not in content_of(file)


@pytest.mark.parametrize(("kind", "name"), [("PNG", "图.png"), ("WEBP", "图.webp")])
def test_pictures_of_each_kind_are_kept_and_can_be_opened(kind: str, name: str) -> None:
    file = kept(photo(kind=kind), name)
    with Image.open(io.BytesIO(content_of(file))) as image:
        assert (image.format, image.size) == (kind, (40, 20))


def test_text_hidden_in_a_png_is_gone() -> None:
    exif = Image.Exif()
    exif[MAKER] = "Phone of Zhang San"
    assert b"Zhang San" not in content_of(kept(photo(kind="PNG", exif=exif.tobytes()), "a.png"))


def test_a_picture_under_another_pictures_name_gets_its_true_extension() -> None:
    file = kept(photo(kind="PNG"), "mmexport1.jpg")
    assert (file.name, file.content_type) == ("mmexport1.png", "image/png")


def test_a_document_loses_its_author_and_keeps_its_words() -> None:
    file = kept(document(), "情况说明.docx")
    paper = Document(io.BytesIO(content_of(file)))
    assert (paper.core_properties.author, paper.core_properties.last_modified_by) == ("", "")
    assert [paragraph.text for paragraph in paper.paragraphs] == ["路灯坏了"]


def test_a_workbook_loses_its_author_and_keeps_its_cells() -> None:
    content = content_of(kept(sheet(), "台账.xlsx"))
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        assert "张三".encode() not in b"".join(parts.read(name) for name in parts.namelist())
    assert load_workbook(io.BytesIO(content)).active["A1"].value == "路灯坏了"


def test_a_pdf_loses_its_author_and_its_scripts() -> None:
    content = content_of(kept(pdf(), "通知.pdf"))
    with pikepdf.open(io.BytesIO(content)) as paper:
        assert "/Info" not in paper.trailer
        assert "/Metadata" not in paper.Root
        assert "/OpenAction" not in paper.Root
        assert len(paper.pages) == 1


def test_a_pdf_with_an_electronic_seal_is_kept_byte_for_byte() -> None:
    sealed = pdf(is_signed=True)
    assert content_of(kept(sealed, "盖章通知.pdf")) == sealed


def test_a_program_called_a_photo_is_refused() -> None:
    assert refusal(b"MZ\x90\x00" + bytes(200), "现场.jpg") == (
        "“现场.jpg”：按内容看这是 exe 文件，不能上传。请改为图片、PDF、DOCX、XLSX 或纯文本。"
    )


def test_a_pdf_called_a_document_is_refused_with_the_name_it_should_have() -> None:
    assert (
        refusal(pdf(), "通知.docx") == "“通知.docx”的内容是PDF 文件，与文件名不符。请把文件名改为以 .pdf 结尾后再上传。"
    )


def test_a_bare_archive_called_a_document_is_refused() -> None:
    assert "按内容看这是压缩包" in refusal(archive({"a.txt": b"a"}), "通知.docx")


def test_an_old_document_is_refused_with_the_way_out() -> None:
    assert "另存为 .docx 或 .xlsx" in refusal(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "通知.doc")


def test_a_page_with_script_called_a_text_is_kept_as_mere_text() -> None:
    assert kept(b"<script>alert(1)</script>", "说明.txt").content_type == "text/plain"
    assert "内容是纯文本" in refusal(b"<script>alert(1)</script>", "说明.html")


def test_an_empty_file_is_refused() -> None:
    assert refusal(b"", "空.txt") == "“空.txt”：文件是空的，请重新选择。"


def test_a_file_over_the_limit_is_refused_by_its_real_bytes() -> None:
    assert refusal(b"a" * (LIMITS.max_bytes + 1), "大.txt") == "“大.txt”超过 2 MB，请压缩或拆分后再上传。"


def test_more_files_than_the_rule_allows_are_refused() -> None:
    files = [(f"{n}.txt", io.BytesIO(b"a")) for n in range(3)]
    with pytest.raises(FileRefused, match="一次最多上传 3 个附件"):
        keep_all(files, limits=LIMITS, kept=1)
    assert [file.name for file in keep_all(files, limits=LIMITS)] == ["0.txt", "1.txt", "2.txt"]


def test_a_picture_of_too_many_pixels_is_refused() -> None:
    made = io.BytesIO()
    Image.new("1", (10_001, 5_000)).save(made, "PNG")
    assert refusal(made.getvalue(), "大.png") == "“大.png”：图片超过 5000 万像素，请缩小后再上传。"


def test_a_picture_within_the_pixels_is_kept() -> None:
    made = io.BytesIO()
    Image.new("RGB", (10_000, 5_000)).save(made, "PNG")
    assert kept(made.getvalue(), "大.png").content_type == "image/png"


def test_a_broken_picture_is_refused() -> None:
    assert "图片不完整或已损坏" in refusal(photo((400, 400))[:300], "坏.jpg")


def test_a_bomb_in_a_document_is_refused_by_the_bytes_it_really_unpacks() -> None:
    bomb = docx_with({"word/media/a.xml": bytes(60 * 1024 * 1024)})
    assert len(bomb) < LIMITS.max_bytes
    assert "文件解开后过大" in refusal(bomb, "通知.docx")


def test_a_bomb_that_lies_about_its_size_is_refused() -> None:
    bomb = bytearray(docx_with({"word/media/a.xml": bytes(60 * 1024 * 1024)}))
    real = (60 * 1024 * 1024).to_bytes(4, "little")
    assert bytes(bomb).count(real) == 2
    told = bytes(bomb).replace(real, (100).to_bytes(4, "little"))
    assert refusal(told, "通知.docx").startswith("“通知.docx”：文件")


@pytest.mark.parametrize("name", ["../evil.xml", "/etc/passwd", "word/..\\evil.xml", "C:evil.xml"])
def test_a_document_whose_parts_lead_out_is_refused(name: str) -> None:
    assert "内部结构异常" in refusal(docx_with({name: b"a"}), "通知.docx")


def test_a_document_with_a_macro_is_refused() -> None:
    assert "带有宏程序" in refusal(docx_with({"word/vbaProject.bin": b"a"}), "通知.docx")


def test_a_document_with_an_archive_inside_is_refused_unless_the_office_program_embedded_it() -> None:
    inner = archive({"a.txt": b"a"})
    assert "内部结构异常" in refusal(docx_with({"word/media/a.jpg": inner}), "通知.docx")
    assert kept(docx_with({"word/embeddings/book.xlsx": inner}), "通知.docx").name == "通知.docx"


def test_a_document_of_too_many_parts_is_refused() -> None:
    assert "内部结构异常" in refusal(docx_with({f"word/{n}.xml": b"" for n in range(2001)}), "通知.docx")


def test_a_locked_pdf_is_refused() -> None:
    locked = pdf(encryption=pikepdf.Encryption(owner="a", user="b"))
    assert refusal(locked, "通知.pdf") == "“通知.pdf”：PDF 文件有密码，无法检查。请去掉密码后再上传。"


def test_a_broken_pdf_is_refused() -> None:
    assert "已损坏" in refusal(b"%PDF-1.7\nnothing more", "通知.pdf")


@pytest.mark.parametrize(
    ("sent", "kept_as"),
    [
        ("C:\\Users\\zhang\\情况.txt", "情况.txt"),
        ("../../etc/情况.txt", "情况.txt"),
        ('a"\r\nX: b\u202etxt.txt', "aX btxt.txt"),
        ("情况", "情况.txt"),
        ("长" * 400 + ".txt", "长" * 150 + ".txt"),
    ],
)
def test_the_name_of_a_file_is_made_fit_to_be_kept(sent: str, kept_as: str) -> None:
    assert kept("情况".encode(), sent).name == kept_as


def test_a_kind_that_the_rule_does_not_list_is_refused() -> None:
    only_text = FileLimits(extensions={"TXT": ("txt",)}, max_bytes=1000, max_files=1)
    with pytest.raises(FileRefused, match="这里不收这种文件"):
        keep(io.BytesIO(photo()), name="a.jpg", limits=only_text)


def test_a_file_made_by_the_product_is_kept_as_it_is() -> None:
    file = keep_made(b"made", name="台账.xlsx", content_type="application/x-test")
    assert (content_of(file), file.name, file.content_type) == (b"made", "台账.xlsx", "application/x-test")


def test_the_content_is_on_disk_before_the_row_exists(monkeypatch: pytest.MonkeyPatch) -> None:
    synced: list[int] = []
    real = os.fsync
    monkeypatch.setattr(os, "fsync", lambda descriptor: (synced.append(StoredFile.objects.count()), real(descriptor)))
    kept(b"a", "a.txt")
    assert synced == [0, 0, 0, 0]
