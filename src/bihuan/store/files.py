"""附件: files kept once under the digest of their content; a file is whole on disk before its row says that it exists.

The limits (kinds, bytes, number) are the rulebook's, which stands above this floor: callers read and hand them down.
Every upload is judged by its content and cleaned in a process of its own (store/cleaning).
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import re
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Protocol

from django.conf import settings
from django.db import transaction

from bihuan.store.cleaning.kinds import IMAGES, KINDS, FileKind
from bihuan.store.models import StoredFile

CHUNK = 256 * 1024
SECONDS = 60
NAME_LENGTH = 150
UNFIT_IN_NAMES = re.compile(r'[\x00-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff"<>|?*:]')
# Cleaning a large picture takes much memory for a moment; the others wait their turn.
_cleaning = threading.BoundedSemaphore(2)


class FileRefused(ValueError):
    """The file is not kept; the message is a Chinese sentence naming the file, the reason and the way out."""


class Upload(Protocol):
    """What a form hands over: anything that reads like a file opened in binary mode."""

    def read(self, size: int = -1, /) -> bytes: ...


@dataclass(frozen=True)
class FileLimits:
    """What may be kept: extensions by kind code (as in `files.kinds`), bytes of one file, files in one submission."""

    extensions: Mapping[str, tuple[str, ...]]
    max_bytes: int
    max_files: int

    @property
    def accept(self) -> str:
        """The `accept` attribute of a file field."""
        return ",".join(f".{extension}" for allowed in self.extensions.values() for extension in allowed)


def keep(upload: Upload, *, name: str, limits: FileLimits) -> StoredFile:
    """Keep one uploaded file and return its row. Raises FileRefused; call it outside the act's transaction.

    Kinds are judged by content: a name that says otherwise is refused, except that one picture format under another
    picture's name (as chat programs save them) gets its true extension.
    """
    shown = _fit_name(name)
    with _work_folder() as folder:
        source, target = folder / "given", folder / "cleaned"
        _receive(upload, source, limits, shown)
        kind = _clean(source, target, shown)
        shown = _honest_name(shown, kind, limits)
        digest, size = _store(target)
    return _row(digest, size, shown, kind.content_type)


def keep_all(uploads: Iterable[tuple[str, Upload]], *, limits: FileLimits, kept: int = 0) -> list[StoredFile]:
    """Keep several files given as (name, upload), `kept` of the same submission being there already."""
    given = list(uploads)
    if kept + len(given) > limits.max_files:
        raise FileRefused(f"一次最多上传 {limits.max_files} 个附件，请分次上传。")
    return [keep(upload, name=name, limits=limits) for name, upload in given]


def keep_made(content: bytes, *, name: str, content_type: str) -> StoredFile:
    """Keep a file that the product itself has made (a workbook handed back, a paper)."""
    with _work_folder() as folder:
        made = folder / "made"
        made.write_bytes(content)
        digest, size = _store(made)
    return _row(digest, size, _fit_name(name), content_type)


def open_kept(file: StoredFile) -> BinaryIO:
    """The content of a kept file, opened for reading. Who may read it is for the caller to have decided."""
    return path_of(file.sha256).open("rb")


def path_of(sha256: str) -> Path:
    """Where content of this digest lies."""
    return Path(settings.FILES_ROOT) / sha256[:2] / sha256[2:4] / sha256


@contextlib.contextmanager
def _work_folder() -> Iterator[Path]:
    """A folder on the same disk as the kept files, gone when the work is done or has failed."""
    root = Path(settings.FILES_ROOT) / "incoming"
    root.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=root) as folder:
        yield Path(folder)


def _fit_name(name: str) -> str:
    """The sender's name of the file without folders and characters that file systems or readers trip over."""
    plain = UNFIT_IN_NAMES.sub("", name.replace("\\", "/").rsplit("/", 1)[-1]).strip(" .")
    stem, dot, extension = plain.rpartition(".")
    if not dot:
        return plain[:NAME_LENGTH] or "附件"
    return f"{stem[:NAME_LENGTH]}.{extension[:10]}"


def _receive(upload: Upload, target: Path, limits: FileLimits, shown: str) -> None:
    """Write what comes in, counting the real bytes."""
    received = 0
    with target.open("wb") as file:
        while chunk := upload.read(CHUNK):
            received += len(chunk)
            if received > limits.max_bytes:
                raise FileRefused(f"“{shown}”超过 {limits.max_bytes // 1024 // 1024} MB，请压缩或拆分后再上传。")
            file.write(chunk)


def _clean(source: Path, target: Path, shown: str) -> FileKind:
    command = [sys.executable, "-m", "bihuan.store.cleaning", str(source), str(target)]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    try:
        with _cleaning:
            done = subprocess.run(command, env=environment, capture_output=True, timeout=SECONDS, check=True)
        answer = json.loads(done.stdout)
    except (subprocess.SubprocessError, ValueError):
        raise FileRefused(f"“{shown}”无法检查，可能已损坏。请重新保存后再上传。") from None
    if "refused" in answer:
        raise FileRefused(f"“{shown}”：{answer['refused']}")
    return KINDS[answer["kind"]]


def _honest_name(name: str, kind: FileKind, limits: FileLimits) -> str:
    """The name with an extension that tells the truth. Raises FileRefused for a kind not allowed or a name that lies."""
    allowed = limits.extensions.get(kind.code, ())
    if not allowed:
        raise FileRefused(f"“{name}”是{kind.label}，这里不收这种文件。")
    stem, dot, extension = name.rpartition(".")
    if not dot:
        return f"{name}.{kind.extension}"
    if extension.lower() in allowed:
        return name
    other_pictures = {end for code in IMAGES for end in limits.extensions.get(code, ())}
    if kind.code in IMAGES and extension.lower() in other_pictures:
        return f"{stem}.{kind.extension}"
    raise FileRefused(f"“{name}”的内容是{kind.label}，与文件名不符。请把文件名改为以 .{kind.extension} 结尾后再上传。")


def _store(made: Path) -> tuple[str, int]:
    """Bring the file to its place under its digest, on disk for good before this returns."""
    digest = hashlib.sha256()
    with made.open("rb") as file:
        while chunk := file.read(CHUNK):
            digest.update(chunk)
        os.fsync(file.fileno())
        size = file.tell()
    place = path_of(digest.hexdigest())
    place.parent.mkdir(parents=True, exist_ok=True)
    made.chmod(0o640)
    made.replace(place)
    for folder in (place.parent, place.parent.parent, place.parent.parent.parent):
        _sync_folder(folder)
    return digest.hexdigest(), size


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _row(digest: str, size: int, name: str, content_type: str) -> StoredFile:
    """The row of this content under this name; the same file sent again gets the same row."""
    with transaction.atomic():
        known = StoredFile.objects.filter(sha256=digest, name=name, content_type=content_type).first()
        return known or StoredFile.objects.create(sha256=digest, size=size, name=name, content_type=content_type)
