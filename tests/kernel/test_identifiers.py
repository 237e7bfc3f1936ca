"""Identifiers: the vectors of rules 5.1 to 5.3, and masking as in rules 10.2."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from bihuan.kernel.identifiers import (
    CREDIT_ALPHABET,
    BadIdentifier,
    Level,
    check_credit_code,
    check_division_code,
    check_id_card,
    check_mobile,
    check_phone,
    division_level,
    is_organisation_code_sound,
    mask_id_card,
    mask_name,
    mask_phone,
    scope_range,
)

SOUND_CODES = [
    "91350100M000100Y43",
    "91110000600037341L",
    "12100000400010275N",
    "91532300MA6K00014G",
    "92532300MA6K000228",
    "93532300MA6K000300",
    "11532301015100012B",
    "12532301MB0A000186",
    "51532300MJ0000018B",
    "N1532301MF1000015Y",
    "9153230089957903X0",
]
TODAY = date(2026, 3, 3)


@pytest.mark.parametrize("code", SOUND_CODES)
def test_a_sound_credit_code_is_accepted_with_its_organisation_code(code: str) -> None:
    assert check_credit_code(code) == code
    assert is_organisation_code_sound(code)


def test_a_credit_code_is_brought_to_its_normal_form() -> None:
    assert check_credit_code(" ｎ1532301 mf1000015y ") == "N1532301MF1000015Y"


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        ("911100001000013428", "校验位不对"),
        ("91532300MA6K00014H", "校验位不对"),
        ("9153230OMA6K00014G", "不会有“O”"),
        ("91532300MA6K0001G", "现在是17位"),
        ("", "现在是0位"),
    ],
)
def test_a_wrong_credit_code_is_refused_with_the_reason(code: str, reason: str) -> None:
    with pytest.raises(BadIdentifier, match=reason):
        check_credit_code(code)


def test_a_wrong_organisation_code_inside_a_credit_code_is_noticed() -> None:
    assert not is_organisation_code_sound("91532300MA6K00024G")


@given(st.sampled_from(SOUND_CODES), st.integers(0, 17), st.sampled_from(CREDIT_ALPHABET))
def test_any_single_wrong_character_of_a_credit_code_is_noticed(code: str, place: int, wrong: str) -> None:
    assume(code[place] != wrong)
    with pytest.raises(BadIdentifier):
        check_credit_code(code[:place] + wrong + code[place + 1 :])


@pytest.mark.parametrize(
    "number", ["11010519491231002X", "532301199001010016", "532301200002290027", "110101202402290016"]
)
def test_a_sound_id_card_is_accepted(number: str) -> None:
    assert check_id_card(number, today=TODAY) == number


@pytest.mark.parametrize("typed", ["11010519491231002x", "110105491231002", "110105 19491231 002Ｘ"])
def test_an_id_card_is_brought_to_its_normal_form(typed: str) -> None:
    assert check_id_card(typed) == "11010519491231002X"


@pytest.mark.parametrize(
    ("number", "reason"),
    [
        ("532301200102290024", "出生日期2001年02月29日不存在"),
        ("532301199001010017", "校验位不对"),
        ("53230119900101001", "现在是17位"),
        ("5323011990010100X6", "只能是数字"),
        ("532301202712310016", "2027不合常理"),
        ("532301189001010016", "1890不合常理"),
    ],
)
def test_a_wrong_id_card_is_refused_with_the_reason(number: str, reason: str) -> None:
    with pytest.raises(BadIdentifier, match=reason):
        check_id_card(number, today=TODAY)


def test_a_birth_date_later_this_year_is_refused() -> None:
    with pytest.raises(BadIdentifier, match="晚于今天"):
        check_id_card("532301202603040015", today=TODAY)


@pytest.mark.parametrize(
    "typed", ["13800001234", "138 0000 1234", "+86 138-0000-1234", "008613800001234", "１３８００００１２３４"]
)
def test_a_mobile_number_is_brought_to_its_eleven_digits(typed: str) -> None:
    assert check_mobile(typed) == "13800001234"


@pytest.mark.parametrize("typed", ["12800001234", "1380000123", "138000012345", "0878-3123456", "1380000123a"])
def test_what_is_no_mobile_number_is_refused(typed: str) -> None:
    with pytest.raises(BadIdentifier, match="手机号应为11位数字"):
        check_mobile(typed)


@pytest.mark.parametrize(
    ("typed", "normal"),
    [("0878 3123456", "0878-3123456"), ("010-62345678", "010-62345678"), ("（0878）3123456", "0878-3123456")],
)
def test_a_land_line_has_its_area_code(typed: str, normal: str) -> None:
    assert check_phone(typed) == normal


@pytest.mark.parametrize("typed", ["3123456", "0878-123", "12345", "电话"])
def test_a_land_line_without_area_code_is_refused(typed: str) -> None:
    with pytest.raises(BadIdentifier):
        check_phone(typed)


@pytest.mark.parametrize(
    ("typed", "code", "level"),
    [
        ("53", "530000000000", Level.PROVINCE),
        ("5323", "532300000000", Level.CITY),
        ("532301", "532301000000", Level.COUNTY),
        ("532301101", "532301101000", Level.TOWN),
        ("532301101201", "532301101201", Level.VILLAGE),
        ("500100", "500100000000", Level.CITY),
        ("50", "500000000000", Level.PROVINCE),
    ],
)
def test_a_division_code_is_filled_up_to_twelve_digits_and_knows_its_level(typed: str, code: str, level: Level) -> None:
    assert check_division_code(typed) == code
    assert division_level(code) == level


@pytest.mark.parametrize(
    "typed", ["5", "532301101201000", "53230A", "000000000000", "530001000000", "530000101000", "99"]
)
def test_what_is_no_division_code_is_refused(typed: str) -> None:
    with pytest.raises(BadIdentifier, match="行政区划代码"):
        check_division_code(typed)


def test_the_range_of_a_town_holds_its_villages_and_not_its_neighbour() -> None:
    assert scope_range("532301101000") == ("532301101000", "532301102000")
    assert scope_range("532301101201") == ("532301101201", "532301101202")
    assert scope_range("532301") == ("532301000000", "532302000000")


@given(st.from_regex(r"[1-6][1-9]([0-9]{2}){2}[0-9]{6}", fullmatch=True), st.sampled_from([2, 4, 6, 9, 12]))
def test_a_code_lies_in_the_range_of_each_division_above_it(code: str, digits: int) -> None:
    try:
        upper = check_division_code(code[:digits])
        check_division_code(code)
    except BadIdentifier:
        assume(False)
    low, high = scope_range(upper)
    assert low <= code < high


@pytest.mark.parametrize(
    ("name", "masked"), [("张三", "张*"), ("张小三", "张*三"), ("欧阳小三", "欧**三"), ("张", "张*"), ("", "")]
)
def test_a_name_is_masked(name: str, masked: str) -> None:
    assert mask_name(name) == masked


@pytest.mark.parametrize(
    ("number", "masked"),
    [("13812345678", "138****5678"), ("0878-3123456", "0878-*****56"), ("12345", "***45"), ("110", "***")],
)
def test_a_telephone_number_is_masked(number: str, masked: str) -> None:
    assert mask_phone(number) == masked


@pytest.mark.parametrize(
    ("number", "masked"), [("532301199001010016", "532301********0016"), ("1234", "****"), ("", "")]
)
def test_an_id_card_is_masked(number: str, masked: str) -> None:
    assert mask_id_card(number) == masked
