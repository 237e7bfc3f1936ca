"""A paper as a .docx in the form of GB/T 9704-2012 (R-9.1): A4, 22 lines of 28 characters, official faces.

The package is made part by part, without a template: nothing foreign is in it, and the same paper gives the same bytes.
"""

from __future__ import annotations

import datetime as dt
from xml.etree.ElementTree import Element

from bihuan.papers.writer import closing, package, page, styles
from bihuan.papers.writer.blocks import Paper
from bihuan.papers.writer.body import BlockSetter
from bihuan.papers.writer.clean_text import one_line
from bihuan.papers.writer.layout import Layout
from bihuan.papers.writer.letterhead import imprint, letterhead
from bihuan.papers.writer.ooxml import element, paragraph, part, root, run

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def write(paper: Paper, *, layout: Layout, now: dt.datetime | None = None) -> bytes:
    """The bytes of the .docx. `now` (aware) is noted as the moment of making; left out, the paper's own date is."""
    moment = now
    if moment is None and paper.date is not None:
        moment = dt.datetime.combine(paper.date, dt.time(), dt.UTC)
    parts = {
        package.DOCUMENT: part(root("w:document", element("w:body", None, *_content(paper, layout)))),
        package.STYLES: part(styles.styles(layout)),
        package.SETTINGS: part(page.settings()),
        package.FONTS: part(page.font_table(layout)),
        package.ODD: part(page.footer(layout, is_odd=True)),
        package.EVEN: part(page.footer(layout, is_odd=False)),
    }
    return package.package(parts, title=one_line(paper.title), moment=moment)


def _content(paper: Paper, layout: Layout) -> list[Element]:
    """The paper in the order of its elements (条例 第9条)."""
    setter = BlockSetter(layout)
    made = letterhead(paper.letterhead, layout) if paper.letterhead else []
    made += [closing.title_paragraph(paper.title, layout), paragraph(styles.BODY)]
    if paper.addressee:
        made.append(paragraph(styles.ADDRESSEE, run(one_line(paper.addressee).rstrip(":：") + "：")))
    made += setter.blocks(paper.blocks)
    made += closing.attachment_list(paper, layout)
    signature = closing.signature(paper, layout)
    if signature:
        closing.keep_with_signature(made, layout)
    made += signature
    for number, annex in enumerate(paper.annexes, start=1):
        made += closing.annex_head(annex.title, number, len(paper.annexes), layout)
        made += setter.blocks(annex.blocks)
    if paper.imprint:
        made += imprint(paper.imprint, layout)
    return [*made, page.section(layout)]
