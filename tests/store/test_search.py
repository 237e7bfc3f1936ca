"""Search finds what LIKE finds, on both engines, from one character on."""

from __future__ import annotations

import random
import uuid

import pytest

from bihuan.store.models import SearchEntry
from tests.cast import TOWN

pytestmark = pytest.mark.django_db

TEXTS = {
    "street light": "上河村村口路灯坏了，晚上一片漆黑",
    "water": "三组自来水发黄，烧开有沉淀 B12 栋",
    "noise": "广场舞音响太大，影响孩子学习",
    "road": "通村公路塌方，路面裂缝；ＡＢＣ公司货车超载",
}


@pytest.fixture
def entries() -> dict[str, uuid.UUID]:
    keys = {name: uuid.uuid4() for name in TEXTS}
    for name, text in TEXTS.items():
        SearchEntry.put("matter", keys[name], TOWN, text)
    return keys


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("路灯", {"street light"}),
        ("路", {"street light", "road"}),
        ("公路塌方", {"road"}),
        ("B12", {"water"}),
        ("b12", {"water"}),
        ("abc公司", {"road"}),
        ("路灯 漆黑", {"street light"}),
        ("路灯 沉淀", set()),
        ("灯路", set()),
        ("路塌", {"road"}),
        ('"', set()),
        ("'; --", set()),
        ("", set()),
    ],
)
def test_a_query_finds_exactly_the_texts_that_hold_it(
    entries: dict[str, uuid.UUID], query: str, found: set[str]
) -> None:
    keys = set(SearchEntry.objects.matching("matter", query).values_list("object_id", flat=True))

    assert {name for name, key in entries.items() if key in keys} == found


def test_every_pair_of_neighbouring_characters_is_found(entries: dict[str, uuid.UUID]) -> None:
    chance = random.Random(7)
    for _ in range(60):
        name = chance.choice(sorted(TEXTS))
        start = chance.randrange(len(TEXTS[name]) - 1)
        pair = TEXTS[name][start : start + 2]
        if not all("\u4e00" <= character <= "\u9fff" for character in pair):
            continue
        keys = SearchEntry.objects.matching("matter", pair).values_list("object_id", flat=True)
        assert {key for other, key in entries.items() if pair in TEXTS[other]} == set(keys)


def test_a_changed_text_is_found_by_its_new_words_only(entries: dict[str, uuid.UUID]) -> None:
    SearchEntry.put("matter", entries["noise"], TOWN, "噪声已经停止")

    assert not SearchEntry.objects.matching("matter", "广场").exists()
    assert SearchEntry.objects.matching("matter", "噪声").count() == 1


def test_a_removed_entry_is_found_no_more(entries: dict[str, uuid.UUID]) -> None:
    SearchEntry.objects.filter(object_id=entries["road"]).delete()

    assert not SearchEntry.objects.matching("matter", "塌方").exists()
