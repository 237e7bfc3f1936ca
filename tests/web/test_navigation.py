"""The entries at the left: the words on the office wall, and nothing that does not exist."""

from __future__ import annotations

from bihuan.web.navigation import MORE_PLACES, PLACES, address, entries_for
from tests.cast import Cast


def words(post, places) -> list[str]:
    return [entry.word for entry in entries_for(post, places, here="workbench")]


def test_the_entries_are_at_most_seven_in_the_words_of_the_office():
    assert [place.word for place in PLACES] == ["待办", "台账", "办事", "企业", "清单", "监督", "材料"]


def test_a_page_that_does_not_exist_is_left_out(cast: Cast):
    assert address("nothing:here") == ""
    assert words(cast.dispatcher, PLACES) == [place.word for place in PLACES if address(place.page)]
    assert words(cast.dispatcher, PLACES)[0] == "待办"


def test_an_administrator_sees_no_business_entries(cast: Cast):
    for post in (cast.system_admin, cast.security_admin, cast.audit_admin):
        assert words(post, PLACES) == []
    assert "机构人员" in words(cast.security_admin, MORE_PLACES)


def test_the_place_where_one_is_is_marked(cast: Cast):
    here = [entry.word for entry in entries_for(cast.dispatcher, PLACES, here="workbench") if entry.is_here]
    assert here == ["待办"]
