"""PDF files are saved anew without their author, history, scripts and enclosed files.

A file with an electronic seal or signature is kept byte for byte: changing one byte would void the seal.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pikepdf

from bihuan.store.cleaning.kinds import Refused

_ACTIVE = ("/OpenAction", "/AA")
_TELLING = ("/Metadata", "/PieceInfo")
_SIGNED = 1  # bit 1 of /SigFlags (ISO 32000-1, 12.7.2)


def clean_pdf(source: Path, target: Path) -> None:
    """Write the PDF without what tells about its maker. Raises Refused for a locked or broken one."""
    try:
        with pikepdf.open(source) as pdf:
            if _is_signed(pdf):
                shutil.copyfile(source, target)
                return
            _strip(pdf)
            pdf.save(target, deterministic_id=True)
    except pikepdf.PasswordError:
        raise Refused("PDF 文件有密码，无法检查。请去掉密码后再上传。") from None
    except (pikepdf.PdfError, RuntimeError, ValueError):
        raise Refused("PDF 文件已损坏，打不开。请重新导出后上传。") from None


def _is_signed(pdf: pikepdf.Pdf) -> bool:
    form = pdf.Root.get("/AcroForm")
    return form is not None and bool(int(form.get("/SigFlags", 0)) & _SIGNED)


def _strip(pdf: pikepdf.Pdf) -> None:
    if "/Info" in pdf.trailer:
        del pdf.trailer["/Info"]
    names = pdf.Root.get("/Names")
    for holder, keys in ((pdf.Root, (*_ACTIVE, *_TELLING)), (names, ("/JavaScript", "/EmbeddedFiles"))):
        for key in keys:
            if holder is not None and key in holder:
                del holder[key]
    for thing in pdf.objects:
        if isinstance(thing, pikepdf.Stream | pikepdf.Dictionary):
            for key in (*_TELLING, "/AA"):
                if key in thing:
                    del thing[key]
