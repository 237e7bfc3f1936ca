"""What follows the body: 附件说明, 署名 and 成文日期 without seal, the labels and titles of annexes."""

from __future__ import annotations

from xml.etree.ElementTree import Element

from bihuan.papers.writer import styles
from bihuan.papers.writer.blocks import Paper
from bihuan.papers.writer.clean_text import one_line
from bihuan.papers.writer.layout import TWIPS_PER_POINT, Layout
from bihuan.papers.writer.numbering import annex_label, chinese_date
from bihuan.papers.writer.ooxml import element, paragraph, run, tab, value
from bihuan.papers.writer.titles import title_lines, width

_LEAD = "附件："
_KEPT_LINES = 8


def attachment_list(paper: Paper, layout: Layout) -> list[Element]:
    """附件说明 (7.3.4): one line below the body, two characters in, names aligned, no punctuation at their end."""
    names = [one_line(name).rstrip("。；;，,.") for name in paper.attachment_names]
    if not names:
        return []
    made = [paragraph(styles.BODY)]
    step = layout.character
    first = round(layout.count("body.indent") * layout.faces["body"].size * TWIPS_PER_POINT)
    lead = round(width(_LEAD) * step)
    slot = 0 if len(names) == 1 else round((len(str(len(names))) / 2 + 0.75) * step)
    for number, name in enumerate(names, start=1):
        hanging = slot + (lead if number == 1 else 0)
        place = element("w:ind", {"left": first + lead + slot, "hanging": hanging})
        before = [run(_LEAD)] if number == 1 else []
        if slot:
            before += [run(f"{number}."), tab()]
        made.append(paragraph(styles.ATTACHMENTS, *before, run(name), properties=[place]))
    return made


def keep_with_signature(body: list[Element], layout: Layout) -> None:
    """Keeps the last paragraph on the page of the signature, so that no page holds a signature alone (7.3.5.5).

    Only a short paragraph is kept: LibreOffice would move a long one as a whole and leave a gap.
    """
    last = body[-1] if body else None
    if last is None or last.tag != "w:p":
        return
    text = "".join(piece.text or "" for piece in last.iter("w:t"))
    properties = last.find("w:pPr")
    if width(text) > _KEPT_LINES * layout.count("grid.characters") or properties is None:
        return
    for former in properties.findall("w:keepNext"):
        properties.remove(former)
    properties.insert(1, value("w:keepNext", 1))


def signature(paper: Paper, layout: Layout) -> list[Element]:
    """署名 and 成文日期 without seal (7.3.5.2): one line below the body, placed from the right edge."""
    signer = one_line(paper.signer or "")
    date = chinese_date(paper.date.year, paper.date.month, paper.date.day) if paper.date else ""
    if not signer and not date:
        return []
    made = [paragraph(styles.SIGNER)]
    signer_at, date_at = _places(width(signer), width(date), layout)
    if signer:
        made.append(paragraph(styles.SIGNER, run(signer), properties=[_left(signer_at, layout)]))
    if date:
        made.append(paragraph(styles.DATE, run(date), properties=[_left(date_at, layout)]))
    return made


def _places(signer: float, date: float, layout: Layout) -> tuple[float, float]:
    """Where signer and date begin, in characters from the left edge, given how wide they are."""
    line, shift = layout.count("grid.characters"), layout.count("date.shift")
    if not signer or date > signer:
        at = line - layout.count("date.right") - date
        return at - shift, at
    at = line - layout.count("signer.right") - signer
    return at, at + shift


def _left(characters: float, layout: Layout) -> Element:
    """The place of a line; it may run into the margin a little, rather than break where digits are set wider."""
    return element("w:ind", {"left": max(0, round(characters * layout.character)), "right": -2 * layout.character})


def annex_head(title: str, number: int, of: int, layout: Layout) -> list[Element]:
    """The head of an annex (7.3.7): “附件1” on the first line of a new page, its title on the third."""
    blank_lines = round(layout.count("annex.title_line")) - 2
    return [
        paragraph(styles.ANNEX_LABEL, run(annex_label(number, of=of))),
        *(paragraph(styles.BODY) for _line in range(blank_lines)),
        title_paragraph(title, layout, style=styles.ANNEX_TITLE),
        paragraph(styles.BODY),
    ]


def title_paragraph(title: str, layout: Layout, *, style: str = styles.TITLE) -> Element:
    """A title in balanced lines (7.3.1)."""
    characters = layout.text_width / (layout.faces["title"].size * TWIPS_PER_POINT)
    return paragraph(style, run("\n".join(title_lines(title, characters=characters, words=layout.break_words))))
