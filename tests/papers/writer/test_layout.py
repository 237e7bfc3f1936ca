"""The layout is data with sources; a local profile changes single values; a broken file is refused with a sentence."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

import pytest

from bihuan.papers.writer.layout import LayoutError, load
from bihuan.rulebook.book import Certainty

ROOT = Path(__file__).resolve().parents[3]
OFFICE_MARGINS = ROOT / "src/bihuan/rulebook/data/papers/profile_gbt33476.toml"
HEAD = '[layout]\nsource = "县办通知"\ncertainty = "verified-local"\n'


def profile(tmp_path: Path, text: str, *, head: str = HEAD) -> Path:
    path = tmp_path / "县.toml"
    path.write_text(head + text, encoding="utf-8")
    return path


def test_the_page_is_that_of_the_standard() -> None:
    layout = load()
    lengths = {id: layout.count(id) for id in ("page.top", "page.left", "page.right", "page.bottom")}
    assert lengths == {"page.top": 37, "page.left": 28, "page.right": 26, "page.bottom": 35}
    assert (layout.count("grid.lines"), layout.count("grid.characters")) == (22, 28)
    assert layout.lengths["page.top"].source == "GB/T 9704-2012 5.2.1"


def test_22_lines_and_28_characters_fit_the_text_and_one_more_of_either_does_not() -> None:
    layout = load()
    assert 22 * layout.line_pitch <= layout.text_height < 23 * layout.line_pitch
    assert 28 * layout.character <= layout.text_width < 29 * layout.character
    assert (layout.line_pitch, layout.condense) == (579, -5)


def test_every_length_has_a_label_and_a_source() -> None:
    for length in load().lengths.values():
        assert length.label
        assert length.source
        assert isinstance(length.certainty, Certainty)


def test_a_profile_changes_only_what_it_names() -> None:
    standard, changed = load(), load(profile=OFFICE_MARGINS)
    different = {id for id in standard.lengths if standard.lengths[id] != changed.lengths[id]}
    assert different == {"page.top", "page.bottom"}
    assert changed.lengths["page.top"].source == "GB/T 33476.2-2016"
    assert changed.line_pitch == 592


def test_a_profile_may_make_level_three_bold(tmp_path: Path) -> None:
    changed = load(profile=profile(tmp_path, '[[face]]\nid = "level3"\nbold = true\n')).faces["level3"]
    assert (changed.font, changed.size, changed.bold, changed.source) == ("仿宋_GB2312", 16, True, "县办通知")


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ('[[length]]\nid = "page.topp"\nvalue = 1\nunit = "mm"', "“page.topp”不是版式里的项目"),
        ('[[length]]\nid = "page.top"\nvalue = "37"\nunit = "mm"', "的值“37”不是 0 到 1000 之间的数"),
        ('[[length]]\nid = "page.top"\nvalue = true\nunit = "mm"', "的值“True”不是 0 到 1000 之间的数"),
        ('[[length]]\nid = "page.top"\nvalue = 37\nunit = "cm"', "的单位“cm”不对，应为 mm"),
        ('[[length]]\nvalue = 37\nunit = "mm"', "有一项没有 id"),
        ('[[length]]\nid = "page.left"\nvalue = 400\nunit = "mm"', "页边距大于纸张"),
        ('[[face]]\nid = "body"\nfont = "隶书"', "用了未登记的字体“隶书”"),
        ('[[face]]\nid = "body"\nsize = "三"', "的字号“三”不认识"),
        ('[[font]]\nname = "隶书"\nfamily = "pretty"', "的 family“pretty”不对"),
        ("[[length]", "格式有误"),
    ],
)
def test_a_broken_profile_is_refused_with_a_sentence(tmp_path: Path, text: str, sentence: str) -> None:
    with pytest.raises(LayoutError, match=sentence):
        load(profile=profile(tmp_path, text))


def test_a_profile_without_source_is_refused(tmp_path: Path) -> None:
    text = '[[length]]\nid = "page.top"\nvalue = 36\nunit = "mm"'
    with pytest.raises(LayoutError, match=r"“page\.top”没有写依据。请补上 source。"):
        load(profile=profile(tmp_path, text, head=""))


def test_a_profile_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(LayoutError, match=r"读不出版式文件“没有\.toml”"):
        load(profile=tmp_path / "没有.toml")


def test_every_font_of_the_layout_has_a_stand_in_for_previews() -> None:
    aliases = ElementTree.parse(ROOT / "tools/fontconfig/fonts.conf").iterfind("alias/family")
    named = {alias.text for alias in aliases}
    fonts = load().fonts.values()
    assert {font.name for font in fonts} - named == set()
    assert {name for font in fonts for name in font.fallbacks} - named - {"Liberation Serif"} == set()
