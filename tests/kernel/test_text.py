"""Text for search, for storing and for hashing."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bihuan.kernel.text import BadText, canonical_json, query_terms, refuse_unstorable, tokens

words = st.text(alphabet="路灯坏了营商环境便民一站B1a2，。 ", min_size=1, max_size=12)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("营商环境", "营商 商环 环境 境"),
        ("灯", "灯"),
        ("B12号楼", "b12 号楼 楼"),
        ("环境，ＡＢＣ１", "环境 境 abc1"),
        ("〇一", "〇一 一"),
        ("snake_case", "snake case"),
        ("𠮷野家", "𠮷野 野家 家"),
        (" ，。", ""),
    ],
)
def test_a_text_becomes_its_tokens(text: str, expected: str) -> None:
    assert tokens(text) == expected


@pytest.mark.parametrize(
    ("query", "phrases"),
    [
        ("营商环境", [["营商", "商环", "环境"]]),
        ("灯", [["灯"]]),
        ("路灯 B12", [["路灯"], ["b12"]]),
        ("号楼B12", [["号楼", "楼", "b12"]]),
        ("B12号", [["b12", "号"]]),
        ("　 ，。", []),
        ("环境，营商", [["环境", "境", "营商"]]),
    ],
)
def test_a_query_becomes_phrases(query: str, phrases: list[list[str]]) -> None:
    assert query_terms(query) == phrases


def finds(query: str, text: str) -> bool:
    """The search as the databases do it: each phrase in order, its last token by its beginning if one character."""
    stored = tokens(text).split()

    def at(place: int, phrase: list[str]) -> bool:
        part = stored[place : place + len(phrase)]
        return part[:-1] == phrase[:-1] and (
            part[-1:] == phrase[-1:]
            or (len(part) == len(phrase) > 0 and len(phrase[-1]) == 1 and part[-1].startswith(phrase[-1]))
        )

    return all(any(at(place, phrase) for place in range(len(stored))) for phrase in query_terms(query))


@given(st.text(alphabet="路灯坏了营商环境便民一站", min_size=1, max_size=12), st.data())
def test_any_piece_of_a_chinese_text_finds_it(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    assert finds(text[start:end], text)


@given(
    st.text(alphabet="路灯坏了营商", min_size=1, max_size=8), st.text(alphabet="路灯坏了营商", min_size=1, max_size=3)
)
def test_a_piece_that_is_not_in_a_chinese_text_does_not_find_it(text: str, piece: str) -> None:
    assert finds(piece, text) == (piece in text)


@given(words)
def test_a_text_always_finds_itself(text: str) -> None:
    assert finds(text, text)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("坏\x00灯", "第2个字符是空字符"),
        ("坏灯\ud800", "第3个字符是残缺字符"),
        ("\u202e坏灯", "第1个字符是改变文字方向的隐藏字符"),
        ("\u2066坏灯", "第1个字符是改变文字方向的隐藏字符"),
    ],
)
def test_what_cannot_be_stored_is_refused_with_its_place(text: str, reason: str) -> None:
    with pytest.raises(BadText, match=reason):
        refuse_unstorable(text)


def test_ordinary_text_passes_unchanged() -> None:
    text = "路灯坏了\n第二行\t🙂 𠮷"
    assert refuse_unstorable(text) == text


def test_equal_values_have_equal_canonical_bytes() -> None:
    assert canonical_json({"b": [1, "灯"], "a": None}) == '{"a":null,"b":[1,"灯"]}'.encode()
    assert canonical_json({"a": None, "b": [1, "灯"]}) == canonical_json({"b": [1, "灯"], "a": None})


@pytest.mark.parametrize("value", [float("nan"), {"a": float("inf")}])
def test_what_json_cannot_carry_has_no_canonical_bytes(value: object) -> None:
    with pytest.raises(ValueError, match="JSON"):
        canonical_json(value)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(st.characters(exclude_categories=["Cs"])), inner),
)


@given(json_values)
def test_canonical_bytes_say_the_value_again(value: object) -> None:
    assert json.loads(canonical_json(value)) == value
