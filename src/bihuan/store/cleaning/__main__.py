"""`python -m bihuan.store.cleaning SOURCE TARGET`: write the cleaned file, answer with one line of JSON.

The answer is {"kind": CODE} or {"refused": a Chinese sentence}. The limits are set before the file is opened.
"""

from __future__ import annotations

import json
import resource
import shutil
import sys
from pathlib import Path

from bihuan.store.cleaning.images import clean_image
from bihuan.store.cleaning.kinds import IMAGES, Refused, judge
from bihuan.store.cleaning.office_files import clean_office_file
from bihuan.store.cleaning.pdfs import clean_pdf

MEMORY = 1536 * 1024 * 1024
SECONDS = 60


def main(source: Path, target: Path) -> dict[str, str]:
    """Judge and clean one file."""
    try:
        kind = judge(source)
        if kind.code in IMAGES:
            clean_image(kind.code, source, target)
        elif kind.code == "PDF":
            clean_pdf(source, target)
        elif kind.code == "TXT":
            shutil.copyfile(source, target)
        else:
            clean_office_file(source, target)
    except Refused as error:
        return {"refused": str(error)}
    except MemoryError:
        return {"refused": "文件过于复杂，无法检查。请缩小或拆分后再上传。"}
    return {"kind": kind.code}


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    sys.stdout.write(json.dumps(main(Path(sys.argv[1]), Path(sys.argv[2]))))
