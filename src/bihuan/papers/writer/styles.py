"""The styles of a paper, made from the layout: who edits the .docx finds each element under its official name."""

from __future__ import annotations

from xml.etree.ElementTree import Element

from bihuan.papers.writer.layout import TWIPS_PER_POINT, Face, Layout
from bihuan.papers.writer.ooxml import element, face_properties, root, value

NORMAL, BODY, TITLE, ADDRESSEE = "Normal", "Body", "Title", "Addressee"
ATTACHMENTS, SIGNER, DATE = "Attachments", "Signer", "PaperDate"
ANNEX_LABEL, ANNEX_TITLE, NOTE, NOTE_MARK = "AnnexLabel", "AnnexTitle", "Note", "NoteMark"
TABLE_TEXT, TABLE_SMALL, TABLE_HEAD, TABLE_HEAD_SMALL = "TableText", "TableSmall", "TableHead", "TableHeadSmall"
FOOTER, MARK, NUMBER, IMPRINT = "Footer", "Mark", "DocumentNumber", "Imprint"
HEADINGS = ("Heading1", "Heading2", "Heading3", "Heading4")


def styles(layout: Layout) -> Element:
    """The root of word/styles.xml."""
    maker = _Styles(layout)
    return root("w:styles", _defaults(), *maker.body(), *maker.headings(), *maker.annexes(), *maker.others())


def indent(layout: Layout, characters: float) -> Element:
    """A first-line indent. LibreOffice ignores firstLineChars alone, Word prefers it: both are set."""
    size = layout.faces["body"].size * TWIPS_PER_POINT
    return element("w:ind", {"firstLineChars": round(characters * 100), "firstLine": round(characters * size)})


def exact(twips: float) -> Element:
    """A line of exactly this height, whatever stands in it."""
    return element("w:spacing", {"before": 0, "after": 0, "line": round(twips), "lineRule": "exact"})


def _defaults() -> Element:
    language = element("w:lang", {"val": "en-US", "eastAsia": "zh-CN", "bidi": "ar-SA"})
    return element(
        "w:docDefaults",
        None,
        element("w:rPrDefault", None, element("w:rPr", None, language)),
        element("w:pPrDefault", None, element("w:pPr")),
    )


class _Styles:
    def __init__(self, layout: Layout) -> None:
        self.layout = layout
        self.faces = layout.faces

    def body(self) -> list[Element]:
        layout = self.layout
        # Widow control would take the last line from a full page. Punctuation may hang in Word and WPS, as is their
        # custom, so that a line keeps its 28 characters; LibreOffice 7.4 reads the value the wrong way round and
        # keeps punctuation inside, which is as good.
        normal = [
            value("w:widowControl", 0),
            value("w:kinsoku", 1),
            value("w:overflowPunct", 1),
            value("w:autoSpaceDE", 0),
            value("w:autoSpaceDN", 0),
            exact(layout.line_pitch),
            value("w:jc", "both"),
        ]
        # Off the grid: on it the larger type would take two lines each.
        title = [value("w:snapToGrid", 0), value("w:jc", "center")]
        no_indent = element("w:ind", {"firstLineChars": 0, "firstLine": 0})
        return [
            self._style(NORMAL, "Normal", normal, face_properties(self.faces["body"], spacing=layout.condense), ""),
            self._style(BODY, "公文正文", [indent(layout, layout.count("body.indent"))]),
            self._style(TITLE, "Title", title, face_properties(self.faces["title"])),
            self._style(ADDRESSEE, "主送机关", [no_indent]),
            self._style(ATTACHMENTS, "附件说明", [value("w:jc", "left")]),
            self._style(SIGNER, "发文机关署名", [value("w:keepNext", 1), value("w:jc", "left")]),
            self._style(DATE, "成文日期", [value("w:jc", "left")]),
        ]

    def headings(self) -> list[Element]:
        made = []
        for level, id in enumerate(HEADINGS, start=1):
            properties = [value("w:keepNext", 1), value("w:outlineLvl", level - 1)]
            face = face_properties(self.faces[f"level{level}"], spacing=self.layout.condense)
            made.append(self._style(id, f"heading {level}", properties, face, BODY, following=BODY))
        return made

    def annexes(self) -> list[Element]:
        label = face_properties(self.faces["annex_label"], spacing=self.layout.condense)
        superscript = element("w:rPr", None, value("w:vertAlign", "superscript"))
        mark = element(
            "w:style",
            {"type": "character", "styleId": NOTE_MARK, "customStyle": 1},
            value("w:name", "数据出处编号"),
            superscript,
        )
        return [
            self._style(ANNEX_LABEL, "附件顺序号", [value("w:keepNext", 1), value("w:pageBreakBefore", 1)], label),
            self._style(ANNEX_TITLE, "附件标题", [value("w:keepNext", 1)], based_on=TITLE),
            self._style(NOTE, "数据出处", [], based_on=BODY),
            mark,
        ]

    def others(self) -> list[Element]:
        head, table, small = self.faces["table_head"], self.faces["table"], self.faces["table_small"]
        small_head = Face("table_head", head.font, head.latin, small.size, head.bold, head.source)
        centred = [value("w:jc", "center")]
        imprint = self.faces["imprint"]
        return [
            self._table_style(TABLE_TEXT, "表格文字", table),
            self._table_style(TABLE_SMALL, "表格小字", small),
            self._table_style(TABLE_HEAD, "表头", head),
            self._table_style(TABLE_HEAD_SMALL, "表头小字", small_head),
            self._style(FOOTER, "footer", [value("w:snapToGrid", 0)], face_properties(self.faces["page_number"])),
            self._style(MARK, "发文机关标志", centred, [value("w:color", "FF0000")]),
            self._style(NUMBER, "发文字号", centred),
            self._style(IMPRINT, "版记", [value("w:jc", "left")], face_properties(imprint)),
        ]

    def _table_style(self, id: str, name: str, face: Face) -> Element:
        leading = face.size * TWIPS_PER_POINT * self.layout.count("table.leading")
        properties = [value("w:snapToGrid", 0), exact(leading), value("w:jc", "left")]
        return self._style(id, name, properties, face_properties(face))

    def _style(
        self,
        id: str,
        name: str,
        paragraph: list[Element],
        run: list[Element] | None = None,
        based_on: str = NORMAL,
        *,
        following: str | None = None,
    ) -> Element:
        attributes: dict[str, object] = {"type": "paragraph", "styleId": id}
        if id == NORMAL:
            attributes["default"] = 1
        if not name.isascii():
            attributes["customStyle"] = 1
        return element(
            "w:style",
            attributes,
            value("w:name", name),
            value("w:basedOn", based_on) if based_on else None,
            value("w:next", following) if following else None,
            element("w:qFormat"),
            element("w:pPr", None, *paragraph),
            element("w:rPr", None, *run) if run else None,
        )
