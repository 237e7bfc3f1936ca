"""Pictures are decoded and written anew, so that only the pixels remain: no place, camera or author (EXIF, XMP)."""

from __future__ import annotations

from pathlib import Path

from PIL import Image, ImageOps, UnidentifiedImageError

from bihuan.store.cleaning.kinds import Refused

MAX_PIXELS = 50_000_000
QUALITY = 90
# What Pillow is to try for each kind; phones write several pictures into one JPEG file (MPO), of which the first stays.
READERS = {"JPEG": ("JPEG", "MPO"), "PNG": ("PNG",), "WEBP": ("WEBP",)}
TOO_LARGE = "图片超过 5000 万像素，请缩小后再上传。"


def clean_image(code: str, source: Path, target: Path) -> None:
    """Write the first frame of the picture without metadata, turned upright. Raises Refused."""
    try:
        with Image.open(source, formats=READERS[code]) as image:
            if image.width * image.height > MAX_PIXELS:
                raise Refused(TOO_LARGE)
            upright = ImageOps.exif_transpose(image)
            upright.info = {name: value for name, value in upright.info.items() if name == "transparency"}
            if code == "JPEG" and upright.mode not in ("RGB", "L"):
                upright = upright.convert("RGB")
            upright.save(target, code, **({} if code == "PNG" else {"quality": QUALITY}))
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise Refused(TOO_LARGE) from None
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError) as error:
        if isinstance(error, Refused):
            raise
        raise Refused("图片不完整或已损坏，请重新拍照或重新保存后上传。") from None
